"""A folder that a check names, an answer in a jail can make."""

import tempfile

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from dlcourse.grading.examiner.examiner import Examine
from dlcourse.grading.jail.zygote_client import retire_all
from tests.support.answers import answers

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]


@pytest.fixture
def elsewhere(monkeypatch):
    """Our own temporary files lie where no jail has anything; its zygote ends with the test."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        yield
        retire_all()


def test_wherever_the_graders_own_temporary_files_lie(elsewhere, tmp_path):
    answer = next(answer for answer in answers() if answer.exercise == "04_keras.round_trip" and answer.right)
    marks = {"schema_version": 3, "grade_id": "check-round-trip", "grade": True, "solution": False, "locked": True,
             "task": False, "points": 2}  # fmt: skip
    check = new_code_cell("check.round_trip(round_trip, build_sequential, points=2)", metadata={"nbgrader": marks})
    notebook = new_notebook(cells=[new_code_cell(answer.code), check])
    about = {"nbgrader": {"assignment": "04_keras"}, "metadata": {"path": str(tmp_path)}}
    graded, _ = Examine().preprocess(notebook, about)
    assert determine_grade(graded.cells[1]) == (2, 2), graded.cells[1].outputs
