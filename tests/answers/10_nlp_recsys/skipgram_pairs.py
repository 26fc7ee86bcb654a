# %% right: by the book
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for other in range(max(0, place - window), min(len(tokens), place + window + 1)):
            if other != place:
                pairs.append((centre, tokens[other]))
    return pairs


# %% right: slices
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        before = tokens[max(0, place - window) : place]
        after = tokens[place + 1 : place + 1 + window]
        pairs += [(centre, word) for word in [*before, *after]]
    return pairs


# %% wrong: a word is not its own context | the place of the centre itself
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for other in range(max(0, place - window), min(len(tokens), place + window + 1)):
            pairs.append((centre, tokens[other]))
    return pairs


# %% wrong: a word is not its own context | the place, not the word
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for other in range(max(0, place - window), min(len(tokens), place + window + 1)):
            if tokens[other] != centre:
                pairs.append((centre, tokens[other]))
    return pairs


# %% wrong: neighbours on both sides | before AND after
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for other in range(place + 1, min(len(tokens), place + window + 1)):
            if other != place:
                pairs.append((centre, tokens[other]))
    return pairs


# %% wrong: as far as the window reaches | leaves its end out
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for other in range(max(0, place - window), min(len(tokens), place + window)):
            if other != place:
                pairs.append((centre, tokens[other]))
    return pairs


# %% wrong: ends at the ends of the text | the LAST word
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for step in range(-window, window + 1):
            if step != 0 and place + step < len(tokens):
                pairs.append((centre, tokens[place + step]))
    return pairs


# %% wrong: ends at the ends of the text | on the left
def skipgram_pairs(tokens, window):
    pairs = []
    for place, centre in enumerate(tokens):
        for step in range(-window, window + 1):
            if step != 0:
                pairs.append((centre, tokens[(place + step) % len(tokens)]))
    return pairs
