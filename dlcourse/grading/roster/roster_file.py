"""Read the list of a class, or say which row is wrong."""

import re
from pathlib import Path
from typing import NamedTuple

from dlcourse.grading import NotReadyError
from dlcourse.grading.roster.csv_list import read_csv_list

COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id", "section", "withdrawn")
KOREAN = {"학번": "id", "아이디": "id", "이름": "first_name", "성": "last_name", "이메일": "email", "분반": "section"}
YES = {"yes", "y", "true", "1", "x", "withdrawn"}
NO = {"", "no", "n", "false", "0"}
MAX_LENGTH = 128  # of a text in the gradebook
SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+\d+")  # a long number as Excel writes it


class Roster(NamedTuple):
    """A list as it was read: for each student's id, the columns that the list has."""

    students: dict[str, dict[str, str]]
    unknown: list[str]  # columns that are not used
    encoding: str


def read_roster(path: Path) -> Roster:
    """Read a list. Raises NotReadyError; then nothing of it is to be used."""
    heads, rows, encoding = read_csv_list(path)
    names = [_column(head) for head in heads]
    if "id" not in names:
        raise NotReadyError(
            f"{path} has no column “id”: its first line is “{','.join(heads)[:80]}”. This line must name the columns, "
            "such as id,first_name,last_name,email,section."
        )
    if twice := sorted({name for name in names if name in COLUMNS and names.count(name) > 1}):
        raise NotReadyError(f"{path} has more than one column “{twice[0]}”.")
    students: dict[str, dict[str, str]] = {}
    for number, cells in enumerate(rows, 2):
        student = _student(path, number, names, cells)
        if student["id"] in students:
            raise NotReadyError(f"{path}, row {number}: the id {student['id']} is there twice.")
        students[student.pop("id")] = student
    if not students:
        raise NotReadyError(f"{path} names no student: it holds only the names of the columns.")
    return Roster(students, [name for name in names if name and name not in COLUMNS], encoding)


def _column(cell: str) -> str:
    """A heading as the name of a column: `First name` is `first_name`."""
    return KOREAN.get(cell, "_".join(cell.lower().split()))


def _student(path: Path, number: int, names: list[str], cells: list[str]) -> dict[str, str]:
    """One row by column. A row may lack empty cells at its end, or have some more."""
    if any(cells[len(names) :]):
        raise NotReadyError(f"{path}, row {number}: more values than columns.")
    padded = cells + [""] * (len(names) - len(cells))
    row = {name: cell for name, cell in zip(names, padded, strict=False) if name in COLUMNS}
    if problem := _problem_of_id(row["id"]):
        raise NotReadyError(f"{path}, row {number}: {problem}.")
    for name, value in row.items():
        if len(value) > MAX_LENGTH or not value.isprintable():
            raise NotReadyError(
                f"{path}, row {number}: “{name}” is longer than {MAX_LENGTH} signs, or cannot be shown."
            )
    if row.get("withdrawn", "").lower() not in YES | NO:
        raise NotReadyError(f"{path}, row {number}: “withdrawn” must be yes or no, and is “{row['withdrawn']}”.")
    return row


def _problem_of_id(name: str) -> str:
    """Why a student's folder cannot have this name; empty where it can."""
    if not name:
        return "the id is missing"
    if SHORTENED.fullmatch(name):
        return f"Excel has shortened the id to {name}: give the column the format “Text”, and the ids again"
    if name.startswith(".") or set(name) & set('/\\*?[]:"<>|,'):
        return f"the id “{name}” cannot be the name of a folder"
    return ""
