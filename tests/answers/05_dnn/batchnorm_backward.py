import numpy as np


# %% right: the formula of the text
def batchnorm_backward(dout, x, gamma, epsilon):
    root = np.sqrt(x.var(axis=0) + epsilon)
    normal = (x - x.mean(axis=0)) / root
    dnormal = dout * gamma
    dx = (dnormal - dnormal.mean(axis=0) - normal * (dnormal * normal).mean(axis=0)) / root
    return dx, (dout * normal).sum(axis=0), dout.sum(axis=0)


# %% right: step by step along the graph
def batchnorm_backward(dout, x, gamma, epsilon):
    rows = x.shape[0]
    off = x - np.mean(x, axis=0)
    variance = np.mean(off**2, axis=0)
    normal = off * (variance + epsilon) ** -0.5
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * normal, axis=0)
    dnormal = dout * gamma
    dvariance = np.sum(dnormal * off, axis=0) * -0.5 * (variance + epsilon) ** -1.5
    dmean = -np.sum(dnormal, axis=0) * (variance + epsilon) ** -0.5
    dx = dnormal * (variance + epsilon) ** -0.5 + dvariance * 2 * off / rows + dmean / rows
    return dx, dgamma, dbeta


# %% right: in one line, as in many papers
def batchnorm_backward(dout, x, gamma, epsilon):
    rows, root = len(x), np.sqrt(np.var(x, 0) + epsilon)
    normal = (x - np.mean(x, 0)) / root
    dgamma, dbeta = np.sum(dout * normal, 0), np.sum(dout, 0)
    return [gamma / (rows * root) * (rows * dout - dbeta - normal * dgamma), dgamma, dbeta]


# %% wrong: dx has no shift | moves the mean
# replace: (dnormal - dnormal.mean(axis=0) - normal * (dnormal * normal).mean(axis=0)) / root -> dnormal / root

# %% wrong: dx has no shift | adds up to 0
# replace: dnormal - dnormal.mean(axis=0) - normal -> dnormal - normal

# %% wrong: dx has no stretch | moves the variance
# replace: dnormal.mean(axis=0) - normal * (dnormal * normal).mean(axis=0)) / root -> dnormal.mean(axis=0)) / root

# %% wrong: dx is the slope of the loss | Is it γ
# replace: dnormal = dout * gamma -> dnormal = dout

# %% wrong: dx is the slope of the loss | the root with its ε
# replace: root = np.sqrt(x.var(axis=0) + epsilon) -> root = np.sqrt(x.var(axis=0) + epsilon) ** 1.0
# replace: (dnormal * normal).mean(axis=0)) / root -> (dnormal * normal).mean(axis=0)) / np.sqrt(x.var(axis=0))

# %% wrong: β collects the gradient of every row | no mean
# replace: dout.sum(axis=0) -> dout.mean(axis=0)

# %% wrong: γ collects the gradient times what it scaled | the NORMALISED x
# replace: (dout * normal).sum(axis=0) -> (dout * x).sum(axis=0)

# %% wrong: three gradients, with their shapes | one number a column
# replace: (dout * normal).sum(axis=0), dout.sum(axis=0) -> dout * normal, dout

# %% wrong: leaves its arguments as they were | the caller's array
# replace: dnormal = dout * gamma -> dbeta, dgamma = dout.sum(axis=0), (dout * normal).sum(axis=0)
# insert before: dx = ( -> dnormal = np.multiply(dout, gamma, out=dout)
# replace: (dout * normal).sum(axis=0), dout.sum(axis=0) -> dgamma, dbeta
