"""Chapter 05's experiments on more seeds: rules that compare, how deep, and four methods on two real tables.

    python benchmarks/seeds/dnn_experiments.py [SEEDS] [SPLITS]

For each answer to `compare` it prints how often it names a winner where there is none, and the right one where there is
one: the lowest, mean and highest share over twenty sets of tables.

Runs the chapter's own functions. For the tables it prints the mean and the standard deviation of each method, and of
its difference to the linear model on the same splits: mean, standard error, and the standard error of Nadeau and
Bengio (2003), which allows for training rows that splits share.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge

from benchmarks.seeds.chapter import functions
from dlcourse import data, nn
from dlcourse.checks.dnn.compare import LEAST_FOUND, MOST_FALSE, TABLES
from dlcourse.checks.dnn.compare import tables as made_tables
from tests.support.answers import ANSWERS, read

CHAPTER = "05_dnn"
BOOSTING = {"max_depth": 2, "subsample": 0.7, "random_state": 0}
NUMBERS = {
    "lazy baseline": DummyRegressor(),
    "linear model": Ridge(alpha=10.0),
    "gradient boosting": GradientBoostingRegressor(**BOOSTING),
}
CLASSES = {
    "lazy baseline": DummyClassifier(),
    "linear model": LogisticRegression(C=0.5),
    "gradient boosting": GradientBoostingClassifier(**BOOSTING),
}


def verdicts(seeds: int = 20) -> None:
    """How often each rule names a winner: where neither method is better, and the right one where one is."""
    for right, about, code in read(ANSWERS / f"{CHAPTER}/compare.py"):
        space: dict = {}
        exec(code, space)
        shares = np.zeros((2, seeds))
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            for _ in range(TABLES):
                worse, better = made_tables(rng, gap=0.0)
                shares[0, seed] += space["compare"](worse, better) in ("A", "B")
                worse, better = made_tables(rng, gap=2.0)
                shares[1, seed] += space["compare"](worse, better) == "B"
        false, found = shares / TABLES
        passed = np.sum((false <= MOST_FALSE) & (found >= LEAST_FOUND))
        spans = [f"{share.min():.2f} … {share.mean():.2f} … {share.max():.2f}" for share in (false, found)]
        print(f"{'right' if right else 'wrong'}: {about:<75} {' | '.join(spans)}  {passed}/{seeds}", flush=True)


def split_and_scaled() -> dict:
    """The names that the chapter's cells have after its section 2."""
    own = functions(CHAPTER, "stratified_split", "standardize", np=np)
    factory = data.load("machines")
    energy, fault = factory.y_train, factory.extra["fault_train"]
    train, val = own["stratified_split"](fault, 0.25, np.random.default_rng(5))
    x_train, x_val = own["standardize"](factory.x_train[train], factory.x_train[val])
    centre, spread = energy[train].mean(), energy[train].std()
    order = np.random.default_rng(5).permutation(len(train))
    return own | {
        "np": np, "nn": nn, "energy": energy, "fault": fault, "train": train, "val": val, "x_train": x_train,
        "x_val": x_val, "centre": centre, "spread": spread, "order": order, "few": x_train[order[:600]],
        "breaks": fault[train][order[:600]].astype(float),
    }  # fmt: skip


def depth(seeds: int) -> None:
    depth_error = functions(CHAPTER, "depth_error", **split_and_scaled())["depth_error"]
    print("hidden layers: RMSE on the validation rows (kWh)")
    for widths in ([], [70], [22, 22], [13, 13, 13, 13]):
        runs = [depth_error(widths, seed) for seed in range(seeds)]
        print(f"  {len(widths)}  {np.mean(runs):.2f} ± {np.std(runs, ddof=1):.2f}", flush=True)


def tables(splits: int) -> None:
    own = functions(
        CHAPTER, "stratified_split", "standardize", "deep", "errors_on_splits", np=np, nn=nn, data=data
    )  # fmt: skip
    for table, models in (("diabetes", NUMBERS), ("breast_cancer", CLASSES)):
        x, y = (np.concatenate(pair) for pair in zip(*data.load(table), strict=True))
        errors = own["errors_on_splits"](x, y, models, table == "breast_cancer", splits)
        print(f"{table}, {splits} splits")
        for name, values in errors.items():
            gaps = values - errors["linear model"]
            spread, root = gaps.std(ddof=1), np.sqrt(1 / splits)
            print(
                f"  {name:<18} {values.mean():6.2f} ± {values.std(ddof=1):.2f}   to linear {gaps.mean():+.2f}, "
                f"standard error {spread * root:.2f}, corrected {spread * np.sqrt(1 / splits + 1 / 3):.2f}, "
                f"worse on {np.sum(gaps > 0)}, better on {np.sum(gaps < 0)}",
                flush=True,
            )


if __name__ == "__main__":
    seeds, splits = (int(argument) for argument in (sys.argv[1:] + ["10", "20"][len(sys.argv) - 1 :]))
    verdicts()
    depth(seeds)
    tables(splits)
