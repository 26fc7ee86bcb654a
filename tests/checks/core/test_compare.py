"""Comparisons say what was seen, what was expected, and where."""

import numpy as np
import pytest

from dlcourse.checks.core import MismatchError, close, equal, finite, unchanged


@pytest.mark.parametrize(
    ("actual", "expected", "says"),
    [
        (None, 1.0, "is a `return` missing?"),
        (..., 1.0, "placeholder"),
        ("one", 1.0, "numbers were expected"),
        ([[1], [2, 3]], [1.0], "numbers were expected"),
        (np.ones(3), np.ones((3, 1)), "shape (3,); expected (3, 1)"),
        ([1.0, 2.5, 3.0], [1.0, 2.0, 3.0], "2.5 at [1]; expected 2 (1 of 3 numbers differ)"),
        (np.nan, 1.0, "nan; expected 1"),
        (0.5, 1, "0.5; expected 1"),
    ],
)
def test_a_difference_is_named(actual, expected, says):
    with pytest.raises(MismatchError) as caught:
        close(actual, expected)
    assert says in str(caught.value)


def test_close_allows_for_rounding_and_equal_does_not():
    close(0.1 + 0.2, 0.3)
    with pytest.raises(MismatchError):
        equal(0.1 + 0.2, 0.3)


def test_equal_compares_strings_and_truth_values_by_type():
    equal("a", "a")
    equal(True, True)
    with pytest.raises(MismatchError, match="is 1; expected True"):
        equal(1, True)


def test_finite_says_where_a_number_is_not():
    finite([1.0, 2.0])
    with pytest.raises(MismatchError, match=r"inf at \[0, 1\]"):
        finite(np.array([[1.0, np.inf]]))


def test_unchanged_gives_the_result_and_notices_writing():
    assert unchanged(lambda x: x.sum(), np.ones(3)) == 3

    def writes(x, y):
        y[0] = 5

    with pytest.raises(MismatchError, match="argument 2"):
        unchanged(writes, np.ones(3), [1, 2])


def test_unchanged_looks_into_lists_of_pairs():
    def writes(layers):
        layers[0][0][:] = 0

    with pytest.raises(MismatchError, match="argument 1"):
        unchanged(writes, [(np.ones(2), np.zeros(2))])
