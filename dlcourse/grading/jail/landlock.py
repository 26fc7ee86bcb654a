"""Which files a kernel may write. A second protection behind the namespaces, by Landlock, where Linux has it.

See landlock(7).
"""

import ctypes
import os

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # numbers of the system calls
_VERSION, _PATH_BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_READING = _EXECUTE | _READ_FILE | _READ_DIR
_IOCTL_DEVICE = 1 << 15  # from version 5 on
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # the version of Landlock → how many rights on files it knows
_SCOPES = 0b11  # abstract sockets, signals
_libc = ctypes.CDLL(None, use_errno=True)


def landlock_version() -> int:
    """The machine's version of Landlock; 0 where there is none."""
    return max(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION), 0)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def restrict_files(writable: list[str]) -> None:
    """Allow this process to read and run all files, and to write only in the folders `writable` and to devices.

    It can send signals and use abstract sockets only with processes restricted by the same call. TCP is not restricted:
    a jail has no network, and ipykernel collects the output of child processes over the loopback device.
    """
    version = landlock_version()
    if not version:
        return
    all_rights = (1 << _RIGHTS.get(version, 16)) - 1
    ruleset = _Ruleset(all_rights, 0, _SCOPES if version >= 6 else 0)
    size = ctypes.c_size_t(24 if version >= 6 else 16 if version >= 4 else 8)
    rules = _checked(_libc.syscall(_CREATE_RULESET, ctypes.byref(ruleset), size, 0))
    devices = {"/dev": _READING | _WRITE_FILE | (all_rights & _IOCTL_DEVICE)}
    for path, rights in ({"/": _READING} | devices | dict.fromkeys(writable, all_rights)).items():
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = _PathBeneath(rights, folder)
        _checked(_libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, ctypes.byref(rule), 0))
        os.close(folder)
    _checked(_libc.syscall(_RESTRICT_SELF, rules, 0))
    os.close(rules)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return result
