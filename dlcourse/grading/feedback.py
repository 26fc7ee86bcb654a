"""What of a submission may be seen in a browser: text, tables and pictures; no script, form or frame."""

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters import markdown2html

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
    """Markdown as safe HTML."""
    return safe_html(markdown2html(source))
