"""One answer in one file: judged in a process of its own, whatever it does."""

import pytest

from dlcourse.checks.check_file import UnusableError, judge_file

MSE = "import numpy as np\ndef mse(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 2)\n"


def judged(source, tmp_path, exercise="01_perceptron.mse"):
    path = tmp_path / "answer.py"
    path.write_text(source)
    return judge_file(exercise, path)


def test_a_right_answer(tmp_path):
    outcome = judged(MSE, tmp_path)
    assert (outcome["exercise"], outcome["score"], outcome["passed"]) == ("01_perceptron.mse", 1.0, True)
    assert set(outcome["criteria"][0]) == {"name", "passed", "hint", "message"}


def test_prints_do_not_spoil_the_result(tmp_path):
    assert judged("print('{')\n" + MSE + "print('}')", tmp_path)["passed"]


@pytest.mark.parametrize(
    "source", ["import os\nos._exit(0)", "import sys\nsys.exit(0)", "import ctypes\nctypes.string_at(0)", "1 / 0"]
)
def test_an_answer_that_ends_its_process_has_not_passed(source, tmp_path):
    outcome = judged(MSE + source, tmp_path)
    assert outcome["score"] == 0
    assert outcome["criteria"][0]["name"] == "your code runs"


@pytest.mark.parametrize(
    ("exercise", "says"),
    [
        ("01_perceptron.sofmax", "It has: neuron, gates"),
        ("99_nothing.softmax", "there is no chapter '99_nothing'"),
        ("softmax", "as in 01_perceptron.softmax"),
        ("01_engine.criterion", "there is no chapter"),
    ],
)
def test_an_unknown_exercise_is_named(exercise, says, tmp_path):
    with pytest.raises(UnusableError, match=says):
        judged(MSE, tmp_path, exercise)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"def mse(:\n", "line 1: invalid syntax"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"x = 1\x00", "null bytes"),
        (b"", "does not define mse"),
    ],
)
def test_an_unusable_file_is_named(content, says, tmp_path):
    path = tmp_path / "answer.py"
    path.write_bytes(content)
    with pytest.raises(UnusableError, match=says):
        judge_file("01_perceptron.mse", path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnusableError, match="No such file"):
        judge_file("01_perceptron.mse", tmp_path / "nowhere.py")
