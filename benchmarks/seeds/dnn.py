"""Are the thresholds of chapter 05's trained exercises safe? Every answer of the tests on many seeds, as a table.

    python benchmarks/seeds/dnn.py [SEEDS] [WORDS]

Prints, for each answer whose heading holds the words, how often it passes, and the smallest, mean and largest value of
what is measured: RMSE over that of ridge regression, and F1.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import keras
import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score

from dlcourse.checks.dnn.build_classifier import LEAST_F1
from dlcourse.checks.dnn.build_regressor import MOST_ERROR
from dlcourse.checks.dnn.machines import machines
from tests.support.answers import ANSWERS, read


def scaled(train, new):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return ((train - mean) / spread).astype("float32"), ((new - mean) / spread).astype("float32")


def energy(build, made) -> float:
    """RMSE on new machines over that of ridge regression."""
    x, new = scaled(made["x_train"], made["x_test"])
    y, truth = scaled(made["y_train"], made["y_test"])
    model = build(8)
    model.fit(x, y, epochs=20, batch_size=64, verbose=0)
    ridge = Ridge().fit(x, y).predict(new) - truth
    off = np.asarray(model.predict(new, verbose=0, batch_size=1000)).ravel() - truth
    return float(np.sqrt(np.mean(off**2) / np.mean(ridge**2)))


def faults(build, made) -> float:
    """F1 on new machines."""
    model, threshold = build(made["x_train"].astype("float32"), made["fault_train"])
    p = np.asarray(model.predict(made["x_test"].astype("float32"), verbose=0, batch_size=1000)).ravel()
    return float(f1_score(made["fault_test"], p >= threshold, zero_division=0))


class Logistic:
    """Logistic regression with the best threshold on its own training rows, as a plain baseline."""

    def __init__(self, x, y):
        self.mean, self.spread = x.mean(axis=0), x.std(axis=0)
        self.model = LogisticRegression().fit((x - self.mean) / self.spread, y)

    def predict(self, x, **_):
        return self.model.predict_proba((x - self.mean) / self.spread)[:, 1]


def logistic(x, y):
    model = Logistic(x, y)
    grid = np.linspace(0.02, 0.5, 49)
    return model, grid[np.argmax([f1_score(y, model.predict(x) >= t) for t in grid])]


def answers(name: str):
    for right, about, code in read(ANSWERS / f"05_dnn/{name}.py"):
        space: dict = {}
        exec(code, space)
        yield f"{'right' if right else 'wrong'}: {about}", space[name]


def main(seeds: int = 20, only: str = "") -> None:
    for name, measure, bar, higher in (
        ("build_regressor", energy, MOST_ERROR, False),
        ("build_classifier", faults, LEAST_F1, True),
    ):
        print(f"{name}: bar {bar}")
        plain = [("plain: logistic regression", logistic)] if name == "build_classifier" else []
        for about, build in [*plain, *answers(name)]:
            if only not in about:
                continue
            values = []
            for seed in range(seeds):
                keras.utils.set_random_seed(seed)
                keras.backend.clear_session()
                values.append(measure(build, machines(1000 + seed, 4000, 4000)))
            passed = sum((value >= bar) if higher else (value <= bar) for value in values)
            spread = f"{min(values):.3f} … {np.mean(values):.3f} … {max(values):.3f}"
            print(f"  {about:<75} {passed:>2}/{seeds}  {spread}", flush=True)


if __name__ == "__main__":
    main(*[int(argument) if argument.isdigit() else argument for argument in sys.argv[1:]])
