"""The points of graded cells are the same as by nbgrader, which is not imported."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade, is_grade

from dlcourse.student.graded_cells import TooManyPointsError, earned, is_graded, is_written_answer, points_of
from tests.conftest import REPOSITORY

NOTEBOOKS = sorted([*REPOSITORY.glob("solutions/*/*.ipynb"), *REPOSITORY.glob("notebooks/*/*.ipynb")])


def cells():
    return [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells]


def same(cell) -> bool:
    return determine_grade(cell) == (earned(cell), points_of(cell))


def test_every_graded_cell_of_the_course_has_the_points_that_nbgrader_gives():
    assert [cell for cell in cells() if bool(is_grade(cell)) != is_graded(cell)] == []
    graded = [cell for cell in cells() if is_graded(cell)]
    assert [cell.metadata.nbgrader.grade_id for cell in graded if not same(cell)] == []
    written = [cell for cell in graded if is_written_answer(cell)]
    assert {earned(cell) for cell in written} == {0, None}  # as handed out, and with the solution's text


def test_a_written_answer_counts_once_it_was_changed_in_any_way():
    for cell in filter(is_graded, cells()):
        if is_written_answer(cell) and earned(cell) == 0:
            for change in ({"source": f"{cell.source} "}, {"cell_type": "raw"}):
                changed = nbformat.from_dict({**cell, **change})
                assert same(changed)
                assert earned(changed) is None


def value(text: str):
    return new_output("execute_result", data={"text/plain": text})


OUTPUTS = {
    "none": [],
    "some points": [value("1.5")],
    "all points": [value("2")],
    "no points": [value("0.0")],
    "fewer than none": [value("-1")],
    "no number": [value("'well done'")],
    "not a number": [value("nan")],
    "a table before the value": [new_output("display_data", data={"text/plain": "0 of 2"}), value("1")],
    "two values": [value("1"), value("2")],
    "an error": [value("2"), new_output("error", ename="E", evalue="", traceback=[])],
    "an error before the value": [new_output("error", ename="E", evalue="", traceback=[]), value("2")],
    "a warning before the value": [new_output("stream", name="stderr", text="careful"), value("2")],
    "a print before the value": [new_output("stream", name="stdout", text="hello"), value("1")],
}


def check(outputs):
    marks = {"schema_version": 3, "grade_id": "check-f", "grade": True, "solution": False, "locked": True,
             "task": False, "points": 2}  # fmt: skip
    return new_code_cell("check.f(f)", outputs=outputs, metadata={"nbgrader": marks})


@pytest.mark.parametrize("outputs", OUTPUTS.values(), ids=OUTPUTS.keys())
def test_a_check_cell_has_the_points_that_nbgrader_reads_from_such_outputs(outputs):
    assert same(check(outputs))


@pytest.mark.parametrize("text", ["2.5", "inf"])
def test_more_points_than_there_are_is_an_error_in_both(text):
    with pytest.raises(ValueError, match="partial credit"):
        determine_grade(check([value(text)]))
    with pytest.raises(TooManyPointsError):
        earned(check([value(text)]))
