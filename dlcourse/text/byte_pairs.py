"""Subwords by byte-pair encoding: frequent words stay whole, rare ones fall into known pieces, no word is unknown.

Gage (1994) compressed files this way; Sennrich, Haddow and Birch (2016), "Neural Machine Translation of Rare Words
with Subword Units", brought it to text. Here a piece is made of characters; GPT-2's variant starts from bytes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[str, str]


@dataclass(frozen=True)
class BytePairs:
    """A list of merges, learned from words; the first is the most frequent pair, so order matters.

    >>> pairs = BytePairs.learn(["low", "low", "lower", "lowest", "newest"], merges=4)
    >>> pairs.merges
    [('l', 'o'), ('lo', 'w'), ('e', 's'), ('es', 't')]
    >>> pairs.encode("slowest")
    ['s', 'low', 'est']
    """

    merges: list[Pair]

    @classmethod
    def learn(cls, words: Iterable[str], merges: int) -> "BytePairs":
        """Learn at most `merges` merges: again and again, the pair of neighbours that occurs most often becomes one.

        Equally frequent pairs go by alphabet. It ends early when no pair occurs twice. A Counter of words will do too.
        """
        counts = Counter(words)
        split = {word: list(word) for word in counts}
        learned: list[Pair] = []
        for _ in range(merges):
            pairs: Counter[Pair] = Counter()
            for word, pieces in split.items():
                for pair in pairwise(pieces):
                    pairs[pair] += counts[word]
            best = min(pairs, key=lambda pair: (-pairs[pair], pair), default=None)
            if best is None or pairs[best] < 2:
                break
            learned.append(best)
            split = {word: merge(pieces, best) for word, pieces in split.items()}
        return cls(learned)

    def encode(self, word: str) -> list[str]:
        """The subwords of a word, seen before or not; put together they are the word again."""
        pieces = list(word)
        for pair in self.merges:
            pieces = merge(pieces, pair)
        return pieces


def merge(pieces: list[str], pair: Pair) -> list[str]:
    """The pieces with each occurrence of the pair, from the left, made one.

    >>> merge(["a", "a", "a", "b"], ("a", "a"))
    ['aa', 'a', 'b']
    """
    merged: list[str] = []
    i = 0
    while i < len(pieces):
        together = tuple(pieces[i : i + 2]) == pair
        merged.append("".join(pair) if together else pieces[i])
        i += 2 if together else 1
    return merged
