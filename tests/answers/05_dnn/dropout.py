# %% right: inverted dropout
import numpy as np


def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% right: binomial mask
import numpy as np


def dropout_forward(x, rate, rng, training):
    keep = 1 - rate if training else 1.0
    mask = rng.binomial(1, keep, size=x.shape) / keep
    return np.where(mask > 0, x / keep, 0.0), mask


def dropout_backward(dout, mask):
    return np.multiply(mask, dout)


# %% wrong: changes nothing in inference | Dropout is for training
import numpy as np


def dropout_forward(x, rate, rng, training):
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% wrong: keeps the expected value | speak louder
import numpy as np


def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = (rng.random(x.shape) >= rate) * 1.0
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% wrong: drops the share `rate` | not the share that is kept
import numpy as np


def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = (rng.random(x.shape) < rate) / rate
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% wrong: each entry by itself | of the shape of x
import numpy as np


def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = np.ones_like(x) * (rng.random(x.shape[1]) >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% wrong: a new mask each time | repeats itself
import numpy as np


def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = (np.random.default_rng(0).random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% wrong: backward goes where forward went | zeros and factor
import numpy as np


def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * (mask > 0)
