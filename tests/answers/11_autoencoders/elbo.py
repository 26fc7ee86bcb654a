import numpy as np


# %% right: term by term
def elbo(x, logits, mu, log_var, beta):
    likelihood = np.sum(x * logits - np.logaddexp(0, logits), axis=1)
    kl = 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1)
    return np.mean(likelihood - beta * kl)


# %% right: two functions
def bernoulli_log_likelihood(x, logits):
    return (x * -np.logaddexp(0, -logits) + (1 - x) * -np.logaddexp(0, logits)).sum(axis=1)


def gaussian_kl(mu, log_var):
    return 0.5 * (np.exp(log_var) + mu**2 - 1 - log_var).sum() / len(mu), None, None


def elbo(x, logits, mu, log_var, beta):
    kl, _, _ = gaussian_kl(mu, log_var)
    return float(bernoulli_log_likelihood(x, logits).mean() - beta * kl)


# %% right: in float32
def elbo(x, logits, mu, log_var, beta):
    x, logits, mu, log_var = map(np.float32, (x, logits, mu, log_var))
    price = np.square(mu) + np.expm1(log_var) - log_var
    return (np.sum(x * logits - np.logaddexp(0, logits)) - 0.5 * beta * price.sum()) / len(x)


# %% wrong: one number | comes last
# replace: np.mean(likelihood - beta * kl) -> likelihood - beta * kl

# %% wrong: one number | three things
# replace: np.mean(likelihood - beta * kl) -> likelihood.mean() - beta * (kl.mean(), mu, log_var)

# %% wrong: the mean log-likelihood | It is negative
# replace: np.mean( -> -np.mean(

# %% wrong: the mean log-likelihood | the sum over the pixels
# replace: np.sum(x * logits - np.logaddexp(0, logits), axis=1) -> np.mean(x * logits - np.logaddexp(0, logits), axis=1)

# %% wrong: the mean log-likelihood | the mean over the samples
# replace: np.mean( -> np.sum(

# %% wrong: minus the KL divergence | a price
# replace: likelihood - beta * kl -> likelihood + beta * kl

# %% wrong: beta weighs the KL divergence | not the log-likelihood
# replace: likelihood - beta * kl -> beta * likelihood - kl

# %% wrong: beta weighs the KL divergence | the price
# remove: beta *

# %% wrong: many samples and latents | over the latents
# replace: kl = 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1) -> kl = 0.5 * np.mean(np.exp(log_var) + mu**2 - 1 - log_var, axis=1)

# %% wrong: many samples and latents | mean over samples
# replace: kl = 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var, axis=1) -> kl = 0.5 * np.sum(np.exp(log_var) + mu**2 - 1 - log_var)
