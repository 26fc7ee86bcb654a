import numpy as np


# %% right: prediction minus target
def softmax_crossentropy_gradient(z, y):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True) - y) / len(z)


# %% right: through the logarithm
def softmax_crossentropy_gradient(z, y):
    shifted = z - np.max(z, axis=1)[:, None]
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1))[:, None]
    return (np.exp(log_p) - y) / z.shape[0]


# %% wrong: prediction minus target | In this order
# replace: e / e.sum(axis=-1, keepdims=True) - y -> y - e / e.sum(axis=-1, keepdims=True)


# %% wrong: prediction minus target | softmax of the logits
# logits in place of probabilities
def softmax_crossentropy_gradient(z, y):
    return (z - y) / len(z)


# %% wrong: prediction minus target
# the slope of the sigmoid stands where there is none
# insert after: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> p = e / e.sum(axis=-1, keepdims=True)
# replace: (e / e.sum(axis=-1, keepdims=True) - y) -> (p - y) * p * (1 - p)

# %% wrong: the mean over the batch | gradient by their number
# replace: (e / e.sum(axis=-1, keepdims=True) - y) / len(z) -> e / e.sum(axis=-1, keepdims=True) - y

# %% wrong: the mean over the batch | not by the classes'
# replace: len(z) -> z.size

# %% wrong: large logits stay finite | maximum
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(z)

# %% wrong: large logits stay finite | cut logits off
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(np.clip(z, -700, 700))

# %% wrong: leaves its arguments as they were | your own array
# insert before: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> z -= z.max(axis=-1, keepdims=True)
# replace: e = np.exp(z - z.max(axis=-1, keepdims=True)) -> e = np.exp(z)


# %% wrong: built by hand
from scipy.special import softmax


def softmax_crossentropy_gradient(z, y):
    return (softmax(z, axis=-1) - y) / len(z)
