"""The guide's pages: every link leads somewhere, nothing is fetched, no answer is given away."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from tests.conftest import REPOSITORY
from tests.support.pages import CHAPTERS, PAGES

pytestmark = pytest.mark.slow

GLOSSARY_LINK = re.compile(r"\[([^\]]*)\]\(#term-[^)]*\)")


class Page(HTMLParser):
    """The ids, links, fetched files and pictures of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched, self.pictures = set(), [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.add(given.get("id"))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "img":
            self.pictures.append(given)
        if tag in ("script", "img", "iframe") and given.get("src"):
            self.fetched.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "preload", "icon"):
            self.fetched.append(given["href"])


@pytest.fixture(scope="module")
def parsed(site):
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


@pytest.mark.parametrize("name", PAGES)
def test_there_is_a_page_for_each_guide_and_chapter(site, name):
    assert (site / f"{name}.html").exists()


def test_every_link_inside_leads_to_a_page_and_a_place_that_exist(site, parsed):
    lost = []
    for path, page in parsed.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or not link:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists() or (parts.fragment and parts.fragment not in getattr(parsed.get(target), "ids", ())):
                lost.append(f"{path.relative_to(site)}: {link}")
    assert not lost


def test_nothing_is_fetched_from_elsewhere(parsed):
    assert not [file for page in parsed.values() for file in page.fetched if urlsplit(file).scheme not in ("", "data")]


def test_every_picture_has_alt_text(parsed):
    assert sum(len(page.pictures) for page in parsed.values()) > 20 * len(CHAPTERS) / 2
    assert not [picture for page in parsed.values() for picture in page.pictures if not picture.get("alt")]


def test_the_home_page_has_a_picture_and_a_link_for_each_chapter(site, parsed):
    home = parsed[site / "index.html"]
    for chapter in CHAPTERS:
        assert f"chapters/{chapter}.html" in home.links
        assert [picture["alt"] for picture in home.pictures if picture["src"].endswith(f"{chapter}.png")]


def test_every_exercise_is_listed(site, parsed):
    links = parsed[site / "book" / "exercises.html"].links
    for chapter in CHAPTERS:
        release = nbformat.read(REPOSITORY / "notebooks" / chapter / f"{chapter}.ipynb", as_version=4)
        graded = [cell for cell in release.cells if cell.metadata.get("nbgrader", {}).get("grade")]
        assert len([link for link in links if link.startswith(f"../chapters/{chapter}.html#exercise-")]) == len(graded)


def test_the_first_use_of_a_term_leads_to_its_meaning(site, parsed):
    terms = {link.partition("#")[2] for page in parsed.values() for link in page.links if "#term-" in link}
    assert len(terms) > 40
    assert terms <= parsed[site / "book" / "glossary.html"].ids


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapters_page_shows_its_figures_and_gives_no_answer(sources, chapter):
    page = nbformat.read(sources / "chapters" / f"{chapter}.ipynb", as_version=4)
    release = nbformat.read(REPOSITORY / "notebooks" / chapter / f"{chapter}.ipynb", as_version=4)
    assert [GLOSSARY_LINK.sub(r"\1", cell.source) for cell in page.cells] == [cell.source for cell in release.cells]
    graded = [cell for cell in page.cells if cell.cell_type == "code" and cell.metadata.get("nbgrader")]
    assert graded
    assert not any(cell.outputs for cell in graded)
    assert any(
        "<img" in output.data.get("text/html", "")
        for cell in page.cells
        for output in cell.get("outputs", [])
        if "data" in output
    )
