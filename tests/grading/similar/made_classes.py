"""Classes made of the answers in `tests/answers`: students who work by themselves, and copies that hide where they are from.

A student's answer to each exercise is drawn from the right or the wrong ones, by how able the student is. Whoever copies
renames, reorders or reformats the code, or does all of this.
"""

import ast
import random
import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import nbformat

from dlcourse.grading.similar.fingerprints import FAILS, Feature, code_features
from dlcourse.grading.similar.pairs import Features
from dlcourse.grading.similar.submissions import answers_of
from tests.conftest import REPOSITORY
from tests.support.answers import ANSWERS, read

DISGUISES: tuple[tuple[str, ...], ...] = (("rename",), ("reorder",), ("reformat",), ("rename", "reorder", "reformat"))
LEFT_OUT = 0.05  # of the exercises


@dataclass(frozen=True)
class Given:
    """An answer, and the criterion that it fails: empty for a right one."""

    code: str
    fails: str


@dataclass(frozen=True)
class MadeClass:
    """Its students' answers, and which pairs are one's work and a copy of it, with the way in which it is disguised."""

    students: dict[str, Features]
    copies: dict[tuple[str, str], tuple[str, ...]]


@cache
def given(chapter: str) -> dict[str, tuple[list[Given], list[Given]]]:
    """By exercise, the right answers and the wrong ones."""
    found = {}
    for path in sorted(ANSWERS.glob(f"{chapter}/*.py")):
        entries = [
            (right, Given(code, "" if right else about.partition("|")[0].strip())) for right, about, code in read(path)
        ]
        found[path.stem] = ([one for right, one in entries if right], [one for right, one in entries if not right])
    return found


@cache
def released_and_reference(chapter: str) -> tuple[Features, Features]:
    """The chapter as released, and its solution."""
    release, solution = (
        nbformat.read(REPOSITORY / folder / chapter / f"{chapter}.ipynb", as_version=4)
        for folder in ("notebooks", "solutions")
    )
    return answers_of(release, set())[0], answers_of(solution, set())[0]


def make_class(chapter: str, students: int, copies: int, seed: int) -> MadeClass:
    """A class of which some work by themselves, and `copies` more have copied from one each."""
    draw = random.Random(f"{chapter} {students} {seed}")
    works = {f"s{number:03}": _work(chapter, draw) for number in range(students)}
    copied: dict[tuple[str, str], tuple[str, ...]] = {}
    for number, source in enumerate(draw.sample(sorted(works), copies)):
        disguise = DISGUISES[(number + seed) % len(DISGUISES)]
        works[f"{source}-copy"] = {
            name: Given(disguised(one.code, name, disguise, draw), one.fails) for name, one in works[source].items()
        }
        copied[source, f"{source}-copy"] = disguise
    return MadeClass({name: _features(work) for name, work in works.items()}, copied)


def independent(made: MadeClass) -> list[tuple[str, str]]:
    """The pairs of students who did not copy from each other."""
    return [pair for pair in combinations(sorted(made.students), 2) if pair not in made.copies]


def _work(chapter: str, draw: random.Random) -> dict[str, Given]:
    able = draw.betavariate(4, 2)
    return {
        name: draw.choice(right if draw.random() < able else wrong)
        for name, (right, wrong) in given(chapter).items()
        if draw.random() > LEFT_OUT
    }


def _features(work: dict[str, Given]) -> Features:
    return {name: _of_code(one.code) | ({(FAILS, one.fails)} if one.fails else set()) for name, one in work.items()}


@cache
def _of_code(code: str) -> frozenset[Feature]:
    return code_features(code)


def disguised(code: str, exercise: str, ways: tuple[str, ...], draw: random.Random) -> str:
    """The code in another form that does the same. Code that is no Python stays as it is."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code
    if "rename" in ways:
        tree = _Renamed(tree, exercise, draw).visit(tree)
    if "reorder" in ways:
        tree = _Reordered(draw).visit(tree)
    text = ast.unparse(ast.fix_missing_locations(tree))  # this alone drops comments, blank lines and parentheses
    if "reformat" in ways:
        text = "\n".join(line if "'" in line or '"' in line else _broken(line, draw) for line in text.split("\n"))
    return text


def _broken(line: str, draw: random.Random) -> str:
    """The line with a line break in each innermost pair of brackets, and now and then with a comment."""
    return re.sub(r"\((?=[^()]*\))", "(\n        ", line) + ("  # so" if draw.random() < 0.2 else "")


class _Renamed(ast.NodeTransformer):
    """Every name that the code binds gets another one, but for the exercise's and for names of arguments in calls."""

    def __init__(self, tree: ast.AST, exercise: str, draw: random.Random) -> None:
        nodes = list(ast.walk(tree))
        bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
        bound |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        bound |= {node.name for node in nodes if isinstance(node, ast.FunctionDef) and not node.name.startswith("__")}
        self.names = {name: f"{draw.choice('abcdefgh')}_{draw.randrange(1000)}" for name in sorted(bound - {exercise})}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.arg = self.names.get(node.arg, node.arg)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)


class _Reordered(ast.NodeTransformer):
    """Functions in another order, independent assignments and half of the sums and products turned round."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Mult) and self.draw.random() < 0.5:
            node.left, node.right = node.right, node.left
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        self.generic_visit(node)
        functions = [part for part in node.body if isinstance(part, ast.FunctionDef)]
        self.draw.shuffle(functions)
        node.body = [functions.pop() if isinstance(part, ast.FunctionDef) else part for part in node.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        for place, (first, second) in enumerate(zip(node.body, node.body[1:], strict=False)):
            if _independent(first, second):
                node.body[place : place + 2] = [second, first]
        return node


def _independent(first: ast.stmt, second: ast.stmt) -> bool:
    """Whether two assignments do not use what the other one binds."""
    if not (isinstance(first, ast.Assign) and isinstance(second, ast.Assign)):
        return False
    used = [{node.id for node in ast.walk(part) if isinstance(node, ast.Name)} for part in (first, second)]
    bound = [
        {node.id for node in ast.walk(part) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        for part in (first, second)
    ]
    return not (bound[0] & used[1] or bound[1] & used[0])
