"""The grader's end of the zygote: start it, ask it for kernels, signal them, see them end."""

import atexit
import dataclasses
import json
import os
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

from dlcourse.grading.kernels import jail, sandbox
from dlcourse.grading.kernels.limits import Limits

SECONDS_TO_IMPORT = 120


class ForkServer:
    """One zygote. Started at the first fork, started again if it has died."""

    def __init__(self, isolation: str) -> None:
        self.isolation = isolation  # "bubblewrap" or "none"
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        atexit.register(self.stop)

    def fork(self, connection: dict, folders: dict[str, str], limits: Limits) -> int:
        """Fork a kernel; the number by which it is known here. Raises OSError when the zygote cannot start."""
        order = {"connection": connection, "limits": dataclasses.asdict(limits), "jailed": self.isolation != "none"}
        return self._ask({"fork": order | folders})["pid"]

    def signal(self, pid: int, number: int) -> None:
        """Signal a kernel; nothing happens when it has ended."""
        self._ask({"signal": number, "pid": pid})

    def poll(self, pid: int) -> int | None:
        """The kernel's exit code, None while it runs."""
        return self._ask({"poll": pid})["exit"]

    def root(self, pid: int) -> Path:
        """Where a jailed kernel's files are seen from outside. Raises ProcessLookupError when it has ended."""
        return Path("/proc", str(_innermost(self._outside(pid))), "root")

    def stop(self) -> None:
        """End the zygote and with it every kernel."""
        if self._process:
            self._control.close()
            self._process.kill()
            self._process.wait()
            self._process = None

    def _ask(self, request: dict) -> dict:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._start()
            try:
                self._control.send(json.dumps(request).encode())
                return json.loads(self._control.recv(65536))
            except (OSError, ValueError):
                self.stop()
                raise OSError("the process that kernels are forked from has died") from None

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(SECONDS_TO_IMPORT)
        arguments = ["-m", "dlcourse.grading.kernels.zygote", str(theirs.fileno())]
        jailed = self.isolation != "none"
        command = sandbox.command(arguments) if jailed else [sys.executable, *arguments]
        environment = None if jailed else os.environ | sandbox.ENVIRONMENT | {"PATH": os.environ["PATH"]}
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        try:
            self._zygote = json.loads(self._control.recv(4096))["ready"]
        except (OSError, ValueError):
            self.stop()
            raise OSError("the process that kernels are forked from did not start") from None

    def _outside(self, pid: int) -> int:
        """A kernel's guardian, by the PID that this process sees."""
        found = {_pid_inside(child): child for child in _descendants(self._process.pid)}
        if pid not in found:
            raise ProcessLookupError(f"kernel {pid} has ended")
        return found[pid]


def _descendants(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return children + [deeper for child in children for deeper in _descendants(child)]


def _pid_inside(pid: int) -> int:
    """A process's PID one namespace further in: the zygote's, for its children."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    numbers = next(line for line in lines if line.startswith("NSpid:")).split()[1:]
    return int(numbers[1]) if len(numbers) == 2 + _own_depth() - 1 else 0


@cache
def _own_depth() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return len(next(line for line in lines if line.startswith("NSpid:")).split()) - 1


def _innermost(pid: int) -> int:
    """The kernel below its guardian."""
    below = _descendants(pid)
    if not below:
        raise ProcessLookupError(f"the kernel of {pid} has ended")
    return below[0]


JAILED = {"work": jail.WORK, "home": jail.HOME, "tmp": jail.TEMPORARY}


@cache
def fork_server(isolation: str) -> ForkServer:
    """This process's zygote of a kind."""
    return ForkServer(isolation)
