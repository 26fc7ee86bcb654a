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

MOST_OF_RIDGE = 0.65  # of ridge regression's RMSE
MOST_ERROR = 1.0  # of the RMSE of ridge regression on squares and products, the strongest simple model


@exercise(rules=[WITH_KERAS], seconds=60)
def build_regressor(answer, rng):
    """`build_regressor(features)`: trained as given, it beats ridge regression on made features.

    Requirements:
    - "keras.Sequential for rows with that many columns" → a network of Keras' own layers
    - "one number as its output" → one number for each row
    - "a compiled keras.Sequential" → learns
    - "at most 0.65 times that of ridge regression" → at most 0.65 times the error of ridge regression
    - "no larger than that of ridge regression on squares and products" → as good as engineered features
    """
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures

    made = machines(int(rng.integers(1 << 30)), 4000, 3000)
    x, new = _scaled(made["x_train"], made["x_test"])
    y, truth = _scaled(made["y_train"], made["y_test"])
    models = Ridge().fit(x, y), make_pipeline(PolynomialFeatures(2), Ridge()).fit(x, y)
    ridge_error, engineered_error = (_root_mean_square(model.predict(new) - truth) for model in models)
    error = np.inf
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
        error = _root_mean_square(outputs(rebuilt, new).ravel() - truth)
        require(error < 1.1 * ridge_error, f"{_times(error, ridge_error)} that of ridge regression; expected < 1.1.")
    _beside_ridge(error, ridge_error, engineered_error)


def _beside_ridge(error: float, ridge_error: float, engineered_error: float) -> None:
    """The criteria on the error beside that of ridge regression, without and with made features."""
    with criterion(
        "at most 0.65 times the error of ridge regression",
        hint="Curves and products of features need hidden layers, with an activation and enough units.",
    ):
        require(
            error <= MOST_OF_RIDGE * ridge_error,
            f"{_times(error, ridge_error)} that of ridge regression; expected at most {MOST_OF_RIDGE}.",
        )
    with criterion(
        "as good as engineered features",
        hint="It sees curves, but roughly. More units, a second hidden layer, or another learning rate: twenty epochs "
        "should be enough to get to the end.",
    ):
        require(
            error <= MOST_ERROR * engineered_error,
            f"{_times(error, engineered_error)} that of ridge regression on squares and products; expected at most 1.",
        )


def _root_mean_square(off: np.ndarray) -> float:
    return float(np.sqrt(np.mean(off**2)))


def _times(error: float, other: float) -> str:
    return f"its RMSE on new machines is {error / other:.2f} times"


def _scaled(train: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return ((train - mean) / spread).astype("float32"), ((new - mean) / spread).astype("float32")
