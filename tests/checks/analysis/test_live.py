"""A check that is called beside an answer reads the same text as the examiner: the notebook, or the answer's file."""

from itertools import chain
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from dlcourse.checks.analysis.live import code_of_files, code_of_notebook
from dlcourse.checks.check_file import judge_file
from tests.support.answers import SEEDS, answers, is_first_of_its_kind, judge

IMPORTS = "import numpy as np\nfrom dlcourse.checks import perceptron as check"
SCIPY = "from scipy.special import softmax"
BY_HAND = (
    "def softmax(z):\n    e = np.exp(z - z.max(axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)"
)
CHECK = "check.softmax(softmax, points=2)"

GATES = [
    "def neuron(x, w, b): return int(x[0] * w[0] + x[1] * w[1] + b > 0)\nAND, OR, NAND = ([1, 1], -1.5), ([1, 1], -0.5), ([-1, -1], 1.5)",
    "def xor(x1, x2): return neuron((neuron((x1, x2), *OR), neuron((x1, x2), *NAND)), *AND)",
]
XOR = "check.xor(xor, points=2)"


@pytest.fixture(scope="module")
def points():
    """Run one notebook, with several stories in it, and give the points of each check."""
    stories = [
        [SCIPY, CHECK],
        [BY_HAND, CHECK],
        ["softmax_of_scipy = softmax", SCIPY, "softmax = softmax_of_scipy", CHECK],
        ["import sys", "print(eval('1' + '1'), sorted(globals())[:3])", CHECK],
        ["import pandas as pd", "def softmax(z): return pd.DataFrame(z).to_numpy()", CHECK],
    ]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in [IMPORTS, *chain(*stories)]])
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    return [float(cell.outputs[-1].data["text/plain"]) for cell in notebook.cells if cell.source == CHECK]


def test_in_a_notebook_what_a_cell_imports_breaks_the_rule(points):
    assert points[0] == 0


def test_in_a_notebook_the_answer_of_now_counts_and_not_an_earlier_one(points):
    assert points[1] == 2


def test_in_a_notebook_what_is_bound_again_under_its_old_name_is_followed(points):
    assert points[2] == 2


def test_in_a_notebook_text_that_another_cell_runs_costs_nothing(points):
    assert points[3] == 2


def test_what_lowers_the_grade_is_shown_before_handing_in(points):
    assert points[4] == 0


def test_a_tool_that_keeps_no_history_does_not_change_what_the_rules_read():
    """nbval runs cells in this way."""
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in [IMPORTS, *GATES, XOR, SCIPY, CHECK]])
    client = NotebookClient(notebook, kernel_name="python3", timeout=120)
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index, store_history=False)
    assert [cell.outputs[-1].data["text/plain"] for cell in notebook.cells if cell.source in (XOR, CHECK)] == [
        "2.0",
        "0.0",
    ]


def test_where_no_notebook_is_there_is_no_code_of_one():
    assert code_of_notebook() is None


def test_beside_a_file_the_file_is_read(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("import statistics\ndef f(x): return statistics.mean(x)\nclass A: pass")
    namespace: dict = {}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    assert "statistics" in code_of_files([namespace["f"]]).dependencies("f").modules
    assert code_of_files([len]).dependencies("f").modules == set()  # built into Python: there is no text


def test_beside_a_file_the_modules_that_it_imports_are_read(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text("from scipy.special import softmax as soft")
    (tmp_path / "handed_in.py").write_text("from mine import soft\ndef softmax(z): return soft(z, axis=-1)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    rule, *_ = judge_file("01_perceptron.softmax", tmp_path / "handed_in.py")["criteria"]
    assert "scipy.special" in rule["message"]


ONE_OF_EACH = [answer for answer in answers() if answer.exercise.startswith("01_") and is_first_of_its_kind(answer)]


@pytest.mark.parametrize("answer", ONE_OF_EACH, ids=str)
def test_a_file_and_a_notebook_get_the_same_verdict(answer, tmp_path):
    here = judge(answer, tmp_path, SEEDS[0]).as_dict()
    path = Path(tmp_path, "handed_in.py")
    path.write_text(answer.code, encoding="utf-8")
    there = judge_file(answer.exercise, path, seed=SEEDS[0])
    assert [(one["name"], one["passed"]) for one in there["criteria"]] == [
        (one["name"], one["passed"]) for one in here["criteria"]
    ]
