"""A simulated class, graded by the real nbgrader: each student ends with exactly the points expected."""

import copy
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest

from tests.conftest import REPOSITORY
from tests.support.classroom import CHAPTER, CLASS, RELEASE, hand_in, notebook, scores, short, solved
from tests.support.commands import nbgrader

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course, graded: solutions released, the class's work autograded, one answer graded by hand, feedback made."""
    course = tmp_path_factory.mktemp("course")
    for name in ("solutions", "notebooks"):
        shutil.copytree(REPOSITORY / name, course / name)
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    (course / "class.csv").write_text("id\n" + "\n".join(CLASS) + "\n")
    hand_in(
        course, {student: work for student, (work, _) in CLASS.items()} | {"perfect": _as_shown(CLASS["perfect"][0])}
    )
    assert nbgrader(course, "db", "student", "import", "class.csv").returncode == 0
    assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    log = nbgrader(course, "autograde", CHAPTER, "--Execute.timeout=10")
    (course / "autograde.log").write_text(log.stdout + log.stderr)
    assert log.returncode == 0, log.stderr
    _grade_written_answer(course, "perfect", 2)
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    return course


def _as_shown(work: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with the outputs that its cells have in the solution."""
    work = copy.deepcopy(work)
    solution = nbformat.read(REPOSITORY / "solutions" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    shown = {cell.id: cell.outputs for cell in solution.cells if cell.cell_type == "code"}
    for cell in work.cells:
        if cell.cell_type == "code":
            cell.outputs = shown.get(cell.id, [])
    return work


def _grade_written_answer(course: Path, student: str, points: float) -> None:
    """What formgrader does when an instructor types in a score."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("written-answer-1", CHAPTER, CHAPTER, student)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def test_the_release_made_with_a_gradebook_is_the_committed_one(course):
    assert (course / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes() == RELEASE.read_bytes()


def test_a_perfect_notebook_has_20_of_20_points_once_the_written_answer_is_read(course):
    assert scores(course)["perfect"] == 20


@pytest.mark.parametrize("student", [name for name in CLASS if name != "perfect"])
def test_each_student_has_exactly_the_points_expected(course, student):
    assert scores(course)[student] == CLASS[student][1]


@pytest.mark.parametrize("student", [name for name, (work, _) in CLASS.items() if work is not None])
def test_each_student_gets_a_feedback_page_with_the_score(course, student):
    page = (course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    points = 20 if student == "perfect" else CLASS[student][1]
    assert re.search(rf"Score: {float(points)} */ *20.0", page)


def test_sliders_become_a_picture_in_the_feedback(course):
    page = (course / "feedback" / "perfect" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert 'alt="Left: three bars, the logits' in page


def test_formgrader_lists_the_assignment_and_the_submissions(course):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=secret", "--allow-root"]
    command = [sys.executable, "-m", "jupyter", "server", *options]
    server = subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assignments = _get(f"http://127.0.0.1:{port}/formgrader/api/assignments?token=secret", server)
        submissions = _get(f"http://127.0.0.1:{port}/formgrader/api/submissions/{CHAPTER}?token=secret", server)
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert (CHAPTER, 20) in [(assignment["name"], assignment["max_score"]) for assignment in assignments]
    assert {row["student"]: row["score"] for row in submissions if row["autograded"]}["partial"] == 3.5


def _get(address: str, server: subprocess.Popen):
    """The JSON at an address, once the server answers."""
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=30) as reply:
                return json.load(reply)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")


def test_the_feedback_names_the_criterion_and_gives_the_hint(course):
    page = (course / "feedback" / "partial" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "large logits stay finite" in page
    assert "more than a float can hold" in page


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("corrupt", "not a notebook: the file is cut off or damaged at line 1"),
        ("empty-file", "the file is empty"),
        ("no-cells", "the notebook has no cells"),
    ],
)
def test_an_unreadable_submission_is_named_in_one_line_and_in_its_feedback(course, student, reason):
    log = (course / "autograde.log").read_text().splitlines()
    named = [line for line in log if f"submitted/{student}/" in line and "ERROR" in line]
    assert len(named) == 1
    assert reason in named[0]
    page = (course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert f"This submission could not be read: {reason}" in page


def test_no_source_of_a_solution_lies_where_submissions_run(course):
    left = {path.name for path in (course / "autograded").rglob("*") if path.is_file()}
    assert left == {f"{CHAPTER}.ipynb", "notes.txt"} or left == {f"{CHAPTER}.ipynb"}


def test_an_endless_answer_is_told_so(course):
    graded = json.loads((course / "autograded" / "endless-answer" / CHAPTER / f"{CHAPTER}.ipynb").read_text())
    (cell,) = [
        c for c in graded["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == "check-binary_crossentropy"
    ]
    assert "Is there a loop that never ends?" in json.dumps(cell["outputs"])


def test_validate_says_which_check_fails(course, tmp_path):
    nbformat.write(short(notebook()), tmp_path / "untouched.ipynb")
    work = short(solved())
    work.metadata.kernelspec = {
        "name": "conda-env-dl-py",
        "display_name": "Python [conda env:dl]",
    }  # not on this computer
    nbformat.write(work, tmp_path / "solved.ipynb")
    untouched = nbgrader(course, "validate", str(tmp_path / "untouched.ipynb")).stdout
    assert "VALIDATION FAILED ON 13 CELL(S)" in untouched
    assert (
        "Success! Your notebook passes all the tests."
        in nbgrader(course, "validate", str(tmp_path / "solved.ipynb")).stdout
    )
