"""What the examiner reads in a notebook's text: every way to a forbidden package, and nothing wrong in honest code."""

import sys
from pathlib import Path

import nbformat
import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.analysis.cells import MAX_CHARACTERS
from dlcourse.checks.check_file import exercises_of
from dlcourse.checks.core import forbid_imports
from dlcourse.grading.examiner.examiner import is_check
from tests.conftest import REPOSITORY

BY_HAND = forbid_imports("scipy", "keras", "dlcourse")

LEADS_TO_SCIPY = {
    "a star": "from scipy.special import *\ndef f(z): return softmax(z)",
    "a star's own": "from scipy.special import *\nf = softmax",
    "a name that another scope binds": "import scipy.special as s\ndef f(z):\n    def g(s): return s\n    return s.softmax(z)",
    "an item of a list": "import scipy.special as s\ntools = []\ntools.append(s.softmax)\ndef f(z): return tools[0](z)",
    "what a function was given": "import scipy.special as s\ntools = []\ndef put(x): tools.append(x)\ndef hand(y): put(y)\nhand(s.softmax)\ndef f(z): return tools[0](z)",
    "an attribute": "import scipy.special as s\ndef h(z): return z\nh.g = s.softmax\ndef f(z): return h.g(z)",
    "an attribute of NumPy": "import numpy as np\nimport scipy.special as s\nnp.exp2 = s.softmax\ndef f(z): return np.exp2(z)",
    "setattr": "import numpy as np\nimport scipy.special as s\nsetattr(np, 'exp2', s.softmax)\ndef f(z): return np.exp2(z)",
    "an entry of vars": "import numpy as np\nimport scipy.special as s\nvars(np)['exp2'] = s.softmax\ndef f(z): return np.exp2(z)",
    "a loop": "import scipy.special as s\nfor t in [s.softmax]: pass\ndef f(z): return t(z)",
    "a walrus": "import scipy.special as s\n(t := s.softmax)\ndef f(z): return t(z)",
    "one of several": "import scipy.special as s\nt, u = s.softmax, 1\ndef f(z): return t(z)",
    "a context": "import scipy.special as s, contextlib\nwith contextlib.nullcontext(s.softmax) as t: pass\ndef f(z): return t(z)",
    "a class": "import scipy.special as s\nclass A: m = s.softmax\ndef f(z): return A.m(z)",
    "an object": "import scipy.special as s\nclass A:\n    def __init__(self): self.m = s.softmax\na = A()\ndef f(z): return a.m(z)",
    "a global of a function's": "def put():\n    global t\n    from scipy.special import softmax as t\nput()\ndef f(z): return t(z)",
    "an imported list": "import scipy.special as s\nfrom sys import path\npath.append(s.softmax)\ndef f(z): return path[-1](z)",
    "a list that has a module's name": "import numpy as np\nimport scipy.special as s\nnp = []\nnp.append(s.softmax)\ndef f(z): return np[0](z)",
    "what stands deeper in a module": "import logging, scipy.special as s\nlogging.root.handlers.append(s.softmax)\ndef f(z): return logging.root.handlers[0](z)",
    "a default": "import scipy.special as s\nf = lambda z, m=s.softmax: m(z)",
}
CANNOT_BE_READ = {
    "sys.modules": "import sys\ndef f(z):\n    sys.setprofile(None)\n    return sys.modules['sci' 'py.special'].softmax(z)",
    "__import__": "def f(z): return __import__('sci' + 'py.special').special.softmax(z)",
    "importlib": "import importlib as i\ndef f(z): return i.import_module('sci' + 'py.special').softmax(z)",
    "exec": "def f(z):\n    names = {}\n    exec('from scipy.special import softmax as s', names)\n    return names['s'](z)",
    "_s, which no cell defines": "exec('from scipy.special import softmax' + ' as _s')\ndef f(z): return _s(z)",
    "numpy.foo, which NumPy does not have": "import numpy as np\ndef f(z): return np.foo(z)",
    "numpy.ctypeslib.ctypes, which leads out": "import numpy as np\nc = np.ctypeslib.ctypes\ndef f(z): return c.pythonapi",
    "numpy._core._methods.pickle.loads, which leads out": "from numpy._core import _methods as m\ndef f(z): return m.pickle.loads(z)",
    "fsum, which no cell defines": "from numpy import *\nfrom operator import *\ndef f(z): return fsum(z)",
    "__subclasses__": "def f(z): return object.__subclasses__()",
    "threading": "import threading\ndef f(z): threading.Thread(target=print).start()",
    "_interpreters": "import _interpreters as i\ndef f(z): return i.create()",
    "monitoring": "import sys\ndef f(z): return sys.monitoring.use_tool_id(0, 'f')",
    "subprocess": "import subprocess\ndef f(z): return subprocess.run(['python'])",
    "pickle": "import pickle\ndef f(z): return pickle.loads(b'...')(z)",
    "globals": "globals()['_s'] = 1\ndef f(z): return z",
    "getattr with a name that is worked out": "import numpy as np\ndef f(z): return getattr(np, 'e' + 'xp')(z)",
    "ctypes": "from ctypes import pythonapi\ndef f(z): return pythonapi",
    "user_ns": "get_ipython().user_ns['exp'] = 1\ndef f(z): return z",
    "mine, which cannot be read": "from mine import softmax\ndef f(z): return softmax(z)",
    "vars": "class f:\n    def __init__(self, **given): vars(self).update(given)",
    "locals": "class f:\n    def __init__(self, rate): vars(self).update(locals())",
    "__dict__": "class f:\n    def __init__(self, rate): self.__dict__.update(**rate)",
    "tb_frame": "def f(z):\n    try: 1 / 0\n    except Exception as e: return e.__traceback__.tb_frame",
    "softmax, which no cell defines": "%run other.py\ndef f(z): return softmax(z)",
}
HONEST = {
    "plain": "import numpy as np\ndef f(z):\n    e = np.exp(z - z.max(axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)",
    "helpers": "import numpy as np\ndef shift(z): return z - np.max(z)\ndef f(z):\n    def inner(a, *b, **c):\n        try: return np.exp(a)\n        except ValueError as error: print(error)\n    return {k: v for k, v in enumerate([inner(i) for i in shift(z)])}",
    "compared with Keras elsewhere": "import numpy as np, keras\ndef f(z): return np.exp(z)\nprint(np.abs(f(1) - keras.activations.softmax(1)))\nresults = []\nresults.append(keras.activations.softmax(2))",
    "a cache": "cache = {}\ndef fib(n):\n    if n not in cache: cache[n] = fib(n - 1) if n else 0\n    return cache[n]\ndef f(n): return fib(n)",
    "a log": "history = []\ndef log(v): history.append(v)\ndef f(z):\n    log(z)\n    return z",
    "%%time": "%%time\nimport numpy as np\ndef f(z): return np.exp(z)",
    "lines with % and !": "%matplotlib inline\nimport numpy as np\n!ls\ndef f(z): return np.exp(z)",
    "a class": "class f:\n    rate = 0.1\n    def __init__(self, lr=rate): self.lr = lr\n    def get(self, i): return getattr(self, f'w{i}')",
    "the standard library": "import math, sys\nfrom collections import Counter\ndef f(z): return math.exp(z) + len(Counter([z])) + sys.float_info.epsilon",
    "match": "def f(z):\n    match z:\n        case [a, *rest]: return a\n        case {'x': b, **others}: return b\n        case _ as c: return c",
    "all of NumPy": "from numpy import *\ndef f(z): return exp(z)",
    "below NumPy": "import numpy as np\nfrom numpy.linalg import norm\nfrom numpy import random as r\ndef f(z): return norm(z) + r.default_rng(1).normal() + np.lib.stride_tricks.sliding_window_view(z, 2)",
    "a walrus in a comprehension": "def f(x): return [y for v in x if (y := v)] + [y]",
    "rare characters in an f-string": "%matplotlib inline\ndef f(z): return f\"{'\u3000\u200b\U0001fae8'.join(z)} {z}\".strip(f\"{'\xa0'}\")",
    "appended to an array": "import numpy as np, keras\ndef f(z): return np.exp(z)\ngaps = np.append([], np.abs(f(1) - keras.activations.softmax(1)))\nnp.add(gaps, keras.activations.relu(1))",
    "two stars": "from math import *\nfrom numpy import *\nfrom typing import *\ndef f(z: List): return fsum(z) + exp(z)",
    "vars of its own object": "class f:\n    def __init__(self, learning_rate, epsilon=0):\n        vars(self).update(learning_rate=learning_rate, epsilon=epsilon)",
    "__dict__ of its own object": "class f:\n    def __init__(self, rate):\n        self.__dict__.update({'rate': rate, 'means': None})",
    "compile of a model": "def f(model):\n    model.compile('adam')\n    return model",
}
if sys.version_info >= (3, 12):  # the statements are new
    LEADS_TO_SCIPY |= {
        "a type": "import scipy.special as s\ntype T = s.softmax\ndef f(z): return T.__value__(z)",
        "a type in a class": "import scipy.special as s\nclass A:\n    type T = s.softmax\ndef f(z): return A.T.__value__(z)",
        "a bound": "import scipy.special as s\ndef g[T: s.softmax](z): return T\ndef f(z): return g(z).__bound__(z)",
        "a decorator that has a type's name": "import scipy.special as s\ndef T(_): return s.softmax\n@T\ndef f[T](z): return z",
    }
    HONEST |= {
        "a type": "import numpy as np\ntype Vector = np.ndarray\ndef f(z: Vector) -> Vector: return z",
        "any type": "class A[T]:\n    def get[S](self, z: T, s: S) -> T: return z\ndef f[T](z: T) -> T: return A().get(z, 1)",
    }


