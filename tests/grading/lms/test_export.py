"""`nbgrader export` writes a gradebook's grades in the formats of Canvas and Moodle."""

import csv
import io
import shutil
import zipfile

import pytest
from nbgrader.api import Gradebook

from tests.conftest import REPOSITORY
from tests.support.commands import dlcourse, nbgrader


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Two chapters, three students: ada submitted both (one late), bob one, and eve's name looks like a formula."""
    course = tmp_path_factory.mktemp("export")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    (course / "notebooks").mkdir()
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse") as gradebook:
        for chapter in ("01_perceptron", "02_backpropagation"):
            gradebook.add_assignment(chapter)
            gradebook.add_notebook(chapter, chapter)
            gradebook.add_grade_cell("check-mse", chapter, chapter, max_score=20, cell_type="code")
            gradebook.add_solution_cell("mse", chapter, chapter)
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        gradebook.add_student("bob", first_name="Bob", last_name='O"Neil, Jr.')
        gradebook.add_student("eve", first_name="=HYPERLINK(1)", last_name="a;\t=1+cmd|'\x1b[2J'", email="\n@SUM(1)")
        for student, chapter, score, penalty in (
            ("ada", "01_perceptron", 18.5, 0),
            ("ada", "02_backpropagation", 12, 2),
            ("bob", "01_perceptron", 7, 9),
        ):
            gradebook.add_submission(chapter, student)
            gradebook.find_grade("check-mse", chapter, chapter, student).auto_score = score
            gradebook.find_submission_notebook(chapter, chapter, student).late_submission_penalty = penalty
            gradebook.find_grade("check-mse", chapter, chapter, student).needs_manual_grade = False
        comment = gradebook.find_comment("mse", "01_perceptron", "01_perceptron", "ada")
        comment.manual_comment = "Shorter,\nplease. =1+1"
        gradebook.db.commit()
    return course


