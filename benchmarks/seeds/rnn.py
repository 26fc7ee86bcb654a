"""Does chapter 07's graded forecaster pass with any weather? Twenty seeds, judged as by its check.

    python benchmarks/seeds/rnn.py

Prints a table: error divided by the seasonal-naive error on new weather (below 0.9 passes), and how many seeds pass.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from chapter import functions
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LinearRegression

from dlcourse.checks.rnn.build_forecaster import HORIZON, LENGTH, new_weather

SEEDS = range(20)


def ratios(seed: int, make_windows, build_forecaster) -> dict[str, float]:
    """Error over seasonal-naive error of each forecast, on the weather of this seed."""
    series, windows, truth, season = new_weather(np.random.default_rng(seed))
    keras.utils.set_random_seed(seed)
    X, y = make_windows(series, LENGTH, HORIZON)
    forecasts = {
        "naive": windows[:, -1, 0],
        "seasonal naive": season,
        "untrained SimpleRNN": build_forecaster(series, LENGTH, HORIZON, epochs=0).predict(windows, verbose=0)[:, 0],
        "linear regression": LinearRegression().fit(X[:, :, 0], y).predict(windows[:, :, 0]),
        "SimpleRNN (the solution)": build_forecaster(series, LENGTH, HORIZON).predict(windows, verbose=0)[:, 0],
    }
    baseline = np.abs(season - truth).mean()
    return {name: np.abs(forecast - truth).mean() / baseline for name, forecast in forecasts.items()}


def main() -> None:
    own = functions("07_rnn", "make_windows", "build_forecaster", np=np, keras=keras)
    runs = [ratios(seed, own["make_windows"], own["build_forecaster"]) for seed in SEEDS]
    table = Table(
        "forecast", "mean", "s.d.", "largest", "passed", title=f"error ÷ seasonal-naive error, {len(runs)} seeds"
    )
    for name in runs[0]:
        found = np.array([run[name] for run in runs])
        passed = f"{(found < 0.9).sum()} of {len(found)}"
        table.add_row(name, f"{found.mean():.2f}", f"{found.std(ddof=1):.3f}", f"{found.max():.2f}", passed)
    Console().print(table)


if __name__ == "__main__":
    main()
