"""Grades as Canvas and Moodle read them, through `nbgrader export` on a real gradebook."""

import csv
import shutil

import pytest
from nbgrader.api import Gradebook

from tests.conftest import REPOSITORY
from tests.support.commands import nbgrader


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Two chapters, three students; ada handed in both (one late), bob one, and one has a name like a formula."""
    course = tmp_path_factory.mktemp("export")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    (course / "notebooks").mkdir()
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse") as gradebook:
        for chapter in ("01_perceptron", "02_backpropagation"):
            gradebook.add_assignment(chapter)
            gradebook.add_notebook(chapter, chapter)
            gradebook.add_grade_cell("check-mse", chapter, chapter, max_score=20, cell_type="code")
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        gradebook.add_student("bob", first_name="Bob", last_name='O"Neil, Jr.')
        gradebook.add_student("eve", first_name="=HYPERLINK(1)", last_name="")
        for student, chapter, score, penalty in (
            ("ada", "01_perceptron", 18.5, 0),
            ("ada", "02_backpropagation", 12, 2),
            ("bob", "01_perceptron", 7, 9),
        ):
            gradebook.add_submission(chapter, student)
            gradebook.find_grade("check-mse", chapter, chapter, student).auto_score = score
            gradebook.find_submission_notebook(chapter, chapter, student).late_submission_penalty = penalty
        gradebook.db.commit()
    return course


def exported(course, plugin, *options):
    run = nbgrader(course, "export", f"--exporter=dlcourse.grading.export.{plugin}", "--to=out.csv", *options)
    assert run.returncode == 0, run.stderr
    with (course / "out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_canvas_gets_its_own_columns_the_points_possible_and_a_row_a_student(course):
    heads, possible, *students = exported(course, "CanvasExport")
    assert heads[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert heads[5:] == ["01_perceptron", "02_backpropagation"]
    assert possible == ["Points Possible", "", "", "", "", "20", "20"]
    assert {row[3]: row[5:] for row in students} == {"ada": ["18.5", "10"], "bob": ["0", ""], "eve": ["", ""]}
    assert {row[3]: row[0] for row in students}["bob"] == 'O"Neil, Jr., Bob'


def test_moodle_finds_students_by_address_or_username(course):
    heads, *students = exported(course, "MoodleExport")
    assert heads[2:4] == ["Username", "Email address"]
    assert heads[4] == "Assignment: 01_perceptron (Real)"
    assert ["Ada", "Lovelace", "ada", "ada@example.org", "18.5", "10"] in students


def test_a_name_that_looks_like_a_formula_is_text(course):
    assert "'=HYPERLINK(1)" in {row[0] for row in exported(course, "MoodleExport")}


def test_one_chapter_and_one_student_alone(course):
    options = ("--ExportPlugin.assignment=01_perceptron", "--ExportPlugin.student=ada")
    assert exported(course, "MoodleExport", *options)[1:] == [["Ada", "Lovelace", "ada", "ada@example.org", "18.5"]]
