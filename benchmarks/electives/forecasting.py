"""Elective 14: its trained exercise over twenty seeds, and one model a series against one for all.

    python benchmarks/electives/forecasting.py exercise [--seeds 20] [--first 0] [--ets 2]
    python benchmarks/electives/forecasting.py compare [--seeds 5] [--series 200] [--without-prophet] [--only NAME …]

`exercise`: the chapter's network on the check's own data (other articles, a later year), beside a linear network, the
same weekday of the past eight weeks, and exponential smoothing and the additive model for each article by itself, with
56 days and with its whole history, judged on `--ets` of the thirteen origins. `compare`: made articles with three years
of history and 28 days to forecast; for each seed new articles and another time of the year.

Prophet is no dependency of the course. To compare with it, make an environment beside this one and use its Python:

    uv venv prophet-env
    uv pip install --python prophet-env -r requirements.txt prophet
    prophet-env/bin/python benchmarks/electives/forecasting.py compare

Without it, say `--without-prophet`.
"""

import argparse
import importlib.util
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[1] / "seeds"))
sys.path.insert(0, str(Path(__file__).parents[2]))  # for Prophet's environment, which has all but the course

import numpy as np
from global_forecasters import GLOBAL, LEVELS, keras
from local_forecasters import LOCAL, OF_DAY

from dlcourse.data.makers.demand import demand_windows, new_demand

HORIZON = 28
KNOWN = 1096  # days: 2021 to 2023
ORIGINS = KNOWN + 28 * np.array([0, 1, 3, 6, 9])  # of each seed; Seollal, Easter and Chuseok are in three of them
NINE = np.arange(1, 20) % 2 == 0  # levels 0.1, 0.2, … 0.9 among the nineteen