def broken(source: str, folder=None) -> str:
    return BY_HAND.broken(StudentCode([source], folder).dependencies("f"))


@pytest.mark.parametrize("source", LEADS_TO_SCIPY.values(), ids=LEADS_TO_SCIPY)
def test_a_package_is_found_whatever_leads_to_it(source):
    assert "scipy.special" in broken(source)


@pytest.mark.parametrize("says", CANNOT_BE_READ)
def test_what_keeps_the_code_from_being_read_is_named(says):
    message = broken(CANNOT_BE_READ[says])
    assert says in message
    assert "cannot be read" in message


OTHER_THINGS = {
    "of a module": "import numpy as np\nclass f:\n    def __init__(self): vars(np).update(exp=abs)",
    "self bound anew": "import numpy as np\nclass f:\n    def __init__(self):\n        self = np\n        vars(self).update(exp=abs)",
    "self in a loop": "import numpy as np\nclass f:\n    def __init__(self):\n        for self in [np]: vars(self).update(exp=abs)",
    "self of a function in it": "import numpy as np\nclass f:\n    def __init__(self):\n        (lambda self: vars(self).update(exp=abs))(np)",
    "self imported": "class f:\n    def __init__(self):\n        import numpy as self\n        vars(self).update(exp=abs)",
    "no method": "import numpy as np\ndef f(self): vars(self).update(exp=abs)",
    "no first argument": "class f:\n    def put(this, self): vars(self).update(exp=abs)",
    "its class": "class f:\n    def __init__(self): vars(self).update({'__class__': abs})",
    "a name that is worked out": "class f:\n    def __init__(self): vars(self).update({'e' + 'xp': abs})",
    "a dict in a dict": "class f:\n    def __init__(self, given): vars(self).update({**given})",
    "another method of the dict": "class f:\n    def __init__(self): vars(self).setdefault('exp', abs)",
    "what it gives": "class f:\n    def __init__(self): return vars(self)",
}


