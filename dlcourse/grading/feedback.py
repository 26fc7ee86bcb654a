"""What of a submission may be seen in a browser: text, tables and pictures; no script, form or frame."""

import os
import re
from pathlib import Path

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from dlcourse.grading.formulas import mathml

TAGS = set(
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre s "
    "small span strong sub summary sup table tbody td tfoot th thead tr u ul".split()
)
ATTRIBUTES = {
    "*": ["class", "id", "title", "style"],
    "a": ["href"],
    "img": ["src", "alt", "width", "height"],
    "ol": ["start"],
    "td": ["colspan", "rowspan", "align"],
    "th": ["colspan", "rowspan", "align"],
}
STYLES = CSSSanitizer(
    allowed_css_properties=(
        "border-bottom border-collapse caption-side color font-weight margin max-width opacity padding text-align "
        "vertical-align white-space width"
    ).split()
)


def safe_html(html: str) -> str:
    """HTML with everything but text, tables, links and pictures removed."""
    protocols = {"http", "https", "mailto", "data"}
    return bleach.clean(html, TAGS, ATTRIBUTES, protocols, strip=True, strip_comments=True, css_sanitizer=STYLES)


def safe_markdown(source: str) -> str:
    """Markdown as safe HTML, its formulas as MathML."""
    renderer = _FormulasAside()
    html = safe_html(MarkdownWithMath(renderer).render(source.translate(NO_MARKS)))
    return TAG_OR_FORMULA.sub(renderer.put_back, html)


# What stands in for a formula while the HTML around it is cleaned; a tag is left alone, whatever stands in it.
TAG_OR_FORMULA = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>|\ue000(\d+)\ue001""")
NO_MARKS = dict.fromkeys((0xE000, 0xE001))


class _FormulasAside(IPythonRenderer):
    """Sets formulas aside before the HTML is cleaned, and puts them back after it."""

    def __init__(self) -> None:
        super().__init__(escape=False)
        self.formulas: list[str] = []

    def _set_aside(self, tex: str, display: str) -> str:
        self.formulas.append(mathml(tex, display))
        return f"\ue000{len(self.formulas) - 1}\ue001"

    def block_math(self, body: str) -> str:
        return self._set_aside(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return self._set_aside(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def inline_math(self, body: str) -> str:
        return self._set_aside(body, "inline")

    def put_back(self, match: re.Match) -> str:
        """The formula that this mark stands for, or the tag as it is."""
        number = int(match[1]) if match[1] else len(self.formulas)
        return self.formulas[number] if number < len(self.formulas) else match[0]


def fetch_nothing() -> None:
    """From now on, the pages that nbgrader makes load no MathJax from the network: they hold MathML."""
    ours = str(Path(__file__).with_name("pages"))
    others = [path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path not in ("", ours)]
    os.environ["JUPYTER_PATH"] = os.pathsep.join([ours, *others])
