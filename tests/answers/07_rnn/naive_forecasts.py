# %% right: shifted copies
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% right: time by time
import numpy as np


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
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[1:] = series[:-1]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: seasonal naive: one season ago | PERIOD
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = period + 1
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: seasonal naive: one season ago | the one a whole PERIOD ago
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = period + horizon
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: never from the future | go back two
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: nan where nothing is known yet | the series' length
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive[horizon:], seasonal[lag:]


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: nan where nothing is known yet | np.nan
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), 0.0), np.full(len(series), 0.0)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: MASE of the baseline is 1 | ABSOLUTE
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return ((y_true - y_pred) ** 2).mean() / np.abs(train[period:] - train[:-period]).mean()


# %% wrong: scaled by the training data | `train` alone
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):  # scaled by the test errors
    return np.abs(y_true - y_pred).mean() / np.abs(y_true[period:] - y_true[:-period]).mean()


# %% wrong: whole seasons apart | not with train[t − 1]
import numpy as np


def naive_forecasts(series, horizon, period):
    lag = -(-horizon // period) * period
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[lag:] = series[:-lag]
    return naive, seasonal


def mase(y_true, y_pred, train, period):
    return np.abs(y_true - y_pred).mean() / np.abs(np.diff(train)).mean()