@pytest.mark.parametrize("source", OTHER_THINGS.values(), ids=OTHER_THINGS)
def test_vars_may_do_no_more_than_name_attributes_of_its_own_object(source):
    assert "vars" in broken(source)


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_honest_code_breaks_no_rule(source):
    assert broken(source) == ""


def test_a_module_beside_the_notebook_is_read_too(tmp_path):
    (tmp_path / "mine.py").write_text("from scipy.special import softmax")
    assert "scipy.special" in broken("from mine import softmax\ndef f(z): return softmax(z)", tmp_path)
    (tmp_path / "mine.py").write_text("import numpy as np\ndef softmax(z): return np.exp(z)")
    assert broken("from mine import softmax\ndef f(z): return softmax(z)", tmp_path) == ""


USES = {
    "imported from a folder": "import sys\nsys.path.append('src')\nfrom mine import soft\ndef f(z): return soft(z)",
    "imported with its folder": "from src.mine import soft as g\ndef f(z): return g(z)",
    "used through its folder": "import src.mine\ndef f(z): return src.mine.soft(z)",
    "used through its name": "from src import mine\ndef f(z): return mine.soft(z)",
    "used by another": "from src import g\ndef f(z): return g(z)",
    "imported by another": "from src import soft\ndef f(z): return soft(z)",
}


