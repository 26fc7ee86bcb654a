"""How a chapter went: points, the criteria that most fail, the cells that take longest."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.grading.record import Record, read_record

MOST = 5


@dataclass
class Row:
    """One student's result."""

    student: str
    score: float
    max_score: float
    needs_reading: bool  # a written answer waits for a person
    record: Record


def rows(course: Path, chapter: str) -> list[Row]:
    """All graded submissions of a chapter, by student."""
    config = load_config(course)
    coursedir = CourseDirectory(config=config)
    found = []
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        for student in sorted(student.id for student in gradebook.students):
            folder = Path(coursedir.format_path(coursedir.autograded_directory, student, chapter))
            record = read_record(folder)
            try:
                submission = gradebook.find_submission(chapter, student)
            except MissingEntry:
                continue
            if record:
                score, best = submission.score, submission.max_score
                found.append(Row(student, score, best, submission.needs_manual_grade, record))
    return found


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
