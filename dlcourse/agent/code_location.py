"""Where code comes from: the student, this package, Python, a library.

Told by the folder that a file lies in, with links followed, and never by what else its path happens to say: a course,
or an environment, may lie in a folder of any name.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache


@cache
def resolved(path: str) -> str:
    """The path without links, in the form in which two paths of one file are the same text."""
    return os.path.normcase(os.path.realpath(path))


def below(folders: Iterable[str]) -> tuple[str, ...]:
    """What the resolved path of every file below these folders begins with."""
    return tuple({os.path.join(resolved(folder), "") for folder in folders})


PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PYTHON_AND_LIBRARIES = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
_PACKAGES = [*site.getsitepackages([sys.prefix, sys.base_prefix]), *site.getsitepackages(), site.getusersitepackages()]
_NOT_THE_STUDENTS = below([PACKAGE, *_PYTHON_AND_LIBRARIES, *_PACKAGES])
# Where Python finds packages, as it is now: a kernel imports this before any of the student's code runs.
_SEARCHED = (os.path.dirname(PACKAGE), *filter(os.path.isabs, sys.path), *_PACKAGES)


def is_students(filename: str) -> bool:
    """Whether code from this file is the student's: not ours, not Python's, not a library's."""
    if filename.startswith("<"):  # made from text; IPython so calls what is typed into it
        return filename.startswith("<ipython-input-")
    return not resolved(filename).startswith(_NOT_THE_STUDENTS)


@cache
def code_of(packages: tuple[str, ...]) -> tuple[str, ...]:
    """What the resolved path of every Python file of these packages begins with; nothing for one that is not here.

    Where they lie is looked up in the file system: what a student writes into `sys.modules` does not count.
    """
    places = [os.path.join(folder, *package.split(".")) for package in packages for folder in _SEARCHED]
    return below(place for place in places if os.path.isfile(os.path.join(place, "__init__.py")))
