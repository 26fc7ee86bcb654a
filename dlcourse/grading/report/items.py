"""How hard each criterion of a chapter was, and whether those who pass it are those who do well elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, pstdev

from dlcourse.grading.report.class_results import Work

# Of fewer students, or where fewer passed or failed, a correlation says next to nothing: with 20 independent results,
# its standard error is still 1/√19 ≈ 0.23.
MIN_STUDENTS, MIN_OF_EACH = 20, 3


@dataclass(frozen=True)
class Item:
    """One criterion of an exercise, in a class."""

    exercise: str
    criterion: str
    passed: int
    students: int
    discrimination: float | None  # None where too few students passed, failed, or took part

    @property
    def share(self) -> float:
        """Its difficulty, as test theory has it: the share of the students who pass it."""
        return self.passed / self.students


def items(works: Iterable[Work]) -> list[Item]:
    """Every criterion, in the order of the notebook and of its check.

    Where a check did not run through, the student passes none of its criteria.
    """
    works = list(works)
    total: dict[str, float] = {}
    by_exercise: dict[str, list[Work]] = {}
    for work in works:
        total[work.student] = total.get(work.student, 0.0) + work.earned
        by_exercise.setdefault(work.exercise, []).append(work)
    found = []
    for exercise, answers in by_exercise.items():
        rest = [total[work.student] - work.earned for work in answers]
        for criterion in dict.fromkeys(result.name for work in answers for result in work.criteria):
            passes = [work.passes(criterion) for work in answers]
            found.append(Item(exercise, criterion, sum(passes), len(passes), discrimination(passes, rest)))
    return found


def discrimination(passes: Sequence[bool], rest: Sequence[float]) -> float | None:
    """The point-biserial correlation of a criterion with the points of all other exercises.

    r = (M₁ - M₀) / s · √(p q): M₁ and M₀ are the mean points of those who pass and of those who fail, s is the standard
    deviation of all, p the share who pass, q = 1 - p. This is Pearson's correlation with 1 for passed and 0 for failed
    (F. M. Lord and M. R. Novick, Statistical Theories of Mental Test Scores, 1968, chapter 15).

    The points of the criterion's own exercise are left out. They rest on the same answer, so that every criterion would
    seem to discriminate (S. Henrysson, Correction of item-total correlations in item analysis, Psychometrika 28, 1963,
    211-218, doi:10.1007/BF02289618).

    None where fewer than MIN_STUDENTS took part, where fewer than MIN_OF_EACH passed or failed, or where all have the
    same points elsewhere.
    """
    passing = [points for passed, points in zip(passes, rest, strict=True) if passed]
    failing = [points for passed, points in zip(passes, rest, strict=True) if not passed]
    if len(rest) < MIN_STUDENTS or min(len(passing), len(failing)) < MIN_OF_EACH:
        return None
    spread, share = pstdev(rest), len(passing) / len(rest)
    if spread == 0:
        return None
    return (mean(passing) - mean(failing)) / spread * sqrt(share * (1 - share))
