"""What of a submission may be seen in a browser: text, tables and pictures; no script, form or frame."""

import os
import re
from functools import wraps
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import bleach
from jinja2 import pass_context
from nbconvert.filters import Highlight2HTML, ansi2html, strip_ansi
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from pygments.token import STANDARD_TYPES

from dlcourse.grading.formulas import mathml
from dlcourse.grading.output_metadata import PICTURES, plain_metadata

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
# Any other class may be one by which the page itself is laid out: a bar across its top, say.
CLASSES = {"dlcourse-check", "dataframe", "highlight", *filter(None, STANDARD_TYPES.values())}
# A link that begins with anything else may become a script once nbconvert has taken `files/` off its front.
LINK = re.compile(r"(?:https?://|mailto:).*|[^:]*", re.DOTALL | re.IGNORECASE)
PICTURE = re.compile(rf"data:(?:{'|'.join(PICTURES)});base64,[A-Za-z0-9+/=\s]*")
STYLES = set(
    "border-bottom border-collapse caption-side color font-weight margin max-width opacity padding text-align "
    "vertical-align white-space width".split()
)
# A colour, a length that is not negative, or a word.
STYLE = re.compile(
    r"#[0-9a-f]{3,8}|rgb\([\d,]{1,20}\)|\d{0,4}(?:\.\d{1,4})?(?:px|em|ex|pt|%)?|[a-z][a-z-]{0,20}", re.IGNORECASE
)
NOT_SHOWN = re.compile(r"<(style|script)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
FORMAT = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)

LONGEST = 20_000  # characters of Markdown and of coloured text: what takes time to read grows with their square
LONGEST_CODE = 200_000
MOST_TAGS = 6_000
MOST_FORMATS = 100_000  # tags times those of bold, italics and the like: each of these may be repeated in each tag


def _or_as_text(make):
    """The same function; what it cannot make anything of, it gives back as it was written."""

    @wraps(make)
    def made(source, *others, **options):
        try:
            return make(source, *others, **options)
        except Exception:  # whatever a parser says to nonsense: it costs the cell its looks, and no one the page
            return f"<pre>{escape(str(source))}</pre>"

    return made


class TooLarge(Exception):
    """A text that would take too long to look through."""


@_or_as_text
def safe_html(html: str) -> str:
    """HTML with everything but text, tables, links and pictures removed."""
    return _clean(html)


@_or_as_text
def safe_markdown(source: str, attachments: dict | None = None) -> str:
    """Markdown as safe HTML, its formulas as MathML, with the pictures that were pasted into it."""
    if len(source) > LONGEST:
        raise TooLarge
    renderer = _FormulasAside(attachments or {})
    html = _clean(MarkdownWithMath(renderer).render(source.translate(NO_MARKS)))
    return TAG_OR_FORMULA.sub(renderer.put_back, html)


@pass_context
def markdown_of_a_cell(context, source: str) -> str:
    """The filter `markdown2html`: safe Markdown, with the attachments of the cell that a page is at."""
    return safe_markdown(source, context.get("cell", {}).get("attachments"))


@_or_as_text
def safe_code(source: str, metadata: dict | None = None) -> str:
    """Python in colours, whatever language a notebook says that it is written in."""
    if len(source) > LONGEST_CODE:
        raise TooLarge
    return Highlight2HTML(pygments_lexer="ipython3")(source)


def safe_terminal(text: str) -> str:
    """What was printed, as HTML, in its colours; without them where they are too many or no colours at all."""
    try:
        if len(text) <= LONGEST:
            return ansi2html(text)
    except Exception:  # nbconvert's IndexError at an incomplete colour
        pass
    return escape(strip_ansi(text))


def _clean(html: str) -> str:
    """Safe HTML. Raises TooLarge, and whatever a parser does at nonsense."""
    html = NOT_SHOWN.sub("", html)
    tags = html.count("<")
    if tags > MOST_TAGS or tags * len(FORMAT.findall(html)) > MOST_FORMATS:
        raise TooLarge
    protocols = {"http", "https", "mailto", "data"}
    return bleach.clean(html, TAGS, _is_allowed, protocols, strip=True, strip_comments=True, css_sanitizer=_Styles())


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay. Its value comes as it was written, with entities."""
    value = unescape(value)
    if name == "class":
        return CLASSES.issuperset(value.split())
    if name == "href":
        return tag == "a" and LINK.fullmatch(value) is not None
    if name == "src":
        return tag == "img" and PICTURE.fullmatch(value) is not None
    return name in {"title", "style"} or name in ATTRIBUTES.get(tag, ())


class _Styles:
    """In place of bleach's, which looks at the names of properties and not at their values."""

    def sanitize_css(self, style: str) -> str:
        properties = [property.partition(":")[::2] for property in style.split(";")]
        return "; ".join(f"{name.strip()}: {value.strip()}" for name, value in properties if _is_style(name, value))


def _is_style(name: str, value: str) -> bool:
    words = value.replace(", ", ",").split()
    return name.strip().lower() in STYLES and words != [] and all(map(STYLE.fullmatch, words))


class PlainMetadata(Preprocessor):
    """Leaves a page no metadata of a submission but nbgrader's marks and what `plain_metadata` lets through.

    Tags of a cell become classes; metadata of the wrong kind makes a template stumble.
    """

    def preprocess(self, nb: NotebookNode, resources):
        nb.metadata = NotebookNode()
        for cell in nb.cells:
            marks = cell.metadata.get("nbgrader")
            known = isinstance(marks, dict) and re.fullmatch(r"[\w-]+", str(marks.get("grade_id")), re.ASCII)
            cell.metadata = NotebookNode({"nbgrader": marks} if known else {})
            for output in cell.get("outputs", []):
                if "metadata" in output:
                    output.metadata = NotebookNode(plain_metadata(output.metadata))
        return nb, resources


# What stands in for a formula while the HTML around it is cleaned; a tag is left alone, whatever stands in it.
TAG_OR_FORMULA = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>|\ue000(\d+)\ue001""")
NO_MARKS = dict.fromkeys((0xE000, 0xE001))


class _FormulasAside(IPythonRenderer):
    """Sets formulas aside before the HTML is cleaned, and puts them back after it."""

    def __init__(self, attachments: dict) -> None:
        super().__init__(escape=False, attachments=attachments, exclude_anchor_links=True)
        self.formulas: list[str] = []

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture; one that was pasted in stands in the cell. What is no picture shows its text instead."""
        if url.startswith("attachment:"):
            url = self._attached(url.removeprefix("attachment:"))
        return super().image(text, url, title)

    def _attached(self, name: str) -> str:
        kinds = self.attachments.get(name) or self.attachments.get(unquote(name)) or {}
        found = [kind for kind in PICTURES if isinstance(kinds.get(kind), str)]
        return f"data:{found[0]};base64,{kinds[found[0]]}" if found else ""

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
