"""How `make docs` makes pages. Sphinx reads the guides and a notebook for each chapter, and runs no notebook."""

from pathlib import Path

from docutils import nodes
from latex2mathml.converter import convert

project = "dlcourse"
copyright = "the authors of dlcourse. Text and figures: CC BY 4.0; code: MIT."
extensions = ["myst_nb"]
nb_execution_mode = "off"
nb_number_source_lines = False
nb_merge_streams = True
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # a chapter begins its sections at the second level
exclude_patterns = ["images", "book/cards.md"]  # the home page includes the cards

html_theme = "furo"
html_title = "dlcourse"
html_static_path = ["_static"]
html_favicon = "_static/icon.svg"
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sourcelink = False
html_math_renderer = "mathml"  # browsers draw it without a script: nothing is fetched
# Both have a contrast of at least 4.5:1 on every background that Furo gives code.
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def _inline(translator, node) -> None:
    translator.body.append(convert(node.astext(), display="inline"))
    raise nodes.SkipNode


def _block(translator, node) -> None:
    translator.body.append(f'<div class="math">{convert(node.astext(), display="block")}</div>')
    raise nodes.SkipNode


# What the theme does not set: which parts a keyboard can reach and scroll, names of side bars, levels of headings.
ADDED_ATTRIBUTES = {
    "<pre>": '<pre tabindex="0">',
    '<pre style="white-space:pre;': '<pre tabindex="0" style="white-space:pre;',  # of Keras
    '<div class="math">': '<div class="math" tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="chapters and guides">',
    '<aside class="toc-drawer': '<aside aria-label="on this page" class="toc-drawer',
    '<p class="caption" role="heading">': '<p class="caption" role="heading" aria-level="2">',
}


def _add_attributes(app, failure) -> None:
    for page in [] if failure else Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for tag, changed in ADDED_ATTRIBUTES.items():
            text = text.replace(tag, changed)
        page.write_text(text, encoding="utf-8")


def setup(app) -> None:
    """Formulas as MathML; pages that a keyboard can use."""
    app.add_html_math_renderer("mathml", inline_renderers=(_inline, None), block_renderers=(_block, None))
    app.connect("build-finished", _add_attributes)
