"""The `dlcourse` command as its users meet it: what it prints, and how it exits."""

import json
import os
import shutil
import signal
import subprocess
import time

import nbformat
import pytest
from click.testing import CliRunner

from dlcourse.cli import main
from tests.conftest import REPOSITORY
from tests.support.classroom import short
from tests.support.commands import dlcourse as run_dlcourse
from tests.support.commands import program

RELEASE = REPOSITORY / "notebooks" / "01_perceptron" / "01_perceptron.ipynb"
SOLUTION = REPOSITORY / "solutions" / "01_perceptron" / "01_perceptron.ipynb"
WRONG_SOFTMAX = "import numpy as np\ndef softmax(z):\n    e = np.exp(z)\n    return e / e.sum()\n"
RIGHT_MSE = "def mse(y_true, y_pred):\n    return ((y_true - y_pred) ** 2).mean()\n"


def dlcourse(*arguments, cwd=REPOSITORY):
    return run_dlcourse(cwd, *map(str, arguments))


@pytest.fixture
def answer(tmp_path):
    def write(source):
        path = tmp_path / "answer.py"
        path.write_text(source)
        return path

    return write


def test_a_right_answer_exits_with_0(answer):
    run = dlcourse("check", "01_perceptron.mse", answer(RIGHT_MSE))
    assert (run.returncode, run.stderr) == (0, "")
    assert "score: 1.00" in run.stdout


def test_a_wrong_answer_exits_with_1_and_gives_the_hint(answer):
    run = dlcourse("check", "01_perceptron.softmax", answer(WRONG_SOFTMAX))
    assert run.returncode == 1
    assert "✗ each row sums to one" in run.stdout
    assert "Hint: Divide by the sum over the last axis" in run.stdout


def test_json_has_the_agreed_shape(answer):
    run = dlcourse("check", "01_perceptron.softmax", answer(WRONG_SOFTMAX), "--json")
    result = json.loads(run.stdout)
    assert set(result) == {"exercise", "score", "passed", "criteria"}
    assert result["exercise"] == "01_perceptron.softmax"
    assert 0 < result["score"] < 1
    assert result["passed"] is False
    assert all(set(criterion) == {"name", "passed", "hint", "message"} for criterion in result["criteria"])


def test_a_seed_draws_other_numbers(answer):
    path = answer("import numpy as np\ndef mse(a, b):\n    return float(np.sum((a - b) ** 2))\n")
    first, again, other = (dlcourse("check", "01_perceptron.mse", path, "--seed", seed).stdout for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("arguments", [["01_perceptron.mse", "nowhere.py"], ["nowhere.ipynb"], ["01_perceptron.mse"]])
def test_unusable_input_exits_with_2_and_one_line(arguments):
    run = dlcourse("check", *arguments)
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1


def test_unusable_input_is_json_too_when_asked_for():
    run = dlcourse("check", "01_perceptron.mse", "nowhere.py", "--json")
    assert run.returncode == 2
    assert "nowhere.py" in json.loads(run.stdout)["error"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"{", "not a notebook"),
        (b"[]", "not a notebook"),
        (b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "no cells"),
        (b'{"cells": [{"cell_type": "hat"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "not a notebook"),
        (b"\x89PNG\r\n\x1a\n\xff", "not a text file"),
    ],
)  # fmt: skip
def test_a_corrupt_notebook_gives_one_clear_line(content, says, tmp_path):
    path = tmp_path / "notebook.ipynb"
    path.write_bytes(content)
    run = dlcourse("check", path)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_notebook_without_checks_is_named(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), tmp_path / "other.ipynb")
    run = dlcourse("check", tmp_path / "other.ipynb")
    assert run.returncode == 2
    assert "no cell of this notebook is graded" in run.stderr


@pytest.mark.slow
def test_the_solution_notebook_has_full_points():
    run = dlcourse("check", SOLUTION, "--json")
    result = json.loads(run.stdout)
    assert run.returncode == 0
    assert (result["earned"], result["points"], result["passed"]) == (18, 20, True)


@pytest.mark.slow
def test_the_untouched_notebook_has_none_and_the_table_says_why(tmp_path):
    shutil.copy(RELEASE, tmp_path)
    run = dlcourse("check", tmp_path / RELEASE.name)
    assert run.returncode == 1
    assert "0 of 20" in run.stdout
    assert "✗ softmax" in run.stdout
    assert "no answer yet" in run.stdout


def test_a_half_solved_notebook_shows_what_is_missing(tmp_path):
    notebook = nbformat.read(RELEASE, as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "mse":
            cell.source = RIGHT_MSE
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "softmax":
            cell.source = WRONG_SOFTMAX
    nbformat.write(short(notebook), tmp_path / "mine.ipynb")
    rows = {
        row["name"]: row for row in json.loads(dlcourse("check", tmp_path / "mine.ipynb", "--json").stdout)["exercises"]
    }
    assert rows["mse"]["earned"] == 1
    assert 0 < rows["softmax"]["earned"] < 2
    assert rows["softmax"]["remark"] == "each row sums to one"


def test_building_outside_of_the_course_says_where_to_go(tmp_path):
    run = dlcourse("build", cwd=tmp_path)
    assert run.returncode == 2
    assert "nbgrader_config.py" in run.stderr


def test_no_color_is_respected(monkeypatch, tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    command = ["grade", "42_nothing", "--isolation", "none"]
    assert "\x1b[31m" in CliRunner().invoke(main, command, color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in CliRunner().invoke(main, command, color=True).output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete_commands(shell):
    environment = os.environ | {"_DLCOURSE_COMPLETE": f"{shell}_source"}
    command = program("dlcourse")
    run = subprocess.run([command], env=environment, capture_output=True, text=True, check=True)
    assert "_dlcourse_completion" in run.stdout


def test_building_a_chapter_that_does_not_exist_names_its_source():
    run = dlcourse("build", "42_nothing")
    assert run.returncode == 2
    assert "42_nothing.py does not exist" in run.stderr


def test_what_is_committed_is_built_from_what_is_committed(tmp_path):
    for name in ("solutions", "notebooks"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    run = dlcourse("build", cwd=tmp_path)
    assert run.returncode == 0
    stale = [line for line in run.stdout.splitlines() if not line.endswith(": nothing has changed")]
    assert not stale, "run `make build` and commit."


def test_ctrl_c_stops_a_build_cleanly_and_changes_nothing(tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    folder = tmp_path / "solutions" / "01_perceptron"
    folder.mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    source = (REPOSITORY / "solutions" / "01_perceptron" / "01_perceptron.py").read_text(encoding="utf-8")
    started = tmp_path / "started"
    wait = f"# %%\nfrom pathlib import Path\nPath({str(started)!r}).touch()\nimport time\ntime.sleep(600)\n\n"
    (folder / "01_perceptron.py").write_text(wait + source, encoding="utf-8")
    command = [program("dlcourse"), "build"]
    build = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not started.exists():
        assert build.poll() is None, build.stderr.read()
        time.sleep(0.05)
    build.send_signal(signal.SIGINT)
    _, errors = build.communicate(timeout=60)
    assert build.returncode == 1
    assert "Aborted!" in errors
    assert "Traceback" not in errors
    assert [path.name for path in folder.iterdir()] == ["01_perceptron.py"]
    assert not list((tmp_path / "notebooks").iterdir())
