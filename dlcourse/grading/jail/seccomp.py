"""Which system calls a kernel may make. A second protection behind the namespaces, by libseccomp. See seccomp(2)."""

import errno
from functools import cache
from typing import Any

# A scientific program needs none of these, and most security holes found in Linux in recent years were in them.
# memfd_create would make a file that can be run or loaded; no other file written in a jail can. sched_setaffinity
# would let a kernel compute on processors given to others. shmget and the like make memory that no process owns.
REFUSED = (
    "acct add_key bpf chroot delete_module fanotify_init finit_module fsconfig fsmount fsopen fspick init_module "
    "io_uring_enter io_uring_register io_uring_setup kcmp kexec_file_load kexec_load keyctl lookup_dcookie "
    "memfd_create memfd_secret mount mount_setattr move_mount move_pages msgget name_to_handle_at nfsservctl "
    "open_by_handle_at open_tree perf_event_open personality pivot_root process_vm_readv process_vm_writev ptrace "
    "quotactl reboot request_key sched_setaffinity semget setns shmget swapoff swapon syslog umount2 unshare "
    "userfaultfd vmsplice"
).split()
_CLONE_NEWUSER = 0x10000000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # ioctls that insert input into a terminal, as if somebody had typed it
_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16


@cache
def system_call_filter() -> Any:
    """The seccomp filter, ready to be loaded; None where libseccomp is not installed."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return None
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    for name in REFUSED:
        if pyseccomp.resolve_syscall(pyseccomp.system_arch(), name) >= 0:  # not every machine has every call
            rules.add_rule(refuse, name)
    rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _CLONE_NEWUSER, _CLONE_NEWUSER))
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # a filter cannot read its flags; programs then use clone
    for request in (_TIOCSTI, _TIOCLINUX):
        rules.add_rule(refuse, "ioctl", pyseccomp.Arg(1, pyseccomp.EQ, request))
    for family in set(range(_AF_NETLINK)) - {_AF_UNIX, _AF_INET, _AF_INET6}:
        rules.add_rule(refuse, "socket", pyseccomp.Arg(0, pyseccomp.EQ, family))
    rules.add_rule(refuse, "socket", pyseccomp.Arg(0, pyseccomp.GT, _AF_NETLINK))
    # Only protocol 0 of netlink: ZeroMQ asks it for the network interfaces (there are none).
    netlink = pyseccomp.Arg(0, pyseccomp.EQ, _AF_NETLINK)
    rules.add_rule(refuse, "socket", netlink, pyseccomp.Arg(2, pyseccomp.NE, 0))
    return rules


def refuse_system_calls() -> None:
    """Load the filter into this process. It cannot be removed again."""
    if rules := system_call_filter():
        rules.load()
