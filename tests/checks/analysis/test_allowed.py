"""What an answer may use is a list; what other cells do, which no answer needs, is their own affair."""

import json

import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.analysis.allowed import ALL_BUT, ONLY, WHOLE, refusal
from dlcourse.checks.core import BY_HAND, OWN_WORK, WITH_KERAS

F = "def f(z): return z"
# By hand and with Keras.
FREE = {
    "text that stands there, run": ["print(eval('1 + 1'))", "exec('x = 1')", "def f(z): return z + x"],
    "a look at all names": ["print(sorted(globals())[:3], 'x' in globals(), [*globals()], globals().keys())", F],
    "a package that is not there": [
        "try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np",
        "def f(z): return np.exp(z)",
    ],
    "a package that is not there, in the answer": [
        "def f(z):\n    try:\n        import cupy as np\n    except ImportError:\n        import numpy as np\n    return np.exp(z)"
    ],
    "one of two": [
        "import numpy\ntry:\n    import cupy\n    FAST = True\nexcept ImportError:\n    FAST = False",
        "def f(z): return (cupy if FAST else numpy).exp(z)",
    ],
    "a module for a file": ["import pickle, pandas, subprocess, threading, os\nos.system('ls')", F],
    "a file that is run": ["%run helper.py", "def f(z): return soft(z)"],
    "a file that is run by its short name": ["%run -i ./helper", "def f(z): return soft(z)"],
    "a file that Python runs": ["exec(open('helper.py').read())", "def f(z): return soft(z)"],
    "a notebook that is run": ["%run helpers.ipynb", "def f(z): return soft(z)"],
    "a statement whose time is taken": ["%time x = 3", "def f(z): return z + x"],
    "a cell whose time is taken": ["from scipy.special import softmax as f", "%%time\ndef f(z): return z"],
    "a picture of what was learned": [
        "import matplotlib.pyplot as plt\nfrom IPython.display import display\nfrom tqdm import tqdm",
        "class A:\n    def fit(self, z): return tqdm(z)\n    def draw(self): display(plt.plot([1]))",
        "def f(z): return A().fit(z)",
    ],
    "Python's own modules": [
        "import sys, time, math, random, re, os.path, itertools as it, logging, operator, typing as t",
        "def f(z: t.List):\n    logging.info(time.perf_counter())\n    print(sys.maxsize, file=sys.stderr)\n"
        "    return math.exp(z), random.random(), re.sub('a', 'b', ''), it.count(), operator.itemgetter(1), os.path.sep",
    ],
}
NEITHER = {
    "timeit": "import timeit\ndef f(z): return timeit.timeit('x = 1', globals={})",
    "cProfile": "import cProfile\ndef f(z): return cProfile.run('x = 1')",
    "bdb": "from bdb import Bdb\ndef f(z): return Bdb().runeval('1')",
    "trace": "import trace\ndef f(z): return trace.Trace().run('1')",
    "doctest": "import doctest\ndef f(z): return doctest.run_docstring_examples(z, {})",
    "pydoc": "def f(z):\n    import pydoc\n    return pydoc.locate('scipy.special.softmax')(z)",
    "logging.config": "import logging.config as c\ndef f(z): return c.dictConfig(z)",
    "pickles in NumPy": "import numpy as np\ndef f(z): return np.load('x', allow_pickle=True)",
    "pickles by place": "from numpy import load as g\ndef f(z): return g('x', None, True)",
    "pickles in pandas": "import pandas as pd\ndef f(z): return pd.read_pickle('x')",
    "an unsafe model": "import keras\ndef f(z): return keras.models.load_model('x', safe_mode=False)",
    "a module inside of another": "import matplotlib.pyplot as plt\ndef f(z): return plt.sys.modules",
    "a module inside of Python's": "import random\ndef f(z): return random._os.system('x')",
    "a module inside, by another name": "import random\nm = random\ndef f(z): return m._os.system('x')",
    "a module handed on": "import sys\nm = sys\ndef f(z): return m.modules",
    "what a cell has shown": "def f(z): return _(z)",
    "all that cells have shown": "def f(z): return Out[1](z)",
    "a file's text": "from pathlib import Path\ndef f(z): return Path('x').read_text()",
    "a file, opened": "from pathlib import Path\ndef f(z): return Path('x').open()",
    "getattr, handed on": "import functools\ndef f(z): return functools.reduce(getattr, ['a'], z)",
    "a file from elsewhere": "%run -i ../secret.py\ndef f(z): return soft(z)",
}  # fmt: skip
PLANTS = {
    "text that is worked out": "text = 'x = 1'\nexec(text)",
    "an entry of all names": "globals()['x'] = 1",
    "all names, handed on": "g = globals()",
    "a file that is not there": "%run -i secret.py",
    "an object among all names": "globals()['x'].y = 1",
}


