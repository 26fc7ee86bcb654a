"""Open the gradebook, or say in one line why that cannot be done."""

from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Base, Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from dlcourse.grading import NotReadyError
from dlcourse.grading.ctrl_c import ctrl_c_waits

OLDER = "the gradebook is of an older nbgrader: run `nbgrader db upgrade`."


@contextmanager
def open_gradebook(coursedir: CourseDirectory) -> Iterator[Gradebook]:
    """The gradebook of a course; Ctrl-C waits until the block has ended.

    Raises NotReadyError where the gradebook cannot be read or written, also later in the block.
    """
    try:
        with ctrl_c_waits():
            if is_older(create_engine(coursedir.db_url)):
                raise NotReadyError(OLDER)
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                yield gradebook
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise NotReadyError(f"the gradebook cannot be used ({reason}). Is another program using it?") from None


def is_older(engine: Engine) -> bool:
    """Whether a gradebook lacks a column that this nbgrader needs. A gradebook that is still to be made does not."""
    try:
        found = inspect(engine)
        tables = set(found.get_table_names())
        needed = {table.name: {column.name for column in table.columns} for table in Base.metadata.sorted_tables}
        # A missing table may also have been made, empty, by a program that was started without an upgrade.
        return bool(tables & set(needed)) and any(
            name not in tables or columns - {column["name"] for column in found.get_columns(name)}
            for name, columns in needed.items()
        )
    finally:
        engine.dispose()
