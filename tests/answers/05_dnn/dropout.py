import numpy as np


# %% right: inverted dropout
def dropout_forward(x, rate, rng, training):
    if not training:
        return x, np.ones_like(x)
    mask = (rng.random(x.shape) >= rate) / (1 - rate)
    return x * mask, mask


def dropout_backward(dout, mask):
    return dout * mask


# %% right: binomial mask
def dropout_forward(x, rate, rng, training):
    keep = 1 - rate if training else 1.0
    mask = rng.binomial(1, keep, size=x.shape) / keep
    return np.where(mask > 0, x / keep, 0.0), mask


def dropout_backward(dout, mask):
    return np.multiply(mask, dout)


# %% wrong: changes nothing in inference | Dropout is for training
# remove: if not training:
# remove: return x, np.ones_like(x)

# %% wrong: keeps the expected value | contribute more
# replace: (rng.random(x.shape) >= rate) / (1 - rate) -> (rng.random(x.shape) >= rate) * 1.0

# %% wrong: drops the share `rate` | not the share that is kept
# replace: (rng.random(x.shape) >= rate) / (1 - rate) -> (rng.random(x.shape) < rate) / rate

# %% wrong: each entry by itself | of the shape of x
# replace: (rng.random(x.shape) >= rate) -> np.ones_like(x) * (rng.random(x.shape[1]) >= rate)

# %% wrong: a new mask each time | repeats itself
# replace: rng.random -> np.random.default_rng(0).random

# %% wrong: backward goes where forward went | zeros and factor
# replace: return dout * mask -> return dout * (mask > 0)

# %% wrong: the mask is what x was multiplied by | holds 0 or the FACTOR
def dropout_forward(x, rate, rng, training):
    keep = rng.random(x.shape) >= rate if training else np.ones(x.shape)
    return x * keep / (1 - rate if training else 1), keep


def dropout_backward(dout, mask):
    return dout * mask


# %% wrong: leaves x as it was | the caller's array
# replace: return x * mask, mask -> x *= mask
# insert after: x *= mask -> return x, mask

# %% wrong: keeps the expected value | share that is KEPT
# replace: / (1 - rate) -> / rate if rate else np.ones(x.shape)
