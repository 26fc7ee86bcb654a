"""Criteria: how hard they were, and whether they discriminate; wrong answers that share a mistake; the distribution."""

from statistics import correlation

import pytest

from dlcourse.checks.core.report import Result
from dlcourse.grading.report.chapter_page import distribution
from dlcourse.grading.report.class_results import NOT_RUN, Work
from dlcourse.grading.report.items import MIN_STUDENTS, discrimination, items
from dlcourse.grading.report.mistakes import mistakes, untouched


def work(student, exercise="mse", earned=1.0, answer="def mse(): ...", as_released=False, **passed):
    criteria = tuple(Result(name, result, message=f"{name} seen") for name, result in passed.items())
    return Work(student, exercise, 1.0, earned, criteria, answer, as_released)


def test_discrimination_is_pearsons_correlation_with_the_points_elsewhere():
    passes = [number % 3 > 0 for number in range(30)]
    rest = [number % 7 + 2.0 * passed for number, passed in enumerate(passes)]
    assert discrimination(passes, rest) == pytest.approx(correlation([float(one) for one in passes], rest))
    assert discrimination([not one for one in passes], rest) == pytest.approx(-discrimination(passes, rest))


@pytest.mark.parametrize(
    ("passes", "rest"),
    {
        "too few students": ([True, False] * ((MIN_STUDENTS - 1) // 2), range((MIN_STUDENTS - 1) // 2 * 2)),
        "two who fail": ([True] * 28 + [False] * 2, range(30)),
        "two who pass": ([False] * 28 + [True] * 2, range(30)),
        "all the same elsewhere": ([True, False] * 15, [3.0] * 30),
    }.values(),
)
def test_nothing_is_said_where_a_correlation_would_mean_nothing(passes, rest):
    assert discrimination(passes, list(rest)) is None


def test_the_points_of_the_criterions_own_exercise_are_left_out():
    found = []
    for number in range(40):
        passed = number % 2 == 0
        found.append(work(f"s{number}", "mse", float(passed), right=passed))
        found.append(work(f"s{number}", "softmax", float(number % 4 < 2), right=number % 4 < 2))
    by_exercise = {item.exercise: item for item in items(found)}
    assert by_exercise["mse"].discrimination == pytest.approx(0)
    assert (by_exercise["mse"].passed, by_exercise["mse"].students, by_exercise["mse"].share) == (20, 40, 0.5)


def test_an_exercise_as_released_and_a_check_that_stopped_pass_nothing():
    found = [
        work("a", built=True),
        work("b", earned=0.0, built=True, as_released=True),
        work("c", earned=0.0, answer="stops"),
    ]
    assert [(item.criterion, item.passed, item.students) for item in items(found)] == [("built", 1, 3)]


def test_wrong_answers_are_grouped_by_what_fails_first_the_largest_group_first():
    found = [
        work("ada", "xor", 0.0, answer="lonely", first=True, second=False),
        work("ben", "mse", 0.0, answer="return 1", first=False, second=False),
        work("cy", "mse", 0.0, answer="return 2  # the gap", first=True, second=False),
        work("dan", "mse", 0.0, answer="return  2", first=True, second=False),
        work("eve", "mse", 0.0, answer="return 2 ", first=True, second=False),
        work("fay", "mse", 0.0, answer="stops"),
        work("gus", "mse", 0.0, as_released=True, first=False),
        work("hal", "mse", first=True, second=True),
    ]
    groups = [(one.exercise, one.criterion, one.students) for one in mistakes(found)]
    assert groups == [
        ("xor", "second", ("ada",)),
        ("mse", "second", ("cy", "dan", "eve")),
        ("mse", "first", ("ben",)),
        ("mse", NOT_RUN, ("fay",)),
    ]
    largest = mistakes(found)[1]
    assert largest.example.student == "dan"  # as eve, but for blanks
    assert largest.message == "second seen"
    assert untouched(found) == {"xor": 0, "mse": 1}


def test_each_score_is_in_one_band():
    assert distribution([0, 1.99, 2, 19.99, 20, 20.5, -1], 20) == [
        ("18 – 20", 3),
        *((f"{low} – {low + 2}", 0) for low in range(16, 2, -2)),
        ("2 – 4", 1),
        ("0 – 2", 3),
    ]
    assert distribution([0.0], 0) == []
