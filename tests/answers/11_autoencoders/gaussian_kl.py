import numpy as np


# %% right: by the formula
def gaussian_kl(mu, log_var):
    n, variance = len(mu), np.exp(log_var)
    kl = 0.5 * np.sum(variance + mu**2 - 1 - log_var) / n
    return kl, mu / n, 0.5 * (variance - 1) / n


# %% right: sums, then the mean
def gaussian_kl(mu, log_var):
    sigma = np.exp(log_var / 2)
    each = 0.5 * (sigma**2 + mu**2 - 1) - np.log(sigma)
    d_log_var = np.expm1(log_var) / (2 * mu.shape[0])
    return each.sum(axis=1).mean(), mu / mu.shape[0], d_log_var


# %% right: in float32
def gaussian_kl(mu, log_var):
    mu, log_var, n = np.float32(mu), np.float32(log_var), np.float32(len(mu))
    kl = np.mean(np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1)) / 2
    return [kl, mu / n, (np.exp(log_var) - 1) / (2 * n)]


# %% wrong: a number and two gradients | one number
# replace: np.sum(variance + mu**2 - 1 - log_var) / n -> np.sum(variance + mu**2 - 1 - log_var, axis=1)

# %% wrong: a number and two gradients | the shape of mu
# replace: mu / n, -> mu.sum(axis=0) / n,

# %% wrong: nothing to pay at the prior | 0
# remove: - 1 - log_var
# insert after: kl = 0.5 -> kl = kl - 0.5 * np.sum(log_var) / n

# %% wrong: nothing to pay at the prior | The variance is e^λ
# replace: np.exp(log_var) -> log_var
# replace: - 1 - log_var -> - 1 - np.log(np.abs(log_var) + 1e-9)

# %% wrong: a mean that moves | Half
# replace: 0.5 * np.sum -> np.sum

# %% wrong: a variance that is not 1 | of the VARIANCE
# replace: variance = len(mu), np.exp(log_var) -> variance = len(mu), np.exp(log_var) ** 2

# %% wrong: a variance that is not 1 | is subtracted
# replace: variance + mu**2 - 1 - log_var -> variance + mu**2 - 1 + log_var

# %% wrong: a variance that is not 1 | not symmetric
# replace: np.sum(variance + mu**2 - 1 - log_var) -> np.sum((1 + mu**2) / variance - 1 + log_var)

# %% wrong: the sum over latents, the mean over samples | costs add up
# replace: np.sum(variance + mu**2 - 1 - log_var) / n -> np.mean(variance + mu**2 - 1 - log_var)

# %% wrong: the sum over latents, the mean over samples | not more costly
# remove: / n

# %% wrong: the slope by mu | what factor is left
# replace: mu / n, -> mu,

# %% wrong: the slope by mu | The slope of ½μ²
# replace: mu / n, -> 0.5 * mu / n,

# %% wrong: the slope by log_var | not by σ
# replace: 0.5 * (variance - 1) / n -> (np.exp(log_var / 2) - np.exp(-log_var / 2)) / n

# %% wrong: the slope by log_var | the factors
# replace: 0.5 * (variance - 1) / n -> (variance - 1) / n
