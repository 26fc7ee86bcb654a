"""What one submission may use."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one kernel. The defaults let an ordinary Keras exercise run with room to spare."""

    cpu_seconds: int = 600  # a chapter that trains networks takes up to 150 on a quick machine
    memory_bytes: int = 3072 * MIB  # of one process, on top of what every kernel shares
    memory_of_all: int = 4096 * MIB  # bytes, of all its processes together
    processes: int = 256  # threads count as processes
    open_files: int = 512  # of one process
    open_files_of_all: int = 8192  # pipes and sockets, too, in which Linux holds memory for a process
    file_bytes: int = 256 * MIB  # one file
    disk_bytes: int = 512 * MIB  # all files together; they live in memory
