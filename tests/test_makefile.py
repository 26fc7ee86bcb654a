"""Set-up: what `make` says where it cannot work."""

import shutil
import subprocess

from tests.conftest import REPOSITORY


def test_another_python_is_refused_with_a_clear_line(tmp_path):
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, tmp_path)
    run = subprocess.run(["make", "test", "PYTHON=false"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "dlcourse needs Python 3.11" in run.stdout
    assert not (tmp_path / ".venv").exists()


def test_the_help_lists_the_commands():
    run = subprocess.run(["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    for target in ("lab", "test", "test-classroom", "build", "docs", "lock", "clean"):
        assert f"make {target}" in run.stdout
