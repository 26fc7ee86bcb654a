# %% right: by the book
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary.get(word, 1)] += 1
    return counts


# %% right: bincount
import numpy as np


def bag_of_words(token_lists, vocabulary):
    rows = [[vocabulary.get(word, vocabulary["[OOV]"]) for word in tokens] for tokens in token_lists]
    return np.stack([np.bincount(np.array(row, int), minlength=len(vocabulary)) for row in rows])


# %% wrong: a row for each text, a column for each entry | [PAD] and [OOV] too
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary) - 2))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary.get(word, 1) - 2] += 1
    return counts


# %% wrong: counts every occurrence | repeated places count once
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        counts[row, [vocabulary.get(word, 1) for word in tokens]] += 1
    return counts


# %% wrong: counts every occurrence | counts 3
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary.get(word, 1)] = 1
    return counts


# %% wrong: the order of the words does not matter | It is a bag
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for place, word in enumerate(tokens):
            counts[row, vocabulary.get(word, 1)] = place + 1
    return counts


# %% wrong: unknown words go to column 1 | has a second argument
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary.get(word, 0)] += 1
    return counts


# %% wrong: unknown words go to column 1 | for the rest
import numpy as np


def bag_of_words(token_lists, vocabulary):
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary[word]] += 1
    return counts
