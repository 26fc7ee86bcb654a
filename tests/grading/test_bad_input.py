"""What can be wrong with what was handed in: one clear line each, in a run that grades all the others."""

import copy
import csv
import io
import json
import os
import shutil
import subprocess

import nbformat
import pytest

from tests.grading.beside import BESIDE, NO_TIMES
from tests.support.classroom import CHAPTER, RELEASE, make_course, notebook, scores, short, solutions, solved
from tests.support.commands import dlcourse, nbgrader, program

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]

OLD = {
    "metadata": {"name": "old"},
    "nbformat": 2,
    "worksheets": [{"cells": [{"cell_type": "code", "input": "1", "outputs": []}]}],
}


def of_50_megabytes():
    work = short(solved())
    work.cells.append(nbformat.v4.new_markdown_cell("x" * 50_000_000))
    return work


# submission; its points; what the report says
STRANGE = {
    "binary": (bytes(range(256)), 0, "not a text file"),
    "half": (RELEASE.read_bytes()[:10_000], 0, "not a notebook"),
    "a-list": (b"[]", 0, "not a notebook"),
    "a-number": (b"1", 0, "not a notebook"),
    "nbformat-2": (json.dumps(OLD).encode(), 0, ""),
    "deep": (b"[" * 100_000, 0, "not a notebook"),
    "cells-that-are-none": (b'{"cells": [1], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', 0, "not a"),
    "fifty-megabytes": (of_50_megabytes(), 18, ""),
    "a-folder": (None, 0, "is a directory"),
    "a-link": (None, 0, "a link"),
    "a-pipe": (None, 0, "the notebook is not a regular file"),
    "a-linked-folder": (None, 0, "the student's folder is a link"),
    "a-linked-student": (None, 0, "the student's folder is a link"),
    "a-hole-of-a-terabyte": (None, 0, "larger than 100 MiB"),
    "honest": (short(solved()), 18, ""),
}


ONE_ANSWER = short(notebook(softmax=solutions()["softmax"]))


def with_marks(marks):
    """A notebook with one answer, and a cell about which nbgrader is said to have written this."""
    work = copy.deepcopy(ONE_ANSWER)
    work.cells.insert(0, nbformat.v4.new_markdown_cell("Hello \ud800", metadata={"nbgrader": marks}))
    return json.dumps(work).encode()


def altered(change):
    """A notebook with one answer, as JSON, with its cells changed."""
    work = json.loads(nbformat.writes(ONE_ANSWER))
    for place, cell in enumerate(work["cells"]):
        change(work, cell, place)
    return json.dumps(work).encode()


def of_code(work, cell, place):
    for key in ("outputs", "execution_count"):
        cell.pop(key, None)


FORGED = "x\n✗ \x1b[31mforged criterion\n  ✗ forged"
# Notebooks that a program wrote strangely, or a student; what they answer counts.
STRANGE |= {
    "marks-text": (with_marks("text"), 2, ""),
    "marks-list": (with_marks([1]), 2, ""),
    "marks-list-id": (with_marks({"grade_id": ["a"], "grade": True}), 2, ""),
    "marks-no-id": (with_marks({"grade": True, "solution": True}), 2, ""),
    "marks-half-a-character": (
        with_marks({"grade_id": "check-\ud800\x1b]0;owned\x07\x1b[31mRED\nzoe: kernel stopped"}),
        2,
        "",
    ),
    "ids-in-4.4": (altered(lambda work, cell, place: work.update(nbformat_minor=4)), 2, ""),
    "ids-strange": (altered(lambda work, cell, place: cell.update(id=f"my cell {place}" * 9)), 2, ""),
    "ids-all-one": (altered(lambda work, cell, place: cell.update(id="cell-1")), 2, ""),
    "no-outputs": (altered(of_code), 2, ""),
    "byte-order-mark": (b"\xef\xbb\xbf" + nbformat.writes(ONE_ANSWER).encode(), 2, ""),
    "a-bomb": (
        json.dumps(ONE_ANSWER | {"metadata": {"bomb": [{}] * 1_400_000}}).encode(),
        0,
        "more than 1,000,000 values",
    ),
    "forged": (short(notebook(softmax=f"def softmax(z):\n    raise ValueError({FORGED!r})")), 0, ""),
}
STRANGE |= dict.fromkeys([*NO_TIMES, *BESIDE], (ONE_ANSWER, 2, ""))


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("strange"), {name: work for name, (work, _, _) in STRANGE.items()})
    (course / "submitted" / "a-folder" / CHAPTER / f"{CHAPTER}.ipynb").mkdir()
    (course / "submitted" / "a-link" / CHAPTER / f"{CHAPTER}.ipynb").symlink_to(
        course / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
    )
    os.mkfifo(course / "submitted" / "a-pipe" / CHAPTER / f"{CHAPTER}.ipynb")
    with (course / "submitted" / "a-hole-of-a-terabyte" / CHAPTER / f"{CHAPTER}.ipynb").open("wb") as file:
        file.truncate(2**40)
    shutil.rmtree(course / "submitted" / "a-linked-folder" / CHAPTER)
    (course / "submitted" / "a-linked-folder" / CHAPTER).symlink_to(course / "solutions" / CHAPTER)
    shutil.rmtree(course / "submitted" / "a-linked-student")
    (course / "submitted" / "a-linked-student").symlink_to("honest")
    with (course / "submitted" / "honest" / CHAPTER / "hole.bin").open("wb") as file:
        file.truncate(2**40)
    for student, make in NO_TIMES.items():
        make(course / "submitted" / student / CHAPTER / "timestamp.txt")
    for student, (make, _) in BESIDE.items():
        make(course / "submitted" / student / CHAPTER)
    (course / "submitted" / "honest" / CHAPTER / "timestamp.txt").write_text("2026-03-01 10:00:00.000000 UTC")
    run = dlcourse(course, "grade", CHAPTER)
    (course / "run.txt").write_text(run.stdout + run.stderr)
    assert run.returncode == 0, run.stdout + run.stderr
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.fixture(scope="module")
def report(course):
    return json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)


