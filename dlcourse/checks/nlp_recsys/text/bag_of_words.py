"""The check of `bag_of_words`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.nlp_recsys.text.new_words import in_any_order, new_word


@exercise(rules=[BY_HAND])
def bag_of_words(answer, rng):
    """`bag_of_words(token_lists, vocabulary)`: array (texts, len(vocabulary)) of counts.

    Requirements:
    - "shape (texts, len(vocabulary))" → a row for each text, a column for each entry
    - "Column n belongs to the word with number n" → column n is the word with number n
    - "how often each word occurs" → counts every occurrence
    - "wherever it stands in the text" → the order of the words does not matter
    - "Unknown words are counted in column 1; column 0 stays zero" → unknown words go to column 1
    """
    words = sorted({new_word(rng) for _ in range(9)})
    vocabulary = in_any_order({"[PAD]": 0, "[OOV]": 1, **{word: i for i, word in enumerate(words, start=2)}}, rng)
    numbers = [list(rng.integers(2, len(vocabulary), size=n)) for n in (4, 12, 7)]
    lists = [[words[i - 2] for i in row] for row in numbers]
    with criterion(
        "a row for each text, a column for each entry", hint="len(vocabulary) columns, [PAD] and [OOV] too."
    ):
        close(np.shape(answer([*lists, []], vocabulary)), [4, len(vocabulary)], what="the shape for 4 texts")
    with criterion(
        "the order of the words does not matter",
        hint="Count the words, and ignore their places in the text.",
        trivial=True,
    ):
        shuffled = [[row[i] for i in rng.permutation(len(row))] for row in lists]
        before = np.asarray(answer(lists, vocabulary), dtype=float)
        close(answer(shuffled, vocabulary), before, what="the counts after shuffling each text")
    with criterion(
        "column n is the word with number n",
        hint="The column is the number that the dict has for the word, not the word's place in the dict.",
    ):
        found = np.asarray(answer([[word] for word in words], vocabulary), dtype=float)
        close(found.argmax(axis=1), range(2, len(vocabulary)), what="the columns of texts of one word each")
    with criterion(
        "counts every occurrence",
        weight=2,
        hint="A word that occurs three times counts 3. With `table[rows, columns] += 1` repeated places count once.",
    ):
        expected = [np.bincount(row, minlength=len(vocabulary)) for row in numbers]
        close(answer(lists, vocabulary), expected, what="the counts")
    with criterion("unknown words go to column 1", hint="vocabulary.get(word, …) has a second argument for the rest."):
        found = np.asarray(answer([["zzz", words[0], "yyy"]], vocabulary), dtype=float)
        close(found[:, :3], [[0, 2, 1]], what="the first three columns for two unknown words and one known")
