"""Does the margin of chapter 06's trained exercise hold? `build_cnn` and a dense network of its size over twenty seeds.

    python benchmarks/seeds/cnn.py [SEEDS]

Trains as the check does (2,500 new drawings, four epochs, batches of 32) and prints the accuracy on 1,000 new drawings,
and how many runs reach what the check asks for.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers
from rich.console import Console
from rich.table import Table

from dlcourse.checks.cnn.build_cnn import LEAST_ACCURACY, drawings


def cnn():
    """The solution's network."""
    return [
        layers.Conv2D(12, 5, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(24, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.Flatten(),
    ]


def dense():
    """A network with as many parameters and no convolution."""
    return [layers.Flatten(), layers.Dense(32, activation="relu")]


def accuracy(build, seed: int) -> tuple[float, int]:
    """Train once. Returns the accuracy on new drawings and the number of parameters."""
    keras.utils.set_random_seed(seed)
    x, y = drawings(2 * seed, 2500)
    x_new, y_new = drawings(2 * seed + 1, 1000)
    ends = [keras.Input((28, 28, 1)), layers.Rescaling(1 / 255)], [layers.Dense(10), layers.Softmax()]
    model = keras.Sequential([*ends[0], *build(), *ends[1]])
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    model.fit(x, y, batch_size=32, epochs=4, verbose=0)
    found = np.asarray(model.predict(x_new, verbose=0, batch_size=500)).argmax(axis=1)
    return float((found == y_new).mean()), model.count_params()


def main(seeds: int = 20) -> None:
    title = f"build_cnn's data, {seeds} seeds; the check asks for {LEAST_ACCURACY:.0%}"
    table = Table("model", "parameters", "accuracy %", "s.d.", "lowest", "highest", "passes", title=title)
    for build in (cnn, dense):
        runs = [accuracy(build, seed) for seed in range(seeds)]
        scores = 100 * np.array([score for score, _ in runs])
        numbers = (scores.mean(), scores.std(ddof=1), scores.min(), scores.max())
        passes = f"{(scores >= 100 * LEAST_ACCURACY).sum()} of {seeds}"
        table.add_row(build.__name__, f"{runs[0][1]:,}", *(f"{number:.1f}" for number in numbers), passes)
    Console().print(table)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
