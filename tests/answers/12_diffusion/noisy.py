import numpy as np


def of_each(share, x):
    return np.reshape(share, np.shape(share) + (1,) * (np.ndim(x) - np.ndim(share)))


# %% right: of_each
def noisy(x0, t, eps, alpha_bar):
    share = of_each(alpha_bar[t], x0)
    return np.sqrt(share) * x0 + np.sqrt(1 - share) * eps


# %% right: turned round, so that the samples are the last axis
def noisy(x0, t, eps, alpha_bar):
    share = np.asarray(alpha_bar, dtype="float32")[t]
    return (share**0.5 * x0.T + (1 - share) ** 0.5 * eps.T).T


# %% wrong: the worked example | Which goes with the noise
# replace: np.sqrt(share) * x0 + np.sqrt(1 - share) * eps -> np.sqrt(1 - share) * x0 + np.sqrt(share) * eps

# %% wrong: the worked example | 0.6 and 0.8
# no roots
# replace: np.sqrt(share) * x0 + np.sqrt(1 - share) * eps -> share * x0 + (1 - share) * eps

# %% wrong: the variance stays 1 | add up to 1
# learned the example by heart
# replace: np.sqrt(share) * x0 + np.sqrt(1 - share) * eps -> 0.6 * x0 + 0.8 * eps + 0.001 * x0 * eps + share * x0 - 0.36 * x0

# %% wrong: the share after step t | steps count from 0
# replace: alpha_bar[t] -> alpha_bar[t - 1] if len(alpha_bar) > 2 else alpha_bar[t]

# %% wrong: a step for each sample | along the first axis
# replace: of_each(alpha_bar[t], x0) -> alpha_bar[t]

# %% wrong: a step for each sample | It must multiply
# one step for all
# replace: alpha_bar[t] -> alpha_bar[np.ravel(t)[0]]

# %% wrong: images too | (n, 1, 1, 1)
# replace: of_each(alpha_bar[t], x0) -> np.reshape(alpha_bar[t], (-1, 1))

# %% wrong: leaves its arguments as they were | make new arrays
# replace: return np.sqrt(share) * x0 + np.sqrt(1 - share) * eps -> x0 *= np.sqrt(share)
# insert after: x0 *= np.sqrt(share) -> x0 += np.sqrt(1 - share) * eps
# insert after: x0 += np.sqrt(1 - share) * eps -> return x0
