# %% right: by the book
def decayed_rate(lr, p, n):
    return lr / (1 + p * n)


# %% right: a power
def decayed_rate(lr, p, n):
    return lr * (1.0 + n * p) ** -1


# %% wrong: half when p·n is 1 | no exponential
import math


def decayed_rate(lr, p, n):
    return lr * math.exp(-p * n)


# %% wrong: starts at the full rate | nothing has decayed
# replace: return lr / (1 + p * n) -> return lr / (2 + p * n)

# %% wrong: no decay for p = 0 | however large
# replace: return lr / (1 + p * n) -> return lr / ((1 + p) * n) if n else lr

# %% wrong: half when p·n is 1 | 1 + p·n
# the root, as in Adagrad
# replace: return lr / (1 + p * n) -> return lr / (1 + p * n) ** 0.5

# %% wrong: no decay for p = 0 | With p = 0
# replace: return lr / (1 + p * n) -> return lr / (1 + n / 100)

# %% wrong: any numbers | whatever they are
# knows the examples only
# replace: lr / (1 + p * n) -> {(0.3, 0): 0.3, (0.1, 100): 0.05, (0.1, 300): 0.025}.get((lr, n), lr)
