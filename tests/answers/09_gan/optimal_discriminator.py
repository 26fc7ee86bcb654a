import numpy as np


# %% right: np.divide
def optimal_discriminator(p, q):
    total = p + q
    return np.divide(p, total, out=np.full(np.shape(total), 0.5), where=total > 0)


# %% right: one by one
def optimal_discriminator(p, q):
    return np.array([a / (a + b) if a + b > 0 else 0.5 for a, b in zip(p, q)])


# %% wrong: the share of the real | p is the real density
# replace: np.divide(p, total, -> np.divide(q, total,

# %% wrong: undecided where both are equal | D* is a probability
# from: one by one
# replace: np.array([a / (a + b) if a + b > 0 else 0.5 for a, b in zip(p, q)]) -> np.divide(p, q, out=np.full(np.shape(p), 0.5), where=q > 0)

# %% wrong: sure where only one can be | Where q = 0
# from: one by one
# replace: np.array([a / (a + b) if a + b > 0 else 0.5 for a, b in zip(p, q)]) -> np.where(p * q > 0, p / (p + q + 1e-300), 0.5)

# %% wrong: ½ where there is nothing | 0 / 0
# from: one by one
# replace: np.array([a / (a + b) if a + b > 0 else 0.5 for a, b in zip(p, q)]) -> p / (p + q)

# %% wrong: ½ where there is nothing | Give ½
# from: one by one
# replace: np.array([a / (a + b) if a + b > 0 else 0.5 for a, b in zip(p, q)]) -> p / (p + q + 1e-12)


# %% wrong: leaves p and q as they were | writes into
def optimal_discriminator(p, q):
    q += p
    return np.divide(p, q, out=np.full(np.shape(q), 0.5), where=q > 0)
