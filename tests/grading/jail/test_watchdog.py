"""All processes of a submission together have limits: memory, number of processes, open files, processors."""

import os
import time
from dataclasses import replace

import pytest
from jupyter_core.utils import run_sync

from dlcourse.grading.jail import watchdog
from dlcourse.grading.jail.limits import MIB, WITHOUT_FRAMEWORKS, Limits
from dlcourse.grading.jupyter.manager import manager_of_forks
from dlcourse.grading.workers import _shares
from tests.support.kernels import process_of

pytestmark = pytest.mark.needs("bubblewrap")

LIMITS = Limits(processes=60, memory_of_all=600 * MIB, open_files_of_all=5000)
SECONDS = 30
CHILDREN = """
import os, time
import numpy as np
own = np.ones(40_000_000 // 8)
for _ in range({count}):
    if os.fork() == 0:
        {what}
        time.sleep(3600)
"""


@pytest.fixture
def manager(request):
    """The manager of a running kernel without frameworks, with LIMITS or the limits that a test gives."""
    manager = manager_of_forks("bubblewrap", bare=True)
    manager.config.ForkedProvisioner.limits = getattr(request, "param", LIMITS)
    run_sync(manager.start_kernel)()
    yield manager
    run_sync(manager.shutdown_kernel)(now=True)


def run(manager, source: str) -> None:
    """Send a source to the kernel, and do not wait for the result."""
    client = manager.client()
    client.start_channels()
    client.execute(source)


def wait_for_exit(manager) -> int:
    """Wait until the kernel ends, and give its exit code."""
    deadline = time.monotonic() + SECONDS
    while (code := run_sync(manager.provisioner.poll)()) is None:
        assert time.monotonic() < deadline, "the kernel still runs"
    return code


def evaluate(manager, source: str) -> str:
    """The value of an expression in the kernel, as text; or the name of the error."""
    client = manager.client()
    client.start_channels()
    sent = client.execute("", silent=True, user_expressions={"answer": source})
    while (reply := run_sync(client.get_shell_msg)(timeout=SECONDS))["parent_header"].get("msg_id") != sent:
        pass
    result = reply["content"]["user_expressions"]["answer"]
    return result["data"]["text/plain"] if result["status"] == "ok" else result["ename"]


MUCH_MEMORY = "memory = b'x' * 100_000_000"
TOO_MUCH = {
    "in each process": MUCH_MEMORY,
    "in processes with names that are no UTF-8": f"import ctypes; ctypes.CDLL(None).prctl(15, b'\\xff'); {MUCH_MEMORY}",
    "in processes that hide their files in /proc": f"import ctypes; ctypes.CDLL(None).prctl(4, 0); {MUCH_MEMORY}",
    "in children of children": "os.fork(); memory = b'x' * 60_000_000",
}


@pytest.mark.parametrize("what", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_kernel_whose_processes_together_take_too_much_memory_is_ended(manager, what):
    run(manager, CHILDREN.format(count=8, what=what))
    assert wait_for_exit(manager) == watchdog.TOO_MUCH_MEMORY


def test_memory_that_processes_share_counts_once(manager):
    assert evaluate(manager, f"exec({CHILDREN.format(count=20, what='pass')!r})") == "None"
    kernel = process_of(manager.provisioner.kernel)
    processes = [kernel, *kernel.children()]
    assert len(processes) == 21
    assert sum(process.memory_info().rss for process in processes) > LIMITS.memory_of_all
    proc = os.open("/proc", os.O_PATH)
    assert watchdog._excess(kernel.pid, LIMITS, proc) == 0
    os.close(proc)


def test_when_memory_runs_out_linux_ends_a_kernel_first(manager):
    assert (manager.provisioner.kernel.root().parent / "oom_score_adj").read_text() == "1000\n"


def test_a_kernel_cannot_have_too_many_processes(manager):
    children = CHILDREN.format(count=100, what="pass")
    assert evaluate(manager, f"exec({children!r})") == "BlockingIOError"  # by Linux: the watchdog would end it
    assert process_of(manager.provisioner.kernel).uids().real != 0


# Hidden memory counts fully: a higher limit, so that only the number of sockets is too large.
MEMORY_TO_SPARE = replace(LIMITS, memory_of_all=4096 * MIB)
SOCKETS = "import socket; sockets = [socket.socketpair() for _ in range(210)]"


@pytest.mark.parametrize("manager", [MEMORY_TO_SPARE], indirect=True, ids=[""])
@pytest.mark.parametrize(
    "what", [SOCKETS, f"import ctypes; ctypes.CDLL(None).prctl(4, 0); {SOCKETS}"], ids=["visible", "hidden"]
)
def test_a_kernel_whose_processes_together_open_too_many_sockets_is_ended(manager, what):
    run(manager, CHILDREN.format(count=12, what=what))
    assert wait_for_exit(manager) == watchdog.TOO_MANY_FILES


def test_the_message_names_the_limit():
    assert watchdog.passed_limit(watchdog.TOO_MUCH_MEMORY, LIMITS).endswith("more than 600 MiB of memory.")
    assert watchdog.passed_limit(watchdog.TOO_MANY_TASKS, LIMITS).endswith("more than 60 processes and threads.")
    assert watchdog.passed_limit(watchdog.TOO_MANY_FILES, LIMITS).endswith("more than 5000 open files and sockets.")
    assert watchdog.passed_limit(watchdog.ENDED, LIMITS) == watchdog.passed_limit(None, LIMITS) == ""


def test_a_kernel_computes_only_on_the_processors_of_the_program_that_started_it():
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    try:
        assert evaluate(manager, "__import__('os').sched_getaffinity(0)") == str({min(every)})
        assert evaluate(manager, f"__import__('os').sched_setaffinity(0, {every})") == "PermissionError"
    finally:
        os.sched_setaffinity(0, every)
        run_sync(manager.shutdown_kernel)(now=True)


def test_the_three_kernels_of_a_submission_share_its_memory_and_files():
    own, second = Limits(), WITHOUT_FRAMEWORKS
    assert own.memory_of_all + 2 * second.memory_of_all <= 4096 * MIB
    assert own.disk_bytes + 2 * second.disk_bytes <= 512 * MIB
    assert own.open_files_of_all + 2 * second.open_files_of_all <= 8192
    for bare, limits in ((False, own), (True, second)):
        assert manager_of_forks("bubblewrap", bare=bare).config.ForkedProvisioner.limits == limits


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_workers_share_the_processors(workers):
    shares, every = _shares(workers), os.sched_getaffinity(0)
    assert len(shares) == workers
    assert set().union(*shares) == every
    assert all(shares)
    if workers <= len(every):
        assert sum(map(len, shares)) == len(every)  # no processor is in two shares
