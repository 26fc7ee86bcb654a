"""`reviews_en` and `reviews_ko`: 800 short product reviews each, written for this course, positive or negative.

The clauses are written by hand (`clauses_en.py`, `clauses_ko.py`); this module puts them together: one or two clauses
about the thing itself, or about buying it, sometimes an opening and a verdict. Over a third are mixed: something
good, "but" something bad, or the other way round. There the order decides, and many clauses have a negation. So
counting words is not enough.

    python -m dlcourse.data.makers.reviews

writes data/reviews_en.tsv and data/reviews_ko.tsv again. They come with the course: you can read and change them.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np

from dlcourse.data.cache import shipped
from dlcourse.data.dataset import Dataset
from dlcourse.data.makers import clauses_en, clauses_ko
from dlcourse.data.split import split_at_random

SEED, COUNT = 26, 800
CLAUSES = {"en": clauses_en, "ko": clauses_ko}
COMMON = set(
    "the and tha not has its for whe out has wit are any eve tha all aft my".split()
)  # beginnings that mean nothing
LABELS = ("negative", "positive")


def reviews_en() -> Dataset:
    """800 English reviews as text; two classes."""
    return _reviews("reviews_en", "short product reviews in English")


def reviews_ko() -> Dataset:
    """800 Korean reviews as text; two classes."""
    return _reviews("reviews_ko", "short product reviews in Korean (짧은 상품평)")


def _reviews(name: str, title: str) -> Dataset:
    with open(shipped(f"{name}.tsv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = np.array([row["review"] for row in rows])
    labels = np.array([LABELS.index(row["label"]) for row in rows])
    return Dataset(
        name=name,
        title=title,
        kind="made",
        task="classification",
        about="One review as text. Many are mixed or say things by negation, so that counting words is not enough.",
        source=f"written for this course: dlcourse/data/makers/reviews.py, data/{name}.tsv",
        licence="CC0 1.0",
        classes=LABELS,
        **split_at_random(texts, labels, by_class=True),
    )


def write_reviews(language: str, count: int = COUNT, seed: int = SEED) -> list[tuple[str, str]]:
    """`count` different (label, review) pairs in a language, "en" or "ko"; half of each label.

    Raises KeyError for another language.

    >>> write_reviews("en", 2, seed=1)[0][0]
    'positive'
    """
    clauses = CLAUSES[language]
    rng = np.random.default_rng(seed)
    written: dict[str, str] = {}
    while len(written) < count:
        label = len(written) % 2
        review = one_review(clauses, label, rng)
        written.setdefault(review, LABELS[label])
    pairs = [(label, review) for review, label in written.items()]
    return [pairs[i] for i in rng.permutation(count)]


def one_review(language: ModuleType, label: int, rng: np.random.Generator) -> str:
    """One review of one thing with this label (0 negative, 1 positive), from a language's module of clauses."""
    thing = language.THINGS[rng.integers(len(language.THINGS))]
    said: list[str] = []

    def clause(side: int, about_buying: bool) -> str:
        from_ = language.BUYING if about_buying else thing
        without = thing["names"][0] not in language.WITH_INSTRUCTIONS  # a pillow comes without instructions
        choices = [
            c
            for c in from_[("bad", "good")[side]]
            if not (without and language.INSTRUCTIONS in c)
            if not any(same_matter(c, s, language.MATTERS) for s in said)
        ]
        said.append(choices[rng.integers(len(choices))])
        return said[-1]

    def pick(texts: Sequence[str]) -> str:
        return texts[int(rng.integers(len(texts)))]

    buying_first = rng.random() < 0.25
    if rng.random() < 0.4:  # mixed: what stands after "but" decides
        sentences = [language.but(clause(1 - label, buying_first), clause(label, False), rng)]
        closing = 0.25
    elif rng.random() < 0.55:  # two of the same side
        sentences = [language.both(clause(label, False), clause(label, not buying_first), rng)]
        closing = 0.4
    else:
        sentences = [language.alone(clause(label, False), rng)]
        closing = 0.65
    if rng.random() < 0.35:
        lasting = () if thing["names"][0] in language.CONSUMED else language.OPENINGS_OF_LASTING
        sentences.insert(0, pick(language.OPENINGS + lasting).format(thing=pick(thing["names"])))
    if rng.random() < closing:
        sentences.append(pick(language.VERDICTS[label]))
    return " ".join(sentences)


def same_matter(one: str, other: str, matters: tuple[tuple[str, ...], ...]) -> bool:
    """Whether two clauses are about the same thing: no review says that the zip broke, but the zips run smoothly.

    They are if they share one of the `matters`, or if two of their words begin alike: with the same three letters in
    English, with the same two syllables in Korean.
    """

    def beginnings(clause: str) -> set[str]:
        korean = clause[-1] >= "가"
        words = clause.lower().replace(",", "").split()
        return {w[:2] for w in words if len(w) > 1} if korean else {w[:3] for w in words if len(w) > 2} - COMMON

    named = any(any(w in one for w in words) and any(w in other for w in words) for words in matters)
    return named or bool(beginnings(one) & beginnings(other))


def write_file(path: Path, language: str) -> None:
    """Write the reviews of a language as tab-separated label and review, with a header."""
    lines = ["label\treview"] + ["\t".join(pair) for pair in write_reviews(language)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    data = Path(__file__).resolve().parents[3] / "data"
    write_file(data / "reviews_en.tsv", "en")
    write_file(data / "reviews_ko.tsv", "ko")
