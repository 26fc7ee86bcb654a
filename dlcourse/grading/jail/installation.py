"""Where Python, its packages and the course's data lie on this machine: the files that submissions may read.

A sandbox shows each file at its real path (links resolved), so that a hidden file is hidden under every name. Links
that Python follows to find itself are made in the sandbox, too.
"""

import os
import re
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

import dlcourse
from dlcourse.files import shipped_folder

SYSTEM = tuple(map(Path, ("/usr", "/bin", "/lib", "/lib64", "/sbin")))  # in every sandbox
# Programs and libraries of the system; Debian keeps libraries in a folder for the kind of processor.
_PARTS_OF_SYSTEM = re.compile(r"s?bin|lib(32|64|x32)?|local|.+-linux-.+|locale|gconv|flexiblas|atlas")
# The parts of Python's folder. Other files there need not be Python's: an environment may be made in the course's own
# folder, and Python may be installed in a home folder.
_PARTS_OF_PYTHON = ("bin", "lib", "lib64", "pyvenv.cfg")


def real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))


def package() -> Path:
    """This package's folder."""
    return real(Path(dlcourse.__file__).parent)


def program() -> Path:
    """The path of this environment's Python. A link stays a link: Python finds its packages by the link's folder."""
    return real(Path(sys.executable).parent) / Path(sys.executable).name


def packages() -> list[Path]:
    """The folders with the packages of this environment."""
    users = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    folders = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages(), *users]
    return list(dict.fromkeys(real(path) for path in folders if os.path.isdir(path)))


def other_packages() -> list[Path]:
    """The folders with packages of other Pythons that submissions may see."""
    prefixes = {real(sys.prefix), real(sys.base_prefix), Path("/usr"), Path("/usr/local")}
    found = {real(path) for prefix in prefixes for path in prefix.glob("lib*/*/*-packages") if path.is_dir()}
    return sorted(path for path in found - set(packages()) if not _is_in(path, other_parts_of_system()))


def other_parts_of_system() -> list[Path]:
    """The folders of the system in which no program, library or file of this Python lies: programs bring packages."""
    used = [program(), real(sys.prefix), real(sys.base_prefix), *packages(), package()]
    used += [real(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")]
    tops = [Path("/usr"), Path("/usr/local"), *Path("/usr").glob("lib*"), *Path("/usr/local").glob("lib*")]
    folders = [path for top in tops if not top.is_symlink() for path in top.iterdir() if path.is_dir()]
    folders = [path for path in folders if not path.is_symlink() and not _PARTS_OF_SYSTEM.fullmatch(path.name)]
    return sorted(path for path in folders if not any(file.is_relative_to(path) for file in used))


def search_path() -> str:
    """The folder where Python must look for this package; empty where it is installed with the other packages."""
    folder = package().parent
    return "" if folder in packages() else str(folder)


def files() -> list[Path]:
    """The real paths of the folders and files that Python needs, besides SYSTEM; none lies in another."""
    found = sorted({real(path) for path in _needed()})
    return [path for path in found if not _is_in(path, [*SYSTEM, *(set(found) - {path})])]


def links() -> dict[Path, Path]:
    """The links that Python follows to these files, and the real path of each."""
    visible = [*SYSTEM, *files()]
    found: dict[Path, Path] = {}
    for path in sorted(_needed(), key=lambda path: len(path.parts)):
        if path != real(path) and not _is_in(path, [*visible, *found]):
            found[path] = real(path)
    return found


def is_visible(folder: Path) -> bool:
    """Whether submissions would see this folder."""
    return _is_in(real(folder), [*SYSTEM, *files()])


def _needed() -> Iterator[Path]:
    """All paths that Python and this package open, with links as they are."""
    for prefix in (real(sys.prefix), Path(sys.base_prefix)):
        yield from (path for part in _PARTS_OF_PYTHON if (path := prefix / part).exists())
    yield from [*packages(), package(), *shipped_folder("data").glob("*.tsv")]
    link = program()
    while link.is_symlink():  # a link may lead to another link
        link = Path(os.path.normpath(real(link.parent) / os.readlink(link)))
        yield link


def _is_in(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
