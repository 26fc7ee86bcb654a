"""What must be built by hand is examined once more, where there is Python and NumPy alone."""

import ast
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

from dlcourse.agent.answer_error import AnswerError
from dlcourse.chapters import checks_of
from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.check_file import exercises_of
from dlcourse.grading.examiner import framework_free_check
from dlcourse.grading.examiner.check_cell import examine, free_names, is_check
from dlcourse.grading.examiner.framework_free_check import FrameworkFreeKernel, is_due, stopped_at
from tests.conftest import REPOSITORY
from tests.support.classroom import solved
from tests.support.hostile import graded, points

BY_HAND = {"tensorflow", "keras"}


def is_by_hand(exercise) -> bool:
    return exercise.forbidden_packages >= BY_HAND


@pytest.fixture
def look(tmp_path):
    """A function that gives the second look at some cells."""
    looks = []

    def at(cells: list[str]) -> FrameworkFreeKernel:
        looks.append(FrameworkFreeKernel(StudentCode(cells), "bubblewrap", tmp_path))
        return looks[-1]

    yield at
    for each in looks:
        each.stop()


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("path", sorted(REPOSITORY.glob("solutions/*/*.ipynb")), ids=lambda path: path.stem)
def test_a_whole_solution_has_all_its_points_there_too(path: Path, look):
    cells = nbformat.read(path, as_version=4).cells
    checks = import_module(checks_of(path.stem))
    by_hand = [f"check.{name}(" for name, exercise in exercises_of(path.stem).items() if is_by_hand(exercise)]
    second = look([cell.source if cell.cell_type == "code" and not is_check(cell) else "" for cell in cells])
    for index, cell in enumerate(cells):
        if is_check(cell) and any(call in cell.source for call in by_hand):
            second.define(sorted(free_names(ast.parse(cell.source))), index)
            cell.outputs, forbidden = examine(cell.source, checks, second.session, second.code, index)
            second.session.kernel.rest()
            assert is_due(forbidden)
            earned, points = determine_grade(cell)
            assert earned == points, cell.outputs


DEFINED = {
    "under a promise to Python": "from __future__ import annotations\ndef f(z: Unknown): return z",
    "after one that fails": "f = None\nf = missing\nf = lambda z: z",
    "after one that leaves": "import sys\nf = sys.exit()\nf = lambda z: z",
}


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("way", DEFINED)
def test_a_statement_is_run_as_in_a_notebook(way, look):
    second = look([DEFINED[way]])
    second.define(["f"], 1)
    assert second.session.find(["f"])["f"](3) == 3


@pytest.mark.needs("bubblewrap")
def test_an_error_there_names_the_line(look):
    second = look(["def f(z):\n    return z / 0"])
    second.define(["f"], 1)
    with pytest.raises(AnswerError, match=r"in line 2 of f: return z / 0"):
        second.session.find(["f"])["f"](3)


NEEDS_ALL = {
    "a call that sets a global": "def setup():\n    global EPS\n    EPS = 7\nsetup()\ndef f(): return EPS",
    "a main": "def main():\n    global EPS\n    EPS = 7\nif __name__ == '__main__': main()\ndef f(): return EPS",
    "a limit of Python's": "import sys\nsys.setrecursionlimit(10_000)\ndef f(n=4000): return f(n - 1) if n else 7",
    "a decorated method": "def add_to(kind): return lambda g: setattr(kind, g.__name__, g)\nclass V: pass\n@add_to(V)\ndef g(self): return 7\ndef f(): return V().g()",
    "a registry": "KINDS = {}\nclass Base:\n    def __init_subclass__(cls): KINDS[cls.__name__] = cls\nclass A(Base): n = 7\ndef f(): return KINDS['A'].n",
    "single dispatch": "from functools import singledispatch\n@singledispatch\ndef g(x): return 0\n@g.register\ndef _(x: int): return 7\ndef f(): return g(1)",
    "a setting": "class config: eps = 0\ndef configure(): config.eps = 7\nconfigure()\ndef f(): return config.eps",
    "a setting of NumPy's": "import numpy as np\nnp.seterr(all='raise')\ndef f():\n    try: return np.float64(1) / 0\n    except FloatingPointError: return 7",
    "aliases in a loop": "A, B = [], []\nGATES = [A, B]\nfor gate, b in zip(GATES, [3, 7]): gate.append(b)\ndef f(): return B[0]",
    "a map": "SCALE = []\nlist(map(SCALE.append, [7]))\ndef f(): return SCALE[0]",
    "beside a framework": "import keras\nmodel = keras.Sequential()\nEPS = []\nlist(map(EPS.append, [7]))\ndef f(): return EPS[0]",
}


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("way", NEEDS_ALL)
def test_what_is_not_seen_to_be_needed_is_there_when_everything_is_run(way, look):
    second = look(["", NEEDS_ALL[way], "def f(): return 0"])
    second.define_all(2)
    assert second.session.find(["f"])["f"]() == 7


@pytest.mark.needs("bubblewrap")
def test_each_cell_is_run_once_and_a_check_has_those_before_it(look):
    second = look(["seen = []", "seen.append(1)", "seen.append(2)", "seen.append(3)"])
    found = []
    for before in (2, 3, 3, 4):
        second.define_all(before)
        found.append(second.session.find(["seen"])["seen"])
    assert found == [[1], [1, 2], [1, 2], [1, 2, 3]]


