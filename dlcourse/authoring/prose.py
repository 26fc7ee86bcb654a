"""The running text of a chapter: what in its Markdown is no prose, and text to compare."""

import re

# Code, formulas, links and pictures, HTML, headings: a pattern for flags DOTALL and MULTILINE.
NO_PROSE = r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$|!?\[[^\]]*\]\([^)]*\)|<[^>]*>|^#+ [^\n]*$"


def plain(text: str) -> str:
    """Text without emphasis and line breaks, so that a quotation need not repeat them."""
    return " ".join(re.sub(r"[*`]", "", text).split())
