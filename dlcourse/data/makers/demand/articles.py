"""Made demand: how many pieces of each article a shop sells each day.

Demand is drawn from a negative binomial distribution. Its mean is a product: level, trend, week, year, holidays,
promotions, and a noise that fades slowly. So an article has its own numbers, but all articles follow one calendar.
"""

from typing import Any

import numpy as np

from dlcourse.data.makers.demand.features import known_features
from dlcourse.data.makers.demand.holidays import NAMES, days_until, holidays

START = np.datetime64("2021-01-01")
GROUPS = ("food", "gifts", "household", "toys")
RARE = 0.2  # the share of articles that are sold only now and then
MEMORY, SHOCK = 0.9, 0.06  # of the noise in the logarithm of the mean
# For each group: what a holiday adds to the logarithm of the mean on the day before it, by NAMES.
RUN_UP = np.array([[0.6, 0.6, 0.2], [1.1, 1.2, 0.0], [-0.3, -0.3, 0.1], [0.3, -0.2, 1.0]])
UPLIFT = np.array([0.5, 0.3, 0.9, 0.8])  # of a promotion, in the logarithm of the mean, by group
WEEKEND = np.array([0.35, 0.1, 0.25, 0.5])  # what Saturday and Sunday add, by group
WARMEST = np.array([200.0, 340.0, 100.0, 350.0])  # the day of the year on which a group sells most


def new_demand(series: int, days: int, seed: int) -> dict[str, Any]:
    """Daily demand of so many new articles, from 1 January 2021 on.

    Drawn for each article: group (0 food, 1 gifts, 2 household, 3 toys); level (8 to 120 pieces a day, log-uniform; one
    article in five is sold rarely, 0.15 to 1.2 a day); trend (a slope for each stretch, with a break every 2 years or
    so); week; year; how strongly holidays and promotions act (a week after a
    promotion, people have stocked up and buy less); and how far the numbers scatter around the mean.

    Args:
        series: number of articles.
        days: number of days, up to 20 years.
        seed: the same seed gives the same demand.

    Returns:
        `dates` (days,); `demand` (series, days), whole numbers as floats; `promotion` (series, days), 1 on days with
        one, planned ahead; `group` (series,); `known` (series, days, 20), what is known ahead (`known_features`); and
        `mean` (series, days), the mean that the demand was drawn from, which nobody knows outside of this course.
    """
    rng = np.random.default_rng(seed)
    dates = START + np.arange(days)
    group = rng.integers(len(GROUPS), size=series)
    rare = rng.random(series) < RARE
    level = np.where(rare, rng.uniform(np.log(0.15), np.log(1.2), series), rng.uniform(np.log(8), np.log(120), series))
    promotion = _promotions(series, days, rng)
    log_mean = level[:, None] + _trends(series, days, rng) + _week(group, dates, rng) + _year(group, dates, rng)
    uplift = UPLIFT[group] * rng.uniform(0.2, 1.8, size=series)
    log_mean += _holidays(group, dates, rng) + uplift[:, None] * (promotion - _stocked_up(promotion))
    log_mean += _noise(series, days, rng)
    mean = np.exp(log_mean)
    alpha = np.where(rare, rng.uniform(0.5, 1.5, series), rng.uniform(0.01, 0.12, series))[:, None]
    demand = rng.negative_binomial(1 / alpha, 1 / (1 + alpha * mean)).astype(float)
    known = known_features(dates, promotion, group)
    return dict(dates=dates, demand=demand, promotion=promotion, group=group, known=known, mean=mean)


def _trends(series: int, days: int, rng: np.random.Generator) -> np.ndarray:
    """A slope that stays for about two years and then changes, summed up."""
    breaks = rng.random((series, days)) < 1 / 730
    stretch = np.cumsum(breaks.astype(int), axis=1)
    slopes = rng.normal(0, 0.3 / 365, size=(series, int(stretch.max()) + 1))
    return np.cumsum(np.take_along_axis(slopes, stretch, axis=1), axis=1)


def _week(group: np.ndarray, dates: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    weekday = (dates.astype(int) + 3) % 7  # 1 January 1970 was a Thursday
    own = rng.normal(0, 0.12, size=(len(group), 7))
    own[:, 5:] += WEEKEND[group][:, None]
    return own[:, weekday]


def _year(group: np.ndarray, dates: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    day = (dates - dates.astype("datetime64[Y]")).astype(int)
    peak = WARMEST[group] + rng.normal(0, 15, size=len(group))
    swing = rng.uniform(0.1, 0.45, size=(len(group), 1))
    return swing * np.cos(2 * np.pi * (day - peak[:, None]) / 365.25)


def _holidays(group: np.ndarray, dates: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """More and more in the ten days before a holiday; the shop is all but empty on the holiday itself."""
    first, last = (int(str(day)[:4]) for day in (dates[0], dates[-1]))
    effect = np.zeros((len(group), len(dates)))
    for place, days in enumerate(holidays(first, last)[name] for name in NAMES):
        until = days_until(dates, days)
        rise = np.where((until >= 1) & (until <= 10), (11 - until) / 10, 0.0)
        own = RUN_UP[group, place] * rng.uniform(0.6, 1.4, size=len(group))
        effect += own[:, None] * rise
        closed = np.abs(until) <= 1 if NAMES[place] != "Easter" else until == 0
        effect -= rng.uniform(0.8, 1.6, size=(len(group), 1)) * closed
    return effect


def _promotions(series: int, days: int, rng: np.random.Generator) -> np.ndarray:
    """1 on days with a promotion: about every thirty days one begins, and lasts three to seven days."""
    begins = rng.random((series, days)) < 1 / 30
    lasts = rng.integers(3, 8, size=(series, days))
    promotion = np.zeros((series, days))
    for k in range(7):
        promotion[:, k:] = np.maximum(promotion[:, k:], (begins & (lasts > k))[:, : days - k])
    return promotion


def _stocked_up(promotion: np.ndarray) -> np.ndarray:
    """How much of a promotion's effect is missing in the week after it, as people have bought ahead: 0.7, …, 0.1."""
    since = np.full(len(promotion), 8)  # days since the last one ended
    missing = np.zeros(promotion.shape)
    for t, today in enumerate(promotion.T):
        since = np.where(today == 1, 0, since + 1)
        missing[:, t] = np.where(since > 0, np.maximum(8 - since, 0) / 10, 0.0)
    return missing


def _noise(series: int, days: int, rng: np.random.Generator) -> np.ndarray:
    """What moves the mean for some weeks: d[t] = 0.9 d[t−1] + e[t]."""
    noise = rng.normal(0, SHOCK, size=(series, days))
    for t in range(1, days):
        noise[:, t] += MEMORY * noise[:, t - 1]
    return noise
