"""Rivals of `train_global_forecaster`, on the data of its check: loss, how honest the levels are, and seconds."""

import time

import numpy as np
from chapter import functions
from global_forecasters import keras
from local_forecasters import additive, smoothing

from dlcourse.checks.forecasting.train_global_forecaster import (
    ARTICLES,
    DAYS,
    LEVELS,
    NEW,
    YEARS_END,
    new_windows,
    pinball,
    seasonal_naive,
)
from dlcourse.data.makers.demand import new_demand
from dlcourse.data.makers.demand.features import HORIZON

WEEKS = 8
L = keras.layers


def linear(past, future, target):
    """One linear layer for each day: the day's known features, the same weekday of eight weeks, all past demand."""
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    weeks = L.Permute((2, 1, 3))(L.Reshape((WEEKS, 7, past.shape[2]))(days))
    weeks = L.Concatenate(axis=1)([L.Reshape((7, WEEKS * past.shape[2]))(weeks)] * (HORIZON // 7))
    model = keras.Model(
        [days, ahead], L.Dense(len(LEVELS))(L.Concatenate()([weeks, L.RepeatVector(HORIZON)(days[:, :, 0]), ahead]))
    )

    def loss(y, quantiles):
        gap = y[..., None] - quantiles
        levels = LEVELS.astype("float32")
        return keras.ops.mean(keras.ops.maximum(levels * gap, (levels - 1) * gap))

    rate = keras.optimizers.schedules.CosineDecay(0.003, 20 * len(past) // 128)
    model.compile(keras.optimizers.Adam(rate), loss)
    model.fit([past, future], target, batch_size=128, epochs=20, verbose=0)
    return model


def answers(seed: int, only: list[str]) -> dict[str, tuple[float, float, float]]:
    """Networks for all articles, on new ones: share of the seasonal-naive loss, worst level, processor seconds."""
    learn, new = new_windows(np.random.default_rng(seed))
    reference = functions("14_forecasting", "train_global_forecaster", np=np, keras=keras, layers=L)
    named = {"reference": reference["train_global_forecaster"], "linear": linear}
    found = {}
    for name, answer in named.items():
        if only and name not in only:
            continue
        keras.utils.set_random_seed(seed)
        start = time.process_time()
        model = answer(learn["past"], learn["future"], learn["target"])
        spent = time.process_time() - start
        found[name] = *judged(new, model.predict([new["past"], new["future"]], batch_size=500, verbose=0)), spent
    return found


def judged(new: dict[str, np.ndarray], quantiles: np.ndarray) -> tuple[float, float]:
    """Pinball loss of scaled quantiles (n, 28, 9) over the seasonal-naive one; how far a level is off at most."""
    naive = pinball(new["target"], seasonal_naive(new["past"]))
    below = (new["target"][..., None] <= quantiles).mean(axis=(0, 1))
    return pinball(new["target"], quantiles) / naive, float(np.abs(below - LEVELS).max())


def same_weekday(past: np.ndarray) -> np.ndarray:
    """Quantiles of the eight past days with the same weekday, (n, 28, 9)."""
    weeks = past[..., 0].reshape(-1, WEEKS, 7)
    return np.tile(np.quantile(weeks, LEVELS, axis=1).transpose(1, 2, 0), (1, HORIZON // 7, 1))


def rivals(seed: int, origins: int, only: list[str]) -> dict[str, tuple[float, float, float]]:
    """Models of each article by itself; those that take time are judged on a few origins of the thirteen."""
    _, new = new_windows(np.random.default_rng(seed))
    found = {"same weekday, eight weeks": (*judged(new, same_weekday(new["past"])), 0.0)}
    drawn = int(np.random.default_rng(seed).integers(1 << 30))  # as the check does
    data = new_demand(ARTICLES + NEW, DAYS, drawn)
    places = np.linspace(0, 12, origins).astype(int)
    rows = (13 * np.arange(NEW)[:, None] + places).ravel()
    chosen = {name: values[rows] for name, values in new.items()}
    for name, forecast in (("ETS", smoothing), ("additive model", additive)):
        for days, history in ((56, "56 days"), (None, "all days since 2021")):
            if only and name not in only:
                continue
            rng, quantiles, start = np.random.default_rng(seed), [], time.process_time()
            for article in range(ARTICLES, ARTICLES + NEW):
                for origin in YEARS_END + 27 * places:
                    first, end = origin - days if days else 0, origin + HORIZON
                    demand, known = data["demand"][article, first:origin], data["known"][article, first:end]
                    paths = forecast(demand, known, data["dates"][first:end], rng)
                    quantiles.append(np.quantile(paths, LEVELS, axis=0).T)
            scaled = np.stack(quantiles) / chosen["scale"][:, None, None]
            found[f"{name}, {history}"] = *judged(chosen, scaled), time.process_time() - start
    return found
