"""The check of `encode_and_pad`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.nlp_recsys.text.new_words import in_any_order, new_word


@exercise(rules=[BY_HAND])
def encode_and_pad(answer, rng):
    """`encode_and_pad(token_lists, vocabulary, length)`: int array (texts, length), padded and cut at the end.

    Requirements:
    - "shape (texts, length)" → one row a text, one column a place
    - "Write encode_and_pad(token_lists, vocabulary, length)" → the numbers of the vocabulary
    - "gets zeros at the end" → zeros at the end
    - "A text that is too long keeps its first length words" → long texts keep their first words
    - "A word that is not in the vocabulary becomes 1 and keeps its place" → a word that is not in the vocabulary is 1
    - "an array of whole numbers" → whole numbers
    """
    words = sorted({new_word(rng) for _ in range(20)})
    vocabulary = in_any_order({"[PAD]": 0, "[OOV]": 1, **{word: i for i, word in enumerate(words, start=2)}}, rng)
    lists = [[words[i] for i in rng.integers(len(words), size=n)] for n in (3, 9, 6, 0)]
    numbers = [[vocabulary[word] for word in row] for row in lists]
    with criterion("one row a text, one column a place", hint="Every row has `length` entries, also an empty text."):
        close(np.shape(answer(lists, vocabulary, 6)), [4, 6], what="the shape for 4 texts and length 6")
    with criterion(
        "the numbers of the vocabulary",
        hint="A word's number is what the dict has for it, not its place in the dict or in the alphabet.",
    ):
        found = set(_result_array(answer(lists[2:3], vocabulary, 9)).ravel().tolist())
        require(set(numbers[2]) <= found, f"the row has {sorted(found)}; the words' numbers are {sorted(numbers[2])}.")
    with criterion(
        "zeros at the end",
        hint="Short texts are filled up with 0 BEHIND their words. (Keras' pad_sequences fills in front by default.)",
    ):
        close(
            _result_array(answer(lists[:1], vocabulary, 7)),
            _padded(numbers[:1], 7),
            what=f"the row of {len(lists[0])} words for length 7",
        )
    with criterion(
        "long texts keep their first words", hint="Cut off what is too much at the end: exactly `length` words stay."
    ):
        close(
            _result_array(answer(lists[1:3], vocabulary, 6)),
            _padded(numbers[1:3], 6),
            what="the rows of 9 and 6 words for length 6",
        )
    with criterion(
        "a word that is not in the vocabulary is 1",
        hint="Unknown words keep their place, as [OOV]. Leaving them out shifts all that follows; 0 means padding.",
    ):
        unknown = [words[0], "zzzunknown", words[1]]
        close(
            _result_array(answer([unknown], vocabulary, 4)),
            [[2, 1, 3, 0]],
            what="the row of a known, an unknown and a known word",
        )
    with criterion("whole numbers", hint='They are row numbers of a table: dtype "int32", not float.', trivial=True):
        kind = np.asarray(answer(lists, vocabulary, 6)).dtype.kind
        require(kind in "iu", f"the dtype is of kind {kind!r}; expected whole numbers.")


def _result_array(found) -> np.ndarray:
    require(found is not None, "your result is None: is a `return` missing?")
    return np.asarray(found)


def _padded(rows: list[list[int]], length: int) -> np.ndarray:
    return np.stack([np.pad(row, (0, length))[:length] for row in rows])
