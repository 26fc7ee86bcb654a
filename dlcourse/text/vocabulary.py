"""Words and their numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

PAD, OOV = 0, 1  # padding; out of vocabulary
SPECIAL = ("[PAD]", "[OOV]")


class Vocabulary:
    """Known words and their numbers: 0 is padding, 1 any unknown word, 2 the most frequent word, and so on.

    >>> vocabulary = Vocabulary.of([["a", "good", "pan"], ["a", "pan"], ["a", "book"]])
    >>> vocabulary.words
    ['[PAD]', '[OOV]', 'a', 'pan', 'book', 'good']
    >>> vocabulary.encode(["a", "bad", "pan"])
    [2, 1, 3]
    >>> vocabulary.decode([2, 1, 3, 0])
    ['a', '[OOV]', 'pan', '[PAD]']
    """

    def __init__(self, words: Iterable[str]):
        """Number these words from 2 in the given order. Raises ValueError if a word occurs twice."""
        self.words = [*SPECIAL, *words]
        if len(self._ids) < len(self.words):
            raise ValueError("A vocabulary must hold each word once: remove the repeated words.")

    @classmethod
    def of(cls, token_lists: Iterable[Sequence[str]], size: int | None = None, min_count: int = 1) -> "Vocabulary":
        """The vocabulary of these texts, ordered by frequency, and then by alphabet.

        `size` includes [PAD] and [OOV], as in an Embedding layer; words rarer than `min_count` are left out.
        Use texts of the training part only: a word that occurs only in the test part must be unknown.

        Raises ValueError if `size` is too small for the two.
        """
        if size is not None and size < len(SPECIAL):
            raise ValueError(f"size={size} leaves no room for {SPECIAL[0]} and {SPECIAL[1]}: it must be 2 or more.")
        counts = Counter(token for tokens in token_lists for token in tokens if token not in SPECIAL)
        known = sorted((word for word in counts if counts[word] >= min_count), key=lambda word: (-counts[word], word))
        return cls(known[: None if size is None else size - len(SPECIAL)])

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {word: i for i, word in enumerate(self.words)}

    def encode(self, tokens: Sequence[str]) -> list[int]:
        """The number of each token; 1 for an unknown one."""
        return [self._ids.get(token, OOV) for token in tokens]

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The word of each number, [PAD] for padding. Raises IndexError for a number that no word has."""
        ids = [int(i) for i in ids]
        if unknown := [i for i in ids if not 0 <= i < len(self)]:
            raise IndexError(f"There is no word {unknown[0]}; the numbers go from 0 to {len(self) - 1}.")
        return [self.words[i] for i in ids]

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._ids

    def __repr__(self) -> str:
        return f"Vocabulary({len(self)} words: {', '.join(self.words[:6])}{', …' if len(self) > 6 else ''})"
