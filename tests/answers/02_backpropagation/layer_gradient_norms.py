# %% right: slopes from the outputs
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(outs[i].T @ error)))
        error = error @ weights[i].T
    return norms[::-1]


# %% right: filled from the back, as an array
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.full((32, 16), 1 / 32), np.zeros(depth)
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms[i] = np.sqrt(np.sum((outs[i].T @ error) ** 2))
        error = error @ weights[i].T
    return norms


# %% wrong: one number a layer | however deep
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, 0, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(outs[i].T @ error)))
        error = error @ weights[i].T
    return norms[::-1]


# %% wrong: the lengths of the gradients | AFTER the slope
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        norms.append(float(np.linalg.norm(outs[i].T @ error)))
        error = (error * slope_of_output(outs[i + 1])) @ weights[i].T
    return norms[::-1]


# %% wrong: the lengths of the gradients | not their mean
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.abs(outs[i].T @ error).mean()))
        error = error @ weights[i].T
    return norms[::-1]


# %% wrong: the lengths of the gradients | its input
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(outs[i + 1].T @ error)))
        error = error @ weights[i].T
    return norms[::-1]


# %% wrong: the first layer first | turn the list round
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(outs[i].T @ error)))
        error = error @ weights[i].T
    return norms


# %% wrong: sigmoid and ReLU too | asked for
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS["tanh"]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(outs[i].T @ error)))
        error = error @ weights[i].T
    return norms[::-1]


# %% wrong: sigmoid and ReLU too
import numpy as np


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(outs[i].T @ error)))
        error = error @ weights[i].T
    return norms[::-1]


# %% wrong: built by hand
import numpy as np
import scipy.linalg


def deep_network(depth, activation):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


FUNCTIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda a: a * (1 - a)),
    "tanh": (np.tanh, lambda a: 1 - a**2),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
}


def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(scipy.linalg.norm(outs[i].T @ error)))
        error = error @ weights[i].T
    return norms[::-1]
