"""Limits on all processes of one submission together: Linux keeps them for each process alone, and root to none.

See proc(5) and pidfd_open(2).
"""

import os
import select
import signal
from functools import partial

from dlcourse.grading.kernels.limits import MIB, Limits

SECONDS_BETWEEN_LOOKS = 0.25
# How a kernel ended: by itself, whatever it says of that, or by us.
ENDED, TOO_MANY, TOO_MANY_FILES, TOO_LARGE = 0, 201, 202, 203


def why(end: int | None, limits: Limits) -> str:
    """Why a kernel was ended, as a sentence; nothing where it was not, or ended by itself."""
    reasons = {
        TOO_MANY: f"It was ended: more than {limits.processes} processes and threads.",
        TOO_MANY_FILES: f"It was ended: more than {limits.open_files_of_all} open files and sockets.",
        TOO_LARGE: f"It was ended: its processes had more than {limits.memory_of_all // MIB} MiB of memory together.",
    }
    return reasons.get(end, "")


def until_it_ends(kernel: int, limits: Limits, proc: int) -> int:
    """Wait for a child of this process to end; end it, with all its processes, where they pass a limit together.

    Args:
        proc: /proc, opened; a jail hides it.
    """
    ended = select.poll()
    ended.register(os.pidfd_open(kernel), select.POLLIN)
    while not ended.poll(1000 * SECONDS_BETWEEN_LOOKS):
        if excess := _excess(kernel, limits, proc):
            os.kill(kernel, signal.SIGKILL)  # the first of its namespace: all others end with it
            return excess
    return ENDED


def _excess(kernel: int, limits: Limits, proc: int) -> int:
    """What a kernel and all that descends from it have too much of; 0 while they are within the limits."""
    found, tasks, files = [kernel], 0, 0
    for process in found:  # which grows
        threads, open_files = _names(f"{process}/task", proc) or [], _names(f"{process}/fd", proc)
        tasks += len(threads)
        files += limits.open_files if open_files is None else len(open_files)
        if tasks > limits.processes:
            return TOO_MANY
        if files > limits.open_files_of_all:
            return TOO_MANY_FILES
        for thread in threads:
            found += map(int, _read(f"{process}/task/{thread}/children", proc).split())
    if len(found) == 1:  # which has a limit of its own
        return 0
    for size in (_resident, _share):  # the first, of which the second is a part, is quick to tell
        if sum(size(process, proc) for process in found) <= limits.memory_of_all:
            return 0
    return TOO_LARGE


def _names(path: str, proc: int) -> list[str] | None:
    """What is in a folder of a process, nothing where that has ended; None where it hides that."""
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


def _resident(process: int, proc: int) -> int:
    """Bytes of memory; what is shared with others counts whole."""
    return _sum_of(_read(f"{process}/status", proc), "VmRSS", "VmSwap")


def _share(process: int, proc: int) -> int:
    """Bytes of memory; of what is shared with others, a part. Where a process hides that, it counts whole."""
    return _sum_of(_read(f"{process}/smaps_rollup", proc), "Pss", "SwapPss") or _resident(process, proc)


def _sum_of(text: str, *names: str) -> int:
    lines = (line.partition(":") for line in text.splitlines())
    return sum(1024 * int(value.split()[0]) for name, _, value in lines if name in names)


def _read(path: str, proc: int) -> str:
    """A file of a process; nothing where that has ended, or hides it."""
    try:
        opener = partial(os.open, dir_fd=proc)
        with open(path, opener=opener, errors="replace") as file:  # a process may have any name
            return file.read()
    except OSError:
        return ""
