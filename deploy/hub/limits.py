"""What one process of a student's server may use: limits that the Linux kernel itself keeps, without systemd."""

import resource
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Every number holds for one process, but for `processes`, which counts all of an account's."""

    memory_bytes: int = 4096 * MIB  # what it asks for itself, used or not; docs/classroom.md says what is used
    processes: int = 512  # threads count as processes; TensorFlow makes some dozens
    open_files: int = 4096
    file_bytes: int = 1024 * MIB  # one file


def set_limits(limits: Limits) -> None:
    """Limit this process and all that it starts; nothing can raise these again but root."""
    for kind, value in (
        (resource.RLIMIT_DATA, limits.memory_bytes),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))
