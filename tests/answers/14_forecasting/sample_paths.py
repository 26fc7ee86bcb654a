import numpy as np


# %% right: windows that slide
def sample_paths(model, history, horizon, n, rng):
    windows = np.tile(np.asarray(history, dtype=float), (n, 1))
    days = []
    for _ in range(horizon):
        mu, alpha = model(windows)
        r = 1 / np.asarray(alpha)
        days.append(rng.negative_binomial(r, r / (r + mu)))
        windows = np.column_stack([windows[:, 1:], days[-1]])
    return np.stack(days, axis=1)


# %% right: one table of past and future
def sample_paths(model, history, horizon, n, rng):
    length = len(history)
    table = np.zeros((n, length + horizon))
    table[:, :length] = history
    for day in range(horizon):
        mu, alpha = model(table[:, day : day + length])
        table[:, day + length] = rng.negative_binomial(1 / alpha, 1 / (1 + alpha * mu))
    return table[:, length:]


# %% wrong: a row for each future | columns are days
# replace: np.stack(days, axis=1) -> np.stack(days)

# %% wrong: a row for each future | without history
# from: one table of past and future
# replace: table[:, length:] -> table

# %% wrong: whole numbers are drawn | not of the means
# replace: rng.negative_binomial(r, r / (r + mu)) -> np.asarray(mu)

# %% wrong: whole numbers are drawn | made of draws
# normal numbers
# replace: rng.negative_binomial(r, r / (r + mu)) -> rng.normal(mu, np.sqrt(mu + alpha * mu**2))

# %% wrong: all paths at once | the windows of all paths
# path by path
# replace: model(windows) -> (np.concatenate(each) for each in zip(*(model(row[None]) for row in windows)))

# %% wrong: all paths at once | the last `length` days
# the window grows
# replace: windows[:, 1:] -> windows

# %% wrong: draws go to the end of the window | the LAST value
# replace: np.column_stack([windows[:, 1:], days[-1]]) -> np.column_stack([days[-1], windows[:, :-1]])

# %% wrong: draws go to the end of the window | After each day
# the mean goes on
# replace: days[-1]]) -> 0 * days[-1] + mu])

# %% wrong: draws go to the end of the window | from the first day on
# all days from the same history
# remove: windows = np.column_stack([windows[:, 1:], days[-1]])

# %% wrong: the oldest value leaves | Drop windows[:, 0]
# the newest value leaves
# replace: windows[:, 1:] -> windows[:, :-1]

# %% wrong: mean and variance of the distribution | p is no 1 − p
# replace: r / (r + mu)) -> mu / (r + mu))

# %% wrong: mean and variance of the distribution | r is no α
# replace: r = 1 / np.asarray(alpha) -> r = np.asarray(alpha)

# %% wrong: mean and variance of the distribution | the variance
# Poisson's distribution
# replace: rng.negative_binomial(r, r / (r + mu)) -> rng.poisson(mu)

# %% wrong: every path goes its own way | A draw for EACH path
# one draw a day
# replace: rng.negative_binomial(r, r / (r + mu)) -> np.repeat(rng.negative_binomial(r[0], (r / (r + mu))[0]), n)

# %% wrong: draws from rng | no seed of your own
# replace: rng.negative_binomial(r, -> np.random.default_rng(len(days)).negative_binomial(r,

# %% wrong: leaves history unchanged | makes a new array
# insert before: return np.stack(days, axis=1) -> history[:] = 0
