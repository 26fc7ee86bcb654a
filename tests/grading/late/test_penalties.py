"""A penalty is that of now: of the points, the due date and the extension that the gradebook holds."""

import csv
import shutil
import sqlite3
from datetime import datetime

import pytest
from nbgrader.api import Gradebook

from tests.conftest import REPOSITORY
from tests.support.commands import dlcourse, nbgrader

CHAPTER = "03_optimizers"
RULE = """
c.AssignLatePenalties.plugin_class = "dlcourse.grading.late.policy.LatePolicy"
c.LatePolicy.points_per_day = 5
"""


def book(course):
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse")


def give(course, **scores):
    """Give ada's written answer these scores by hand."""
    with book(course) as gradebook:
        grade = gradebook.find_grade("written-answer-1", CHAPTER, CHAPTER, "ada")
        for name, score in scores.items():
            setattr(grade, name, score)
        gradebook.db.commit()


@pytest.fixture
def course(made, tmp_path):
    """ada is half a day late, with one point of eighteen so far; ben has not handed in."""
    return shutil.copytree(made, tmp_path, dirs_exist_ok=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("late")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    with (tmp_path / "nbgrader_config.py").open("a") as file:
        file.write(RULE)
    with book(tmp_path) as gradebook:
        gradebook.add_assignment(CHAPTER, duedate="2027-03-12 14:59")
        gradebook.add_notebook(CHAPTER, CHAPTER)
        gradebook.add_grade_cell("check-adam", CHAPTER, CHAPTER, max_score=18, cell_type="code")
        gradebook.add_grade_cell("written-answer-1", CHAPTER, CHAPTER, max_score=2, cell_type="markdown")
        for student in ("ada", "ben"):
            gradebook.add_student(student)
        gradebook.add_submission(CHAPTER, "ada", timestamp=datetime(2027, 3, 13, 2, 59))
        gradebook.find_grade("check-adam", CHAPTER, CHAPTER, "ada").auto_score = 1
        gradebook.find_submission_notebook(CHAPTER, CHAPTER, "ada").late_submission_penalty = 1  # of 5, for 1 point
        gradebook.db.commit()
    return tmp_path


def exported(course):
    """ada's points, penalty, and points less the penalty."""
    run = nbgrader(course, "export")
    assert run.returncode == 0, run.stderr
    with (course / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["student_id"] == "ada")
    return tuple(float(row[name]) for name in ("raw_score", "late_submission_penalty", "score"))


def test_points_given_by_hand_do_not_pass_by_a_penalty(course):
    give(course, manual_score=2)
    assert exported(course) == (3, 3, 0)
    give(course, extra_credit=4)
    assert exported(course) == (7, 5, 2)
    give(course, manual_score=None, extra_credit=None)
    assert exported(course) == (1, 1, 0)


def test_an_extension_changes_the_penalty_and_is_replaced_or_taken_back(course):
    run = dlcourse(course, "extend", "03", "--student", "ada", "--days", "2")
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "ada: 03_optimizers is due 2027-03-14 14:59 UTC, 2 days later than for the others.",
        "ada: penalty for late work 1 → 0 points (not late; due 2027-03-14 14:59 UTC, with an extension of 2 days).",
    ]
    assert exported(course) == (1, 0, 1)
    run = dlcourse(course, "extend", "3", "--student", "ada", "--hours", "1")
    assert "0 → 1 points (11 hours late; due 2027-03-12 15:59 UTC, with an extension of 1 hour)" in run.stdout
    assert dlcourse(course, "extend", f"{CHAPTER}/", "--student", "ada", "--none").returncode == 0
    assert exported(course) == (1, 1, 0)


def test_an_extension_may_be_given_before_anything_is_handed_in(course):
    assert dlcourse(course, "extend", "03", "--student", "ben", "--days", "1").returncode == 0
    with book(course) as gradebook:
        assert len(gradebook.find_assignment(CHAPTER).submissions) == 1  # nothing that could be taken for work
        gradebook.add_submission(CHAPTER, "ben", timestamp=datetime(2027, 3, 14, 2, 59))
        gradebook.find_grade("check-adam", CHAPTER, CHAPTER, "ben").auto_score = 18
        gradebook.db.commit()
    assert nbgrader(course, "export").returncode == 0
    with book(course) as gradebook:
        submission = gradebook.find_submission(CHAPTER, "ben")
        assert (submission.extension.days, submission.late_submission_penalty) == (1, 5)


def test_a_due_date_that_was_moved_or_taken_away_changes_the_penalty(course):
    assert nbgrader(course, "db", "assignment", "add", CHAPTER, "--duedate=2027-03-13 11:59 KST").returncode == 0
    assert exported(course) == (1, 0, 1)
    assert nbgrader(course, "db", "assignment", "add", CHAPTER, "--duedate=2027-03-13 11:58 KST").returncode == 0
    assert exported(course) == (1, 1, 0)
    assert dlcourse(course, "extend", "03", "--student", "ada", "--hours", "0.001").returncode == 0
    assert nbgrader(course, "db", "assignment", "add", CHAPTER).returncode == 0
    assert exported(course) == (1, 0, 1)  # where nbgrader fails, for want of a date to extend


REFUSED = {
    "nobody": (["03", "--student", "nobody", "--days", "1"], "does not know the student nobody"),
    "no chapter": (["42_nothing", "--student", "ada", "--days", "1"], "does not know 42_nothing"),
    "no time": (["03", "--student", "ada"], "say how much more time: --days 2"),
    "both": (["03", "--student", "ada", "--days", "1", "--none"], "say how much more time"),
    "an endless time": (["03", "--student", "ada", "--days", "inf"], "--days"),
}


@pytest.mark.parametrize(("arguments", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_extended_is_said(course, arguments, says):
    run = dlcourse(course, "extend", *arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    with sqlite3.connect(course / "gradebook.db") as database:
        assert database.execute("select extension from submitted_assignment").fetchall() == [(None,)]


def test_without_a_due_date_nothing_can_be_extended(course):
    with sqlite3.connect(course / "gradebook.db") as database:
        database.execute("update assignment set duedate = null")
    run = dlcourse(course, "extend", "03", "--student", "ada", "--days", "1")
    assert run.returncode == 2
    assert "03_optimizers has no due date. Set one first" in run.stderr


def test_a_rule_that_fails_is_named_in_one_line(course):
    with (course / "nbgrader_config.py").open("a") as file:
        file.write("from nbgrader.plugins import BasePlugin\nclass Strict(BasePlugin): pass\n")
        file.write("c.AssignLatePenalties.plugin_class = Strict\n")
    run = nbgrader(course, "export")
    assert run.returncode == 1
    assert "Nothing was exported: the rule for late work, Strict, fails: AttributeError" in run.stderr
    assert "Traceback" not in run.stderr