@pytest.fixture
def broken(tmp_path):
    """A function that gives what a rule says about `f`, with two files beside the notebook."""
    (tmp_path / "helper.py").write_text("import numpy as np\ndef soft(z): return np.exp(z)\n%time x = 1")
    cell = {"cell_type": "code", "source": ["%matplotlib inline\n", "def soft(z): return z"]}
    (tmp_path / "helpers.ipynb").write_text(json.dumps({"cells": [cell]}))
    return lambda rule, cells, **options: rule.broken(StudentCode(cells, tmp_path, **options).dependencies("f"))


@pytest.mark.parametrize("rule", [BY_HAND, WITH_KERAS], ids=["by hand", "with Keras"])
@pytest.mark.parametrize("cells", FREE.values(), ids=FREE)
def test_what_honest_people_write_breaks_no_rule(cells, rule, broken):
    assert broken(rule, cells) == ""


@pytest.mark.parametrize("rule", [BY_HAND, WITH_KERAS, OWN_WORK], ids=["by hand", "with Keras", "own work"])
@pytest.mark.parametrize("cell", NEITHER.values(), ids=NEITHER)
def test_what_runs_text_or_reads_objects_is_in_no_list(cell, rule, broken):
    assert "your code uses " in broken(rule, [cell])


@pytest.mark.parametrize("cell", PLANTS.values(), ids=PLANTS)
def test_what_may_plant_something_counts_only_where_no_second_kernel_looks(cell, broken):
    assert broken(BY_HAND, [cell, F]) == ""
    assert "cannot be read" in broken(WITH_KERAS, [cell, F])


def test_a_file_that_was_not_found_has_planted_nothing(broken):
    assert broken(WITH_KERAS, ["x = 1\n%run lost.py\ny = 1", F], stopped={0: 2}) == ""


def test_a_framework_in_a_file_that_is_run_is_found(broken, tmp_path):
    (tmp_path / "helper.py").write_text("from scipy.special import softmax as soft")
    assert "scipy.special.softmax" in broken(BY_HAND, ["%run helper.py", "def f(z): return soft(z)"])


def test_a_file_that_runs_itself_is_read_once(broken, tmp_path):
    (tmp_path / "helper.py").write_text("%run helper.py\ndef soft(z): return z")
    assert broken(BY_HAND, ["%run helper.py", "def f(z): return soft(z)"]) == ""


def test_a_statement_in_text_is_run_as_one_of_its_own():
    cells = ["exec('import keras, numpy as np; x = 1')\neval('x')", "def f(z): return np.exp(z) + x"]
    assert StudentCode(cells).needed(["f"], before=2) == ["import numpy as np", "x = 1", cells[1]]


def test_who_uses_another_module_reads_which_and_what_may_be_used(broken):
    cells = ["import pandas as pd\ndef f(z): return pd.get_dummies(z)"]
    assert broken(BY_HAND, cells) == "your code uses pandas.get_dummies."
    assert "itertools" in BY_HAND.hint


def test_libraries_are_for_exercises_that_allow_them(broken):
    cells = ["import pandas as pd, scipy.stats\ndef f(z): return pd.DataFrame(z), scipy.stats.norm"]
    assert broken(WITH_KERAS, cells) == ""
    assert "scipy" in broken(BY_HAND, cells)


@pytest.mark.parametrize(
    "path", ["numpy.foo", "numpy._core.x", "numpy.testing.run", "sys.modules", "random._os", "nowhere.x"]
)
def test_what_is_not_public_is_not_allowed(path):
    assert refusal(path, libraries=False)


def test_every_module_of_the_list_is_there_and_every_name_too():
    """So that no list keeps what Python has given up."""
    for module in (*WHOLE, *ONLY, *ALL_BUT):
        assert refusal(module, libraries=False) == ""
    for module, names in ONLY.items():
        for name in names:
            assert hasattr(__import__(module), name)
            assert refusal(f"{module}.{name}", libraries=False) == ""