@pytest.mark.parametrize("student", STRANGE)
def test_a_strange_submission_has_its_points_and_its_line(course, report, student):
    _, points, says = STRANGE[student]
    assert scores(course)[student] == points
    (record,) = [record for record in report["students"] if record["student"] == student]
    assert says in record["problem"]
    assert "\n" not in record["problem"]
    assert "Traceback" not in (course / "run.txt").read_text()


def test_a_huge_file_beside_a_notebook_is_left_out_with_a_note(course, report):
    assert report["notes"]["honest"] == ["hole.bin was left out: a submission's files may hold 256 MiB together"]
    assert not (course / "autograded" / "honest" / CHAPTER / "hole.bin").exists()


@pytest.mark.parametrize("student", BESIDE)
def test_too_much_beside_a_notebook_is_left_out_with_a_note(course, report, student):
    noted = "; ".join(report["notes"].get(student, []))
    assert BESIDE[student][1] in noted
    assert bool(noted) == bool(BESIDE[student][1])
    copied = [path for path in (course / "autograded" / student).rglob("*") if path.is_file()]
    assert len(copied) <= 1000 + 2  # with the notebook and the record
    assert sum(path.stat().st_size for path in copied) < 300 * 1024**2


def test_a_time_of_handing_in_that_is_none_is_noted(course, report):
    noted = {student for student, notes in report["notes"].items() if "holds no time" in "; ".join(notes)}
    assert noted == set(NO_TIMES)
    assert f"{CHAPTER},,2026-03-01 10:00:00,honest," in (course / "grades.csv").read_text()


def test_nothing_of_a_submission_moves_a_cursor_or_forges_a_line(course, report):
    run = (course / "run.txt").read_text()
    assert "\x1b" not in run
    assert "\nzoe:" not in run
    assert (
        "check-?�]0;owned��[31mRED�zoe: kernel stopped is not the course's"
        in report["notes"]["marks-half-a-character"][0]
    )
    (record,) = [record for record in report["students"] if record["student"] == "forged"]
    assert not [criterion for criterion in record["failed"] if "forged" in criterion]
    assert [criterion for criterion in record["failed"] if criterion.startswith("softmax: ")]


def test_no_remark_in_the_csv_is_a_formula(course):
    rows = list(csv.DictReader(io.StringIO(dlcourse(course, "report", CHAPTER, "--format", "csv").stdout)))
    (notes,) = [row["notes"] for row in rows if row["student"] == "beside-formula"]
    assert notes.startswith("'=cmd|")


def test_a_terminal_without_our_letters_shows_others(course):
    poor = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [program("dlcourse"), "report", CHAPTER]
    run = subprocess.run(command, cwd=course, env=os.environ | poor, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "mean, median" in run.stdout


def test_nbgrader_itself_restores_checks_in_a_notebook_of_an_older_form(tmp_path):
    def old(work, cell, place):
        work["nbformat_minor"] = 2
        cell.pop("id", None)

    work = json.loads(altered(old))
    marks = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in work["cells"]]
    del work["cells"][marks.index("check-mse")]
    course = make_course(tmp_path, {"ada": json.dumps(work).encode()})
    assert nbgrader(course, "autograde", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {"ada": 2}
