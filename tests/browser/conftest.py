"""The browser of the page tests; what it sees is kept as pictures."""

import pytest

from tests.conftest import REPOSITORY
from tests.pages.conftest import browser, watched  # noqa: F401 (browser is a fixture)


@pytest.fixture(scope="session")
def pictures():
    """Where screenshots are kept: build/screenshots."""
    folder = REPOSITORY / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def page(browser):  # noqa: F811
    """A page that remembers what went wrong in it."""
    page = watched(browser, 1280, 900)
    page.set_default_timeout(60_000)
    yield page
    page.close()
