"""Sanitize the HTML, Markdown and code of a submission: keep text, tables and pictures; no script, form or frame."""

import os
import re
from collections.abc import Callable
from functools import wraps
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bleach
from jinja2 import pass_context
from nbconvert.filters import Highlight2HTML, ansi2html, strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from pygments.token import STANDARD_TYPES

from dlcourse.grading.pages.mathml import mathml
from dlcourse.grading.pages.output_metadata import PICTURES, plain_metadata
from dlcourse.grading.pages.parsing_time import ParsingTime, TooLargeError

TAGS = set(
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre s "
    "small span strong sub summary sup table tbody td tfoot th thead tr u ul".split()
)
ATTRIBUTES = {
    "img": {"alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
}
# Other classes may belong to the page's own layout, such as the bar across its top.
CLASSES = {"dlcourse-check", "dataframe", "highlight", *filter(None, STANDARD_TYPES.values())}
# To the web, to write a letter, or to a place of the same page. Any other link leads to a file that was handed in, or
# into the instructor's server.
LINK = re.compile(r"(?:https?://|mailto:).*|#[^:]*", re.DOTALL | re.IGNORECASE)
PICTURE = re.compile(rf"data:(?:{'|'.join(PICTURES)});base64,[A-Za-z0-9+/=\s]*")
STYLES = set(
    "border-bottom border-collapse caption-side color font-weight margin max-width opacity padding text-align "
    "vertical-align white-space width".split()
)
# A colour, a length of 0 or more, or a word.
STYLE = re.compile(
    r"#[0-9a-f]{3,8}|rgb\([\d,]{1,20}\)|\d{0,4}(?:\.\d{1,4})?(?:px|em|ex|pt|%)?|[a-z][a-z-]{0,20}", re.IGNORECASE
)
NOT_SHOWN = re.compile(r"<(style|script)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
SIGNS = re.compile(r"[^\w\s]+")
FORMAT = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)

MAX_LENGTH = 20_000  # characters of Markdown and of coloured text: parsing takes time that grows with the square
MAX_CODE_LENGTH = 200_000
MAX_TAGS = 6_000
MAX_SIGNS = 100_000  # neither letters, digits nor blanks: a parser of HTML looks at each of them by itself
MAX_FORMATS = 100_000  # tags × tags of bold, italics and the like: an HTML parser may repeat these inside every tag

_time = ParsingTime()


def _or_plain_text(function: Callable[..., str]) -> Callable[..., str]:
    """The same function; where it raises an error or takes too long, it returns its first argument as plain text."""

    @wraps(function)
    def wrapper(source: str, *others: Any, **options: Any) -> str:
        try:
            with _time.limited():
                return function(source, *others, **options)
        except Exception:  # parsers raise many kinds of errors; the cell loses its format, and the page is still made
            return f"<pre>{escape(str(source))}</pre>"

    return wrapper


@_or_plain_text
def safe_html(html: str) -> str:
    """HTML with everything but text, tables, links and pictures removed."""
    return _clean(html)


@_or_plain_text
def safe_markdown(source: str, attachments: dict | None = None) -> str:
    """Markdown as safe HTML, with formulas as MathML, and with the cell's attached pictures."""
    if len(source) > MAX_LENGTH:
        raise TooLargeError
    renderer = _PlaceholderRenderer(attachments or {})
    html = _clean(MarkdownWithMath(renderer).render(source.translate(NO_PLACEHOLDERS)))
    return TAG_OR_PLACEHOLDER.sub(renderer.formula_of, html)


@pass_context
def markdown_of_a_cell(context: Any, source: str) -> str:
    """The filter `markdown2html` of nbconvert's templates: safe HTML, with the attachments of the current cell."""
    return safe_markdown(source, context.get("cell", {}).get("attachments"))


@_or_plain_text
def safe_code(source: str, metadata: dict | None = None) -> str:
    """Code, highlighted as Python; the language in the notebook's metadata is ignored."""
    if len(source) > MAX_CODE_LENGTH:
        raise TooLargeError
    return Highlight2HTML(pygments_lexer="ipython3")(source)


def safe_terminal(text: str) -> str:
    """Printed text as HTML, with its colours; without them where the text is long or a colour's code is incomplete."""
    try:
        if len(text) <= MAX_LENGTH:
            return ansi2html(text)
    except Exception:  # IndexError, for an incomplete code
        pass
    return escape(strip_ansi(text))


def _clean(html: str) -> str:
    """Safe HTML. Raises TooLargeError, and any error of the HTML parser."""
    html = NOT_SHOWN.sub("", html)
    tags = html.count("<")
    signs = sum(map(len, SIGNS.findall(PICTURE.sub("", html))))
    if tags > MAX_TAGS or signs > MAX_SIGNS or tags * len(FORMAT.findall(html)) > MAX_FORMATS:
        raise TooLargeError
    protocols = {"http", "https", "mailto", "data"}
    return bleach.clean(html, TAGS, _is_allowed, protocols, strip=True, strip_comments=True, css_sanitizer=_Styles())


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay. Its value may contain HTML entities."""
    value = unescape(value)
    if name == "class":
        return CLASSES.issuperset(value.split())
    if name == "href":
        return tag == "a" and LINK.fullmatch(value) is not None
    if name == "src":
        return tag == "img" and PICTURE.fullmatch(value) is not None
    return name in {"title", "style"} or name in ATTRIBUTES.get(tag, ())


class _Styles:
    """Replaces bleach's CSS sanitizer, which checks the names of properties but not their values."""

    def sanitize_css(self, style: str) -> str:
        properties = [property.partition(":")[::2] for property in style.split(";")]
        return "; ".join(f"{name.strip()}: {value.strip()}" for name, value in properties if _is_style(name, value))


def _is_style(name: str, value: str) -> bool:
    words = value.replace(", ", ",").split()
    return name.strip().lower() in STYLES and words != [] and all(map(STYLE.fullmatch, words))


class PlainMetadata(Preprocessor):
    """Removes a submission's metadata, except nbgrader's and what `plain_metadata` keeps.

    nbconvert makes a cell's tags classes of the page, and its templates fail at metadata of a wrong type.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        _time.begin_page()
        nb.metadata = NotebookNode()
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader")
            known = isinstance(marks, dict) and re.fullmatch(r"[\w-]+", str(marks.get("grade_id")), re.ASCII)
            cell.metadata = NotebookNode({"nbgrader": marks} if known else {})
            for output in cell.get("outputs", []):
                if "metadata" in output:
                    output.metadata = NotebookNode(plain_metadata(output.metadata))
        return nb, resources


# A placeholder stands for a formula while the HTML around it is cleaned. Inside a tag, it is not replaced again.
TAG_OR_PLACEHOLDER = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>|\ue000(\d+)\ue001""")
NO_PLACEHOLDERS = dict.fromkeys((0xE000, 0xE001))  # for str.translate


