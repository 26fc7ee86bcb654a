# %% right: by the book
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][:length]
        table[row, : len(numbers)] = numbers
    return table


# %% right: filling up lists
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    rows = []
    for tokens in token_lists:
        row = [vocabulary[word] if word in vocabulary else vocabulary["[OOV]"] for word in tokens]
        rows.append((row + [0] * length)[:length])
    return np.array(rows, dtype="int64")


# %% wrong: one row a text, one column a place | also an empty text
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    length = max(len(tokens) for tokens in token_lists)
    rows = [[vocabulary.get(word, 1) for word in tokens] for tokens in token_lists]
    return np.array([row + [0] * (length - len(row)) for row in rows])


# %% wrong: zeros at the end | BEHIND their words
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][:length]
        table[row, length - len(numbers) :] = numbers
    return table


# %% wrong: zeros at the end | filled up with 0
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.ones((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][:length]
        table[row, : len(numbers)] = numbers
    return table


# %% wrong: long texts keep their first words | Cut off what is too much at the end
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][-length:]
        table[row, : len(numbers)] = numbers
    return table


# %% wrong: long texts keep their first words | exactly `length` words stay
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][: length - 1]
        table[row, : len(numbers)] = numbers
    return table


# %% wrong: a word that is not in the vocabulary is 1 | Leaving them out shifts
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary[word] for word in tokens if word in vocabulary][:length]
        table[row, : len(numbers)] = numbers
    return table


# %% wrong: a word that is not in the vocabulary is 1 | 0 means padding
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 0) for word in tokens][:length]
        table[row, : len(numbers)] = numbers
    return table


# %% wrong: whole numbers | row numbers of a table
import numpy as np


def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length))
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][:length]
        table[row, : len(numbers)] = numbers
    return table
