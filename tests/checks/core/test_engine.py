"""What happens to criteria, points and output when an answer is right, wrong, broken, noisy or endless."""

import os
import sys
import warnings

import numpy as np
import pytest

from dlcourse.checks.core import close, criterion, equal, exercise, require, unchanged
from dlcourse.checks.core.engine import Exercise


@exercise(seconds=1)
def double(answer, rng):
    """A small exercise to try the engine on."""
    x = rng.normal(size=3)
    with criterion("twice the number", hint="Add it to itself."):
        close(answer(x), 2 * x)
    with criterion("three times as important", hint="Negative numbers too.", weight=3):
        close(answer(-1.0), -2.0)
    with criterion("leaves x as it was", trivial=True, hint="Make a copy."):
        unchanged(answer, x)


def failed(report):
    return [result.name for result in report.criteria if not result.passed]


def test_a_right_answer_gets_every_point():
    report = double.judge(lambda x: 2 * x, points=4)
    assert report.passed
    assert report.earned == 4


def test_a_failed_criterion_does_not_stop_the_others_and_the_rest_is_shared_by_weight():
    report = double.judge(lambda x: 2 * abs(x) if np.ndim(x) == 0 else 2 * x, points=5)
    assert failed(report) == ["three times as important"]
    assert report.earned == 2  # weights 1 + 1 of 5


def test_what_holds_for_an_idle_answer_earns_nothing_alone():
    report = double.judge(lambda x: 0)
    assert failed(report) == ["twice the number", "three times as important"]
    assert report.score == 0


def test_a_required_criterion_takes_everything_with_it():
    @exercise()
    def strict(answer, rng):
        with criterion("decides", hint="", required=True):
            equal(answer(), 1)
        with criterion("does not", hint=""):
            pass

    assert strict.judge(lambda: 2).score == 0
    assert strict.judge(lambda: 1).score == 1


def test_an_error_without_a_name_or_a_text_is_still_an_error():
    nameless = type("E", (Exception,), {"__module__": "__main__", "__qualname__": ""})

    def fail(x):
        raise nameless

    report = double.judge(fail)
    assert failed(report) == [result.name for result in report.criteria]
    assert report.criteria[0].message.startswith("an error without text")


def test_an_exception_shows_the_students_own_line(tmp_path):
    source = "def f(x):\n    y = x + 1\n    return y[7]\n"
    path = tmp_path / "student.py"
    path.write_text(source)
    namespace = {}
    exec(compile(source, str(path), "exec"), namespace)
    message = double.judge(namespace["f"]).criteria[1].message
    assert "line 3 of f: return y[7]" in message
    assert "not subscriptable" in message
    assert "engine.py" not in message


def test_an_error_outside_of_any_criterion_leaves_no_points():
    @exercise()
    def prepared(answer, rng):
        with criterion("first", hint=""):
            pass
        answer()

    report = prepared.judge(lambda: 1 / 0)
    assert failed(report) == ["your code runs"]
    assert report.score == 0


@pytest.mark.parametrize("leave", [sys.exit, lambda: exec("raise GeneratorExit")])
def test_an_answer_that_exits_does_not_end_the_process(leave):
    assert double.judge(lambda x: leave()).score == 0


def test_a_failure_without_a_word_is_a_failure():
    @exercise()
    def silent(answer, rng):
        with criterion("is right", hint="Say why it is not."):
            require(False, "")

    assert failed(silent.judge(None)) == ["is right"]


def test_of_a_long_message_the_beginning_is_shown():
    @exercise()
    def loud(answer, rng):
        with criterion("is short", hint="Say less."):
            require(False, f"{answer!r} is long")
        raise ValueError(answer)

    report = loud.judge("<" * 3_000_000)
    assert failed(report) == ["is short", "your code runs"]
    assert max(len(result.message) for result in report.criteria) < 3_000


def test_an_endless_answer_is_stopped_and_told_so():
    def endless(x):
        while True:
            pass

    report = double.judge(endless)
    assert report.score == 0
    assert "Is there a loop that never ends?" in report.criteria[0].message


def test_an_answer_that_swallows_the_first_alarm_is_stopped_by_the_next():
    def stubborn(x):
        try:
            while True:
                pass
        except Exception:
            while True:
                pass

    assert double.judge(stubborn).score == 0


def test_ctrl_c_stops_the_whole_check():
    def interrupted(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        double.judge(interrupted)


def test_prints_and_warnings_of_an_answer_stay_out_of_the_output(capfd):
    def noisy(x):
        print("hello")
        print("trouble", file=sys.stderr)
        os.write(2, b"a library that is not Python")
        warnings.warn("careful", stacklevel=1)
        np.log(np.zeros(2))
        return 2 * x

    assert double.judge(noisy).passed
    assert capfd.readouterr() == ("", "")


def test_the_same_seed_draws_the_same_numbers_and_another_does_not():
    seen = []
    for seed in (1, 1, 2):
        double.judge(lambda x: seen.append(np.array(x)) or 2 * x, seed=seed)
    first = seen[::3]
    assert np.array_equal(first[0], first[1])
    assert not np.array_equal(first[0], first[2])


def test_calling_an_exercise_shows_the_table_and_gives_the_points(capsys):
    assert double(lambda x: 2 * x, points=3) == 3
    assert "double: 3 of 3 points" in capsys.readouterr().out


def test_fresh_checks_draw_new_numbers_each_time():
    seen = []
    for _ in range(2):
        double(lambda x: seen.append(np.array(x)) or 2 * x, random_seed=True)
    assert not np.array_equal(seen[0], seen[3])


def test_more_criteria_count_like_the_others():
    def more(answer, rng):
        with criterion("hidden", hint="Think of zero."):
            require(answer(0.0) != 0, "it is zero.")

    report = double.judge(lambda x: 2 * x, points=6, hidden_check=more)
    assert failed(report) == ["hidden"]
    assert report.earned == 5


def test_an_exercise_keeps_its_name_its_docstring_and_the_names_it_asks_for():
    assert isinstance(double, Exercise)
    assert (double.__name__, double.defines) == ("double", ("double",))
    assert "small exercise" in double.__doc__
