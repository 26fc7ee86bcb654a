"""Connect to the zygote of this machine: one for each user and kind of isolation. It is started if there is none.

It outlives the program that started it, so that the next one need not wait until TensorFlow is imported. It ends after
ten minutes without a connection, and is replaced when packages have changed.
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

from dlcourse.grading import GradingError
from dlcourse.grading.jail import bubblewrap, installation
from dlcourse.grading.jail.socket_paths import folder_for_sockets

SECONDS_TO_IMPORT = 120
MAX_REASON = 300  # characters
MAX_TRIES = 3  # a zygote may be about to end, or have imported older packages
_SO_PASSCRED, _SCM_CREDENTIALS = 16, 2  # see unix(7): Linux tells the PID of a message's sender
_started: list[subprocess.Popen] = []  # by this process; kept so that the ended ones are collected


class ZygoteError(GradingError):
    """The process that kernels are forked from does not start; the message gives the reason."""


def start_in_background(isolation: str) -> None:
    """Start a zygote if there is none, without waiting until it has imported everything. Raises ZygoteError."""
    _connect_early(isolation, bare=False).close()


def connect(isolation: str, *, bare: bool = False) -> tuple[socket.socket, int]:
    """A connection to a zygote that has imported everything, and its PID. Raises ZygoteError.

    A bare zygote has imported only NumPy and what a kernel needs, and its forks cannot import a framework.
    """
    for _ in range(MAX_TRIES):
        connection = _connect_early(isolation, bare=bare)
        versions, pid = _greeting(connection)
        if versions == _versions():
            return connection, pid
        if pid:
            _retire(connection)
        connection.close()
    raise ZygoteError(f"the process that kernels are forked from does not start: {why_it_ended(isolation, bare=bare)}")


def retire_all() -> None:
    """Tell every zygote of this user to accept no more connections; each ends with the last of its kernels."""
    for path in _folder().glob("*.socket"):
        if connection := _try_to_connect(path):
            if _greeting(connection)[1]:
                _retire(connection)
            connection.close()


def _connect_early(isolation: str, *, bare: bool) -> socket.socket:
    """A connection to a zygote that may still be importing."""
    try:
        path = _socket_path(isolation, bare=bare)
        with _exclusive():
            connection = _try_to_connect(path)
            if connection is None:
                path.unlink(missing_ok=True)
                _start(path, isolation, bare=bare)
                connection = _try_to_connect(path)
    except OSError as error:
        raise ZygoteError(f"the process that kernels are forked from cannot be started: {error}.") from error
    if connection is None:
        reason = why_it_ended(isolation, bare=bare)
        raise ZygoteError(f"the process that kernels are forked from ended as soon as it was started: {reason}")
    return connection


def _socket_path(isolation: str, *, bare: bool) -> Path:
    """The socket of the zygote for this environment and this package: the same for all links to them."""
    # Containers may share /tmp, but no processes.
    container = os.stat("/proc/self/ns/pid").st_ino if sys.platform == "linux" else 0
    where = [container, isolation, bare, sys.version, str(installation.real(sys.prefix)), str(installation.package())]
    return _folder() / _file_name(json.dumps(where))


def _file_name(text: str) -> str:
    return f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.socket"


def why_it_ended(isolation: str, *, bare: bool) -> str:
    """Why a zygote, or a fork that was not a kernel yet, has ended: the last line in the zygote's log."""
    try:
        text = _socket_path(isolation, bare=bare).with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(filter(str.isprintable, lines[-1]))[:MAX_REASON] if lines else "it ended without giving a reason."


def _start(path: Path, isolation: str, *, bare: bool) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        listener.listen(1024)  # clients can connect from now on, and get a reply when everything is imported
        number = listener.fileno()
        arguments = ["-m", "dlcourse.grading.jail.zygote", str(number), json.dumps(_versions()), *["bare"] * bare]
        jailed = isolation != "none"
        command = bubblewrap.command(arguments, bare=bare) if jailed else [sys.executable, "-P", *arguments]
        environment = None if jailed else _environment()
        _started[:] = [process for process in _started if process.poll() is None]
        with path.with_suffix(".log").open("wb") as log:  # each fork leaves this log before it runs a submission
            zygote = subprocess.Popen(
                command,
                env=environment,
                cwd="/",
                pass_fds=[number],
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        _started.append(zygote)


def _environment() -> dict[str, str]:
    """The environment variables of a zygote without a sandbox."""
    paths = filter(None, [installation.search_path(), os.environ.get("PYTHONPATH")])
    return os.environ | bubblewrap.ENVIRONMENT | {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(paths)}


def _try_to_connect(path: Path) -> socket.socket | None:
    """A connection to the zygote with this socket; None where there is none."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.setsockopt(socket.SOL_SOCKET, _SO_PASSCRED, 1)
    connection.settimeout(SECONDS_TO_IMPORT)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        return None
    return connection


def _greeting(connection: socket.socket) -> tuple[list[int], int]:
    """The zygote's first message: the versions that it has imported; and its PID. ([], 0) where it has ended.

    An older zygote may name no versions.
    """
    try:
        text, ancillary, _, _ = connection.recvmsg(4096, socket.CMSG_SPACE(12))
        versions = json.loads(text).get("versions", [])
        (pid,) = [int.from_bytes(data[:4], sys.byteorder) for _, kind, data in ancillary if kind == _SCM_CREDENTIALS]
    except (OSError, ValueError):
        return [], 0
    return versions, pid


def _retire(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.send(json.dumps({"retire": True}).encode())
        connection.recv(4096)  # after this reply, the zygote accepts no more connections


@contextlib.contextmanager
def _exclusive() -> Iterator[None]:
    """Let one process at a time look for a zygote, so that two processes do not start two."""
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    """The folder of this user's sockets. Raises ZygoteError where others can write or read it."""
    name = f"dlcourse-{os.getuid()}"
    folder = folder_for_sockets(f"{name}/{_file_name('')}") / name
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise ZygoteError(
            f"{folder} must be a folder that belongs to you and that only you can open. "
            "Remove it, or set TMPDIR to another folder."
        )
    return folder


def _versions() -> list[int]:
    """Numbers that change when packages are installed or removed, and when a module of this package is edited."""
    tree = os.walk(installation.package())
    modules = [f"{folder}/{name}" for folder, _, names in tree for name in names if name.endswith(".py")]
    last_edit = max(os.stat(path).st_mtime_ns for path in modules)
    return [*(os.stat(folder).st_mtime_ns for folder in installation.packages()), last_edit]
