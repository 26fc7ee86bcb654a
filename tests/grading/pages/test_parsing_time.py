"""Texts that keep a parser busy cost a page their form, and nothing else."""

from html import escape

import nbformat
import pytest

from dlcourse.grading.pages import parsing_time
from dlcourse.grading.pages.sanitize import PlainMetadata, safe_code, safe_html, safe_markdown

SLOW = {
    "attributes": (safe_html, "<a " + " ".join(f"a{i}" for i in range(15_000)) + ">x</a>"),
    "ampersands": (safe_html, "&" * 1_000_000),
    "an open comment": (safe_html, "<!--" + "-" * 1_000_000),
    "a title of ampersands": (safe_html, "<p title='" + "&" * 1_000_000 + "'>x</p>"),
    "an unknown doctype": (safe_html, "<!doctype " + "x" * 400_000),
    "tags in Markdown": (safe_markdown, "<div>" * 3_990),
    "brackets in code": (safe_code, "(" * 199_000),
}


def plain(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


@pytest.mark.parametrize(("safe", "text"), SLOW.values(), ids=SLOW.keys())
def test_what_takes_long_to_parse_is_shown_as_the_text_it_is(safe, text, monkeypatch):
    monkeypatch.setattr(parsing_time, "SECONDS_FOR_A_TEXT", 0.2)  # of processor time
    assert safe(text) == plain(text)


def test_on_a_page_whose_time_is_over_ordinary_outputs_keep_their_form(monkeypatch):
    monkeypatch.setattr(parsing_time, "SECONDS_FOR_A_PAGE", 0.0)
    PlainMetadata().preprocess(nbformat.v4.new_notebook(), {})  # a page begins
    _, slow = SLOW["attributes"]
    assert safe_html(slow) == plain(slow)
    assert safe_html("<b>x</b>") == "<b>x</b>"


def test_the_next_page_has_all_of_its_time():
    time = parsing_time.ParsingTime()
    time.left = -7.0
    time.begin_page()
    assert time.left == parsing_time.SECONDS_FOR_A_PAGE
