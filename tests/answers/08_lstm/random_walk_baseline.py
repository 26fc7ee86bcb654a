import numpy as np


# %% right: slices
def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.mean(np.abs(prices[horizon:] - forecasts), axis=0)


# %% right: a loop
def random_walk_baseline(prices, horizon):
    days = len(prices) - horizon
    forecasts = np.array([prices[day] for day in range(days)])
    errors = [abs(prices[day + horizon] - forecasts[day]) for day in range(days)]
    return forecasts, sum(errors) / days


# %% wrong: forecasts and an error | the pair (forecasts, mae)
# replace: return forecasts, np.mean(np.abs(prices[horizon:] - forecasts), axis=0) -> return np.mean(np.abs(prices[horizon:] - forecasts), axis=0)

# %% wrong: forecasts and an error | the pair (forecasts, mae)
# replace: np.mean(np.abs(prices[horizon:] - forecasts), axis=0) -> np.abs(prices[horizon:] - forecasts)

# %% wrong: tomorrow as today | the price of day t, unchanged
# replace: forecasts = prices[:-horizon] -> forecasts = prices[horizon:]

# %% wrong: tomorrow as today | no slope
# replace: forecasts = prices[:-horizon] -> forecasts = prices[:-horizon] + np.mean(np.diff(prices, axis=0), axis=0)

# %% wrong: in step with the truth | compare those two
# replace: prices[horizon:] - forecasts -> prices[:-horizon] - forecasts

# %% wrong: in step with the truth | compare those two
# replace: prices[horizon:] - forecasts -> prices[2 * horizon :] - forecasts[:-horizon]

# %% wrong: several days ahead | horizon days old
# replace: forecasts = prices[:-horizon] -> forecasts = prices[horizon - 1 : -1]


# %% wrong: several days ahead | horizon days old
def random_walk_baseline(prices, horizon):
    forecasts = prices[:-1]
    return forecasts, np.mean(np.abs(prices[1:] - forecasts), axis=0)


# %% wrong: absolute errors | must not cancel
# replace: np.mean(np.abs(prices[horizon:] - forecasts), axis=0) -> abs(np.mean(prices[horizon:] - forecasts, axis=0))

# %% wrong: absolute errors | the mean of |truth
# replace: np.mean(np.abs(prices[horizon:] - forecasts), axis=0) -> np.mean((prices[horizon:] - forecasts) ** 2, axis=0) ** 0.5

# %% wrong: several shares | mae has one entry per share
# remove: , axis=0
