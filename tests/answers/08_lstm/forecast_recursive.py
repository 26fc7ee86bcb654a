import numpy as np


# %% right: a sliding window
def forecast_recursive(predict, series, origins, length, steps):
    windows = np.stack([series[o - length : o] for o in origins])
    found = []
    for _ in range(steps):
        value = np.asarray(predict(windows))
        found.append(value)
        windows = np.concatenate([windows[:, 1:], value], axis=1)
    return np.concatenate(found, axis=1)


# %% right: all on one board
def forecast_recursive(predict, series, origins, length, steps):
    board = np.zeros((len(origins), length + steps))
    for row, origin in enumerate(origins):
        board[row, :length] = series[origin - length : origin]
    for k in range(steps):
        board[:, length + k] = np.asarray(predict(board[:, k : k + length]))[:, 0]
    return board[:, length:]


# %% wrong: a row for each origin | one column for each step ahead
# replace: return np.concatenate(found, axis=1) -> return np.stack(found)[:, :, 0]

# %% wrong: a row for each origin | one column for each step ahead
# replace: return np.concatenate(found, axis=1) -> return found[-1]

# %% wrong: begins before the origin | origin is unknown
# replace: o - length : o -> o - length + 1 : o + 1

# %% wrong: begins before the origin | series[origin − length : origin]
# replace: o - length : o -> o - length - 1 : o - 1

# %% wrong: the window slides | Drop the oldest
# replace: windows[:, 1:] -> windows

# %% wrong: the window slides | at the END
# replace: [windows[:, 1:], value] -> [value, windows[:, :-1]]

# %% wrong: the window slides | append the forecast
# remove: windows = np.concatenate([windows[:, 1:], value], axis=1)

# %% wrong: forecasts feed forecasts | your own forecasts
# replace: [windows[:, 1:], value] -> [windows[:, 1:], windows[:, -1:]]


# %% wrong: blind for the future | not known yet
def forecast_recursive(predict, series, origins, length, steps):
    found = []
    for k in range(steps):
        windows = np.stack([series[o + k - length : o + k] for o in origins])
        found.append(np.asarray(predict(windows)))
    return np.concatenate(found, axis=1)


# %% wrong: blind for the future | a leak
# insert before: found = [] -> centre = series.mean()
# replace: value = np.asarray(predict(windows)) -> value = np.asarray(predict(windows - centre)) + centre


# %% wrong: all windows at once | once a step
def forecast_recursive(predict, series, origins, length, steps):
    rows = []
    for origin in origins:
        window = list(series[origin - length : origin])
        for _ in range(steps):
            window.append(float(np.asarray(predict(np.array([window[-length:]])))[0, 0]))
        rows.append(window[length:])
    return np.array(rows)


# %% wrong: windows of their own | is a view
def forecast_recursive(predict, series, origins, length, steps):
    windows = [series[origin - length : origin] for origin in origins]
    found = []
    for _ in range(steps):
        values = np.asarray(predict(np.stack(windows)))
        for window, value in zip(windows, values):
            window[:-1] = window[1:].copy()
            window[-1] = value[0]
        found.append(values)
    return np.concatenate(found, axis=1)
