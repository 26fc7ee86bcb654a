"""The check of `precision_recall_f1`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def precision_recall_f1(answer, rng):
    """`precision_recall_f1(y_true, y_pred)`: three numbers for class 1.

    Requirements:
    - "of the alarms, what share is right" → precision
    - "of the breakdowns, what share is found" → recall
    - "their harmonic mean" → F1 is the harmonic mean
    - "Where there is nothing to divide by (no alarm, no breakdown, or both shares 0) the number is 0" → nothing to
      divide by
    - "Return the three numbers, not rounded" → any predictions
    """
    y, p = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]

    def three(truth, predicted):
        result = answer(np.array(truth), np.array(predicted))
        require(np.shape(result) == (3,), "precision_recall_f1 should return three numbers: precision, recall, F1.")
        return np.asarray(result, dtype=float)

    with criterion("precision", hint="Of those that were CALLED 1, how many are 1? Divide by the number of alarms."):
        close(three(y, p)[0], 0.6, what="the precision of 5 alarms, 3 of them right")
    with criterion("recall", hint="Of those that ARE 1, how many were found? Divide by the number of true ones."):
        close(three(y, p)[1], 0.75, what="the recall where 3 of 4 are found")
    with criterion("F1 is the harmonic mean", hint="2 · P · R / (P + R), not the plain average."):
        close(three([1, 1, 1, 1, 0], [0, 1, 0, 0, 0])[2], 0.4, what="F1 of precision 1 and recall 0.25")
    with criterion(
        "nothing to divide by",
        hint="With no alarm at all, or no true one, a denominator is 0: that quotient counts as 0.",
    ):
        for labels, guesses in (([1, 0, 1], [0, 0, 0]), ([0, 0, 0], [1, 0, 1]), ([0, 0], [0, 0]), ([1, 0], [0, 1])):
            close(three(labels, guesses), np.zeros(3), what=f"the three numbers of {labels} and {guesses}")
    with criterion(
        "any predictions", hint="Only class 1 counts: where both are 0, nothing is added. And nothing is rounded."
    ):
        found, false, missed, quiet = (int(count) for count in rng.integers(5, 60, 4))
        truth = np.repeat([1, 0, 1, 0], [found, false, missed, quiet])
        predicted = np.repeat([1, 1, 0, 0], [found, false, missed, quiet])
        wanted = [found / (found + false), found / (found + missed), 2 * found / (2 * found + false + missed)]
        close(three(truth, predicted), wanted, what=f"the three numbers of {len(truth)} samples")
