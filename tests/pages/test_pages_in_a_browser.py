"""Every page in Chromium, on a desk and on a phone: readable by all, whole, and without an error."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.pages import PAGES, watched

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Colours are the same on both, and looking at them takes most of the time.
RULES = {"resultTypes": ["violations"]}
WITHOUT_COLOURS = RULES | {"rules": {"color-contrast": {"enabled": False}}}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps no log."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def served(site):
    """The site's address on this machine: a page in a browser may not read its neighbours' files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def screen(browser):
    page = watched(browser, DESKTOP)
    yield page
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_readable_whole_and_without_errors(screen, served, name):
    screen.problems.clear()
    screen.goto(f"{served}/{name}.html")
    for size, options in ((PHONE, RULES), (DESKTOP, WITHOUT_COLOURS)):
        screen.set_viewport_size(size)
        found = [
            (rule["id"], rule["help"], node["html"][:200])
            for rule in Axe().run(screen, options=options).response["violations"]
            for node in rule["nodes"]
            if not (rule["id"] == "empty-table-header" and "<math" in node["html"])  # it takes MathML for nothing
        ]
        assert not found
        wider = screen.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"the page is {wider} pixels wider than the screen"
    assert not screen.problems


def test_an_animation_plays(screen, served):
    screen.goto(f"{served}/chapters/01_perceptron.html")
    player = screen.locator("[id^=animation-]").first
    player.get_by_role("button").click()
    shown = player.locator("output")
    count = shown.inner_text().partition("/")[2].strip()
    expect(shown).to_have_text(re.compile(rf"^(?!{count} ).*/ {count}$"))  # it has begun again
    expect(shown).to_have_text(f"{count} / {count}", timeout=60_000)  # and comes to its end
    expect(player.get_by_role("button")).to_have_text("▶")
