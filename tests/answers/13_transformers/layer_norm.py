import numpy as np


# %% right: by the formula
def layer_norm(x, gamma, beta):
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + 0.001) + beta


def layer_norm_backward(dy, x, gamma):
    d = x.shape[-1]
    deviation = np.sqrt(x.var(axis=-1, keepdims=True) + 0.001)
    x_hat = (x - x.mean(axis=-1, keepdims=True)) / deviation
    dgamma = (dy * x_hat).reshape(-1, d).sum(axis=0)
    dbeta = dy.reshape(-1, d).sum(axis=0)
    g = gamma * dy
    along = np.mean(g * x_hat, axis=-1, keepdims=True)
    dx = (g - g.mean(axis=-1, keepdims=True) - x_hat * along) / deviation
    return dx, dgamma, dbeta


# %% right: through mean and variance, one after the other
def layer_norm(x, gamma, beta):
    centred = x - np.mean(x, -1, keepdims=True)
    return centred * (np.mean(centred**2, -1, keepdims=True) + 1e-3) ** -0.5 * gamma + beta


def layer_norm_backward(dy, x, gamma):
    d, front = x.shape[-1], tuple(range(x.ndim - 1))
    centred = x - x.mean(-1, keepdims=True)
    inverse = (np.mean(centred**2, -1, keepdims=True) + 1e-3) ** -0.5
    dgamma = np.sum(dy * centred * inverse, axis=front)
    dhat = dy * gamma
    dvariance = -0.5 * inverse**3 * np.sum(dhat * centred, -1, keepdims=True)
    dcentred = dhat * inverse + 2 / d * centred * dvariance
    return dcentred - dcentred.mean(-1, keepdims=True), dgamma, np.sum(dy, axis=front)


# %% wrong: each row by itself | over the LAST axis
# as batch normalisation does it
# replace: mean = x.mean(axis=-1, keepdims=True) -> mean = x.mean(axis=0, keepdims=True)

# %% wrong: each row by itself | no row knows of the others
# replace: variance = x.var(axis=-1, keepdims=True) -> variance = x.var()

# %% wrong: divided by the root of variance and epsilon | not by d − 1
# replace: variance = x.var(axis=-1, keepdims=True) -> variance = x.var(axis=-1, keepdims=True, ddof=1)

# %% wrong: divided by the root of variance and epsilon | inside the root
# replace: np.sqrt(variance + 0.001) -> (np.sqrt(variance) + 0.001)

# %% wrong: scaled and shifted feature by feature | then plus beta
# replace: gamma * (x - mean) / np.sqrt(variance + 0.001) + beta -> gamma * ((x - mean) / np.sqrt(variance + 0.001) + beta)

# %% wrong: any axes in front | Count axes from the end
# replace: axis=-1 -> axis=1

# %% wrong: three gradients | Return dx, dgamma, dbeta
# replace: dbeta = dy.reshape(-1, d).sum(axis=0) -> dbeta = dy

# %% wrong: sums over all rows | sum over all axes but the last
# replace: dgamma = (dy * x_hat).reshape(-1, d).sum(axis=0) -> dgamma = (dy * x_hat).reshape(-1, d).mean(axis=0)

# %% wrong: sums over all rows | x̂ in it
# replace: (dy * x_hat) -> (dy * x)

# %% wrong: the words' gradient | two means
# mean and variance taken for constants
# replace: dx = (g - g.mean(axis=-1, keepdims=True) - x_hat * along) / deviation -> dx = g / deviation

# %% wrong: the words' gradient | over the FEATURES
# replace: along = np.mean(g * x_hat, axis=-1, keepdims=True) -> along = np.mean(g * x_hat)
