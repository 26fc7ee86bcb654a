import numpy as np


# %% right: all pairs in one table
def crps_from_samples(y, samples):
    miss = np.abs(samples - y[:, None]).mean(axis=1)
    spread = np.abs(samples[:, :, None] - samples[:, None, :]).mean(axis=(1, 2))
    return miss - spread / 2


# %% right: sorted samples
def crps_from_samples(y, samples):
    m = samples.shape[1]
    weights = 2 * np.arange(m) - m + 1  # how often each counts as the larger one of a pair, less the smaller
    scores = []
    for truth, draws in zip(y, samples):
        half_spread = np.sort(draws) @ weights / m**2
        scores.append(np.mean(np.abs(draws - truth)) - half_spread)
    return np.array(scores)


# %% wrong: a score for each | the cases stay
# one mean for all
# replace: return miss - spread / 2 -> return np.mean(miss - spread / 2)

# %% wrong: one sample has its absolute error | there is no spread
# squares
# replace: np.abs(samples - y[:, None]) -> ((samples - y[:, None]) ** 2)

# %% wrong: one sample has its absolute error | what is left is
# differences with their sign
# replace: np.abs(samples - y[:, None]) -> (samples - y[:, None])

# %% wrong: the worked example | Half of the mean distance
# replace: spread / 2 -> spread

# %% wrong: the worked example | is taken off
# replace: return miss - spread / 2 -> return miss

# %% wrong: the worked example | two have the distance 2
# pairs of different samples alone
# insert before: return -> spread = spread * samples.shape[1] / max(samples.shape[1] - 1, 1)

# %% wrong: all pairs of samples | i = j among them
# neighbours alone
# replace: np.abs(samples[:, :, None] - samples[:, None, :]).mean(axis=(1, 2)) -> np.abs(samples - np.roll(samples, 1, axis=1)).mean(axis=1) / min(2, samples.shape[1])

# %% wrong: all pairs of samples | m² pairs
# the standard deviation in place of the mean distance: right for two samples
# replace: np.abs(samples[:, :, None] - samples[:, None, :]).mean(axis=(1, 2)) -> samples.std(axis=1)

# %% wrong: close to the formula of a normal distribution | With many samples
# the first samples alone
# insert before: miss = -> samples = samples[:, :20]
