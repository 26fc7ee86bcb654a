"""What is known ahead of a day of demand, and windows of demand with it."""

from typing import Any

import numpy as np

from dlcourse.data.makers.demand.holidays import NAMES, days_until, holidays

PAST, HORIZON = 56, 28  # days that a network reads, and days that it forecasts
FEATURES = (
    "promotion",
    *("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    *("year, sine", "year, cosine"),
    *(f"{when} {name}" for name in NAMES for when in ("before", "at")),
    *("food", "gifts", "household", "toys"),
)


def known_features(dates: np.ndarray, promotion: np.ndarray, group: np.ndarray) -> np.ndarray:
    """What is known ahead of each day, (series, days, 20), `float32`, in the order of `FEATURES`.

    Promotion 0 or 1; the weekday and the group as one-hot vectors; a sine and a cosine of the year; for each holiday
    how near it is (from 0.1 ten days before to 1 on the day before, else 0), and 1 from the day before to the day
    after it.

    Args:
        dates: days in a row, (days,).
        promotion: of each article and day, (series, days).
        group: of each article, 0 to 3, (series,).
    """
    weekday = (dates.astype(int) + 3) % 7
    angle = 2 * np.pi * (dates - dates.astype("datetime64[Y]")).astype(int) / 365.25
    columns = [*(weekday[:, None] == np.arange(7)).T, np.sin(angle), np.cos(angle)]
    first, last = (int(str(day)[:4]) for day in (dates[0], dates[-1]))
    for days in holidays(first, last).values():
        until = days_until(dates, days)
        columns.append(np.where((until >= 1) & (until <= 10), (11 - until) / 10, 0.0))
        columns.append(np.abs(until) <= 1)
    calendar = np.stack(columns, axis=1).astype("float32")
    of_group = (group[:, None] == np.arange(4)).astype("float32")
    shape = promotion.shape
    parts = [
        promotion[:, :, None].astype("float32"),
        np.broadcast_to(calendar, (*shape, calendar.shape[1])),
        np.broadcast_to(of_group[:, None], (*shape, 4)),
    ]
    return np.concatenate(parts, axis=2)


def demand_windows(data: dict[str, Any], origins: np.ndarray) -> dict[str, np.ndarray]:
    """Windows of what `new_demand` gives: for each article and each origin, the first day to forecast, one.

    Demand is divided by the window's scale, 1 + the mean of its 56 past days, so that large and small articles count
    alike.

    Args:
        data: what `new_demand` gave.
        origins: days counted from 0, (k,), each with 56 days before it and 28 from it on.

    Returns:
        `float32` arrays; n = series · k, all origins of the first article first. `past` (n, 56, 21): scaled demand,
        then the known features. `future` (n, 28, 20): the known features. `target` (n, 28): scaled demand. `scale`
        (n,): pieces a day.

    Raises ValueError if an origin has too few days around it.
    """
    origins = np.asarray(origins)
    demand, known = data["demand"].astype("float32"), data["known"]
    if origins.min() < PAST or origins.max() + HORIZON > demand.shape[1]:
        raise ValueError(
            f"an origin needs {PAST} days before it and {HORIZON} from it on; there are {demand.shape[1]}."
        )
    before, after = origins[:, None] + np.arange(-PAST, 0), origins[:, None] + np.arange(HORIZON)
    scale = 1 + demand[:, before].mean(axis=2)
    past = np.concatenate([(demand[:, before] / scale[..., None])[..., None], known[:, before]], axis=3)
    target = demand[:, after] / scale[..., None]
    return {
        "past": past.reshape(-1, PAST, past.shape[-1]),
        "future": known[:, after].reshape(-1, HORIZON, known.shape[-1]),
        "target": target.reshape(-1, HORIZON),
        "scale": scale.ravel(),
    }
