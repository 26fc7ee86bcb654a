"""A student with chapter 01 in JupyterLab: reads, runs, errs, reads the hint, mends. One story, told in order."""

import pytest
from playwright.sync_api import expect

from tests.support.classroom import solutions
from tests.support.servers import lab

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

CHAPTER = "01_perceptron"
WRONG = "def softmax(z):\n    e = np.exp(z)\n    return e / e.sum()"


@pytest.fixture(scope="module")
def student(page, tmp_path_factory):
    course = lab.make_course(tmp_path_factory.mktemp("student"), CHAPTER)
    with lab.lab(course) as address:
        lab.open_notebook(page, address, f"{CHAPTER}/{CHAPTER}.ipynb")
        yield page


def test_an_untouched_chapter_runs_as_far_as_the_first_cell_that_needs_an_answer(student, pictures):
    student.screenshot(path=pictures / "lab-opened.png")
    assert student.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").count() == 0  # that menu is for instructors
    lab.choose(student, "Run", "Run All Cells")
    student.wait_for_function(
        f"{lab.NOTEBOOK}.content.widgets.some(cell => cell.model.executionCount > 3)", timeout=lab.MINUTE
    )
    lab.wait_until_idle(student)
    assert lab.outputs(student, "display_data") > 2
    assert lab.outputs(student, "error") <= 1


def test_a_wrong_softmax_fails_with_the_hint_meant_for_it(student, pictures):
    lab.write(student, "softmax", WRONG)
    output = lab.run_cell(student, "check-softmax")
    assert "✗" in output.inner_text()
    assert "Divide by the sum over the last axis" in output.inner_text()
    student.screenshot(path=pictures / "lab-wrong-softmax.png")


def test_the_mended_softmax_passes(student, pictures):
    lab.write(student, "softmax", solutions()["softmax"])
    output = lab.run_cell(student, "check-softmax")
    assert "✗" not in output.inner_text()
    assert "✓" in output.inner_text()
    student.screenshot(path=pictures / "lab-right-softmax.png")


def test_restart_and_run_all_is_clean_once_everything_is_solved(student, pictures):
    for name, source in solutions().items():
        lab.write(student, name, source)
    lab.choose(student, "Kernel", "Restart Kernel and Run All Cells")
    student.locator(".jp-Dialog").get_by_text("Restart", exact=True).click()
    lab.wait_for_the_last_cell(student)
    assert lab.outputs(student, "error") == 0
    lab.go_to(student, "check-one_hot")
    student.screenshot(path=pictures / "lab-solved.png")


def test_a_slider_moves_and_the_picture_with_it(student, pictures):
    cell = lab.go_to_cell(student, "cell.model.sharedModel.source.startsWith('from dlcourse.plots.perceptron.softmax')")
    handle = cell.locator(".noUi-handle").first
    picture = cell.locator("img").first
    before = picture.get_attribute("src")
    handle.focus()
    for _ in range(3):
        student.keyboard.press("ArrowRight")
    expect(picture).not_to_have_attribute("src", before)
    student.screenshot(path=pictures / "lab-sliders.png")


def test_an_animation_plays(student):
    cell = lab.go_to_cell(student, "cell.outputArea?.node.querySelector('input[aria-label=Frame]')")
    frame = cell.get_by_label("Frame")
    last = frame.input_value()
    cell.get_by_label("Play or pause").click()
    expect(frame).not_to_have_value(last)


def test_nbgraders_validate_button_agrees(student, pictures):
    student.keyboard.press("ControlOrMeta+s")
    student.get_by_text("Validate", exact=True).first.click()
    dialog = student.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Success", timeout=2 * lab.MINUTE)
    student.screenshot(path=pictures / "lab-validate.png")


def test_the_browser_saw_no_error(student):
    assert not student.problems
