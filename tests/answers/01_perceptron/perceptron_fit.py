# %% right: sample by sample
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w = w + lr * error * x
            b = b + lr * error
            wrong += abs(error)
        errors.append(wrong)
    return w, b, errors


# %% right: the bias as a weight of a constant input
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    X = np.column_stack([X, np.ones(len(X))])
    w = np.zeros(X.shape[1])
    errors = np.zeros(epochs, dtype=int)
    for epoch in range(epochs):
        for x, target in zip(X, y):
            output = 1 if np.dot(w, x) > 0 else 0
            if output != target:
                w += lr * (target - output) * x
                errors[epoch] += 1
    return w[:-1], w[-1], errors


# %% wrong: moves towards the target | sign turned round
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = int(x @ w + b > 0) - target
            w, b, wrong = w + lr * error * x, b + lr * error, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% wrong: updates after every sample | at once
# one update an epoch
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        error = y - (X @ w + b > 0)
        w, b = w + lr * error @ X, b + lr * error.sum()
        errors.append(int(np.abs(error).sum()))
    return w, b, errors


# %% wrong: learns the bias too | always 1
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, wrong = w + lr * error * x, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% wrong: uses the learning rate | twice the rate
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b, wrong = w + error * x, b + error, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% wrong: counts the errors of each epoch | anew in each
# the counter is never set back
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors, wrong = np.zeros(X.shape[1]), 0.0, [], 0
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b, wrong = w + lr * error * x, b + lr * error, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% wrong: counts the errors of each epoch | output ≠ target
# signed errors cancel each other
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b, wrong = w + lr * error * x, b + lr * error, wrong + error
        errors.append(wrong)
    return w, b, errors


# %% wrong: gives w, b and the errors of each epoch | three things
# forgets the errors
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b = w + lr * error * x, b + lr * error
    return w, b


# %% wrong: separates what a line can separate | from one epoch
# starts from zero in every epoch
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    errors = []
    for _ in range(epochs):
        w, b, wrong = np.zeros(X.shape[1]), 0.0, 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b, wrong = w + lr * error * x, b + lr * error, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% wrong: leaves X and y as they were | Work on copies
# scales the data in place
import numpy as np


def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    X *= 1.0000001
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b, wrong = w + lr * error * x, b + lr * error, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% wrong: built by hand | NumPy only
import numpy as np
from sklearn.linear_model import Perceptron


def perceptron_fit(X, y, lr, epochs):
    model = Perceptron(eta0=lr, max_iter=epochs).fit(X, y)
    return model.coef_[0], model.intercept_[0], [0] * epochs
