"""The browser of the page tests; what it sees is kept as pictures."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import REPOSITORY
from tests.support.pages import watched

expect.set_options(timeout=30_000)  # on a busy machine, a page takes its time


@pytest.fixture(scope="session")
def pictures():
    """Where screenshots are kept: build/screenshots."""
    folder = REPOSITORY / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def page(browser):
    """A page that remembers what went wrong in it."""
    page = watched(browser, {"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.strangers = []
    page.on("request", lambda request: page.strangers.append(request.url) if _is_elsewhere(request.url) else None)
    yield page
    page.close()


def _is_elsewhere(address):
    return urlsplit(address).hostname not in (None, "", "127.0.0.1")
