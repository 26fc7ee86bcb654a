"""A class on a server: accounts, folders, the package, and the hub."""

import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import REPOSITORY
from tests.hub.accounts import TEACHER, accounts
from tests.hub.place import place
from tests.support.classroom import CHAPTER


@pytest.fixture(scope="session")
def server():
    """A server as deploy/hub/README.md sets it up: its folder, its programs, and everyone's password."""
    folder = Path(tempfile.mkdtemp(prefix="dlcourse-hub-"))  # pytest's own folders are closed to other accounts
    folder.chmod(0o755)
    try:
        with accounts(folder) as passwords:
            programs = place(folder)
            give_course(folder / "homes" / TEACHER / "dlcourse")
            yield SimpleNamespace(folder=folder, programs=programs, passwords=passwords)
    finally:
        keep = REPOSITORY / "build" / "hub.log"
        keep.parent.mkdir(exist_ok=True)
        if (folder / "hub.log").exists():
            shutil.copy(folder / "hub.log", keep)
        shutil.rmtree(folder)


def give_course(course: Path) -> None:
    """The teacher's own clone: one chapter, with its solution."""
    for kind in ("notebooks", "solutions"):
        shutil.copytree(REPOSITORY / kind / CHAPTER, course / kind / CHAPTER)
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    for path in (course, *course.rglob("*")):
        shutil.chown(path, TEACHER, TEACHER)
