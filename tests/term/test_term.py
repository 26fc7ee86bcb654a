"""A term of two chapters, told in order: each test goes on where the one before it ended. What is checked after each step
are the points of everybody, worked out by hand.

In SQLite, a written answer is read in Formgrader, in a browser; in PostgreSQL, `dlcourse mark` does it.
"""

import shutil
import zipfile

import pytest

from tests.conftest import REPOSITORY
from tests.support.servers.postgresql import database
from tests.term.instructor import correct, dlcourse, nbgrader, points, read_in_formgrader, table, text_of
from tests.term.works import (
    CLASS,
    FIRST,
    MINSU,
    SECOND,
    TIMES,
    TIMES_LATER,
    WRITTEN,
    first_works,
    later_works,
    moodle,
    second_works,
    worksheet,
)

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]

SETTINGS = """
c.AssignLatePenalties.plugin_class = "dlcourse.grading.late.policy.LatePolicy"
c.LatePolicy.percent_per_day = 10
c.LatePolicy.grace_minutes = 15
"""
RUBRIC = f"""
[{WRITTEN}.line]
points = 0.5
comment = "Says that one unit is one straight line."

[{WRITTEN}.why]
points = 0.5
comment = "Says why no line parts the classes."

[{WRITTEN}.layer]
points = 0.5
comment = "Says what the hidden layer does."

[{WRITTEN}.unclear]
comment = "Write whole sentences."
"""
ADA = f"autograded/ada/{FIRST}/{FIRST}.ipynb"


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("sqlite", marks=pytest.mark.needs("chromium")),
        pytest.param("postgresql", marks=pytest.mark.needs("postgresql")),
    ],
)
def gradebook(request):
    return request.param


@pytest.fixture(scope="module")
def course(gradebook, tmp_path_factory):
    """A new clone of the course, with a rule for late work, and nothing else."""
    course = tmp_path_factory.mktemp(gradebook)
    for kind in ("solutions", "notebooks"):
        for chapter in (FIRST, SECOND):
            shutil.copytree(REPOSITORY / kind / chapter, course / kind / chapter)
    settings = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8") + SETTINGS
    if gradebook == "sqlite":
        (course / "nbgrader_config.py").write_text(settings, encoding="utf-8")
        yield course
        return
    with database() as address:
        settings += f"c.CourseDirectory.db_url = {address!r}\n"
        (course / "nbgrader_config.py").write_text(settings, encoding="utf-8")
        yield course
    assert not (course / "gradebook.db").exists()


def collect_first(course, works, times):
    """Take in Moodle's download, in which somebody is always not on the list."""
    (course / "moodle.zip").write_bytes(moodle(works))
    (course / "worksheet.csv").write_text(worksheet(times), encoding="utf-8-sig")
    options = ("--from", "moodle", "--roster", "worksheet.csv", "--zone", "Asia/Seoul")
    return dlcourse(course, "collect", "01", "moodle.zip", *options, code=1)


def test_the_class_and_the_chapters_are_in_the_gradebook(course):
    (course / "class.csv").write_bytes(CLASS.encode("cp949"))
    said = nbgrader(course, "db", "student", "import", "class.csv")
    assert "The list was read in Korean Windows' encoding (cp949)" in said
    assert "6 added, 0 changed, 0 as before." in said
    said = dlcourse(course, "roster")
    assert f"{MINSU} 민수 김 A" in said
    assert "6 in the class, 0 withdrawn, sections: A, B." in said
    for chapter, due in ((FIRST, "2027-03-12 23:59:00 KST"), (SECOND, "2027-03-26 23:59:00 +09:00")):
        nbgrader(course, "generate_assignment", chapter, "--force")
        nbgrader(course, "db", "assignment", "add", chapter, f"--duedate={due}")
    said = nbgrader(course, "db", "assignment", "list")
    assert f"{FIRST} (due: 2027-03-12 14:59:00)" in said
    assert f"{SECOND} (due: 2027-03-26 14:59:00)" in said


def test_moodles_download_is_taken_in(course):
    said = collect_first(course, first_works(), TIMES)
    assert "6 of 7 taken or unchanged." in said
    assert "Zoe Zander_107_assignsubmission_file │ │ not taken: no student of the gradebook" in said
    assert "ben │ Ben Burger_102_assignsubmission_file │ 2027-03-12 16:20 UTC │ taken" in said
    folders = sorted(path.parent.name for path in course.glob(f"submitted/*/{FIRST}"))
    assert folders == ["ada", "ben", "cleo", "dora", "finn", MINSU]
    for folder in folders:
        names = {path.name for path in (course / "submitted" / folder / FIRST).iterdir()}
        assert names == {f"{FIRST}.ipynb", "timestamp.txt"}


def test_late_work_a_renamed_notebook_and_a_broken_file_get_what_they_earned(course):
    said = dlcourse(course, "grade", FIRST)
    assert "6 submissions are new." in said
    assert "dora: git's conflict marks are in the file, the first in line 11" in said
    assert "graded 6, unchanged 0, not graded 0" in said
    # ben has 3.5 points, and is 1 hour 21 minutes late: one day, 10 percent
    assert points(course, FIRST) == {"ada": 18, "ben": 3.15, MINSU: 4, "cleo": 1, "dora": 0, "finn": 18}


