"""Chapter 10's five readers of reviews over ten seeds: how often are they right, and who solves the puzzle?

python benchmarks/seeds/readers.py [SEEDS]

It runs the chapter's own `compare`: 2,000 new reviews to learn from, 500 to be judged by. "puzzle": with how many seeds
the first review gets more than ½ and the second less.
"""

import re
import sys
import unicodedata
from collections import Counter

import numpy as np
from chapter import functions

from dlcourse import data
from dlcourse.compat.silence_stderr import quietly

FIRST = "The straps cut into my shoulders, but the zips run smoothly."
SECOND = "The zips run smoothly, but the straps cut into my shoulders."


def chapter() -> dict:
    """What the chapter's cells define that its comparison uses."""
    with quietly():
        import keras
        from sklearn.linear_model import LogisticRegression

    names = "normalize tokenize build_vocabulary encode_and_pad bag_of_words WordsInPlaces transformer reader"
    modules = {"np": np, "re": re, "unicodedata": unicodedata, "Counter": Counter, "keras": keras, "data": data}
    names += " train_reader compare"
    return functions("10_nlp_recsys", *names.split(), LogisticRegression=LogisticRegression, **modules)


def main(seeds: int) -> None:
    own = chapter()
    puzzle = [own["tokenize"](own["normalize"](review)) for review in (FIRST, SECOND)]
    right: dict[str, list[float]] = {}
    solved: Counter[str] = Counter()
    for seed in range(100, 100 + seeds):
        with quietly():
            accuracy, models, known = own["compare"](seed)
        for name, model in models.items():
            first, second = own["happy"](model, puzzle, known)
            right.setdefault(name, []).append(accuracy[name])
            solved[name] += bool(first > 0.5 > second)
        print(seed, " ".join(f"{values[-1]:.3f}" for values in right.values()), dict(solved), flush=True)
    print(f"{'':<22} mean    s.d.    least   puzzle")
    for name, values in right.items():
        cells = f"{np.mean(values):.3f}   {np.std(values, ddof=1):.3f}   {min(values):.3f}"
        print(f"{name:<22} {cells}   {solved[name]} of {seeds}")
    blind = np.maximum(right["bag of words"], right["attention, no places"])
    print("Transformer better than both that are blind to order:", np.sum(right["Transformer block"] > blind))
    print("LSTM, CNN better than the Transformer:",
          [np.sum(np.greater(right[name], right["Transformer block"])) for name in ("LSTM", "1-D CNN")])  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
