"""What `dlcourse doctor` finds wrong, and that it says how to mend it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dlcourse import doctor
from tests.conftest import REPOSITORY


def test_the_installation_that_runs_the_tests_is_well():
    ill = [finding for finding in doctor.examine(REPOSITORY) if finding.remedy and not finding.optional]
    assert not ill


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_another_python_is_named(version):
    finding = doctor.python_version(version)
    assert "Python 3.11, 3.12 or 3.13" in finding.remedy
    assert finding.seen == ".".join(map(str, version))


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 7), (3, 13, 5)])
def test_a_python_for_which_the_course_is_made_is_well(version):
    assert not doctor.python_version(version).remedy


@pytest.mark.parametrize(
    ("lock", "seen"),
    [
        ("numpy==0.1\n", "numpy "),
        ("no-such-package==1.0\n", "no-such-package is missing"),
        ("no-such-package==1.0 ; sys_platform == 'nowhere'\n", "all 0 as locked"),
        ("# a comment\n\nclick>=8\n", "all 1 as locked"),
        ("a==1\nb==1\nc==1\nd==1\ne==1\n", "and 2 more"),
        ("== what\n", "cannot be read"),
    ],
)
def test_packages_are_held_to_the_lock(tmp_path, lock, seen):
    (tmp_path / "requirements.txt").write_text(lock)
    finding = doctor.packages(tmp_path / "requirements.txt")
    assert seen in finding.seen
    assert bool(finding.remedy) == ("as locked" not in finding.seen or "not as locked" in finding.seen)


def test_a_lock_that_is_gone_is_named(tmp_path):
    assert "cannot be read" in doctor.packages(tmp_path / "requirements.txt").seen


def test_too_little_room_is_named():
    assert doctor.disk(100_000_000).remedy
    assert doctor.memory(100_000_000).remedy
    assert not doctor.memory(None).remedy


def test_a_kernel_of_another_python_is_named(tmp_path):
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    argv = ["/somewhere/else/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "x", "language": "python"}))
    run = subprocess.run(
        [Path(sys.executable).with_name("dlcourse"), "doctor"],
        cwd=REPOSITORY,
        env=os.environ | {"JUPYTER_PATH": str(tmp_path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "another Python: /somewhere/else/bin/python" in run.stdout
    assert "ipykernel install" in run.stdout
