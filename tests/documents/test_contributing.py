"""CONTRIBUTING.md: set-up and loop work exactly as written, with the hooks; what the page names exists."""

import re
import subprocess

import pytest

from tests.conftest import REPOSITORY
from tests.support.documents import between_backquotes
from tests.support.walk import newcomers_environment, walk

CONTRIBUTING = REPOSITORY / "CONTRIBUTING.md"
AUTHOR = {f"GIT_{who}_{what}": "ada@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.mark.slow
def test_a_newcomer_commits_a_change_through_the_hooks(tmp_path):
    edit = "echo '# A stride is the step of a window.' >> dlcourse/nn/__init__.py"
    tests = ".venv/bin/python -m pytest tests/nn"
    stand_ins = {tests: f"{edit}\n{tests} -k pooling"}  # `make test` runs them all
    printed = walk(CONTRIBUTING, tmp_path, newcomers_environment(tmp_path / "private") | AUTHOR, stand_ins)
    assert (
        re.findall(r"^(?:ruff check|ruff format|architecture).*(Passed|Failed|Skipped)$", printed, re.MULTILINE)
        == ["Passed"] * 3
    )
    log = ["git", "log", "-1", "--format=%s"]
    assert subprocess.check_output(log, cwd=tmp_path / "dlcourse", text=True) == "nn: say what a stride is\n"


def test_commands_and_tests_that_the_page_names_exist():
    targets = re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = between_backquotes(CONTRIBUTING)
    assert [command for command in named if command.startswith("make ") and command.split()[1] not in targets] == []
    tests = re.findall(r"tests/[\w/.]+", " ".join(named))
    assert [path for path in tests if not (REPOSITORY / path).exists()] == []
