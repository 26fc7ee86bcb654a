"""The check of `build_regressor`."""

import numpy as np

from dlcourse.checks.core import (
    WITH_KERAS,
    criterion,
    equal,
    exercise,
    require,
)
from dlcourse.checks.dnn.machines import machines
from dlcourse.checks.models import network, outputs, take_weights

MOST_ERROR = 0.65  # as a share of ridge regression's RMSE


@exercise(rules=[WITH_KERAS], seconds=60)
def build_regressor(answer, rng):
    """`build_regressor(features)`: a compiled model that, trained as given, beats ridge regression by a third."""
    from sklearn.linear_model import Ridge

    made = machines(int(rng.integers(1 << 30)), 4000, 3000)
    x, new = _scaled(made["x_train"], made["x_test"])
    y, truth = _scaled(made["y_train"], made["y_test"])
    ridge = Ridge().fit(x, y)
    ridge_error, ratio = np.sqrt(np.mean((ridge.predict(new) - truth) ** 2)), np.inf
    found = network(lambda: answer(8), new[:50])
    if found is None:
        return
    model, rebuilt = found
    with criterion(
        "one number for each row", hint="One unit at the end, without an activation: any number may come out."
    ):
        equal(list(outputs(rebuilt, new[:50]).shape), [50, 1], what="the shape of the output for 50 rows")
        rows = 1e3 * rng.normal(size=(500, 8)).astype("float32")
        require(outputs(rebuilt, rows).min() < 0, "no output is below 0; expected negative numbers too.")
        narrow = answer(3)
        equal(list(np.shape(narrow(new[:5, :3]))), [5, 1], what="the shape for 3 features")
    with criterion(
        "learns", hint="Compile it with a loss for regression, and with a learning rate that is large enough."
    ):
        model.fit(x, y, epochs=20, batch_size=64, verbose=0)
        take_weights(rebuilt, model.get_weights())
        error = outputs(rebuilt, new).ravel() - truth
        ratio = float(np.sqrt(np.mean(error**2)) / ridge_error)
        require(ratio < 1.1, f"its RMSE on new machines is {ratio:.2f} times that of ridge regression; expected < 1.1.")
    with criterion(
        "a third better than ridge regression",
        weight=2,
        hint="Curves and products of features need hidden layers, with an activation and enough units.",
    ):
        seen = f"its RMSE on new machines is {ratio:.2f} times that of ridge regression"
        require(ratio <= MOST_ERROR, f"{seen}; expected at most {MOST_ERROR}.")


def _scaled(train: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return ((train - mean) / spread).astype("float32"), ((new - mean) / spread).astype("float32")
