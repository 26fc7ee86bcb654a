"""A class's results in one chapter: points, the criteria that most fail, the cells that take longest."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from nbgrader.api import MissingEntry, Student
from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.record import Record, read_record
from dlcourse.grading.roster.members import members

MOST = 5


@dataclass
class Row:
    """One student's result."""

    student: str
    score: float
    max_score: float
    needs_reading: bool  # a written answer waits to be graded by hand
    record: Record
    name: str = ""
    penalty: float = 0.0  # for lateness, to be taken from the score
    seconds_late: float = 0.0
    section: str = ""

    @property
    def attempts(self) -> list[float]:
        """The points of the checks of each work that was handed in and graded, the last one included."""
        return [points for _, points in self.record.earlier] + [round(sum(self.record.points.values()), 2)]

    @property
    def improved(self) -> bool:
        """Whether handing in again gave more points than the first time."""
        return self.attempts[-1] > self.attempts[0]


def rows(course: Path, chapter: str, section: str = "") -> list[Row]:
    """All graded submissions of a chapter, by student, but for those who have withdrawn; perhaps of one section alone.

    Raises NotReadyError where the gradebook cannot be read.
    """
    config = load_config(course)
    coursedir = CourseDirectory(config=config)
    found = []
    with open_gradebook(coursedir) as gradebook:
        everybody = members(gradebook)
        for student in sorted(gradebook.students, key=lambda student: student.id):
            if not everybody[student.id].counts_in(section):
                continue
            folder = Path(coursedir.format_path(coursedir.autograded_directory, student.id, chapter))
            record = read_record(folder)
            try:
                submission = gradebook.find_submission(chapter, student.id)
            except MissingEntry:
                continue
            if record:
                score, best = submission.score, submission.max_score
                about = (full_name(student), submission.late_submission_penalty, submission.total_seconds_late)
                own = (*about, everybody[student.id].section)
                found.append(Row(student.id, score, best, submission.needs_manual_grade, record, *own))
    return found


def full_name(student: Student) -> str:
    """A student's name as the gradebook has it; empty where it has none."""
    return " ".join(filter(None, [student.first_name, student.last_name]))


def summary(found: list[Row]) -> dict:
    """The class as a whole, as plain data."""
    scores = [row.score for row in found]
    failed = Counter(criterion for row in found for criterion in dict.fromkeys(row.record.failed))
    slowest = sorted(
        ((seconds, row.student, cell) for row in found for cell, seconds in row.record.slowest), reverse=True
    )
    best = max((row.max_score for row in found), default=0)
    bands = Counter(min(int(4 * score / best), 3) for score in scores) if best else Counter()
    return {
        "submissions": len(found),
        "max_score": best,
        "mean": round(mean(scores), 2) if scores else None,
        "median": round(median(scores), 2) if scores else None,
        "by_quarter": [bands[quarter] for quarter in range(4)],
        "to_read": sum(row.needs_reading for row in found),
        "problems": {row.student: row.record.problem for row in found if row.record.problem},
        "notes": {row.student: row.record.notes for row in found if row.record.notes},
        "most_failed": failed.most_common(MOST),
        "slowest": [[student, cell, seconds] for seconds, student, cell in sorted(slowest, reverse=True)[:MOST]],
    }
