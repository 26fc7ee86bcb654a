"""What a submission's text becomes in a page: formulas are drawn, and nothing in it is run."""

from html.parser import HTMLParser

import pytest

from dlcourse.grading import feedback, formulas
from dlcourse.grading.feedback import safe_markdown


class Seen(HTMLParser):
    """The tags, attributes, links and styles that a browser would see."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.links, self.styles = set(), set(), [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            self.links += [value] if name in ("href", "src") else []
            self.styles += value if name == "style" else ""


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("It is $x_1 < 3$.", "<msub><mi>x</mi><mn>1</mn></msub><mo>&lt;</mo><mn>3</mn>"),
        ("$$\\sigma(z)$$", '<math display="block"'),
        ("\\begin{pmatrix} 1 & 2 \\end{pmatrix}", "<mtable>"),
    ],
)
def test_a_formula_is_mathml(source, drawn):
    assert drawn in safe_markdown(source)


def test_what_is_not_a_formula_stays():
    assert "<code>$a$</code>" in safe_markdown("`$a$`")
    assert "5 \ue000" not in safe_markdown("5 \ue0000\ue001 $x$")
    assert safe_markdown("**bold** and 1 < 2") == "<p><strong>bold</strong> and 1 &lt; 2</p>\n"


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "$\\text{<script>alert(1)</script>}$",
        "$\\text{<img src=x onerror=alert(1)>}$",
        '$\\text{<mi onclick="alert(1)">x</mi>}$',
        "$\\href{javascript:alert(1)}{x}$",
        "$\\style{position:fixed}{x}$",
        '![$\\text{" onerror=alert(1) x="}$](a.png)',
        '<a title="$x$ \ue0000\ue001" href="https://example.org">$\\text{" onclick="alert(1)}$</a>',
        "[$x$](javascript:alert(1))",
        "$" + "{" * 4_000 + "$",
        "$" + "\\sqrt{" * 700 + "x" + "}" * 700 + "$",
    ],
)
def test_nothing_hostile_comes_through_a_formula(source):
    seen = Seen(safe_markdown(source))
    assert seen.tags <= feedback.TAGS | formulas.TAGS
    assert seen.attributes <= set().union(*feedback.ATTRIBUTES.values()) | formulas.ATTRIBUTES
    assert not [link for link in seen.links if not link.startswith(("https:", "a.png", "#"))]
    assert "position" not in seen.styles
