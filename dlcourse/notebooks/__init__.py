"""Find and read notebooks, whatever a program or a person has made of them, and run them in a new kernel."""

from dlcourse.notebooks.reading import read_notebook, read_noting
from dlcourse.notebooks.running import client, run
from dlcourse.notebooks.texts import MAX_BYTES, UnreadableError, one_line

__all__ = ["MAX_BYTES", "UnreadableError", "client", "one_line", "read_notebook", "read_noting", "run"]
