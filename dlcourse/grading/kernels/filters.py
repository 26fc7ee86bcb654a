"""A second wall behind the namespaces: which system calls a kernel may make, and where it may write.

Both are used where the machine has them: seccomp through libseccomp, Landlock through its own system calls. See
seccomp(2) and landlock(7).
"""

import ctypes
import errno
import os
from functools import cache

# A scientific program needs none of these; most of the holes found in Linux in recent years were behind them. From a
# file that memfd_create makes, a program could be run or loaded, as from no other that is written in a jail. With
# sched_setaffinity it would compute where others do; and what shmget and its like make is memory that no process has.
REFUSED = (
    "acct add_key bpf chroot delete_module fanotify_init finit_module fsconfig fsmount fsopen fspick init_module "
    "io_uring_enter io_uring_register io_uring_setup kcmp kexec_file_load kexec_load keyctl lookup_dcookie "
    "memfd_create memfd_secret mount mount_setattr move_mount move_pages msgget name_to_handle_at nfsservctl "
    "open_by_handle_at open_tree perf_event_open personality pivot_root process_vm_readv process_vm_writev ptrace "
    "quotactl reboot request_key sched_setaffinity semget setns shmget swapoff swapon syslog umount2 unshare "
    "userfaultfd vmsplice"
).split()
_NEW_USER = 0x10000000
_TERMINAL_INPUT, _TERMINAL_LINUX = 0x5412, 0x541C  # ioctls that write what somebody else seems to type
_UNIX, _INET, _INET6, _NETLINK = 1, 2, 10, 16

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION, _PATH_BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READING = _EXECUTE | _READ_FILE | _READ_DIR
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # the version of Landlock → how many rights on files it knows
_SCOPES = 0b11  # abstract sockets, signals
_libc = ctypes.CDLL(None, use_errno=True)


@cache
def system_call_filter():
    """The seccomp filter, ready to be loaded; None where there is no libseccomp."""
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError, OSError):
        return None
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    no = seccomp.ERRNO(errno.EPERM)
    for name in REFUSED:
        if seccomp.resolve_syscall(seccomp.system_arch(), name) >= 0:  # not every machine has every call
            rules.add_rule(no, name)
    rules.add_rule(no, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _NEW_USER, _NEW_USER))
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")  # its flags cannot be looked at; programs then use clone
    for request in (_TERMINAL_INPUT, _TERMINAL_LINUX):
        rules.add_rule(no, "ioctl", seccomp.Arg(1, seccomp.EQ, request))
    for family in set(range(_NETLINK)) - {_UNIX, _INET, _INET6}:
        rules.add_rule(no, "socket", seccomp.Arg(0, seccomp.EQ, family))
    rules.add_rule(no, "socket", seccomp.Arg(0, seccomp.GT, _NETLINK))
    # ZeroMQ asks which network interfaces there are (none); nothing else of netlink is needed.
    rules.add_rule(no, "socket", seccomp.Arg(0, seccomp.EQ, _NETLINK), seccomp.Arg(2, seccomp.NE, 0))
    return rules


def refuse_system_calls() -> None:
    """Load the filter into this process, for good."""
    if rules := system_call_filter():
        rules.load()


def landlock_version() -> int:
    """The machine's version of Landlock; 0 where there is none."""
    return max(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION), 0)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def restrict_files(writable: list[str]) -> None:
    """Everything may be read and run, and only what lies in these folders may be written.

    Signals and abstract sockets stay among the processes restricted here. TCP is left alone: there is no network to
    reach, and ipykernel collects the output of child processes over the loopback device.
    """
    version = landlock_version()
    if not version:
        return
    everything = (1 << _RIGHTS.get(version, 16)) - 1
    ruleset = _Ruleset(everything, 0, _SCOPES if version >= 6 else 0)
    size = ctypes.c_size_t(24 if version >= 6 else 16 if version >= 4 else 8)
    rules = _checked(_libc.syscall(_CREATE_RULESET, ctypes.byref(ruleset), size, 0))
    devices = {"/dev": _READING | _WRITE_FILE | (everything & 1 << 15)}  # the last: ioctl, from version 5 on
    for path, rights in ({"/": _READING} | devices | dict.fromkeys(writable, everything)).items():
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        beneath = _Beneath(rights, folder)
        _checked(_libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(beneath), 0))
        os.close(folder)
    _checked(_libc.syscall(_RESTRICT_SELF, rules, 0))
    os.close(rules)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return result
