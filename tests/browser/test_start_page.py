"""A newcomer's first minutes: `dlcourse lab` in a new folder, and the page that JupyterLab opens on."""

import pytest
from playwright.sync_api import expect

from dlcourse.chapters import CHAPTERS
from tests.support.servers import lab

pytestmark = pytest.mark.slow

CHAPTER = "01_perceptron"
PAGE = ".jp-MarkdownViewer"


@pytest.fixture(scope="module")
def newcomer(page, tmp_path_factory):
    """The browser, at the address that `dlcourse lab` opens."""
    place = tmp_path_factory.mktemp("a newcomer")
    with lab.lab(place, str(place / "my notebooks")) as address:
        page.goto(f"{address}/?token=secret")
        page.address, page.place = address, place / "my notebooks"
        yield page


def test_the_page_is_shown_as_one_reads_it(newcomer, pictures):
    shown = newcomer.locator(PAGE)
    expect(shown).to_contain_text("Begin here: 01 · Perceptron")
    expect(shown).not_to_contain_text("**")
    expect(shown).not_to_contain_text("<!--")
    expect(shown.locator("table").first.locator("tr")).to_have_count(len(CHAPTERS) + 2)  # and two lines of titles
    expect(newcomer.locator(".jp-Dialog")).to_have_count(0)
    newcomer.screenshot(path=pictures / "lab-start-page.png")


def test_nothing_for_instructors_is_to_be_seen(newcomer, pictures):
    assert newcomer.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").count() == 0
    assert newcomer.get_by_role("tab", name="Create Assignment").count() == 0
    newcomer.keyboard.press("ControlOrMeta+Shift+c")
    search = newcomer.locator(".jp-mod-searchEnabled input, .lm-CommandPalette-input").first
    search.fill("nbgrader")
    commands = newcomer.locator(".lm-CommandPalette-content")
    for words in ("Formgrader", "Create Assignment", "Assignment List", "Course List"):
        expect(commands).not_to_contain_text(words)
    newcomer.screenshot(path=pictures / "lab-commands.png")
    newcomer.keyboard.press("Escape")
    for service in ("formgrader", "assignments", "formgraders"):
        answer = newcomer.request.get(f"{newcomer.address}/{service}?token=secret")
        assert answer.status == 404, service


def test_a_chapter_opens_with_a_click(newcomer, pictures):
    newcomer.locator(PAGE).get_by_role("link", name="Perceptron and multi-layer perceptron").last.click()
    newcomer.wait_for_selector(".jp-Notebook .jp-Cell", timeout=2 * lab.MINUTE)
    newcomer.wait_for_function(
        f"{lab.NOTEBOOK}.context.sessionContext?.session?.kernel?.status === 'idle'", timeout=2 * lab.MINUTE
    )
    newcomer.screenshot(path=pictures / "lab-first-chapter.png")


def test_validate_stays_and_works_without_the_course(newcomer):
    newcomer.get_by_text("Validate", exact=True).first.click()
    dialog = newcomer.locator(".jp-Dialog")
    expect(dialog).to_contain_text("Validation", timeout=2 * lab.MINUTE)
    dialog.get_by_role("button").last.click()


def test_the_browser_saw_no_error(newcomer):
    assert not newcomer.problems
    assert not newcomer.strangers
