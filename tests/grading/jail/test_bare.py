"""A bare kernel, which examines what must be built by hand, sees the packages that it needs and no others."""

import subprocess

import pytest

from dlcourse.grading.jail import bubblewrap

pytestmark = pytest.mark.needs("bubblewrap")

PROGRAM = """
import os, sys
import IPython, matplotlib.pyplot, numpy, pandas
import dlcourse.grading.jupyter.ipykernel_app
for folder, folders, names in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("proc", "dev")]
    if folder.endswith("-packages"):
        print(*folders, *names, sep="\\n")
        folders.clear()
"""


def test_of_all_packages_on_the_machine_it_sees_those_on_its_list():
    command = bubblewrap.command(["-c", PROGRAM], bare=True)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = {name.split(".")[0].split("-")[0].lower() for name in done.stdout.split()}
    assert "numpy" in seen
    assert seen <= {name.lower() for name in bubblewrap.PACKAGES_OF_BARE_KERNELS} | {"dlcourse"}
