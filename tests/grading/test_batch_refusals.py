"""What `dlcourse grade` and `dlcourse report` refuse, or warn of: one clear line each."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.classroom import CHAPTER, RELEASE, make_course, notebook, short
from tests.support.commands import dlcourse, program

CLEAR = {
    "a chapter nobody knows": (["grade", "42_nothing"], "the gradebook does not know 42_nothing"),
    "a student who handed nothing in": (
        ["grade", CHAPTER, "--student", "nobody"],
        "no submission of 01_perceptron by nobody",
    ),
    "a report on nothing": (["report", CHAPTER], "no submission of 01_perceptron has been graded yet"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("small"), {"ada": short(notebook())})


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize(("arguments", "says"), CLEAR.values(), ids=CLEAR.keys())
def test_what_cannot_be_done_is_said_in_one_line(small, arguments, says):
    run = dlcourse(small, *arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


PLACES = {"ada": f"{CHAPTER}.ipynb", "ben": "homework/work.ipynb", "eve": "01/work.txt"}


@pytest.mark.needs("bubblewrap")
def test_work_outside_of_the_chapters_folder_is_named_with_where_it_belongs(small, tmp_path):
    course = shutil.copytree(small, tmp_path / "course", ignore=shutil.ignore_patterns("submitted"))
    for student, place in PLACES.items():
        path = course / "submitted" / student / place
        path.parent.mkdir(parents=True)
        shutil.copy(RELEASE, path)
    other = course / "submitted/fay/02_backpropagation/02_backpropagation.ipynb"
    other.parent.mkdir(parents=True)
    other.write_text("{}")
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 1
    for student, place in PLACES.items():
        says = (
            f"{student}: not graded: {place} is not in the folder {CHAPTER}: move it to submitted/{student}/{CHAPTER}/"
        )
        assert says in run.stderr
    assert "fay" not in run.stderr


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("command", ["release", "feedback"])
def test_in_a_read_only_course_a_command_ends_in_one_line(small, command):
    run = subprocess.run(
        ["bwrap", "--dev-bind", "/", "/", "--ro-bind", small, small, program("dlcourse"), command, CHAPTER],
        cwd=small, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert "Read-only file system" in run.stderr or "no submission" in run.stderr


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_locked_gradebook_leaves_the_submission_ungraded_with_the_reason(small):
    lock = sqlite3.connect(small / "gradebook.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        run = dlcourse(small, "grade", CHAPTER)
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    assert run.returncode != 0
    assert "locked" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert not (small / "autograded").exists()


@pytest.mark.slow
def test_isolation_none_warns_loudly(small):
    run = dlcourse(small, "grade", CHAPTER, "--isolation", "none", "--force")
    assert run.returncode == 0
    assert "YOUR rights" in run.stderr


def test_without_bubblewrap_grading_is_refused_with_the_remedy(small):
    path = str(Path(sys.executable).parent)
    command = [program("dlcourse"), "grade", CHAPTER]
    run = subprocess.run(
        command, cwd=small, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "bubblewrap is not installed" in run.stderr
    assert "apt-get install bubblewrap" in run.stderr
