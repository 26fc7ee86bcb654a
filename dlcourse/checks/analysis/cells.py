"""A notebook's cells as Python: without IPython's own syntax, and without what no person wrote."""

import ast
import itertools
import re
import shlex
from typing import TypeGuard

from dlcourse.checks.analysis import scopes
from dlcourse.syntax import parse

MAX_CHARACTERS = 50_000  # of a cell; of all together, twenty times as many
RUNS_ITS_BODY = re.compile(r"%%(?:time|capture)\b")  # once, in the notebook's own names
WRITES_A_FILE = re.compile(r"%%(?:writefile|file)[ \t]+(-a[ \t]+|--append[ \t]+)?['\"]?([^\n'\"]*\.py)\b.*\n?")
_MAGIC = {"run_line_magic", "system", "getoutput", "getoutput_pager"}


def parsable(cells: list[str]) -> list[str]:
    """The cells as Python; IPython's own syntax (%, !, ?) is left out, and nothing is left of a cell that is no Python.

    So is what no person wrote: cells too long or nested too deeply to be read in good time.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    translate = TransformerManager().transform_cell
    kept, left = [""] * len(cells), 20 * MAX_CHARACTERS
    for number, cell in enumerate(cells):
        file = WRITES_A_FILE.match(cell.lstrip())
        if cell.lstrip().startswith("%%"):  # `%%time` and its like run what stands below
            cell = cell.lstrip().partition("\n")[2]
        if len(cell) > min(left, MAX_CHARACTERS):
            continue
        left -= len(cell)
        try:
            text = translate(cell)
            tree = parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if scopes.depth(tree) <= scopes.MAX_DEPTH:
            kept[number] = _without_magic(text, tree) if "get_ipython()" in text else text
            if file:  # what it writes is read as a cell; who runs the cells as Python has the file, too
                kept[number] += f"\nopen({file[2]!r}, {'a' if file[1] else 'w'!r}).write({cell!r})\n"
    return kept


def _without_magic(text: str, tree: ast.AST) -> str:
    """The text with None for each call that IPython's translation has put in the place of lines with % and !."""
    lines = scopes.lines(text)
    starts = [0, *itertools.accumulate(len(line) + 1 for line in lines)]
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    magics = [node for node in ast.walk(tree) if _is_magic(node)]
    places = {_place(node, starts): _python_of(node, alone=id(node) in alone) for node in magics}
    whole = b"\n".join(lines)
    for start, end in sorted(places, reverse=True):
        if not _is_magic_text(whole[start:end]):  # Python may be wrong about places inside of f-strings
            continue
        breaks = b"\n" * whole.count(b"\n", start, end)  # what stands below keeps its line
        code = places[start, end].encode() or b"(None%b)" % breaks
        whole = b"%b%b%b" % (whole[:start], code, whole[end:])
    return whole.decode()


def _python_of(magic: ast.Call, *, alone: bool) -> str:
    """The Python that a magic runs: `%time x = 1` a statement, `%run helper.py` a file; empty for all others."""
    given = [argument.value for argument in magic.args if isinstance(argument, ast.Constant)]
    if given[:1] == ["run"] and (file := _file_of(str(given[-1]))):
        return f"exec(open({file!r}).read())"
    if given[:1] == ["time"] and alone and _is_a_statement(str(given[-1])):
        return str(given[-1])
    return ""


def _file_of(arguments: str) -> str:
    """The file that `%run` runs."""
    try:
        words = shlex.split(arguments)
    except ValueError:
        return ""
    file = next((word for word in words if not word.startswith("-")), "")
    return file if file.endswith((".py", ".ipy", ".ipynb")) or not file else f"{file}.py"


def _is_a_statement(code: str) -> bool:
    """Whether this is one line of Python that can stand where an expression stood."""
    try:
        (statement,) = parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return isinstance(statement, ast.Expr | ast.Assign | ast.AugAssign | ast.AnnAssign) and "\n" not in code


def _place(node: ast.Call, starts: list[int]) -> tuple[int, int]:
    """Where a call begins and ends in a text whose lines start at these places."""
    assert node.end_lineno is not None and node.end_col_offset is not None  # ast.parse sets both
    return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset


def _is_magic_text(text: bytes) -> bool:
    try:
        return _is_magic(parse(text, mode="eval").body)
    except (SyntaxError, ValueError):
        return False


def _is_magic(node: ast.AST) -> TypeGuard[ast.Call]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name("get_ipython"), args=[]), attr=name)):
            return name in _MAGIC and all(isinstance(argument, ast.Constant) for argument in node.args)
    return False
