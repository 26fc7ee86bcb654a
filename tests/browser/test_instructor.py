"""An instructor in Formgrader: hands out, collects, grades, reads, gives back. One story, told in order."""

import csv
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from tests.conftest import REPOSITORY
from tests.support.classroom import notebook, solved
from tests.support.commands import nbgrader
from tests.support.servers import lab
from tests.support.servers.formgrader import open_submission, row, type_in

pytestmark = [pytest.mark.needs("chromium", "bubblewrap"), pytest.mark.slow]

CHAPTER = "01_perceptron"
CHAPTERS = sorted(path.name for path in (REPOSITORY / "notebooks").iterdir())
WRONG = "def softmax(z):\n    e = np.exp(z)\n    return e / e.sum()"
WRITTEN = "written-answer-1"
ANSWERS = {
    "ada": "XOR's classes lie crosswise, so no line parts them. A hidden layer moves the points: $h = f(XW + b)$. "
    "Without an activation function two layers would be one linear map again.",
    "bob": "A line parts two sides; XOR needs two lines.",
}
WORKS = {"ada": solved(**{WRITTEN: ANSWERS["ada"]}), "bob": notebook(softmax=WRONG, **{WRITTEN: ANSWERS["bob"]})}
READ = {"ada": ("1.5", "Say **why** the two lines cross."), "bob": ("0.5", "And what does the hidden layer do?")}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course as it is cloned, and an exchange that everyone may write to."""
    course = lab.make_course(tmp_path_factory.mktemp("instructor"), *CHAPTERS)
    (course / "exchange").mkdir()
    (course / "exchange").chmod(0o777)
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write("c.ExchangeCollect.check_owner = False\n")  # ada and bob have one account here
    return course


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """A folder for each student."""
    return {student: tmp_path_factory.mktemp(student) for student in WORKS}


@pytest.fixture(scope="module")
def formgrader(course, page):
    """The address of Formgrader, which is opened as a person opens it: from JupyterLab's menu."""
    with lab.lab(course, "--instructor") as address:
        page.goto(f"{address}/lab?token=secret")
        lab.choose(page, "Nbgrader", "Formgrader")
        yield f"{address}/formgrader"


def student(course, home, name, *arguments):
    """Run an nbgrader command in a student's folder, as this student."""
    options = ("--course=dlcourse", f"--Exchange.root={course / 'exchange'}", f"--Exchange.cache={home / 'cache'}")
    run = nbgrader(home, *arguments, *options, f"--CourseDirectory.student_id={name}")
    assert run.returncode == 0, run.stderr


def press(place, button):
    """Press a button of a table's row, wait until Formgrader says that it went well, and say OK."""
    button.click()
    said = place.locator("#success-modal, #error-modal")
    expect(said).to_be_visible(timeout=3 * lab.MINUTE)
    expect(said.locator(".modal-title")).to_have_text("Success")
    said.locator(".modal-footer .close").click()
    expect(said).to_have_count(0)


def totals(page, formgrader):
    """Each student's score, as Formgrader shows it."""
    page.goto(f"{formgrader}/manage_submissions/{CHAPTER}")
    for name in WORKS:
        expect(row(page, name).locator(".score")).to_contain_text("/ 20")
    return {name: row(page, name).locator(".score").inner_text() for name in WORKS}


def feedback_pages(home):
    return sorted(Path(home, CHAPTER, "feedback").glob(f"*/{CHAPTER}.html"))


def test_every_chapter_is_listed_in_the_lab(page, formgrader, pictures):
    frame = page.frame_locator("iframe")
    for chapter in CHAPTERS:
        expect(row(frame, chapter)).to_be_visible()
    page.screenshot(path=pictures / "formgrader-in-lab.png")


def test_each_chapter_generated_with_its_button_has_20_points(page, formgrader, pictures):
    page.goto(f"{formgrader}/manage_assignments")
    for chapter in CHAPTERS:
        press(page, row(page, chapter).locator(".assign a"))
    listed = page.request.get(f"{formgrader}/api/assignments").json()
    assert {chapter["name"]: chapter["max_score"] for chapter in listed} == dict.fromkeys(CHAPTERS, 20)
    page.screenshot(path=pictures / "formgrader-assignments.png")


def test_what_is_released_students_fetch_and_submit_and_the_button_collects(page, formgrader, course, homes, pictures):
    press(page, row(page, CHAPTER).locator(".release a"))
    student(course, homes["ada"], "ada", "fetch_assignment", CHAPTER)
    (homes["bob"] / CHAPTER).mkdir()  # he has the notebook from somewhere else
    for name, work in WORKS.items():
        nbformat.write(work, homes[name] / CHAPTER / f"{CHAPTER}.ipynb")
        student(course, homes[name], name, "submit", CHAPTER)
    press(page, row(page, CHAPTER).locator(".collect a"))
    expect(row(page, CHAPTER).locator(".num-submissions")).to_have_text("2")
    page.screenshot(path=pictures / "formgrader-collected.png")


@pytest.mark.parametrize("name", WORKS)
def test_the_button_grades_through_the_examiner(page, formgrader, course, name):
    page.goto(f"{formgrader}/manage_submissions/{CHAPTER}")
    press(page, row(page, name).locator(".autograde a"))
    assert (course / "autograded" / name / CHAPTER / f"{CHAPTER}.ipynb").exists()


def test_the_points_are_those_of_the_checks(page, formgrader, pictures):
    assert totals(page, formgrader) == {"ada": "18 / 20", "bob": "1 / 20"}
    for name in WORKS:
        expect(row(page, name).locator(".status")).to_have_text("needs manual grading")
    page.screenshot(path=pictures / "formgrader-submissions.png")


