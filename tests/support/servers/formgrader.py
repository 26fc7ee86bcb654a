"""A few things one does in Formgrader, in a browser."""

from playwright.sync_api import Locator, Page


def row(place, text: str) -> Locator:
    """The table's row that holds this text."""
    return place.locator("tr", has=place.get_by_text(text, exact=True)).first


def open_submission(page: Page, formgrader: str, chapter: str, name: str) -> None:
    """A student's work, as Manual Grading shows it. Students' names are hidden there until they are asked for."""
    page.goto(f"{formgrader}/gradebook/{chapter}/{chapter}")
    link = page.locator("#main-table a.name-shown", has_text=name)
    page.goto(page.evaluate("href => new URL(href, location).href", link.get_attribute("href")))


def type_in(page: Page, cell: str, points: str, comment: str) -> None:
    """Points and a comment for an answer of the submission that is shown, saved as one types them."""
    page.wait_for_load_state("networkidle")  # before that, nothing listens to what is typed
    for field, text in ((f"input#{cell}", points), (f"#{cell}-comment", comment)):
        with page.expect_response(lambda reply: reply.request.method == "PUT") as saved:
            page.locator(field).fill(text)
            page.locator(field).press("Escape")
        assert saved.value.ok
