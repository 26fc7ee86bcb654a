"""Where a cell stops and checks then miss a name, the cell and its error are named first."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_output

from dlcourse.notebooks.first_error import first_error
from tests.support.classroom import CHAPTER, make_course, scores, short, solved
from tests.support.commands import dlcourse, nbgrader


def cell(source, *outputs, check=False):
    marks = {"nbgrader": {"grade_id": "check-f", "grade": True}} if check else {}
    return new_code_cell(source, outputs=list(outputs), metadata=marks)


def error(name, text):
    return new_output("error", ename=name, evalue=text, traceback=[])


MISSES = cell("check.f(f)", error("NameError", "name 'f' is not defined"), check=True)
BROKEN = cell("import nothing\nf = 1", error("ModuleNotFoundError", "No module named 'nothing'"))
TRIED = cell("1 / 0", error("ZeroDivisionError", "division by zero"))
SYNTAX = cell("def f(:", error("SyntaxError", "invalid syntax (2110632812.py, line 1)"))
TABLE = cell("check.f(f)", new_output("display_data", data={"text/plain": "✗ runs\n  NameError: name 'f' is not defined"}),
             check=True)  # fmt: skip
SAYS = "cell 2 stopped: ModuleNotFoundError: No module named 'nothing'. So the cells below it do not find f"
CASES = {
    "named": ([TRIED, BROKEN, MISSES], [SAYS]),
    "in-a-table": ([TRIED, BROKEN, TABLE], [SAYS]),
    "syntax": ([SYNTAX, MISSES], ["cell 1 stopped: SyntaxError: invalid syntax (line 1). So the cells below it do not find f"]),
    "first-of-all": ([cell("x"), TRIED, MISSES],
                     ["cell 2 stopped: ZeroDivisionError: division by zero. So the cells below it do not find f"]),
    "nothing-stopped": ([cell("x"), MISSES], []),
    "nothing-missing": ([BROKEN, cell("check.f(f)", check=True)], []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_cell_that_was_to_define_the_name_is_named(case):
    cells, says = CASES[case]
    assert first_error(cells) == says


def with_set_up(change):
    """Every exercise solved, and the cell that loads NumPy and the checks changed."""
    work = short(solved())
    (set_up,) = [one for one in work.cells if "import numpy" in one.source]
    set_up.source = change(set_up.source)
    return work


@pytest.mark.slow
def test_the_table_of_a_check_says_it_first(tmp_path):
    path = tmp_path / f"{CHAPTER}.ipynb"
    nbformat.write(with_set_up(lambda source: f"import seaborn_of_mine\n{source}"), path)
    run = dlcourse(tmp_path, "check", path.name)
    assert run.returncode == 1
    assert run.stdout.startswith("Cell 7 stopped: ModuleNotFoundError: No module named 'seaborn_of_mine'. So the cells")
    found = json.loads(dlcourse(tmp_path, "check", path.name, "--json").stdout)
    assert found["notes"][0].startswith("cell 7 stopped: ModuleNotFoundError")


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_terminal_the_report_and_the_feedback_say_it_first(tmp_path):
    course = make_course(
        tmp_path, {"ada": with_set_up(lambda source: source.replace("import numpy as np", "import numpy as np)"))}
    )
    run = dlcourse(course, "grade", CHAPTER)
    assert "ada: cell 7 stopped: SyntaxError: unmatched ')' (line 1)" in run.stderr + run.stdout
    report = json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)
    assert report["notes"]["ada"] == ["cell 7 stopped: SyntaxError: unmatched ')' (line 1)"]
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {"ada": 2}  # two answers need no NumPy
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    (page,) = (course / "feedback").rglob("*.html")
    assert "Cell 7 stopped: SyntaxError: unmatched" in page.read_text(encoding="utf-8")
