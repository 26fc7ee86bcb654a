"""A kernel ends when its connection to the zygote closes, also when the program that started it is killed."""

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

from dlcourse.grading.jail import zygote_client
from dlcourse.grading.jupyter.manager import manager_of_forks
from tests.support.kernels import process_of

pytestmark = pytest.mark.needs("bubblewrap")

SECONDS = 30


@pytest.fixture
def kernel():
    """A kernel without frameworks, running."""
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    manager.provisioner.kernel.manager = manager
    yield manager.provisioner.kernel
    with contextlib.suppress(OSError):  # where a test has closed the connection
        run_sync(manager.shutdown_kernel)(now=True)


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


def test_a_kernel_ends_when_its_connection_is_closed(kernel):
    process = process_of(kernel)
    kernel.close()
    process.wait(SECONDS)


def test_a_kernel_ends_with_the_program_that_started_it():
    program = """
from jupyter_core.utils import run_sync
from dlcourse.grading.jupyter.manager import manager_of_forks
manager = manager_of_forks("bubblewrap", bare=True)
run_sync(manager.start_kernel)()
print(manager.provisioner.kernel.root().parent.name, flush=True)
input()
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.communicate()
    process.wait(SECONDS)


def test_a_kernel_runs_on_when_another_ends(kernel):
    other = manager_of_forks("bubblewrap", bare=True)
    run_sync(other.start_kernel)()
    run_sync(other.shutdown_kernel)(now=True)
    assert kernel.poll() is None


def test_kernels_share_no_namespace_and_no_terminals(kernel):
    other = manager_of_forks("bubblewrap", bare=True)
    run_sync(other.start_kernel)()
    pids = [process_of(one).pid for one in (kernel, other.provisioner.kernel)]
    for namespace in ("net", "ipc", "pid", "mnt", "user", "uts"):
        first, second = (os.readlink(f"/proc/{pid}/ns/{namespace}") for pid in pids)
        assert first != second, namespace
    first, second = (os.stat(f"/proc/{pid}/root/dev/pts").st_dev for pid in pids)
    assert first != second
    run_sync(other.shutdown_kernel)(now=True)


REPLACE = """
import os
def refused(change, *arguments):
    try: change(*arguments)
    except OSError: return True
os.umask(0)
done = [
    refused(os.rename, "/kernel/k-1", "/kernel/old"), refused(os.unlink, "/kernel/k-2"),
    refused(os.symlink, "/run/host.sock", "/kernel/k-6"), refused(os.chmod, "/kernel", 0o777),
    refused(os.rename, "/kernel", "/private/kernel"), refused(os.symlink, "/run", "/private/../kernel/link"),
]
"""


def test_a_kernel_cannot_put_links_in_place_of_its_sockets(kernel):
    client = kernel.manager.client()
    client.start_channels()
    sent = client.execute(REPLACE, silent=True, user_expressions={"refused": "done"})
    while (reply := run_sync(client.get_shell_msg)(timeout=SECONDS))["parent_header"].get("msg_id") != sent:
        pass
    assert reply["content"]["user_expressions"]["refused"]["data"]["text/plain"] == str([True] * 6)
    assert sorted(os.listdir(kernel.root() / "kernel")) == [f"k-{port}" for port in range(1, 6)]


def sockets(pid: int) -> set[str]:
    """The sockets that a process has open, as /proc names them."""
    links = [os.readlink(file) for file in Path("/proc", str(pid), "fd").iterdir()]
    return {link for link in links if link.startswith("socket:")}


def test_a_kernel_inherits_no_connection_to_the_zygote(kernel):
    other = manager_of_forks("bubblewrap", bare=True)
    run_sync(other.start_kernel)()
    connection, zygote = zygote_client.connect("bubblewrap", bare=True)
    try:
        assert len(sockets(zygote)) >= 4  # two kernels' connections, this one, and the one that listens
        assert not sockets(zygote) & sockets(process_of(other.provisioner.kernel).pid)
    finally:
        connection.close()
        run_sync(other.shutdown_kernel)(now=True)
