"""The pages of `make docs`, built once, and a browser to test them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.authoring.book.write import write_book
from tests.conftest import REPOSITORY


@pytest.fixture(scope="session")
def sources(tmp_path_factory) -> Path:
    """What Sphinx reads: the guides, one notebook a chapter, and the pages made of both."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(REPOSITORY / "docs", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("chapters", "book"))
    write_book(REPOSITORY, folder)
    return folder


@pytest.fixture(scope="session")
def site(sources, tmp_path_factory) -> Path:
    """The pages, built as `make docs` builds them: a link that leads nowhere is an error."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(sources), str(target)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return target
