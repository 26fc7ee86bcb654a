"""The check of `train_translator`."""

import numpy as np

from dlcourse.checks.core import OWN_WORK, close, criterion, exercise, finite, require
from dlcourse.checks.models import network, outputs

DIGITS, PAIRS, NEW = 7, 20_000, 500
SOURCE, TARGET = 15, 13  # places of a row, with [START] and [END]
LEAST_NEXT, LEAST_EXACT = 0.6, 0.97


def new_numbers(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Numbers to learn from, (20000,), with 1 to 7 digits; and 500 others that are not among them."""
    from dlcourse.data.makers.words.numbers import draw

    known = draw(PAIRS, rng, DIGITS)
    others = np.setdiff1d(draw(10 * NEW, rng, DIGITS), known)
    return known, rng.permutation(others)[:NEW]


def rows(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers in Korean, (n, 15), and in English, (n, 13), as numbers of tokens."""
    from dlcourse.data.makers.words.numbers import encode

    return encode(numbers, "ko", SOURCE), encode(numbers, "en", TARGET)


def translate(model, source: np.ndarray) -> np.ndarray:
    """Rows of English tokens, (n, 13): word by word, always the most probable one, by a rebuilt model."""
    from dlcourse.data.makers.words.numbers import START

    written = np.zeros((len(source), TARGET), dtype="int32")
    written[:, 0] = START
    for place in range(TARGET - 1):
        written[:, place + 1] = outputs(model, source, written[:, :-1], check_mixing=False)[:, place].argmax(axis=-1)
    return written


def exact(written: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Which rows are the number in English, word for word, (n,)."""
    from dlcourse.data.makers.words.numbers import decode, english

    return np.array([decode(row, "en") == english(int(n)) for row, n in zip(written, numbers, strict=True)])


@exercise(rules=[OWN_WORK], seconds=100)
def train_translator(answer, rng):
    """`train_translator(source, target)`: a network that writes numbers in English that it reads in Korean.

    Requirements:
    - "return a Keras model of Keras' own layers" → a network of Keras' own layers
    - "a score for each token of English at each place, (n, 12, 35)" → scores for every place
    - "must not depend on what comes later" → never looks ahead
    - "Train" → knows the next word
    - "97 % must be right, word for word" → 97 % of new numbers, word for word
    """
    from dlcourse.data.makers.words.numbers import TOKENS

    known, new = new_numbers(rng)
    (source, target), (new_source, new_target) = rows(known), rows(new)
    seen, scores = new_target[:, :-1], np.empty(0)
    found = network(lambda: answer(source, target), new_source[:50], seen[:50], what="a network")
    if found is None:
        return
    rebuilt = found[1]
    with criterion(
        "scores for every place",
        trivial=True,
        hint="Two inputs, Korean rows and the English words so far; at the end a Dense layer with one unit for each "
        "token of English, without softmax.",
    ):
        scores = outputs(rebuilt, new_source, seen)
        close(scores.shape, [NEW, TARGET - 1, len(TOKENS["en"])], what=f"the shape of the scores for {NEW} rows")
        finite(scores, what="the scores")
    with criterion(
        "never looks ahead",
        required=True,
        trivial=True,
        hint="Attention of English words to English words needs use_causal_mask=True. While it learns, the next word "
        "stands one place further on: whoever looks there copies it.",
    ):
        cuts = np.repeat(np.arange(1, TARGET - 1), 10)  # from there on a row is changed, ten rows for each
        some = rng.integers(NEW, size=len(cuts))
        later = np.arange(TARGET - 1) >= cuts[:, None]
        changed = np.where(later, rng.integers(3, len(TOKENS["en"]), size=later.shape), seen[some]).astype("int32")
        gaps = np.abs(outputs(rebuilt, new_source[some], changed) - scores[some]).max(axis=-1)
        gap = float(np.where(later, 0, gaps).max())
        require(gap < 1e-3, f"the scores at some places change by {gap:.3g} with the words after them.")
    with criterion(
        "knows the next word",
        hint="Does fit run? It reads target[:, :-1] and should give target[:, 1:], each word one place earlier. "
        "Padding is no word: ignore_class=0. from_logits=True goes with scores: no softmax at the end. And does the "
        "English side look at the Korean one?",
    ):
        places = new_target[:, 1:] > 0
        share = float((scores.argmax(axis=-1) == new_target[:, 1:])[places].mean())
        require(share >= LEAST_NEXT, f"{share:.1%} of the next words are right, with the true words before them.")
    _writes(rebuilt, new_source, new)


def _writes(rebuilt, new_source: np.ndarray, new: np.ndarray) -> None:
    """The criterion on whole numbers, written word by word."""
    with criterion(
        "97 % of new numbers, word for word",
        weight=3,
        hint="One wrong word makes a number wrong. Let the learning rate rise at first and fall to 0 at the end; "
        "train until the loss is far below 0.01. Do the Korean words have their places, and is only padding masked?",
    ):
        fits = exact(translate(rebuilt, new_source), new)
        by_length = {k: [bool(fit) for fit, n in zip(fits, new, strict=True) if len(str(n)) == k] for k in (5, 6, 7)}
        parts = ", ".join(f"{np.mean(part):.0%} with {k} digits" for k, part in by_length.items() if part)
        require(
            fits.mean() >= LEAST_EXACT,
            f"{fits.mean():.1%} of {NEW} new numbers are right ({parts}); expected {LEAST_EXACT:.0%}.",
        )
