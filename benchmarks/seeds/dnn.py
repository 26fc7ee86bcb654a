"""Are the thresholds of chapter 05's trained exercises safe? Every answer of the tests on many seeds, as a table.

    python benchmarks/seeds/dnn.py [SEEDS] [WORDS]

Prints, for each answer whose heading holds the words, how often it passes, and the smallest, mean and largest value
of what is measured: RMSE over that of ridge regression on squares and products; F1, and the mean area under the ROC
curve. The models of scikit-learn beside the networks are headed "plain"; those for faults choose their threshold on a
quarter of the rows, as the reference does.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import keras
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from dlcourse.checks.dnn.build_classifier import LEAST_F1
from dlcourse.checks.dnn.build_regressor import MOST_ERROR
from dlcourse.checks.dnn.machines import machines
from tests.support.answers import ANSWERS, read


def scaled(train, new):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return ((train - mean) / spread).astype("float32"), ((new - mean) / spread).astype("float32")


def energy(build, made) -> float:
    """RMSE on new machines over that of ridge regression on squares and products."""
    x, new = scaled(made["x_train"], made["x_test"])
    y, truth = scaled(made["y_train"], made["y_test"])
    model = build(8)
    model.fit(x, y, epochs=20, batch_size=64, verbose=0)
    ridge = on_squares(Ridge()).fit(x, y).predict(new) - truth
    off = np.asarray(model.predict(new, verbose=0, batch_size=1000)).ravel() - truth
    return float(np.sqrt(np.mean(off**2) / np.mean(ridge**2)))


def faults(build, made) -> float:
    """F1 on new machines."""
    model, threshold = build(made["x_train"].astype("float32"), made["fault_train"])
    p = np.asarray(model.predict(made["x_test"].astype("float32"), verbose=0, batch_size=1000)).ravel()
    AREAS.append(roc_auc_score(made["fault_test"], p))
    return float(f1_score(made["fault_test"], p >= threshold, zero_division=0))


AREAS: list[float] = []  # under the ROC curve, one a seed


class Plain:
    """A model of scikit-learn that is called as a network is."""

    def __init__(self, model):
        self.model = model

    def fit(self, x, y, **_):
        self.model.fit(x, y)
        return self

    def predict(self, x, **_):
        guess = getattr(self.model, "predict_proba", self.model.predict)(x)
        return guess[:, 1] if guess.ndim == 2 else guess


def with_threshold(make):
    """A builder of a plain classifier: trained on three quarters, its threshold chosen on the rest."""

    def build(x, y):
        rows = np.random.default_rng(0).permutation(len(x))
        kept, held = rows[1000:], rows[:1000]
        model = Plain(make()).fit(x[kept], y[kept])
        p, grid = model.predict(x[held]), np.linspace(0.02, 0.7, 69)
        return model, grid[np.argmax([f1_score(y[held], p >= t, zero_division=0) for t in grid])]

    return build


def on_squares(model):
    """A linear model on the scaled columns, their squares and their products."""
    return make_pipeline(StandardScaler(), PolynomialFeatures(2, include_bias=False), model)


PLAIN = {
    "build_regressor": {
        "plain: ridge regression": lambda _: Plain(Ridge()),
        "plain: ridge regression on squares and products": lambda _: Plain(on_squares(Ridge())),
        "plain: gradient boosting": lambda _: Plain(HistGradientBoostingRegressor(random_state=0)),
    },
    "build_classifier": {
        "plain: logistic regression": with_threshold(lambda: make_pipeline(StandardScaler(), LogisticRegression())),
        "plain: logistic regression on squares and products": with_threshold(
            lambda: on_squares(LogisticRegression(C=0.1, max_iter=1000))
        ),
        "plain: gradient boosting": with_threshold(
            lambda: HistGradientBoostingClassifier(max_depth=3, max_iter=60, random_state=0)
        ),
    },
}


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
        for about, build in [*PLAIN[name].items(), *answers(name)]:
            if only not in about:
                continue
            AREAS.clear()
            values: list[float] = []
            for seed in range(seeds):
                keras.utils.set_random_seed(seed)
                keras.backend.clear_session()
                values.append(measure(build, machines(1000 + seed, 4000, 4000)))
            passed = sum((value >= bar) if higher else (value <= bar) for value in values)
            spread = f"{min(values):.3f} … {np.mean(values):.3f} … {max(values):.3f}"
            area = f"  area {np.mean(AREAS):.3f}" if AREAS else ""
            print(f"  {about:<75} {passed:>2}/{seeds}  {spread}{area}", flush=True)


if __name__ == "__main__":
    main(*[int(argument) if argument.isdigit() else argument for argument in sys.argv[1:]])
