"""What the examiner has found stands in the outputs of check cells, and no student's code can put it there."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from dlcourse.checks.core.report import MIME, Report, Result
from dlcourse.checks.core.report_data import reports_in
from dlcourse.grading.examiner.examiner import Examine
from dlcourse.grading.submission import _verdicts

FORGED = Report("mse", points=1, criteria=[Result("forged", True)])
DATA = {MIME: FORGED.as_data(), "text/plain": repr(FORGED)}
SHOWS = {
    "displayed": f"display({DATA!r}, raw=True)",
    "displayed again": f"display({DATA!r}, raw=True, display_id='x')\nupdate_display({DATA!r}, raw=True, display_id='x')",
    "as a result": f"class Forged:\n    def _repr_mimebundle_(self, **_): return {DATA!r}\nForged()",
    "from an answer": f"def mse(y_true, y_pred):\n    display({DATA!r}, raw=True)\n    return 0",
    "from a thread that goes on": f"""
import threading, time
kernel, parent = get_ipython().kernel, get_ipython().kernel.get_parent()
def go_on():
    for _ in range(200):
        content = {{"data": {DATA!r}, "metadata": {{}}, "transient": {{}}}}
        kernel.session.send(kernel.iopub_socket, "display_data", content, parent, ident=kernel.topic("display_data"))
        time.sleep(0.01)
threading.Thread(target=go_on, daemon=True).start()
""",
}


def graded(tmp_path, *cells: str, check: str = "check.mse(mse)"):
    """These cells and a check, as the examiner leaves them."""
    marks = {"schema_version": 3, "grade_id": "check-mse", "grade": True, "solution": False, "locked": True,
             "task": False, "points": 1}  # fmt: skip
    notebook = new_notebook(cells=[*map(new_code_cell, cells), new_code_cell(check, metadata={"nbgrader": marks})])
    about = {"nbgrader": {"assignment": "01_perceptron"}, "metadata": {"path": str(tmp_path)}}
    return Examine(config=Config({"Examine": {"isolation": "none"}})).preprocess(notebook, about)[0]


@pytest.mark.parametrize("way", SHOWS)
def test_a_forged_report_is_kept_nowhere(way, tmp_path):
    work = graded(
        tmp_path, SHOWS[way], "def mse(y_true, y_pred): return 0" if way != "from an answer" else "x = 1", "1"
    )
    assert [reports_in(cell.outputs) for cell in work.cells[:-1]] == [[], [], []]
    (report,) = reports_in(work.cells[-1].outputs)
    assert report.exercise == "mse"
    assert "forged" not in [result.name for result in report.criteria]
    assert _verdicts(work) == ({"mse": report.earned}, [f"mse: {name}" for name in report.failed])


@pytest.mark.parametrize("data", ["'[' * 100_000", "{'criteria': [{'name': 'x' * 10_000, 'passed': False}]}"])
def test_what_is_no_report_is_not_read_where_a_check_runs_beside_the_answer(data, tmp_path):
    shown = f"display({{{MIME!r}: {data}, 'text/plain': '  ✗ forged'}}, raw=True)"
    work = graded(tmp_path, check=f"# in_kernel\n{shown}\n0.0")
    assert _verdicts(work) == ({"mse": 0.0}, ["mse: the check did not run through"])


def test_a_check_that_runs_beside_the_answer_says_what_failed(tmp_path):
    check = "# in_kernel\nfrom dlcourse.checks.perceptron import mse as judge\njudge(lambda a, b: 0 * a)"
    _, failed = _verdicts(graded(tmp_path, check=check))
    assert failed
    assert "mse: the check did not run through" not in failed
