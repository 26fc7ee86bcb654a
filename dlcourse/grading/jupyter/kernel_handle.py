"""The grader's handle of a kernel: fork it, signal it, poll it, end it."""

import dataclasses
import json
import os
import time
from functools import cache
from pathlib import Path

from dlcourse.grading.jail import namespaces
from dlcourse.grading.jail.limits import Limits
from dlcourse.grading.jail.processor_time import children, processor_seconds
from dlcourse.grading.jail.zygote_client import connect

FOLDERS_IN_JAIL = {"work": namespaces.WORK, "home": namespaces.HOME, "tmp": namespaces.TEMPORARY}


class ForkedKernel:
    """A kernel forked from the zygote, and a connection to the zygote to signal and poll it.

    The kernel ends when the connection is closed. Raises ZygoteError where no zygote starts, and OSError where it dies.
    """

    def __init__(
        self, isolation: str, connection: dict, folders: dict[str, str], limits: Limits, *, bare: bool = False
    ) -> None:
        self._connection, self._zygote = connect(isolation, bare=bare)
        self._jailed, self._process_once_found = isolation != "none", 0
        order = {"connection": connection, "limits": dataclasses.asdict(limits), "jailed": self._jailed}
        order["processors"] = _processors()
        self._pid = self._request({"fork": order | folders})["pid"]  # as the zygote counts

    def signal(self, number: int) -> None:
        """Send the kernel a signal; nothing happens when it has ended."""
        self._request({"signal": number})

    def poll(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._request({"poll": True})["exit"]

    def root(self) -> Path:
        """The folder by which the grader sees a jailed kernel's files. Raises ProcessLookupError when it has ended."""
        return Path("/proc", str(self._process()), "root")

    def clock(self) -> float:
        """The seconds that processors have worked for it and its children; the wall clock when it has ended."""
        try:
            self._process_once_found = self._process_once_found or self._process()
            return processor_seconds(self._process_once_found)
        except OSError:
            return time.monotonic()

    def _process(self) -> int:
        """The PID of the kernel. Raises ProcessLookupError when it has ended."""
        if not self._jailed:
            return self._pid
        for guardian in children(self._zygote):
            if _pid_for_zygote(guardian) == self._pid:
                for kernel in children(guardian):
                    return kernel
        raise ProcessLookupError(f"kernel {self._pid} has ended")

    def close(self) -> None:
        """Close the connection, which ends the kernel."""
        self._connection.close()

    def _request(self, request: dict) -> dict:
        try:
            self._connection.send(json.dumps(request).encode())
            return json.loads(self._connection.recv(65536))
        except (OSError, ValueError):
            self.close()
            raise OSError("the process that kernels are forked from has died") from None


def _pid_for_zygote(pid: int) -> int:
    """The PID of the zygote's child in the zygote's own PID namespace; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    numbers = next(line for line in lines if line.startswith("NSpid:")).split()[1:]
    return int(numbers[1]) if len(numbers) == 2 + _own_depth() - 1 else 0


def _processors() -> list[int]:
    """The processors that this process and its kernels may use; empty where the system does not tell."""
    # Those of the main thread, also where another thread asks.
    return sorted(os.sched_getaffinity(os.getpid())) if hasattr(os, "sched_getaffinity") else []


@cache
def _own_depth() -> int:
    """The number of nested PID namespaces that this process is in."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return len(next(line for line in lines if line.startswith("NSpid:")).split()) - 1
