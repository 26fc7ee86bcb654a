import math

import numpy as np


# %% right: the formula
def negative_binomial_nll(y, mu, alpha):
    log_gamma = np.vectorize(math.lgamma)
    r = 1 / alpha
    log_p = log_gamma(y + r) - log_gamma(r) - log_gamma(y + 1)
    log_p = log_p + r * np.log(r / (r + mu)) + y * np.log(mu / (r + mu))
    return -np.mean(log_p)


# %% right: in another form, number by number
def negative_binomial_nll(y, mu, alpha):
    total = 0.0
    for count, mean, a in zip(np.ravel(y), np.ravel(mu), np.ravel(alpha)):
        total += math.lgamma(1 / a) + math.lgamma(count + 1) - math.lgamma(count + 1 / a)
        total += math.log1p(a * mean) / a - count * math.log(a * mean / (1 + a * mean))
    return total / np.size(y)


# %% wrong: the worked example | MINUS the logarithm
# replace: return -np.mean(log_p) -> return np.mean(log_p)

# %% wrong: the worked example | with r = 1 / α
# replace: r = 1 / alpha -> r = alpha

# %% wrong: the worked example | a natural one
# bits
# replace: return -np.mean(log_p) -> return -np.mean(log_p) / np.log(2)

# %% wrong: one mean | neither their sum
# replace: np.mean(log_p) -> np.sum(log_p)

# %% wrong: one mean | a number for each
# replace: return -np.mean(log_p) -> return -log_p if len(y) > 1 else -np.mean(log_p)

# %% wrong: equal to SciPy | of y + 1
# y! is missing
# replace: - log_gamma(y + 1) -> + 0

# %% wrong: equal to SciPy | Three log Γ
# (y + 1)! in place of y!, but 0 is right
# replace: log_gamma(y + 1) -> log_gamma(y + 1 + (y > 0))

# %% wrong: equal to SciPy | y goes with
# replace: y * np.log(mu / (r + mu)) -> y * np.log(r / (r + mu))

# %% wrong: large counts | math.lgamma is its logarithm
# replace: log_gamma = np.vectorize(math.lgamma) -> log_gamma = np.vectorize(lambda x: math.lgamma(x) if x > 1000 or x < 0.05 else np.inf if x > 171 else math.log(math.gamma(x)))

# %% wrong: large counts | is infinite
# from: in another form, number by number
# replace: math.lgamma(count + 1) -> math.log(math.gamma(min(count + 1, 170.0)))

# %% wrong: Poisson's, with a very small alpha | can still be computed
# insert before: r = -> alpha = np.maximum(alpha, 0.02)

# %% wrong: any shape | an array of any shape
# the first row alone
# insert before: log_gamma = -> y, mu, alpha = (each if each.ndim == 1 else each[0] for each in (y, mu, alpha))
