"""The check of `build_vocabulary`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.nlp_recsys.text.new_words import new_word


@exercise(rules=[BY_HAND])
def build_vocabulary(answer, rng):
    """`build_vocabulary(token_lists, size)`: {word: number} with PAD 0, OOV 1, then the most frequent words first.

    Requirements:
    - "Return a dict from word to number" → padding is 0, unknown is 1
    - "then the words, most frequent first" → the most frequent word is number 2
    - "Words that occur equally often go in alphabetical order" → ties in alphabetical order
    - "the dict has at most size entries, all counted" → at most size entries
    - "None means no limit" → the most frequent word is number 2
    """
    words = list({new_word(rng) for _ in range(12)})[:6]
    often = rng.permutation([9, 7, 6, 4, 3, 1])
    flat = [word for word, count in zip(words, often, strict=True) for _ in range(count)]
    flat = [flat[i] for i in rng.permutation(len(flat))]
    lists = [flat[:5], flat[5:17], [], flat[17:]]
    by_count = [words[i] for i in np.argsort(-often)]
    with criterion("padding is 0, unknown is 1", hint='"[PAD]": 0 and "[OOV]": 1, before any word.'):
        found = _require_dict(answer(lists, None))
        close([found.get("[PAD]", -1), found.get("[OOV]", -1)], [0, 1], what="the numbers of [PAD] and [OOV]")
    with criterion(
        "the most frequent word is number 2",
        weight=2,
        hint="Count over ALL lists, then number by frequency, not in order of appearance: rare words are then last.",
    ):
        found = _require_dict(answer(lists, None))
        close([found.get(word, -1) for word in by_count], range(2, 8), what="the numbers, most frequent word first")
        require(len(found) == 8, f"there are {len(found)} entries for 6 words, [PAD] and [OOV].")
    with criterion(
        "ties in alphabetical order",
        hint="Words that occur equally often: the alphabet decides. Sort by the pair (minus count, word).",
    ):
        found = _require_dict(answer([["pear", "fig", "kiwi"], ["kiwi", "apple"]], None))
        close([found.get(word, -1) for word in ("kiwi", "apple", "fig", "pear")], [2, 3, 4, 5], what="the numbers")
    with criterion(
        "at most size entries", hint="size counts everything, [PAD] and [OOV] as well. The rarest words are left out."
    ):
        for size in (5, 2, 99):
            found, kept = _require_dict(answer(lists, size)), by_count[: size - 2]
            require(
                set(found) == {"[PAD]", "[OOV]", *kept},
                f"with size={size} the entries are {sorted(found)}; expected [PAD], [OOV] and {len(kept)} words.",
            )
            close([found[word] for word in kept], range(2, 2 + len(kept)), what=f"the numbers with size={size}")


def _require_dict(found) -> dict:
    require(isinstance(found, dict), f"your result is of type {type(found).__name__}; expected a dict.")
    return found
