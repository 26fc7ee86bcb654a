"""Run `dlcourse` and `nbgrader` as a shell would, without the two seconds that each needs for its imports.

A command is forked from a process that has imported what both need (Python's own fork server). It has a folder, an
environment, arguments and streams of its own. Where the start itself is what a test is about, use `subprocess`.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from multiprocessing.process import BaseProcess
from pathlib import Path

_context = multiprocessing.get_context("forkserver") if sys.platform == "linux" else None
NEEDED = """
dlcourse.cli dlcourse.grading.batch dlcourse.grading.report.class_summary dlcourse.grading.lms.export dlcourse.grading.examiner.examiner
nbgrader.apps nbconvert.exporters rich.console rich.progress rich.table
""".split()
if _context:
    _context.set_forkserver_preload(NEEDED)


def dlcourse(course: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run `dlcourse` in a folder."""
    return _run("dlcourse.cli:main", course, arguments)


def nbgrader(course: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run an nbgrader command in the course's folder, as an instructor does."""
    return _run("nbgrader.apps.nbgraderapp:main", course, arguments)


def program(name: str) -> Path:
    """A program of this environment."""
    return Path(sys.executable).with_name(name)


def _run(entry: str, folder: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess:
    if _context is None:
        module, _, function = entry.partition(":")
        command = [sys.executable, "-c", f"import {module} as m; m.{function}()", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    with tempfile.TemporaryDirectory() as streams:
        out, err = Path(streams, "out"), Path(streams, "err")
        process: BaseProcess = _context.Process(target=_be, args=(entry, folder, arguments, dict(os.environ), out, err))
        process.start()
        try:
            process.join()
        finally:
            process.kill()  # where the test was stopped
        assert process.exitcode is not None  # it has ended
        return subprocess.CompletedProcess(
            [entry, *arguments], process.exitcode, *(path.read_text(encoding="utf-8") for path in (out, err))
        )


def _be(entry: str, folder: Path, arguments: tuple[str, ...], environment: dict[str, str], out: Path, err: Path):
    """In the new process: become the command."""
    from importlib import import_module

    for number, path, mode in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, mode | os.O_CREAT), number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    tempfile.tempdir = None  # asked anew, in this environment
    module, _, function = entry.partition(":")
    sys.argv = [str(program(module.partition(".")[0])), *map(str, arguments)]
    getattr(import_module(module), function)()
