"""Cells as the course releases them, and two releases made of them: the old one and the new one."""

from nbformat.v4 import new_code_cell, new_markdown_cell


def text(name, source):
    """A cell of the course's text."""
    return new_markdown_cell(source, id=name)


def code(name, source, outputs=()):
    """A cell of the course's code, without a name in nbgrader."""
    return new_code_cell(source, id=name, outputs=list(outputs))


def graded(name, source, *, solution=False, points=None, make=new_code_cell, identity=None):
    """A cell that nbgrader knows by this name."""
    marks = {"schema_version": 3, "grade_id": name, "grade": points is not None, "solution": solution,
             "locked": not solution, "task": False, "checksum": "0"} | ({"points": points} if points else {})  # fmt: skip
    return make(source, id=identity or name, metadata={"nbgrader": marks, "deletable": False})


def answer(name, source="...  # your code here", **more):
    """An exercise's cell, which is the student's."""
    return graded(name, source, solution=True, **more)


def check(name, source="check.f(f, points=1)"):
    """A check of one point."""
    return graded(name, source, points=1)


def written(name, source="*Your answer here.*"):
    """A written answer, of two points."""
    return graded(name, source, solution=True, points=2, make=new_markdown_cell)


def old():
    """The release that a student began with."""
    return [text("a", "# Old title"), answer("f"), check("check-f"), code("demo", "plot(f)"), written("why")]


def new():
    """The release after it."""
    return [text("b", "# New title"), answer("f", "...  # your code here, in one line"), check("check-f", "check.f(f, points=2)"),
            text("c", "A new text"), answer("g"), check("check-g"), code("demo", "plot(f)"), written("why")]  # fmt: skip
