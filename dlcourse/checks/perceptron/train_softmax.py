"""The check of `train_softmax`."""

import numpy as np

from dlcourse.checks.core import (
    BY_HAND,
    criterion,
    exercise,
    finite,
    require,
    unchanged,
)

LEAST_ACCURACY = 0.9
MOST_CROSSENTROPY = 0.7


@exercise(rules=[BY_HAND])
def train_softmax(answer, rng):
    """`train_softmax(X, y, classes)`: `(W, b)` of a softmax regression, judged on new rows.

    Requirements:
    - "W has shape (features, classes), and b has shape (classes,)" → W and b for every class
    - "take many steps against the gradient" → learns from the rows
    - "of both" → the bias learns too
    - "far better than the nearest mean" → better than the nearest mean
    - "at least 90 % of 1,000 new rows right" → 90 % of new rows
    - "their mean cross-entropy must be below 0.7" → honest probabilities
    - "the probabilities must come near the shares of the classes" → near the shares of the classes
    - "Leave X and y unchanged" → leaves X and y as they were
    """
    with criterion(
        "W and b for every class",
        hint="Return two arrays: W with one row per feature and one column per class, also for a class of which y has "
        "no sample, and b with one number per class.",
    ):
        _trained(answer, rng.normal(size=(12, 3)), np.arange(12) % 3, 4)
    found = _smells(answer, rng)
    _bias(answer)
    _new_rows(found)
    _shares(answer, rng)
    with criterion(
        "leaves X and y as they were", trivial=True, hint="Work on copies: `X -= …` writes into the caller's array."
    ):
        unchanged(answer, rng.normal(size=(10, 2)), np.arange(10) % 2, 2)


def _smells(answer, rng) -> dict[str, float]:
    """What the trained weights reach on the rows that they were trained on, and on new ones."""
    from dlcourse.data.makers.smells import SMELLS, new_nose

    made = new_nose(train=600, test=1000, seed=int(rng.integers(1 << 30)))
    found: dict[str, float] = {}
    with criterion(
        "learns from the rows",
        hint="A step goes against the gradient, which is made of prediction minus target. Does each row of X keep "
        "its own target, with the 1 in the column of its class?",
    ):
        W, b = _trained(answer, made["x_train"].copy(), made["y_train"].copy(), SMELLS)
        seen = np.mean(_probabilities(made["x_train"], W, b).argmax(axis=1) == made["y_train"])
        p, truth = _probabilities(made["x_test"], W, b), made["y_test"]
        found = {
            "nearest": _nearest_mean(**made),
            "accuracy": float(np.mean(p.argmax(axis=1) == truth)),
            "crossentropy": float(-np.mean(np.log(np.maximum(p[np.arange(len(truth)), truth], 1e-7)))),
        }
        require(seen > 0.3, f"{seen:.1%} of the rows that it was trained on are right; guessing gives 20 %.")
    return found


def _bias(answer) -> None:
    """The bias, on rows where nothing else can help."""
    with criterion(
        "the bias learns too",
        hint="Where all features are 0, W has no say: b alone decides. It has a gradient, too: the mean of P − Y.",
    ):
        y = np.array([1, 1, 0, 1, 0] * 8)
        W, b = _trained(answer, 1.0 - y[:, None], y, 2)
        p = _probabilities(np.zeros((1, 1)), W, b)[0, 1]
        require(p > 0.5 + 1e-6, f"all rows of class 1 have the feature 0; there it gives class 1 only p = {p:.2f}.")


def _new_rows(found: dict[str, float]) -> None:
    """What was reached on new rows."""
    reached = f"{found.get('accuracy', 0):.1%} of 1000 new rows are right"
    with criterion(
        "better than the nearest mean",
        hint="Print the loss while it trains. Does it still fall at the end? Then more epochs, or a larger learning "
        "rate. Does it jump up and down? Then a smaller one.",
    ):
        nearest = found.get("nearest", 1)
        require(found.get("accuracy", 0) > nearest + 0.03, f"{reached}; the nearest mean reaches {nearest:.1%}.")
    with criterion(
        "90 % of new rows", weight=2, hint="The loss can fall further: more epochs, or a larger learning rate."
    ):
        require(found.get("accuracy", 0) >= LEAST_ACCURACY, f"{reached}; expected at least {LEAST_ACCURACY:.0%}.")
    with criterion(
        "honest probabilities",
        hint="A class can be the most probable one and still get too small a probability. Train until the loss hardly "
        "falls any more, and return the weights as they were trained.",
    ):
        loss, most = found.get("crossentropy", np.inf), MOST_CROSSENTROPY
        require(loss < most, f"the cross-entropy of new rows is {loss:.2f}; expected below {most}.")


def _shares(answer, rng) -> None:
    """The probabilities where the features say nothing: half of the rows of each class have 1, the others −1."""
    with criterion(
        "near the shares of the classes",
        hint="Does each row of P add up to 1? And is it P − Y in the step of b, as in that of W?",
    ):
        order = rng.permutation(128)
        y = np.repeat(np.arange(5), [8, 8, 96, 8, 8])[order]
        W, b = _trained(answer, np.tile([[1.0], [-1.0]], (64, 1))[order], y, 5)
        p = _probabilities(np.zeros((1, 1)), W, b)[0, 2]
        require(0.6 < p < 0.9, f"75% of the rows are of class 2, and their features say nothing; it gets p = {p:.2f}.")


def _trained(answer, X, y, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """`W` and `b`, or a MismatchError that says what is wrong with them."""
    result = answer(X, y, classes)
    require(
        isinstance(result, tuple | list) and len(result) == 2,
        f"train_softmax returned {result!r:.80}; expected two arrays, (W, b).",
    )
    for name, value, shape in zip("Wb", result, [(X.shape[1], classes), (classes,)], strict=True):
        require(np.shape(value) == shape, f"{name} has shape {np.shape(value)}; expected {shape}.")
        finite(value, what=name)
    return np.asarray(result[0], dtype=float), np.asarray(result[1], dtype=float)


def _probabilities(X, W, b) -> np.ndarray:
    """The softmax of the logits, by way of their logarithms."""
    logits = X @ W + b
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))


def _nearest_mean(x_train, y_train, x_test, y_test) -> float:
    """The share of new rows that lie nearest to the mean of their own smell."""
    means = np.stack([x_train[y_train == smell].mean(axis=0) for smell in range(y_train.max() + 1)])
    distances = np.linalg.norm(x_test[:, None] - means, axis=-1)
    return float(np.mean(distances.argmin(axis=1) == y_test))
