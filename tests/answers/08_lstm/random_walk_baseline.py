# %% right: slices
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.mean(np.abs(prices[horizon:] - forecasts), axis=0)


# %% right: a loop
import numpy as np


def random_walk_baseline(prices, horizon):
    days = len(prices) - horizon
    forecasts = np.array([prices[day] for day in range(days)])
    errors = [abs(prices[day + horizon] - forecasts[day]) for day in range(days)]
    return forecasts, sum(errors) / days


# %% wrong: forecasts and an error | the pair (forecasts, mae)
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return np.mean(np.abs(prices[horizon:] - forecasts), axis=0)


# %% wrong: forecasts and an error | the pair (forecasts, mae)
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.abs(prices[horizon:] - forecasts)


# %% wrong: tomorrow as today | the price of day t, unchanged
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[horizon:]
    return forecasts, np.mean(np.abs(prices[horizon:] - forecasts), axis=0)


# %% wrong: tomorrow as today | no slope
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon] + np.mean(np.diff(prices, axis=0), axis=0)
    return forecasts, np.mean(np.abs(prices[horizon:] - forecasts), axis=0)


# %% wrong: in step with the truth | compare those two
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.mean(np.abs(prices[:-horizon] - forecasts), axis=0)


# %% wrong: in step with the truth | compare those two
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.mean(np.abs(prices[2 * horizon :] - forecasts[:-horizon]), axis=0)


# %% wrong: several days ahead | horizon days old
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[horizon - 1 : -1]
    return forecasts, np.mean(np.abs(prices[horizon:] - forecasts), axis=0)


# %% wrong: several days ahead | horizon days old
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-1]
    return forecasts, np.mean(np.abs(prices[1:] - forecasts), axis=0)


# %% wrong: absolute errors | must not cancel
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, abs(np.mean(prices[horizon:] - forecasts, axis=0))


# %% wrong: in step with the truth | compare those two
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.mean((prices[horizon:] - forecasts) ** 2, axis=0) ** 0.5


# %% wrong: several shares | mae has one entry a share
import numpy as np


def random_walk_baseline(prices, horizon):
    forecasts = prices[:-horizon]
    return forecasts, np.mean(np.abs(prices[horizon:] - forecasts))
