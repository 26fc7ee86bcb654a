"""One check cell, run here: every name that the student defined is a stand-in for what lives in their kernel."""

import ast
import builtins
import contextlib
import io
import traceback
from collections.abc import Set
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import nbformat
import numpy
from nbformat import NotebookNode

from dlcourse.chapters import checks_of
from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.core.context import changed
from dlcourse.checks.core.report import Report
from dlcourse.grading.examiner.check_calls import without_repeated_calls
from dlcourse.grading.examiner.own_limits import own_limits
from dlcourse.grading.examiner.session import KernelSession
from dlcourse.syntax import parse

IN_KERNEL = "# in_kernel"  # the header of a check that must run beside the student's code


class CheckedCell(NamedTuple):
    """What a check cell shows, and the packages that its exercises forbade."""

    outputs: list[NotebookNode]
    forbidden_packages: Set[str]


def is_check(cell: NotebookNode) -> bool:
    """Whether a cell is a check. Role and source must have been restored from the gradebook (`RestoreCells`)."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and marks.get("grade", False) and not marks.get("solution", False)


def runs_here(cell: NotebookNode) -> bool:
    """Whether a cell is a check that runs apart from the student's code."""
    return is_check(cell) and not cell.source.startswith(IN_KERNEL)


def checks_for(assignment: str) -> ModuleType | None:
    """The module of checks for a chapter; None for an assignment of another kind, whose cells bring what they need."""
    name = checks_of(assignment)
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in (name, f"{name}."):
            raise
        return None


def examine(
    source: str, checks: ModuleType | None, session: KernelSession, code: StudentCode, before: int
) -> CheckedCell:
    """Run one check cell: its outputs are a table for each check, then the points, or an error.

    A call that a later one repeats with new random numbers is left out.

    No alarm stops what takes too long: answers do not run in this process, and who asks for one waits no longer than
    the context says. What counts is how long processors work.

    Args:
        checks: the module of the chapter's checks.
        code: the student's.
        before: the number of the check cell: what stands below has not run when the check is made.
    """
    outputs: list[NotebookNode] = []
    forbidden: set[str] = set()

    def show(report: Report) -> None:
        outputs.append(nbformat.v4.new_output("display_data", data=report._repr_mimebundle_()))

    try:
        tree = without_repeated_calls(parse(source))
        namespace = {"check": checks, "np": numpy, "__name__": "__examiner__"}
        quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
        context = {"show": show, "use_alarm": False, "clock": session.clock, "forbidden_packages": forbidden}
        found_in = partial(code.dependencies, before=before)
        with own_limits(), changed(**context, dependencies=found_in), quiet[0], quiet[1]:
            namespace |= session.find(names_wanted(source))
            value = _run(tree, namespace)
    except KeyboardInterrupt:  # of the person who started the grading: no verdict on the answer
        raise
    except BaseException as error:
        last = traceback.format_exception_only(error)[-1].strip()
        return CheckedCell([*outputs, error_output(type(error).__name__, last)], forbidden)
    if value is not None:
        data = {"text/plain": repr(value)}
        outputs.append(nbformat.v4.new_output("execute_result", data=data, execution_count=None))
    return CheckedCell(outputs, forbidden)


def _run(tree: ast.Module, namespace: dict) -> Any:
    """Execute a check cell; its last expression is its value, as in a notebook."""
    *statements, last = tree.body
    value = last.value if isinstance(last, ast.Expr) else None
    if value is None:
        statements = tree.body
    exec(compile(ast.Module(statements, type_ignores=[]), "<check>", "exec"), namespace)
    return eval(compile(ast.Expression(value), "<check>", "eval"), namespace) if value else None


def names_wanted(source: str) -> list[str]:
    """The names that a check cell takes from the student's code; none where it is no Python."""
    try:
        return sorted(free_names(parse(source)) - {"check", "np", "__name__"})
    except SyntaxError:
        return []


def free_names(tree: ast.AST) -> set[str]:
    """Names that a check cell uses and does not define."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    made |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    made |= {(alias.asname or alias.name).partition(".")[0] for node in ast.walk(tree)
             if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}  # fmt: skip
    return used - made - set(dir(builtins))


def error_output(name: str, text: str) -> NotebookNode:
    """An error as a notebook stores it; nbgrader gives such a cell no points."""
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[text])
