import numpy as np


def x0_from_noise(x_t, eps, t, alpha_bar):
    return (x_t - np.sqrt(1 - alpha_bar[t]) * eps) / np.sqrt(alpha_bar[t])


def posterior(x_t, x0, t, alpha_bar):
    before = alpha_bar[t - 1] if t > 0 else 1.0
    alpha = alpha_bar[t] / before
    left = 1 - alpha_bar[t]
    mean = np.sqrt(before) * (1 - alpha) / left * x0
    mean = mean + np.sqrt(alpha) * (1 - before) / left * x_t
    return mean, (1 - before) / left * (1 - alpha)


# %% right: by exercises 4 and 5
def ddpm_step(x_t, eps, t, alpha_bar, noise):
    x0 = x0_from_noise(x_t, eps, t, alpha_bar)
    mean, variance = posterior(x_t, x0, t, alpha_bar)
    return mean + np.sqrt(variance) * noise


# %% right: in one formula
def ddpm_step(x_t, eps, t, alpha_bar, noise):
    before = 1.0 if t == 0 else alpha_bar[t - 1]
    alpha, left = alpha_bar[t] / before, 1 - alpha_bar[t]
    x = (x_t - (1 - alpha) / left**0.5 * eps) / alpha**0.5
    if t > 0:
        x = x + ((1 - before) / left * (1 - alpha)) ** 0.5 * noise
    return x.astype("float32")


# %% wrong: nothing is drawn at step 0 | the posterior has variance 0
# beta as the variance, at the last step as well
# replace: np.sqrt(variance) -> np.sqrt(1 - alpha_bar[t] / (alpha_bar[t - 1] if t > 0 else 1.0))

# %% wrong: the noise | the root is missing
# replace: np.sqrt(variance) -> variance

# %% wrong: the noise | standard normal noise
# Ho et al.'s other variance, β
# replace: np.sqrt(variance) -> (t > 0) * np.sqrt(abs(1 - alpha_bar[t] / alpha_bar[t - 1]))

# %% wrong: the noise | √v times
# the mean alone
# remove:  + np.sqrt(variance) * noise

# %% wrong: the mean | in place of x0
# eps taken for the clean data
# replace: variance = posterior(x_t, x0, t, alpha_bar) -> variance = posterior(x_t, eps if t > 0 else x0, t, alpha_bar)

# %% wrong: the mean | what the network sees
# the new noise taken away
# replace: x0 = x0_from_noise(x_t, eps, t, alpha_bar) -> x0 = x0_from_noise(x_t, noise if t > 0 else eps, t, alpha_bar)

# %% wrong: nothing is drawn at step 0 | the estimate of x0
# a step of DDIM, and some noise
# replace: return mean + np.sqrt(variance) * noise -> return x0 + np.sqrt(1 - alpha_bar[t]) * noise

# %% wrong: all steps lead back to the data | images must end
# works for points alone
# insert before: return mean + np.sqrt(variance) * noise -> mean = mean if x_t.ndim < 3 else np.zeros(x_t.shape)
