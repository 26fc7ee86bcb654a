"""The grader's end of the zygote: start it, ask it for kernels, signal them, see them end."""

import atexit
import dataclasses
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import NamedTuple

import dlcourse
from dlcourse.grading.kernels import jail, sandbox
from dlcourse.grading.kernels.limits import Limits

SECONDS_TO_IMPORT = 120


class Address(NamedTuple):
    """Where a running zygote is asked for kernels, by processes of the same user."""

    socket: str
    pid: int  # of the outermost process around it


class Zygote:
    """The process that kernels are forked from, and the sandbox around it. It ends with this object or its process.

    A bare one has imported NumPy and what a kernel needs, and there is no framework that could be imported.
    """

    def __init__(self, isolation: str, *, bare: bool = False) -> None:
        self.made_of = _stamp()
        self._folder = tempfile.mkdtemp(prefix="dlcourse-zygote-")  # for this user's eyes only
        path = str(Path(self._folder, "socket"))
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        listener.bind(path)
        listener.listen(64)
        lifeline, self._lifeline = os.pipe()
        inherited = (listener.fileno(), lifeline)
        arguments = ["-m", "dlcourse.grading.kernels.zygote", *map(str, inherited), *["bare"] * bare]
        jailed = isolation != "none"
        command = sandbox.command(arguments, bare=bare) if jailed else [sys.executable, *arguments]
        environment = None if jailed else os.environ | sandbox.ENVIRONMENT | {"PATH": os.environ["PATH"]}
        quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        self._process = subprocess.Popen(command, pass_fds=inherited, env=environment, **quiet)
        listener.close()
        os.close(lifeline)
        self.address = Address(path, self._process.pid)
        atexit.register(self.stop)

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End it, and with it every kernel."""
        atexit.unregister(self.stop)
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None
            self._process.kill()
            self._process.wait()
            shutil.rmtree(self._folder, ignore_errors=True)


class ForkServer:
    """A line to a zygote: the one at `address`, or else one of its own, made at the first fork.

    Its own zygote is made anew when it has died and when packages have changed. Where a shared one no longer answers,
    an own one takes its place.
    """

    def __init__(self, isolation: str, address: Address | None = None, *, bare: bool = False) -> None:
        self.isolation = isolation  # "bubblewrap" or "none"
        self.bare = bare
        self._lock = threading.Lock()
        self._address = address
        self._own: Zygote | None = None
        self._control: socket.socket | None = None

    def fork(self, connection: dict, folders: dict[str, str], limits: Limits) -> int:
        """Fork a kernel; the number by which it is known here. Raises OSError when the zygote cannot start."""
        order = {"connection": connection, "limits": dataclasses.asdict(limits), "jailed": self.isolation != "none"}
        with self._lock:
            if self._own and (not self._own.alive() or self._own.made_of != _stamp()):
                self._hang_up()
            if self._control is None:
                self._connect()
            return self._ask({"fork": order | folders})["pid"]

    def signal(self, pid: int, number: int) -> None:
        """Signal a kernel; nothing happens when it has ended."""
        with self._lock:
            if self._control:
                self._ask({"signal": number, "pid": pid})

    def poll(self, pid: int) -> int | None:
        """The kernel's exit code, None while it runs; 1 when its zygote is gone."""
        with self._lock:
            return self._ask({"poll": pid})["exit"] if self._control else 1

    def root(self, pid: int) -> Path:
        """Where a jailed kernel's files are seen from outside. Raises ProcessLookupError when it has ended."""
        return Path("/proc", str(_innermost(self._outside(pid))), "root")

    def stop(self) -> None:
        """Hang up, which ends every kernel that was forked over this line."""
        with self._lock:
            self._hang_up()

    def _connect(self) -> None:
        if self._address is None:
            self._own = Zygote(self.isolation, bare=self.bare)
        address = self._address or self._own.address
        self._control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.settimeout(SECONDS_TO_IMPORT)
        try:
            self._control.connect(address.socket)
            json.loads(self._control.recv(4096))  # a greeting, when everything is imported
        except (OSError, ValueError):
            self._hang_up()
            if address is self._address:
                self._address = None
                return self._connect()
            raise OSError("the process that kernels are forked from did not start") from None

    def _ask(self, request: dict) -> dict:
        try:
            self._control.send(json.dumps(request).encode())
            return json.loads(self._control.recv(65536))
        except (OSError, ValueError):
            self._hang_up()
            raise OSError("the process that kernels are forked from has died") from None

    def _hang_up(self) -> None:
        if self._control:
            self._control.close()
            self._control = None
        if self._own:
            self._own.stop()
            self._own = None

    def _outside(self, pid: int) -> int:
        """A kernel's guardian, by the PID that this process sees."""
        address = self._own.address if self._own else self._address
        found = {_pid_inside(child): child for child in _descendants(address.pid)} if address else {}
        if pid not in found:
            raise ProcessLookupError(f"kernel {pid} has ended")
        return found[pid]


def _stamp() -> tuple[int, ...]:
    """Changes when packages are installed or removed, and when this one is edited."""
    ours = Path(dlcourse.__file__).parent.rglob("*.py")
    return (os.stat(sysconfig.get_path("purelib")).st_mtime_ns, max(path.stat().st_mtime_ns for path in ours))


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
_servers: dict[tuple[str, bool], ForkServer] = {}


def fork_server(isolation: str, *, bare: bool = False) -> ForkServer:
    """This process's line to a zygote of a kind."""
    return _servers.setdefault((isolation, bare), ForkServer(isolation, bare=bare))


def use(isolation: str, address: Address) -> None:
    """Have this process's kernels forked from a zygote that is there already."""
    _servers[isolation, False] = ForkServer(isolation, address)
