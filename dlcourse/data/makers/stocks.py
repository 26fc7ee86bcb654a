"""`stocks`: five made-up share prices that walk at random, so that yesterday's prices do not predict tomorrow's."""

import numpy as np

from dlcourse.data.dataset import Dataset
from dlcourse.data.split import split_in_time

SEED, DAYS = 24, 2_000
SHARES = ("Acorn", "Birch", "Cedar", "Dogwood", "Elder")
VOLATILITY = np.array([0.010, 0.014, 0.018, 0.022, 0.030])  # standard deviation of a day's log return
MARKET = 0.5  # share of each variance that all five have in common


def stocks() -> Dataset:
    """Geometric random walks: log p[t] = log p[t−1] + r[t], where the r are normal and independent over time."""
    rng = np.random.default_rng(SEED)
    common, own = rng.normal(size=(DAYS, 1)), rng.normal(size=(DAYS, len(SHARES)))
    # Minus half the variance: then the expected price of tomorrow is exactly the price of today.
    returns = VOLATILITY * (np.sqrt(MARKET) * common + np.sqrt(1 - MARKET) * own) - VOLATILITY**2 / 2
    prices = 100 * np.exp(np.cumsum(returns, axis=0))
    first = np.datetime64("2016-01-04")  # a Monday
    dates = np.busday_offset(first, np.arange(DAYS))
    return Dataset(
        name="stocks",
        title="five share prices that walk at random",
        kind="made",
        task="series",
        about="One business day's closing prices. Nothing forecasts tomorrow's price better than today's does.",
        source="made by dlcourse/data/makers/stocks.py",
        licence="CC0 1.0",
        features=SHARES,
        extra={"volatility": VOLATILITY},
        **split_in_time(dates, np.round(prices, 2)),
    )
