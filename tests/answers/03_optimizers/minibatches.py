import numpy as np


# %% right: a permutation of indices
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


# %% right: a list of copies
def minibatches(X, y, batch_size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    X, y = X[order], y[order]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


# %% wrong: every sample exactly once | none comes twice
# draws with replacement
# replace: order = rng.permutation(len(X)) -> order = rng.integers(len(X), size=len(X))

# %% wrong: batches of the right size | is not dropped
# replace: for start in range(0, len(X), batch_size): -> for start in range(0, len(X) - batch_size + 1, batch_size):


# %% right: the order in pieces
def minibatches(X, y, batch_size, rng):
    pairs = list(zip(X, y))
    rng.shuffle(order := list(range(len(pairs))))
    cuts = np.arange(batch_size, len(order), batch_size)
    for rows in np.split(order, cuts):
        yield np.array([pairs[i][0] for i in rows]), np.array([pairs[i][1] for i in rows])


# %% wrong: X and y stay in step | ONE order
def minibatches(X, y, batch_size, rng):
    order, other = rng.permutation(len(X)), rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        yield X[order[start : start + batch_size]], y[other[start : start + batch_size]]


# %% wrong: a random order | from the rng
# not shuffled
# replace: order = rng.permutation(len(X)) -> order = np.arange(len(X))

# %% wrong: a random order
# always the same shuffle
# replace: rng.permutation -> np.random.default_rng(0).permutation

# %% wrong: a random order
# a generator of its own
# replace: rng.permutation -> np.random.default_rng().permutation


# %% wrong: all samples are shuffled | not only those within a batch
# shuffles within each batch only
# replace: order = rng.permutation(len(X)) -> order = np.arange(len(X))
# replace: rows = order[start : start + batch_size] -> rows = rng.permutation(order[start : start + batch_size])

# %% wrong: all samples are shuffled | not only the batches
# starts somewhere, and goes on in order
# replace: order = rng.permutation(len(X)) -> order = np.roll(np.arange(len(X)), rng.integers(1, len(X)))


# %% wrong: leaves X and y as they were | Shuffle indices
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    for start in range(0, len(X), batch_size):
        yield X[start : start + batch_size].copy(), y[start : start + batch_size].copy()
