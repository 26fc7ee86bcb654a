"""Isolate one kernel: namespaces, private file systems, limits, no privileges.

Each function acts on the calling process, which cannot undo it. Linux only. See namespaces(7), capabilities(7),
user_namespaces(7), getrlimit(2) and prctl(2).
"""

import ctypes
import fcntl
import os
import re
import resource
import signal
import socket
import struct
from pathlib import Path
from typing import Any

from dlcourse.grading.jail import landlock, seccomp
from dlcourse.grading.jail.limits import Limits

_NEW_USER, _NEW_MOUNT, _NEW_PID, _NEW_IPC, _NEW_HOSTNAME = 0x10000000, 0x20000, 0x20000000, 0x8000000, 0x4000000
_NEW_NETWORK = 0x40000000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_PROGRAMS, _REMOUNT = 1, 2, 4, 8, 32
_BIND, _MOVE, _RECURSIVE, _PRIVATE = 4096, 8192, 16384, 1 << 18
_DETACH = 2
_SET_INTERFACE, _UP = 0x8914, 1  # see netdevice(7)
_DIE_WITH_PARENT, _DROP_FROM_BOUNDING_SET, _NO_NEW_PRIVILEGES = 1, 24, 38
_CAPABILITY_VERSION_3, _LAST_CAPABILITY = 0x20080522, 40
_libc = ctypes.CDLL(None, use_errno=True)

SOCKETS, PRIVATE = "/kernel", "/private"  # empty folders that bubblewrap makes
USER = 1000  # a kernel's user and group, as it sees them itself
WORK, HOME, TEMPORARY = f"{PRIVATE}/work", f"{PRIVATE}/home", f"{PRIVATE}/tmp"
# The files in /proc that scientific programs read. None of them tells about another process.
_FILES_OF_PROC = ("cpuinfo", "meminfo", "stat", "uptime", "loadavg", "filesystems", "version")


