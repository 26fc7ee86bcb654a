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
    print("in sight:", sorted(os.listdir({top!r} + "/below")))
    print("a link leads to:", sorted(os.listdir({top!r} + " link")))
    print("another's in sight:", os.path.exists("/tmp/another's"))
    for path in ({top!r} + "/below/new", {top!r} + "/below/deeper/new", "/tmp/new", {top!r} + "/new"):
        try:
            Path(path).touch()
            print(path, "was written")
        except OSError as error:
            print(path, error.strerror)
"""


@pytest.mark.parametrize("top", ["/tmp/deep", "/tmp/내 강의 (봄)", "/tmp/a\\040b"])
def test_a_kernel_can_write_to_tmp_where_python_lies_below_it(tmp_path, top):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "python").touch()
    below = ["--ro-bind", str(tmp_path), f"{top}/below", "--ro-bind", "/usr/bin", f"{top}/below/deeper"]
    below += ["--symlink", f"{top}/below", f"{top} link"]
    program = PROGRAM.replace("{top!r}", repr(top))
    done = subprocess.run(
        [*sandbox._walls(), *below, sys.executable, "-P", "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines() == [
        "in sight: ['deeper', 'python']",
        "a link leads to: ['deeper', 'python']",
        "another's in sight: False",
        f"{top}/below/new Read-only file system",
        f"{top}/below/deeper/new Read-only file system",
        "/tmp/new was written",
        f"{top}/new was written",
    ], done.stderr
