"""Which statements of a notebook an answer needs, as the text says."""

import pytest

from dlcourse.checks.analysis import StudentCode

CELLS = [
    "import keras, numpy as np\nfrom math import *\nimport matplotlib.pyplot as plt",
    "%matplotlib inline\nx = np.ones(3)\nh = []\nh.append(x)\nplt.plot(x)\nunrelated = 7",
    "def g(z):\n    return z + x\n\ndef f(z):\n    return g(z) + len(h)\n\nprint(f(1))",
    "f = 3",
]


def test_what_an_answer_needs_is_found_and_nothing_else():
    numpy, star, x, h, append, g, f = StudentCode(CELLS).needed(["f"], before=3)
    assert [numpy, star, x, h, append] == [
        "import numpy as np", "from math import *", "x = np.ones(3)", "h = []", "h.append(x)",
    ]  # fmt: skip
    assert g.startswith("def g(z):")
    assert f.startswith("def f(z):")
    assert StudentCode(CELLS).needed(["f"], before=4)[-1] == "f = 3"


SETS_AND_DRAWS = [
    "import numpy as np\nimport keras\nfrom dlcourse.plots import images\nx = np.ones(3)\nx.sort()",
    "np.seterr(all='raise')\nnp.sort(x)\nkeras.utils.set_random_seed(1)\nimages.image_grid(x)",
    "def f(z): return np.exp(z) + x",
]


def test_settings_of_a_module_are_needed_with_it_and_figures_are_not_needed():
    found = StudentCode(SETS_AND_DRAWS).needed(["f"], before=3)
    assert found == ["import numpy as np", "x = np.ones(3)", "x.sort()", "np.seterr(all='raise')", "np.sort(x)",
                     SETS_AND_DRAWS[2]]  # fmt: skip


def test_what_is_needed_beside_cells_that_run_as_they_stand_comes_cell_by_cell():
    code = StudentCode([*SETS_AND_DRAWS, "y = f(keras.ops.ones(2))"])
    found = code.needed_beside([], 4, whole={0, 3})
    assert found == {
        1: ["np.seterr(all='raise')", "np.sort(x)", "keras.utils.set_random_seed(1)"],
        2: SETS_AND_DRAWS[2:],
    }


WRITTEN = """
@ (
    # Python cannot write this out
    cached
)
def f(z):
    return f"{'\u3000\xa0'.join(z)}"
"""


def test_a_statement_is_taken_as_it_was_written():
    cell = f"%matplotlib inline\r\na = 'é'; b = f'{{\"\u200b\"}}'; f = b{WRITTEN}# end"
    assert StudentCode([cell]).needed(["f"], before=1) == ["b = f'{\"\u200b\"}'", "f = b", WRITTEN.strip()]


@pytest.mark.timeout(60)
def test_a_long_chain_of_definitions_is_followed_in_good_time():
    names = range(10_000)
    cells = ["\n".join(f"a{i} = a{i + 1}" for i in names[start : start + 2000]) for start in names[::2000]]
    assert len(StudentCode(cells).needed(["a0"], before=len(cells))) == len(names)
