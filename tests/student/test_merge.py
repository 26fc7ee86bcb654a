"""A merge takes texts and checks from the new version, and answers and own cells from the student's notebook."""

import nbformat
import pytest
from nbformat.v4 import new_notebook

from dlcourse.student.merge import count_overwritten, fingerprints, merged
from tests.student.cells import answer, code, new, old, text


def result(mine, released=None, before=None):
    released = new_notebook(cells=new() if released is None else released)
    notebook = merged(mine, released, fingerprints(old()) if before is None else before)
    nbformat.validate(notebook)
    return notebook.cells


def sources(cells):
    return [cell.source for cell in cells]


def test_without_changes_by_the_student_the_result_is_the_release():
    assert result(old()) == new()


def test_answers_are_kept_and_everything_else_is_new():
    mine = old()
    mine[1].source, mine[4].source = "def f(): return 1", "Because."
    mine[0].source, mine[2].source = "# My title", "check = None"
    cells = result(mine)
    assert sources(cells) == ["# New title", "def f(): return 1", "check.f(f, points=2)", "A new text",
                           "...  # your code here", "check.f(f, points=1)", "plot(f)", "Because."]  # fmt: skip
    assert [cell.metadata for cell in cells] == [cell.metadata for cell in new()]
    assert count_overwritten(mine, fingerprints(old())) == 2


def test_own_cells_keep_their_places_and_are_no_exercises():
    mine = old()
    mine[1].source = "def f(): return 2"
    mine.insert(5, code("end", "at the end"))
    mine.insert(2, answer("f", "a copy of the answer", identity="copied"))  # as JupyterLab's copy and paste does
    mine.insert(0, text("start", "at the start"))
    cells = result([*mine[:1], *mine[1:]])
    assert sources(cells)[0] == "at the start"
    assert sources(cells)[-1] == "at the end"
    assert sum(cell.metadata.get("nbgrader", {}).get("grade_id") == "f" for cell in cells) == 1
    assert {"def f(): return 2", "a copy of the answer"} <= set(sources(cells))
    assert sources(cells).index("a copy of the answer") - sources(cells).index("def f(): return 2") in (1, -1)
    assert all("nbgrader" not in cell.metadata for cell in cells if cell.id in ("start", "end"))


def test_of_two_cells_with_the_same_name_the_last_is_the_answer_as_in_grading():
    mine = [*old()[:2], answer("f", "the second", identity="second-f"), *old()[2:]]
    mine[1].source = "the first"
    cells = result(mine)
    (counted,) = [cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "f"]
    assert counted.source == "the second"
    assert sources(cells).index("the first") == sources(cells).index("the second") - 1


def test_an_answer_to_a_removed_exercise_is_kept_as_an_own_cell():
    mine = old()
    mine[1].source = "def f(): return 3"
    cells = result(mine, released=[cell for cell in new() if not cell.id.endswith("f")])
    assert "def f(): return 3" in sources(cells)
    assert not [cell for cell in cells if cell.source == "def f(): return 3" and cell.metadata]
    assert "...  # your code here" not in sources(result(old(), released=[text("b", "# New title")]))


def test_outputs_are_kept_where_the_source_is_the_same():
    mine = old()
    shown = [nbformat.v4.new_output("stream", text="1")]
    mine[1].source = "def f(): return 1"
    for cell in mine[1:4]:
        cell.outputs = shown
    cells = {cell.id: cell for cell in result(mine)}
    assert cells["f"].outputs == cells["demo"].outputs == shown
    assert cells["check-f"].outputs == []  # this check has not run


def test_cells_with_ids_of_another_program_are_identified_by_their_sources():
    mine = old()
    for number, cell in enumerate(mine):
        cell.id = f"cell-{number}"
    mine[1].source = "def f(): return 1"
    mine.insert(4, code("cell-mine", "my own"))
    cells = result(mine)
    assert sorted(sources(cells)) == sorted([*sources(new()[2:]), sources(new())[0], "def f(): return 1", "my own"])
    assert sources(cells).index("my own") == sources(cells).index("plot(f)") + 1


def test_a_copy_of_a_cell_of_the_course_is_the_students_own_cell():
    mine = [*old(), code("copy", "plot(f)")]
    assert sources(result(mine)).count("plot(f)") == 2


def test_without_records_no_cell_of_the_student_is_lost():
    mine = old()
    mine[0].source, mine[1].source = "# My notes", "def f(): return 1"
    cells = result(mine, before={})
    assert {"# My notes", "# New title", "def f(): return 1"} <= set(sources(cells))


@pytest.mark.parametrize("change", [None, "answers", "own cells"])
def test_a_second_merge_changes_nothing(change):
    mine = old()
    if change == "answers":
        mine[1].source = "def f(): return 1"
    if change == "own cells":
        mine.insert(1, code("own", "1"))
    once = result(mine)
    assert result(once, before=fingerprints(new())) == once
