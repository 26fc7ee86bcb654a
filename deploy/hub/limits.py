"""Limits of a student's processes, set by setrlimit(2), which needs no systemd."""

import resource
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Each limit is for one process, except `processes`, which counts all processes of an account."""

    memory_bytes: int = 4096 * MIB  # requested memory, used or not; docs/classroom.md says how much is used
    processes: int = 512  # threads count as processes; TensorFlow makes some dozens
    open_files: int = 4096
    file_bytes: int = 1024 * MIB  # one file


def set_limits(limits: Limits) -> None:
    """Limit this process and all that it starts. Only root can raise the limits again."""
    for kind, value in (
        (resource.RLIMIT_DATA, limits.memory_bytes),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
