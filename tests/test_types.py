"""The types are right, as mypy sees them."""

import subprocess
import sys

from tests.conftest import REPOSITORY


def test_types_are_right():
    """What pyproject.toml says under tool.mypy. From the second run on, only what has changed is read again."""
    run = subprocess.run([sys.executable, "-m", "mypy"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
