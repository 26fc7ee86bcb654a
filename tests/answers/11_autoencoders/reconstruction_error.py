import numpy as np


# %% right: by the book
def reconstruction_error(x, x_hat):
    return ((x - x_hat) ** 2).reshape(len(x), -1).mean(axis=1)


# %% right: over all axes but the first
def reconstruction_error(x, x_hat):
    return np.mean(np.square(x_hat - x), axis=tuple(range(1, x.ndim)))


# %% right: sample by sample, in float32
def reconstruction_error(x, x_hat):
    errors = []
    for one, rebuilt in zip(x.astype("float32"), x_hat.astype("float32")):
        gap = (one - rebuilt).ravel()
        errors.append(gap @ gap / gap.size)
    return errors


# %% wrong: one number for each sample | not over the samples
# replace: .mean(axis=1) -> .mean()

# %% wrong: one number for each sample | over the entries
# replace: .mean(axis=1) -> .mean(axis=0)

# %% wrong: one number for each sample | no axis of length 1
# replace: .mean(axis=1) -> .mean(axis=1, keepdims=True)

# %% wrong: a mean, not a sum | twice as many entries
# replace: .mean(axis=1) -> .sum(axis=1)

# %% wrong: squares | large miss
# replace: ((x - x_hat) ** 2) -> np.abs(x - x_hat)

# %% wrong: squares | no root
# replace: .mean(axis=1) -> .mean(axis=1) ** 0.5

# %% wrong: each sample by itself | entry by entry
# replace: (x - x_hat) ** 2 -> x**2 - x_hat**2

# %% wrong: each sample by itself | must not cancel
# replace: ((x - x_hat) ** 2).reshape(len(x), -1).mean(axis=1) -> (x - x_hat).reshape(len(x), -1).mean(axis=1) ** 2

# %% wrong: images too | over all axes but one
# replace: .reshape(len(x), -1).mean(axis=1) -> .mean(axis=1)
