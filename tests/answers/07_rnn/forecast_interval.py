import numpy as np


# %% right: a linear regression, and its errors on later months
def forecast_interval(past, windows):
    rows = np.lib.stride_tricks.sliding_window_view(past, windows.shape[1] + 1)
    learned, kept = rows[:300], rows[300:]
    weights = np.linalg.lstsq(np.c_[learned[:, :-1], np.ones(len(learned))], learned[:, -1], rcond=None)[0]
    errors = kept[:, -1] - kept[:, :-1] @ weights[:-1] - weights[-1]
    low, high = np.quantile(errors, [0.05, 0.95])
    forecast = windows @ weights[:-1] + weights[-1]
    return np.stack([forecast + low, forecast, forecast + high], axis=1)


# %% right: five months of the window, and two halves of the past that judge each other
def forecast_interval(past, windows):
    def chosen(months):
        return np.column_stack([months[:, [-1, -12, -13, -23, -24]], np.ones(len(months))])

    rows = np.lib.stride_tricks.sliding_window_view(past, 25)
    X, y = chosen(rows[:, :24]), rows[:, 24]
    half, errors = len(y) // 2, []
    for learned, kept in ((slice(half), slice(half, None)), (slice(half, None), slice(half))):
        errors.append(y[kept] - X[kept] @ np.linalg.lstsq(X[learned], y[learned], rcond=None)[0])
    low, high = np.quantile(np.concatenate(errors), [0.05, 0.95])
    forecast = chosen(windows) @ np.linalg.lstsq(X, y, rcond=None)[0]
    return np.column_stack([forecast + low, forecast, forecast + high])


# %% right: the mean error times what holds for a normal distribution
def forecast_interval(past, windows):
    from sklearn.linear_model import Ridge

    rows = np.lib.stride_tricks.sliding_window_view(past, 25)
    model = Ridge(alpha=1.0).fit(rows[:250, :24], rows[:250, 24])
    room = 1.645 * (rows[250:, 24] - model.predict(rows[250:, :24])).std()
    forecast = model.predict(windows)
    return np.transpose([forecast - room, forecast, forecast + room])


# %% wrong: three numbers for each window | columns side by side
# replace: axis=1 -> axis=0

# %% wrong: low, forecast, high | Low comes first
# replace: [forecast + low, forecast, forecast + high] -> [forecast, forecast + low, forecast + high]

# %% wrong: beats both naive forecasts | uses both
# the window's last month
# replace: windows @ weights[:-1] + weights[-1] -> windows[:, -1]
# replace: kept[:, -1] - kept[:, :-1] @ weights[:-1] - weights[-1] -> kept[:, -1] - kept[:, -2]

# %% wrong: beats both naive forecasts | uses both
# the same month a year ago
# replace: windows @ weights[:-1] + weights[-1] -> windows[:, -12]
# replace: kept[:, -1] - kept[:, :-1] @ weights[:-1] - weights[-1] -> kept[:, -1] - kept[:, -13]

# %% wrong: nine of ten inside | 95 % quantile
# one standard deviation
# from: the mean error times what holds for a normal distribution
# replace: 1.645 * -> 1.0 *

# %% wrong: nine of ten inside | 95 % quantile
# everything that ever happened
# replace: np.quantile(errors, [0.05, 0.95]) -> errors.min(), errors.max()

# %% wrong: nine of ten inside | has not learned from
# the errors of the months that it learned from, which are few
# replace: rows[:300], rows[300:] -> rows[:72], rows[:72]

# %% wrong: no wider than needed | far too wide
# every tenth interval is empty, the others hold everything
# replace: np.quantile(errors, [0.05, 0.95]) -> -30 * (np.arange(len(windows)) % 10 > 0), 30 * (np.arange(len(windows)) % 10 > 0)
