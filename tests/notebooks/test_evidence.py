"""No sentence outruns its evidence: claims quote the text, and numbers in the text are shown beside it."""

import nbformat
import pytest

from dlcourse.authoring.build import chapters_of
from dlcourse.authoring.claims import check_quotes, is_claim
from dlcourse.authoring.roles import assign_roles
from dlcourse.authoring.source import read_source
from tests.conftest import REPOSITORY
from tests.notebooks.prose_numbers import bare_numbers

CHAPTERS = chapters_of(REPOSITORY)
# Numbers that no cell shows and no claim asserts, by the words around them: facts from elsewhere, named in the text.
ELSEWHERE: dict[str, list[str]] = {
    "01_perceptron": ["Example: is 26"],  # of an exercise, whose check uses it
    "03_optimizers": ["turned by 45°"],
    "04_keras": ["30 MB", "Apache 2.0 licence", "a year of 24 hours", "60,000 grey digits"],
    "05_dnn": ["scikit-learn brings 20,640 real districts"],
    "06_cnn": [
        "turned by 90°",
        "Example: is 26, is 14",
        "plain network of 34 layers",
        "60,000 of them",
        "the 10,000 test pictures",
        "50,000 of ten things",
    ],
    "08_lstm": ["one unit and one feature make 12"],  # of an exercise, whose check uses it
    "09_gan": [
        *("±200", "≈ 1.386", "≈ 0.693", "±1000", "2,000 samples", "at most 40"),  # of exercises, whose checks use them
        *("60,000 images", "30 MB", "28 × 28", "14 → 28"),
    ],
    "10_nlp_recsys": ["film reviews in English, 200,000 in Korean"],
    "11_autoencoders": ["−1.386 − 0.5", "≈ −1.886"],  # of exercises, whose checks use them
    "15_reinforcement": ["a limit of 500 steps"],
}


def source(chapter):
    return read_source(REPOSITORY / "solutions" / chapter / f"{chapter}.py")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_claim_quotes_the_text_of_its_section(chapter):
    cells = source(chapter)
    assign_roles(cells, chapter)
    check_quotes(cells)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_claims(chapter):
    assert sum(map(is_claim, source(chapter))) >= 5


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_number_in_the_text_is_shown_or_claimed(chapter):
    cells = source(chapter)
    assign_roles(cells, chapter)
    solution = nbformat.read(REPOSITORY / "solutions" / chapter / f"{chapter}.ipynb", as_version=4)
    results = (REPOSITORY / "docs" / "results.md").read_text(encoding="utf-8")
    known = ELSEWHERE.get(chapter, [])
    found = list(bare_numbers(cells, solution, results))
    assert [words for words in found if not any(part in words for part in known)] == []
    assert [part for part in known if not any(part in words for words in found)] == []  # what is no longer needed
