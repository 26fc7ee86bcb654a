"""Grading again never takes points away silently."""

import json

import nbformat
import pytest
from nbgrader.api import Gradebook

from dlcourse.grading.lowered import CannotKeepError, Lowered, advice, keep, lowered
from dlcourse.grading.record import GradedWith, Record, read_record
from tests.support.classroom import CHAPTER, make_course, notebook, scores, short, solutions
from tests.support.commands import dlcourse, nbgrader

REASON = "the chapter's check cells changed since"


def set_checks(course, **sources):
    """Give the course's checks these sources, and the gradebook with them; returns what they were."""
    path = course / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
    chapter = nbformat.read(path, as_version=4)
    cells = {cell.id.removeprefix("check-"): cell for cell in chapter.cells}
    before = {name: cells[name].source for name in sources}
    for name, source in sources.items():
        cells[name].source = source
    nbformat.write(chapter, path)
    assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    return before


def points(course, student):
    return read_record(course / "autograded" / student / CHAPTER).points


def shown(course, student, check):
    """What a check gave out in the graded notebook, as text."""
    cells = nbformat.read(course / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb", as_version=4).cells
    outputs = next(cell.outputs for cell in cells if cell.id == f"check-{check}")
    return [output.data["text/plain"] for output in outputs if output.output_type == "execute_result"]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_points_that_fall_are_kept_until_that_is_allowed_and_those_that_rise_are_written(tmp_path):
    solves_softmax = short(notebook(softmax=solutions()["softmax"]))
    course = make_course(tmp_path, {"ada": solves_softmax, "ben": short(notebook())})
    right = set_checks(course, mse="1.0", softmax="0.0")
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        by_hand = gradebook.find_grade("written-answer-1", CHAPTER, CHAPTER, "ada")
        by_hand.manual_score = 1.5
        gradebook.db.commit()
    set_checks(course, **right)
    nbformat.write(short(notebook(mse="# again")), course / "submitted" / "ben" / CHAPTER / f"{CHAPTER}.ipynb")

    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 1
    assert "1 submission has changed.\n" in run.stdout
    assert f"1 submission is due again: {REASON}" in run.stdout
    assert f"ada: mse 1 → 0 points: {REASON}" in run.stderr
    assert "ben: mse" not in run.stderr  # handed in again: nothing is kept
    assert "1 exercise of 1 student got fewer points than before" in run.stderr
    assert f"dlcourse grade {CHAPTER} --allow-lower" in run.stderr
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {"ada": 1 + 2 + 1.5, "ben": 0}
    assert shown(course, "ada", "mse") == ["1.0"]
    assert (points(course, "ada")["mse"], points(course, "ada")["softmax"]) == (1, 2)
    report = json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)
    assert report["notes"] == {"ada": ["mse got 0 points, fewer than before, and keeps 1"]}

    run = dlcourse(course, "grade", CHAPTER, "--allow-lower")
    assert run.returncode == 0
    assert f"1 submission is due again: {REASON}" in run.stdout  # kept points stay due
    assert f"ada: mse 1 → 0 points: {REASON}" in run.stderr
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {"ada": 2 + 1.5, "ben": 0}
    assert "graded 0, unchanged 2" in dlcourse(course, "grade", CHAPTER).stdout


def test_only_the_same_submission_keeps_points():
    before, now = Record("ada", "hash", points={"mse": 1.0, "xor": 2.0, "gone": 1.0}), {"mse": 0.5, "xor": 2.0}
    expected = [Lowered("ada", "mse", 1.0, 0.5, "why"), Lowered("ada", "gone", 1.0, 0.0, "why")]
    assert lowered(before, Record("ada", "hash", points=now), "why") == expected
    assert lowered(before, Record("ada", "another", points=now), "why") == []
    assert lowered(None, Record("ada", "hash", points=now), "why") == []


def graded(path, **earned):
    """A graded notebook with these checks, each of them worth one point."""
    cells = []
    for name, value in earned.items():
        marks = {"grade_id": f"check-{name}", "grade": True, "solution": False, "points": 1}
        output = nbformat.v4.new_output("execute_result", data={"text/plain": str(value)}, execution_count=None)
        cells.append(nbformat.v4.new_code_cell(outputs=[output], metadata={"nbgrader": marks}))
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


def test_what_is_kept_is_the_whole_older_verdict(tmp_path):
    before = Record(
        "ada", "hash", GradedWith("2026.1", "", "", {}, {}), points={"mse": 1.0, "xor": 0.5}, failed=["xor: a"]
    )
    after = Record(
        "ada", "hash", GradedWith("2026.2", "", "", {}, {}), points={"mse": 0.0, "xor": 1.0}, failed=["mse: b"]
    )
    older, newer = (
        graded(tmp_path / "older.ipynb", mse=1.0, xor=0.5),
        graded(tmp_path / "newer.ipynb", mse=0.0, xor=1.0),
    )
    keep(lowered(before, after, "why"), before, after, older, newer)
    assert (after.points, after.failed) == ({"mse": 1.0, "xor": 1.0}, [])
    assert after.notes == ["mse got 0 points, fewer than before, and keeps 1"]
    assert after.graded_with.version == "2026.1"
    outputs = [cell.outputs[0].data["text/plain"] for cell in nbformat.read(newer, as_version=4).cells]
    assert outputs == ["1.0", "1.0"]


@pytest.mark.parametrize("now", [{"mse": 0.5}, {"xor": 1.0}], ids=["the check is worth less", "the check is gone"])
def test_points_that_the_chapter_does_not_give_any_more_are_not_written_over(tmp_path, now):
    before, after = Record("ada", "hash", points={"mse": 2.0}), Record("ada", "hash", points=now)
    older, newer = graded(tmp_path / "older.ipynb", mse=2.0), graded(tmp_path / "newer.ipynb", **now)
    unwritten = newer.read_bytes()
    with pytest.raises(CannotKeepError, match=r"mse had 2 points before, .* grade with --allow-lower"):
        keep(lowered(before, after, ""), before, after, older, newer)
    assert newer.read_bytes() == unwritten


def test_the_advice_counts_exercises_and_students():
    kept = [Lowered("ada", "mse", 1, 0, ""), Lowered("ada", "xor", 1, 0, ""), Lowered("ben", "mse", 1, 0, "")]
    assert advice(kept, CHAPTER).startswith("3 exercises of 2 students got fewer points")
