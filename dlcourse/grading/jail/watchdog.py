"""Limits on all processes of one submission together.

The limits that Linux keeps are for each process alone, and it lets root start any number of processes. See proc(5) and
pidfd_open(2).
"""

import os
import select
import signal
from functools import partial

from dlcourse.grading.jail.limits import MIB, Limits

SECONDS_BETWEEN_MEASUREMENTS = 0.25
# A guardian's exit codes: its kernel ended by itself, or was ended because it passed a limit.
ENDED, TOO_MANY_TASKS, TOO_MANY_FILES, TOO_MUCH_MEMORY = 0, 201, 202, 203


def passed_limit(exit_code: int | None, limits: Limits) -> str:
    """The limit for which a kernel was ended, as a sentence; empty where it runs or ended by itself."""
    memory = f"{limits.memory_of_all // MIB} MiB of memory"
    reasons = {
        TOO_MANY_TASKS: f"It was ended: it had more than {limits.processes} processes and threads.",
        TOO_MANY_FILES: f"It was ended: it had more than {limits.open_files_of_all} open files and sockets.",
        TOO_MUCH_MEMORY: f"It was ended: its processes together had more than {memory}.",
    }
    return reasons.get(exit_code, "") if exit_code is not None else ""


def wait_and_limit(kernel: int, limits: Limits, proc: int) -> int:
    """Wait until a child process ends. Kill it and its descendants if together they pass a limit.

    Args:
        proc: a file descriptor of /proc, opened before the jail replaced it.
    """
    ended = select.poll()
    ended.register(os.pidfd_open(kernel), select.POLLIN)
    while not ended.poll(1000 * SECONDS_BETWEEN_MEASUREMENTS):
        if excess := _excess(kernel, limits, proc):
            os.kill(kernel, signal.SIGKILL)  # the first process of its PID namespace: all others end with it
            return excess
    return ENDED


def _excess(kernel: int, limits: Limits, proc: int) -> int:
    """The limit that a kernel and its descendants pass together, as an exit code; 0 while they pass none."""
    found, tasks, files = [kernel], 0, 0
    for process in found:  # the loop appends the children that it finds
        threads, open_files = _names(f"{process}/task", proc) or [], _names(f"{process}/fd", proc)
        tasks += len(threads)
        files += limits.open_files if open_files is None else len(open_files)
        if tasks > limits.processes:
            return TOO_MANY_TASKS
        if files > limits.open_files_of_all:
            return TOO_MANY_FILES
        for thread in threads:
            found += map(int, _read(f"{process}/task/{thread}/children", proc).split())
    if len(found) == 1:  # Linux limits the memory of one process
        return 0
    for size in (_resident_size, _proportional_size):  # the first is quicker to read, and at least as large
        if sum(size(process, proc) for process in found) <= limits.memory_of_all:
            return 0
    return TOO_MUCH_MEMORY


def _names(path: str, proc: int) -> list[str] | None:
    """The names in a folder of a process; none where it has ended; None where it hides the folder."""
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY, dir_fd=proc)
        try:
            return os.listdir(folder)
        finally:
            os.close(folder)
    except PermissionError:
        return None
    except OSError:
        return []


def _resident_size(process: int, proc: int) -> int:
    """Bytes of memory; memory shared with other processes counts fully."""
    return _sum_of(_read(f"{process}/status", proc), "VmRSS", "VmSwap")


def _proportional_size(process: int, proc: int) -> int:
    """Bytes of memory; memory shared by n processes counts 1/n, or fully where the process hides this number."""
    return _sum_of(_read(f"{process}/smaps_rollup", proc), "Pss", "SwapPss") or _resident_size(process, proc)


def _sum_of(text: str, *names: str) -> int:
    lines = (line.partition(":") for line in text.splitlines())
    return sum(1024 * int(value.split()[0]) for name, _, value in lines if name in names)


def _read(path: str, proc: int) -> str:
    """The text of a file of a process; empty where the process has ended or hides the file."""
    try:
        opener = partial(os.open, dir_fd=proc)
        with open(path, opener=opener, errors="replace") as file:  # a process's name may be any bytes
            return file.read()
    except OSError:
        return ""
