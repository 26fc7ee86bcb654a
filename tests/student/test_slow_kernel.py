"""A kernel that takes too long to start ends `dlcourse check` in one line."""

import os
import shutil
import subprocess
import sys

import pytest

from dlcourse.notebooks.running import SECONDS_TO_START
from tests.conftest import REPOSITORY

# Python runs this file first: a kernel then needs longer than there is patience.
SLOW = "import sys, time\nif 'ipykernel_launcher' in sys.orig_argv:\n    time.sleep(60)"
IMPATIENT = (
    "from dlcourse.notebooks import running\nrunning.SECONDS_TO_START = 0\nfrom dlcourse.cli import main\nmain()"
)


def test_a_kernel_has_minutes():
    assert SECONDS_TO_START >= 180


@pytest.mark.slow
def test_a_kernel_that_does_not_answer_in_time_is_said_in_one_line(tmp_path):
    shutil.copy(REPOSITORY / "notebooks/01_perceptron/01_perceptron.ipynb", tmp_path)
    (tmp_path / "sitecustomize.py").write_text(SLOW)
    command = [sys.executable, "-c", IMPATIENT, "check", "01_perceptron.ipynb"]
    slow = os.environ | {"PYTHONPATH": str(tmp_path)}
    run = subprocess.run(command, cwd=tmp_path, env=slow, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.startswith("dlcourse: 01_perceptron.ipynb: the kernel did not start")
    assert len(run.stderr.splitlines()) == 1
