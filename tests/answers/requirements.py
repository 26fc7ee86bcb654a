"""The requirements of an exercise's statement, which its check lists in its docstring, each with its criterion.

    Requirements:
    - "the rows of the result sum to 1" → each row sums to one
    - "for any number of leading axes" → one vector, or a stack of matrices

On the left are words of the statement; on the right is the name of the criterion, or of the rule, that tests them.
"""

import re

from dlcourse.authoring.prose import plain
from dlcourse.authoring.source import read_source
from dlcourse.checks.core.rules import BY_HAND, OWN_WORK, WITH_KERAS
from tests.conftest import REPOSITORY

LINE = re.compile(r'^\s*- "(?P<words>.*)" → (?P<criterion>.*)$')
SOLUTION = re.compile(r"### BEGIN SOLUTION.*?### END SOLUTION", re.DOTALL)
EVERYWHERE = {rule.name for rule in (BY_HAND, OWN_WORK, WITH_KERAS)}  # the whole course asks for it


def requirements(check) -> list[tuple[str, str]]:
    """Words of the statement and the criterion's name, for each line of the list. Raises ValueError for another line."""
    _, found, listed = (check.__doc__ or "").partition("Requirements:\n")
    if not found:
        raise ValueError(f"{check.__name__}: its docstring lists no requirements.")
    lines: list[str] = []
    for line in filter(str.strip, listed.splitlines()):  # a long line goes on in the next one, further indented
        if line.lstrip().startswith("- "):
            lines.append(line.strip())
        else:
            lines[-1] += f" {line.strip()}"
    matches = [LINE.match(line) for line in lines]
    if None in matches:
        raise ValueError(f"{check.__name__}: this is no requirement with its criterion: {lines[matches.index(None)]}")
    return [(match["words"], match["criterion"]) for match in matches if match]


def statement(exercise: str) -> str:
    """What a student reads of an exercise before answering: the text above it, and the cell to be filled in."""
    chapter, _, name = exercise.partition(".")
    cells = read_source(REPOSITORY / "solutions" / chapter / f"{chapter}.py")
    checks = [i for i, cell in enumerate(cells) if "check" in cell.tags]
    own = next(i for i in checks if f"check.{name}(" in cells[i].node.source)
    start = max([i + 1 for i in checks if i < own], default=0)
    headings = [i for i in range(start, own) if re.search(r"^### Exercise ", cells[i].node.source, re.MULTILINE)]
    text = "\n".join(SOLUTION.sub("", cell.node.source) for cell in cells[headings[-1] : own])
    return plain(re.sub(r"^\s*# ?", "", text, flags=re.MULTILINE))
