"""The role of each cell, exercise, check or written answer, as metadata for nbgrader.

The header of a cell gives its role and nothing else::

    # %% tags=["exercise"]
    # %% tags=["check"] points=3
    # %% [markdown] tags=["answer"] points=2
"""

import ast
import re
from collections.abc import Iterator

from dlcourse.authoring.claims import TAG as CLAIM
from dlcourse.authoring.source import AuthorError, Cell
from dlcourse.chapters import CHAPTERS, CHECK, checks_of
from dlcourse.checks.check_file import exercises_of

ROLES = ("exercise", "check", "answer")
# Claims, and the tags that nbval and JupyterLab use; any other tag is probably a typo.
OTHER_TAGS = {CLAIM, "nbval-ignore-output", "nbval-skip", "raises-exception", "hide-input"}

_REGIONS = {"SOLUTION": ("exercise", "answer"), "HIDDEN TESTS": ("check",), "MARK SCHEME": ()}


def assign_roles(cells: list[Cell], chapter: str) -> None:
    """Write nbgrader's metadata into each cell that has a role. Raises AuthorError at the first mistake."""
    if chapter not in {known.name for known in CHAPTERS}:
        raise AuthorError(f"there is no chapter {chapter}: give it a line in dlcourse/chapters.py.")
    waiting: Cell | None = None  # the exercise whose check has not come yet
    seen: dict[str, Cell] = {}
    total, written = 0.0, 0
    for cell in cells:
        role = _role(cell)
        _check_regions(cell, role)
        if role is None:
            continue
        if role == "exercise":
            if waiting:
                raise waiting.error('this exercise has no check: add a cell with tags=["check"] after it.')
            waiting = cell
            continue
        points = _points(cell)
        total += points
        if role == "answer":
            written += 1
            names = {"answer": f"written-answer-{written}"}
        else:
            name = _exercise_name(cell, chapter, points)
            if waiting is None:
                raise cell.error(f"a check of {name}, but no exercise stands before it.")
            _mark(waiting, name, grade=False, solution=True, seen=seen)
            waiting = None
            names = {"check": f"{CHECK}{name}"}
        _mark(cell, names[role], grade=True, solution=role == "answer", points=points, seen=seen)
    if waiting:
        raise waiting.error('this exercise has no check: add a cell with tags=["check"] after it.')
    worth = {known.name: known.points for known in CHAPTERS}[chapter]
    if total != worth:
        name = cells[0].path.name if cells else chapter
        raise AuthorError(f"{name}: the points add up to {total:g}; dlcourse/chapters.py says {worth}.")


def _role(cell: Cell) -> str | None:
    roles = cell.tags & set(ROLES)
    if CLAIM in cell.tags and cell.node.cell_type != "code":
        raise cell.error(f'tags=["{CLAIM}"] belongs on a code cell.')
    if unknown := cell.tags - set(ROLES) - OTHER_TAGS:
        known = ", ".join([*ROLES, *sorted(OTHER_TAGS)])
        raise cell.error(f"unknown tag {', '.join(sorted(unknown))}. Known tags: {known}.")
    if len(roles) > 1:
        raise cell.error(f"a cell has one role, not {' and '.join(sorted(roles))}.")
    if not roles:
        if cell.points is not None:
            raise cell.error('points, but no role: add tags=["check"] or tags=["answer"].')
        return None
    role = roles.pop()
    wanted = "markdown" if role == "answer" else "code"
    if cell.node.cell_type != wanted:
        raise cell.error(f'tags=["{role}"] belongs on a {wanted} cell.')
    if role == "exercise" and cell.points is not None:
        raise cell.error("points belong on the check, not on the exercise.")
    return role


def _check_regions(cell: Cell, role: str | None) -> None:
    """Check that every BEGIN has its END, and is in a cell of the right role. Raises AuthorError."""
    for region, allowed in _REGIONS.items():
        marks = re.findall(rf"^\s*### (BEGIN|END) {region}\s*$", cell.node.source, flags=re.MULTILINE)
        malformed = len(re.findall(rf"(?:BEGIN|END) {region}", cell.node.source)) - len(marks)
        if malformed:
            raise cell.error(f"write each mark on a line of its own: `### BEGIN {region}`, `### END {region}`.")
        if marks and role not in allowed:
            where = " or ".join(allowed) or "no"
            raise cell.error(f"{region} belongs in {where} cells.")
        if marks != ["BEGIN", "END"] * (len(marks) // 2):
            missing = "END" if marks.count("BEGIN") > marks.count("END") else "BEGIN"
            raise cell.error(f"`### {missing} {region}` is missing.")
    if role == "exercise" and "### BEGIN SOLUTION" not in cell.node.source:
        raise cell.error("an exercise needs `### BEGIN SOLUTION` and `### END SOLUTION` around what students write.")


def _points(cell: Cell) -> float:
    if cell.points is None:
        raise cell.error("no points: write them in the header, as in `points=2`.")
    if isinstance(cell.points, bool) or not isinstance(cell.points, int | float) or cell.points <= 0:
        raise cell.error(f"points must be a number above 0, not {cell.points!r}.")
    return cell.points


def _exercise_name(cell: Cell, chapter: str, points: float) -> str:
    """The name of the exercise that a check cell calls, as in `check.softmax(softmax, points=2)`.

    Raises AuthorError if its calls name several exercises, or other points than the header.
    """
    try:
        calls = list(_check_calls(ast.parse(cell.node.source)))
    except SyntaxError as error:
        raise cell.error(f"not valid Python: {error.msg} in line {error.lineno} of the cell.") from None
    if not calls:
        raise cell.error("this check cell calls no check: write `check.NAME(NAME, points=…)`.")
    names = {name for name, _ in calls}
    if len(names) > 1:
        raise cell.error(f"one check cell checks one exercise, not {' and '.join(sorted(names))}.")
    name = names.pop()
    if name not in exercises_of(chapter):
        raise cell.error(f"there is no exercise {name} in {checks_of(chapter)}.")
    for _, call in calls:
        given = [keyword.value for keyword in call.keywords if keyword.arg == "points"]
        if not given or not isinstance(given[0], ast.Constant) or given[0].value != points:
            raise cell.error(f"the header says points={points}; the call must say points={points} too.")
    return name


def _check_calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """The calls `check.NAME(…)` in a cell, each with its NAME."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("check"), attr=name)):
                yield name, node


def _mark(cell: Cell, grade_id: str, *, grade: bool, solution: bool, seen: dict, points: float | None = None) -> None:
    if grade_id in seen:
        raise cell.error(f"{grade_id} is already the name of cell {seen[grade_id].number}: each needs its own name.")
    seen[grade_id] = cell
    cell.node.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": not solution,
        "task": False,
    } | ({} if points is None else {"points": points})
