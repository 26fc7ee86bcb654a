"""What can be wrong with what was handed in, or with the machine: one clear line each, and nothing half-written."""

import copy
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from dlcourse.grading.grade import Grading
from tests.grading.test_classroom import CHAPTER, RELEASE, notebook, scores, short, solutions, solved
from tests.grading.test_grade import make_course
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
    "a-pipe": (None, 0, "no file that can be read"),
    "a-linked-folder": (None, 0, "a link, where the student's folder should be"),
    "a-linked-student": (None, 0, "a link, where the student's folder should be"),
    "a-hole-of-a-terabyte": (None, 0, "larger than 100 MiB"),
    "honest": (short(solved()), 18, ""),
}
# What timestamp.txt is, beside a notebook with one answer.
NO_TIMES = {
    "time-date-alone": lambda path: path.write_text("2001-01-01"),
    "time-weekday": lambda path: path.write_text("Mon"),
    "time-hour": lambda path: path.write_text("10:00"),
    "time-number": lambda path: path.write_text("1"),
    "time-no-date": lambda path: path.write_text("the day after the deadline"),
    "time-no-text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "time-year-0": lambda path: path.write_text("0000-00-00 00:00:00 UTC"),
    "time-a-folder": lambda path: (path.mkdir(), (path / "2020-01-01").touch()),
    "time-a-link": lambda path: path.symlink_to("/etc/hostname"),
    "time-a-pipe": os.mkfifo,
    "time-a-hole-of-a-terabyte": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 2**40),
}


def make_deep(folder):
    """Twenty folders, one in the other, whose names are longer together than a path may be."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        here = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))


def make_many_files(folder):
    for number in range(3000):
        (folder / f"{number:04}").touch()


def make_many_folders(folder):
    for number in range(21_000):
        (folder / f"{number % 210:03}").mkdir(exist_ok=True)
        (folder / f"{number % 210:03}" / f"{number:05}").touch()


def make_holes(folder):
    for name in ("a.bin", "b.bin", "c.bin"):
        with (folder / name).open("wb") as file:
            file.truncate(100 * 1024**2)


def make_formula(folder):
    with (folder / "=cmd|' \x1b[31m'!A1").open("wb") as file:
        file.truncate(2**30)


def make_in_the_way(folder):
    """What stands where the grader's record is to lie."""
    (folder / ".dlcourse.json").mkdir()
    (folder / ".dlcourse.json" / "file").touch()


# What lies beside a notebook with one answer; what is noted of it.
BESIDE = {
    "beside-deep": (make_deep, "dddd was left out: not to be read"),
    "beside-many-files": (
        make_many_files,
        "more than 1,000 files and folders were handed in: the others were left out",
    ),
    "beside-many-folders": (make_many_folders, "more than 1,000 files and folders were handed in"),
    "beside-holes": (make_holes, "c.bin was left out: a submission's files may hold 256 MiB together"),
    "beside-formula": (make_formula, "=cmd|' \ufffd[31m'!A1 was left out"),
    "beside-in-the-way": (make_in_the_way, ""),
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


def test_a_submission_that_vanishes_is_not_graded_and_the_others_are(tmp_path):
    course = make_course(tmp_path, {"ada": short(notebook()), "gone": short(notebook())})
    grading = Grading(course, CHAPTER, None, "auto", False)
    shutil.rmtree(course / "submitted" / "gone")
    results = {getattr(result, "student", None) or result[0]: result for result in grading.run(1)}
    assert results["ada"].problem == ""
    assert "changed or vanished" in results["gone"][1]
    assert [path.parent.name for path in course.glob("autograded/*/*")] == ["ada"]


@pytest.mark.parametrize("command", ["nbgrader autograde", "dlcourse grade"])
def test_what_lies_behind_a_link_is_not_shown_to_a_submission(tmp_path, command):
    work = short(notebook())
    work.cells.insert(0, nbformat.v4.new_code_cell("import os\nprint(sorted(os.listdir('.')))"))
    course = make_course(tmp_path, {"mallory": work})
    folder = course / "submitted" / "mallory" / CHAPTER
    (folder / "data.csv").write_text("1,2\n")
    (folder / "solution.py").symlink_to(f"../../../solutions/{CHAPTER}/{CHAPTER}.py")
    (folder / "all").symlink_to("../../../solutions")
    program, step = command.split()
    run = nbgrader(course, step, CHAPTER) if program == "nbgrader" else dlcourse(course, step, CHAPTER)
    assert run.returncode == 0, run.stderr
    graded = course / "autograded" / "mallory" / CHAPTER
    first = nbformat.read(graded / f"{CHAPTER}.ipynb", as_version=4).cells[0]
    assert first.outputs[0].text == "['data.csv']\n"
    assert not (graded / "solution.py").exists()
    assert not (graded / "all").exists()
    assert (folder / "solution.py").is_symlink()  # what was handed in stays as it was


@pytest.fixture
def sandbox():
    """A command that runs another with this machine's files, as a user who cannot override permissions.

    All ends with it, and what it leaves for the next of that user's commands lies in a folder that goes, too.
    """
    user = ["--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid", "--as-pid-1", "--proc", "/proc"]
    with tempfile.TemporaryDirectory() as own:
        yield ["bwrap", "--dev-bind", "/", "/", *user, "--setenv", "TMPDIR", own]


def test_permissions_that_forbid_reading_are_named(tmp_path, sandbox):
    course = make_course(tmp_path, {"ada": short(notebook()), "locked": short(notebook())})
    (course / "submitted" / "locked" / CHAPTER / f"{CHAPTER}.ipynb").chmod(0)
    command = [*sandbox, program("dlcourse"), "grade", CHAPTER]
    run = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert "locked: permission denied" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert (course / "autograded" / "ada" / CHAPTER / f"{CHAPTER}.ipynb").exists()


def test_a_full_disk_leaves_nothing_half_written(tmp_path, sandbox):
    course = make_course(tmp_path / "course", {"ada": short(notebook()), "bob": short(notebook())})
    size = sum(path.stat().st_size for path in course.rglob("*") if path.is_file())
    small = tmp_path / "small"
    small.mkdir()
    script = f"""
    cp -r {course}/. {small} && cd {small} && head -c 100M /dev/zero > filler 2>/dev/null
    dlcourse grade {CHAPTER}; echo "first: $?"; find autograded .grading-* -type f 2>/dev/null; echo "listed"
    rm filler && dlcourse grade {CHAPTER}; echo "second: $?"
    """
    options = ["--size", str(size + 3_000_000), "--tmpfs", str(small), "--setenv", "PATH", _path()]
    run = subprocess.run([*sandbox, *options, "bash", "-c", script], capture_output=True, text=True, check=False)
    assert "first: 1\nlisted" in run.stdout, run.stdout + run.stderr
    assert "ada: not graded: " in run.stderr + run.stdout
    assert "space" in run.stdout + run.stderr or "full" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert "second: 0" in run.stdout


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
