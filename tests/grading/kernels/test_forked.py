"""A kernel and its line to the zygote: whoever hangs up, however it ends, takes the kernel with it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from jupyter_core.utils import run_sync

from dlcourse.grading.kernels import forked, start
from dlcourse.grading.kernels.manager import manager_of_forks

pytestmark = pytest.mark.needs("bubblewrap")

SECONDS = 30


@pytest.fixture
def kernel():
    """A kernel without frameworks, running."""
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    yield manager.provisioner.kernel
    with contextlib.suppress(OSError):  # where a test has hung up
        run_sync(manager.shutdown_kernel)(now=True)


def process_of(kernel: forked.ForkedKernel) -> psutil.Process:
    return psutil.Process(int(kernel.root().parent.name))


def test_a_kernel_runs_until_it_is_killed(kernel):
    assert kernel.poll() is None
    process = process_of(kernel)
    kernel.signal(signal.SIGKILL)
    process.wait(SECONDS)
    deadline = time.monotonic() + SECONDS
    while kernel.poll() is None:
        assert time.monotonic() < deadline
    with pytest.raises(ProcessLookupError):
        kernel.root()


def test_a_kernel_ends_when_its_caller_hangs_up(kernel):
    process = process_of(kernel)
    kernel.close()
    process.wait(SECONDS)


def test_a_kernel_ends_with_the_program_that_asked_for_it():
    program = """
from jupyter_core.utils import run_sync
from dlcourse.grading.kernels.manager import manager_of_forks
manager = manager_of_forks("bubblewrap", bare=True)
run_sync(manager.start_kernel)()
print(manager.provisioner.kernel.root().parent.name, flush=True)
input()
"""
    caller = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process = psutil.Process(int(caller.stdout.readline()))
    caller.kill()
    caller.communicate()
    process.wait(SECONDS)


def test_one_kernel_does_not_end_with_another(kernel):
    other = manager_of_forks("bubblewrap", bare=True)
    run_sync(other.start_kernel)()
    run_sync(other.shutdown_kernel)(now=True)
    assert kernel.poll() is None


def test_kernels_cannot_talk_to_each_other(kernel):
    other = manager_of_forks("bubblewrap", bare=True)
    run_sync(other.start_kernel)()
    both = [process_of(each).pid for each in (kernel, other.provisioner.kernel)]
    for shared in ("net", "ipc", "pid", "mnt", "user", "uts"):
        first, second = (os.readlink(f"/proc/{pid}/ns/{shared}") for pid in both)
        assert first != second, shared
    first, second = (os.stat(f"/proc/{pid}/root/dev/pts").st_dev for pid in both)
    assert first != second
    run_sync(other.shutdown_kernel)(now=True)


def sockets(pid: int) -> set[str]:
    """The sockets that a process has open, as /proc names them."""
    links = [os.readlink(file) for file in Path("/proc", str(pid), "fd").iterdir()]
    return {link for link in links if link.startswith("socket:")}


def test_a_kernel_holds_none_of_the_lines_to_the_zygote(kernel):
    other = manager_of_forks("bubblewrap", bare=True)
    run_sync(other.start_kernel)()
    line, zygote = start.call("bubblewrap", bare=True)
    try:
        assert len(sockets(zygote)) >= 4  # two kernels' lines, this one, and the place where it is called
        assert not sockets(zygote) & sockets(process_of(other.provisioner.kernel).pid)
    finally:
        line.close()
        run_sync(other.shutdown_kernel)(now=True)
