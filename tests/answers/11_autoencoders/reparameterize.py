import numpy as np


# %% right: by the formula
def reparameterize(mu, log_var, noise):
    return mu + np.exp(0.5 * log_var) * noise


# %% right: by the variance
def reparameterize(mu, log_var, noise):
    sigma = np.sqrt(np.exp(log_var))
    return noise * sigma + mu


# %% right: in float32
def reparameterize(mu, log_var, noise):
    return np.add(mu, noise * np.exp(log_var / 2)).astype("float32")


# %% wrong: made of the given noise | comes in from outside
# replace: * noise -> * np.random.default_rng(0).normal(size=mu.shape)

# %% wrong: made of the given noise | the draw is the mean
# replace: mu + np.exp(0.5 * log_var) * noise -> mu + np.exp(0.5 * log_var) + noise

# %% wrong: noise times the standard deviation | square root
# replace: np.exp(0.5 * log_var) -> np.exp(log_var)

# %% wrong: noise times the standard deviation | It multiplies the noise
# remove: np.exp(0.5 * log_var) *

# %% wrong: noise times the standard deviation | e^(λ/2)
# replace: np.exp(0.5 * log_var) -> np.sqrt(np.abs(log_var))

# %% wrong: each latent has its own | every latent
# replace: np.exp(0.5 * log_var) -> np.exp(0.5 * log_var.mean(axis=1, keepdims=True))

# %% wrong: each latent has its own | every sample
# replace: np.exp(0.5 * log_var) -> np.exp(0.5 * log_var[0])
