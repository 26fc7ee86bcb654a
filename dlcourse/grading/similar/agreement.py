"""How much two answers agree, measured by how close the other answers of the class are.

What an exercise forces, everybody writes: then all answers are as close to one another as these two, and that says
nothing. No threshold on similarity is needed, and an exercise with one obvious answer counts for little by itself.
"""

from collections.abc import Sequence

import numpy as np

from dlcourse.grading.similar.fingerprints import CODE, COMMENT, FAILS, NAME, TEXT, Feature

# Beside one sequence of tokens: what nothing forces two students to share weighs more.
WEIGHTS = {CODE: 1.0, NAME: 2.0, TEXT: 1.0, COMMENT: 4.0, FAILS: 4.0}
DRAWS = 200_000
ROUNDING = 1e-5  # of similarities, which are 32 bits wide


def similarity(answers: Sequence[frozenset[Feature]]) -> np.ndarray:
    """Between each two answers, the share of their features that both have: 0 to 1.

    A feature weighs the more the fewer answers have it (the logarithm of the inverse of that share, "inverse document
    frequency": K. Spärck Jones, Journal of Documentation 28, 1972).
    """
    places = {feature: place for place, feature in enumerate(sorted(frozenset().union(*answers)))}
    table = np.zeros((len(answers), len(places)), dtype=np.float32)
    for row, answer in enumerate(answers):
        table[row, [places[feature] for feature in answer]] = 1
    kinds = np.array([WEIGHTS[kind] for kind, _ in places], dtype=np.float32)
    rarity = np.log2((len(answers) + 1) / (table.sum(axis=0) + 0.5)) + 0.1
    both = (table * (kinds * rarity)) @ table.T
    size = np.diag(both)
    either = size[:, None] + size[None, :] - both
    return np.divide(both, either, out=np.zeros_like(both), where=either > 0)


def as_many_right_forms(students: int) -> float:
    """As how many more students the reference solution counts: in a small class, nobody else may have its form."""
    return max(2.0, (students - 1) / 4)


def bits(answers: Sequence[frozenset[Feature]], reference: frozenset[Feature]) -> np.ndarray:
    """For each two students, how surprising it is how close their answers are: -log₂ of the share in `shares`.

    Once of all that they wrote, and once without names and comments, which are changed first: the larger one counts.
    """
    lasting = [frozenset(filter(_lasts, answer)) for answer in answers]
    share = np.minimum(shares(answers, reference), shares(lasting, frozenset(filter(_lasts, reference))))
    return -np.log2(share)


def _lasts(feature: Feature) -> bool:
    return feature[0] not in (NAME, COMMENT)


def shares(answers: Sequence[frozenset[Feature]], reference: frozenset[Feature]) -> np.ndarray:
    """For each two students, the share of the others whose answer is at least as close to that of one of the two.

    Of the shares for the one and for the other, the larger one; 1 where one of them gave no answer.
    """
    count, more = len(answers), as_many_right_forms(len(answers))
    alike = similarity([*answers, reference])
    of_class, of_reference = alike[:count, :count], alike[:count, count]
    share = np.ones((count, count))
    for row in range(count):
        others = np.sort(np.delete(of_class[row], row))
        as_close = len(others) - np.searchsorted(others, of_class[row] - ROUNDING)
        right_form = more * (of_reference[row] >= of_class[row] - ROUNDING)
        share[row] = (as_close + right_form) / (count - 1 + more)
    share = np.clip(np.maximum(share, share.T), 1 / (count - 1 + more), 1)
    given = np.array([bool(answer) for answer in answers])
    share[~given, :] = share[:, ~given] = 1
    np.fill_diagonal(share, 1)
    return share


def chance(of_exercises: Sequence[np.ndarray]) -> np.ndarray:
    """For each two students, the share of pairs who would agree at least as much in sum if all worked by themselves.

    Found by drawing, for each exercise, the agreement of some two students of this class: whoever works alone agrees in
    one exercise with one student, in another one with another. As in `bits`, the reference solution adds students.
    """
    count = len(of_exercises[0])
    pairs = np.triu_indices(count, 1)
    random = np.random.default_rng(0)
    more = as_many_right_forms(count)
    drawn = np.zeros(DRAWS)
    for table in of_exercises:
        found = table[pairs][random.integers(len(pairs[0]), size=DRAWS)]
        drawn += np.where(random.random(DRAWS) < more / (count - 1 + more) / 2, 0, found)
    drawn.sort()
    at_least = DRAWS - np.searchsorted(drawn, sum(of_exercises) - ROUNDING)
    return (at_least + 1) / (DRAWS + 1)
