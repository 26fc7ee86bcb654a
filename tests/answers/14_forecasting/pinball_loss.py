import numpy as np


# %% right: the larger of two lines
def pinball_loss(y, quantiles, levels):
    error = np.asarray(y)[..., None] - quantiles
    return np.mean(np.maximum(levels * error, (levels - 1) * error))


# %% right: above and below
def pinball_loss(y, quantiles, levels):
    error = np.expand_dims(y, -1) - quantiles
    loss = np.where(error > 0, levels * error, (1 - levels) * -error)
    return float(loss.mean())


# %% wrong: the worked example | at level 0.9 that is the dear side
# the levels changed places
# replace: np.maximum(levels * error, (levels - 1) * error) -> np.maximum((1 - levels) * error, -levels * error)

# %% wrong: the worked example | e = y − forecast
# replace: np.asarray(y)[..., None] - quantiles -> quantiles - np.asarray(y)[..., None]

# %% wrong: the worked example | costs τ e
# squares
# replace: levels * error, (levels - 1) * error -> levels * error**2, (1 - levels) * error**2

# %% wrong: the worked example | a loss is never negative
# replace: np.maximum(levels * error, (levels - 1) * error) -> np.where(error > 0, levels * error, (1 - levels) * error)

# %% wrong: one mean | No sum over the levels
# replace: return np.mean( -> return np.size(levels) * np.mean(

# %% wrong: one mean | One number
# a loss for each case
# replace: np.mean(np.maximum(levels * error, (levels - 1) * error)) -> np.mean(np.maximum(levels * error, (levels - 1) * error), axis=-1) if np.size(y) > 1 else np.mean(np.maximum(levels * error, (levels - 1) * error))

# %% wrong: one mean | y[..., None] meets every level
# replace: np.asarray(y)[..., None] -> np.asarray(y)

# %% wrong: half of the absolute error at the median | both sides cost the same
# learned the examples by heart
# replace: (levels - 1) * error -> (levels - 1) * error * (1 if np.size(levels) > 1 or levels[0] == 0.9 else 2)

# %% wrong: each level has its own price | belongs to the LAST axis
# the middle level for all
# replace: levels * error, (levels - 1) * error -> np.mean(levels) * error, (np.mean(levels) - 1) * error

# %% wrong: each level has its own price | y[..., None]
# along the first axis where that fits
# insert before: return -> levels = levels[:, None] if len(levels) == len(error) else levels

# %% wrong: any shape | may be (series, days)
# replace: np.asarray(y)[..., None] -> np.asarray(y)[:, None]
