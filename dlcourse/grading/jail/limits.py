"""How much time, memory, processes and files one submission may use."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one kernel. The defaults are well above what an ordinary Keras exercise uses."""

    cpu_seconds: int = 600  # a chapter that trains networks takes up to 150 on a quick machine
    memory_bytes: int = 3072 * MIB  # of one process, besides the memory that all kernels share
    memory_of_all: int = 3072 * MIB  # bytes, of all its processes together
    processes: int = 256  # threads count as processes
    open_files: int = 512  # of one process
    open_files_of_all: int = 6144  # pipes and sockets count, too: Linux uses memory for each
    file_bytes: int = 256 * MIB  # one file
    disk_bytes: int = 384 * MIB  # all files together; they are kept in memory


# A submission has up to three kernels at once: its own, and two without frameworks for what must be built by hand. All
# three together may have 4 GiB of memory, 512 MiB of files, 8,192 open files and 320 processes.
WITHOUT_FRAMEWORKS = Limits(
    cpu_seconds=300,
    memory_bytes=512 * MIB,
    memory_of_all=512 * MIB,
    processes=32,
    open_files=256,
    open_files_of_all=1024,
    file_bytes=64 * MIB,
    disk_bytes=64 * MIB,
)
