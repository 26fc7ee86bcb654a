import numpy as np


# %% right: sample by sample
def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b, wrong = w + lr * error * x, b + lr * error, wrong + abs(error)
        errors.append(wrong)
    return w, b, errors


# %% right: the bias as a weight of a constant input
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


# %% wrong: moves towards the target | sign reversed
# replace: error = target - int(x @ w + b > 0) -> error = int(x @ w + b > 0) - target


# %% wrong: moves away after a false alarm | move away
# learns from the samples that it misses only
# replace: error = target - int(x @ w + b > 0) -> error = max(0, target - int(x @ w + b > 0))


# %% wrong: updates after every sample | at once
# one update an epoch
def perceptron_fit(X, y, lr, epochs):
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        error = y - (X @ w + b > 0)
        w, b = w + lr * error @ X, b + lr * error.sum()
        errors.append(int(np.abs(error).sum()))
    return w, b, errors


# %% wrong: learns the bias too | always 1
# replace: w, b, wrong = w + lr * error * x, b + lr * error, wrong -> w, wrong = w + lr * error * x, wrong

# %% wrong: uses the learning rate | twice the change
# replace: lr * error -> error

# %% wrong: counts the errors of each epoch | from 0 in each
# the counter is never set back
# replace: w, b, errors = np.zeros(X.shape[1]), 0.0, [] -> w, b, errors, wrong = np.zeros(X.shape[1]), 0.0, [], 0
# remove: wrong = 0

# %% wrong: counts the errors of each epoch | output ≠ target
# signed errors cancel each other
# replace: abs(error) -> error


# %% wrong: gives w, b and the errors of each epoch | three things
# forgets the errors
def perceptron_fit(X, y, lr, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, target in zip(X, y, strict=True):
            error = target - int(x @ w + b > 0)
            w, b = w + lr * error * x, b + lr * error
    return w, b


# %% wrong: separates what a line can separate | they start at 0 only once
# starts from zero in every epoch
# replace: w, b, errors = np.zeros(X.shape[1]), 0.0, [] -> errors = []
# replace: wrong = 0 -> w, b, wrong = np.zeros(X.shape[1]), 0.0, 0

# %% wrong: leaves X and y as they were | Work on copies
# scales the data in place
# insert before: for _ in range(epochs): -> X *= 1.0000001


# %% wrong: built by hand | NumPy only
from sklearn.linear_model import Perceptron


def perceptron_fit(X, y, lr, epochs):
    model = Perceptron(eta0=lr, max_iter=epochs).fit(X, y)
    return model.coef_[0], model.intercept_[0], [0] * epochs
