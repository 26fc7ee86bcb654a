# %% right: loops
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted({word for row in words for word in row})
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = 1
    return tensor


# %% right: a tensor
import tensorflow as tf


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted(set(sum(words, [])))
    return tf.one_hot([[vocabulary.index(word) for word in row] for row in words], len(vocabulary))


# %% wrong: one axis for phrases, words and vocabulary | Three axes
# a bag of words
# replace: return tensor -> return tensor.sum(axis=1)

# %% wrong: one axis for phrases, words and vocabulary | Three axes
# replace: return tensor -> return tensor.transpose(0, 2, 1)

# %% wrong: a single 1 for each word | One-hot
# replace: tensor[i, j, vocabulary.index(word)] = 1 -> tensor[i, j, vocabulary.index(word)] = vocabulary.index(word) + 1

# %% wrong: alphabetical order | sorted()
# replace: sorted({word for row in words for word in row}) -> list(dict.fromkeys(word for row in words for word in row))

# %% wrong: any words | from the phrases
# takes every phrase to have two words
# replace: len(words[0]), len(vocabulary) -> 2, len(vocabulary)

# %% wrong: any words | do not write it down
# replace: sorted({word for row in words for word in row}) -> ["blue", "bus", "car", "red"]

# %% wrong: alphabetical order | sorted()
# replace: {word for row in words for word in row} -> {word for row in words for word in row}, reverse=True