def test_more_time_and_handing_in_again(course):
    said = dlcourse(course, "extend", "01", "--student", "dora", "--days", "2")
    assert said == f"dora: {FIRST} is due 2027-03-14 14:59 UTC, 2 days later than for the others."
    said = collect_first(course, later_works(), TIMES_LATER)
    for name in ("cleo", "dora"):
        assert f"taken; the one before is in downloaded/{FIRST}/earlier/{name}/1" in said
        assert (course / "downloaded" / FIRST / "earlier" / name / "1" / f"{FIRST}.ipynb").is_file()
    said = dlcourse(course, "grade", FIRST)
    assert "2 submissions have changed." in said
    assert "graded 2, unchanged 4, not graded 0" in said
    assert points(course, FIRST) == {"ada": 18, "ben": 3.15, MINSU: 4, "cleo": 3, "dora": 2, "finn": 18}


def test_one_student_leaves(course):
    assert "Withdrawn: finn. 5 in the class, 1 withdrawn" in dlcourse(course, "roster", "--withdraw", "finn")
    assert points(course, FIRST) == {"ada": 18, "ben": 3.15, MINSU: 4, "cleo": 3, "dora": 2}


def test_written_answers_get_points_of_the_rubric(course):
    (course / "rubrics").mkdir()
    (course / "rubrics" / f"{FIRST}.toml").write_text(RUBRIC, encoding="utf-8")
    assert f"To read: ada, ben, cleo, {MINSU}." in dlcourse(course, "mark", "01")
    assert dlcourse(course, "mark", "01", "ben", "line", "why") == f"ben: {WRITTEN} 1 of 2 points"
    assert dlcourse(course, "mark", "01", MINSU, "line", "unclear") == f"{MINSU}: {WRITTEN} 0.5 of 2 points"
    assert "To read: ada, cleo." in dlcourse(course, "mark", "01")
    # of ben's 4.5 points, 10 percent are taken off
    assert points(course, FIRST) == {"ada": 18, "ben": 4.05, MINSU: 4.5, "cleo": 3, "dora": 2}


def test_a_written_answer_is_read(course, gradebook, request):
    if gradebook == "postgresql":
        dlcourse(course, "mark", "01", "ada", "line", "why", "layer")
    else:
        read_in_formgrader(course, request.getfixturevalue("browser"))
    assert points(course, FIRST) == {"ada": 19.5, "ben": 4.05, MINSU: 4.5, "cleo": 3, "dora": 2}
    assert "To read: cleo." in dlcourse(course, "mark", "01")


def test_feedback_goes_back_to_moodle(course):
    said = dlcourse(course, "feedback", "01", "--to", "moodle", "feedback.zip")
    assert "pages made 5, up to date 0, not made 0 5 pages are in feedback.zip." in said
    with zipfile.ZipFile(course / "feedback.zip") as packed:
        senders = ["Ada Lovelace_101", "Ben Burger_102", "Cleo Cho_104", "Dora Diaz_105", "민수 김_103"]
        assert sorted(packed.namelist()) == [f"{one}_assignsubmission_file_/{FIRST}.html" for one in senders]
    page = text_of(course / "feedback" / "ben" / FIRST / f"{FIRST}.html")
    assert "(Score: 4.05 / 20.0)" in page
    assert "Says why no line parts the classes." in page


def test_a_correction_takes_no_points_unless_that_is_said(course):
    correct(course, FIRST, worth_more="check-count_parameters", removed="check-mse")
    before = points(course, FIRST)
    said = dlcourse(course, "release", "01", code=1)
    assert "check-count_parameters: 1 → 2 points. check-mse is removed: 1 points." in said
    assert f"{MINSU} loses 1 points of check-mse. The release and the gradebook are as before." in said
    assert points(course, FIRST) == before
    dlcourse(course, "release", "01", "--allow-lower")
    graded = (course / ADA).read_bytes()
    said = dlcourse(course, "grade", FIRST, "--preview")
    assert "ada: count_parameters 1 → 2 points" in said
    assert f"{MINSU}: mse 1 → 0 points" in said
    assert "This was a preview: nothing was written." in said
    assert (course / ADA).read_bytes() == graded


def test_grading_again_after_the_correction(course):
    said = dlcourse(course, "grade", FIRST, code=1)
    assert "5 submissions are due again: the chapter's check cells changed" in said
    assert "ada: not graded: mse had 1 points before, and the chapter no longer gives so many." in said
    assert "graded 3, unchanged 0, not graded 2" in said
    assert "graded 2, unchanged 3, not graded 0" in dlcourse(course, "grade", FIRST, "--allow-lower")
    # ada: one point of mse less, one of count_parameters more
    assert points(course, FIRST) == {"ada": 19.5, "ben": 4.05, MINSU: 3.5, "cleo": 3, "dora": 2}
    assert "To read: cleo." in dlcourse(course, "mark", "01")  # what was read need not be read again
    assert "graded 0, unchanged 5, not graded 0" in dlcourse(course, "grade", FIRST)
    assert "pages made 5, up to date 0, not made 0" in dlcourse(course, "feedback", "01")
    assert "pages made 0, up to date 5, not made 0" in dlcourse(course, "feedback", "01")


