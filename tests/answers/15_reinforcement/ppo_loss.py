import numpy as np


# %% right: by the book
def ppo_loss(log_p, log_p_old, advantages, clip):
    ratio = np.exp(log_p - log_p_old)
    plain, clipped = ratio * advantages, np.clip(ratio, 1 - clip, 1 + clip) * advantages
    gradient = -np.where(plain <= clipped, plain, 0.0) / len(ratio)
    return -np.mean(np.minimum(plain, clipped)), gradient


# %% right: by the sign of the advantage
def ppo_loss(log_p, log_p_old, advantages, clip):
    ratio = np.exp(log_p - log_p_old)
    limit = np.where(advantages > 0, 1 + clip, 1 - clip)
    beyond = (ratio - limit) * np.sign(advantages) > 0
    gains = advantages * np.where(beyond, limit, ratio)
    return -gains.sum() / len(gains), -advantages * ratio * ~beyond / len(gains)


# %% wrong: a loss and a gradient | One number, and an array
# the gradient is missing
# replace: return -np.mean(np.minimum(plain, clipped)), gradient -> return -np.mean(np.minimum(plain, clipped))

# %% wrong: the ratio of new to old | with a minus in front
# a gain, not a loss
# replace: return -np.mean(np.minimum(plain, clipped)) -> return np.mean(np.minimum(plain, clipped))

# %% wrong: the ratio of new to old | exp(log_p − log_p_old)
# replace: log_p - log_p_old -> log_p_old - log_p

# %% wrong: the ratio of new to old | exp(log_p − log_p_old)
# of logarithms, not of probabilities
# replace: np.exp(log_p - log_p_old) -> log_p / log_p_old

# %% wrong: clipped where nothing more is to be gained | 1 + c or 1 − c counts
# replace: np.mean(np.minimum(plain, clipped)) -> np.mean(plain)

# %% wrong: not clipped on the wrong way | forgives a wrong way
# replace: np.mean(np.minimum(plain, clipped)) -> np.mean(clipped)

# %% wrong: clipped where nothing more is to be gained | 1 + c or 1 − c counts
# the maximum
# replace: np.minimum(plain, clipped) -> np.maximum(plain, clipped)

# %% wrong: the mean over all steps | not the minimum of means
# replace: np.mean(np.minimum(plain, clipped)) -> min(np.mean(plain), np.mean(clipped))

# %% wrong: the mean over all steps | The mean of the minima
# replace: np.mean(np.minimum(plain, clipped)) -> np.sum(np.minimum(plain, clipped))

# %% wrong: the gradient | where the clipped one is, 0
# replace: np.where(plain <= clipped, plain, 0.0) -> plain

# %% wrong: the gradient | −ratio · advantage / n
# the slope of the ratio is the ratio
# replace: np.where(plain <= clipped, plain, 0.0) -> np.where(plain <= clipped, advantages, 0.0)

# %% wrong: leaves its arguments unchanged | Write into new arrays
# replace: ratio = np.exp(log_p - log_p_old) -> log_p -= log_p_old; ratio = np.exp(log_p)
