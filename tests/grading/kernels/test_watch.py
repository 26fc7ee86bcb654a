"""What Linux limits for each process alone is limited for a submission: memory, number of processes, processors."""

import os
import time
from dataclasses import replace

import pytest
from jupyter_core.utils import run_sync

from dlcourse.grading.kernels import watch
from dlcourse.grading.kernels.limits import MIB, Limits
from dlcourse.grading.kernels.manager import manager_of_forks
from dlcourse.grading.workers import _shares
from tests.grading.kernels.test_forked import process_of

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
    """Of a kernel without frameworks, running; within LIMITS, or others that a test names."""
    manager = manager_of_forks("bubblewrap", bare=True)
    manager.config.ForkedProvisioner.limits = getattr(request, "param", LIMITS)
    run_sync(manager.start_kernel)()
    yield manager
    run_sync(manager.shutdown_kernel)(now=True)


def run(manager, source: str) -> None:
    """Have the kernel begin with this; nobody waits for what becomes of it."""
    client = manager.client()
    client.start_channels()
    client.execute(source)


def end(manager) -> int:
    """How the kernel ends."""
    deadline = time.monotonic() + SECONDS
    while (code := run_sync(manager.provisioner.poll)()) is None:
        assert time.monotonic() < deadline, "the kernel still runs"
    return code


def answer(manager, source: str) -> str:
    """What a text, evaluated in the kernel, is there; or the error's name."""
    client = manager.client()
    client.start_channels()
    sent = client.execute("", silent=True, user_expressions={"answer": source})
    while (reply := run_sync(client.get_shell_msg)(timeout=SECONDS))["parent_header"].get("msg_id") != sent:
        pass
    found = reply["content"]["user_expressions"]["answer"]
    return found["data"]["text/plain"] if found["status"] == "ok" else found["ename"]


HOARDS = {
    "in each": "hoard = b'x' * 100_000_000",
    "in each, under a strange name": "import ctypes; ctypes.CDLL(None).prctl(15, b'\\xff'); hoard = b'x' * 100_000_000",
    "in each, and hidden": "import ctypes; ctypes.CDLL(None).prctl(4, 0); hoard = b'x' * 100_000_000",
    "in their children": "os.fork(); hoard = b'x' * 60_000_000",
}


@pytest.mark.parametrize("what", HOARDS.values(), ids=HOARDS)
def test_a_kernel_whose_processes_together_take_too_much_memory_is_ended(manager, what):
    run(manager, CHILDREN.format(count=8, what=what))
    assert end(manager) == watch.TOO_LARGE


def test_memory_that_processes_share_counts_once(manager):
    assert answer(manager, f"exec({CHILDREN.format(count=20, what='pass')!r})") == "None"
    kernel = process_of(manager.provisioner.kernel)
    everybody = [kernel, *kernel.children()]
    assert len(everybody) == 21
    assert sum(process.memory_info().rss for process in everybody) > LIMITS.memory_of_all
    proc = os.open("/proc", os.O_PATH)
    assert watch._excess(kernel.pid, LIMITS, proc) == 0
    os.close(proc)


def test_where_memory_runs_out_a_kernel_is_ended_before_all_else(manager):
    assert (manager.provisioner.kernel.root().parent / "oom_score_adj").read_text() == "1000\n"


def test_a_kernel_cannot_have_countless_processes(manager):
    children = CHILDREN.format(count=100, what="pass")
    if os.getuid() == 0:  # whom Linux lets have as many as there can be
        run(manager, children)
        assert end(manager) == watch.TOO_MANY
    else:
        assert answer(manager, f"exec({children!r})") == "BlockingIOError"


MUCH_MEMORY = replace(
    LIMITS, memory_of_all=4096 * MIB
)  # what is hidden counts whole: it shall not be this that is seen
SOCKETS = "import socket; held = [socket.socketpair() for _ in range(210)]"


@pytest.mark.parametrize("manager", [MUCH_MEMORY], indirect=True, ids=[""])
@pytest.mark.parametrize(
    "what", [SOCKETS, f"import ctypes; ctypes.CDLL(None).prctl(4, 0); {SOCKETS}"], ids=["seen", "hidden"]
)
def test_a_kernel_whose_processes_together_open_countless_sockets_is_ended(manager, what):
    run(manager, CHILDREN.format(count=12, what=what))
    assert end(manager) == watch.TOO_MANY_FILES


def test_the_reason_is_put_into_words():
    assert watch.why(watch.TOO_LARGE, LIMITS).endswith("more than 600 MiB of memory together.")
    assert watch.why(watch.TOO_MANY, LIMITS).endswith("more than 60 processes and threads.")
    assert watch.why(watch.TOO_MANY_FILES, LIMITS).endswith("more than 5000 open files and sockets.")
    assert watch.why(watch.ENDED, LIMITS) == watch.why(None, LIMITS) == ""


def test_a_kernel_computes_on_the_processors_of_who_asked_for_it_and_cannot_leave_them():
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    try:
        assert answer(manager, "__import__('os').sched_getaffinity(0)") == str({min(every)})
        assert answer(manager, f"__import__('os').sched_setaffinity(0, {every})") == "PermissionError"
    finally:
        os.sched_setaffinity(0, every)
        run_sync(manager.shutdown_kernel)(now=True)


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_workers_share_the_processors(workers):
    shares, every = _shares(workers), os.sched_getaffinity(0)
    assert len(shares) == workers
    assert set().union(*shares) == every
    assert all(shares)
    if workers <= len(every):
        assert sum(map(len, shares)) == len(every)  # none is in two
