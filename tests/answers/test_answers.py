"""Right answers get full points; each wrong one fails on the criterion, and with the hint, meant for it."""

from collections.abc import Callable

import numpy as np
import pytest

from dlcourse.authoring.prose import plain
from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.check_file import exercises_of, find_exercise
from dlcourse.checks.core.context import changed
from dlcourse.checks.core.report import Report
from tests.answers.requirements import EVERYWHERE, requirements, statement
from tests.support.answers import (
    ANSWERS,
    SEEDS,
    answers,
    does_not_train,
    first_failure,
    is_first,
    is_quick,
    judge,
    seeds_of,
)
from tests.support.quick import cases

# The first right answer that trains a model does so in the student's kernel: tests/grading/examiner/test_same_verdict.py.
TRIED = [
    (answer, seed)
    for answer in answers()
    if answer.right and (does_not_train(answer) or not is_first(answer))
    for seed in seeds_of(answer)
]


def is_quick_with_the_seed_of_students(tried) -> bool:
    answer, seed = tried
    return is_quick(answer) and seed == SEEDS[0]


@pytest.mark.parametrize(
    "tried", cases(TRIED, is_quick_with_the_seed_of_students, lambda tried: f"{tried[0]}-seed {tried[1]}")
)
def test_a_right_answer_gets_full_points(tried, tmp_path):
    answer, seed = tried
    report = judge(answer, tmp_path, seed)
    assert report.score == 1, report
    never_failed = {result.name for result in report.criteria} - failed_by_wrong_answers(answer.exercise)
    assert never_failed <= {"built by hand"}, "a criterion that no wrong answer fails tells no one anything"
    check_requirements(answer.exercise, {result.name for result in report.criteria})


def check_requirements(exercise: str, criteria: set[str]) -> None:
    """Each requirement of the statement has its criterion, and each criterion a requirement."""
    listed = requirements(find_exercise(exercise))
    text = statement(exercise)
    assert [words for words, _ in listed if plain(words) not in text] == [], f"not in the statement of {exercise}"
    tested = {criterion for _, criterion in listed}
    assert tested - criteria == set(), f"not among the criteria of {exercise}"
    assert criteria - tested - EVERYWHERE == set(), f"the statement of {exercise} does not ask for this"


def failed_by_wrong_answers(exercise: str) -> set[str]:
    return {answer.criterion for answer in answers() if answer.exercise == exercise and not answer.right}


@pytest.mark.parametrize("answer", cases((answer for answer in answers() if not answer.right), is_quick))
def test_a_wrong_answer_fails_on_the_criterion_and_with_the_hint_meant_for_it(answer, tmp_path):
    failed = first_failure(answer, tmp_path, seeds_of(answer)[-1])
    assert failed is not None, "no criterion fails"
    assert failed.name == answer.criterion, "the first hint that a student reads names another mistake"
    assert failed.weight > 0 or failed.required, "it costs no points"
    assert answer.hint in failed.hint
    assert failed.message


def test_every_exercise_has_two_right_and_four_wrong_answers():
    chapters = sorted(path.name for path in ANSWERS.iterdir() if path.is_dir() and path.name[0].isdigit())
    assert chapters
    for chapter in chapters:
        for name in exercises_of(chapter):
            own = [answer for answer in answers() if answer.exercise == f"{chapter}.{name}"]
            assert sum(answer.right for answer in own) >= 2, f"{chapter}.{name} needs two right answers"
            assert sum(not answer.right for answer in own) >= 4, f"{chapter}.{name} needs four wrong answers"


def judge_alone(exercise: str, answer: Callable) -> Report:
    """What the check of an exercise says of an answer around which no text is written."""
    check = find_exercise(exercise)
    with changed(dependencies=StudentCode([]).dependencies):
        return check.judge(*[answer] * len(check.defines))


NOTHING = [None, 0, 1, 0.5, [], "1", ..., np.zeros((4, 5))]


@pytest.mark.parametrize(
    ("value", "trains"),
    [
        pytest.param(
            value, trains, id=f"{value!r}{', trains' * trains}", marks=[pytest.mark.slow] * (trains and number > 0)
        )
        for trains in (False, True)
        for number, value in enumerate(NOTHING)
    ],
)
def test_an_answer_that_does_nothing_earns_nothing(value, trains):
    for exercise in {answer.exercise for answer in answers() if trains is not does_not_train(answer)}:
        report = judge_alone(exercise, lambda *_, **__: value)
        assert report.score == 0, report


def _overwrite(value, number: float) -> None:
    """Fill every array in a nest of lists, tuples and dicts."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        value[...] = number
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            _overwrite(item, number)


GIVES_BACK = {
    "the first": lambda given: given[0],
    "the second": lambda given: given[1],
    "the last": lambda given: given[-1],
    "all": tuple,
    "the first, twice": lambda given: (given[0], given[0]),
}
# What such an answer may earn: it is right where nothing has to be done.
LITTLE = 0.35


FILLED_WITH = {None: "as it is", np.nan: "as nan", 0.0: "as zeros"}


@pytest.mark.parametrize("number", cases(FILLED_WITH, lambda number: number is None, FILLED_WITH.get))
@pytest.mark.parametrize("choose", GIVES_BACK.values(), ids=GIVES_BACK)
def test_an_answer_that_gives_back_what_it_was_given_earns_next_to_nothing(choose, number):
    def answer(*given, **_):
        if number is not None:
            _overwrite(given, number)
        return choose(given)

    for exercise in {answer.exercise for answer in answers() if does_not_train(answer)}:
        report = judge_alone(exercise, answer)
        assert report.score < LITTLE, report
