"""A submission can read the data that come with the course as files, as its student could."""

import subprocess

import pytest

from dlcourse.grading.jail import bubblewrap

pytestmark = pytest.mark.needs("bubblewrap")

PROGRAM = """
from dlcourse import data
print(len(data.load("reviews_en").x_train), len(data.load("reviews_ko").x_train))
"""


def test_the_files_of_the_course_are_in_the_jail():
    command = bubblewrap.command(["-c", PROGRAM], bare=False)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["640", "640"]


def test_what_else_is_beside_the_package_is_not():
    command = bubblewrap.command(["-c", "import os, sys; print(*os.listdir(sys.argv[1]))"], bare=False)
    folder = str(bubblewrap.installation.package().parent)
    done = subprocess.run([*command, folder], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"dlcourse", "data", ".venv"}
