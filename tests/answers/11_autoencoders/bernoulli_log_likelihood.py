import numpy as np


# %% right: with the softplus
def bernoulli_log_likelihood(x, logits):
    return np.sum(x * logits - np.logaddexp(0, logits), axis=1)


# %% right: ink and paper
def bernoulli_log_likelihood(x, logits):
    log_ink = -np.logaddexp(0, -logits)
    log_paper = -np.logaddexp(0, logits)
    return (x * log_ink + (1 - x) * log_paper).sum(axis=-1)


# %% right: by hand, in float32
def bernoulli_log_likelihood(x, logits):
    x, logits = np.float32(x), np.float32(logits)
    softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
    return np.einsum("nd->n", x * logits - softplus)


# %% wrong: one number for each row | leave the rows apart
# replace: , axis=1 -> , axis=0

# %% wrong: one number for each row | Add over the pixels
# replace: , axis=1) -> )

# %% wrong: an undecided decoder | take no mean
# replace: np.sum -> np.mean

# %% wrong: an undecided decoder | is negative
# replace: np.sum( -> -np.sum(


# %% wrong: an undecided decoder | A logit is no probability
def bernoulli_log_likelihood(x, logits):
    p = np.clip(logits, 1e-7, 1 - 1e-7)
    return np.sum(x * np.log(p) + (1 - x) * np.log(1 - p), axis=1)


# %% wrong: large logits | clipped probability
def bernoulli_log_likelihood(x, logits):
    p = np.clip(1 / (1 + np.exp(-np.clip(logits, -500, 500))), 1e-7, 1 - 1e-7)
    return np.sum(x * np.log(p) + (1 - x) * np.log(1 - p), axis=1)


# %% wrong: an undecided decoder | of ink or of paper
# from: ink and paper
# remove: + (1 - x) * log_paper

# %% wrong: ink and paper | where there is paper
# from: ink and paper
# replace: x * log_ink + (1 - x) * log_paper -> x * log_paper + (1 - x) * log_ink

# %% wrong: grey pixels | are weights
# from: ink and paper
# replace: x * log_ink + (1 - x) * log_paper -> np.where(x > 0.5, log_ink, log_paper)

# %% wrong: large logits | safe form
# replace: np.logaddexp(0, logits) -> np.log(1 + np.exp(logits))


# %% wrong: large logits | log 0
def bernoulli_log_likelihood(x, logits):
    p = 1 / (1 + np.exp(-logits))
    return np.sum(x * np.log(p) + (1 - x) * np.log(1 - p), axis=1)
