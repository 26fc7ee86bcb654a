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
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted({word for row in words for word in row})
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = 1
    return tensor.sum(axis=1)  # a bag of words


# %% wrong: one axis for phrases, words and vocabulary | Three axes
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted({word for row in words for word in row})
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = 1
    return tensor.transpose(0, 2, 1)


# %% wrong: a single 1 for each word | One-hot
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted({word for row in words for word in row})
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = vocabulary.index(word) + 1
    return tensor


# %% wrong: alphabetical order | sorted()
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = list(dict.fromkeys(word for row in words for word in row))
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = 1
    return tensor


# %% wrong: any words | do not write it down
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = ["blue", "bus", "car", "red"]
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = 1
    return tensor


# %% wrong: alphabetical order | sorted()
import numpy as np


def phrases_to_tensor(phrases):
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted({word for row in words for word in row}, reverse=True)
    tensor = np.zeros((len(words), len(words[0]), len(vocabulary)))
    for i, row in enumerate(words):
        for j, word in enumerate(row):
            tensor[i, j, vocabulary.index(word)] = 1
    return tensor
