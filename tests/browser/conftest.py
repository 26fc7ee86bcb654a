"""The browser of the page tests; what it sees is kept as pictures."""

import pytest

from tests.conftest import REPOSITORY
from tests.pages.conftest import browser  # noqa: F401 (a fixture)


@pytest.fixture(scope="session")
def pictures():
    """Where screenshots are kept: build/screenshots."""
    folder = REPOSITORY / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def page(browser):  # noqa: F811
    """A page that remembers what went wrong in it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
    yield page
    page.close()
