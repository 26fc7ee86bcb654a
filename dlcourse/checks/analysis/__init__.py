"""Reading a student's code without running it: one table of statements, and what an answer depends on in it.

`cells` makes Python of a notebook's cells, `table` lists their statements, `dependencies` follows an answer through
what they bind, `slicing` gives the statements that an answer needs. A notebook, a file and a submission are read alike.
"""

from dlcourse.checks.analysis.dependencies import Dependencies
from dlcourse.checks.analysis.student_code import StudentCode

__all__ = ["Dependencies", "StudentCode"]
