"""`dlcourse doctor` finds what is wrong, and says how to fix it."""

import json
import os
import re
import subprocess

import pytest

from dlcourse.student import doctor
from tests.conftest import REPOSITORY
from tests.support.commands import program


def faults(*arguments) -> list[doctor.Finding]:
    return [finding for finding in doctor.examine(*arguments) if finding.remedy and not finding.optional]


def test_the_installation_that_runs_the_tests_has_no_fault():
    assert not faults(REPOSITORY, REPOSITORY / "requirements.txt")


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_a_python_that_the_course_does_not_support_is_a_fault(version):
    finding = doctor.python_version(version)
    assert "Python 3.11, 3.12 or 3.13" in finding.remedy
    assert finding.seen == ".".join(map(str, version))


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 7), (3, 13, 5)])
def test_a_python_that_the_course_supports_is_no_fault(version):
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
def test_packages_are_compared_with_the_lock(tmp_path, lock, seen):
    (tmp_path / "requirements.txt").write_text(lock)
    finding = doctor.packages(tmp_path / "requirements.txt")
    assert seen in finding.seen
    assert bool(finding.remedy) == ("as locked" not in finding.seen or "not as locked" in finding.seen)


def test_a_missing_lock_is_a_fault(tmp_path):
    assert "cannot be read" in doctor.packages(tmp_path / "requirements.txt").seen


def test_without_a_lock_the_packages_are_compared_with_the_requirements_of_the_course():
    assert not faults(REPOSITORY)


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (["numpy<1"], "not as the course needs: numpy "),
        (["no-such-package>=1"], "no-such-package is missing"),
        (["click>=8", "no-such-package>=1; extra == 'test'"], "all 1 as the course needs"),
    ],
)
def test_installed_packages_are_compared_with_ranges(wanted, seen):
    finding = doctor.installed_packages(wanted)
    assert seen in finding.seen
    assert bool(finding.remedy) == ("not as" in finding.seen or "missing" in finding.seen)


def test_no_advice_deletes_work():
    destructive = re.compile(r"git (checkout|reset|clean|stash)\b|git restore \.`|\brm -r")
    assert destructive.search("Get it back: `git checkout .`")
    advice = [*REPOSITORY.glob("dlcourse/**/*.py"), *REPOSITORY.glob("docs/*.md"), REPOSITORY / "README.md"]
    advice += REPOSITORY.glob("deploy/**/*.md")
    assert not [path for path in advice if destructive.search(path.read_text(encoding="utf-8"))]


def test_too_little_disk_space_or_memory_is_a_fault():
    assert doctor.disk(100_000_000).remedy
    assert doctor.memory(100_000_000).remedy
    assert not doctor.memory(None).remedy


def test_a_kernel_of_another_python_is_a_fault(tmp_path):
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    argv = ["/somewhere/else/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "x", "language": "python"}))
    run = subprocess.run(
        [program("dlcourse"), "doctor"],
        cwd=REPOSITORY,
        env=os.environ | {"JUPYTER_PATH": str(tmp_path), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "another Python: /somewhere/else/bin/python" in run.stdout
    assert "ipykernel install" in run.stdout
