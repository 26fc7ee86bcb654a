"""A wrong answer is read as what its changes make of a right one; what does not fit is said with file and line."""

from difflib import SequenceMatcher

import pytest

from tests.support.answers import ANSWERS, HEADING, read

TWO_RIGHT = """\
import numpy as np


# %% right: by the book
def length(x):
    squares = x**2
    return np.sqrt(np.sum(squares))


# %% right: with a loop
def length(x):
    total = 0
    for number in x:
        total += number**2
    return total**0.5


# %% wrong: the root | not the square
"""


def wrong(folder, cell: str) -> str:
    """The code of a wrong answer beside two right ones, without what stands above every answer."""
    path = folder / "length.py"
    path.write_text(TWO_RIGHT + cell, encoding="utf-8")
    *_, (right, about, code) = read(path)
    assert not right
    assert about == "the root | not the square"
    above, _, own = code.partition("def ")
    assert above.startswith("import numpy as np\n")
    return "def " + own.strip()


BOOK = "def length(x):\n    squares = x**2\n    return np.sqrt(np.sum(squares))"
LOOP = "def length(x):\n    total = 0\n    for number in x:\n        total += number**2\n    return total**0.5"
CHANGES = {
    "an expression": ("# replace: np.sqrt(np.sum(squares)) -> np.sum(squares)", BOOK.replace("np.sqrt(np.sum(squares))", "np.sum(squares)")),
    "wherever it occurs": ("# replace: squares -> terms", BOOK.replace("squares", "terms")),
    "several": ("# no square\n# replace: x**2 -> x\n# replace: np.sum -> np.mean", BOOK.replace("x**2", "x").replace("np.sum", "np.mean")),
    "one after the other": ("# replace: x**2 -> abs(x)\n# replace: abs -> np.abs", BOOK.replace("x**2", "np.abs(x)")),
    "not as a pattern": ("# replace: x**2 -> r'\\1'", BOOK.replace("x**2", "r'\\1'")),
    "of another one": ("# from: with a loop\n# replace: total**0.5 -> total", LOOP.replace("total**0.5", "total")),
    "a part removed": ("# from: with a loop\n# remove: **0.5", LOOP.replace("**0.5", "")),
    "a line removed": ("# remove: squares = x**2", BOOK.replace("    squares = x**2\n", "")),
    "a line before": ("# insert before: return -> squares[0] = 0", BOOK.replace("    return", "    squares[0] = 0\n    return")),
    "a line after": ("# insert after: squares = x**2 -> squares[0] = 0", BOOK.replace("    return", "    squares[0] = 0\n    return")),
    "a line further in": ("# insert after: def length(x): ->     x = x - 1", BOOK.replace("    squares =", "    x = x - 1\n    squares =")),
    "none: code": ("# a number\ndef length(x):\n    return 5", "def length(x):\n    return 5"),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "code"), CHANGES.values(), ids=CHANGES)
def test_a_wrong_answer_is_a_right_one_with_changes(cell, code, tmp_path):
    assert wrong(tmp_path, cell + "\n") == code


MISTAKES = {
    "nothing to change": ("# not there\n# replace: log(x) -> x", 20, "'by the book': log(x) -> x"),
    "half a word": ("# replace: square -> cube", 19, "does not occur"),
    "changed before": ("# remove: x**2\n# remove: x**2", 20, "does not occur"),
    "no such right answer": ("# from: memory\n# remove: x**2", 19, "'memory'"),
    "no arrow": ("# replace: x**2 ->", 19, "write `remove`"),
    "code as well": ("# remove: x**2\ndef length(x):\n    return 5", 20, "either code or changes"),
    "neither": ("# only words", 18, "either code or changes"),
}


@pytest.mark.parametrize(("cell", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_what_does_not_fit_is_said_with_file_and_line(cell, line, words, tmp_path):
    with pytest.raises(ValueError) as caught:
        wrong(tmp_path, cell + "\n")
    assert str(caught.value).startswith(f"{tmp_path / 'length.py'}:{line}: ")
    assert words in str(caught.value)


def shared(code: str, other: str) -> float:
    """The share of a program's lines that another one has as well, in the same order."""
    lines, others = ([line for line in text.splitlines() if line.strip()] for text in (code, other))
    return sum(
        block.size for block in SequenceMatcher(None, lines, others, autojunk=False).get_matching_blocks()
    ) / len(lines)


@pytest.mark.parametrize("path", sorted(ANSWERS.glob("*/*.py")), ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_wrong_answer_that_is_a_small_change_is_written_as_one(path):
    cells = HEADING.split(path.read_text(encoding="utf-8"))[3::3]
    found = list(read(path))
    for cell, (right, about, code) in zip(cells, found, strict=True):
        if not right and code.endswith(cell):  # that is, it is written as code
            nearest = max(shared(code, other) for is_right, _, other in found if is_right)
            assert nearest < 0.9, f"{path}: write {about!r} as a change of a right answer"
