"""Wrong answers of a class that fail on the same criterion first, each group with one answer as an example."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dlcourse.grading.report.class_results import Work, squeezed


@dataclass(frozen=True)
class Mistake:
    """The students whose answer to an exercise fails first on this criterion, and one of these answers."""

    exercise: str
    criterion: str
    students: tuple[str, ...]
    example: Work

    @property
    def message(self) -> str:
        """What the check saw in the example."""
        return next((result.message for result in self.example.criteria if not result.passed), "")


def mistakes(works: Iterable[Work]) -> list[Mistake]:
    """The groups, largest first within each exercise. Answers that are as released are in none of them."""
    groups: dict[tuple[str, str], list[Work]] = {}
    exercises: dict[str, int] = {}  # in the order of the notebook
    for work in works:
        exercises.setdefault(work.exercise, len(exercises))
        if work.first_failed and not work.untouched:
            groups.setdefault((work.exercise, work.first_failed), []).append(work)
    found = [
        Mistake(exercise, criterion, tuple(work.student for work in group), _example(group))
        for (exercise, criterion), group in groups.items()
    ]
    return sorted(found, key=lambda group: (exercises[group.exercise], -len(group.students)))


def untouched(works: Iterable[Work]) -> dict[str, int]:
    """By exercise, how many answers are as released."""
    counts: dict[str, int] = {}
    for work in works:
        counts[work.exercise] = counts.get(work.exercise, 0) + work.untouched
    return counts


def _example(group: list[Work]) -> Work:
    """The answer that most students of the group have, but for blanks; of several such answers, the shortest."""
    forms = Counter(squeezed(work.answer) for work in group)
    return min(group, key=lambda work: (-forms[squeezed(work.answer)], len(work.answer), work.student))
