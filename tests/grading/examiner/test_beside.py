"""Modules that lie beside a notebook are there for its cells, in the second look too."""

import shutil
from pathlib import Path

import numpy
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from dlcourse.grading.examiner.examiner import Examine

pytestmark = pytest.mark.needs("bubblewrap")

CHECK = {"schema_version": 3, "grade_id": "check-mse", "grade": True, "solution": False, "locked": True,
         "task": False, "points": 1}  # fmt: skip


def graded(folder, *cells: str) -> NotebookNode:
    """These cells and a check of `mse`, graded with this folder around them."""
    check = new_code_cell("check.mse(mse)", metadata={"nbgrader": CHECK})
    notebook = new_notebook(cells=[*map(new_code_cell, cells), check])
    about = {"nbgrader": {"assignment": "01_perceptron"}, "metadata": {"path": str(folder)}}
    return Examine().preprocess(notebook, about)[0]


def test_a_function_may_come_from_one(tmp_path):
    (tmp_path / "helpers.py").write_text("def squared(a, b):\n    return ((b - a) ** 2).mean()\n")
    answer = "from helpers import squared\n\ndef mse(y_true, y_pred):\n    return squared(y_true, y_pred)"
    assert determine_grade(graded(tmp_path, answer).cells[-1]) == (1, 1)


def test_none_of_them_is_a_compiled_one(tmp_path):
    (library,) = Path(numpy.__file__).parent.glob("linalg/lapack_lite.*.so")
    shutil.copy(library, tmp_path / "lapack_lite.so")
    (error,) = graded(tmp_path, "import lapack_lite").cells[0].outputs
    assert "failed to map segment" in error.evalue
