"""The grader's end of a kernel: fork it, signal it, see it end."""

import dataclasses
import json
import os
from functools import cache
from pathlib import Path

from dlcourse.grading.kernels import jail
from dlcourse.grading.kernels.limits import Limits
from dlcourse.grading.kernels.start import call

JAILED = {"work": jail.WORK, "home": jail.HOME, "tmp": jail.TEMPORARY}


class ForkedKernel:
    """A kernel forked from the zygote, and a line over which it is signalled and watched. It ends when the line does.

    Raises NoZygote where none starts, and OSError where it dies.
    """

    def __init__(
        self, isolation: str, connection: dict, folders: dict[str, str], limits: Limits, *, bare: bool = False
    ) -> None:
        self._line, self._zygote = call(isolation, bare=bare)
        order = {"connection": connection, "limits": dataclasses.asdict(limits), "jailed": isolation != "none"}
        order["processors"] = _processors()
        self._inside = self._ask({"fork": order | folders})["pid"]

    def signal(self, number: int) -> None:
        """Signal it; nothing happens when it has ended."""
        self._ask({"signal": number})

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._ask({"poll": True})["exit"]

    def root(self) -> Path:
        """Where a jailed kernel's files are seen from outside. Raises ProcessLookupError when it has ended."""
        for guardian in _children(self._zygote):
            if _pid_inside(guardian) == self._inside:
                for kernel in _children(guardian):
                    return Path("/proc", str(kernel), "root")
        raise ProcessLookupError(f"kernel {self._inside} has ended")

    def close(self) -> None:
        """Hang up, which ends the kernel."""
        self._line.close()

    def _ask(self, request: dict) -> dict:
        try:
            self._line.send(json.dumps(request).encode())
            return json.loads(self._line.recv(65536))
        except (OSError, ValueError):
            self.close()
            raise OSError("the process that kernels are forked from has died") from None


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _pid_inside(pid: int) -> int:
    """A process's PID one namespace further in: the zygote's, for its children; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    numbers = next(line for line in lines if line.startswith("NSpid:")).split()[1:]
    return int(numbers[1]) if len(numbers) == 2 + _own_depth() - 1 else 0


def _processors() -> list[int]:
    """Those that this process may use, and its kernels with it; none where the system does not tell."""
    # Of the process's first thread, whichever this one is.
    return sorted(os.sched_getaffinity(os.getpid())) if hasattr(os, "sched_getaffinity") else []


@cache
def _own_depth() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return len(next(line for line in lines if line.startswith("NSpid:")).split()) - 1
