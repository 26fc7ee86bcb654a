"""Elective 13: does masked-word pre-training help to judge reviews with few labels?

python benchmarks/electives/pretraining.py [SEEDS]

The chapter's encoder is pre-trained on 3,000 reviews without labels (15 % of the words hidden, six passes, batches of
16), then trained on 50 or 200 with labels; the same encoder from random weights is trained on the same ones; a bag of
words with logistic regression reads them, too. Each seed makes new reviews, of which 500 are for the test.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "seeds"))

from chapter import functions

from dlcourse import data, text
from dlcourse.compat.silence_stderr import quietly

LONGEST, FOR_PRETRAINING, COUNTS = 40, 3000, (50, 200)


def chapter() -> dict:
    """What the chapter's cells define that its encoder uses."""
    with quietly():
        import keras

    names = "positional_encoding block WordsInPlaces encoder hide"
    return functions("13_transformers", *names.split(), np=np, keras=keras, L=keras.layers)


def pre_train(own: dict, body, table: np.ndarray, mask: int, rng: np.random.Generator) -> float:
    """Train `body` to guess hidden words; the share of hidden words of the last 500 rows that it then guesses."""
    import keras

    guesser = keras.Model(body.input, keras.layers.Dense(mask)(body.output))
    whole = np.concatenate([rng.permutation(table[:FOR_PRETRAINING]) for _ in range(6)])
    steps = len(whole) // 16
    rate = keras.optimizers.schedules.CosineDecay(0.0, steps - 50, warmup_target=0.004, warmup_steps=50)
    guesser.compile(keras.optimizers.Adam(rate), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    damaged, hidden = own["hide"](whole, 0.15, mask, rng)
    guesser.fit(damaged, whole, sample_weight=hidden / 0.15, batch_size=16, epochs=1, verbose=0)
    damaged, hidden = own["hide"](table[FOR_PRETRAINING:], 0.15, mask, rng)
    guessed = guesser.predict(damaged, verbose=0).argmax(axis=-1)
    return float(np.mean((guessed == table[FOR_PRETRAINING:])[hidden]))


def fine_tune(body, start: list[np.ndarray], table: np.ndarray, y: np.ndarray, chosen: np.ndarray) -> float:
    """Share of the last 500 reviews right, from these weights and these labels."""
    import keras

    keras.utils.set_random_seed(0)
    body.set_weights(start)
    pooled = keras.layers.GlobalAveragePooling1D()(body.output)
    judge = keras.Model(body.input, keras.layers.Dense(1, activation="sigmoid")(pooled))
    judge.compile(keras.optimizers.Adam(0.001), "binary_crossentropy")
    judge.fit(table[chosen], y[chosen], batch_size=10, epochs=20, verbose=0)
    return float(np.mean((judge.predict(table[FOR_PRETRAINING:], verbose=0)[:, 0] > 0.5) == y[FOR_PRETRAINING:]))


def one_seed(own: dict, seed: int) -> tuple[float, dict[tuple[int, str], float]]:
    """The share of hidden words guessed, and the accuracy for each number of labels and each way."""
    import keras
    from sklearn.linear_model import LogisticRegression

    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    labels, reviews = zip(*data.write_reviews("en", FOR_PRETRAINING + 500, seed=130 + seed), strict=True)
    y = np.array([label == "positive" for label in labels], dtype=int)
    tokens = [text.words(review.lower()) for review in reviews]
    known = text.Vocabulary.of(tokens[:FOR_PRETRAINING])
    table, mask = text.pad([known.encode(words) for words in tokens], LONGEST), len(known)
    bags = np.array([np.bincount(row, minlength=mask) for row in table])[:, 2:]

    body = own["encoder"](mask + 1, before=2)
    scratch = body.get_weights()
    guessed = pre_train(own, body, table, mask, rng)
    learned = body.get_weights()
    right = {}
    for count in COUNTS:
        chosen = rng.permutation(FOR_PRETRAINING)[:count]
        right[count, "pre-trained"] = fine_tune(body, learned, table, y, chosen)
        right[count, "from scratch"] = fine_tune(body, scratch, table, y, chosen)
        bag = LogisticRegression(max_iter=1000).fit(bags[chosen], y[chosen])
        right[count, "bag of words"] = bag.score(bags[FOR_PRETRAINING:], y[FOR_PRETRAINING:])
    return guessed, right


def main(seeds: int) -> None:
    own, all_right, all_guessed = chapter(), [], []
    for seed in range(seeds):
        with quietly():
            guessed, right = one_seed(own, seed)
        all_guessed.append(guessed)
        all_right.append(right)
        print(seed, f"{guessed:.2f}", {key: round(value, 3) for key, value in right.items()}, flush=True)
    print(f"hidden words guessed: {np.mean(all_guessed):.2f}")
    for key in all_right[0]:
        values = [right[key] for right in all_right]
        print(f"{key[0]:>4} {key[1]:<13} {np.mean(values):.3f} ± {np.std(values, ddof=1) if seeds > 1 else 0:.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
