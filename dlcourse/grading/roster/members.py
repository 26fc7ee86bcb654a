"""Who is in the class: the students in the gradebook, with what a list says of them besides."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Gradebook, Student
from nbgrader.coursedir import CourseDirectory

from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.book.tables import MEMBERS, put, rows_of
from dlcourse.grading.roster.roster_file import YES, Roster, read_roster


class Member(NamedTuple):
    """What nbgrader does not know of a student."""

    section: str = ""
    withdrawn: bool = False

    def counts_in(self, section: str) -> bool:
        """Whether the student is in the class, and in this section; in any, where it is empty."""
        return not self.withdrawn and section in ("", self.section)


class Enrolled(NamedTuple):
    """What reading a list has changed."""

    added: list[str]
    changed: list[str]
    returned: list[str]  # had withdrawn, and are on the list again
    absent: list[str]  # in the gradebook, not withdrawn, and not on the list


def members(gradebook: Gradebook) -> dict[str, Member]:
    """All students in the gradebook."""
    noted = {row.student: Member(row.section, row.withdrawn) for row in rows_of(gradebook, MEMBERS)}
    return {student.id: noted.get(student.id, Member()) for student in gradebook.students}


def has_roster(gradebook: Gradebook) -> bool:
    """Whether a list has been read: then who is not in the gradebook is not in the class."""
    return bool(rows_of(gradebook, MEMBERS))


def enrol(gradebook: Gradebook, students: Mapping[str, Mapping[str, str]]) -> Enrolled:
    """Put the students of a list into the gradebook, all or none. What a list has no column for stays as it is."""
    before = members(gradebook)
    names = {student.id: student for student in gradebook.students}
    added: list[str] = []
    changed: list[str] = []
    returned: list[str] = []
    for name, row in students.items():
        was = before.get(name, Member())
        withdrawn = row.get("withdrawn", "").lower() in YES
        student = names.get(name)
        values = {key: value or None for key, value in row.items() if key not in ("section", "withdrawn")}
        now = Member(row.get("section", was.section), withdrawn)
        if student is None:
            gradebook.db.add(Student(id=name, **values))
            added.append(name)
        elif now != was or any(getattr(student, key) != value for key, value in values.items()):
            for key, value in values.items():
                setattr(student, key, value)
            (returned if was.withdrawn and not withdrawn else changed).append(name)
        put(gradebook, MEMBERS, student=name, **now._asdict())
    gradebook.db.commit()
    absent = [name for name, member in before.items() if name not in students and not member.withdrawn]
    return Enrolled(added, changed, returned, sorted(absent))


def set_withdrawn(gradebook: Gradebook, students: Iterable[str], withdrawn: bool) -> None:
    """Note that students have left the class, or have come back. Their work and points stay in the gradebook."""
    before = members(gradebook)
    for name in students:
        put(gradebook, MEMBERS, student=name, section=before[name].section, withdrawn=withdrawn)
    gradebook.db.commit()


def enrol_file(coursedir: CourseDirectory, path: Path) -> list[str]:
    """Read a list into the gradebook; returns what to tell the instructor. Raises NotReadyError."""
    found = read_roster(path)
    with open_gradebook(coursedir) as gradebook:
        return in_words(found, enrol(gradebook, found.students))


def in_words(found: Roster, outcome: Enrolled) -> list[str]:
    """What reading a list has changed, and what to look at."""
    lines = []
    if found.encoding == "cp949":
        lines.append("The list was read in Korean Windows' encoding (cp949): look whether the names are right.")
    if found.unknown:
        lines.append(f"Columns that are not used: {', '.join(found.unknown)}.")
    same = len(found.students) - len(outcome.added) - len(outcome.changed) - len(outcome.returned)
    lines.append(f"{len(outcome.added)} added, {len(outcome.changed)} changed, {same} as before.")
    if outcome.returned:
        lines.append(f"In the class again, with the work and points of before: {', '.join(outcome.returned)}.")
    if outcome.absent:
        names = ", ".join(outcome.absent)
        advice = "If they have left: `dlcourse roster FILE --withdraw-absent`."
        lines.append(f"In the gradebook, but not on this list: {names}. Nothing was changed of them. {advice}")
    return lines
