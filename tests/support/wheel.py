"""Copy what a wheel is made of, and build the wheel."""

import shutil
import subprocess
import sys

from tests.conftest import REPOSITORY

NEEDED = ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "dlcourse", "notebooks", "data")


def sources(folder):
    """A copy of all that a wheel is made of, and of the solutions, which must not be in the wheel."""
    for name in (*NEEDED, "solutions"):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, folder / name)
    return folder


def build(folder, target, *kinds):
    """Build the wheel, or the given kinds of distributions, as `make handout` does."""
    command = ["uv", "build", *(kinds or ["--wheel"]), "--no-build-isolation", "--python", sys.executable]
    return subprocess.run(
        [*command, "--out-dir", target, folder], capture_output=True, text=True, encoding="utf-8", check=False
    )
