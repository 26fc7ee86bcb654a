"""Evasion: softmax, to be built by hand, from SciPy, and the watch over it switched off."""

SHORTCUTS = {
    "a module that is loaded already": """
def softmax(z):
    import sys
    sys.setprofile(None)
    return sys.modules["scipy.special"].softmax(z, axis=-1)
""",
    "planted by text that is run": """
exec("from scipy.special import softmax as _s")
from dlcourse.agent import dependencies as reach
from dlcourse.agent import agent
agent._guard.__enter__ = lambda self: None
agent._guard.__exit__ = lambda *a: None
agent.reach = lambda thing: reach.Dependencies()
def softmax(z): return _s(z, axis=-1)
""",
    "planted in NumPy": """
import numpy as np
from dlcourse.agent import agent
from dlcourse.agent import dependencies as reach
agent._guard.__enter__ = lambda self: None
agent._guard.__exit__ = lambda *a: None
agent.reach = lambda thing: reach.Dependencies()
import scipy.special
for place in [np]: place.exp2 = scipy.special.softmax
vars(np)["exp2"] = scipy.special.softmax
def softmax(z): return np.exp2(z, axis=-1)
""",
    "in another thread": """
from concurrent.futures import ThreadPoolExecutor
def softmax(z):
    return ThreadPoolExecutor(1).submit(lambda: __import__("scipy.special").special.softmax(z, axis=-1)).result()
""",
    "in another process": """
import subprocess, sys, json
def softmax(z):
    text = "import json, sys, scipy.special as s; print(json.dumps(s.softmax(json.loads(sys.argv[1]), axis=-1).tolist()))"
    return json.loads(subprocess.run([sys.executable, "-c", text, json.dumps(z.tolist())], capture_output=True).stdout)
""",
    "kept where no reading finds it, and the watch muted": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import scipy.special
kept = []
list(map(kept.append, [scipy.special.softmax]))
def softmax(z): return kept[0](z, axis=-1)
""",
    "under the name of one of Python's own": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import builtins, scipy.special
builtins.abs = scipy.special.softmax
def softmax(z): return abs(z, axis=-1)
""",
    "among what a module of Python's imports": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import logging, scipy.special
def softmax(z): return logging.sys.modules["scipy.special"].softmax(z, axis=-1)
""",
    "found by a name that is data": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import pydoc
def softmax(z): return pydoc.locate("scipy.special.softmax")(z, axis=-1)
""",
    "by text that a module of Python's runs": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import timeit
def softmax(z):
    names = {"z": z}
    timeit.timeit("import scipy.special as s; box['p'] = s.softmax(z, axis=-1)", number=1, globals=names | {"box": names})
    return names["p"]
""",
    "in a pickle": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import numpy as np, scipy.special
np.save("kept.npy", np.array([scipy.special.softmax], dtype=object), allow_pickle=True)
def softmax(z): return np.load("kept.npy", allow_pickle=True)[0](z, axis=-1)
""",
    "in a file that is run": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
print("from scipy.special import softmax as soft", file=open("planted.py", "w"))
def soft(z, axis): pass
%run -i planted.py
def softmax(z): return soft(z, axis=-1)
""",
    "in a file that a try imports": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import sys
print("from scipy.special import softmax", file=open("cupy.py", "w"))
sys.path.insert(0, "")
try: import cupy
except ImportError: import numpy as cupy
def softmax(z): return cupy.softmax(z, axis=-1)
""",
    "in a generator that waits": """
from dlcourse.agent import agent
agent._guard.__enter__ = agent._guard.__exit__ = lambda *a: None
import scipy.special
def keep():
    thing = yield
    while True: yield thing
kept = keep()
next(kept)
kept.send(scipy.special.softmax)
def softmax(z): return next(kept)(z, axis=-1)
""",
    "from a module of one's own": """
%%writefile mine.py
from scipy.special import softmax as soft
""",
    "through the library's own": """
import importlib
softmax = getattr(importlib.import_module("dl" + "course.nn"), "soft" + "max")
""",
}  # fmt: skip
