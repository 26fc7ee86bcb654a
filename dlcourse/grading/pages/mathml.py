"""Convert a submission's formulas to MathML, which browsers draw without a script and without the network.

The TeX is the student's, and `latex2mathml` copies tags, links and styles from it. So its result is checked, and a
formula with anything but mathematics stays TeX.
"""

from html import escape
from xml.etree import ElementTree

from latex2mathml.converter import convert

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
TAGS = set(
    "math mrow mi mn mo mtext ms mspace msub msup msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd "
    "mstyle mpadded mphantom menclose mfenced mmultiscripts mprescripts none".split()
)
ATTRIBUTES = set(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop "
    "linethickness lspace mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace "
    "scriptlevel separator stretchy symmetric voffset width".split()
)
MAX_LENGTH = 5_000  # characters of a formula


def mathml(tex: str, display: str) -> str:
    """A formula as safe HTML: MathML, or its TeX as code. `display` is "inline" or "block"."""
    try:
        formula = ElementTree.fromstring(convert(tex, display=display)) if len(tex) <= MAX_LENGTH else None
    except Exception:  # for invalid TeX, the converter raises many kinds of errors
        formula = None
    if formula is None or not all(_is_mathematics(element) for element in formula.iter()):
        return f"<code>{escape(tex)}</code>"
    for element in formula.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    return ElementTree.tostring(formula, encoding="unicode")


def _is_mathematics(element: ElementTree.Element) -> bool:
    known = element.tag.startswith(f"{{{NAMESPACE}}}") and element.tag.partition("}")[2] in TAGS
    return known and ATTRIBUTES.issuperset(element.attrib)
