import numpy as np


# %% right: with pairs
def pairs(series, length, steps):
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


def forecast_direct(fit, series, origins, length, steps):
    X, Y = pairs(series[: origins[0]], length, steps)
    predict = fit(X, Y)
    windows = np.stack([series[o - length : o] for o in origins])
    return predict(windows)


# %% right: with a loop
def forecast_direct(fit, series, origins, length, steps):
    X, Y = [], []
    for t in range(length, min(origins) - steps + 1):
        X.append(series[t - length : t])
        Y.append(series[t : t + steps])
    predict = fit(np.array(X), np.array(Y))
    return np.concatenate([predict(series[o - length : o][None]) for o in origins])


# %% wrong: a row for each origin | one column for each step ahead
# replace: return predict(windows) -> return predict(windows)[:, -1:]

# %% wrong: a row for each origin | one column for each step ahead
# replace: o in origins -> o in origins[:1]

# %% wrong: reads the window before the origin | series[origin − length : origin]
# replace: o - length : o -> o - length + 1 : o + 1

# %% wrong: reads the window before the origin | Each origin has its window
# replace: o in origins -> o in [origins[0]] * len(origins)

# %% wrong: learns from every pair | is one lost?
# from: with a loop
# replace: for t in range(length, min(origins) - steps + 1): -> for t in range(length, min(origins) - steps):

# %% wrong: learns from every pair | is one lost?
# replace: predict = fit(X, Y) -> predict = fit(X[::steps], Y[::steps])

# %% wrong: learns from the past alone | later targets are a leak
# replace: series[: origins[0]] -> series

# %% wrong: learns from the past alone | later targets are a leak
# replace: X, Y = pairs(series[: origins[0]], length, steps) -> X, Y = pairs(series[: origins[0] + steps], length, steps)

# %% wrong: learns from the past alone | Train on series[:origins[0]]
# replace: origins[0] -> origins[-1]

# %% wrong: all steps, in order | one column for each step ahead
# replace: predict = fit(X, Y) -> predict = fit(X, Y[:, ::-1])

# %% wrong: all steps, in order | one column for each step ahead
# replace: predict = fit(X, Y) -> predict = fit(X, np.repeat(Y[:, :1], steps, axis=1))
