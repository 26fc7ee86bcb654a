"""Checks and notebook runs leave no temporary files, whether answers are right, wrong or raise an error."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import nbformat
import pytest

from dlcourse.checks.check_file import find_exercise, judge_file
from tests.conftest import REPOSITORY
from tests.support.answers import SEEDS, answers
from tests.support.commands import program

pytestmark = pytest.mark.slow

SAVES = ("04_keras.make_callbacks", "04_keras.round_trip")
# The first right and the first wrong one of each.
SOME = {(answer.exercise, answer.right): answer for answer in reversed(answers()) if answer.exercise in SAVES}.values()
LITTERS = "import tempfile\ntempfile.mkdtemp()\n"


@pytest.fixture
def temporary(monkeypatch, tmp_path):
    """The folder for temporary files of this process and those it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.mark.parametrize("raises", [False, True], ids=["as it is", "raises at the end"])
@pytest.mark.parametrize("answer", SOME, ids=str)
def test_a_check_removes_the_folders_that_it_gives_to_an_answer(answer, raises):
    namespace = {}
    exec(compile(answer.code, "answer.py", "exec"), namespace)
    given = []

    def noting(*arguments):
        given.append(Path(arguments[-1]))
        given[-1].mkdir()
        (given[-1] / "a model").touch()
        result = namespace[check.defines[0]](*arguments)
        if raises:
            raise RuntimeError
        return result

    check = find_exercise(answer.exercise)
    check.judge(noting, *(namespace[name] for name in check.defines[1:]), seed=SEEDS[0])
    assert given
    assert not [folder for folder in given if folder.exists()]


@pytest.mark.parametrize("rest", ["", "raise RuntimeError", "import os\nos._exit(3)"], ids=["ends", "raises", "exits"])
def test_checking_a_python_file_leaves_no_temporary_file(rest, temporary, tmp_path):
    path = tmp_path / "answer.py"
    path.write_text(f"{LITTERS}def mse(y_true, y_pred):\n    return ((y_true - y_pred) ** 2).mean()\n{rest}\n")
    assert judge_file("01_perceptron.mse", path)["passed"] == (not rest)
    assert not list(temporary.iterdir())


def test_checking_a_notebook_leaves_no_temporary_file(temporary, tmp_path):
    """The kernel is killed after the last cell, so it removes nothing itself."""
    released = nbformat.read(REPOSITORY / "notebooks" / "01_perceptron" / "01_perceptron.ipynb", as_version=4)
    check = next(cell for cell in released.cells if cell.id == "check-mse")
    litter = nbformat.v4.new_code_cell(LITTERS)
    nbformat.write(nbformat.v4.new_notebook(cells=[litter, check]), tmp_path / "mine.ipynb")
    command = [program("dlcourse"), "check", tmp_path / "mine.ipynb", "--json"]
    run = subprocess.run(command, env=os.environ, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert json.loads(run.stdout)["exercises"], run.stderr
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("kind", ["dlcourse/checks", "dlcourse/plots", "dlcourse/nn", "solutions"])
def test_the_code_uses_only_temporary_folders_that_remove_themselves(kind):
    """`mkdtemp`, `mkstemp` and `delete=False` do not remove what they make."""
    for path in (REPOSITORY / kind).rglob("*.py"):
        assert not re.search(r"mkdtemp|mkstemp|mktemp|delete=False", path.read_text(encoding="utf-8")), path
