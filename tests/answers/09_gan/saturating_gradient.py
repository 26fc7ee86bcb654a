import numpy as np


# %% right: tanh
def saturating_gradient(fake_logits):
    l = np.clip(fake_logits, -700, 700)
    return -1 / (1 + np.exp(-l)) / l.size


# %% right: by the sign
def saturating_gradient(fake_logits):
    e = np.exp(-np.abs(fake_logits))
    return -np.where(fake_logits >= 0, 1 / (1 + e), e / (1 + e)) / fake_logits.size


# %% wrong: the sign and the size | negative everywhere
# replace: return -1 / (1 + np.exp(-l)) / l.size -> return 1 / (1 + np.exp(-l)) / l.size

# %% wrong: nothing left when the discriminator is sure | other loss
# replace: return -1 / (1 + np.exp(-l)) / l.size -> return (1 / (1 + np.exp(-l)) - 1) / l.size

# %% wrong: the mean over the batch | 1/n
# replace: return -1 / (1 + np.exp(-l)) / l.size -> return -1 / (1 + np.exp(-l))

# %% wrong: one number a logit | shape of the logits
# replace: -1 / (1 + np.exp(-l)) / l.size -> np.mean(-1 / (1 + np.exp(-l)) / l.size)

# %% wrong: one number a logit | (n, 1)
# replace: -1 / (1 + np.exp(-l)) / l.size -> (-1 / (1 + np.exp(-l)) / l.size).ravel()


# %% wrong: large logits | overflows
def saturating_gradient(fake_logits):
    e = np.exp(fake_logits)
    return -e / (1 + e) / fake_logits.size
