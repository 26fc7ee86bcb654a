"""`dlcourse similar`: what an instructor sees, in the terminal and on a page, of a graded class."""

import nbformat
import pytest

from tests.support.classroom import CHAPTER, make_course, notebook, short, solved
from tests.support.commands import dlcourse

SCRIPT = "</code></pre><script>alert(1)</script>"
ODD = f"""def mse(y_true, y_pred):
    strange_sum = 0.0  # the sum of all of the squares that I found so far {SCRIPT}
    for here, there in zip(y_true.flat, y_pred.flat):
        strange_sum = strange_sum + (here - there) ** 2
    return strange_sum / (y_true.size + 1)"""
TEXT = (
    "A step is flat nearly everywhere, so its slope tells a weight nothing about which way to go; the sigmoid has one."
)
ACCUSING = ("copied", "cheat", "plagiar")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    works = {
        "ada": short(notebook(**{"mse": ODD, "written-answer-1": TEXT})),
        "ben": short(notebook(**{"mse": ODD.replace("strange_sum", "s"), "written-answer-1": f"I say: {TEXT}"})),
        "cy": short(notebook(mse="def mse(y_true, y_pred):\n    return ((y_true - y_pred) ** 2).mean()")),
        "dan": short(solved()),
        "eve": short(notebook()),
    }
    course = make_course(tmp_path_factory.mktemp("graded"), works)
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    return course


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_pair_and_what_agrees_are_in_the_terminal(graded):
    run = dlcourse(graded, "similar", CHAPTER)
    assert run.returncode == 0, run.stderr
    assert f"{CHAPTER}: 1 of 10 pairs of 5 students agree more than others." in run.stdout
    assert "ada" in run.stdout and "ben" in run.stdout and "written-answer-1" in run.stdout
    assert "cy" not in run.stdout.split("students", 2)[2]
    assert "Read both, and ask." in run.stdout
    assert not any(word in run.stdout.lower() for word in ACCUSING)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_page_shows_both_side_by_side_and_runs_nothing(graded):
    run = dlcourse(graded, "similar", CHAPTER, "--html", "similar.html")
    assert (run.returncode, "1 pair, side by side" in run.stdout) == (0, True), run.stdout + run.stderr
    page = (graded / "similar.html").read_text(encoding="utf-8")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert page.count("I say: A step is flat") == 1 and page.count("A step is flat") == 2
    assert not any(word in page.lower() for word in ACCUSING)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_what_a_student_wrote_into_a_cell_of_its_own_is_compared_too(graded):
    for student in ("cy", "dan"):
        path = graded / "submitted" / student / CHAPTER / f"{CHAPTER}.ipynb"
        work = nbformat.read(path, as_version=4)
        work.cells.append(nbformat.v4.new_markdown_cell(f"By the way: {TEXT}"))
        nbformat.write(work, path)
    assert dlcourse(graded, "grade", CHAPTER).returncode == 0
    assert "own cells" in dlcourse(graded, "similar", CHAPTER).stdout


@pytest.mark.parametrize("chapter", [CHAPTER, "42_nothing"])
def test_without_graded_submissions_it_says_so_in_one_line(tmp_path_factory, chapter):
    run = dlcourse(make_course(tmp_path_factory.mktemp("empty"), {}), "similar", chapter)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert f"fewer than two submissions of {chapter}" in run.stderr


def test_outside_of_a_course_it_says_so(tmp_path):
    run = dlcourse(tmp_path, "similar", CHAPTER)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert "is not the course's folder" in run.stderr
