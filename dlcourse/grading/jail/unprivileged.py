"""Where root grades: kernels run as a user that nobody else is, so that Linux limits their processes.

Linux lets root start any number of processes, also in a user namespace where root has another number. See setrlimit(2).
"""

import ctypes
import os
import pwd
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_NUMBERS = range(60578, 61184)  # systemd, Debian and Fedora give these to nobody
_CAPABILITIES = (1, 6, 7, 21)  # to enter any folder, change groups, change user, mount: see capabilities(7)


@cache
def user_of_kernels() -> int | None:
    """The number of the user, and of the group, that kernels run as; None where it is the user who grades.

    So it is for every user but root, and for root of a container that may not mount or change users.
    """
    if not hasattr(os, "getuid") or os.getuid() != 0 or not _may_change_user():
        return None
    return next((number for number in _NUMBERS if _is_free(number)), None)


def as_user_of_kernels(command: list[str]) -> list[str]:
    """The command that runs `command` as the kernels' user, in a sandbox that keeps the capabilities for it."""
    user = user_of_kernels()
    if user is None:
        return command
    setpriv = shutil.which("setpriv") or "/usr/bin/setpriv"  # of util-linux, which every system has
    return [setpriv, "--reuid", str(user), "--regid", str(user), "--clear-groups", *command]


@contextmanager
def making_files_as_user_of_kernels() -> Iterator[None]:
    """Let this thread make files as the kernels' user: a kernel's folders cannot hold a file of another user."""
    user = user_of_kernels()
    if user is None:
        yield
        return
    libc = ctypes.CDLL(None)
    libc.setfsgid(user)
    libc.setfsuid(user)
    try:
        yield
    finally:
        libc.setfsuid(0)
        libc.setfsgid(0)


def _may_change_user() -> bool:
    lines = Path("/proc/self/status").read_text().splitlines()
    (effective,) = (int(line.split()[1], base=16) for line in lines if line.startswith("CapEff:"))
    return all(effective >> capability & 1 for capability in _CAPABILITIES)


def _is_free(number: int) -> bool:
    """Whether Linux knows this number here (a container may have few), and no account has it."""
    for kind in ("uid", "gid"):
        ranges = (map(int, line.split()) for line in Path(f"/proc/self/{kind}_map").read_text().splitlines())
        if not any(first <= number < first + count for first, _, count in ranges):
            return False
    try:
        pwd.getpwuid(number)
    except KeyError:
        return True
    return False
