import numpy as np


# %% right: a range of origins
def rolling_origin(n, first, horizon, step):
    origins = range(first, n - horizon + 1, step)
    return [(np.arange(origin), np.arange(origin, origin + horizon)) for origin in origins]


# %% right: while there is room
def rolling_origin(n, first, horizon, step):
    days, pairs, origin = np.arange(n), [], first
    while origin + horizon <= n:
        pairs.append((days[:origin], days[origin : origin + horizon]))
        origin += step
    return pairs


# %% wrong: a list of pairs | two arrays of days
# the test parts alone
# replace: (np.arange(origin), np.arange(origin, origin + horizon)) -> np.arange(origin, origin + horizon)

# %% wrong: a list of pairs | for each origin
# one pair only
# replace: return [(np.arange(origin), np.arange(origin, origin + horizon)) for origin in origins] -> return np.arange(first), np.arange(first, first + horizon)

# %% wrong: begins at the first origin | the day `first` itself
# replace: np.arange(origin, origin + horizon) -> np.arange(origin + 1, origin + horizon)

# %% wrong: begins at the first origin | The first test part
# after a whole train part and one step
# replace: range(first, -> range(first + step,

# %% wrong: the horizon from the origin on | the origin among them
# one day too many
# replace: origin + horizon) -> origin + horizon + 1)

# %% wrong: the origin moves by step | Not by the horizon
# replace: n - horizon + 1, step) -> n - horizon + 1, horizon + step)

# %% wrong: the origin moves by step | may overlap or leave gaps
# replace: n - horizon + 1, step) -> n - horizon + 1)

# %% wrong: complete test parts only | One too few
# replace: n - horizon + 1 -> n - horizon

# %% wrong: complete test parts only | origin + horizon ≤ n
# test parts beyond the end
# replace: n - horizon + 1 -> n

# %% wrong: all days before the origin | it does not slide
# replace: (np.arange(origin), -> (np.arange(origin - first, origin),

# %% wrong: all days before the origin | The origin itself is not known yet
# a leak
# replace: (np.arange(origin), -> (np.arange(origin + 1),
