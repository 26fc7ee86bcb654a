"""What of a submission is run until its verdicts are known: no more than they need, and all where that could help."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.utils import determine_grade
from traitlets.config import Config

from dlcourse.checks.core.report import MIME, Report, Result
from dlcourse.grading.examiner.examiner import Examine
from dlcourse.grading.examiner.rounds.not_run import NOT_RUN, RUN_IN_PART

CHAPTER = "01_perceptron"
MSE = "def mse(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 2)"
GATES = "from scipy import constants\nAND, OR, NAND = ([1, 1], -1.5), ([1, 1], -500 / constants.kilo), ([-1, -1], 1.5)"
SHOWS = "print('shown', np.sqrt(4))"


def check(call: str):
    name = call.partition("(")[0]
    marks = {"schema_version": 3, "grade_id": f"check-{name}", "grade": True, "solution": False, "locked": True,
             "task": False, "points": 1}  # fmt: skip
    return new_code_cell(f"check.{call}", id=f"check-{name}", metadata={"nbgrader": marks})


CHECK_MSE, CHECK_GATES = "mse(mse, points=1)", "gates(AND, OR, NAND, points=1)"


@pytest.fixture
def grade(tmp_path):
    """Grade cells and a check below them, where students were given some cells; texts of outputs, and the points."""

    def graded(cells: list[str], call: str, *, given=(), shown: float | None = None) -> tuple[list[str], float]:
        notebook = new_notebook(cells=[*map(new_code_cell, cells), check(call)])
        for cell in notebook.cells[:-1]:
            cell.outputs = [new_output("stream", name="stdout", text="as handed in")]
        if shown is not None:
            report = Report("x", criteria=[Result("x", True, weight=shown), Result("y", False, weight=1 - shown)])
            notebook.cells[-1].outputs = [new_output("display_data", data={MIME: report.as_data()})]
        course = tmp_path / "course"
        for path, work in {
            "release": new_notebook(cells=[*map(new_code_cell, given)]),
            "submitted/ada": notebook,
        }.items():
            (course / path / CHAPTER).mkdir(parents=True)
            nbformat.write(work, course / path / CHAPTER / f"{CHAPTER}.ipynb")
        for cell in notebook.cells:
            cell.outputs = []
        about = {"student": "ada", "assignment": CHAPTER, "notebook": CHAPTER}
        (tmp_path / "work").mkdir()
        examine = Examine(config=Config({"CourseDirectory": {"root": str(course)}}))
        notebook, _ = examine.preprocess(notebook, {"nbgrader": about, "metadata": {"path": str(tmp_path / "work")}})
        texts = ["".join(output.get("text", "") for output in cell.outputs) for cell in notebook.cells[:-1]]
        return texts, determine_grade(notebook.cells[-1])[0]

    return graded


@pytest.mark.needs("bubblewrap")
def test_an_answer_built_by_hand_needs_no_other_cell(grade):
    cells = ["import numpy as np", SHOWS, MSE, "print('mine')"]
    texts, points = grade(cells, CHECK_MSE, given=[SHOWS])
    assert points == 1
    kept = "as handed in"
    assert texts == [f"{line}\n{kept}" for line in (RUN_IN_PART, NOT_RUN, RUN_IN_PART, NOT_RUN)]


@pytest.mark.needs("bubblewrap")
def test_other_answers_run_with_what_a_student_changed_and_what_that_needs(grade):
    patches = "import numpy as np\nlist(map(PIECES.append, [-1.5]))"
    cells = ["PIECES = []", SHOWS, patches, f"{GATES}\nAND = ([1, 1], PIECES[0])\nprint('mine')"]
    texts, points = grade(cells, CHECK_GATES, given=["PIECES = []", SHOWS])
    assert points == 1
    assert texts == [f"{RUN_IN_PART}\nas handed in", f"{NOT_RUN}\nas handed in", "", "mine\n"]


WHOLE = {
    "a name that is missing": ("exec('AND = ' + '([1, 1], -1.5)')", "AND = AND", None),
    "more points were shown": (
        "import scipy.constants as made\nexec('made.BIAS = ' + '-1.5')",
        "AND = ([1, 1], made.BIAS)",
        1.0,
    ),
}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("way", WHOLE)
def test_the_whole_notebook_runs_where_that_may_give_more(way, grade):
    given, answer, shown = WHOLE[way]
    released = [f"{given}\nprint('ran')", "if False:\n    AND = None"]
    texts, points = grade(
        [*released, f"{GATES.replace('AND,', '_,')}\n{answer}"], CHECK_GATES, given=released, shown=shown
    )
    assert texts[0] == "ran\n"
    assert points == 1


@pytest.mark.needs("bubblewrap")
def test_a_wrong_answer_that_never_worked_is_not_run_again(grade):
    wrong = MSE.replace("np.mean", "np.sum")
    texts, points = grade(["import numpy as np", SHOWS, wrong], CHECK_MSE, given=[SHOWS], shown=0.0)
    assert points < 1
    assert texts[1] == f"{NOT_RUN}\nas handed in"
