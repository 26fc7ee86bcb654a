import numpy as np


# %% right: divided by ln 2
def bits_per_character(log_probabilities):
    return -np.mean(log_probabilities) / np.log(2)


# %% right: back to probabilities
def bits_per_character(log_probabilities):
    surprises = [-np.log2(np.exp(p)) for p in np.ravel(log_probabilities)]
    return sum(surprises) / len(surprises)


# %% wrong: a coin has one bit | ln 2 nats
# remove: / np.log(2)

# %% wrong: a coin has one bit | surprise is positive
# replace: -np.mean -> np.mean

# %% wrong: a coin has one bit | no probabilities
# from: back to probabilities
# replace: np.log2(np.exp(p)) -> np.log2(p)

# %% wrong: a mean over all characters | not their sum
# replace: np.mean(log_probabilities) -> np.sum(log_probabilities)

# %% wrong: a mean over all characters | not the logarithm of a mean
# replace: np.mean(log_probabilities) -> np.log(np.mean(np.exp(log_probabilities)))

# %% wrong: one number for any shape | over ALL axes
# replace: np.mean(log_probabilities) -> np.mean(log_probabilities, axis=-1)
