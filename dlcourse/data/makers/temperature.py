"""`temperature`: twelve years of daily temperature with a season and autocorrelated noise."""

import numpy as np

from dlcourse.data.dataset import Dataset
from dlcourse.data.split import split_in_time

SEED, YEARS = 23, 12
MEAN, SWING, COLDEST = 12.0, 11.5, 20  # °C, °C, day of the year (20 January)
WARMING = 0.03  # °C a year
MEMORY, SHOCK = 0.75, 2.2  # yesterday's share of today's deviation; standard deviation of what is new, in °C


def temperature() -> Dataset:
    """Season + slow warming + AR(1) noise: d[t] = 0.75 d[t−1] + e[t], e normal with a standard deviation of 2.2 °C."""
    rng = np.random.default_rng(SEED)
    dates = np.arange(np.datetime64("2012-01-01"), np.datetime64(f"{2012 + YEARS}-01-01"))
    day = np.arange(len(dates))
    season = MEAN - SWING * np.cos(2 * np.pi * (day - COLDEST) / 365.25) + WARMING * day / 365.25
    deviation = np.zeros(len(day))
    deviation[0] = rng.normal(0, SHOCK / np.sqrt(1 - MEMORY**2))  # the noise's standard deviation in the long run
    shocks = rng.normal(0, SHOCK, size=len(day))
    for t in day[1:]:
        deviation[t] = MEMORY * deviation[t - 1] + shocks[t]
    values = np.round(season + deviation, 1)
    return Dataset(
        name="temperature",
        title="daily temperature of a town that does not exist, 2012 – 2023",
        kind="made",
        task="series",
        about="One day's mean temperature in °C. No forecast for tomorrow can err by less than 2.2 °C.",
        source="made by dlcourse/data/makers/temperature.py",
        licence="CC0 1.0",
        features=("temperature (°C)",),
        extra={"season": season, "memory": MEMORY, "shock": SHOCK},
        **split_in_time(dates, values, test_share=2 / YEARS),
    )