@pytest.mark.parametrize("name", WORKS)
def test_points_and_a_comment_for_the_written_answer_are_kept(page, formgrader, name, pictures):
    points, comment = READ[name]
    open_submission(page, formgrader, CHAPTER, name)
    score, remark = page.locator(f"input#{WRITTEN}"), page.locator(f"#{WRITTEN}-comment")
    expect(score).to_have_class("score tabbable needs_manual_grade")
    expect(page.locator(".nbgrader_cell", has=score)).to_contain_text(ANSWERS[name][:20])
    type_in(page, WRITTEN, points, comment)
    page.reload()
    expect(score).to_have_value(points)
    expect(score).to_have_class("score tabbable")
    expect(remark).to_have_value(comment)
    remark.scroll_into_view_if_needed()
    page.screenshot(path=pictures / f"formgrader-read-{name}.png")


def test_the_total_counts_them(page, formgrader):
    assert totals(page, formgrader) == {"ada": "19.5 / 20", "bob": "1.5 / 20"}
    for name in WORKS:
        expect(row(page, name).locator(".status")).to_have_text("graded")


def test_feedback_is_generated_and_released_with_the_buttons(page, formgrader, course, homes):
    page.goto(f"{formgrader}/manage_assignments")
    press(page, row(page, CHAPTER).locator(".generate-feedback a"))
    press(page, row(page, CHAPTER).locator(".release-feedback a"))
    for name, home in homes.items():
        student(course, home, name, "fetch_feedback", CHAPTER)
        assert len(feedback_pages(home)) == 1


@pytest.mark.parametrize(("name", "total"), [("ada", "19.5"), ("bob", "1.5")])
def test_the_student_finds_score_and_comment_in_the_fetched_page(page, homes, name, total, pictures):
    page.goto(feedback_pages(homes[name])[0].as_uri())
    expect(page.locator("h4").first).to_contain_text(f"(Score: {total} / 20.0)")
    comment = page.locator(".nbgrader_cell", has_text="Comments:").last
    expect(comment).to_contain_text(READ[name][1].replace("*", ""))
    expect(comment).to_contain_text(f"Score: {READ[name][0]} / 2.0")
    comment.scroll_into_view_if_needed()
    page.screenshot(path=pictures / f"feedback-comment-{name}.png")


def test_the_fetched_page_names_the_mistake(page, homes, pictures):
    page.goto(feedback_pages(homes["bob"])[0].as_uri())
    hint = page.get_by_text("Divide by the sum over the last axis").first
    expect(hint).to_be_visible()
    hint.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "feedback-hint.png")


def test_one_student_graded_again_changes_nothing_else(page, formgrader, course):
    of_ada = course / "autograded" / "ada" / CHAPTER / f"{CHAPTER}.ipynb"
    before = of_ada.read_bytes(), of_ada.stat().st_mtime_ns
    program = Path(sys.executable).with_name("dlcourse")
    command = [program, "grade", CHAPTER, "--student", "bob", "--force"]
    run = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert (of_ada.read_bytes(), of_ada.stat().st_mtime_ns) == before
    assert totals(page, formgrader) == {"ada": "19.5 / 20", "bob": "1.5 / 20"}
    open_submission(page, formgrader, CHAPTER, "bob")
    expect(page.locator(f"input#{WRITTEN}")).to_have_value(READ["bob"][0])
    expect(page.locator(f"#{WRITTEN}-comment")).to_have_value(READ["bob"][1])


@pytest.mark.parametrize(
    ("exporter", "key", "column"),
    [
        ("nbgrader.plugins.export.CsvExportPlugin", "student_id", "score"),
        ("dlcourse.grading.lms.export.CanvasExport", "SIS Login ID", CHAPTER),
        ("dlcourse.grading.lms.export.MoodleExport", "Username", f"Assignment: {CHAPTER} (Real)"),
    ],
)
def test_exports_hold_the_same_points(course, exporter, key, column):
    options = (f"--exporter={exporter}", "--to=out.csv", f"--ExportPlugin.assignment={CHAPTER}")
    run = nbgrader(course, "export", *options)
    assert run.returncode == 0, run.stderr
    with (course / "out.csv").open(encoding="utf-8", newline="") as file:
        points = {line[key]: float(line[column]) for line in csv.DictReader(file) if line[key]}
    assert points == {"ada": 19.5, "bob": 1.5}


SCRIPT = "<script>document.title = 'ran'; fetch('/api/contents/solutions')</script>"
HANDED_IN = {
    "plots.html": f"<html><body>my plots {SCRIPT}</body></html>",
    "drawing.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>',
    "notes.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{SCRIPT}</body></html>',
}


@pytest.mark.parametrize("name", HANDED_IN)
def test_a_file_that_could_run_a_script_is_downloaded_from_formgrader_and_from_the_lab(page, formgrader, course, name):
    for folder in ("submitted", "autograded"):  # plain nbgrader may have copied it there before
        (course / folder / "ada" / CHAPTER / name).write_text(HANDED_IN[name], encoding="utf-8")
    open_submission(page, formgrader, CHAPTER, "ada")
    lab_address = formgrader.removesuffix("/formgrader")
    beside_the_page = page.evaluate("name => new URL(name, location).href", name)
    for address in (beside_the_page, f"{lab_address}/files/submitted/ada/{CHAPTER}/{name}"):
        title = page.title()
        with page.expect_download() as download:
            page.evaluate("address => { location.href = address }", address)
        assert download.value.suggested_filename == name
        assert page.title() == title
        assert page.request.get(address).headers["content-security-policy"] == "sandbox"


def test_the_browser_saw_no_error_and_asked_nobody_else(page):
    assert not page.problems
    assert not page.strangers
