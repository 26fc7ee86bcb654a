"""How long processors have worked for a process and its descendants. See proc(5)."""

import os
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def processor_seconds(process: int) -> float:
    """Seconds for a process, and for its descendants that run or that it has waited for.

    Raises OSError when the process has ended.
    """
    ticks, found = _ticks(process), [process]
    for parent in found:  # the loop appends the children that it finds
        for child in children(parent):
            try:
                ticks += _ticks(child)
                found.append(child)
            except OSError:  # it has ended since then
                continue
    return ticks / _TICKS_PER_SECOND


def _ticks(process: int) -> int:
    """Of one process, with all its threads and the children that it has waited for."""
    text = Path(f"/proc/{process}/stat").read_bytes()
    fields = text.rpartition(b")")[2].split()  # the name in front of it may hold anything
    return sum(map(int, fields[11:15]))


def children(process: int) -> list[int]:
    """The PIDs of the processes that any of its threads has started and that still run; none where it has ended."""
    try:
        lists = [path.read_text().split() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for found in lists for child in found]
