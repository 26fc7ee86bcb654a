"""A student without a mouse: moves, writes, runs and plays with the keyboard alone. One story, told in order."""

import pytest
from playwright.sync_api import expect

from tests.support.classroom import solutions
from tests.support.servers import lab

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

CHAPTER = "01_perceptron"
ACTIVE = ".jp-Notebook .jp-Cell.jp-mod-active"
COUNT_POINTERS = """
window.pointers = 0;
for (const kind of ["pointerdown", "mousedown", "wheel", "touchstart"])
    window.addEventListener(kind, () => window.pointers++, true);
"""


@pytest.fixture(scope="module")
def student(page, tmp_path_factory):
    course = lab.make_course(tmp_path_factory.mktemp("keyboard"), CHAPTER)
    page.add_init_script(COUNT_POINTERS)
    with lab.lab(course) as address:
        lab.open_notebook(page, address, f"{CHAPTER}/{CHAPTER}.ipynb")
        yield page


def index_of(page, condition):
    """The place of the first cell for which this condition, in JavaScript, holds."""
    return page.evaluate(f"{lab.NOTEBOOK}.content.widgets.findIndex(cell => {condition})")


def named(grade_id):
    return f"cell.model.metadata.nbgrader?.grade_id === '{grade_id}'"


def arrows_to(page, condition):
    """Press the arrow keys until this cell is the active one."""
    here, there = page.evaluate(f"{lab.NOTEBOOK}.content.activeCellIndex"), index_of(page, condition)
    step, key = (1, "ArrowDown") if there > here else (-1, "ArrowUp")
    for place in range(here, there, step):
        page.keyboard.press(key)
        page.wait_for_function(f"place => {lab.NOTEBOOK}.content.activeCellIndex === place", arg=place + step)
    return page.locator(ACTIVE)


def mode(page):
    return page.evaluate(f"{lab.NOTEBOOK}.content.mode")


def write(page, grade_id, source):
    """Go to an exercise, write over what is there, and run it with Shift + Enter."""
    arrows_to(page, named(grade_id))
    page.keyboard.press("Enter")
    assert mode(page) == "edit"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(source)
    run_here(page)


def run_here(page):
    """Shift + Enter; the next cell is the active one then."""
    page.keyboard.press("Shift+Enter")
    lab.wait_until_idle(page)


def tab_to(page, selector, key="Tab"):
    """Press Tab until the focus is on something like this."""
    for _ in range(40):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {selector}")


def tab_back_to(page, selector):
    """Press Shift + Tab until the focus is on something like this."""
    tab_to(page, selector, key="Shift+Tab")


def test_the_notebook_has_the_focus_once_it_is_open(student):
    student.wait_for_function(f"{lab.NOTEBOOK}.content.node.contains(document.activeElement)")
    assert mode(student) == "command"


def test_enter_opens_a_cell_and_escape_leaves_it(student):
    arrows_to(student, "cell.model.type === 'code'")
    student.keyboard.press("Enter")
    assert mode(student) == "edit"
    student.keyboard.press("Escape")
    assert mode(student) == "command"
    run_here(student)


def test_a_wrong_answer_is_told_so_and_a_right_one_too(student, pictures):
    arrows_to(student, "cell.model.sharedModel.source.includes('perceptron as check')")
    run_here(student)
    for source, mark in (("def neuron(x, w, b):\n    return 1", "✗"), (solutions()["neuron"], "✓")):
        write(student, "neuron", source)
        check = arrows_to(student, named("check-neuron"))
        lab.run_active_cell(student)
        expect(check.locator(".jp-OutputArea")).to_contain_text(mark)
        student.screenshot(path=pictures / f"keyboard-{'right' if mark == '✓' else 'wrong'}.png")
    expect(check.locator(".jp-OutputArea")).not_to_contain_text("✗")


def test_an_animation_is_moved_with_the_arrow_keys(student, pictures):
    write(student, "perceptron_fit", solutions()["perceptron_fit"])
    cell = arrows_to(student, "cell.model.sharedModel.source.includes('X_clouds = ')")
    lab.run_active_cell(student)
    place = student.evaluate(f"{lab.NOTEBOOK}.content.activeCellIndex")
    frame = cell.get_by_label("Frame")
    last = frame.input_value()
    tab_to(student, "input[aria-label=Frame]")
    student.keyboard.press("ArrowLeft")
    expect(frame).to_have_value(str(int(last) - 1))
    assert student.evaluate(f"{lab.NOTEBOOK}.content.activeCellIndex") == place
    student.keyboard.press("Shift+Tab")
    assert student.evaluate("document.activeElement.ariaLabel") == "Play or pause"
    student.keyboard.press("Space")
    expect(frame).not_to_have_value(str(int(last) - 1))
    student.screenshot(path=pictures / "keyboard-animation.png")
    tab_back_to(student, ".jp-Cell")


def test_a_slider_is_moved_with_the_arrow_keys(student, pictures):
    write(student, "softmax", solutions()["softmax"])
    cell = arrows_to(student, "cell.model.sharedModel.source.includes('softmax_sliders')")
    lab.run_active_cell(student)
    picture = cell.locator("img").first
    before = picture.get_attribute("src")
    tab_to(student, ".noUi-handle")
    place = student.evaluate(f"{lab.NOTEBOOK}.content.activeCellIndex")
    handle = cell.locator(".noUi-handle").first
    value = float(handle.get_attribute("aria-valuenow"))
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        student.keyboard.press(key)
    expect(picture).not_to_have_attribute("src", before)
    assert float(handle.get_attribute("aria-valuenow")) > value
    assert student.evaluate(f"{lab.NOTEBOOK}.content.activeCellIndex") == place
    student.screenshot(path=pictures / "keyboard-slider.png")


def test_no_pointer_was_used_and_the_browser_saw_no_error(student):
    assert student.evaluate("window.pointers") == 0
    assert not student.problems
