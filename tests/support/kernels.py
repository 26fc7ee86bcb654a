"""The zygote's process, and those of the kernels that it has forked."""

import psutil

from dlcourse.grading.jail import zygote_client
from dlcourse.grading.jail.processor_time import children
from dlcourse.grading.jupyter import kernel_handle


def zygote(*, bare: bool = False) -> int:
    """The PID of the zygote that accepts connections, once it has imported everything."""
    connection, pid = zygote_client.connect("bubblewrap", bare=bare)
    connection.close()
    return pid


def kernels_of(zygote: int) -> list[int]:
    """The PIDs of the guardians of its running kernels."""
    return children(zygote)


def process_of(kernel: kernel_handle.ForkedKernel) -> psutil.Process:
    """A kernel's process, by its PID outside of the jail."""
    return psutil.Process(int(kernel.root().parent.name))
