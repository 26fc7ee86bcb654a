"""A check whose first line is `# in_kernel` runs beside the student's code; every other one runs apart from it."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade
from traitlets.config import Config

from dlcourse.grading.examiner.examiner import Examine

LOOKS_INSIDE = (
    "import sys\nassert 'only_here' in sys.modules['__main__'].__dict__\nassert greet('Ada') == 'Hello, Ada!'"
)
STUDENT = "only_here = True\n\ndef greet(name):\n    return f'Hello, {name}!'"


def cell(name, source, check):
    marks = {"schema_version": 3, "grade_id": name, "grade": check, "solution": not check, "locked": check,
             "task": False, **({"points": 1} if check else {})}  # fmt: skip
    return new_code_cell(source, metadata={"nbgrader": marks})


@pytest.fixture
def points(tmp_path):
    """The points of a check of the student's code."""

    def grade(source: str, student: str = STUDENT, tags: tuple[str, ...] = ()) -> float:
        notebook = new_notebook(cells=[cell("greet", student, False), cell("check-greet", source, True)])
        notebook.cells[1].metadata.tags = list(tags)
        about = {"nbgrader": {"assignment": "greetings"}, "metadata": {"path": str(tmp_path)}}
        graded, _ = Examine(config=Config({"Examine": {"isolation": "none"}})).preprocess(notebook, about)
        return determine_grade(graded.cells[1])[0]

    return grade


def test_a_check_so_marked_sees_the_students_own_process(points):
    assert points(f"# in_kernel\n{LOOKS_INSIDE}") == 1


def test_any_other_check_does_not(points):
    assert points(LOOKS_INSIDE) == 0
    assert points(LOOKS_INSIDE.splitlines()[-1]) == 1


def test_a_wrong_answer_fails_such_a_check(points):
    assert points(f"# in_kernel\n{LOOKS_INSIDE}", STUDENT.replace("Hello", "Bye")) == 0


@pytest.mark.parametrize("tag", ["skip-execution", "raises-exception"])
def test_no_tag_keeps_such_a_check_from_failing(points, tag):
    wrong = STUDENT.replace("Hello", "Bye")
    assert points(f"# in_kernel\n{LOOKS_INSIDE}", wrong, (tag,)) == 0
    assert points(f"# in_kernel\n{LOOKS_INSIDE}", STUDENT, (tag,)) == 1
