"""What a graded notebook shows of cells that nothing graded needs, and that were not run."""

import nbformat
from nbformat import NotebookNode

from dlcourse.grading.examiner.check_cell import is_check
from dlcourse.grading.examiner.output_limits import OutputLimits
from dlcourse.grading.examiner.rounds.handed_in import HandedIn
from dlcourse.grading.examiner.rounds.rounds import Rounds

NOT_RUN = "Not run while grading: nothing that is graded needs this cell."
RUN_IN_PART = "Run in part while grading. What it shows is from the notebook as it was handed in."


def say_what_did_not_run(notebook: NotebookNode, rounds: Rounds, handed_in: HandedIn, limits: OutputLimits) -> None:
    """Give the student's cells that did not run as a whole the outputs that they were handed in with, and say so."""
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not cell.source.strip() or is_check(cell) or index in rounds.run_whole:
            continue
        kept = handed_in.kept_outputs(cell, index, limits)
        if index not in rounds.run_in_part:
            cell.outputs = [_line(NOT_RUN), *kept]
        elif kept:
            cell.outputs = [_line(RUN_IN_PART), *kept]


def _line(text: str) -> NotebookNode:
    return nbformat.v4.new_output("stream", name="stdout", text=f"{text}\n")
