"""What the examiner itself may use while it looks at an answer: an answer must not cost more than its own points.

A few kilobytes can become gigabytes when they are compared with an array of another shape.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dlcourse.checks.core.compare import MismatchError
from dlcourse.grading.jail.limits import MIB
from dlcourse.grading.processor_alarm import processor_alarm

MEMORY_BYTES = 1024 * MIB  # besides what this process has already
SECONDS = 60  # of processor time, for one check cell


@contextmanager
def own_limits() -> Iterator[None]:
    """In this block, needing too much memory raises MemoryError, and computing for too long MismatchError.

    The limits hold for all of this process, so nothing else should run in it meanwhile. Those of memory need Linux.
    """
    with _memory_limit(), processor_alarm(SECONDS, _takes_too_long):
        yield


def _takes_too_long() -> MismatchError:
    return MismatchError("your result takes too long to look at: is it far larger than what was asked for?")


@contextmanager
def _memory_limit() -> Iterator[None]:
    try:
        import resource

        lines = Path("/proc/self/status").read_text().splitlines()
        in_use = 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmData:"))
    except (ImportError, OSError, StopIteration):  # not Linux
        yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_DATA)
    known = [limit for limit in (before, in_use + MEMORY_BYTES) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(known), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, most))
