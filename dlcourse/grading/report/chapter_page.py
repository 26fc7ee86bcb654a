"""The page about one chapter: points, criteria, common mistakes, students."""

from pathlib import Path

from dlcourse.grading.report.class_results import missing, works
from dlcourse.grading.report.class_summary import Row, summary
from dlcourse.grading.report.items import MIN_STUDENTS, Item, items
from dlcourse.grading.report.mistakes import Mistake, mistakes, untouched
from dlcourse.grading.report.page import write_page

BANDS = 10


def write_chapter_page(path: Path, course: Path, chapter: str, rows: list[Row], section: str = "") -> None:
    """Write the page about a chapter with these results to `path`. Raises CannotWriteError."""
    found = works(course, chapter, rows)
    absent, ungraded = missing(course, chapter, rows, section)
    write_page(
        path,
        "chapter.html.j2",
        chapter=chapter,
        summary=summary(rows),
        bands=distribution([row.score for row in rows], max((row.max_score for row in rows), default=0.0)),
        read=len({work.student for work in found}),
        items=_by_exercise(items(found)),
        mistakes=_by_exercise(mistakes(found)),
        untouched=untouched(found),
        rows=rows,
        improved=[row for row in rows if row.improved],
        absent=absent,
        ungraded=ungraded,
        min_students=MIN_STUDENTS,
    )


def distribution(scores: list[float], best: float) -> list[tuple[str, int]]:
    """How many students have how many points: (range of points, students), highest first.

    A range takes in its lower end but not its upper end; the highest one takes in both.
    """
    if not best:
        return []
    counts = [0] * BANDS
    for score in scores:
        counts[min(max(int(BANDS * score / best), 0), BANDS - 1)] += 1
    ends = [f"{best * number / BANDS:g}" for number in range(BANDS + 1)]
    bands = [(f"{low} – {high}", count) for low, high, count in zip(ends, ends[1:], counts, strict=False)]
    return bands[::-1]


def _by_exercise(entries: list[Item] | list[Mistake]) -> dict[str, list]:
    grouped: dict[str, list] = {}
    for entry in entries:
        grouped.setdefault(entry.exercise, []).append(entry)
    return grouped
