import numpy as np


# %% right: rows and columns
def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% right: one sequence after another
def adding_problem(samples, length, rng):
    half = length // 2
    X, y = [], []
    for _ in range(samples):
        numbers, marks = rng.uniform(0, 1, length), np.zeros(length)
        marks[int(rng.integers(half))] = 1
        marks[half + int(rng.integers(length - half))] = 1
        X.append(np.stack([numbers, marks], axis=1))
        y.append(numbers @ marks)
    return np.array(X, dtype="float32"), np.array(y, dtype="float32")


# %% wrong: numbers beside marks | time is axis 1
# replace: return X -> return X.transpose(1, 0, 2)

# %% wrong: numbers beside marks | time is axis 1
# insert after: X[rows, second, 1] = 1 -> y = X[rows, first, 0] + X[rows, second, 0]
# replace: return X, X[rows, first, 0] + X[rows, second, 0] -> return X, y[:, None]

# %% wrong: numbers from 0 to 1 | uniform
# replace: rng.random((samples, length)) -> rng.normal(size=(samples, length))

# %% wrong: numbers from 0 to 1 | uniform
# replace: X[:, :, 0] = rng.random((samples, length)) -> X[:, :, 0] = rng.integers(0, 2, (samples, length))

# %% wrong: numbers from 0 to 1 | uniform
# the same numbers in every sequence
# replace: rng.random((samples, length)) -> rng.random(length)

# %% wrong: two marks | at two time steps
# remove: X[rows, second, 1] = 1

# %% wrong: two marks | at two time steps
# replace: rng.integers(half, length, size=samples) -> rng.integers(0, length, size=samples)

# %% wrong: one mark in each half | One of the first
# remove: first = rng.integers(0, half, size=samples)
# replace: second = rng.integers(half, length, size=samples) -> first, second = rng.permuted(np.tile(np.arange(length), (samples, 1)), axis=1)[:, :2].T

# %% wrong: any step may be marked | is the last step
# replace: second = rng.integers(half, length, size=samples) -> second = rng.integers(half, length - 1, size=samples)

# %% wrong: two independent draws | One draw for each mark
# replace: second = rng.integers(half, length, size=samples) -> second = length - 1 - first

# %% wrong: two independent draws | One draw for each mark
# from: one sequence after another
# insert before: marks[int(rng.integers(half))] = 1 -> place = int(rng.integers(half))
# replace: marks[int(rng.integers(half))] -> marks[place]
# replace: marks[half + int(rng.integers(length - half))] -> marks[half + place]

# %% wrong: the sum of the marked numbers | not the marks, not all
# replace: return X, X[rows, first, 0] + X[rows, second, 0] -> return X, X[:, :, 0].sum(axis=1)

# %% wrong: the sum of the marked numbers | not the marks, not all
# replace: return X, X[rows, first, 0] + X[rows, second, 0] -> return X, X[:, :, 1].sum(axis=1)

# %% wrong: the sum of the marked numbers | not the marks, not all
# replace: X[rows, first, 0] + X[rows, second, 0] -> X[rows, first, 0] * X[rows, second, 0]

# %% wrong: chance comes from rng | no seed of your own
# insert before: X = np.zeros((samples, length, 2)) -> rng = np.random.default_rng(0)

# %% wrong: chance comes from rng | no seed of your own
# replace: rng.integers -> np.random.randint
