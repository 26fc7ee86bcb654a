"""Chapter 07's forecasters and its character model beside their rivals, over many seeds.

    python benchmarks/seeds/rnn.py [SEEDS] [TABLE ...]

Prints four tables, or those named. `weather`: does the graded forecaster pass with any weather? Judged as by its check:
error divided by the seasonal-naive error on new weather (below 0.9 passes). `river`: the flow, forecast from the flow
alone and from flow and rain. `real`: the sea and the sunspots of the capstone. `letters`: nats a character on held-out
reviews. *Ahead* is how often a row is better than the row that is named.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from collections import Counter, defaultdict

import keras
import numpy as np
from chapter import functions
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LinearRegression

from dlcourse import data
from dlcourse.checks.rnn.build_forecaster import HORIZON, LENGTH, PERIOD, new_weather
from dlcourse.data.makers.river import make

OWN = functions(
    "07_rnn",
    *("make_windows", "build_forecaster", "build_many", "many_windows", "chronological_split"),
    *("count_followers", "probability", "train_writer", "nats_a_letter", "rnn_cell"),
    **{"np": np, "keras": keras, "Counter": Counter, "defaultdict": defaultdict},
)


def weather(seed: int) -> dict[str, float]:
    """Error over seasonal-naive error of each forecast, on the weather of this seed."""
    series, windows, truth, season = new_weather(np.random.default_rng(seed))
    keras.utils.set_random_seed(seed)
    X, y = OWN["make_windows"](series, LENGTH, HORIZON)
    build = OWN["build_forecaster"]
    forecasts = {
        "naive": windows[:, -1, 0],
        "seasonal naive": season,
        "untrained SimpleRNN": build(series, LENGTH, HORIZON, epochs=0).predict(windows, verbose=0)[:, 0],
        "linear regression": LinearRegression().fit(X[:, :, 0], y).predict(windows[:, :, 0]),
        "linear regression, told the hour": told_the_hour(X, y, windows),
        "SimpleRNN (reference)": build(series, LENGTH, HORIZON).predict(windows, verbose=0)[:, 0],
    }
    baseline = np.abs(season - truth).mean()
    return {name: np.abs(forecast - truth).mean() / baseline for name, forecast in forecasts.items()}


def told_the_hour(X: np.ndarray, y: np.ndarray, windows: np.ndarray) -> np.ndarray:
    """Forecasts of a linear regression that has 24 more columns: which hour of the day it is."""
    hours = [(np.arange(count) + first) % PERIOD for count, first in ((len(X), 0), (len(windows), PERIOD + 1))]
    known, new = (np.c_[part[:, :, 0], np.eye(PERIOD)[hour]] for part, hour in zip((X, windows), hours, strict=True))
    return LinearRegression(fit_intercept=False).fit(known, y).predict(new)


def flood(seed: int) -> dict[str, float]:
    """Mean absolute error of each forecast of the flow, m³/s, on the last fifth of a river of this seed."""
    keras.utils.set_random_seed(seed)
    values = make(seed=seed)
    X, y = OWN["many_windows"](values, LENGTH, HORIZON)
    cut = len(y) - round(0.2 * len(values))
    found = {"naive": X[cut:, -1, 0]}
    for name, columns in {"flow": [0], "flow and rain": [0, 1]}.items():
        some = X[:, :, columns]
        rows = some.reshape(len(some), -1)
        found[f"linear regression on {name}"] = LinearRegression().fit(rows[:cut], y[:cut]).predict(rows[cut:])
        found[f"SimpleRNN on {name}"] = OWN["build_many"](some[:cut], y[:cut]).predict(some[cut:], verbose=0)[:, 0]
    return {name: np.abs(forecast - y[cut:]).mean() for name, forecast in found.items()}


def real(seed: int) -> dict[str, float]:
    """Mean absolute errors on the last fifth of the sea's temperature (°C) and of the sunspots."""
    keras.utils.set_random_seed(seed)
    found = {}
    for name, share, length, horizon, epochs in (
        ("elnino", 0.2, 24, 1, 20),
        ("elnino", 0.2, 24, 3, 20),
        ("sunspots", 0.0, 22, 1, 40),
    ):
        d = data.load(name)
        series = np.concatenate([d.y_train, d.y_test])
        old, _, new = OWN["chronological_split"](series, share, 0.2)
        windows = OWN["make_windows"](series, length, horizon)[0][-len(new) :]
        X, y = OWN["make_windows"](old, length, horizon)
        line = LinearRegression().fit(X[:, :, 0], y).predict(windows[:, :, 0])
        learned = OWN["build_forecaster"](old, length, horizon, epochs).predict(windows, verbose=0)[:, 0]
        found[f"{name}, {horizon} ahead: linear regression"] = np.abs(line - new).mean()
        found[f"{name}, {horizon} ahead: SimpleRNN"] = np.abs(learned - new).mean()
    return found


def letters(seed: int) -> dict[str, float]:
    """Nats a character of each model of the reviews, on those held out."""
    keras.utils.set_random_seed(seed)
    reviews = data.load("reviews_en")
    text, held_out = ("\n".join(part).lower() for part in (reviews.x_train, reviews.x_test))
    known = sorted(set(text))
    found = {}
    for n in (1, 2, 3, 5, 7):
        followers = OWN["count_followers"](text, n)
        found[f"{n}-gram"] = -np.mean(
            [
                np.log(OWN["probability"](followers, held_out[max(0, i - n + 1) : i], held_out[i], len(known)))
                for i in range(1, len(held_out))
            ]
        )
    for epochs in (11, 33):
        writer = OWN["train_writer"](text, known, epochs)
        found[f"SimpleRNN, {epochs} epochs"] = OWN["nats_a_letter"](writer.get_weights(), held_out, known)
    return found


def show(title: str, runs: list[dict[str, float]], pairs: dict[str, str], passes: float = -np.inf) -> None:
    table = Table("", "mean", "s.d.", "smallest", "largest", "pass", "ahead", title=title)
    for name in runs[0]:
        found = np.array([run[name] for run in runs])
        ahead = ""
        if rival := pairs.get(name):
            gap = np.array([run[rival] - run[name] for run in runs])
            ahead = f"of {rival}: {(gap > 0).sum()} of {len(gap)}, by {gap.mean():.3f} ± {gap.std(ddof=1):.3f}"
        spread = found.std(ddof=1) if len(found) > 2 else np.nan
        numbers = [f"{value:.3f}" for value in (found.mean(), spread, found.min(), found.max())]
        table.add_row(name, *numbers, f"{(found < passes).sum()} of {len(found)}", ahead)
    Console(width=150).print(table)


TABLES = {
    "weather": ("error ÷ seasonal-naive error", weather, {"SimpleRNN (reference)": "linear regression"}),
    "river": (
        "river: MAE, m³/s",
        flood,
        {
            "SimpleRNN on flow": "linear regression on flow",
            "SimpleRNN on flow and rain": "linear regression on flow and rain",
            "linear regression on flow and rain": "SimpleRNN on flow",
        },
    ),
    "real": (
        "the sea's temperature and sunspots: MAE",
        real,
        {
            f"{series}: SimpleRNN": f"{series}: linear regression"
            for series in ("elnino, 1 ahead", "elnino, 3 ahead", "sunspots, 1 ahead")
        },
    ),
    "letters": ("nats a letter, held out", letters, {}),
}


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for name in sys.argv[2:] or TABLES:
        title, run, rivals = TABLES[name]
        show(title, [run(seed) for seed in range(seeds)], rivals, 0.9 if name == "weather" else -np.inf)


if __name__ == "__main__":
    main()
