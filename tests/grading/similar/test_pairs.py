"""Which pairs are shown: copies in disguise, equal texts and rare mistakes; not what the exercise forces."""

import numpy as np
import pytest

from dlcourse.chapters import CHAPTERS
from dlcourse.grading.similar.agreement import bits, similarity
from dlcourse.grading.similar.fingerprints import FAILS, code_features, text_features
from dlcourse.grading.similar.pairs import similar_pairs
from tests.grading.similar.made_classes import disguised, independent, make_class, released_and_reference
from tests.support.quick import cases

MSE = "def mse(a, b):\n    return np.mean((a - b) ** 2)"
FORMS = [
    MSE,
    "def mse(a, b):\n    gap = a - b\n    return float(gap.ravel() @ gap.ravel()) / gap.size",
    "def mse(a, b):\n    total = 0\n    for x, y in zip(a.flat, b.flat):\n        total += (x - y) ** 2\n    return total / a.size",
    "mse = lambda a, b: np.square(np.subtract(a, b)).sum() / np.size(a)",
    "def mse(a, b):\n    return np.linalg.norm(a - b) ** 2 / np.prod(a.shape)",
]


def by_exercise(*answers):
    return {f"exercise {number}": code_features(answer) for number, answer in enumerate(answers)}


SOME = ("01_perceptron", "06_cnn", "10_nlp_recsys")
EVERY = tuple(chapter.name for chapter in CHAPTERS)


@pytest.mark.parametrize(
    "chapters", cases([SOME, EVERY], lambda chapters: chapters == SOME, {SOME: "some", EVERY: "every"}.get)
)
def test_most_copies_are_found_and_few_of_the_others(chapters):
    """A small part of benchmarks/similar.py."""
    found = copies = false = others = 0
    for chapter in chapters:
        made = make_class(chapter, 15, 4, seed=5)
        shown = {pair.students for pair in similar_pairs(made.students, *released_and_reference(chapter))}
        found += len(shown & made.copies.keys())
        copies += len(made.copies)
        false += len(shown.intersection(independent(made)))
        others += len(independent(made))
    assert found >= 0.9 * copies, f"{found} of {copies}"
    assert false < 0.01 * others, f"{false} of {others}"


def test_what_everybody_writes_says_nothing():
    answers = by_exercise(*[MSE] * 8)
    assert similar_pairs({f"s{number}": answers for number in range(20)}, {}, {}) == []


def test_the_solutions_form_says_nothing_also_where_two_alone_have_it():
    same = by_exercise(*[MSE] * 3)
    students = {
        "ada": same,
        "ben": same,
        **{f"s{number}": by_exercise(*[FORMS[number % 4 + 1]] * 3) for number in range(8)},
    }
    assert [pair.students for pair in similar_pairs(students, {}, {})][:1] == [("ada", "ben")]
    assert ("ada", "ben") not in [pair.students for pair in similar_pairs(students, {}, same)]


def test_what_was_released_is_taken_out():
    released = by_exercise("# a long comment of the release stands here, for everybody to read and to keep")
    students = {name: {"exercise 0": released["exercise 0"]} for name in ("ada", "ben")}
    assert similar_pairs(students, released, {}) == []


def test_an_equal_text_is_shown_whatever_the_code_is():
    text = "A step has slope zero everywhere so no error tells a weight into which direction it should move at all"
    students = {f"s{number}": by_exercise(FORMS[number % 5]) for number in range(20)}
    students["s1"] = students["s1"] | {"written": text_features(text)}
    students["s2"] = students["s2"] | {"written": text_features(f"I think: {text}, really.")}
    (pair,) = [pair for pair in similar_pairs(students, {}, {}) if pair.same_text]
    assert pair.students == ("s1", "s2")
    assert pair.same_text >= 12
    written = next(one for one in pair.agreements if one.exercise == "written")
    assert ("text", "step has slope") in written.both


def test_an_equal_rare_mistake_brings_two_closer():
    answers = [code_features(FORMS[number % 5]) for number in range(20)]
    before = bits(answers, frozenset())[5, 10]
    answers[5] |= {(FAILS, "leaves its arguments as they were")}
    answers[10] |= {(FAILS, "leaves its arguments as they were")}
    assert bits(answers, frozenset())[5, 10] > before


def test_similarity_is_1_for_the_same_and_0_for_nothing_in_common():
    table = similarity([code_features("a + 1"), code_features("b + 1"), code_features("while True: pass"), frozenset()])
    assert np.allclose(np.diag(table), [1, 1, 1, 0])
    assert table[0, 2] == table[0, 3] == table[3, 3] == 0


@pytest.mark.parametrize("students", [{}, {"ada": {}}, {"ada": {}, "ben": {}}, {"ada": by_exercise(MSE), "ben": {}}])
def test_where_nothing_can_be_compared_there_are_no_pairs(students):
    assert similar_pairs(students, {}, {}) == []


def test_a_disguise_changes_the_text_and_not_what_it_does():
    import random

    code = "def mse(a, b):\n    left = a.sum()\n    right = b.sum() + 1\n    return left * right + 2"
    for ways in (("rename",), ("reorder",), ("reformat",), ("rename", "reorder", "reformat")):
        names: dict = {}
        text = disguised(code, "mse", ways, random.Random(1))
        exec(text, names)
        assert text != code
        assert names["mse"](np.array([1, 2]), np.array([3])) == 14
