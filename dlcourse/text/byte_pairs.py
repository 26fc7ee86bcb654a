"""Subwords by byte-pair encoding: frequent words stay whole, rare ones are split into known pieces.

So no word is unknown. Gage (1994) compressed files this way; Sennrich, Haddow and Birch (2016), "Neural Machine
Translation of Rare Words with Subword Units", applied it to text. Here pieces are made of characters; GPT-2's variant
starts from bytes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[str, str]


@dataclass(frozen=True)
class BytePairs:
    """A list of merges, learned from words and applied in this order; the most frequent pair comes first.

    >>> pairs = BytePairs.learn(["low", "low", "lower", "lowest", "newest"], merges=4)
    >>> pairs.merges
    [('l', 'o'), ('lo', 'w'), ('e', 's'), ('es', 't')]
    >>> pairs.encode("slowest")
    ['s', 'low', 'est']
    """

    merges: list[Pair]

    @classmethod
    def learn(cls, words: Iterable[str], merges: int) -> "BytePairs":
        """Learn at most `merges` merges: in each round, the most frequent pair of neighbours is merged into one piece.

        Equally frequent pairs are taken in alphabetical order. Learning ends early when no pair occurs twice. `words`
        may also be a Counter of words.
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
        """The subwords of any word; joined, they are the word again."""
        pieces = list(word)
        for pair in self.merges:
            pieces = merge(pieces, pair)
        return pieces


def merge(pieces: list[str], pair: Pair) -> list[str]:
    """The pieces, with each occurrence of the pair, from left to right, merged into one piece.

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
