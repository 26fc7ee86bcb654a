"""`coast`: a summer of hourly temperature at a harbour, with a daily cycle and autocorrelated weather."""

import numpy as np

from dlcourse.data.dataset import Dataset
from dlcourse.data.split import split_in_time

SEED, DAYS = 56, 100
MEAN, SWING, WARMEST = 19.0, 5.0, 15  # °C, °C, hour of the day
MEMORY, SHOCK = 0.975, 0.35  # last hour's share of this hour's deviation; standard deviation of what is new, in °C
READING = 0.15  # standard deviation of the thermometer's own error, in °C


def coast() -> Dataset:
    """2,400 hourly temperatures in °C; `make` has the formula."""
    values = make()
    dates = np.datetime64("2021-06-01T00", "h") + np.arange(len(values))
    return Dataset(
        name="coast",
        title="hourly temperature of a harbour that does not exist, June to September 2021",
        kind="made",
        task="series",
        about="One hour's temperature in °C: a daily cycle, weather that changes slowly, and a thermometer's error.",
        source="made by dlcourse/data/makers/coast.py",
        licence="CC0 1.0",
        features=("temperature (°C)",),
        extra={"period": 24, "memory": MEMORY, "shock": SHOCK},
        **split_in_time(dates, values),
    )


def make(days: int = DAYS, seed: int = SEED) -> np.ndarray:
    """Temperatures of `24 · days` hours in °C: cycle + AR(1) weather + reading error, with w[t] = 0.975 w[t−1] + e[t].

    The size of the cycle is drawn for each day, between 0.85 and 1.15 of the mean swing: on a clear day it is larger.
    """
    rng = np.random.default_rng(seed)
    hour = np.arange(24 * days)
    clear = np.interp(hour / 24, np.arange(days + 1), rng.uniform(0.85, 1.15, size=days + 1))
    phase = 2 * np.pi * (hour - WARMEST) / 24
    cycle = SWING * clear * (np.cos(phase) + 0.2 * np.cos(2 * phase))  # nights are longer than afternoons
    weather = np.zeros(len(hour))
    weather[0] = rng.normal(0, SHOCK / np.sqrt(1 - MEMORY**2))  # its standard deviation in the long run
    shocks = rng.normal(0, SHOCK, size=len(hour))
    for t in hour[1:]:
        weather[t] = MEMORY * weather[t - 1] + shocks[t]
    return np.round(MEAN + cycle + weather + rng.normal(0, READING, size=len(hour)), 1)
