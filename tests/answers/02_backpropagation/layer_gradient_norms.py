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


# %% right: slopes from the outputs
def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.ones((32, 16)) / 32, []
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms.append(float(np.linalg.norm(error)))
        error = error @ weights[i].T
    return norms[::-1]


# %% right: filled from the back, as an array
def layer_gradient_norms(depth, activation):
    out, weights = deep_network(depth, activation)
    f, slope_of_output = FUNCTIONS[activation]
    outs = [out]
    for W in weights:
        outs.append(f(outs[-1] @ W))
    error, norms = np.full((32, 16), 1 / 32), np.zeros(depth)
    for i in range(depth - 1, -1, -1):
        error = error * slope_of_output(outs[i + 1])
        norms[i] = np.sqrt(np.sum(error**2))
        error = error @ weights[i].T
    return norms


# %% wrong: one number for each layer | however deep
# replace: for i in range(depth - 1, -1, -1): -> for i in range(depth - 1, 0, -1):

# %% wrong: the lengths of the gradients | AFTER the slope
# remove: error = error * slope_of_output(outs[i + 1])
# replace: error @ weights[i].T -> (error * slope_of_output(outs[i + 1])) @ weights[i].T

# %% wrong: the lengths of the gradients | not their mean
# replace: np.linalg.norm(error) -> np.abs(error).mean()

# %% wrong: the lengths of the gradients | taken at z
# the slope at the layer's input
# replace: slope_of_output(outs[i + 1]) -> slope_of_output(outs[i])

# %% wrong: the first layer first | reverse the list
# replace: return norms[::-1] -> return norms

# %% wrong: the first layer first | through the weights
# replace: error @ weights[i].T -> error @ weights[i]

# %% wrong: sigmoid and ReLU too | asked for
# replace: f, slope_of_output = FUNCTIONS[activation] -> f, slope_of_output = FUNCTIONS["tanh"]

# %% wrong: sigmoid and ReLU too
# replace: "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0), -> "relu": (lambda z: np.maximum(z, 0), lambda a: 1.0),

# %% wrong: built by hand
# insert after: import numpy as np -> import scipy.linalg
# replace: np.linalg -> scipy.linalg
