"""The walls of a jail where they are put up in an unusual place."""

import subprocess
import sys

import pytest

from dlcourse.grading.kernels import sandbox

pytestmark = pytest.mark.needs("bubblewrap")

# What lies below /tmp stands for Python itself, installed there.
PROGRAM = """
import os
from pathlib import Path
from dlcourse.grading.kernels import jail
from dlcourse.grading.kernels.limits import Limits

Path("/tmp/another's").write_text("left in the sandbox")
jail.enter_namespaces()
if kernel := os.fork():
    os.waitpid(kernel, 0)
else:
    jail.build_walls(int(os.readlink("/proc/self")), Limits())
    print("in sight:", sorted(os.listdir("/tmp/deep/below")))
    print("another's in sight:", os.path.exists("/tmp/another's"))
    for path in ("/tmp/deep/below/new", "/tmp/deep/below/deeper/new", "/tmp/new", "/tmp/deep/new"):
        try:
            Path(path).touch()
            print(path, "was written")
        except OSError as error:
            print(path, error.strerror)
"""


def test_a_kernel_can_write_to_tmp_where_python_lies_below_it(tmp_path):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "python").touch()
    below = ["--ro-bind", str(tmp_path), "/tmp/deep/below", "--ro-bind", "/usr/bin", "/tmp/deep/below/deeper"]
    done = subprocess.run(
        [*sandbox._walls(), *below, sys.executable, "-P", "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "in sight: ['deeper', 'python']",
        "another's in sight: False",
        "/tmp/deep/below/new Read-only file system",
        "/tmp/deep/below/deeper/new Read-only file system",
        "/tmp/new was written",
        "/tmp/deep/new was written",
    ], done.stderr
