"""How hard is `sketches`? Logistic regression, an MLP and a CNN of equal parameters, over three seeds.

    python benchmarks/data.py

Prints a table: accuracy on the test part in percent, mean and standard deviation over the seeds.
"""

import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers
from rich.console import Console
from rich.table import Table

from dlcourse import data

SEEDS, EPOCHS, BATCH = (0, 1, 2), 6, 128


def logistic_regression():
    return keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")])


def mlp():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(54, activation="relu"),
            layers.Dense(32, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def cnn():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(48, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def accuracy(build, seed: int, sketches) -> tuple[float, int]:
    """Train once. Returns the accuracy on the test part and the number of parameters."""
    keras.utils.set_random_seed(seed)
    model = build()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    scaled = lambda x: x[..., None].astype("float32") / 255  # noqa: E731
    model.fit(scaled(sketches.x_train), sketches.y_train, batch_size=BATCH, epochs=EPOCHS, verbose=0)
    score = model.evaluate(scaled(sketches.x_test), sketches.y_test, batch_size=500, verbose=0)[1]
    return score, model.count_params()


def main() -> None:
    sketches = data.load("sketches")
    table = Table("model", "parameters", "accuracy %", "s.d.", "seconds a training", title=f"sketches, {EPOCHS} epochs")
    for build in (logistic_regression, mlp, cnn):
        start = time.perf_counter()
        runs = [accuracy(build, seed, sketches) for seed in SEEDS]
        scores = 100 * np.array([score for score, _ in runs])
        seconds = (time.perf_counter() - start) / len(SEEDS)
        name = build.__name__.replace("_", " ")
        table.add_row(name, f"{runs[0][1]:,}", f"{scores.mean():.1f}", f"{scores.std(ddof=1):.1f}", f"{seconds:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
