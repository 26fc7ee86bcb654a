"""The pages of `make docs`, built once, and a real browser to look at them with."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse.authoring.pages import write_pages
from tests.conftest import REPOSITORY


@pytest.fixture(scope="session")
def sources(tmp_path_factory) -> Path:
    """What Sphinx reads: the guides, and one notebook a chapter."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(REPOSITORY / "docs", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("chapters"))
    write_pages(REPOSITORY, folder / "chapters")
    return folder


@pytest.fixture(scope="session")
def site(sources, tmp_path_factory) -> Path:
    """The pages, built as `make docs` builds them: a link that leads nowhere is an error."""
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", str(sources), str(target)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return target


def watched(browser, viewport: dict[str, int]):
    """A new page of this size that remembers what went wrong in it, in `problems`."""
    page = browser.new_page(viewport=viewport)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda line: (
            page.problems.append(f"{line.text} {line.location.get('url', '')}") if line.type == "error" else None
        ),
    )
    return page
