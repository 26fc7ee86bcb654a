"""Made seas: monthly surface temperatures with a season of their own and anomalies that fade slowly."""

import numpy as np

MEAN = 23.0  # °C
RUN_IN = 60  # months before the first one shown, in which the anomaly forgets that it began at 0


def make(months: int, rng: np.random.Generator) -> np.ndarray:
    """Temperatures of a new sea in °C: mean + season + anomaly, with a[t] = m a[t−1] + e[t].

    Drawn for each sea: the waves of the season (a year: 2 to 3 °C; half a year: 0.2 to 0.6 °C) and their phases, the
    memory m (0.88 to 0.94), and the standard deviation of the shocks e (0.35 to 0.5 °C).
    """
    t = np.arange(months)
    year = rng.uniform(2.0, 3.0) * np.cos(2 * np.pi * (t - rng.uniform(0, 12)) / 12)
    half = rng.uniform(0.2, 0.6) * np.cos(4 * np.pi * (t - rng.uniform(0, 12)) / 12)
    memory = rng.uniform(0.88, 0.94)
    anomaly = rng.normal(0, rng.uniform(0.35, 0.5), size=RUN_IN + months)
    for k in range(1, len(anomaly)):
        anomaly[k] += memory * anomaly[k - 1]
    return MEAN + year + half + anomaly[RUN_IN:]
