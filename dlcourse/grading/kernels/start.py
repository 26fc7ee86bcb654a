"""The zygote of this machine: one for each user and kind of isolation, found or else started.

It outlives the program that started it, so that the next one need not wait until TensorFlow is imported. It ends when
nobody has asked for a kernel for ten minutes, and makes room for a new one when packages have changed.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dlcourse.grading import CannotGrade
from dlcourse.grading.kernels import installation, sandbox
from dlcourse.grading.kernels.short_paths import folder_for_sockets

SECONDS_TO_IMPORT = 120
MAX_REASON = 300  # characters
TRIES = 3  # one may be about to end, or made of older packages
_PASS_CREDENTIALS, _CREDENTIALS = 16, 2  # see unix(7): who sent a message, as Linux knows it
_started: list[subprocess.Popen] = []  # by this process; kept so that it collects those that have ended


class NoZygote(CannotGrade):
    """The process that kernels are forked from does not start; the message gives the reason."""


def begin(isolation: str) -> None:
    """See to it that a zygote is there or on its way, without waiting for it. Raises NoZygote."""
    _line(isolation, bare=False).close()


def call(isolation: str, *, bare: bool = False) -> tuple[socket.socket, int]:
    """A line to a zygote that has imported everything, and its PID. Raises NoZygote.

    A bare one has imported NumPy and what a kernel needs, and there is no framework that could be imported.
    """
    for _ in range(TRIES):
        line = _line(isolation, bare=bare)
        made_of, pid = _greeting(line)
        if made_of == _stamp():
            return line, pid
        if made_of:
            _retire(line)
        line.close()
    raise NoZygote(f"the process that kernels are forked from does not start: {last_words(isolation, bare=bare)}")


def retire_all() -> None:
    """Have every zygote of this user take no more calls: each ends with the last of its kernels."""
    for path in _folder().glob("*.socket"):
        if line := _connected(path):
            if _greeting(line)[0]:
                _retire(line)
            line.close()


def _line(isolation: str, *, bare: bool) -> socket.socket:
    """A line to a zygote that may still be importing."""
    try:
        path = _socket(isolation, bare=bare)
        with _alone():
            line = _connected(path)
            if line is None:
                path.unlink(missing_ok=True)
                _start(path, isolation, bare=bare)
                line = _connected(path)
    except OSError as error:
        raise NoZygote(f"the process that kernels are forked from cannot be started: {error}.") from error
    if line is None:
        why = last_words(isolation, bare=bare)
        raise NoZygote(f"the process that kernels are forked from ended as soon as it was started: {why}")
    return line


def _socket(isolation: str, *, bare: bool) -> Path:
    """Where the zygote for this environment and this package is called, under whatever names they are reached."""
    # Containers may share /tmp, but no processes.
    container = os.stat("/proc/self/ns/pid").st_ino if sys.platform == "linux" else 0
    where = [container, isolation, bare, sys.version, str(installation.real(sys.prefix)), str(installation.package())]
    return _folder() / _name(json.dumps(where))


def _name(about: str) -> str:
    return f"{hashlib.sha256(about.encode()).hexdigest()[:16]}.socket"


def last_words(isolation: str, *, bare: bool) -> str:
    """Why a zygote ended, or a fork of it before it was a kernel: the last line that either wrote."""
    try:
        text = _socket(isolation, bare=bare).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(filter(str.isprintable, said[-1]))[:MAX_REASON] if said else "it ended without a word."


def _start(path: Path, isolation: str, *, bare: bool) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        listener.listen(1024)  # from now on anybody may call; who does is answered when everything is imported
        number = listener.fileno()
        arguments = ["-m", "dlcourse.grading.kernels.zygote", str(number), json.dumps(_stamp()), *["bare"] * bare]
        jailed = isolation != "none"
        command = sandbox.command(arguments, bare=bare) if jailed else [sys.executable, "-P", *arguments]
        environment = None if jailed else _environment()
        _started[:] = [process for process in _started if process.poll() is None]
        with path.with_suffix(".log").open("wb") as log:  # the zygote writes there until it takes calls
            own = {"env": environment, "cwd": "/", "pass_fds": [number], "start_new_session": True}
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": log}
            _started.append(subprocess.Popen(command, **own, **quiet))


def _environment() -> dict[str, str]:
    """For a zygote without a sandbox."""
    paths = filter(None, [installation.search_path(), os.environ.get("PYTHONPATH")])
    return os.environ | sandbox.ENVIRONMENT | {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(paths)}


def _connected(path: Path) -> socket.socket | None:
    """A line to whoever listens there; None where nobody does."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.setsockopt(socket.SOL_SOCKET, _PASS_CREDENTIALS, 1)
    line.settimeout(SECONDS_TO_IMPORT)
    try:
        line.connect(str(path))
    except OSError:
        line.close()
        return None
    return line


def _greeting(line: socket.socket) -> tuple[list[int], int]:
    """What the zygote says first: what it is made of; and its PID. Nothing and 0 where it has ended."""
    try:
        text, told, _, _ = line.recvmsg(4096, socket.CMSG_SPACE(12))
        made_of = json.loads(text)["made_of"]
        (pid,) = [int.from_bytes(who[:4], sys.byteorder) for _, kind, who in told if kind == _CREDENTIALS]
    except (OSError, ValueError, KeyError):
        return [], 0
    return made_of, pid


def _retire(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.send(json.dumps({"retire": True}).encode())
        line.recv(4096)  # from now on nobody listens there


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process at a time looks for a zygote, so that two do not start one each."""
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    """Where this user's zygotes are called. Raises NoZygote where that folder is somebody else's."""
    name = f"dlcourse-{os.getuid()}"
    folder = folder_for_sockets(f"{name}/{_name('')}") / name
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise NoZygote(f"{folder} must be a folder that is yours alone; remove it, or set TMPDIR to another place.")
    return folder


def _stamp() -> list[int]:
    """Changes when packages are installed or removed, and when this one is edited."""
    ours = os.walk(installation.package())
    files = [f"{folder}/{name}" for folder, _, names in ours for name in names if name.endswith(".py")]
    changed = max(os.stat(path).st_mtime_ns for path in files)
    return [*(os.stat(folder).st_mtime_ns for folder in installation.packages()), changed]