class _PlaceholderRenderer(IPythonRenderer):
    """Writes a placeholder for each formula, so that cleaning the HTML does not change the MathML."""

    def __init__(self, attachments: dict) -> None:
        super().__init__(escape=False, attachments=attachments, exclude_anchor_links=True)
        self.formulas: list[str] = []

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture, from its address or from the cell's attachments. Without a picture, its text is shown."""
        if url.startswith("attachment:"):
            url = self._attached(url.removeprefix("attachment:"))
        return super().image(text, url, title)

    def _attached(self, name: str) -> str:
        kinds = self.attachments.get(name) or self.attachments.get(unquote(name)) or {}
        found = [kind for kind in PICTURES if isinstance(kinds.get(kind), str)]
        return f"data:{found[0]};base64,{kinds[found[0]]}" if found else ""

    def _placeholder(self, tex: str, display: str) -> str:
        self.formulas.append(mathml(tex, display))
        return f"\ue000{len(self.formulas) - 1}\ue001"

    def block_math(self, body: str) -> str:
        return self._placeholder(body, "block")

    def latex_environment(self, name: str, body: str) -> str:
        return self._placeholder(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")

    def inline_math(self, body: str) -> str:
        return self._placeholder(body, "inline")

    def formula_of(self, match: re.Match) -> str:
        """The formula of a placeholder; a tag as it is."""
        number = int(match[1]) if match[1] else len(self.formulas)
        return self.formulas[number] if number < len(self.formulas) else match[0]


def use_own_templates() -> None:
    """Add this package's templates to nbconvert's: pages then load no MathJax from the network."""
    own = str(Path(__file__).parent)
    others = [path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path not in ("", own)]
    os.environ["JUPYTER_PATH"] = os.pathsep.join([own, *others])
