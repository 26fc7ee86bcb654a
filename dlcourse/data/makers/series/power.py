"""Made electric load of towns: no two days alike, and days on which half of the town does something else."""

import numpy as np

DAY, WEEK = 48, 7  # half hours of a day, days of a week
SHARE = 1 / 8  # of the later days on which something is wrong
KINDS = ("evening in two halves", "morning in two halves", "a third peak", "a broad evening")
HOUR = np.arange(DAY) / 2


def make(days: int, later: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Load of a new town in megawatts, a value each half hour, from a Monday on.

    A day is a base, a morning peak and an evening peak, each a bell curve. Drawn for each town: the base (18 to 24 MW),
    the usual heights (10 to 13, 13 to 17 MW), hours (about 7:30 and 18:45) and widths of the peaks. Drawn for each day:
    how cold it is, which changes slowly and moves base and heights, and the hours of both peaks (up to 1½ and 2¼ hours
    from the usual ones; at the weekend the morning is lower and 1¾ hours later). A reading has an error of 0.4 MW.

    On a day on which something is wrong, a peak keeps its area but loses its shape: it comes in two halves, gives a
    part to a third peak, or is broad.

    Returns:
        The load of `days` days on which nothing is wrong, (48 · days,); that of the `later` days after them,
        (48 · later,); and for each of those whether something is wrong, (later,).
    """
    load, kinds = make_kinds(days, later, rng)
    return load[:days].ravel(), load[days:].ravel(), kinds >= 0


def make_kinds(days: int, later: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """As `make`, but all days as rows, (days + later, 48), and of each later one the kind, or −1, (later,)."""
    n = days + later
    weekend = np.arange(n) % WEEK >= 5
    cold = rng.normal(size=n)
    for k in range(1, n):
        cold[k] = 0.8 * cold[k - 1] + 0.6 * cold[k]
    base = rng.uniform(18, 24) * (1 + 0.05 * cold)
    heights = np.stack(
        [
            rng.uniform(10, 13) * np.where(weekend, 0.7, 1.0) * (1 + 0.08 * cold) + rng.normal(0, 1.2, size=n),
            rng.uniform(13, 17) * (1 + 0.12 * cold) + rng.normal(0, 2.0, size=n),
        ]
    )
    hours = np.stack(
        [
            rng.uniform(7.2, 8.0) + np.where(weekend, 1.75, 0.0) + rng.uniform(-1.5, 1.5, size=n),
            rng.uniform(18.3, 19.2) + rng.uniform(-2.25, 2.25, size=n),
        ]
    )
    widths = rng.uniform(0.8, 1.0), rng.uniform(0.9, 1.1)
    kinds = np.where(rng.random(later) < SHARE, rng.integers(0, len(KINDS), size=later), -1)
    every = np.concatenate([np.full(days, -1), kinds])
    load = base[:, None] + rng.normal(0, 0.4, size=(n, DAY))
    for day in range(n):
        for peak in (0, 1):
            parts = _parts(peak, int(every[day]), rng)
            load[day] += sum(
                share * heights[peak, day] * _bell(hours[peak, day] + away, wider * widths[peak])
                for share, away, wider in parts
            )
    return load, kinds


def _parts(peak: int, kind: int, rng: np.random.Generator) -> list[tuple[float, float, float]]:
    """Of what a peak (0 morning, 1 evening) is made: a share of its height, hours away, times its width."""
    if peak == 1 and kind == 0:
        away = rng.uniform(0.9, 1.4)
        return [(0.5, -away, 1.0), (0.5, away, 1.0)]
    if peak == 0 and kind == 1:
        away = rng.uniform(0.8, 1.2)
        return [(0.5, -away, 1.0), (0.5, away, 1.0)]
    if peak == 1 and kind == 2:
        return [(0.7, 0.0, 1.0), (0.3, float(rng.choice([-1, 1]) * rng.uniform(1.8, 2.5)), 1.0)]
    if peak == 1 and kind == 3:
        return [(0.62, 0.0, 1.6)]
    return [(1.0, 0.0, 1.0)]


def _bell(centre: float, width: float) -> np.ndarray:
    return np.exp(-0.5 * ((HOUR - centre) / width) ** 2)
