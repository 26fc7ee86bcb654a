"""An answer may write into what it is given: the check's own numbers stay what they were, unless it asks."""

import numpy as np
import pytest

from dlcourse.checks.core import MismatchError, close, criterion, exercise, unchanged
from dlcourse.checks.core.argument_copies import shared_arguments, with_copied_arguments


def clear(x, *others, **named):
    for array in (x, *others, *named.values()):
        (array if isinstance(array, np.ndarray) else array[0])[...] = 0
    return x


@pytest.mark.parametrize("pack", [lambda a: a, lambda a: [a], lambda a: (a,)], ids=["array", "list", "tuple"])
def test_what_a_check_holds_stays_as_it_was(pack):
    held = np.ones(3)
    with_copied_arguments(clear)(pack(held), pack(held), more=pack(held))
    assert held.tolist() == [1, 1, 1]
    with shared_arguments():
        with_copied_arguments(clear)(pack(held))
    assert held.tolist() == [0, 0, 0]


def test_an_entry_of_a_dict_is_a_copy_too():
    held = {"W": np.ones(2)}
    with_copied_arguments(lambda params: params["W"].fill(0))(held)
    assert held["W"].tolist() == [1, 1]


def test_a_class_in_the_place_of_a_function_gets_copies_too():
    class Clear:
        def __new__(cls, x):
            return clear(x)

    held = np.ones(2)
    assert with_copied_arguments(Clear)(held).tolist() == [0, 0]
    assert held.tolist() == [1, 1]


def test_what_cannot_be_called_stays_what_it_is():
    for thing in (3, "text", None):
        assert with_copied_arguments(thing) is thing


@exercise()
def double(answer, rng):
    x = rng.normal(size=3)
    with criterion("twice", hint=""):
        close(answer(x), 2 * x)
    with criterion("leaves x as it was", hint=""):
        unchanged(answer, x)


def test_an_answer_that_makes_all_numbers_zero_is_wrong():
    report = double.judge(clear)
    assert [result.passed for result in report.criteria] == [False, False]
    assert double.judge(lambda x: 2 * x).score == 1


def test_unchanged_still_sees_what_is_written():
    with pytest.raises(MismatchError, match="argument 1"):
        unchanged(with_copied_arguments(clear), np.ones(2))
