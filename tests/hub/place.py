"""The course on a server as deploy/hub/README.md lays it out: what students need, where everyone can read it."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

SHARED = ("dlcourse", "data", "deploy")
UNWANTED = shutil.ignore_patterns("__pycache__", "kubernetes")


def place(folder: Path) -> Path:
    """Put the course's package and this Python environment into `folder`, without any solution; returns its programs.

    The environment is a copy that shares its files with this one (hard links), as installing anew would take minutes.
    """
    assert (REPOSITORY / "deploy/hub/node_modules").is_dir(), "the hub's proxy is missing: run `make test-all`"
    for name in SHARED:
        shutil.copytree(REPOSITORY / name, folder / name, ignore=UNWANTED, symlinks=True)
    environment = folder / ".venv"
    linked = subprocess.run(["cp", "-al", sys.prefix, environment], capture_output=True, check=False)
    if linked.returncode != 0:  # another file system
        shutil.rmtree(environment, ignore_errors=True)
        shutil.copytree(sys.prefix, environment, symlinks=True)
    _use_python(environment, readable_python(folder))
    _use_package(environment, folder)
    return environment / "bin"


def readable_python(folder: Path) -> Path:
    """The Python under this environment; a copy of it where other accounts cannot reach it."""
    base = Path(sys.base_prefix)
    if all(path.stat().st_mode & 0o005 == 0o005 for path in (base, *base.parents)):
        return base
    ignore = shutil.ignore_patterns("site-packages", "test", "__pycache__", "idlelib", "share")
    copy = Path(shutil.copytree(base, folder / "python", symlinks=True, ignore=ignore))
    program = copy / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    library = str(base / "lib").encode()  # where the program looks for libpython, if it is a library of its own
    program.write_bytes(program.read_bytes().replace(library, b"$ORIGIN/../lib".ljust(len(library), b"\0")))
    return copy


def _use_python(environment: Path, python: Path) -> None:
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for link in ("python", "python3", name):
        (environment / "bin" / link).unlink(missing_ok=True)
        (environment / "bin" / link).symlink_to(python / "bin" / name)
    for path in [environment / "pyvenv.cfg", *(environment / "bin").iterdir()]:
        content = b"" if path.is_symlink() or path.is_dir() else path.read_bytes()
        moved = content.replace(str(sys.prefix).encode(), str(environment).encode())
        if path.name == "pyvenv.cfg":
            moved = f"home = {python}/bin\ninclude-system-site-packages = false\n".encode()
        if moved != content:
            mode = path.stat().st_mode
            path.unlink()  # the name only: the file itself is shared
            path.write_bytes(moved)
            path.chmod(mode)


def _use_package(environment: Path, folder: Path) -> None:
    (packages,) = environment.glob("lib/python3.*/site-packages")
    for stale in packages.glob("__editable__*dlcourse*"):
        stale.unlink()
    (packages / "dlcourse.pth").write_text(f"{folder}\n")
