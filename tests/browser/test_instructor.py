"""An instructor in Formgrader: every chapter is listed, and its button grades through the examiner. Told in order."""

import pytest
from playwright.sync_api import expect

from tests.browser import lab
from tests.conftest import REPOSITORY
from tests.grading.test_classroom import hand_in, nbgrader, notebook, solved

CHAPTER = "01_perceptron"
CHAPTERS = sorted(path.name for path in (REPOSITORY / "notebooks").iterdir())
WRONG = "def softmax(z):\n    e = np.exp(z)\n    return e / e.sum()"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Every chapter in the gradebook; ada handed in everything, bob a wrong softmax."""
    course = lab.make_course(tmp_path_factory.mktemp("instructor"), *CHAPTERS)
    hand_in(course, {"ada": solved(), "bob": notebook(softmax=WRONG)})
    for chapter in CHAPTERS:
        assert nbgrader(course, "generate_assignment", chapter, "--force").returncode == 0
    return course


@pytest.fixture(scope="module")
def formgrader(course, page):
    with lab.lab(course, "--instructor") as address:
        page.goto(f"{address}/formgrader?token=secret")
        yield address


def row(page, text):
    """The table's row that holds this text."""
    return page.locator("tr", has=page.get_by_text(text, exact=True)).first


def test_every_chapter_is_listed(page, formgrader, pictures):
    for chapter in CHAPTERS:
        expect(row(page, chapter)).to_be_visible()
    page.screenshot(path=pictures / "formgrader-assignments.png")


@pytest.mark.parametrize("student", ["ada", "bob"])
def test_the_button_grades_through_the_examiner(page, formgrader, course, student, pictures):
    page.goto(f"{formgrader}/formgrader/manage_submissions/{CHAPTER}")
    row(page, student).locator(".autograde a").click()
    expect(page.locator("#success-modal")).to_be_visible(timeout=3 * lab.MINUTE)
    page.screenshot(path=pictures / f"formgrader-autograded-{student}.png")
    assert (course / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb").exists()


def test_the_points_are_those_of_the_checks(page, formgrader, pictures):
    page.goto(f"{formgrader}/formgrader/manage_submissions/{CHAPTER}")
    expect(row(page, "ada").locator(".score")).to_have_text("18 / 20")
    expect(row(page, "bob").locator(".score")).to_have_text("1 / 20")
    page.screenshot(path=pictures / "formgrader-submissions.png")
