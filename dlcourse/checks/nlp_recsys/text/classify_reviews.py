"""The check of `classify_reviews`."""

import numpy as np

from dlcourse.checks.core import OWN_WORK, close, criterion, exercise, require
from dlcourse.checks.nlp_recsys.unknowable import unknowable


def new_reviews(seed: int, count: int) -> tuple[list[str], np.ndarray]:
    """`count` new reviews in English, all different, and their labels (0 negative, 1 positive)."""
    from dlcourse.data.makers.reviews import LABELS, write_reviews

    pairs = write_reviews("en", count, seed)
    return [str(review) for _, review in pairs], np.array([LABELS.index(label) for label, _ in pairs])


@exercise(rules=[OWN_WORK], seconds=60)
def classify_reviews(answer, rng):
    """`classify_reviews(texts, labels)`: a function from a list of reviews to 0s and 1s; 95 % of new ones are right.

    Requirements:
    - "return a function that takes a list of reviews and returns an array of 0s and 1s" → gives back a function that
      answers 0 or 1
    - "A new review gets the same answer whichever other reviews are in the list" → judges each review for itself
    - "may have words that you have never seen" → words it has never met
    - "Train" → has learned something
    - "95 % must be right" → 95 % of new reviews
    """
    texts, labels = new_reviews(int(unknowable(rng).integers(1 << 62)), 2500)
    new_texts, new_labels = texts[2000:], labels[2000:]
    accuracy, found, classify = 0.0, np.zeros(500), None
    with criterion(
        "gives back a function that answers 0 or 1",
        hint="Define a function inside and return it, without calling it. One label a review, in an array (reviews,):"
        " probabilities above ½ become 1.",
    ):
        classify = answer(texts[:2000], labels[:2000])
        require(callable(classify), f"classify_reviews returned {type(classify).__name__}; expected a function.")
        found = np.asarray(classify(new_texts), dtype=float)
        close(found.shape, [500], what="the shape of the labels for 500 reviews")
        require(set(np.unique(found)) <= {0.0, 1.0}, f"some labels are neither 0 nor 1: {found[:4]}.")
        accuracy = float((found == new_labels).mean())
    seen = f"{accuracy:.1%} of 500 new reviews are right"
    with criterion(
        "judges each review for itself",
        hint="The vocabulary comes from the TRAINING reviews, and it stays. If it is built again from the new"
        " reviews, the same word has another number.",
    ):
        require(callable(classify), "there is no function to call: the first criterion failed.")
        alone = np.asarray(classify(new_texts[:40]), dtype=float)
        close(alone, found[:40], what="the labels of 40 reviews without the other 460")
    with criterion("words it has never met", hint="Unknown words are [OOV]: dict.get(word, 1) never raises KeyError."):
        require(callable(classify), "there is no function to call: the first criterion failed.")
        strange = np.asarray(classify(["Zyxw qwvut!", new_texts[0]]), dtype=float)
        close(strange.shape, [2], what="the shape of the labels for two reviews, one of unknown words")
    with criterion(
        "has learned something",
        hint="Are reviews and labels still in the same order? Are training and new reviews encoded alike?",
    ):
        require(accuracy > 0.75, f"{seen}; guessing gives 50 %.")
    with criterion(
        "95 % of new reviews",
        weight=2,
        hint="`x, but y` is not `y, but x`: a bag of words cannot tell them apart. Let the network see the order.",
    ):
        require(accuracy >= 0.95, f"{seen}; expected at least 95 %.")
