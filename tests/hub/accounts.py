"""Accounts of this system, made for a class and taken away again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.conftest import REPOSITORY

TEACHER = "dlc-teacher"
STUDENTS = [f"dlc-student-{number:02}" for number in range(1, 11)]
HUB = REPOSITORY / "deploy" / "hub"


def run(*command: str | Path, **options) -> str:
    """What a command prints; when it fails, what it said on stderr is in the error."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command[0]} failed: {done.stderr}"
    return done.stdout


@contextmanager
def accounts(folder: Path) -> Iterator[dict[str, str]]:
    """A teacher and ten students with homes in `folder`, made as deploy/hub/README.md says; yields their passwords."""
    assert os.geteuid() == 0, "this test makes system accounts: run it as root, as `make test-all` does with sudo"
    remove([TEACHER, *STUDENTS])  # of a run that was killed
    groups = [name for name in ("dlcourse-students", "dlcourse-instructors") if not exists("group", name)]
    homes = folder / "homes"
    homes.mkdir(mode=0o755)
    try:
        run("useradd", "--create-home", "--base-dir", homes, "--shell", "/bin/bash", TEACHER)
        run("chpasswd", input=f"{TEACHER}:only-for-a-test")
        run(HUB / "set-up.sh", TEACHER, folder / "exchange")
        made = run(HUB / "add-students.sh", *STUDENTS, env=os.environ | {"HOMES": str(homes)})
        yield {TEACHER: "only-for-a-test"} | dict(line.split() for line in made.splitlines())
    finally:
        remove([TEACHER, *STUDENTS])
        for name in groups:
            subprocess.run(["groupdel", name], capture_output=True, check=False)


def exists(kind: str, name: str) -> bool:
    """Whether there is such a "passwd" or "group" entry."""
    return subprocess.run(["getent", kind, name], capture_output=True, check=False).returncode == 0


def remove(names: list[str]) -> None:
    """End what these accounts still run, and remove them; their homes stay."""
    for process in psutil.process_iter(["username"]):
        if process.info["username"] in names:
            process.kill()
    for name in names:
        if exists("passwd", name):
            run("userdel", "--force", name)
