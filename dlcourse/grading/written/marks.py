"""Points and comments of a rubric, written into the gradebook as Formgrader writes them, where they can be changed."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.roster.members import members
from dlcourse.grading.written.rubric import Point, RubricError


@dataclass(frozen=True)
class Mark:
    """One written answer, after it was marked."""

    cell: str
    score: float
    best: float
    comment: str


def waiting(course: Path, chapter: str) -> list[str]:
    """The students of the class with a written answer that nobody has read yet."""
    with _gradebook(course) as gradebook:
        try:
            submissions = gradebook.assignment_submissions(chapter)
        except MissingEntry:
            raise RubricError(f"the gradebook does not know {chapter}.") from None
        everybody = members(gradebook)
        names = sorted(one.student.id for one in submissions if one.needs_manual_grade)
        return [name for name in names if not everybody[name].withdrawn]


def mark(course: Path, chapter: str, student: str, rubric: list[Point], names: Collection[str]) -> list[Mark]:
    """Give a student exactly these points of the rubric. All are written, or none. Raises RubricError.

    Lines of an older comment that are none of the rubric's are kept. Without names, the answers of the rubric lose
    their points, and wait to be read again.
    """
    by_name = {point.name: point for point in rubric}
    if unknown := [name for name in names if name not in by_name]:
        raise RubricError(f"the rubric has no {', '.join(unknown)}; it has {', '.join(by_name) or 'no points'}.")
    chosen: dict[str, list[Point]] = {} if names else {point.cell: [] for point in rubric}
    for name in dict.fromkeys(names):
        chosen.setdefault(by_name[name].cell, []).append(by_name[name])
    done = []
    with _gradebook(course) as gradebook:
        for cell, points in chosen.items():
            place = (cell, chapter, chapter, student)
            try:
                grade, comment = gradebook.find_grade(*place), gradebook.find_comment(*place)
            except MissingEntry:
                problem = (
                    f"the gradebook has no {cell} of {student} in {chapter}: is it graded, and are the names right?"
                )
                raise RubricError(problem) from None
            score = sum(point.points for point in points)
            if not 0 <= score <= grade.max_score:
                raise RubricError(f"these points are {score:g} together, and {cell} gives 0 to {grade.max_score:g}.")
            of_rubric = {point.comment for point in rubric if point.cell == cell}
            kept = [line for line in (comment.manual_comment or "").splitlines() if line not in of_rubric]
            text = "\n".join([*filter(None, (point.comment for point in points)), *kept])
            grade.manual_score, grade.needs_manual_grade = (score, False) if points else (None, True)
            comment.manual_comment = text
            done.append(Mark(cell, score, grade.max_score, text))
        gradebook.db.commit()
    return done


@contextmanager
def _gradebook(course: Path) -> Iterator[Gradebook]:
    coursedir = CourseDirectory(config=load_config(course))
    with open_gradebook(coursedir) as gradebook:
        yield gradebook
