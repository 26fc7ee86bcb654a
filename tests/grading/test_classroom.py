"""A simulated class, graded by the real nbgrader: each student ends with exactly the points expected."""

import csv
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
from tests.support.commands import nbgrader

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]

CHAPTER = "01_perceptron"
SOLVED = REPOSITORY / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
RELEASE = REPOSITORY / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb"


def solutions() -> dict[str, str]:
    """What the solution writes into each exercise and written answer, by name."""
    cells = nbformat.read(SOLVED, as_version=4).cells
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in cells if _is_solution(cell)}


def _is_solution(cell) -> bool:
    return cell.metadata.get("nbgrader", {}).get("solution", False)


def notebook(**answers: str):
    """The released notebook with these cells filled in, by exercise."""
    released = nbformat.read(RELEASE, as_version=4)
    for cell in released.cells:
        if _is_solution(cell) and cell.metadata.nbgrader.grade_id in answers:
            cell.source = answers[cell.metadata.nbgrader.grade_id]
    return released


def solved(**changes: str):
    """The released notebook with every exercise solved, but for these."""
    return notebook(**(solutions() | changes))


def short(work: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A chapter's notebook without the cells that only draw or try things out, to be quick. What was added stays."""
    drawing = {cell.id for cell in nbformat.read(RELEASE, as_version=4).cells if _only_draws(cell)}
    work.cells = [cell for cell in work.cells if cell.id not in drawing]
    return work


def _only_draws(cell) -> bool:
    needed = "import numpy" in cell.source or cell.source.startswith("def sigmoid")
    return cell.cell_type == "code" and not cell.metadata.get("nbgrader") and not needed


def with_extra_cells():
    filled = solved()
    extra = ["print('hello')", "1 / 0", "import sys; sys.stderr.write('loud')", "print('x' * 10_000)"]
    filled.cells[5:5] = [nbformat.v4.new_markdown_cell("My notes."), *map(nbformat.v4.new_code_cell, extra)]
    return filled


def with_an_endless_cell():
    filled = solved()
    filled.cells.append(nbformat.v4.new_code_cell("while True:\n    pass"))
    return filled


def without_a_check_cell():
    filled = solved()
    filled.cells = [cell for cell in filled.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "check-mse"]
    return filled


def without_an_exercise():
    filled = solved()
    filled.cells = [
        cell for cell in filled.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in ("mse", "check-mse")
    ]
    return filled


NO_OVERFLOW_GUARD = "def softmax(z):\n    e = np.exp(z)\n    return e / e.sum(axis=-1, keepdims=True)"
ENDLESS = "def binary_crossentropy(y_true, y_pred):\n    while True:\n        pass"
LOUD = (
    "import sys\n\ndef mse(y_true, y_pred):\n    sys.stderr.write('loud')\n    return np.mean((y_true - y_pred) ** 2)"
)
ONLY_ZERO = {name: f"def {name}(*_):\n    return 0" for name in solutions() if name.isidentifier() and name != "gates"}

# student → (submission: a notebook, raw bytes, or None for a folder without a notebook; points before manual grading)
CLASS = {
    "perfect": (solved(), 18),
    "partial": (notebook(neuron=solutions()["neuron"], gates=solutions()["gates"], softmax=NO_OVERFLOW_GUARD), 3.5),
    "untouched": (notebook(), 0),
    "all-zero": (notebook(**ONLY_ZERO), 0),
    "syntax-error": (solved(softmax="def softmax(z:\n    return z"), 16),
    "endless-answer": (solved(binary_crossentropy=ENDLESS), 16),
    "endless-cell": (with_an_endless_cell(), 18),
    "extra-cells": (with_extra_cells(), 18),
    "loud": (solved(mse=LOUD), 18),
    "deleted-check": (without_a_check_cell(), 18),
    "deleted-exercise": (without_an_exercise(), 17),
    "no-notebook": (None, 0),
    "corrupt": (b'{"cells": [', 0),
    "empty-file": (b"", 0),
    "no-cells": (nbformat.v4.new_notebook(), 0),
}
CLASS |= {name: (short(CLASS[name][0]), CLASS[name][1]) for name in CLASS
          if name != "perfect" and isinstance(CLASS[name][0], nbformat.NotebookNode)}  # fmt: skip


def hand_in(course: Path, works: dict) -> None:
    """Put each student's work where nbgrader expects it."""
    for student, work in works.items():
        folder = course / "submitted" / student / CHAPTER
        folder.mkdir(parents=True)
        if work is None:
            (folder / "notes.txt").write_text("I forgot the notebook.")
        elif isinstance(work, bytes):
            (folder / f"{CHAPTER}.ipynb").write_bytes(work)
        else:
            nbformat.write(work, folder / f"{CHAPTER}.ipynb")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course, graded: solutions released, the class's work autograded, one answer graded by hand, feedback made."""
    course = tmp_path_factory.mktemp("course")
    for name in ("solutions", "notebooks"):
        shutil.copytree(REPOSITORY / name, course / name)
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    (course / "class.csv").write_text("id\n" + "\n".join(CLASS) + "\n")
    hand_in(course, {student: work for student, (work, _) in CLASS.items()})
    assert nbgrader(course, "db", "student", "import", "class.csv").returncode == 0
    assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    log = nbgrader(course, "autograde", CHAPTER, "--Execute.timeout=10")
    (course / "autograde.log").write_text(log.stdout + log.stderr)
    assert log.returncode == 0, log.stderr
    _grade_written_answer(course, "perfect", 2)
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    return course


def _grade_written_answer(course: Path, student: str, points: float) -> None:
    """What formgrader does when an instructor types in a score."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("written-answer-1", CHAPTER, CHAPTER, student)
        assert grade.needs_manual_grade
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def scores(course: Path) -> dict[str, float]:
    with (course / "grades.csv").open() as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


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
        ("corrupt", "not a notebook (JSONDecodeError)"),
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
    nbformat.write(short(solved()), tmp_path / "solved.ipynb")
    untouched = nbgrader(course, "validate", str(tmp_path / "untouched.ipynb")).stdout
    assert "VALIDATION FAILED ON 12 CELL(S)" in untouched
    assert (
        "Success! Your notebook passes all the tests."
        in nbgrader(course, "validate", str(tmp_path / "solved.ipynb")).stdout
    )
