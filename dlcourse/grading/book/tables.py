"""What this package keeps in the gradebook besides nbgrader's tables, in tables of its own."""

from nbgrader.api import Gradebook
from sqlalchemy import Boolean, Column, Float, MetaData, String, Table, delete, insert, inspect, select
from sqlalchemy.engine import Row

TABLES = MetaData()
# Who is on the list of the class. That a student has left is noted here; the student's work stays.
MEMBERS = Table(
    "dlcourse_member",
    TABLES,
    Column("student", String(128), primary_key=True),
    Column("section", String(128), nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)
# Extensions for work that has not been handed in: nbgrader keeps an extension with the submission.
EXTENSIONS = Table(
    "dlcourse_extension",
    TABLES,
    Column("student", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("seconds", Float, nullable=False),
)


def rows_of(gradebook: Gradebook, table: Table) -> list[Row]:
    """All rows of a table of ours; none where it has not been made."""
    connection = gradebook.db.connection()
    return list(connection.execute(select(table))) if inspect(connection).has_table(table.name) else []


def put(gradebook: Gradebook, table: Table, **values: object) -> None:
    """Write one row in place of one with the same key. The caller commits."""
    connection = gradebook.db.connection()
    TABLES.create_all(connection)
    remove(gradebook, table, **values)
    connection.execute(insert(table).values(values))


def remove(gradebook: Gradebook, table: Table, **values: object) -> None:
    """Remove the row with the key in `values`, if it is there. The caller commits."""
    connection = gradebook.db.connection()
    if inspect(connection).has_table(table.name):
        same = [column == values[column.name] for column in table.primary_key.columns]
        connection.execute(delete(table).where(*same))
