"""The check of `train_global_forecaster`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import OWN_WORK, close, criterion, exercise, finite, require
from dlcourse.checks.models import network, outputs

ARTICLES, NEW = 200, 100
DAYS, YEARS_END = 1461, 1096  # 2021 to 2024, and the first day of 2024
LEVELS = np.linspace(0.1, 0.9, 9)
MOST, SLACK = 0.64, 0.08


def new_windows(rng: np.random.Generator) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Windows of 200 articles in 2021 to 2023, and of 100 others in 2024. Origins fall on all weekdays."""
    from dlcourse.data.makers.demand.articles import new_demand
    from dlcourse.data.makers.demand.features import HORIZON, PAST, demand_windows

    data = new_demand(ARTICLES + NEW, DAYS, seed=int(rng.integers(1 << 30)))
    known, fresh = (
        {name: data[name][rows] for name in ("demand", "known")} for rows in (slice(ARTICLES), slice(ARTICLES, None))
    )
    learn = demand_windows(known, np.arange(PAST, YEARS_END - HORIZON + 1, 25))
    return learn, demand_windows(fresh, YEARS_END + 27 * np.arange(13))


def pinball(y: np.ndarray, quantiles: np.ndarray) -> float:
    """The mean pinball loss at LEVELS: |e| / 2 + (τ − ½) e."""
    e = y[..., None] - quantiles
    return float(np.mean(np.abs(e) / 2 + (LEVELS - 0.5) * e))


def seasonal_naive(past: np.ndarray) -> np.ndarray:
    """The last week, four times, plus quantiles of what changed from week to week in the past, (n, 28, 9)."""
    demand = past[..., 0]
    changes = np.quantile(demand[:, 7:] - demand[:, :-7], LEVELS, axis=1).T
    return np.maximum(np.tile(demand[:, -7:], 4)[..., None] + changes[:, None], 0)


@exercise(rules=[OWN_WORK], seconds=100)
def train_global_forecaster(answer, rng):
    """`train_global_forecaster(past, future, target)`: one network for the demand of all articles, in quantiles.

    Requirements:
    - "Return a Keras model of Keras' own layers" → a network of Keras' own layers
    - "that is called as `model([past, future])` and gives `(n, 28, 9)`" → nine quantiles for each day
    - "A promotion in the coming weeks must raise the forecast" → uses what is known ahead
    - "lies above a share of the true values within 0.08 of its level" → honest levels
    - "at most 64 % of the loss of the seasonal-naive forecast" → 64 % of the seasonal-naive loss
    """
    learn, new = new_windows(rng)
    past, future, target = (new[name] for name in ("past", "future", "target"))
    found = network(
        lambda: answer(learn["past"], learn["future"], learn["target"]), past[:40], future[:40], what="a network"
    )
    if found is None:
        return
    rebuilt, quantiles = found[1], np.empty(0)
    with criterion(
        "nine quantiles for each day",
        required=True,
        trivial=True,
        hint="Two inputs, in the order past, future. The last layer has nine units for each day of `future`.",
    ):
        quantiles = outputs(rebuilt, past, future)
        close(quantiles.shape, [len(past), 28, 9], what=f"the shape for {len(past)} windows")
        finite(quantiles, what="the quantiles")
    _judge(rebuilt, new, quantiles, target, rng)


def _judge(
    rebuilt: Any, new: dict[str, np.ndarray], quantiles: np.ndarray, target: np.ndarray, rng: np.random.Generator
) -> None:
    """The criteria on the forecasts."""
    with criterion(
        "uses what is known ahead",
        hint="A promotion in the coming weeks must change the forecast: join `future` to what the network has read of"
        " the past, day by day, before the last layers.",
    ):
        promoted = [new["future"].copy() for _ in range(2)]
        days = rng.random(new["future"].shape[:2]) < 0.3  # as in real windows, not all of them
        for value, each in enumerate(promoted):
            each[..., 0][days] = value
        without, with_one = (outputs(rebuilt, new["past"], each)[days].mean() for each in promoted)
        require(
            with_one > without * 1.1,
            f"on some days the mean forecast is {with_one:.3f} with a promotion, and {without:.3f} without one.",
        )
    with criterion(
        "honest levels",
        trivial=True,
        hint="The pinball loss of each level, with τ on the side where the truth is above. Levels go from 0.1 to 0.9"
        " along the last axis. Far off on new articles only? Then it has learned the old ones by heart.",
    ):
        shares = (target[..., None] <= quantiles).mean(axis=(0, 1))
        worst = int(np.abs(shares - LEVELS).argmax())
        require(
            abs(shares[worst] - LEVELS[worst]) <= SLACK,
            f"the quantile of level {LEVELS[worst]:.1f} lies above {shares[worst]:.0%} of the true values.",
        )
    with criterion(
        f"{MOST * 100:.0f} % of the seasonal-naive loss",
        weight=3,
        hint="Does the network know the usual week? The mean of each weekday over the eight weeks helps. Promotions"
        " and holidays: what comes before a day matters, in `future` as well. Let the learning rate fall to 0.",
    ):
        own, naive = pinball(target, quantiles), pinball(target, seasonal_naive(new["past"]))
        require(
            own <= MOST * naive,
            f"the mean pinball loss is {own:.4f}, {own / naive:.1%} of {naive:.4f}, the seasonal-naive one; expected"
            f" {MOST:.0%}.",
        )
