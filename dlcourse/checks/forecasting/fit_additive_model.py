"""The check of `fit_additive_model`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def fit_additive_model(answer, rng):
    r"""`fit_additive_model(y, X, penalty)`: the weights of penalised least squares, (k,).

    Requirements:
    - "Return the weights $w$, `(k,)`" → a weight for each column
    - "A column with the penalty 0 is free" → least squares without a penalty
    - "the weight is 6 / 3 = 2, not 3" → the worked example
    - "Sums, not means" → the worked example
    - "a number at or above 0 for each column" → a penalty for each column
    - "as small as possible" → a penalty for each column
    - "one with a very large penalty gets a weight near 0" → a very large penalty
    - "leave out those rows" → missing days are left out
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    X, true, penalty = rng.normal(size=(60, 4)), rng.normal(size=4) * 3, rng.uniform(0.5, 30, size=4)
    y = X @ true + rng.normal(size=60)
    with criterion("a weight for each column", hint="Return w, (k,): a flat array, not the fitted values."):
        close(np.shape(answer(y, X, penalty)), [4], what="the shape for 4 columns")
    with criterion(
        "least squares without a penalty", hint="With λ = 0: (XᵀX) w = Xᵀ y. Solve it; do not add a column."
    ):
        wanted = np.linalg.lstsq(X, y)[0]
        close(answer(y, X, np.zeros(4)), wanted, rtol=1e-5, what="the weights for the penalty 0")
    with criterion(
        "the worked example", hint="XᵀX is 2, Xᵀy is 6, λ is 1: 6 / (2 + 1). No λ², no 2λ, no mean over the days."
    ):
        found = answer(np.array([2.0, 4.0]), np.ones((2, 1)), np.array([1.0]))
        close(found, [2.0], what="the weight of the example")
    with criterion(
        "a penalty for each column",
        weight=2,
        hint="np.diag(penalty): λ_j stands at place (j, j), and each column has its own.",
    ):
        close(answer(y, X, penalty), _extra_rows(y, X, penalty), rtol=1e-5, what="the weights")
        some = np.array([0.0, 5.0, 0.0, 50.0])
        close(answer(y, X, some), _extra_rows(y, X, some), rtol=1e-5, what="the weights with two free columns")
    with criterion("a very large penalty", hint="Two equal columns cannot be told apart, but a penalty decides."):
        held = np.array([0.0, 1e9, 0.0, 0.0])
        without = np.linalg.lstsq(X[:, [0, 2, 3]], y)[0]
        found = np.asarray(answer(y, X, held), dtype=float)
        close(found[1], 0.0, atol=1e-5, what="the weight with the penalty 1e9")
        close(found[[0, 2, 3]], without, rtol=1e-4, what="the other weights")
        twins = np.column_stack([X[:, 0], X[:, 0]])
        found = answer(y, twins, np.full(2, 3.0))
        close(found, _extra_rows(y, twins, np.full(2, 3.0)), rtol=1e-5, what="the weights of two equal columns")
    with criterion(
        "missing days are left out",
        hint="Keep the rows of y AND X where y is known: a missing value is no 0, and no mean.",
    ):
        gaps = y.copy()
        gaps[rng.permutation(60)[:15]] = np.nan
        known = ~np.isnan(gaps)
        wanted = _extra_rows(y[known], X[known], penalty)
        close(answer(gaps, X, penalty), wanted, rtol=1e-5, what="the weights with 15 missing days")
    with criterion(
        "leaves its arguments unchanged", trivial=True, hint="Write into new arrays: y[missing] = 0 changes y."
    ):
        unchanged(answer, y, X, penalty)


def _extra_rows(y: np.ndarray, X: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """The same weights from ordinary least squares: a penalty is one more day, with the value 0, for each column."""
    rows = np.vstack([X, np.diag(np.sqrt(penalty))])
    return np.linalg.lstsq(rows, np.append(y, np.zeros(len(penalty))))[0]
