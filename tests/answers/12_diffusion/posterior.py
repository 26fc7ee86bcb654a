import numpy as np


# %% right: the formula
def posterior(x_t, x0, t, alpha_bar):
    before = alpha_bar[t - 1] if t > 0 else 1.0
    alpha = alpha_bar[t] / before
    left = 1 - alpha_bar[t]
    mean = np.sqrt(before) * (1 - alpha) / left * x0
    mean = mean + np.sqrt(alpha) * (1 - before) / left * x_t
    return mean, (1 - before) / left * (1 - alpha)


# %% right: a one in front of the shares
def posterior(x_t, x0, t, alpha_bar):
    shares = np.concatenate([[1.0], alpha_bar]).astype("float32")
    old, new = shares[t], shares[t + 1]
    beta = 1 - new / old
    weights = np.array([old**0.5 * beta, (new / old) ** 0.5 * (1 - old)]) / (1 - new)
    return weights[0] * x0 + weights[1] * x_t, float(beta * (1 - old) / (1 - new))


# %% wrong: a pair | Return mean, variance
# replace: return mean, (1 - before) / left * (1 - alpha) -> return mean

# %% wrong: a pair | a single number
# replace: (1 - before) / left * (1 - alpha) -> np.full(np.shape(x_t), (1 - before) / left * (1 - alpha))

# %% wrong: at step 0 the data themselves | the LAST entry
# replace: alpha_bar[t - 1] if t > 0 else 1.0 -> alpha_bar[t - 1]

# %% wrong: at step 0 the data themselves | the share is 1
# replace: else 1.0 -> else alpha_bar[0]

# %% wrong: as uncertain as Bayes' rule says | not its root
# replace: return mean, (1 - before) / left * (1 - alpha) -> return mean, np.sqrt((1 - before) / left * (1 - alpha))

# %% wrong: as uncertain as Bayes' rule says | the noise of this one step
# beta itself, but nothing at step 0
# replace: return mean, (1 - before) / left * (1 - alpha) -> return mean, (1 - alpha) * (t > 0)

# %% wrong: made of the data and x_t | Which factor
# the roots changed places
# replace: np.sqrt(before) -> np.sqrt(np.where(t > 0, alpha, 1.0))
# replace: np.sqrt(alpha) -> np.sqrt(before)

# %% wrong: made of the data and x_t | one step's share
# replace: np.sqrt(alpha) -> np.sqrt(alpha_bar[t])

# %% wrong: at step 0 the data themselves | treat t = 0
# the two factors changed places
# replace: left * x0 -> left * x_t
# replace: (1 - before) / left * x_t -> (1 - before) / left * x0
