# %% right: rows and columns
import numpy as np


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
import numpy as np


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
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X.transpose(1, 0, 2), X[rows, first, 0] + X[rows, second, 0]


# %% wrong: numbers beside marks | time is axis 1
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    y = X[rows, first, 0] + X[rows, second, 0]
    return X, y[:, None]


# %% wrong: numbers from 0 to 1 | uniform
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.normal(size=(samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: numbers from 0 to 1 | uniform
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.integers(0, 2, (samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: two marks | at two time steps
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: two marks | at two time steps
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(0, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: one mark in each half | One of the first
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first, second = rng.permuted(np.tile(np.arange(length), (samples, 1)), axis=1)[:, :2].T
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: any step may be marked | is the last step
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length - 1, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: the sum of the marked numbers | not the marks, not all
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[:, :, 0].sum(axis=1)


# %% wrong: the sum of the marked numbers | not the marks, not all
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[:, :, 1].sum(axis=1)


# %% wrong: the sum of the marked numbers | not the marks, not all
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] * X[rows, second, 0]


# %% wrong: chance comes from rng | no seed of your own
import numpy as np


def adding_problem(samples, length, rng):
    rng = np.random.default_rng(0)
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = rng.integers(0, half, size=samples)
    second = rng.integers(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]


# %% wrong: chance comes from rng | no seed of your own
import numpy as np


def adding_problem(samples, length, rng):
    X = np.zeros((samples, length, 2))
    X[:, :, 0] = rng.random((samples, length))
    rows, half = np.arange(samples), length // 2
    first = np.random.randint(0, half, size=samples)
    second = np.random.randint(half, length, size=samples)
    X[rows, first, 1] = 1
    X[rows, second, 1] = 1
    return X, X[rows, first, 0] + X[rows, second, 0]
