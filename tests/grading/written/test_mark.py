"""`dlcourse mark`: points and comments of a rubric, in the gradebook as Formgrader writes them."""

import unicodedata

import pytest
from nbgrader.api import Gradebook

from tests.support.classroom import CHAPTER, make_course, notebook, scores, short, solved
from tests.support.commands import dlcourse, nbgrader

RUBRIC = """
[written-answer-1.slope]
points = 1
comment = "Says that a step has slope 0."

[written-answer-1.sigmoid]
points = 1.5
comment = "Names a unit that has one: <b>sigmoid</b>."

[written-answer-1.unclear]
comment = "Write whole sentences."
"""
BAD = {
    "no rubric": (None, "there is no rubrics/01_perceptron.toml"),
    "no TOML": ("[written", "rubrics/01_perceptron.toml: "),
    "no text": (b"\xff\xfe\x00", "is not a text in UTF-8"),
    "a point that is a number": ("[written-answer-1]\nslope = 1", "must hold `points`, `comment`, or both"),
    "a point without a cell": ("slope = 1", "must hold `points`, `comment`, or both"),
    "another key": ("[written-answer-1.slope]\npoint = 1", "must hold `points`, `comment`, or both"),
    "points as text": ('[written-answer-1.slope]\npoints = "1"', "points must be a number"),
    "not a number": ("[written-answer-1.slope]\npoints = nan", "points must be a number"),
    "a comment that is a number": ("[written-answer-1.slope]\ncomment = 1", "comment must be a text"),
    "a name twice": ("[a.slope]\npoints = 1\n[b.slope]\npoints = 1", "has slope twice"),
    "another cell": ("[written-answer-9.slope]\npoints = 1", "the gradebook has no written-answer-9 of ada"),
    "a cell with a check": ("[check-mse.slope]\npoints = 1", "the gradebook has no check-mse of ada"),
    "too many points": ("[written-answer-1.slope]\npoints = 2.5", "2.5 together, and written-answer-1 gives 0 to 2"),
    "less than nothing": ("[written-answer-1.slope]\npoints = -1", "-1 together"),
}


def put(course, rubric):
    path = course / "rubrics" / f"{CHAPTER}.toml"
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    if rubric is not None:
        path.write_bytes(rubric if isinstance(rubric, bytes) else rubric.encode())


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    works = {
        name: short(solved(**{"written-answer-1": f"A step is flat, says {name}."})) for name in ("ada", "ben", "가나")
    }
    course = make_course(tmp_path_factory.mktemp("graded"), works | {"cy": short(notebook())})
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    return course


def comment_of(course, student, text=None):
    """A written answer's comment, after it was set to `text` if that is given."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        comment = gradebook.find_comment("written-answer-1", CHAPTER, CHAPTER, student)
        if text is not None:
            comment.manual_comment = text
            gradebook.db.commit()
        return comment.manual_comment


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_points_and_comments_are_given_again_and_on_the_feedback_page(graded):
    put(graded, RUBRIC)
    listed = dlcourse(graded, "mark", CHAPTER).stdout
    assert "written-answer-1  sigmoid  1.5 points" in listed and "To read: ada, ben, 가나." in listed
    run = dlcourse(graded, "mark", CHAPTER, "ada", "slope", "unclear", "slope")
    assert (run.returncode, run.stdout) == (0, "ada: written-answer-1 1 of 2 points\n")
    assert comment_of(graded, "ada") == "Says that a step has slope 0.\nWrite whole sentences."
    comment_of(graded, "ada", "Write whole sentences.\nCome and see me.")
    assert dlcourse(graded, "mark", CHAPTER, "ada", "sigmoid").returncode == 0
    assert comment_of(graded, "ada") == "Names a unit that has one: <b>sigmoid</b>.\nCome and see me."
    assert "To read: ben, 가나." in dlcourse(graded, "mark", CHAPTER).stdout
    assert nbgrader(graded, "export").returncode == 0
    assert scores(graded) == {"ada": 19.5, "ben": 18, "cy": 0, "가나": 18}
    assert nbgrader(graded, "generate_feedback", CHAPTER).returncode == 0
    page = (graded / "feedback" / "ada" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "Come and see me." in page and "Names a unit that has one" in page


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize(("rubric", "says"), BAD.values(), ids=BAD)
def test_what_cannot_be_given_is_said_in_one_line_and_changes_nothing(graded, rubric, says):
    put(graded, rubric)
    before = comment_of(graded, "ada")
    run = dlcourse(graded, "mark", CHAPTER, "ada", "slope")
    assert (run.returncode, len(run.stderr.splitlines()), says in run.stderr) == (2, 1, True), run.stderr
    assert comment_of(graded, "ada") == before


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ada",), "name the points of the rubric for ada"),
        (("ada", "style"), "the rubric has no style; it has slope, sigmoid, unclear."),
        (("nobody", "slope"), "the gradebook has no written-answer-1 of nobody"),
        (("ada", "slope", "sigmoid"), "2.5 together"),
    ],
)
def test_names_that_are_not_there_are_said_in_one_line(graded, arguments, says):
    put(graded, RUBRIC)
    run = dlcourse(graded, "mark", CHAPTER, *arguments)
    assert (run.returncode, len(run.stderr.splitlines()), says in run.stderr) == (2, 1, True), run.stderr


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_name_in_parts_is_the_same_name_and_points_can_be_taken_back(graded):
    put(graded, RUBRIC)
    in_parts = unicodedata.normalize("NFD", "가나")
    run = dlcourse(graded, "mark", CHAPTER, in_parts, "sigmoid")
    assert (run.returncode, run.stdout) == (0, "가나: written-answer-1 1.5 of 2 points\n"), run.stderr
    comment_of(graded, "가나", comment_of(graded, "가나") + "\nCome and see me.")
    run = dlcourse(graded, "mark", CHAPTER, in_parts, "--none")
    assert (run.returncode, run.stdout) == (0, "가나: written-answer-1 waits to be read\n"), run.stderr
    assert comment_of(graded, "가나") == "Come and see me."
    assert "To read: ben, 가나." in dlcourse(graded, "mark", CHAPTER).stdout
    assert dlcourse(graded, "mark", CHAPTER, in_parts, "slope", "--none").returncode == 2
    assert nbgrader(graded, "export").returncode == 0
    assert scores(graded)["가나"] == 18


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_who_has_left_does_not_wait_to_be_read(graded):
    put(graded, RUBRIC)
    assert dlcourse(graded, "roster", "--withdraw", "ben").returncode == 0
    assert "To read: 가나." in dlcourse(graded, "mark", CHAPTER).stdout