def pinball(truth: np.ndarray, quantiles: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Pinball loss of quantiles (…, levels) for the truth (…), averaged over the levels, (…)."""
    gap = truth[..., None] - quantiles
    return np.maximum(levels * gap, (levels - 1) * gap).mean(axis=-1)


def measured(demand: np.ndarray, known: np.ndarray, origin: int, quantiles: np.ndarray) -> dict[str, float]:
    """What the table shows of quantiles (series, horizon, levels) in pieces, as means over series and days.

    Losses are divided by the mean error that each article's seasonal-naive forecast of one week made in its history,
    so that all articles count alike.
    """
    truth, history = demand[:, origin : origin + HORIZON], demand[:, :origin]
    scale = np.abs(history[:, 7:] - history[:, :-7]).mean(axis=1)[:, None]
    loss = pinball(truth, quantiles[..., NINE], LEVELS[NINE]) / scale
    rare = history.mean(axis=1) < 2
    quiet = (known[:, origin : origin + HORIZON][..., OF_DAY] == 0).all(axis=2)
    at = {round(float(level), 2): place for place, level in enumerate(LEVELS)}
    return {
        "pinball": loss.mean(),
        "CRPS": 2 * (pinball(truth, quantiles, LEVELS) / scale).mean(),
        "MASE": (np.abs(truth - quantiles[..., at[0.5]]) / scale).mean(),
        "coverage": ((truth >= quantiles[..., at[0.1]]) & (truth <= quantiles[..., at[0.9]])).mean(),
        "rare": loss[rare].mean(),
        "quiet": loss[~rare][quiet[~rare]].mean(),
        "busy": loss[~rare][~quiet[~rare]].mean(),
    }


def one_by_one(forecast, data: dict, origin: int, rng) -> np.ndarray:
    """Quantiles (series, horizon, levels) of a local forecaster."""
    end, quantiles = origin + HORIZON, []
    for demand, known in zip(data["demand"], data["known"], strict=True):
        paths = forecast(demand[:origin], known[:end], data["dates"][:end], rng)
        quantiles.append(np.quantile(paths, LEVELS, axis=0).T)
    return np.stack(quantiles)


def learn_and_forecast(forecast, data: dict, origin: int, rng) -> tuple[np.ndarray, int]:
    """Quantiles (series, horizon, levels) of a network that learned from the days before `origin`; its parameters."""
    before = np.arange(origin - HORIZON, 55, -HORIZON - 1)  # 29 days apart, so that windows begin on all weekdays
    return forecast(demand_windows(data, before), demand_windows(data, np.array([origin])), rng)


def ensemble(found: dict[str, np.ndarray]) -> np.ndarray | None:
    """The mean of the quantiles of exponential smoothing, the additive model and the TCN."""
    parts = [found.get(name) for name in ("ETS", "additive model", "TCN")]
    return None if any(one is None for one in parts) else np.mean(parts, axis=0)


def compare(seeds: range, series: int, names: list[str]) -> None:
    print(f"{series} articles a seed, {len(seeds)} seeds")
    rows, seconds = defaultdict(list), defaultdict(list)
    for seed in seeds:
        origin, found = int(ORIGINS[seed % len(ORIGINS)]), {}
        data = new_demand(series, origin + HORIZON, 1000 + seed)
        for name in names:
            rng, start = np.random.default_rng(seed), time.process_time() + children()
            keras.utils.set_random_seed(seed)
            if name in LOCAL:
                found[name] = one_by_one(LOCAL[name], data, origin, rng)
            else:
                found[name], size = learn_and_forecast(GLOBAL[name], data, origin, rng)
                print(f"{name}: {size:,} parameters", flush=True)
            seconds[name].append(time.process_time() + children() - start)
        if (mean := ensemble(found)) is not None:
            found["mean of ETS, additive, TCN"] = mean
        for name, quantiles in found.items():
            rows[name].append(measured(data["demand"], data["known"], origin, quantiles))
            print(
                seed, origin, name, {key: round(float(value), 4) for key, value in rows[name][-1].items()}, flush=True
            )
    table(rows, seconds)


def children() -> float:
    """Processor seconds of ended child processes: Prophet's are some."""
    times = os.times()
    return times.children_user + times.children_system


def table(rows: dict, seconds: dict) -> None:
    columns = list(next(iter(rows.values()))[0])
    print(f"\n| Forecast | {' | '.join(columns)} | CPU s |\n|---|{'--:|' * (len(columns) + 1)}")
    for name, results in rows.items():
        cells = []
        for column in columns:
            values = [one[column] for one in results]
            cells.append(f"{np.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})")
        spent = f"{np.mean(seconds[name]):.1f}" if name in seconds else ""
        print(f"| {name} | {' | '.join(cells)} | {spent} |")


def exercise(seeds: range, ets: int, only: list[str]) -> None:
    """Shares of the seasonal-naive loss on the check's own data, and how many seeds reach the bar."""
    from exercise_rivals import answers, rivals

    from dlcourse.checks.forecasting.train_global_forecaster import MOST, SLACK

    results = defaultdict(list)
    for seed in seeds:
        for name, result in {**answers(seed, only), **rivals(seed, ets, only)}.items():
            results[name].append(result)
            print(seed, name, *(f"{number:.3f}" for number in result), flush=True)
    print("\n| Answer | Share of the seasonal-naive loss | Low enough | Worst level | Pass | CPU s |")
    print("|---|---|--:|--:|--:|--:|")
    for name, rows in results.items():
        shares, gaps, spent = np.array(rows).T
        low = shares <= MOST
        cells = [f"{shares.min():.3f} … {shares.mean():.3f} … {shares.max():.3f}", f"{low.sum()} of {len(rows)}"]
        cells += [f"{gaps.max():.2f}", f"{(low & (gaps <= SLACK)).sum()} of {len(rows)}", f"{spent.mean():.1f}"]
        print(f"| {name} | {' | '.join(cells)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["exercise", "compare"])
    parser.add_argument("--seeds", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--series", type=int, default=200)
    parser.add_argument("--ets", type=int, default=2, help="origins on which each article's own models are judged")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--without-prophet", action="store_true")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + (asked.seeds or (20 if asked.what == "exercise" else 5)))
    if asked.what == "exercise":
        exercise(seeds, asked.ets, asked.only)
    else:
        names = [name for name in (*LOCAL, *GLOBAL) if not asked.only or name in asked.only]
        if asked.without_prophet:
            names = [name for name in names if name != "Prophet"]
        elif "Prophet" in names and importlib.util.find_spec("prophet") is None:
            parser.error(
                "the package prophet is missing here. Say --without-prophet, or make the environment that"
                " `--help` describes and use its Python."
            )
        compare(seeds, asked.series, names)


if __name__ == "__main__":
    main()
