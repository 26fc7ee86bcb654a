"""The first error is named first: the cell that stopped, above the checks that miss what it should have defined."""

import nbformat
from nbformat import NotebookNode

from dlcourse.grading.examiner.check_cell import is_check
from dlcourse.notebooks.first_error import cause_of, missing_names, stopped


def say_what_stopped(notebook: NotebookNode, results: dict) -> dict:
    """Say in each check that misses a name which cell stopped, and why; and in the notes for the instructor.

    Gives the results with these notes.
    """
    notes = []
    for cell in notebook.cells:
        missing = missing_names(cell) if is_check(cell) else set()
        cause = cause_of(notebook.cells, missing)
        if cause is not None:
            line = stopped(notebook.cells, cause, missing)
            text = f"{line[:1].upper()}{line[1:]}.\n"
            cell.outputs.insert(0, nbformat.v4.new_output("stream", name="stdout", text=text))
            notes.append(line.partition(". So ")[0])
    return results | {"dlcourse_stopped": list(dict.fromkeys(notes))}
