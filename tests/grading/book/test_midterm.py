"""Changes in mid-term: checks that are new, gone, or worth more; a gradebook that is lost; a list that is not complete."""

import shutil
import unicodedata
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pytest
from nbgrader.api import Gradebook

from dlcourse.grading.record import read_record
from tests.support.classroom import CHAPTER, RELEASE, make_course, notebook, scores, short, solutions
from tests.support.commands import dlcourse, nbgrader

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]
WRITTEN = "written-answer-1"
ANSWER = "Because the derivative of a step is zero nearly everywhere."
NEW = '"""New in mid-term."""\ncheck.mse(mse, points=1)'


def book(course):
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse")


def read_by_hand(course, student, points, comment):
    """What Formgrader does when an instructor types in a score and a comment."""
    with book(course) as gradebook:
        grade = gradebook.find_grade(WRITTEN, CHAPTER, CHAPTER, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment(WRITTEN, CHAPTER, CHAPTER, student).manual_comment = comment
        gradebook.db.commit()


def by_hand(course, student):
    with book(course) as gradebook:
        grade = gradebook.find_grade(WRITTEN, CHAPTER, CHAPTER, student)
        comment = gradebook.find_comment(WRITTEN, CHAPTER, CHAPTER, student)
        return grade.manual_score, comment.manual_comment, grade.needs_manual_grade


def change_chapter(course, points=(), removed=(), new=()):
    """Edit the chapter's source: points by check, checks to remove, checks to add behind that of `mse`."""
    path = course / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
    chapter = nbformat.read(path, as_version=4)
    cells = []
    for cell in chapter.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check-")
        is_check = cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
        if is_check and name in removed:
            continue
        if is_check and name in dict(points):
            old, worth = cell.metadata.nbgrader.points, dict(points)[name]
            cell.metadata.nbgrader.points = worth
            cell.source = cell.source.replace(f"points={old}", f"points={worth}")
        cells.append(cell)
        if is_check and name == "mse" and new:
            marks = dict(cell.metadata.nbgrader) | {"grade_id": f"check-{new}", "points": 1}
            cells.append(nbformat.v4.new_code_cell(NEW, id=f"check-{new}", metadata={"nbgrader": marks}))
    chapter.cells = cells
    nbformat.write(chapter, path)


def totals(course):
    assert nbgrader(course, "export").returncode == 0
    return scores(course)


def notes(course, student):
    return read_record(course / "autograded" / student / CHAPTER).notes


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """ada has solved mse, and her written answer was read; ben has handed in nothing of worth."""
    ada = short(notebook(mse=solutions()["mse"], **{WRITTEN: ANSWER}))
    course = make_course(tmp_path_factory.mktemp("midterm"), {"ada": ada, "ben": short(notebook())})
    for student in ("ada", "ben"):
        (course / "submitted" / student / CHAPTER / "timestamp.txt").write_text("2027-03-12 23:00:00 KST")
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    read_by_hand(course, "ada", 1.5, "Well said.")
    assert totals(course) == {"ada": 2.5, "ben": 0}
    return course


@pytest.fixture
def course(graded, tmp_path):
    return shutil.copytree(graded, tmp_path, dirs_exist_ok=True)


def test_a_check_is_worth_more_and_one_is_new(course):
    change_chapter(course, points={"mse": 3}, new="mse_again")
    run = dlcourse(course, "release", "01")
    assert run.returncode == 0, run.stderr
    assert "check-mse: 1 → 3 points.\n" in run.stdout
    assert "check-mse_again is new: 1 points.\n" in run.stdout
    assert "Work of 2 students is in the gradebook. `dlcourse grade 01_perceptron --preview` says" in run.stdout
    assert totals(course) == {"ada": 2.5, "ben": 0}

    preview = dlcourse(course, "grade", CHAPTER, "--preview")
    assert preview.returncode == 0
    assert "ada: mse 1 → 3 points: the chapter's check cells changed" in preview.stderr
    assert "ada: mse_again 0 → 1 points" in preview.stderr
    assert "This was a preview: nothing was written." in preview.stdout
    assert totals(course) == {"ada": 2.5, "ben": 0}

    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stderr
    assert "ada: mse 1 → 3 points" in run.stderr
    assert totals(course) == {"ada": 5.5, "ben": 0}
    assert by_hand(course, "ada") == (1.5, "Well said.", False)  # read, and not to be read again
    assert (notes(course, "ada"), notes(course, "ben")) == ([], [])  # the students have changed nothing
    cells = nbformat.read(course / "autograded" / "ada" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4).cells
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    assert names[names.index("check-mse") + 1] == "check-mse_again"

    nbformat.write(
        short(notebook(**{WRITTEN: "Something else."})), course / "submitted/ada" / CHAPTER / f"{CHAPTER}.ipynb"
    )
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert by_hand(course, "ada") == (1.5, "Well said.", True)  # another answer is to be read


def test_a_check_is_removed_only_if_those_who_had_points_may_lose_them(course):
    change_chapter(course, removed=["mse", "xor"])
    release = course / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb"
    before = release.read_bytes()
    for refused in (dlcourse(course, "release", "01"), nbgrader(course, "generate_assignment", CHAPTER, "--force")):
        assert refused.returncode == 1
        assert "ada loses 1 points of check-mse. The release and the gradebook are as before." in refused.stderr
        assert "`dlcourse release 01_perceptron --allow-lower`" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert release.read_bytes() == before
        assert totals(course) == {"ada": 2.5, "ben": 0}
    run = dlcourse(course, "release", "01", "--allow-lower")
    assert run.returncode == 0, run.stderr
    assert "check-xor is removed: 2 points.\nada loses 1 points of check-mse.\n" in run.stdout
    run = dlcourse(course, "grade", CHAPTER)
    said = " ".join(run.stderr.split())
    assert "ada: not graded: mse had 1 points before, and the chapter no longer gives so many" in said
    assert (
        "1 exercise of 1 student got fewer points than before (the lines with → above). These were not written." in said
    )
    assert dlcourse(course, "grade", CHAPTER, "--allow-lower").returncode == 0
    assert totals(course) == {"ada": 1.5, "ben": 0}
    assert by_hand(course, "ada") == (1.5, "Well said.", False)
    assert notes(course, "ben") == []


def test_a_release_that_cannot_be_made_leaves_the_one_that_was(course):
    path = course / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
    chapter = nbformat.read(path, as_version=4)
    chapter.cells[1].source = "### BEGIN SOLUTION\nno end"
    nbformat.write(chapter, path)
    release = course / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb"
    before = release.read_bytes()
    assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 1
    run = dlcourse(course, "release", "01")
    assert run.returncode == 2
    reason = "RuntimeError: no end solution statement found. The release is as before."
    assert run.stderr == f"dlcourse: 01_perceptron: {reason}\n"
    assert release.read_bytes() == before == RELEASE.read_bytes()
    assert not list(course.glob(".grading-*"))


def test_a_gradebook_that_was_made_anew_gets_the_points_again(course):
    (course / "gradebook.db").unlink()
    assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    run = dlcourse(course, "grade", CHAPTER, "--student", "ada")
    assert run.returncode == 0, run.stderr
    assert "1 unchanged submission has other points in the gradebook than grading gave, or none" in run.stdout
    assert "has been graded yet" not in run.stderr
    assert totals(course) == {"ada": 1}
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert totals(course) == {"ada": 1, "ben": 0}
    assert "unchanged 2" in (run := dlcourse(course, "grade", CHAPTER)).stdout
    assert "other points" not in run.stdout


def test_a_student_who_was_removed_and_added_again_gets_the_points_again(course):
    assert nbgrader(course, "db", "student", "remove", "ada", "--force").returncode == 0
    (course / "class.csv").write_text("id\nada\nben\n")
    assert dlcourse(course, "roster", "class.csv").returncode == 0
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert totals(course) == {"ada": 1, "ben": 0}


def test_who_is_not_on_the_list_is_told_and_one_who_left_is_not_graded(course):
    (course / "class.csv").write_bytes("\ufeffid;section\nada;A\nben;A\n가나;B\n".encode())
    assert dlcourse(course, "roster", "class.csv", "--withdraw", "ben").returncode == 0
    for name in ("stranger", "ben", unicodedata.normalize("NFD", "가나")):
        folder = course / "submitted" / name / CHAPTER
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(short(notebook(mse="# mine")), folder / f"{CHAPTER}.ipynb")
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 1
    assert "stranger: not graded: not on the list of the class" in run.stderr
    assert "ben has withdrawn and is not graded." in run.stdout
    assert "the folder of 가나 had a name in parts, as a Mac writes it (NFD), and was renamed." in run.stdout
    assert "graded 1, unchanged 1, not graded 1" in run.stdout
    assert totals(course) == {"ada": 2.5, "가나": 0}
    rows = dlcourse(course, "report", CHAPTER, "--section", "A", "--format", "csv").stdout.splitlines()
    assert [row.split(",")[0] for row in rows] == ["student", "ada"]
    run = dlcourse(course, "report", CHAPTER, "--section", "C")
    assert run.returncode == 2
    assert "no submission of 01_perceptron of section C has been graded yet" in run.stderr
    assert "graded 0, unchanged 1, not graded 0" in dlcourse(course, "grade", CHAPTER, "--student", "ada").stdout


def test_grading_again_sees_a_due_date_that_was_moved(course):
    rule = '\nc.AssignLatePenalties.plugin_class = "dlcourse.grading.late.policy.LatePolicy"\n'
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(f"{rule}c.LatePolicy.percent_per_day = 50\n")
    assert nbgrader(course, "db", "assignment", "add", CHAPTER, "--duedate=2027-03-12 22:00 KST").returncode == 0
    run = dlcourse(course, "grade", CHAPTER)
    assert "ada: penalty for late work 0 → 1.25 points (1 hour late; due 2027-03-12 13:00 UTC)." in run.stdout
    assert totals(course) == {"ada": 1.25, "ben": 0}
    with book(course) as gradebook:
        gradebook.grant_extension(CHAPTER, "ada", hours=2)
        assert gradebook.find_submission(CHAPTER, "ada").duedate == datetime(2027, 3, 12, 15, 0)
    run = dlcourse(course, "grade", CHAPTER)
    assert "1.25 → 0 points (not late; due 2027-03-12 15:00 UTC, with an extension of 2 hours)." in run.stdout
    assert totals(course) == {"ada": 2.5, "ben": 0}


def test_pages_are_made_again_where_something_has_changed(course):
    def page(student):
        return (course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")

    assert "pages made 2, up to date 0, not made 0" in dlcourse(course, "feedback", "01").stdout
    assert "Well said." in page("ada")
    assert not list((course / "feedback").rglob(".dlcourse.json"))
    assert list((course / "feedback").rglob("timestamp.txt"))
    assert "pages made 0, up to date 2, not made 0" in dlcourse(course, "feedback", "01").stdout
    read_by_hand(course, "ada", 1.5, "Better: it is *exactly* so.")
    before = page("ben")
    assert "pages made 1, up to date 1, not made 0" in dlcourse(course, "feedback", "1").stdout
    assert "Better: it is" in page("ada")
    assert page("ben") == before
    run = dlcourse(course, "feedback", "01", "--student", "nobody")
    assert run.returncode == 2
    assert (
        run.stderr
        == "dlcourse: no submission of 01_perceptron by nobody has been graded yet: run `dlcourse grade 01_perceptron`.\n"
    )
    (course / "autograded" / "ben" / CHAPTER / f"{CHAPTER}.ipynb").unlink()
    (course / "autograded" / "ben" / CHAPTER / f"{CHAPTER}.ipynb").write_text("{")
    run = dlcourse(course, "feedback", "01")
    assert run.returncode == 1
    assert "ben: no page: " in run.stderr
    assert "pages made 0, up to date 1, not made 1" in run.stdout
    assert page("ben") == before


def test_autograded_work_may_lie_on_another_disk(course):
    if Path("/dev/shm").stat().st_dev == course.stat().st_dev:
        pytest.skip("there is no other disk")
    with TemporaryDirectory(dir="/dev/shm") as elsewhere:
        shutil.move(course / "autograded", Path(elsewhere, "autograded"))
        (course / "autograded").symlink_to(Path(elsewhere, "autograded"))
        nbformat.write(short(notebook()), course / "submitted" / "ada" / CHAPTER / f"{CHAPTER}.ipynb")
        run = dlcourse(course, "grade", CHAPTER)
        assert run.returncode == 0, run.stderr
        assert "graded 1, unchanged 1, not graded 0" in run.stdout
        assert "graded 0, unchanged 2, not graded 0" in dlcourse(course, "grade", CHAPTER).stdout
        assert sorted(path.name for path in (course / "autograded" / "ada").iterdir()) == [CHAPTER]
