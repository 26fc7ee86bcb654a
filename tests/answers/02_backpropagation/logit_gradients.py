import numpy as np


# %% right: cancelled on paper
def logit_gradients(z, y):
    p = 1 / (1 + np.exp(-z))
    return 2 * (p - y) * p * (1 - p), p - y


# %% right: with tanh, as a list
def logit_gradients(z, y):
    p = (np.tanh(z / 2) + 1) / 2
    error = p - y
    squared = error * 2 * p - error * 2 * p**2
    return [squared, error]


# %% right: the fraction, with its limits
def logit_gradients(z, y):
    p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    slope = p * (1 - p)
    outer = (p - y) / slope
    return 2 * (p - y) * slope, np.where(np.abs(z) < 30, outer * slope, (z > 0) - y)


# %% wrong: squared error: three factors | sigmoid's slope
# replace: 2 * (p - y) * p * (1 - p) -> 2 * (p - y)

# %% wrong: squared error: three factors | from the square
# replace: 2 * (p - y) * p * (1 - p) -> (p - y) * p * (1 - p)

# %% wrong: squared error: three factors | not z itself
# replace: p = 1 / (1 + np.exp(-z)) -> p = z

# %% wrong: cross-entropy: what is left when the fraction cancels | inner slope of −1
# the sign of the second term is lost
# from: with tanh, as a list
# replace: return [squared, error] -> return [squared, -y * (1 - p) - (1 - y) * p]

# %% wrong: cross-entropy: what is left when the fraction cancels | then dp/dz cancels it
# stops at dL/dp
# from: with tanh, as a list
# replace: return [squared, error] -> return [squared, error / (p * (1 - p))]


# %% wrong: targets between 0 and 1 | one and the same
def logit_gradients(z, y):
    p = 1 / (1 + np.exp(-z))
    error = np.where(y == 1, p - 1, p)
    return 2 * error * p * (1 - p), error


# %% wrong: any shape, entry by entry | no mean
def logit_gradients(z, y):
    p = 1 / (1 + np.exp(-z))
    error = (p - y) / (len(z) if z.ndim > 1 else 1)
    return 2 * error * p * (1 - p), error


# %% wrong: large logits | 0/0
def logit_gradients(z, y):
    p = 1 / (1 + np.exp(-z))
    slope = p * (1 - p)
    return 2 * (p - y) * slope, (-y / p + (1 - y) / (1 - p)) * slope


# %% wrong: built by hand
# insert after: import numpy as np -> import scipy.special
# replace: p = 1 / (1 + np.exp(-z)) -> p = scipy.special.expit(z)
