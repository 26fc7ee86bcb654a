"""An instructor in Formgrader: autograde, read the written answer, give back. One story, told in order."""

import csv
import shutil

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
    expect(row(page, "bob").locator(".score")).to_have_text("0.67 / 20")
    page.screenshot(path=pictures / "formgrader-submissions.png")


def test_the_written_answer_is_read_and_commented(page, formgrader, pictures):
    page.goto(f"{formgrader}/formgrader/gradebook/{CHAPTER}/{CHAPTER}")
    page.get_by_role("link", name="Submission #1").click()
    score = page.locator("input.score.needs_manual_grade").first
    score.scroll_into_view_if_needed()
    score.fill("1.5")
    score.press("Tab")
    comment = page.locator("textarea.comment").last
    comment.fill("Well said; what does the bias do?")
    comment.press("Tab")
    expect(page.locator(".comment-saved").last).to_be_visible()
    page.screenshot(path=pictures / "formgrader-written-answer.png")


def test_feedback_holds_the_score_the_hint_and_the_comment(course, page, formgrader, browser, pictures):
    page.goto(f"{formgrader}/formgrader/manage_submissions/{CHAPTER}")
    for student in ("ada", "bob"):
        row(page, student).locator(".generate-feedback a").click()
        expect(page.locator("#success-modal")).to_be_visible(timeout=lab.MINUTE)
        page.locator("#success-modal button").last.click()
        expect(page.locator("#success-modal")).to_be_hidden()
    found = {student: _feedback(browser, course, student, pictures) for student in ("ada", "bob")}
    assert "(Score: 19.5 / 20.0)" in found["ada"] or "(Score: 19.5 / 20.0)" in found["bob"] or "2.17" in found["bob"]
    assert any("Well said; what does the bias do?" in text for text in found.values())
    assert "Divide by the sum over the last axis" in found["bob"]


def _feedback(browser, course, student, pictures):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((course / "feedback" / student / CHAPTER / f"{CHAPTER}.html").as_uri())
    page.screenshot(path=pictures / f"feedback-{student}.png")
    text = page.inner_text("body")
    page.close()
    return text


def test_grades_are_exported(course):
    shutil.rmtree(course / "grades.csv", ignore_errors=True)
    assert nbgrader(course, "export").returncode == 0
    with (course / "grades.csv").open() as file:
        rows = {line["student_id"]: line for line in csv.DictReader(file) if line["assignment"] == CHAPTER}
    assert sum(float(line["score"]) for line in rows.values()) == pytest.approx(18 + 0.67 + 1.5, abs=0.01)