@pytest.mark.parametrize("way", USES)
def test_a_module_in_a_folder_beside_the_notebook_is_read_too(way, tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "__init__.py").write_text(
        "from .mine import soft\nfrom . import mine\ndef g(z): return mine.soft(z)"
    )
    (tmp_path / "src" / "mine.py").write_text("from scipy.special import softmax\ndef soft(z): return softmax(z)")
    assert "scipy.special" in broken(USES[way], tmp_path)
    (tmp_path / "src" / "mine.py").write_text("import numpy as np\ndef soft(z): return np.exp(z)")
    assert broken(USES[way], tmp_path) == ""


UNREAD = ["# coding: utf-7\n#+AAo-from scipy.special import softmax as soft", "def soft(z): return " + "-" * 500 + "z"]


@pytest.mark.parametrize("source", UNREAD, ids=["another encoding", "nested too deeply"])
def test_a_module_that_cannot_be_read_is_named(source, tmp_path):
    use = "from mine import soft\ndef f(z): return soft(z)"
    (tmp_path / "mine.py").write_text(source)
    assert "mine, which cannot be read" in broken(use, tmp_path)
    assert "mine, which cannot be read" in BY_HAND.broken(
        StudentCode([f"%%writefile mine.py\n{source}", use]).dependencies("f")
    )


def test_a_module_that_nothing_imports_is_left_alone(tmp_path):
    (tmp_path / "old.py").write_text("from scipy.special import softmax as soft")
    assert broken("def soft(z): return z\ndef f(z): return soft(z)", tmp_path) == ""


@pytest.mark.parametrize("use", ["from mine import soft\ndef f(z): return soft(z)", "import mine\nf = mine.soft"])
def test_a_module_that_a_cell_writes_is_read_too(use):
    assert "scipy" in BY_HAND.broken(
        StudentCode(["%%writefile mine.py\nfrom scipy.special import softmax as soft", use]).dependencies("f")
    )
    assert BY_HAND.broken(StudentCode(["%%writefile mine.py\ndef soft(z): return z", use]).dependencies("f")) == ""


def test_what_stands_below_a_check_is_not_read_for_it():
    code = StudentCode(["def f(z): return z", "from scipy.special import softmax as f", "print(eval('1' * 3))"])
    said = [BY_HAND.broken(code.dependencies("f", before)) for before in (1, 2, 3)]
    assert said[:2] == ["", "your code uses scipy.special.softmax."]
    assert [code.dependencies("f", before).planted for before in (2, 3)] == [set(), {"eval in cell 3"}]


@pytest.mark.parametrize("cell", ["x = [" + "0," * 50_000 + "]", "x = " + "-" * 500 + "1", "x = " + "(" * 5000, "\0"])
def test_a_cell_that_nobody_could_read_is_left_out(cell):
    assert BY_HAND.broken(StudentCode([cell, "def f(z): return z"]).dependencies("f")) == ""
    message = BY_HAND.broken(StudentCode([cell, "def f(z): return x"]).dependencies("f"))
    assert "x, which no cell defines" in message
    assert ("cell 1 is too long to be read" in message) == (len(cell) > MAX_CHARACTERS)


