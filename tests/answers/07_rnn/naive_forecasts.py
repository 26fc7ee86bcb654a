import numpy as np


# %% right: shifted copies
def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% right: time by time
def naive_forecasts(series, horizon, period):
    lag = period
    while lag < horizon:
        lag += period
    rows = [[series[t - k] if t >= k else np.nan for t in range(len(series))] for k in (horizon, lag)]
    return np.array(rows[0]), np.array(rows[1])


def mase(y_true, y_pred, train, period):
    error = np.mean(np.abs(np.subtract(y_true, y_pred)))
    return float(error / np.mean([abs(train[t] - train[t - period]) for t in range(period, len(train))]))


# %% wrong: naive: the last value known | ends at t − horizon
# replace: naive[horizon:] = series[:-horizon] -> naive[1:] = series[:-1]

# %% wrong: seasonal naive: one season ago | PERIOD
# replace: lag = -(-horizon // period) * period -> lag = period + 1

# %% wrong: seasonal naive: one season ago | the one a whole PERIOD ago
# replace: lag = -(-horizon // period) * period -> lag = period + horizon

# %% wrong: never from the future | go back two
# replace: lag = -(-horizon // period) * period -> lag = period

# %% wrong: nan where nothing is known yet | the series' length
# replace: return naive, seasonal -> return naive[horizon:], seasonal[lag:]

# %% wrong: nan where nothing is known yet | np.nan
# replace: np.nan -> 0.0

# %% wrong: the mean of absolute errors | without squares
# replace: np.abs(y_true - y_pred) -> ((y_true - y_pred) ** 2)

# %% wrong: the mean of absolute errors | sums or signs
# replace: np.abs(y_true - y_pred).mean() -> np.abs((y_true - y_pred).mean())

# %% wrong: the mean of absolute errors | squares, sums
# replace: np.abs(y_true - y_pred).mean() -> np.abs(y_true - y_pred).sum()

# %% wrong: never from the future | no further
# two seasons where one would do
# replace: -(-horizon // period) -> (horizon // period + 1)

# %% wrong: whole numbers have nan, too | Make floats
# replace: np.full(len(series), np.nan), np.full(len(series), np.nan) -> np.full_like(series, np.nan), np.full_like(series, np.nan)

# %% wrong: scaled by the training data | ABSOLUTE
# replace: np.abs(train[period:] - train[:-period]).mean() -> np.sqrt(((train[period:] - train[:-period]) ** 2).mean())

# %% wrong: scaled by the training data | `train` alone
# scaled by the test errors
# replace: train[period:] - train[:-period] -> y_true[period:] - y_true[:-period]

# %% wrong: whole seasons apart | not with train[t − 1]
# replace: train[period:] - train[:-period] -> np.diff(train)
