# %% right: by the book
import numpy as np


def tf_idf(counts):
    lengths = counts.sum(axis=1, keepdims=True)
    texts_with = (counts > 0).sum(axis=0)
    tf = counts / np.maximum(lengths, 1)
    return tf * np.log(len(counts) / np.maximum(texts_with, 1))


# %% right: row by row
import math

import numpy as np


def tf_idf(counts):
    weights = np.zeros(counts.shape)
    for column in range(counts.shape[1]):
        found = np.flatnonzero(counts[:, column])
        for row in found:
            weights[row, column] = counts[row, column] / counts[row].sum() * math.log(len(counts) / len(found))
    return weights


# %% wrong: share times rarity | divided by the length of its text
def tf_idf(counts):
    return counts


# %% wrong: a word in every text weighs nothing | Without a logarithm
# remove: np.log

# %% wrong: a word in every text weighs nothing | does not help
# replace: np.log(len(counts) / np.maximum(texts_with, 1)) -> (np.log(len(counts) / np.maximum(texts_with, 1)) + 1)

# %% wrong: share times rarity | divided by the length
# replace: tf = counts / np.maximum(lengths, 1) -> tf = counts

# %% wrong: share times rarity | Rarer means a larger weight
# replace: np.log(len(counts) / np.maximum(texts_with, 1)) -> np.log(np.maximum(texts_with, 1) / len(counts))

# %% wrong: share times rarity | not how often
# replace: (counts > 0) -> counts

# %% wrong: no division by zero | let their weights be 0, not nan
# replace: tf = counts / np.maximum(lengths, 1) -> tf = counts / lengths
# replace: np.log(len(counts) / np.maximum(texts_with, 1)) -> np.log(len(counts) / texts_with)


# %% wrong: leaves the counts as they were | writes into the caller's array
import numpy as np


def tf_idf(counts):
    texts_with = (counts > 0).sum(axis=0)
    counts /= np.maximum(counts.sum(axis=1, keepdims=True), 1)
    counts *= np.log(len(counts) / np.maximum(texts_with, 1))
    return counts
