"""The check of `phrases_to_tensor`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, as_array, close, criterion, equal, exercise


@exercise(rules=[WITH_KERAS])
def phrases_to_tensor(answer, rng):
    """`phrases_to_tensor(phrases)`: one-hot tensor (phrases, words, vocabulary), vocabulary in alphabetical order.

    Requirements:
    - "an array (or tensor) of shape (phrases, words, vocabulary)" → one axis for phrases, words and vocabulary
    - "for each word a 1 in its column, 0 elsewhere" → a single 1 for each word
    - "in alphabetical order" → alphabetical order
    - "all words that occur, each once" → any words
    """
    phrases = ["red car", "blue car", "red bus"]
    with criterion(
        "one axis for phrases, words and vocabulary", hint="Three axes: which phrase, which word, which entry."
    ):
        equal(list(as_array(answer(phrases)).shape), [3, 2, 4], what="the shape for 3 phrases of 2 words over 4 words")
    with criterion("a single 1 for each word", hint="One-hot: 1 in the column of the word, 0 in all others."):
        tensor = as_array(answer(phrases))
        close(tensor.sum(axis=-1), np.ones((3, 2)), what="the sums over the vocabulary")
        close(np.sort(tensor, axis=-1)[..., :-1], np.zeros((3, 2, 3)), what="all entries but the largest")
    with criterion("alphabetical order", hint="sorted() the set of words: then column 0 is the first in the alphabet."):
        close(as_array(answer(phrases)).argmax(axis=-1), [[3, 2], [0, 2], [3, 1]], what="the columns of the words")
    with criterion("any words", hint="Take the vocabulary from the phrases, do not write it down."):
        words = ["".join(rng.choice(list("abcdefgh"), size=5)) + end for end in "ijklmn"]
        rows = rng.integers(0, 6, size=(5, 4))
        vocabulary = sorted({words[i] for i in rows.flat})
        found = as_array(answer([" ".join(words[i] for i in row) for row in rows]))
        wanted = [[vocabulary.index(words[i]) for i in row] for row in rows]
        close(found, np.eye(len(vocabulary))[wanted], what="the tensor of five phrases of four other words")
