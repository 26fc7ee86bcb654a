"""Students' folders: which names mean the same student, and whose work is not graded."""

import os
import unicodedata
from pathlib import Path
from typing import NamedTuple

from nbgrader.coursedir import CourseDirectory

from dlcourse.chapters import CHAPTERS
from dlcourse.grading import NotReadyError
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.read_submission import released_notebook
from dlcourse.grading.roster.members import has_roster, members
from dlcourse.notebooks import one_line
from dlcourse.notebooks.finding import stray_notebook


def composed(name: str) -> str:
    """The name in NFC. A Mac may write Hangul and accents in parts (NFD), which looks the same."""
    return unicodedata.normalize("NFC", name)


class Work(NamedTuple):
    """The submissions of a chapter that are to be graded, and what to tell of the others."""

    students: list[str]
    left_out: dict[str, str]  # by student or folder, why it is not graded; an instructor should look at it
    notes: list[str]


def find_work(coursedir: CourseDirectory, chapter: str, wanted: list[str] | None) -> Work:
    """The submissions of a chapter, of these students or of all. Raises NotReadyError for none at all, or none of one.

    Not graded is work of somebody who is not on the list of the class, if there is one. Work of students who have
    withdrawn is graded only if they are in `wanted`.
    """
    wanted = [composed(name) for name in wanted or []]
    folders = Path(coursedir.format_path(coursedir.submitted_directory, "*", chapter))
    root = Path(coursedir.root)
    found = Work([], {}, [])
    for path in sorted(root.glob(str(folders.relative_to(root)))):
        if path.is_dir() and (not wanted or composed(path.parent.name) in wanted):
            _take(path, found)
    found.left_out.update(_misplaced(coursedir, folders.parent, chapter, wanted))
    if missing := sorted(set(wanted) - set(map(composed, [*found.students, *found.left_out]))):
        raise NotReadyError(
            f"no submission of {chapter} by {', '.join(missing)} under {coursedir.submitted_directory}/."
        )
    if not found.students and not found.left_out:
        raise NotReadyError(f"no submission of {chapter} under {coursedir.submitted_directory}/STUDENT/{chapter}/.")
    with open_gradebook(coursedir) as gradebook:
        known, listed = members(gradebook), has_roster(gradebook)
    for student in list(found.students):
        if listed and student not in known:
            found.left_out[student] = "not on the list of the class: add the student, or rename the folder"
        elif student not in known or not known[student].withdrawn or student in wanted:
            continue
        else:
            found.notes.append(f"{student} has withdrawn and is not graded")
        found.students.remove(student)
    return found


def _misplaced(coursedir: CourseDirectory, students: Path, chapter: str, wanted: list[str]) -> dict[str, str]:
    """Students who have no folder of the chapter, but whose work for it lies beside or in another one."""
    released = released_notebook(coursedir, chapter)
    if released is None:
        return {}
    elsewhere = {one.name for one in CHAPTERS}
    root = Path(coursedir.root)
    found = {}
    for student in sorted(root.glob(str(students.relative_to(root)))):
        hidden = student.name.startswith(".") or student.is_symlink() or not student.is_dir()
        if hidden or (student / chapter).exists() or (wanted and composed(student.name) not in wanted):
            continue
        if stray := stray_notebook(student, chapter, released, elsewhere):
            place = student.relative_to(root) / chapter
            found[student.name] = (
                f"{one_line(stray)} is not in the folder {chapter}: move it to {one_line(str(place))}/"
            )
    return found


def _take(folder: Path, found: Work) -> None:
    """Add a submission, of which the student's folder gets a name in NFC."""
    student = folder.parent
    name = composed(student.name)
    target = student.with_name(name)
    if target != student and not (target.exists() and target.samefile(student)):
        if (target / folder.name).exists():
            found.left_out[student.name] = "two folders have this name, one in parts (NFD): keep one of them"
            return
        try:
            os.rename(*((folder, target / folder.name) if target.exists() else (student, target)))
        except OSError as error:
            found.left_out[student.name] = f"its name is in parts (NFD) and cannot be changed: {error.strerror}"
            return
        found.notes.append(f"the folder of {name} had a name in parts, as a Mac writes it (NFD), and was renamed")
    if name not in found.students:
        found.students.append(name)
