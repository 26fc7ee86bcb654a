import numpy as np


# %% right: a triangle
def causal_mask(n):
    return np.tril(np.ones((n, n), dtype=bool))


def padding_mask(tokens):
    words = np.asarray(tokens) != 0
    return words[:, None, None, :]


# %% right: comparisons
def causal_mask(n):
    return np.arange(n)[:, None] >= np.arange(n)


def padding_mask(tokens):
    batch, n = np.shape(tokens)
    return (np.array(tokens) > 0).reshape(batch, 1, 1, n)


# %% wrong: True and False | dtype=bool
# remove: , dtype=bool

# %% wrong: True and False | A comparison
# replace: words = np.asarray(tokens) != 0 -> words = np.minimum(tokens, 1)

# %% wrong: itself and what was before | On the diagonal
# from: comparisons
# replace: >= -> >

# %% wrong: itself and what was before | Row i is the query
# replace: np.tril -> np.triu

# %% wrong: nothing that comes later | Right of the diagonal
# replace: np.tril(np.ones((n, n), dtype=bool)) -> np.ones((n, n), dtype=bool)

# %% wrong: words, and no padding | True for words
# replace: != 0 -> == 0

# %% wrong: words, and no padding | every other number
# from: comparisons
# replace: > 0 -> > 1

# %% wrong: fits to the scores of all heads and queries | the keys are last
# replace: words[:, None, None, :] -> words

# %% wrong: fits to the scores of all heads and queries | the QUERIES are
# replace: words[:, None, None, :] -> words[:, None, :, None]
