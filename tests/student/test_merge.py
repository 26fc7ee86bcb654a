"""A newer notebook and a student's work in one: texts and checks are the course's, answers are the student's."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from dlcourse.student.merge import fingerprints, merged, set_back


def text(name, source):
    return new_markdown_cell(source, id=name)


def code(name, source, outputs=()):
    return new_code_cell(source, id=name, outputs=list(outputs))


def graded(name, source, *, solution=False, points=None, make=new_code_cell, identity=None):
    marks = {"schema_version": 3, "grade_id": name, "grade": points is not None, "solution": solution,
             "locked": not solution, "task": False, "checksum": "0"} | ({"points": points} if points else {})  # fmt: skip
    return make(source, id=identity or name, metadata={"nbgrader": marks, "deletable": False})


def answer(name, source="...  # your code here", **more):
    return graded(name, source, solution=True, **more)


def check(name, source="check.f(f, points=1)"):
    return graded(name, source, points=1)


def written(name, source="*Your answer here.*"):
    return graded(name, source, solution=True, points=2, make=new_markdown_cell)


def old():
    return [text("a", "# Old title"), answer("f"), check("check-f"), code("demo", "plot(f)"), written("why")]


def new():
    return [text("b", "# New title"), answer("f", "...  # your code here, in one line"), check("check-f", "check.f(f, points=2)"),
            text("c", "A new text"), answer("g"), check("check-g"), code("demo", "plot(f)"), written("why")]  # fmt: skip


def result(mine, released=None, before=None):
    released = new_notebook(cells=new() if released is None else released)
    notebook = merged(mine, released, fingerprints(old()) if before is None else before)
    nbformat.validate(notebook)
    return notebook.cells


def said(cells):
    return [cell.source for cell in cells]


def test_nothing_of_the_students_gives_the_release():
    assert result(old()) == new()


def test_answers_stay_and_everything_else_is_new():
    mine = old()
    mine[1].source, mine[4].source = "def f(): return 1", "Because."
    mine[0].source, mine[2].source = "# My title", "check = None"
    cells = result(mine)
    assert said(cells) == ["# New title", "def f(): return 1", "check.f(f, points=2)", "A new text",
                           "...  # your code here", "check.f(f, points=1)", "plot(f)", "Because."]  # fmt: skip
    assert [cell.metadata for cell in cells] == [cell.metadata for cell in new()]
    assert set_back(mine, fingerprints(old())) == 2


def test_own_cells_stay_in_their_places_and_are_no_exercises():
    mine = old()
    mine[1].source = "def f(): return 2"
    mine.insert(5, code("end", "at the end"))
    mine.insert(2, answer("f", "a copy of the answer", identity="copied"))  # as JupyterLab's copy and paste does
    mine.insert(0, text("start", "at the start"))
    cells = result([*mine[:1], *mine[1:]])
    assert said(cells)[0] == "at the start"
    assert said(cells)[-1] == "at the end"
    assert sum(cell.metadata.get("nbgrader", {}).get("grade_id") == "f" for cell in cells) == 1
    assert {"def f(): return 2", "a copy of the answer"} <= set(said(cells))
    assert said(cells).index("a copy of the answer") - said(cells).index("def f(): return 2") in (1, -1)
    assert all("nbgrader" not in cell.metadata for cell in cells if cell.id in ("start", "end"))


def test_of_twins_the_last_is_the_answer_as_in_grading():
    mine = [*old()[:2], answer("f", "the second", identity="twin"), *old()[2:]]
    mine[1].source = "the first"
    cells = result(mine)
    (counted,) = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "f"]
    assert counted.source == "the second"
    assert said(cells).index("the first") == said(cells).index("the second") - 1


def test_an_answer_to_an_exercise_that_is_gone_is_kept_as_a_cell():
    mine = old()
    mine[1].source = "def f(): return 3"
    cells = result(mine, released=[cell for cell in new() if not cell.id.endswith("f")])
    assert "def f(): return 3" in said(cells)
    assert not [cell for cell in cells if cell.source == "def f(): return 3" and cell.metadata]
    assert "...  # your code here" not in said(result(old(), released=[text("b", "# New title")]))


def test_outputs_stay_where_what_gave_them_stays():
    mine = old()
    shown = [nbformat.v4.new_output("stream", text="1")]
    mine[1].source = "def f(): return 1"
    for cell in mine[1:4]:
        cell.outputs = shown
    cells = {cell.id: cell for cell in result(mine)}
    assert cells["f"].outputs == cells["demo"].outputs == shown
    assert cells["check-f"].outputs == []  # this check has not run


def test_cells_that_another_program_named_anew_are_known_by_what_they_say():
    mine = old()
    for number, cell in enumerate(mine):
        cell.id = f"cell-{number}"
    mine[1].source = "def f(): return 1"
    mine.insert(4, code("cell-mine", "my own"))
    cells = result(mine)
    assert sorted(said(cells)) == sorted([*said(new()[2:]), said(new())[0], "def f(): return 1", "my own"])
    assert said(cells).index("my own") == said(cells).index("plot(f)") + 1


def test_a_copy_of_one_of_the_courses_cells_is_the_students():
    mine = [*old(), code("copy", "plot(f)")]
    assert said(result(mine)).count("plot(f)") == 2


def test_without_any_record_nothing_is_lost():
    mine = old()
    mine[0].source, mine[1].source = "# My notes", "def f(): return 1"
    cells = result(mine, before={})
    assert {"# My notes", "# New title", "def f(): return 1"} <= set(said(cells))


@pytest.mark.parametrize("change", [None, "answers", "own cells"])
def test_again_does_nothing(change):
    mine = old()
    if change == "answers":
        mine[1].source = "def f(): return 1"
    if change == "own cells":
        mine.insert(1, code("own", "1"))
    once = result(mine)
    assert result(once, before=fingerprints(new())) == once
