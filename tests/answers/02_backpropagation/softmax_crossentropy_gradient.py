# %% right: prediction minus target
import numpy as np


def softmax_crossentropy_gradient(z, y):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True) - y) / len(z)


# %% right: through the logarithm
import numpy as np


def softmax_crossentropy_gradient(z, y):
    shifted = z - np.max(z, axis=1)[:, None]
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1))[:, None]
    return (np.exp(log_p) - y) / z.shape[0]


# %% wrong: prediction minus target | In this order
import numpy as np


def softmax_crossentropy_gradient(z, y):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (y - e / e.sum(axis=-1, keepdims=True)) / len(z)


# %% wrong: prediction minus target | softmax of the logits
# logits in place of probabilities
def softmax_crossentropy_gradient(z, y):
    return (z - y) / len(z)


# %% wrong: prediction minus target
# the slope of the sigmoid stands where there is none
import numpy as np


def softmax_crossentropy_gradient(z, y):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return (p - y) * p * (1 - p) / len(z)


# %% wrong: the mean over the batch | divided by their number
import numpy as np


def softmax_crossentropy_gradient(z, y):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True) - y


# %% wrong: the mean over the batch | not by the classes'
import numpy as np


def softmax_crossentropy_gradient(z, y):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True) - y) / z.size


# %% wrong: large logits stay finite | maximum
import numpy as np


def softmax_crossentropy_gradient(z, y):
    e = np.exp(z)
    return (e / e.sum(axis=-1, keepdims=True) - y) / len(z)


# %% wrong: leaves its arguments as they were | your own array
import numpy as np


def softmax_crossentropy_gradient(z, y):
    z -= z.max(axis=-1, keepdims=True)
    e = np.exp(z)
    return (e / e.sum(axis=-1, keepdims=True) - y) / len(z)


# %% wrong: built by hand
from scipy.special import softmax


def softmax_crossentropy_gradient(z, y):
    return (softmax(z, axis=-1) - y) / len(z)
