"""`river`: hourly rain in the hills and flow of a river in the valley, where rain arrives hours later."""

import numpy as np

from dlcourse.data.dataset import Dataset
from dlcourse.data.split import split_in_time

SEED, DAYS = 8, 100
DELAY = 6  # hours from the hills to the gauge
GAP, SHOWER = 30, 5  # mean hours between two showers, and of a shower
DRYING, FULL = 0.99, 60  # what the soil keeps in an hour; mm of rain that soak dry soil
BASE, GAIN, SPREAD = 4.0, 20.0, 0.12  # m³/s without rain, and for a mm of runoff; how fast the flow follows
READING = 0.02  # relative standard deviation of the gauge's error


def river() -> Dataset:
    """2,400 hours of flow (m³/s) and rain (mm), as two columns; `make` has the formula."""
    values = make()
    dates = np.datetime64("2021-03-01T00", "h") + np.arange(len(values))
    return Dataset(
        name="river",
        title="flow of a river that does not exist and the rain upstream, March to June 2021",
        kind="made",
        task="series",
        about="One hour's flow in the valley (m³/s), and the rain that fell in the hills in that hour (mm).",
        source="made by dlcourse/data/makers/river.py",
        licence="CC0 1.0",
        features=("flow (m³/s)", "rain (mm)"),
        extra={"delay": DELAY},
        **split_in_time(dates, values),
    )


def make(days: int = DAYS, seed: int = SEED) -> np.ndarray:
    """Flow in m³/s and rain in mm of `24 · days` hours, (hours, 2).

    The soil holds s[t] = min(1, 0.99 s[t−1] + rain[t] / 60), and rain[t] · s[t]² runs off: dry soil drinks most of a
    shower, wet soil next to nothing. Six hours later it reaches the gauge, where the flow follows it slowly.
    """
    rng = np.random.default_rng(seed)
    rain = _showers(24 * days, rng)
    soil, runoff, flow = 0.4, np.zeros(len(rain) + DELAY), np.full(len(rain), 2 * BASE)
    for t in range(1, len(rain)):
        soil = min(1.0, DRYING * soil + rain[t] / FULL)
        runoff[t + DELAY] = rain[t] * soil**2
        flow[t] = flow[t - 1] + SPREAD * (BASE + GAIN * runoff[t] - flow[t - 1])
    return np.stack([np.round(flow * np.exp(rng.normal(0, READING, size=len(flow))), 1), rain], axis=1)


def _showers(hours: int, rng: np.random.Generator) -> np.ndarray:
    """Rain in mm for each hour: dry, and now and then a shower of some hours."""
    rain, start = np.zeros(hours), 0
    while (start := start + 1 + int(rng.exponential(GAP))) < hours:
        end = min(hours, start + int(rng.integers(2, 2 * SHOWER - 1)))
        rain[start:end] = rng.gamma(1.5, 1.6, size=end - start)
        start = end
    return np.round(rain, 1)
