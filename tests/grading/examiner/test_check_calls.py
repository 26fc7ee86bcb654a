"""What is read of a check cell's calls before it runs."""

import ast

import pytest

from dlcourse.checks import perceptron
from dlcourse.grading.examiner.check_calls import exercise_of, without_repeated_calls

VISIBLE = "check.mse(mse, points=1)"
HIDDEN = "check.mse(mse, points=1, random_seed=True)"


def left_of(source: str) -> str:
    return ast.unparse(without_repeated_calls(ast.parse(source)))


@pytest.mark.parametrize("more", ["", ", hidden_check=more"])
def test_a_call_is_left_out_where_the_hidden_one_repeats_it(more):
    hidden = HIDDEN.replace(")", f"{more})")
    assert left_of(f"{VISIBLE}\nmore = None\n{hidden}") == f"more = None\n{hidden}"


OTHERS = {
    "the visible call alone": VISIBLE,
    "another answer": f"{VISIBLE}\n{HIDDEN.replace('(mse', '(rmse')}",
    "another check": f"{VISIBLE}\n{HIDDEN.replace('.mse', '.softmax')}",
    "other points": f"{VISIBLE}\n{HIDDEN.replace('1', '2')}",
    "the same numbers": f"{VISIBLE}\n{VISIBLE}",
    "the same numbers, said so": f"{VISIBLE}\n{HIDDEN.replace('True', 'False')}",
    "a check of its own before": f"check.mse(mse, points=1, hidden_check=more)\n{HIDDEN}",
    "the hidden call first": f"{HIDDEN}\n{VISIBLE}",
    "an answer that is made anew": "check.mse(make(), points=1)\ncheck.mse(make(), points=1, random_seed=True)",
    "a value that is kept": f"points = {VISIBLE}\n{HIDDEN}",
}


@pytest.mark.parametrize("cell", OTHERS.values(), ids=OTHERS)
def test_any_other_call_is_run(cell):
    assert left_of(cell) == cell


def test_the_exercise_is_known_before_the_cell_runs():
    assert exercise_of(f"{VISIBLE}\n{HIDDEN}", perceptron) is perceptron.mse
    for other in (
        "assert mse(1, 1) == 0",
        f"{VISIBLE}\ncheck.xor(xor)",
        "check.CHAPTER(mse)",
        "check.mse(",
        "check.no(1)",
    ):
        assert exercise_of(other, perceptron) is None
    assert exercise_of(VISIBLE, None) is None
