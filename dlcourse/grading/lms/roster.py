"""Who a sender is: the students of the gradebook, and the list of people that a platform exports."""

import re
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from nbgrader.coursedir import CourseDirectory

from dlcourse.grading import NotReadyError
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.lms.platforms import Sent
from dlcourse.grading.roster.csv_list import read_csv_list

# What platforms call the columns of their lists, without blanks and signs, in English and Korean.
COLUMNS = {
    "number": {"id", "identifier", "식별자"},
    "login": {"sisloginid", "loginid", "username", "사용자아이디", "아이디"},
    "sis": {"sisuserid", "integrationid", "idnumber", "studentid", "학번"},
    "email": {"email", "emailaddress", "이메일", "이메일주소"},
    "name": {"student", "fullname", "name", "전체이름", "성명"},
    "first": {"firstname", "이름"},
    "last": {"lastname", "surname", "성"},
    "time": {"lastmodifiedsubmission", "최종수정제출물", "최종수정제출"},
}


class Student(NamedTuple):
    """A student of the gradebook."""

    id: str
    names: frozenset[str]  # plain: the full name in both orders
    email: str


class UnknownSenderError(Exception):
    """It is not clear which student a sender is; the message says why."""


class Roster:
    """The gradebook's students, and the rows of the platform's list, if there is one."""

    def __init__(self, students: list[Student], rows: list[dict[str, str]]) -> None:
        self.students, self.rows = students, rows
        self._by_id = {plain(student.id, "_.-@+"): student for student in students}
        self._by_email = {plain(one.email, "_.-@+"): one for one in students if one.email}

    def is_student(self, text: str) -> bool:
        return plain(text, "_.-@+") in self._by_id

    def find(self, sent: Sent) -> Student:
        """The student with this login or number on the platform, or else this name. Raises UnknownSenderError."""
        if sent.by_login and self.is_student(sent.sender):
            return self._by_id[plain(sent.sender, "_.-@+")]
        rows = self.rows_of(sent)
        if len(rows) > 1:
            raise UnknownSenderError(f"{len(rows)} people in the platform's list have this name")
        if rows:
            return self._of_row(rows[0])
        if self.rows:
            raise UnknownSenderError("not in the platform's list")
        return self._by_name(sent.name)

    def rows_of(self, sent: Sent) -> list[dict[str, str]]:
        """The rows of the platform's list with this login or number; in a list without numbers, with this name."""
        if sent.by_login:
            return [row for row in self.rows if plain(row.get("login", "")) == plain(sent.sender)]
        if any("number" in row for row in self.rows):
            return [row for row in self.rows if re.sub(r"\D", "", row.get("number", "")) == sent.sender]
        return [row for row in self.rows if plain(sent.name) in names_of(row)]

    def _of_row(self, row: dict[str, str]) -> Student:
        for column in ("login", "sis", "email"):
            key = plain(row.get(column, ""), "_.-@+")
            if student := self._by_id.get(key) or self._by_email.get(key):
                return student
        if "login" in row or "sis" in row or "email" in row:
            about = ", ".join(row[column] for column in ("login", "sis", "email") if row.get(column))
            raise UnknownSenderError(f"not in the gradebook, by {about or 'an empty line of the list'}")
        return self._by_name(row.get("name") or row.get("first", "") + row.get("last", ""))

    def _by_name(self, name: str) -> Student:
        found = [student for student in self.students if plain(name) and plain(name) in student.names]
        if not found:
            raise UnknownSenderError("no student of the gradebook has this name or id")
        if len(found) > 1:
            several = ", ".join(student.id for student in found)
            raise UnknownSenderError(f"{several} have this name: give the list with --roster")
        return found[0]


def plain(text: str, kept: str = "") -> str:
    """Letters and digits only, in NFC and without case, as names are compared."""
    return "".join(sign for sign in normalize("NFC", text).casefold() if sign.isalnum() or sign in kept)


def names_of(row: dict[str, str]) -> set[str]:
    first, last = row.get("first", ""), row.get("last", "")
    return {plain(text) for text in (row.get("name", ""), first + last, last + first)} - {""}


def read_roster(coursedir: CourseDirectory, platform_list: Path | None) -> Roster:
    """Raises NotReadyError where there is no student yet, or a list cannot be read."""
    with open_gradebook(coursedir) as gradebook:
        students = [_student(one) for one in gradebook.students]
    if not students:
        raise NotReadyError("the gradebook has no students: run `nbgrader db student import class.csv` first.")
    return Roster(students, read_list(platform_list) if platform_list else [])


def _student(one) -> Student:  # type: ignore[no-untyped-def]  # a row of nbgrader's
    about = {"first": one.first_name or "", "last": one.last_name or ""}
    return Student(one.id, frozenset(names_of(about)), one.email or "")


def read_list(path: Path) -> list[dict[str, str]]:
    """The rows of a platform's list, by our names of the columns. Raises NotReadyError."""
    heads, rows, _ = read_csv_list(path)
    known = {place: name for place, head in enumerate(heads) for name, ours in COLUMNS.items() if plain(head) in ours}
    if not set(known.values()) & {"login", "sis", "email", "name", "first"}:
        wanted = "logins, ID numbers, e-mail addresses or names"
        raise NotReadyError(f"{path} has no column with {wanted}: {', '.join(heads)[:150]}.")
    return [{name: row[place] for place, name in known.items() if place < len(row) and row[place]} for row in rows]