def exported(course, plugin, *options):
    run = nbgrader(course, "export", f"--exporter=dlcourse.grading.lms.export.{plugin}", "--to=out.csv", *options)
    assert run.returncode == 0, run.stderr
    with (course / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_canvas_gets_its_own_columns_the_points_possible_and_one_row_per_student(course):
    heads, possible, *students = exported(course, "CanvasExport")
    assert heads[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert heads[5:] == ["01_perceptron", "02_backpropagation"]
    assert possible == ["Points Possible", "", "", "", "", "20", "20"]
    assert {row[3]: row[5:] for row in students} == {"ada": ["18.5", "10"], "bob": ["0", ""], "eve": ["", ""]}
    assert {row[3]: row[0] for row in students}["bob"] == 'O"Neil, Jr., Bob'


def test_moodle_gets_usernames_and_addresses(course):
    heads, *students = exported(course, "MoodleExport")
    assert heads[2:4] == ["Username", "Email address"]
    assert heads[4:6] == ["Assignment: 01_perceptron (Real)", "Assignment: 01_perceptron (Feedback)"]
    (ada,) = [row for row in students if row[2] == "ada"]
    assert ada[:5] == ["Ada", "Lovelace", "ada", "ada@example.org", "18.5"]
    assert ada[6] == "10"


def test_moodle_gets_a_comment_for_each_chapter(course):
    comments = {row[2]: (row[5], row[7]) for row in exported(course, "MoodleExport")[1:]}
    first, second = comments["ada"]
    assert first == "18.5 of 20 points; mse: 18.5 of 20; mse: Shorter, please. =1+1"
    assert second == "12 of 20 points; mse: 12 of 20; late: 2 points less"
    assert comments["eve"] == ("", "")


@pytest.mark.parametrize(
    ("plugin", "advice"), [("CanvasExport", "extra credit"), ("MoodleExport", "raise the maximum")]
)
def test_points_above_the_maximum_are_told(course, plugin, advice):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse") as gradebook:
        grade = gradebook.find_grade("check-mse", "01_perceptron", "01_perceptron", "bob")
        before, grade.auto_score = grade.auto_score, 31
        gradebook.db.commit()
        try:
            run = nbgrader(course, "export", f"--exporter=dlcourse.grading.lms.export.{plugin}", "--to=out.csv")
        finally:
            grade.auto_score = before
            gradebook.db.commit()
    assert "bob has 22 of 20 points in 01_perceptron" in run.stderr and advice in run.stderr
    assert run.stderr.count("of 20 points") == 1


def test_a_name_that_looks_like_a_formula_is_exported_as_text(course):
    assert "'=HYPERLINK(1)" in {row[0] for row in exported(course, "MoodleExport")}


@pytest.mark.parametrize(
    "options", [[], ["--exporter=dlcourse.grading.lms.export.CanvasExport"]], ids=["plain", "Canvas"]
)
def test_no_name_is_a_formula_or_moves_the_cursor(course, options):
    assert nbgrader(course, "export", "--to=plain.csv", *options).returncode == 0
    text = (course / "plain.csv").read_text(encoding="utf-8-sig")
    assert "ada" in text
    assert text.replace("\n", "").isprintable()
    cells = [
        cell.strip() for row in csv.reader(text.splitlines()) for all_of_it in row for cell in all_of_it.split(";")
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def archive(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, content in members.items():
            written.writestr(name, content)
    return file.getvalue()


STUDENTS_OWN = {
    "a_work.zip": archive({"../x.txt": b"elsewhere"}),
    "b_work.zip": archive({"ada_1_01_perceptron.ipynb": b"{}"}),  # in another student's name, and twice
    "c_work.zip": b"no archive",
    "d_work.gz": b"\x1f\x8bcut off",
}


def test_a_students_own_archive_does_not_stop_the_class(course):
    place = course / "downloaded" / "01_perceptron" / "archive"
    place.mkdir(parents=True)
    (place / "class.zip").write_bytes(archive(STUDENTS_OWN | {"ada_1_01_perceptron.ipynb": b"ada's own"}))
    (place / "broken.zip").write_bytes(b"no archive")
    pattern = r".*/(?P<student_id>[^/_]+)_(?:[^/]*_)?(?P<file_id>\d\d_[a-z_]+)[^/]*\.ipynb"
    run = nbgrader(course, "zip_collect", "01_perceptron", f"--FileNameCollectorPlugin.named_regexp={pattern}")
    assert run.returncode == 0, run.stderr
    collected = {path.relative_to(course / "submitted"): path for path in course.glob("submitted/*/*/*.ipynb")}
    assert [str(path) for path in collected] == ["ada/01_perceptron/01_perceptron.ipynb"]
    assert next(iter(collected.values())).read_bytes() == b"ada's own"
    assert not list(course.rglob("x.txt"))
    for name in ("broken.zip is left out", *(f"{name} is not opened" for name in STUDENTS_OWN)):
        assert name in run.stderr


def test_the_options_select_one_chapter_and_one_student(course):
    options = ("--ExportPlugin.assignment=01_perceptron", "--ExportPlugin.student=ada")
    assert [row[:5] for row in exported(course, "MoodleExport", *options)[1:]] == [
        ["Ada", "Lovelace", "ada", "ada@example.org", "18.5"]
    ]


@pytest.mark.parametrize("plugin", ["SafeCsvExport", "CanvasExport", "MoodleExport"])
def test_a_section_that_the_class_does_not_have_exports_nothing(course, plugin):
    (course / "class.csv").write_text("id,section\nada,A\nbob,B\n")
    assert dlcourse(course, "roster", "class.csv").returncode == 0
    before = exported(course, plugin, "--OfSection.section=A")
    exporter = f"--exporter=dlcourse.grading.lms.export.{plugin}"
    run = nbgrader(course, "export", exporter, "--to=out.csv", "--OfSection.section=Z")
    assert run.returncode == 1
    assert "Nothing was exported: the class has no section Z; it has A, B." in run.stderr
    assert exported(course, plugin, "--OfSection.section=A") == before
