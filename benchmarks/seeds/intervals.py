"""Are the bars of the capstones of 07 and 08 safe? Answers of the tests, and networks, on many seeds.

    python benchmarks/seeds/intervals.py [SEEDS] [SEEDS OF NETWORKS]

Each seed draws new seas for `forecast_interval`, and new air for `forecast_year`. Prints for each answer what the check
measures (smallest, mean and largest), with how many seeds it passes all bars, and the CPU seconds of one check.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import keras
import numpy as np
from chapter import functions

from dlcourse.checks.lstm.forecast_year import AIRS, new_air
from dlcourse.checks.lstm.forecast_year import LEAST as LEAST_OF_YEAR
from dlcourse.checks.lstm.forecast_year import MOST as MOST_OF_YEAR
from dlcourse.checks.lstm.forecast_year import MOST_ERROR as MOST_ERROR_OF_YEAR
from dlcourse.checks.lstm.forecast_year import WIDEST as WIDEST_OF_YEAR
from dlcourse.checks.lstm.forecast_year import measured as measured_year
from dlcourse.checks.rnn.forecast_interval import LEAST, MOST, MOST_ERROR, SEAS, WIDEST, measured, new_sea
from tests.support.answers import ANSWERS, read

LOWEST, HIGHEST = [0, LEAST, 0], [MOST_ERROR, MOST, WIDEST]
LOWEST_OF_YEAR = [0, LEAST_OF_YEAR, LEAST_OF_YEAR, 0]
HIGHEST_OF_YEAR = [MOST_ERROR_OF_YEAR, MOST_OF_YEAR, MOST_OF_YEAR, WIDEST_OF_YEAR]
EXERCISES = {
    "07_rnn/forecast_interval": (new_sea, SEAS, measured, LOWEST, HIGHEST),
    "08_lstm/forecast_year": (new_air, AIRS, measured_year, LOWEST_OF_YEAR, HIGHEST_OF_YEAR),
}


def simple_rnn(past, windows):
    """Chapter 07's forecaster, trained on two thirds of the past; its errors on the last third make the interval."""
    own = functions("07_rnn", "make_windows", "build_forecaster", np=np, keras=keras)
    model = own["build_forecaster"](past[:320], 24, 1, epochs=20)
    X, y = own["make_windows"](past[296:], 24, 1)
    low, high = np.quantile(y - model.predict(X, verbose=0)[:, 0], [0.05, 0.95])
    forecast = model.predict(windows[..., None], verbose=0)[:, 0]
    return np.stack([forecast + min(low, 0), forecast, forecast + max(high, 0)], axis=1)


def lstm_on_changes(past, windows):
    """Chapter 08's direct forecaster of changes, trained on two thirds of the past."""
    cut, space = 320, {"np": np, "keras": keras, "learned": 319}
    own = functions("08_lstm", "fit_lstm", "pairs", **space)
    centre, width = np.diff(past[:cut]).mean(), np.diff(past[:cut]).std()
    X, Y = own["pairs"]((np.diff(past[:cut]) - centre) / width, 24, 12)
    predict = own["fit_lstm"](X, Y)

    def forecasts(months):
        changes = (np.diff(months[:, -25:], axis=1) - centre) / width
        return months[:, -1:] + np.cumsum(predict(changes) * width + centre, axis=1)

    kept = np.lib.stride_tricks.sliding_window_view(past[cut - 36 :], 48)
    low, high = np.quantile(kept[:, 36:] - forecasts(kept[:, :36]), [0.1, 0.9], axis=0)
    forecast = forecasts(windows)
    return np.stack([forecast + np.minimum(low, 0), forecast, forecast + np.maximum(high, 0)], axis=-1)


def show(about, answer, seeds, new, many, measure, lowest, highest) -> None:
    """One answer, over the seeds."""
    runs, start = [], time.process_time()
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        keras.utils.set_random_seed(seed)
        tasks = [new(rng) for _ in range(many)]
        runs.append(np.mean([measure(np.asarray(answer(p, w)), w, t) for p, w, t in tasks], axis=0))
    found, seconds = np.array(runs), (time.process_time() - start) / seeds
    passed = np.all((found >= lowest) & (found <= highest), axis=1).sum()
    spans = " | ".join(f"{c.min():.2f} … {c.mean():.2f} … {c.max():.2f}" for c in found.T)
    print(f"{about[:75]:<76} {spans}  {passed}/{seeds}  {seconds:.2f} s", flush=True)


def main(seeds: int = 20, of_networks: int = 5) -> None:
    networks = {"07_rnn/forecast_interval": simple_rnn, "08_lstm/forecast_year": lstm_on_changes}
    for path, task in EXERCISES.items():
        print(path)
        for right, about, code in read(ANSWERS / f"{path}.py"):
            if "three numbers" in about or "low, forecast" in about:
                continue  # these have another shape or order
            space: dict = {}
            exec(code, space)
            show(f"{'right' if right else 'wrong'}: {about}", space[path.partition("/")[2]], seeds, *task)
        if of_networks:
            show(networks[path].__name__, networks[path], of_networks, *task)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
