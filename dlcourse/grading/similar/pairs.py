"""The pairs of a class that agree more than chance explains, and in what they agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dlcourse.grading.similar.agreement import bits, chance
from dlcourse.grading.similar.fingerprints import COMMENT, FAILS, NAME, TEXT, Feature

SHOWN_BELOW = 0.0035  # of pairs who work by themselves, less than one in a hundred is shown: benchmarks/similar.py
NOTABLE = 1 / 3  # of the class is as close, or less
SAME_TEXT = 12  # rare sequences of words that both wrote: they are shown, whatever their code is like
RARE = 0.1  # of the class, or two students

NOTHING: frozenset[Feature] = frozenset()
Features = dict[str, frozenset[Feature]]  # by exercise


@dataclass(frozen=True)
class Agreement:
    """Two students in one exercise."""

    exercise: str
    share: float  # of the class, the reference solution included, whose answer is at least as close to one of the two
    both: tuple[Feature, ...]  # names, comments, words and mistakes that few others have


@dataclass(frozen=True)
class Pair:
    """Two students, and the exercises in which they agree, the most surprising first."""

    students: tuple[str, str]
    chance: float  # the share of pairs who work by themselves that agree as much
    same_text: int  # rare sequences of words that both wrote
    agreements: tuple[Agreement, ...]


def similar_pairs(students: Mapping[str, Features], released: Features, reference: Features) -> list[Pair]:
    """The pairs to look at, the most surprising first. What stands in the release counts for nobody."""
    names = sorted(students)
    exercises = sorted({exercise for answers in students.values() for exercise in answers})
    if len(names) < 2 or not exercises:
        return []
    reference = {exercise: found - released.get(exercise, NOTHING) for exercise, found in reference.items()}
    answers = {
        exercise: [students[name].get(exercise, NOTHING) - released.get(exercise, NOTHING) for name in names]
        for exercise in exercises
    }
    tables = {exercise: bits(found, reference.get(exercise, NOTHING)) for exercise, found in answers.items()}
    rare = {exercise: _rare(found, reference.get(exercise, NOTHING)) for exercise, found in answers.items()}
    chances, texts = chance(list(tables.values())), _same_texts(answers, rare)
    pairs = []
    for one, other in zip(*map(np.ndarray.tolist, np.triu_indices(len(names), 1)), strict=True):
        if chances[one, other] <= SHOWN_BELOW or texts[one, other] >= SAME_TEXT:
            agreements = [
                Agreement(
                    exercise,
                    float(2 ** -tables[exercise][one, other]),
                    tuple(sorted(found[one] & found[other] & rare[exercise])),
                )
                for exercise, found in answers.items()
            ]
            notable = sorted((each for each in agreements if each.share <= NOTABLE or each.both), key=_by_share)
            about = (float(chances[one, other]), texts[one, other])
            pairs.append(Pair((names[one], names[other]), *about, tuple(notable)))
    return sorted(pairs, key=lambda pair: (pair.chance, -pair.same_text, pair.students))


def _by_share(agreement: Agreement) -> float:
    return agreement.share


def _rare(answers: list[frozenset[Feature]], reference: frozenset[Feature]) -> frozenset[Feature]:
    """The names, comments, words and mistakes that two students have and few others."""
    counts = Counter(feature for answer in answers for feature in answer)
    most = max(2, RARE * len(answers))
    kinds = (NAME, COMMENT, TEXT, FAILS)
    return frozenset(
        feature
        for feature, count in counts.items()
        if feature[0] in kinds and 2 <= count <= most and feature not in reference
    )


def _same_texts(
    answers: dict[str, list[frozenset[Feature]]], rare: dict[str, frozenset[Feature]]
) -> Counter[tuple[int, int]]:
    """For each two students, how many rare sequences of words both wrote, in comments and in written answers."""
    counts: Counter[tuple[int, int]] = Counter()
    for exercise, found in answers.items():
        for feature in rare[exercise]:
            if feature[0] in (TEXT, COMMENT):
                counts.update(combinations([place for place, answer in enumerate(found) if feature in answer], 2))
    return counts
