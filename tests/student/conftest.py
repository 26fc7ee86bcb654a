"""The wheel that students get, built once."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

NEEDED = ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE", "dlcourse", "notebooks", "data")


def sources(folder):
    """A copy of all that a wheel is made of, and of the solutions, which must not get into it."""
    for name in (*NEEDED, "solutions"):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, folder / name)
    return folder


def build(folder, target, *kinds):
    """Build the wheel, and perhaps a source distribution, as `make handout` does."""
    command = ["uv", "build", *(kinds or ["--wheel"]), "--no-build-isolation", "--python", sys.executable]
    return subprocess.run(
        [*command, "--out-dir", target, folder], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run = build(sources(folder), folder / "dist")
    assert run.returncode == 0, run.stderr
    (path,) = (folder / "dist").glob("*.whl")
    return path
