"""Make clones of this checkout in any folder: two short chapters, an environment, a gradebook, two submissions."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat

from tests.conftest import REPOSITORY

# Chapter → exercises, and the points that a solution earns. The cells, their checks and hidden tests are the real ones.
CHAPTERS = {
    "01_perceptron": (("neuron", "softmax", "mse"), 4),
    "04_keras": (("tape_gradient", "build_sequential"), 3),
}
RUN = "import sys; from dlcourse.cli import main; sys.exit(main())"


def make_course(folder: Path) -> None:
    """The two chapters, and two submissions: "perfect" has all answers, "untouched" has none."""
    folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    for chapter, (exercises, _) in CHAPTERS.items():
        solution, release = (_short(folder_of, chapter, exercises) for folder_of in ("solutions", "notebooks"))
        answers = {cell.id: cell.source for cell in solution.cells}
        perfect = release.copy()
        perfect.cells = [cell.copy() for cell in release.cells]
        for cell in perfect.cells:
            if cell.metadata.get("nbgrader", {}).get("solution"):
                cell.source = answers[cell.id]
        places = {
            "solutions": solution,
            "notebooks": release,
            "submitted/perfect": perfect,
            "submitted/untouched": release,
        }
        for place, notebook in places.items():
            (folder / place / chapter).mkdir(parents=True)
            nbformat.write(notebook, folder / place / chapter / f"{chapter}.ipynb")


def _short(where: str, chapter: str, exercises: tuple[str, ...]):
    """A chapter's notebook with the cells that import, and these exercises with their checks."""
    notebook = nbformat.read(REPOSITORY / where / chapter / f"{chapter}.ipynb", as_version=4)
    wanted = {*exercises, *(f"check-{name}" for name in exercises)}
    notebook.cells = [cell for cell in notebook.cells if _is_one(cell, wanted)]
    return notebook


def _is_one(cell, wanted: set[str]) -> bool:
    marks = cell.metadata.get("nbgrader", {})
    return marks["grade_id"] in wanted if "grade_id" in marks else "\nimport numpy" in f"\n{cell.source}"


def link_package(folder: Path) -> None:
    link_folder(REPOSITORY / "dlcourse", folder / "dlcourse", "__pycache__")


def link_folder(source: Path, target: Path, *left_out: str) -> None:
    """Copy a folder, with hard links where possible."""
    shutil.copytree(source, target, copy_function=_link, symlinks=True, ignore=shutil.ignore_patterns(*left_out))


def link_environment(folder: Path) -> None:
    """An environment with copies of all packages, where the clone that contains it is installed, as by the README."""
    link_folder(Path(sys.prefix), folder, "include", "tests")  # a quarter of the files, and nothing imports them
    for finder in folder.glob("lib/python3*/site-packages/__editable__*dlcourse*"):
        _rewrite(finder, str(REPOSITORY), str(folder.parent))
    for program in (folder / "bin").iterdir():
        if program.is_file() and not program.is_symlink() and program.read_bytes().startswith(b"#!"):
            _rewrite(program, sys.prefix, str(folder))


def borrow_environment(folder: Path) -> None:
    """An environment whose folder of packages is a link; a clone is found by PYTHONPATH."""
    packages = Path(sysconfig.get_path("purelib"))
    place = folder / packages.relative_to(sys.prefix)
    place.parent.mkdir(parents=True)
    place.symlink_to(packages)
    shutil.copy(Path(sys.prefix, "pyvenv.cfg"), folder)
    (folder / "bin").mkdir()
    for name in ("python", "python3"):
        (folder / "bin" / name).symlink_to(os.path.realpath(sys.executable))
    shutil.copy(Path(sys.prefix, "bin", "alembic"), folder / "bin")  # nbgrader calls it by name
    _rewrite(folder / "bin" / "alembic", sys.prefix, str(folder))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system
        shutil.copy2(source, target, follow_symlinks=False)


def _rewrite(path: Path, old: str, new: str) -> None:
    """Replace a text in a file; the file is no longer a hard link then."""
    text, mode = path.read_text(), path.stat().st_mode
    path.unlink()
    path.write_text(text.replace(old, new))
    path.chmod(mode)


def start(checkout: Path, environment: Path, *arguments: str, **variables: str) -> subprocess.Popen:
    """Start a `dlcourse` command, or that of another module (`-m nbgrader …`), in the clone."""
    python = environment / "bin" / "python"
    command = [python, *arguments] if arguments[0] == "-m" else [python, "-c", RUN, *arguments]
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        command, cwd=checkout, env=outside | {"PATH": path} | variables, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    )  # fmt: skip
