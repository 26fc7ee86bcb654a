# %% right: by the book
import numpy as np


def tf_idf(counts, training_counts=None):
    training = counts if training_counts is None else training_counts
    lengths = counts.sum(axis=1, keepdims=True)
    texts_with = (training > 0).sum(axis=0)
    tf = counts / np.maximum(lengths, 1)
    idf = np.log(len(training) / np.maximum(texts_with, 1))
    return np.where(texts_with > 0, tf * idf, 0)


# %% right: word by word
import math

import numpy as np


def tf_idf(counts, training_counts):
    known = counts if training_counts is None else training_counts
    weights = np.zeros(counts.shape)
    for column in range(counts.shape[1]):
        having = np.count_nonzero(known[:, column])
        for row in np.flatnonzero(counts[:, column]):
            if having:
                weights[row, column] = counts[row, column] / counts[row].sum() * math.log(len(known) / having)
    return weights


# %% wrong: the share of the text | the word's count divided by the length
def tf_idf(counts, training_counts=None):
    return counts


# %% wrong: the share of the text | a long text does not weigh more
# replace: tf = counts / np.maximum(lengths, 1) -> tf = counts

# %% wrong: a word in every text weighs nothing | Without a logarithm
# remove: np.log

# %% wrong: a word in every text weighs nothing | does not help
# replace: idf = np.log(len(training) / np.maximum(texts_with, 1)) -> idf = np.log(len(training) / np.maximum(texts_with, 1)) + 1

# %% wrong: share times rarity | Rarer means a larger weight
# replace: len(training) / np.maximum(texts_with, 1) -> np.maximum(texts_with, 1) / len(training)

# %% wrong: share times rarity | not how often
# replace: (training > 0) -> training

# %% wrong: rarity comes from the training texts | among the training texts alone
# replace: training = counts if training_counts is None else training_counts -> training = counts

# %% wrong: rarity comes from the training texts | How many texts there are
# replace: len(training) -> len(counts)

# %% wrong: rarity comes from the training texts | count both
# replace: counts if training_counts is None else training_counts -> counts if training_counts is None else np.vstack([training_counts, counts])

# %% wrong: no division by zero | let their weights be 0, not nan
# replace: tf = counts / np.maximum(lengths, 1) -> tf = counts / lengths

# %% wrong: no division by zero | that no training text has
# replace: np.where(texts_with > 0, tf * idf, 0) -> tf * idf


# %% wrong: leaves the counts as they were | writes into the caller's array
import numpy as np


def tf_idf(counts, training_counts=None):
    training = counts.copy() if training_counts is None else training_counts
    texts_with = (training > 0).sum(axis=0)
    counts /= np.maximum(counts.sum(axis=1, keepdims=True), 1)
    counts *= np.where(texts_with > 0, np.log(len(training) / np.maximum(texts_with, 1)), 0)
    return counts
