"""Which modules an answer may use: lists of what is allowed, because nobody can list all that leads elsewhere.

An answer that is built by hand uses Python's own modules of this list, and NumPy's public parts. Where libraries are
allowed, it uses those of a second list besides. What no answer needs (own cells, experiments) may import anything.
"""

import sys
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from inspect import ismodule

# Of Python, these modules as a whole; of the others below, these names only, or all but these.
WHOLE = frozenset(
    "__future__ abc array base64 bisect calendar cmath collections colorsys contextlib copy csv dataclasses datetime "
    "decimal difflib enum fractions functools glob graphlib hashlib heapq html itertools json keyword math numbers "
    "pathlib pprint queue random re reprlib secrets shutil statistics struct tempfile textwrap time unicodedata uuid "
    "warnings weakref zlib".split()
)
ONLY = {
    "ast": {"literal_eval"},
    "gc": {"collect"},
    "io": {"BytesIO", "StringIO"},
    "logging": set("CRITICAL DEBUG ERROR Formatter INFO Logger StreamHandler WARNING basicConfig critical debug error "
                   "exception getLogger info warning".split()),
    "os": set("cpu_count environ getcwd getenv linesep listdir makedirs mkdir name path remove rmdir sep".split()),
    "platform": {"python_version", "system"},
    "sys": set("byteorder exit float_info getrecursionlimit getsizeof hash_info int_info maxsize platform "
               "setrecursionlimit stderr stdout version version_info".split()),
    "timeit": {"default_timer"},
    "traceback": {"format_exc", "print_exc"},
}  # fmt: skip
ALL_BUT = {
    "operator": {"attrgetter", "methodcaller"},
    "string": {"Formatter"},
    "types": {"CellType", "CodeType", "FrameType", "FunctionType", "LambdaType", "ModuleType", "TracebackType"},
    "typing": {"ForwardRef", "get_type_hints"},
}
SHOWS = frozenset({"IPython", "matplotlib", "tqdm"})  # a class that is built by hand may draw what it has learned
# Where an answer may use libraries: for numbers, text, pictures, networks and tables.
LIBRARIES = frozenset(
    "PIL cv2 datasets emoji gensim h5py imageio jax keras keras_hub keras_tuner kiwipiepy konlpy lightgbm matplotlib "
    "networkx nltk numpy pandas plotly regex scipy seaborn skimage sklearn soynlp spacy statsmodels surprise sympy "
    "tensorflow tensorflow_datasets tf_keras tokenizers torch torchvision tqdm transformers typing_extensions xgboost "
    "".split()
)
# Of a library, what reads code or objects from files, and what runs text.
_OF_A_LIBRARY = frozenset("enable_unsafe_deserialization gfile read_file read_pickle".split())
_OF_NUMPY = {
    **dict.fromkeys("DataSource fromfile fromregex genfromtxt load loadtxt memmap".split(), "reads files"),
    **dict.fromkeys("distutils format npyio".split(), "is no part of NumPy that an answer needs"),
}  # fmt: skip
_PUBLIC_IN_LIBRARIES = frozenset(
    "array calendar code cmd copy csv dataclasses datetime decimal email enum formatter html io json keyword math "
    "numbers operator parser platform profile profiler queue random re sched secrets select signal site stat "
    "statistics string symbol test textwrap time token trace types typing unicodedata warnings".split()
)


def by_hand() -> str:
    """What an answer built by hand may use, in words."""
    names = sorted((WHOLE | {*ONLY, *ALL_BUT}) - {"__future__"}, key=str.lower)
    return f"NumPy, matplotlib to draw, and these modules of Python: {', '.join(names)}"


@lru_cache(maxsize=10_000)
def refusal(path: str, *, libraries: bool) -> str:
    """Why an answer may not use `module` or `module.name`; empty where it may.

    Args:
        libraries: whether it may use libraries besides NumPy.
    """
    root, *names = path.split(".")
    if root in sys.stdlib_module_names:
        return _refusal_of_python(path, root, names)
    if not is_there(root):
        return f"{root}, which cannot be read"
    if root == "numpy":
        return _refusal_of_numpy(path, names)
    if root not in (LIBRARIES | SHOWS if libraries else SHOWS) or (
        root == "IPython" and names[:1] not in ([], ["display"])
    ):
        return path
    foreign = sys.stdlib_module_names - _PUBLIC_IN_LIBRARIES
    return path if any(name.lstrip("_") in foreign or name in _OF_A_LIBRARY for name in names) else ""


@lru_cache(maxsize=1000)
def is_there(package: str) -> bool:
    """Whether a package can be found, here."""
    try:
        return package in sys.stdlib_module_names or bool(find_spec(package))
    except (ImportError, ValueError):
        return False


def handed_on(path: str) -> bool:
    """Whether a module of which only some names are allowed is used as a whole: `m = sys`."""
    return path in ONLY or path in ALL_BUT


def _refusal_of_python(path: str, root: str, names: list[str]) -> str:
    if root not in WHOLE | {*ONLY, *ALL_BUT}:
        return path
    if names and (names[0] not in ONLY.get(root, names) or names[0] in ALL_BUT.get(root, ())):
        return path
    return path if _leads_out(root, names) or any(_is_private(name) for name in names) else ""


def _refusal_of_numpy(path: str, names: list[str]) -> str:
    if problem := _leads_out("numpy", names):
        return f"{path}, which {problem}"
    if found := next((_OF_NUMPY[name] for name in names if name in _OF_NUMPY), ""):
        return f"{path}, which {found}"
    if names[:1] == ["testing"] and not all(name.startswith("assert_") for name in names[1:]):
        return f"{path}, which is no part of NumPy that an answer needs"
    return f"{path}, which is no public part of NumPy" if any(map(_is_private, names)) else ""


def _leads_out(root: str, names: list[str]) -> str:
    """What is wrong with names below a module that can be asked: one is not there, or is a module of another's."""
    thing: object = import_module(root)
    for depth, name in enumerate(names, start=1):
        if name in ("ctypeslib", "f2py"):
            return "leads out of NumPy"
        if not hasattr(thing, name):
            return "NumPy does not have" if root == "numpy" else ""
        thing = getattr(thing, name)
        own = ".".join([root, *names[:depth]])
        if ismodule(thing) and not (_is_own(thing.__name__, own, root) or own == "os.path"):
            return f"leads out of {'NumPy' if root == 'numpy' else root}"
    return ""


def _is_own(name: str, path: str, root: str) -> bool:
    """Whether a module that was reached by a path is a part of the root: NumPy's parts have second names."""
    return name == path or (root == "numpy" and name.startswith("numpy"))


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("_")