def test_the_second_chapter_comes_in_folders(course):
    (course / "class.zip").write_bytes(second_works())
    said = dlcourse(course, "collect", "02", "class.zip", "--from", "folder", "--zone", "Asia/Seoul", code=1)
    assert "5 of 6 taken or unchanged. Nothing from 1 students: dora." in said
    said = dlcourse(course, "grade", "02")
    assert "finn has withdrawn and is not graded. 4 submissions are new." in said
    # ben has 4 points and is 26 hours late: two days, 20 percent. cleo has 2, and is late by one day that has begun.
    assert points(course, SECOND) == {"ada": 18, "ben": 3.2, MINSU: 3, "cleo": 1.8}
    said = dlcourse(course, "extend", "02", "--student", "ben", "--student", "cleo", "--days", "1")
    assert "ben: penalty for late work 0.8 → 0.4 points (1 hour 1 minute late" in said
    assert "cleo: penalty for late work 0.2 → 0 points (not late" in said
    assert points(course, SECOND) == {"ada": 18, "ben": 3.6, MINSU: 3, "cleo": 2}
    assert points(course, FIRST) == {"ada": 19.5, "ben": 4.05, MINSU: 3.5, "cleo": 3, "dora": 2}
    assert "pages made 4, up to date 0, not made 0" in dlcourse(course, "feedback", "02")


def test_the_tables_for_platforms_hold_both_chapters(course):
    exporter = "--exporter=dlcourse.grading.lms.export."
    assert "Left out, as they have withdrawn: finn" in nbgrader(
        course, "export", f"{exporter}CanvasExport", "--to=c.csv"
    )
    found = {row["SIS Login ID"]: (row[FIRST], row[SECOND]) for row in table(course / "c.csv")[1:]}
    assert found == {"ada": ("19.5", "18"), "ben": ("4.05", "3.6"), "cleo": ("3", "2"), "dora": ("2", ""),
                     MINSU: ("3.5", "3")}  # fmt: skip
    options = ("--OfSection.section=A", f"--ExportPlugin.assignment={FIRST}")
    nbgrader(course, "export", f"{exporter}MoodleExport", "--to=m.csv", *options)
    rows = {row["Username"]: row for row in table(course / "m.csv")}
    assert list(rows) == ["ben", "ada", MINSU]  # by last name
    assert rows["ben"][f"Assignment: {FIRST} (Real)"] == "4.05"
    assert (
        "Says why no line parts the classes.; late: 0.45 points less" in rows["ben"][f"Assignment: {FIRST} (Feedback)"]
    )
    assert (course / "c.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "the class has no section C" in nbgrader(course, "export", "--OfSection.section=C", code=1)


def test_reports_for_the_instructor(course):
    said = dlcourse(course, "report")
    for line in ("ada │ 19.5 │ 18* │ 37.5", "ben │ 4.05 │ 3.6* │ 7.65", "dora │ 2 │ – │ 2", f"{MINSU} │ 3.5 │ 3 │ 6.5"):
        assert line in said
    said = dlcourse(course, "report", "01", "--format", "csv", "--section", "B")
    assert "cleo,3.0,20.0,True," in said and "dora,2.0,20.0,False," in said and "ada" not in said
    dlcourse(course, "report", "01", "--html", "report.html")
    page = text_of(course / "report.html")
    assert "large logits stay finite: 1 student" in page
    assert "2: 0 → 2" in page and "1 h 21 min" in page  # dora's attempts, and how late ben was
    assert "finn" not in page
    dlcourse(course, "report", "--html", "course.html")
    assert "Ada Lovelace 19.5 18* 37.5 2" in text_of(course / "course.html")


def test_two_submissions_agree_more_than_others(course):
    said = dlcourse(course, "similar", "01")
    assert f"{FIRST}: 1 of 10 pairs of 5 students agree more than others." in said
    dlcourse(course, "similar", "01", "--html", "similar.html")
    page = text_of(course / "similar.html")
    assert "ben and cleo" in page and "Read both, and ask." in page
    assert page.count("Draw the four corners of the square") == 2
    assert "0 of 6 pairs of 4 students" in dlcourse(course, "similar", "02")


def test_nothing_is_left_to_do(course):
    for chapter, count in ((FIRST, 5), (SECOND, 4)):
        assert f"graded 0, unchanged {count}, not graded 0" in dlcourse(course, "grade", chapter)
        assert f"pages made 0, up to date {count}, not made 0" in dlcourse(course, "feedback", chapter)
    assert points(course, FIRST) == {"ada": 19.5, "ben": 4.05, MINSU: 3.5, "cleo": 3, "dora": 2}
    assert points(course, SECOND) == {"ada": 18, "ben": 3.6, MINSU: 3, "cleo": 2}
    assert not list(course.glob(".grading-*"))
