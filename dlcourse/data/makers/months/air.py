"""Made air: monthly carbon dioxide that rises, now faster and now slower, with a season of its own."""

import numpy as np

MEMORY, SHOCK, READING = 0.8, 0.08, 0.25  # of the rise: what stays each month, s.d. of what is new; s.d. of a reading


def make(months: int, rng: np.random.Generator) -> np.ndarray:
    """Values of a new air in ppm: level + season + reading error; the level gains r + u[t], u[t] = 0.8 u[t−1] + e[t].

    Drawn for each air: the first level (300 to 340 ppm), the mean rise r (0.08 to 0.14 ppm a month), the waves of the
    season (a year: 2 to 4 ppm; half a year: 0.4 to 0.9 ppm) and their phases.
    """
    t = np.arange(months)
    year = rng.uniform(2.0, 4.0) * np.cos(2 * np.pi * (t - rng.uniform(0, 12)) / 12)
    half = rng.uniform(0.4, 0.9) * np.cos(4 * np.pi * (t - rng.uniform(0, 12)) / 12)
    rise = rng.normal(0, SHOCK, size=months)
    for k in t[1:]:
        rise[k] += MEMORY * rise[k - 1]
    level = rng.uniform(300, 340) + np.cumsum(rng.uniform(0.08, 0.14) + rise)
    return level + year + half + rng.normal(0, READING, size=months)
