import numpy as np


# %% right: by the book
def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary.get(word, 1)] += 1
    return counts


# %% right: bincount
def bag_of_words(token_lists, vocabulary):
    rows = [[vocabulary.get(word, vocabulary["[OOV]"]) for word in tokens] for tokens in token_lists]
    return np.stack([np.bincount(np.array(row, int), minlength=len(vocabulary)) for row in rows])


# %% wrong: a row for each text, a column for each entry | [PAD] and [OOV] too
# replace: counts = np.zeros((len(token_lists), len(vocabulary))) -> counts = np.zeros((len(token_lists), len(vocabulary) - 2))
# replace: counts[row, vocabulary.get(word, 1)] += 1 -> counts[row, vocabulary.get(word, 1) - 2] += 1


# %% wrong: counts every occurrence | repeated places count once
def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        counts[row, [vocabulary.get(word, 1) for word in tokens]] += 1
    return counts


# %% wrong: counts every occurrence | counts 3
# replace: counts[row, vocabulary.get(word, 1)] += 1 -> counts[row, vocabulary.get(word, 1)] = 1

# %% wrong: the order of the words does not matter | ignore their places
# replace: for word in tokens: -> for place, word in enumerate(tokens):
# replace: counts[row, vocabulary.get(word, 1)] += 1 -> counts[row, vocabulary.get(word, 1)] = place + 1

# %% wrong: column n is the word with number n | not the word's place in the dict
# replace: vocabulary.get(word, 1) -> list(vocabulary).index(word) if word in vocabulary else 1

# %% wrong: unknown words go to column 1 | has a second argument
# replace: vocabulary.get(word, 1) -> vocabulary.get(word, 0)

# %% wrong: unknown words go to column 1 | for the rest
# replace: counts[row, vocabulary.get(word, 1)] += 1 -> counts[row, vocabulary[word]] += 1
