"""A jail's private folders, where Python lies below /tmp."""

import subprocess
import sys

import pytest

from dlcourse.grading.jail import bubblewrap
from dlcourse.grading.jail.unprivileged import as_user_of_kernels

pytestmark = pytest.mark.needs("bubblewrap")

# The folders below /tmp stand for a Python that is installed there.
PROGRAM = """
import os
from pathlib import Path
from dlcourse.grading.jail import namespaces
from dlcourse.grading.jail.limits import Limits

Path("/tmp/of the sandbox").write_text("outside of the jail")
namespaces.enter_namespaces()
if kernel := os.fork():
    os.waitpid(kernel, 0)
else:
    namespaces.mount_private_folders(int(os.readlink("/proc/self")), Limits())
    print("visible:", sorted(os.listdir({top!r} + "/below")))
    print("a link leads to:", sorted(os.listdir({top!r} + " link")))
    print("the sandbox's file is visible:", os.path.exists("/tmp/of the sandbox"))
    for path in ({top!r} + "/below/new", {top!r} + "/below/deeper/new", "/tmp/new", {top!r} + "/new"):
        try:
            Path(path).touch()
            print(path, "was written")
        except OSError as error:
            print(path, error.strerror)
"""


@pytest.mark.parametrize("top", ["/tmp/deep", "/tmp/내 강의 (봄)", "/tmp/a\\040b"])
def test_a_kernel_can_write_to_tmp_where_python_lies_below_it(tmp_path, top):
    tmp_path.chmod(0o755)  # kernels of root's run as another user
    (tmp_path / "deeper").mkdir()
    (tmp_path / "python").touch()
    below = ["--perms", "0755", "--dir", top]
    below += ["--ro-bind", str(tmp_path), f"{top}/below", "--ro-bind", "/usr/bin", f"{top}/below/deeper"]
    below += ["--symlink", f"{top}/below", f"{top} link"]
    program = PROGRAM.replace("{top!r}", repr(top))
    command = [*bubblewrap.bwrap_arguments(), *below, *as_user_of_kernels([sys.executable, "-P", "-c", program])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "visible: ['deeper', 'python']",
        "a link leads to: ['deeper', 'python']",
        "the sandbox's file is visible: False",
        f"{top}/below/new Read-only file system",
        f"{top}/below/deeper/new Read-only file system",
        "/tmp/new was written",
        f"{top}/new was written",
    ], done.stderr
