import numpy as np


# %% right: np.where
def signal_to_noise(alpha_bar):
    noise = 1 - alpha_bar
    return np.where(noise > 0, alpha_bar / np.where(noise > 0, noise, 1.0), np.inf)


# %% right: NumPy's own division by zero
def signal_to_noise(alpha_bar):
    with np.errstate(divide="ignore"):
        return np.float32(alpha_bar) / (1 - np.float32(alpha_bar))


# %% wrong: as much signal as noise | that of the noise
# replace: alpha_bar / np.where(noise > 0, noise, 1.0) -> alpha_bar

# %% wrong: a ratio of variances | standard deviations
# replace: alpha_bar / np.where(noise > 0, noise, 1.0) -> np.sqrt(alpha_bar / np.where(noise > 0, noise, 1.0))

# %% wrong: a ratio of variances | Signal over noise
# replace: alpha_bar / np.where(noise > 0, noise, 1.0) -> noise / alpha_bar

# %% wrong: any shape | the shape of alpha_bar
# replace: noise = 1 - alpha_bar -> alpha_bar = np.ravel(alpha_bar)
# insert after: alpha_bar = np.ravel(alpha_bar) -> noise = 1 - alpha_bar

# %% wrong: infinite without noise | the noise's variance is 0
# replace: np.inf -> 0.0

# %% wrong: infinite without noise | np.inf there
# a small number below the line
# replace: np.where(noise > 0, alpha_bar / np.where(noise > 0, noise, 1.0), np.inf) -> alpha_bar / (noise + 1e-9)
