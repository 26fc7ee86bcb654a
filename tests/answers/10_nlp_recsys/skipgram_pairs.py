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


# %% wrong: a repeated word is a neighbour, too | leave out the place, not the word
# replace: if other != place: -> if tokens[other] != centre:

# %% wrong: neighbours on both sides | before AND after
# replace: max(0, place - window) -> place + 1

# %% wrong: as far as the window reaches | leaves its end out
# replace: for other in range(max(0, place - window), min(len(tokens), place + window + 1)): -> for other in range(max(0, place - window), min(len(tokens), place + window)):

# %% wrong: ends at the ends of the text | the LAST word
# replace: for other in range(max(0, place - window), min(len(tokens), place + window + 1)): -> for step in range(-window, window + 1):
# replace: if other != place: -> if step != 0 and place + step < len(tokens):
# replace: tokens[other] -> tokens[place + step]

# %% wrong: from left to right | Centre first, then context
# replace: (centre, tokens[other]) -> (tokens[other], centre)

# %% wrong: from left to right | in that order too
# from: slices
# replace: [*before, *after] -> [*after, *before]

# %% wrong: as far as the window reaches | each pair once
# replace: return pairs -> return pairs + pairs

# %% wrong: ends at the ends of the text | on the left
# replace: for other in range(max(0, place - window), min(len(tokens), place + window + 1)): -> for step in range(-window, window + 1):
# replace: if other != place: -> if step != 0:
# replace: tokens[other] -> tokens[(place + step) % len(tokens)]
