"""A notebook in another encoding or with an odd cell has its points; what is no notebook is named as what it is."""

import json

import pytest

from dlcourse.notebooks import UnreadableError, read_noting
from dlcourse.student.scorecard import saved_scorecard
from tests.grading.reading.odd_notebooks import NAME, ODD
from tests.support.classroom import CHAPTER, make_course, scores
from tests.support.commands import dlcourse, nbgrader


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("outputs", [True, False], ids=["with outputs", "without"])
def test_it_is_read_the_same_with_its_outputs_and_without(tmp_path, kind, outputs):
    work, _, problem, note = ODD[kind]
    path = tmp_path / NAME
    path.write_bytes(work)
    if problem:
        with pytest.raises(UnreadableError) as error:
            read_noting(path, outputs)
        assert problem in str(error.value)
        assert "\n" not in str(error.value)
    else:
        notebook, notes = read_noting(path, outputs)
        assert notebook.cells
        assert kind == "version-3" or (note in "; ".join(notes) and bool(notes) == bool(note))


@pytest.mark.parametrize("kind", [kind for kind in ODD if not ODD[kind][2] and kind != "version-3"])
def test_a_student_sees_each_exercise_of_it(tmp_path, kind):
    path = tmp_path / NAME
    path.write_bytes(ODD[kind][0])
    saved = saved_scorecard(path)
    assert len(saved) == 13
    assert ODD[kind][3] in "; ".join(saved.notes)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("odd"), {name: work for name, (work, *_) in ODD.items()})
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.fixture(scope="module")
def records(graded):
    report = json.loads(dlcourse(graded, "report", CHAPTER, "--format", "json").stdout)
    return {record["student"]: record for record in report["students"]}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("kind", ODD)
def test_it_has_its_points_and_its_note(graded, records, kind):
    _, points, problem, note = ODD[kind]
    assert scores(graded)[kind] == points
    assert problem in records[kind]["problem"]
    assert bool(problem) == bool(records[kind]["problem"])
    assert note in "; ".join(records[kind]["notes"])


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nbgrader_itself_gives_the_same_points(tmp_path):
    some = ("utf-16", "cp949", "sql", "null-source", "null-cell", "nbformat-text")
    course = make_course(tmp_path, {name: ODD[name][0] for name in some})
    assert nbgrader(course, "autograde", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: ODD[name][1] for name in some}
