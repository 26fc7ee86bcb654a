"""Checks, and notebooks that are run, leave no file behind: not for right answers, wrong ones, or ones that raise."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import nbformat
import pytest

from dlcourse.checks.judge import find_exercise, judge_file
from tests.answers.test_answers import SEEDS, answers
from tests.conftest import REPOSITORY
from tests.support.commands import program

pytestmark = pytest.mark.slow

SAVES = ("04_keras.make_callbacks", "04_keras.round_trip")
SOME = {(answer.exercise, answer.right): answer for answer in answers() if answer.exercise in SAVES}.values()
LITTERS = "import tempfile\ntempfile.mkdtemp()\n"


@pytest.fixture
def temporary(monkeypatch, tmp_path):
    """Where temporary files lie, for this process and those it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.mark.parametrize("raises", [False, True], ids=["as it is", "raises at the end"])
@pytest.mark.parametrize("answer", SOME, ids=str)
def test_no_folder_that_a_check_names_is_left(answer, raises):
    namespace = {}
    exec(compile(answer.code, "answer.py", "exec"), namespace)
    given = []

    def noting(*arguments):
        given.append(Path(arguments[-1]))
        given[-1].mkdir()
        (given[-1] / "a model").touch()
        result = namespace[check.names[0]](*arguments)
        if raises:
            raise RuntimeError
        return result

    check = find_exercise(answer.exercise)
    check.judge(noting, *(namespace[name] for name in check.names[1:]), seed=SEEDS[0])
    assert given
    assert not [folder for folder in given if folder.exists()]


@pytest.mark.parametrize(
    "rest", ["", "raise RuntimeError", "import os\nos._exit(3)"], ids=["ends", "raises", "is gone"]
)
def test_an_answer_that_is_judged_by_itself_leaves_nothing(rest, temporary, tmp_path):
    path = tmp_path / "answer.py"
    path.write_text(f"{LITTERS}def mse(y_true, y_pred):\n    return ((y_true - y_pred) ** 2).mean()\n{rest}\n")
    assert judge_file("01_perceptron.mse", path)["passed"] == (not rest)
    assert not list(temporary.iterdir())


def test_a_notebook_that_is_checked_leaves_nothing(temporary, tmp_path):
    """Its kernel is ended as soon as the last cell has run, so nothing is removed by the kernel itself."""
    released = nbformat.read(REPOSITORY / "notebooks" / "01_perceptron" / "01_perceptron.ipynb", as_version=4)
    check = next(cell for cell in released.cells if cell.id == "check-mse")
    litter = nbformat.v4.new_code_cell(LITTERS)
    nbformat.write(nbformat.v4.new_notebook(cells=[litter, check]), tmp_path / "mine.ipynb")
    command = [program("dlcourse"), "check", tmp_path / "mine.ipynb", "--json"]
    run = subprocess.run(command, env=os.environ, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert json.loads(run.stdout)["exercises"], run.stderr
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("kind", ["dlcourse/checks", "dlcourse/plots", "dlcourse/nn", "solutions"])
def test_temporary_folders_have_an_end(kind):
    """`mkdtemp`, `mkstemp` and `delete=False` leave the removing to somebody else."""
    for path in (REPOSITORY / kind).rglob("*.py"):
        assert not re.search(r"mkdtemp|mkstemp|mktemp|delete=False", path.read_text(encoding="utf-8")), path
