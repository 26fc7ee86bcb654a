import numpy as np


def noisy(x0, t, eps, alpha_bar):
    return np.sqrt(alpha_bar[t]) * x0 + np.sqrt(1 - alpha_bar[t]) * eps


def x0_from_noise(x_t, eps, t, alpha_bar):
    return (x_t - np.sqrt(1 - alpha_bar[t]) * eps) / np.sqrt(alpha_bar[t])


# %% right: by exercises 2 and 4
def ddim_step(x_t, eps, t, s, alpha_bar):
    x0 = x0_from_noise(x_t, eps, t, alpha_bar)
    return x0 if s < 0 else noisy(x0, s, eps, alpha_bar)


# %% right: in one formula
def ddim_step(x_t, eps, t, s, alpha_bar):
    new = 1.0 if s == -1 else alpha_bar[s]
    ratio = (new / alpha_bar[t]) ** 0.5
    return np.float32(ratio * x_t + ((1 - new) ** 0.5 - ratio * (1 - alpha_bar[t]) ** 0.5) * eps)


# %% wrong: the same each time | no random numbers
# replace: noisy(x0, s, eps, alpha_bar) -> noisy(x0, s, np.random.normal(size=eps.shape), alpha_bar)

# %% wrong: the same noise, less of it | make it noisy for step s
# stops at the estimate
# replace: return x0 if s < 0 else noisy(x0, s, eps, alpha_bar) -> return x0

# %% wrong: the same noise, less of it | the share of step t
# the new step's share for the estimate, too
# replace: x0 = x0_from_noise(x_t, eps, t, alpha_bar) -> x0 = x0_from_noise(x_t, eps, s, alpha_bar)

# %% wrong: the same noise, less of it | with `eps`
# no noise is added again
# replace: noisy(x0, s, eps, alpha_bar) -> np.sqrt(alpha_bar[s]) * x0

# %% wrong: leaps of any length | it need not be t − 1
# replace: noisy(x0, s, eps, alpha_bar) -> noisy(x0, t - 1, eps, alpha_bar)

# %% wrong: −1 is the clean data | the LAST entry
# replace: return x0 if s < 0 else noisy(x0, s, eps, alpha_bar) -> return noisy(x0, s, eps, alpha_bar)

# %% wrong: −1 is the clean data | the estimate itself
# stops one step too early
# replace: x0 if s < 0 else noisy(x0, s, eps, alpha_bar) -> noisy(x0, max(s, 0), eps, alpha_bar)