@pytest.mark.needs("bubblewrap")
@pytest.mark.timeout(60)
def test_a_cell_without_an_end_takes_nothing_from_the_next(look, monkeypatch):
    monkeypatch.setattr(framework_free_check, "SECONDS_FOR_A_CELL", 1)
    second = look(["while True: pass", "f = 7"])
    second.define_all(2)
    assert second.session.find(["f"]) == {"f": 7}


@pytest.mark.needs("bubblewrap")
@pytest.mark.timeout(60)
def test_there_is_an_end_to_all_cells(look, monkeypatch):
    monkeypatch.setattr(framework_free_check, "SECONDS_FOR_ALL", 1)
    second = look(["while True: pass", "f = 7"])
    second.define_all(2)
    assert second.session.find(["f"]) == {}


STOPS = "%matplotlib inline\ndef f(): return 7\nassert f() == 0, 'not yet'\ndef f(): return 0"
RAISES = "def g():\n    try: 1 / 0\n    except ZeroDivisionError: raise ValueError\ndef f(): return 7\ng()\nf = 0"


@pytest.mark.parametrize("cell", [STOPS, RAISES, "x = 1"], ids=["at the top", "in a function", "nothing"])
def test_what_an_error_kept_from_running_is_not_run_there(cell, shared_student, tmp_path):
    source = new_notebook(cells=[new_code_cell(cell)])
    NotebookClient(source, allow_errors=True, km=shared_student.manager).execute()
    stopped = {0: line} if (line := stopped_at(source.cells[0].outputs)) else {}
    assert stopped == {STOPS: {0: 3}, RAISES: {0: 5}, "x = 1": {}}[cell]
    code = StudentCode([cell, "f = 8"], stopped=stopped)
    assert len(code.of_cell(0)) == {STOPS: 3, RAISES: 3, "x = 1": 1}[cell]
    assert [text for text in code.needed(["f"], 1) if text.endswith("0")] == []


SOFTMAX = """
def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""
WHOLE = {
    "what is not seen to be needed": f"PIECES = []\nlist(map(PIECES.append, [np.exp])){SOFTMAX.replace('np.exp', 'PIECES[0]')}",
    "what an error kept from running": f"{SOFTMAX}assert False, 'do not run what stands below'\ndef softmax(z): return 0",
}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("way", WHOLE)
def test_an_honest_answer_keeps_all_its_points(way, tmp_path):
    assert points(graded(solved(softmax=WHOLE[way]), tmp_path)) == 18


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_what_stands_below_all_checks_costs_nothing(tmp_path):
    work = solved()
    work.cells.append(new_code_cell("from scipy.special import softmax\nprint('softmax' in globals(), eval('1 + 1'))"))
    assert points(graded(work, tmp_path)) == 18


@pytest.mark.needs("bubblewrap")
def test_a_file_that_a_cell_writes_is_there_when_everything_is_run(look):
    second = look(["%%writefile mine.py\ndef g(): return 7", "import sys\nsys.path.insert(0, '')\nimport mine"])
    second.define_all(2)
    assert second.session.find(["mine"])["mine"].g() == 7


LEADS_TO_A_FRAMEWORK = {
    "a package": "import tensorflow, scipy, sklearn",
    "a room of ours": "import dlcourse.nn",
    "a check, which knows the answer": "import dlcourse.checks.perceptron",
    "the loaded modules": "import sys\nsys.modules.pop('scipy')\nsys.modules.pop('scipy.special')\nimport scipy.special",
    "a file": "import glob\nassert glob.glob(np.__path__[0] + '/../scipy/*')",
    "another process": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import scipy.special'], check=True)",
    "compiled files": "import dlcourse, glob\nassert glob.glob(dlcourse.__path__[0] + '/**/*perceptron*', recursive=True)",
}


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("way", LEADS_TO_A_FRAMEWORK)
def test_there_is_no_way_to_a_framework(way, look):
    lines = [f"        {line}" for line in LEADS_TO_A_FRAMEWORK[way].splitlines()]
    cell = "\n".join(["import numpy as np", "def f():", "    try:", *lines, "        return True",
                      "    except Exception as error:", "        return repr(error)"])  # fmt: skip
    second = look([cell])
    second.define(["f"], 1)
    assert second.session.find(["f"])["f"]() is not True


WRITES = """
import dlcourse, glob, os
def f():
    found, ours = [], dlcourse.__path__[0]
    packages = glob.glob(os.path.dirname(os.path.dirname(np.__file__)) + "/*/")
    for folder in (*packages, ours, ours + "/checks", "/usr/lib/python3/dist-packages", "/", "/dev"):
        try:
            open(os.path.join(folder, "for-the-next-one"), "w").close()
            found.append(folder)
        except OSError: pass
    return found
"""


@pytest.mark.needs("bubblewrap")
def test_nothing_can_be_left_there_for_the_next_one(look):
    cell = f"import numpy as np{WRITES}"
    second = look([cell])
    second.define(["f"], 1)
    assert second.session.find(["f"])["f"]() == []
