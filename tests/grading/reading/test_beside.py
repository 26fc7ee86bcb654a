"""What lies beside a notebook is used where it may be; what is left out is named."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from dlcourse.grading.submitted_files import copy_submitted
from tests.grading.reading.odd_notebooks import answered, place_of
from tests.support.classroom import CHAPTER, make_course, scores
from tests.support.commands import dlcourse, nbgrader

IGNORE = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "[0-9][0-9]_*.py", ".built_from", "*.bak"]


def lay(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("factor = 1")


def test_what_the_course_ignores_is_named_and_what_programs_left_is_not(tmp_path):
    left = ("__pycache__/a.pyc", ".ipynb_checkpoints/a-checkpoint.ipynb", ".built_from")
    lay(tmp_path / "from", "01_helpers.py", "other.ipynb", "feedback/a.txt", "old.bak", *left)
    (tmp_path / "to").mkdir()
    notes = copy_submitted(tmp_path / "from", tmp_path / "to", IGNORE, set())
    assert sorted(path.name for path in (tmp_path / "to").rglob("*")) == ["01_helpers.py", "other.ipynb"]
    assert notes == ["old.bak, a.txt were left out: the course's settings ignore this name"]


def with_cell(source: str):
    """A notebook whose answer to mse needs what this cell loads."""
    work = answered(mse="def mse(y_true, y_pred):\n    return factor * np.mean((y_true - y_pred) ** 2)")
    work.cells.insert(place_of(work, "mse"), new_code_cell(source))
    return work


HELPER = nbformat.writes(new_notebook(cells=[new_code_cell("factor = 1")]))


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_notebook_and_a_numbered_file_that_cells_run_are_used_and_no_record_gets_into_feedback(tmp_path):
    works = {"notebook": with_cell("%run other.ipynb"), "numbered": with_cell("%run 01_helpers.py")}
    course = make_course(tmp_path, works)
    (course / "submitted" / "notebook" / CHAPTER / "other.ipynb").write_text(HELPER)
    lay(course / "submitted" / "numbered" / CHAPTER, "01_helpers.py", "feedback/a.txt")
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {"notebook": 3, "numbered": 3}
    report = json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)
    assert report["notes"] == {"numbered": ["a.txt was left out: the course's settings ignore this name"]}
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    given_back = [path.name for path in (course / "feedback").rglob("*") if path.is_file()]
    assert ".dlcourse.json" not in given_back
    assert given_back.count(f"{CHAPTER}.html") == 2


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nbgrader_itself_says_that_it_leaves_a_numbered_file_out(tmp_path):
    course = make_course(tmp_path, {"ada": answered()})
    lay(course / "submitted" / "ada" / CHAPTER, "01_helpers.py")
    run = nbgrader(course, "autograde", CHAPTER)
    assert run.returncode == 0
    assert "01_helpers.py of ada is left out; `dlcourse grade` uses it." in run.stderr
