import numpy as np


def of_each(share, x):
    return np.reshape(share, np.shape(share) + (1,) * (np.ndim(x) - np.ndim(share)))


# %% right: of_each
def x0_from_noise(x_t, eps, t, alpha_bar):
    share = of_each(alpha_bar[t], x_t)
    return (x_t - np.sqrt(1 - share) * eps) / np.sqrt(share)


# %% right: in 32-bit floats, samples last
def x0_from_noise(x_t, eps, t, alpha_bar):
    share = np.asarray(alpha_bar, dtype="float32")[t]
    x_t, eps = np.float32(x_t), np.float32(eps)
    return (x_t.T / share**0.5 - (1 / share - 1) ** 0.5 * eps.T).T


# %% wrong: the worked example | Take the noise away
# replace: x_t - np.sqrt(1 - share) * eps -> x_t + np.sqrt(1 - share) * eps

# %% wrong: the worked example | undo the factor
# replace: np.sqrt(share) -> share

# %% wrong: the worked example | √(1 − ᾱ) ε
# all of the noise
# replace: np.sqrt(1 - share) * eps -> eps

# %% wrong: the way back | the share of step t
# replace: alpha_bar[t] -> alpha_bar[t - 1] if len(alpha_bar) > 2 else alpha_bar[t]

# %% wrong: the way back | Solve
# learned the example by heart
# replace: share = of_each(alpha_bar[t], x_t) -> share = 0.36

# %% wrong: a step for each sample | (n, 1)
# replace: of_each(alpha_bar[t], x_t) -> alpha_bar[t]

# %% wrong: a step for each sample | (n, 1)
# replace: alpha_bar[t] -> alpha_bar[np.ravel(t)[0]]

# %% wrong: images too | (n, 1, 1, 1)
# replace: of_each(alpha_bar[t], x_t) -> np.reshape(alpha_bar[t], (-1, 1))
