"""The gradebook in PostgreSQL: a real server, made for the test and ended with it."""

import nbformat
import pytest

from tests.support.classroom import CHAPTER, CLASS, HONEST, SHORT, make_course, scores
from tests.support.commands import dlcourse, nbgrader
from tests.support.servers.postgresql import database

pytestmark = [pytest.mark.needs("bubblewrap", "postgresql"), pytest.mark.slow]


@pytest.fixture
def db_url():
    with database() as address:
        yield address


def test_grading_into_postgresql_gives_the_same_points(tmp_path, db_url):
    works = {name: CLASS[name][0] for name in HONEST}
    course = make_course(tmp_path, works, f"{SHORT}c.CourseDirectory.db_url = {db_url!r}\n")
    run = dlcourse(course, "grade", CHAPTER, "--workers", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    assert not (course / "gradebook.db").exists()
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in HONEST}
    assert "graded 0, unchanged 4" in dlcourse(course, "grade", CHAPTER).stdout
    take_care_of_the_class(course)


def take_care_of_the_class(course):
    """What is kept besides nbgrader's tables: the list of the class, and extensions for work that is still to come."""
    assert "pages made 4, up to date 0" in dlcourse(course, "feedback", "01").stdout
    (course / "class.csv").write_text("id,section\n" + "".join(f"{name},A\n" for name in [*HONEST, "later"]))
    assert "sections: A" in dlcourse(course, "roster", "class.csv").stdout
    assert nbgrader(course, "db", "assignment", "add", CHAPTER, "--duedate=2027-03-12 22:00 KST").returncode == 0
    run = dlcourse(course, "extend", "01", "--student", "later", "--student", "perfect", "--days", "2")
    assert run.returncode == 0, run.stderr
    assert "later: 01_perceptron is due 2027-03-14 13:00 UTC, 2 days later" in run.stdout
    source = course / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
    chapter = nbformat.read(source, as_version=4)
    chapter.cells = [cell for cell in chapter.cells if cell.id != "check-mse"]
    nbformat.write(chapter, source)
    assert "perfect loses 1 points of check-mse" in dlcourse(course, "release", "01").stderr
    assert dlcourse(course, "release", "01", "--allow-lower").returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course)["perfect"] == CLASS["perfect"][1] - 1
    run = dlcourse(course, "feedback", "01")
    assert "perfect: no page: the gradebook does not have this work with these cells: run" in run.stderr