def enter_namespaces() -> None:
    """Move this process to new namespaces (user, mount, IPC, network, host name), and its children to a new PID one."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", _NEW_USER | _NEW_MOUNT | _NEW_PID | _NEW_IPC | _NEW_HOSTNAME | _NEW_NETWORK)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{USER} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{USER} {group} 1")
    # Switch on the new network's loopback device: ipykernel collects the output of child processes over it.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_INTERFACE, struct.pack("16sH14x", b"lo", _UP))


def mount_private_folders(outer_pid: int, limits: Limits) -> None:
    """Mount private folders in memory for files and sockets, and a /proc that shows only this process.

    Args:
        outer_pid: the PID by which that /proc names this process, as processes outside of the jail do.
    """
    _mount("none", "/", None, _RECURSIVE | _PRIVATE)
    # Forbid further user namespaces: in one, a process would be root again.
    Path("/proc/sys/user/max_user_namespaces").write_text("0")
    _mount("tmpfs", SOCKETS, "tmpfs", _NO_SUID | _NO_DEVICES, "size=64k,nr_inodes=32,mode=700")
    # A file that is submitted or written here cannot be run as a program, or loaded as a library into Python.
    data_only = _NO_SUID | _NO_DEVICES | _NO_PROGRAMS
    _mount("tmpfs", PRIVATE, "tmpfs", data_only, f"size={limits.disk_bytes},nr_inodes=20k,mode=700")
    for folder in (WORK, HOME, TEMPORARY):
        Path(folder).mkdir()
    _hide_tmp()
    shared_memory = Path(PRIVATE, "shm")
    shared_memory.mkdir()
    _mount(str(shared_memory), "/dev/shm", None, _BIND)
    _mount("devpts", "/dev/pts", "devpts", _NO_SUID | _NO_PROGRAMS, "newinstance,ptmxmode=0666,mode=600")
    _replace_proc(outer_pid)
    # All kernels share the other folders: read-only, so that no kernel can leave files in them for the next.
    for shared in ("/", "/dev"):
        _mount(shared, shared, None, _BIND | _REMOUNT | _READ_ONLY | _NO_SUID | _NO_DEVICES)


def protect_sockets() -> None:
    """Make the folder of the sockets read-only, once a kernel has opened them.

    The grader connects to these paths, also after the student's code has run. That code must not put a link there,
    which would lead the grader to a socket outside of the jail.
    """
    _mount(SOCKETS, SOCKETS, None, _BIND | _REMOUNT | _READ_ONLY | _NO_SUID | _NO_DEVICES)


def _hide_tmp() -> None:
    """Mount a private folder over /tmp. If Python or this package lies below /tmp, it stays visible."""
    below = {path for path in _mount_points() if path.startswith("/tmp/")}  # a set: one may be listed twice
    links = {path: os.readlink(path) for path in _links("/tmp", below)}  # by which Python finds itself
    shared = Path(PRIVATE, "shared-tmp")
    shared.mkdir()
    _mount("/tmp", str(shared), None, _BIND | _RECURSIVE)
    _mount(TEMPORARY, "/tmp", None, _BIND)
    for path in below:
        if not any(path.startswith(f"{outer}/") for outer in below):  # a mount includes the mounts inside it
            original = shared / path.removeprefix("/tmp/")
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).mkdir() if original.is_dir() else Path(path).touch()
            _mount(str(original), path, None, _BIND | _RECURSIVE)
    for path, target in links.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).symlink_to(target)
    _call("umount2", str(shared).encode(), _DETACH)
    shared.rmdir()


def _mount_points() -> list[str]:
    """All mount points. In mountinfo, blanks and some others are written as a backslash and an octal number."""
    lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    escaped = (line.split()[4] for line in lines)
    return [os.fsdecode(re.sub(rb"\\(\d{3})", lambda code: bytes([int(code[1], 8)]), path)) for path in escaped]


def _links(top: str, mounted: set[str]) -> list[str]:
    """The links below a folder, without those inside the mount points `mounted`."""
    found = []
    for folder, folders, files in os.walk(top):
        paths = {name: os.path.join(folder, name) for name in (*folders, *files)}
        found += [path for path in paths.values() if os.path.islink(path)]
        folders[:] = [name for name in folders if paths[name] not in mounted]
    return found


def _replace_proc(outer_pid: int) -> None:
    """Replace /proc with a folder that shows only this process and some facts about the machine."""
    shown = Path(PRIVATE, "proc")
    shown.mkdir()
    _mount("tmpfs", str(shown), "tmpfs", _NO_SUID | _NO_DEVICES, "size=64k,mode=755")
    (shown / str(outer_pid)).mkdir()
    _mount(f"/proc/{outer_pid}", str(shown / str(outer_pid)), None, _BIND)
    (shown / "self").symlink_to(str(outer_pid))
    for name in _FILES_OF_PROC:
        (shown / name).touch()
        _mount(f"/proc/{name}", str(shown / name), None, _BIND)
    _mount(str(shown), "/proc", None, _MOVE)
    shown.rmdir()


def give_up_privileges() -> None:
    """Drop every capability, and restrict files and system calls, for this thread and all that it starts."""
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _call("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
    _call("prctl", _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    landlock.restrict_files([SOCKETS, PRIVATE, "/tmp", "/dev/shm"])
    seccomp.refuse_system_calls()


def set_limits(limits: Limits) -> None:
    """Set limits on time, memory, processes and files. Memory that this process has already is not counted."""
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for name, value in {
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_AS: in_use + limits.memory_bytes,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_CORE: 0,
    }.items():
        resource.setrlimit(name, (value, value))


def die_with_parent() -> None:
    """Ask Linux to kill this process when its parent ends."""
    _call("prctl", _DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    _call("mount", *(text and os.fsencode(text) for text in (source, target, kind)), flags, data and data.encode())


def _call(name: str, *arguments: Any) -> None:
    """Call a function of the C library. Raises OSError with the system's reason."""
    if getattr(_libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