@pytest.mark.parametrize("path", sorted(REPOSITORY.glob("solutions/*/*.ipynb")), ids=lambda path: path.stem)
def test_the_solutions_break_no_rule(path: Path):
    cells = nbformat.read(path, as_version=4).cells
    own = [cell.source for cell in cells if cell.cell_type == "code" and not is_check(cell)]
    code = StudentCode(own, path.parent)
    rules = [
        rule.broken(code.dependencies(name))
        for exercise in exercises_of(path.stem).values()
        for rule in exercise.rules
        for name in exercise.defines
    ]
    assert rules == [""] * len(rules)
    assert rules


SCIPY = "from scipy.special import softmax as "
REBOUND = {
    "by a function": [f"{SCIPY}f", "def f(z): return z"],
    "by a value": [f"{SCIPY}f", "f = abs"],
    "by an import": [f"{SCIPY}f", "from math import exp as f"],
    "a helper": [f"{SCIPY}g", "def g(z): return z", "def f(z): return g(z)"],
    "by a function that calls itself": [f"{SCIPY}f", "def f(z): return f(z - 1) if z else 0"],
}
STILL_HELD = {
    "under another name": [f"{SCIPY}g", "h = g", "g = abs", "def f(z): return h(z)"],
    "in a default": [f"{SCIPY}g", "def f(z, h=g): return h(z)", "g = abs"],
    "in a list": [f"{SCIPY}g", "tools = []\ntools.append(g)", "g = abs", "def f(z): return tools[0](z)"],
    "through a decorator": [f"{SCIPY}f", "keep = lambda new, old=f: old", "@keep\ndef f(z): return z"],
    "by a decorator that reads it": [f"{SCIPY}f", "@f\ndef f(z): return z"],
    "in what is bound anew": [f"{SCIPY}f", "f = [f][0]"],
    "where the new one may not be bound": [f"{SCIPY}f", "if 0 > 1:\n    def f(z): return z"],
    "in a cell that Python may not run": [f"{SCIPY}f", "%%script cat\ndef f(z): return z"],
    "by a function that was called in between": [
        f"{SCIPY}g",
        "def make(): return g",
        "h = make()",
        "g = abs",
        "def f(z): return h(z)",
    ],
    "by a function that binds it": [
        "def put():\n    global g\n    from scipy.special import softmax as g",
        "g = abs",
        "put()",
        "def f(z): return g(z)",
    ],
    "in what an object holds": [
        "class A: pass",
        f"{SCIPY}g",
        "a = A()\nb = a\na.g = g",
        "a = 1",
        "def f(z): return b.g(z)",
    ],
}


@pytest.mark.parametrize("cells", REBOUND.values(), ids=REBOUND)
def test_what_a_name_was_before_it_was_bound_anew_does_not_count(cells):
    assert BY_HAND.broken(StudentCode(cells).dependencies("f")) == ""


@pytest.mark.parametrize("cells", STILL_HELD.values(), ids=STILL_HELD)
def test_what_is_held_under_another_name_counts(cells):
    assert "scipy.special" in BY_HAND.broken(StudentCode(cells).dependencies("f"))


def test_what_an_error_kept_from_running_binds_nothing_anew():
    code = StudentCode([f"{SCIPY}f", "assert False\ndef f(z): return z"], stopped={1: 1})
    assert "scipy.special" in BY_HAND.broken(code.dependencies("f"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("line", ["a{i} = a{next}", "x = x + 1", "def a{i}(): return x\nx = {i}"])
def test_long_code_is_followed_in_good_time(line):
    numbers = range(5_000)
    lines = [line.replace("{i}", str(i)).replace("{next}", str(i + 1)) for i in numbers]
    cells = ["\n".join(lines[start : start + 1000]) for start in numbers[::1000]]
    StudentCode([*cells, "def f(): return a0() + x"]).dependencies("f")
