"""The check of `build_classifier`."""

import numpy as np

from dlcourse.checks.core import (
    WITH_KERAS,
    MismatchError,
    close,
    criterion,
    exercise,
    require,
)
from dlcourse.checks.dnn.machines import machines
from dlcourse.checks.models import network, outputs

LEAST_AREA, LEAST_F1 = 0.8, 0.42


@exercise(rules=[WITH_KERAS], seconds=60)
def build_classifier(answer, rng):
    """`build_classifier(x, y)`: a trained model for rows as they are, and a threshold; judged by F1 on new machines.

    The bars ask for sound work, not for depth: logistic regression on squares and products passes too.

    Requirements:
    - "a trained Keras model" → a network of Keras' own layers
    - "takes rows as measured and gives one probability each" → a probability for rows as they are
    - "the area under the ROC curve must be at least 0.8" → area of 0.8 under the ROC curve
    - "F1 at least 0.42" → F1 of 0.42 on new machines
    """
    from sklearn.metrics import roc_auc_score

    made = machines(int(rng.integers(1 << 30)), 4000, 4000)
    truth, p, auc, threshold = made["fault_test"], None, 0.0, np.nan
    rows = made["x_test"].astype("float32")

    def trained():
        nonlocal threshold
        result = answer(made["x_train"].astype("float32"), made["fault_train"])
        require(
            isinstance(result, tuple | list) and len(result) == 2,
            "build_classifier should return two values: a model and a threshold.",
        )
        threshold = float(result[1])
        return result[0]

    found = network(trained, rows[:50])
    if found is None:
        return
    with criterion(
        "a probability for rows as they are",
        hint="The model scales its columns itself: begin with Normalization, adapted.",
    ):
        p = outputs(found[1], rows).astype(float)
        close(p.shape, [4000, 1], what="the shape of the output for 4000 rows")
        p = p.ravel()
        require(
            p.min() >= 0 and p.max() <= 1, f"the outputs range from {p.min():.3g} to {p.max():.3g}; expected 0 to 1."
        )
        require(p.max() - p.min() > 0.01, "all outputs are the same.")
        auc = roc_auc_score(truth, p)
    _on_new_machines(truth, p, auc, threshold)


def _on_new_machines(truth: np.ndarray, p: np.ndarray | None, auc: float, threshold: float) -> None:
    """The criteria on what the probabilities and the threshold are worth."""
    from sklearn.metrics import f1_score

    with criterion(
        "area of 0.8 under the ROC curve",
        hint="A weighted sum of the columns cannot say that both ends are dangerous: give the model curves, by hidden "
        "layers or by squares and products. Are rows and labels in the same order?",
    ):
        require(
            auc >= LEAST_AREA,
            f"the area under the ROC curve is {auc:.2f} on new machines; expected at least {LEAST_AREA}.",
        )
    with criterion(
        f"F1 of {LEAST_F1:.2f} on new machines",
        weight=2,
        hint="Stop before the model overfits, and choose the threshold on validation rows: 0.5 is seldom the best.",
    ):
        if p is None:
            raise MismatchError("there is no model to judge: the first criterion failed.")
        f1 = f1_score(truth, p >= threshold, zero_division=0)
        require(f1 >= LEAST_F1, f"F1 is {f1:.3f} at the threshold {threshold:.2f}; expected at least {LEAST_F1}.")
