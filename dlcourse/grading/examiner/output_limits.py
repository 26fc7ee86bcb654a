"""How much of what a student's cells send is kept, and what of it."""

from dlcourse.checks.core.report import MIME as REPORT
from dlcourse.grading.pages.output_metadata import plain_metadata


class OutputLimits:
    """What the cells of one notebook have sent so far, and how much they may.

    Args:
        output_bytes: how much one cell may send.
        notebook_bytes: how much all cells together may send.
        output_count: how many outputs one cell may have.
    """

    def __init__(self, output_bytes: int, notebook_bytes: int, output_count: int) -> None:
        self.output_bytes, self.notebook_bytes, self.output_count = output_bytes, notebook_bytes, output_count
        self.cut_off: set[int] = set()  # cells that have sent too much
        self._sent: dict[int, int] = {}  # bytes, for each cell

    def passed(self, cell: int, message: dict, outputs: int, replaced: int) -> str:
        """Count a message, and give the limit that the cell has passed, in words; nothing while it is within all.

        Everything counts, whether it is shown or not: what widgets are told is kept in memory, too.

        Args:
            outputs: how many the cell has already.
            replaced: how many outputs, in any cell, this message replaces; it counts for each of them.
        """
        size = len(repr(message["content"])) + sum(map(len, message.get("buffers", ())))
        self._sent[cell] = self._sent.get(cell, 0) + size * max(1, replaced)
        if self._sent[cell] > self.output_bytes:
            return f"{self.output_bytes:,} bytes"
        if sum(self._sent.values()) > self.notebook_bytes:
            return f"{self.notebook_bytes:,} bytes together with the cells before it"
        return f"{self.output_count:,} outputs" if outputs > self.output_count else ""


def keep_plain(content: dict, *, of_a_check: bool) -> None:
    """Leave a message no metadata but what is plain, and no report but a check's own.

    Other metadata may bring a script into the pages that are made of a notebook.
    """
    if not of_a_check and isinstance(content.get("data"), dict):
        content["data"].pop(REPORT, None)
    if "metadata" in content:
        content["metadata"] = plain_metadata(content["metadata"])
    if "execution_count" in content:  # kept as it comes, and shown
        content["execution_count"] = _count(content["execution_count"])


def _count(number: object) -> int | None:
    """The number of a cell, None where it is none."""
    return number if type(number) is int and 0 <= number < 10**9 else None
