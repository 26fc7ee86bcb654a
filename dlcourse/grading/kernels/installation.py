"""Where Python and its packages lie on this machine: what submissions may read of it, and nothing beside that.

A sandbox shows each file at its real place, so that what is hidden there is hidden under every name. Where Python goes
through links to find itself, the same links are made.
"""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

import dlcourse

SYSTEM = tuple(map(Path, ("/usr", "/bin", "/lib", "/lib64", "/sbin")))  # in every sandbox
# Of the folder that Python is installed in. What else is there need not be Python's: an environment may be made in the
# course's own folder, and Python may be installed in somebody's home.
_PARTS = ("bin", "lib", "lib64", "pyvenv.cfg")


def real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))


def package() -> Path:
    """This package's folder."""
    return real(Path(dlcourse.__file__).parent)


def program() -> Path:
    """Python, as this environment has it. If the program is a link it stays one: packages are found by its place."""
    return real(Path(sys.executable).parent) / Path(sys.executable).name


def packages() -> list[Path]:
    """The folders with the packages of this environment."""
    users = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    ours = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages(), *users]
    return list(dict.fromkeys(real(path) for path in ours if os.path.isdir(path)))


def other_packages() -> list[Path]:
    """Folders with packages that are not this environment's, though submissions may see them."""
    tops = {real(sys.prefix), real(sys.base_prefix), Path("/usr"), Path("/usr/local")}
    found = {real(path) for top in tops for path in top.glob("lib*/python3*/*-packages")}
    return sorted(found - set(packages()))


def search_path() -> str:
    """What Python must be told to find this very package: nothing where it is installed with the others."""
    folder = package().parent
    return "" if folder in packages() else str(folder)


def files() -> list[Path]:
    """The real folders and files that Python needs, besides the system's; none lies in another."""
    found = sorted({real(path) for path in _wanted()})
    return [path for path in found if not _is_in(path, [*SYSTEM, *(set(found) - {path})])]


def links() -> dict[Path, Path]:
    """The links on Python's way to them, and where each leads in the end."""
    there = [*SYSTEM, *files()]
    found: dict[Path, Path] = {}
    for path in sorted(_wanted(), key=lambda path: len(path.parts)):
        if path != real(path) and not _is_in(path, [*there, *found]):
            found[path] = real(path)
    return found


def shows(folder: Path) -> bool:
    """Whether submissions would see this folder."""
    return _is_in(real(folder), [*SYSTEM, *files()])


def _wanted() -> Iterator[Path]:
    """All that Python looks for, under the names it uses."""
    for prefix in (real(sys.prefix), Path(sys.base_prefix)):
        yield from (path for part in _PARTS if (path := prefix / part).exists())
    yield from [*packages(), package()]
    step = program()
    while step.is_symlink():  # one may lead to the next
        step = Path(os.path.normpath(real(step.parent) / os.readlink(step)))
        yield step


def _is_in(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
