"""The trained exercises of chapter 13 over twenty seeds, each beside its rivals.

    python benchmarks/electives/transformers.py [translator] [cnn] [--seeds 20] [--first 0] [--only reference]

Translator: numbers in words, Korean to English, on new numbers. The reference; a network with one vector between
encoder and decoder, nearly twice as many parameters and half as many steps again; the nearest training pair; and a
dictionary that replaces word by word, learned from the same pairs. Text CNN: the reference on new Korean reviews,
beside bags of words, of syllables, and of runs of one to four syllables. One row a seed; then how many seeds reach what
the chapter asks for.
"""

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[1] / "seeds"))

import numpy as np
from chapter import functions

from dlcourse.checks.models import outputs
from dlcourse.checks.transformers.build_text_cnn import LEAST, REVIEWS, build_text_cnn, drawn, numbered
from dlcourse.checks.transformers.train_translator import (
    LEAST_EXACT,
    exact,
    new_numbers,
    rows,
    train_translator,
    translate,
)
from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras

L = keras.layers
UNITS, VECTOR = 93, 64  # of the network with one vector: nearly twice as many parameters as the reference
EPOCHS, BATCH, RATE = 6, 128, 0.006  # of its training, half as many again as the reference


def translators() -> dict:
    """The answers to `train_translator`, by name: the chapter's, and the network with one vector."""
    parts = ("positional_encoding", "embed", "attend", "think", "train_translator")
    space = functions("13_transformers", *parts, np=np, keras=keras, L=L)
    return {"reference": space["train_translator"], "one vector": one_vector}


def one_vector(source: np.ndarray, target: np.ndarray):
    """Two GRUs: the last state of the first is all that the second knows of the text."""
    korean = keras.Input((source.shape[1],), dtype="int32")
    english = keras.Input((target.shape[1] - 1,), dtype="int32")
    _, state = L.GRU(UNITS, return_state=True)(L.Embedding(int(source.max()) + 1, VECTOR, mask_zero=True)(korean))
    words = L.Embedding(int(target.max()) + 1, VECTOR)(english)
    states = L.GRU(UNITS, return_sequences=True)(words, initial_state=state)
    model = keras.Model([korean, english], L.Dense(int(target.max()) + 1)(states))
    steps = EPOCHS * len(source) // BATCH
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, int(0.9 * steps), warmup_target=RATE, warmup_steps=int(0.1 * steps)
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
    model.compile(keras.optimizers.Adam(rate, beta_2=0.98, global_clipnorm=1.0), loss)
    model.fit([source, target[:, :-1]], target[:, 1:], batch_size=BATCH, epochs=EPOCHS, verbose=0)
    return model


def nearest_pair(source: np.ndarray, target: np.ndarray, new: np.ndarray) -> np.ndarray:
    """For each new row the English of the training row that agrees with it at most places, (n, 11)."""
    alike = sum((new[:, None, place] == source[None, :, place]).astype("int8") for place in range(source.shape[1]))
    return target[np.argmax(alike, axis=1)]


def dictionary(source: np.ndarray, target: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Each syllable replaced by the English token that goes with it most of all: P(token | syllable) / P(token)."""
    together, alone = defaultdict(Counter), Counter()
    for korean, english in zip(source, target, strict=True):
        words = set(english[english > 2].tolist())
        alone.update(words)
        for syllable in set(korean[korean > 2].tolist()):
            together[syllable].update(words)
    best = {
        syllable: max(counts, key=lambda word, counts=counts: counts[word] / alone[word])
        for syllable, counts in together.items()
    }
    written = np.zeros((len(new), target.shape[1]), dtype="int32")
    for row, korean in zip(written, new, strict=True):
        said = [1, *(best[syllable] for syllable in korean[korean > 2].tolist()), 2][: len(row)]
        row[: len(said)] = said
    return written


def translator(seeds: range, only: list[str]) -> None:
    print("| Translator | seed | new numbers right | criteria passed | parameters | CPU s |\n|---|--:|--:|--:|--:|--:|")
    passed = Counter()
    for seed in seeds:
        known, new = new_numbers(np.random.default_rng(seed))
        (source, target), (new_source, _) = rows(known), rows(new)
        for name, look_up in (("nearest pair", nearest_pair), ("dictionary", dictionary)):
            share = exact(look_up(source, target, new_source), new).mean()
            passed[name] += share >= LEAST_EXACT
            print(f"| {name} | {seed} | {share:.1%} | | | |", flush=True)
        for name, answer in translators().items():
            if only and name not in only:
                continue
            keras.utils.set_random_seed(seed)
            kept, start = [], time.process_time()

            def trained(source, target, answer=answer, kept=kept):
                kept.append(answer(source, target))
                return kept[0]

            report = train_translator.judge(trained, seed=seed)
            seconds = time.process_time() - start
            share = exact(translate(kept[0], new_source), new).mean()
            met = [result.passed for result in report.criteria if result.weight]  # no rules: this file has imports
            passed[name] += all(met)
            print(
                f"| {name} | {seed} | {share:.1%} | {sum(met)} of {len(met)} |"
                f" {kept[0].count_params():,} | {seconds:.0f} |",
                flush=True,
            )
    print("\n" + "\n".join(f"{name}: {count} of {len(seeds)}" for name, count in passed.items()), "\n", flush=True)


def cnn(seeds: range, _: list[str]) -> None:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    answer = functions("13_transformers", "build_text_cnn", keras=keras)["build_text_cnn"]
    print("| Reader | seed | new reviews right | passed | CPU s |\n|---|--:|--:|--:|--:|")
    passed = Counter()
    bags = {
        "bag of words": {"token_pattern": r"\S+"},
        "bag of syllables": {"analyzer": "char"},
        "runs of one to four syllables": {"analyzer": "char", "ngram_range": (1, 4)},
    }
    for seed in seeds:
        texts, labels = drawn(np.random.default_rng(seed))
        for name, how in bags.items():
            counter = CountVectorizer(**how)
            bag = LogisticRegression(max_iter=2000).fit(counter.fit_transform(texts[:REVIEWS]), labels[:REVIEWS])
            share = bag.score(counter.transform(texts[REVIEWS:]), labels[REVIEWS:])
            passed[name] += share >= LEAST
            print(f"| {name} | {seed} | {share:.1%} | | |", flush=True)
        keras.utils.set_random_seed(seed)
        start = time.process_time()
        kept: list = []
        report = build_text_cnn.judge(lambda *sizes, kept=kept: kept.append(answer(*sizes)) or kept[0], seed=seed)
        seconds = time.process_time() - start
        judged = [result for result in report.criteria if result.weight]  # no rules: this file has imports
        share = float(((outputs(kept[0], numbered(texts)[0][REVIEWS:])[:, 0] > 0.5) == labels[REVIEWS:]).mean())
        passed["text CNN"] += all(result.passed for result in judged)
        print(f"| text CNN | {seed} | {share:.1%} | {all(r.passed for r in judged)} | {seconds:.0f} |", flush=True)
    print("\n" + "\n".join(f"{name}: {count} of {len(seeds)}" for name, count in passed.items()), "\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("which", nargs="*", default=["translator", "cnn"])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument(
        "--only", nargs="*", default=[], help="of the translators that are trained: reference, one vector"
    )
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    for name, run in {"translator": translator, "cnn": cnn}.items():
        if name in options.which:
            run(seeds, options.only)


if __name__ == "__main__":
    main()
