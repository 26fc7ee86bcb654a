"""One training step of `dlcourse.nn` and of Keras (`train_on_batch`, compiled), and its matrix products alone.

Three networks, from the same weights on the same batches, measured alternately; prints medians and ratios.

    python benchmarks/nn.py [--rounds 15]
"""

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from statistics import median

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

from dlcourse import nn

SECONDS_PER_TURN = 0.15  # at least: one step is too short to be measured alone


def mlp(library, first):
    """784-512-10."""
    return [first((784,)), library.Dense(512, activation="relu"), library.Dense(10, activation="softmax")]


def cnn(library, first):
    """Convolution 32, pooling, convolution 64, pooling, softmax."""
    return [
        first((28, 28, 1)), library.Conv2D(32, 3, activation="relu"), library.MaxPooling2D(),
        library.Conv2D(64, 3, activation="relu"), library.MaxPooling2D(), library.Flatten(),
        library.Dense(10, activation="softmax"),
    ]  # fmt: skip


def lstm(library, first):
    """64 units over 50 steps of 32 features, then softmax."""
    return [first((50, 32)), library.LSTM(64), library.Dense(10, activation="softmax")]


def products(shapes: list[tuple[int, int, int]]) -> Callable[[], None]:
    """The matrix products (rows, inner, columns) of a layer: forward, and two of the same size backward."""
    arrays = [[np.ones(shape, "float32") for shape in ((n, k), (k, m), (n, m))] for n, k, m in shapes]

    def multiply() -> None:
        for i, (x, w, y) in enumerate(arrays):
            x @ w
            x.T @ y
            if i:  # the gradient with respect to the data is not needed
                y @ w.T

    return multiply


def steps_of_lstm() -> Callable[[], None]:
    """The same for an LSTM: inputs of all steps at once, then step by step."""
    together = products([(50 * 64, 32, 256)])
    h, r, z = (np.ones(shape, "float32") for shape in ((64, 64), (64, 256), (64, 256)))
    history, gradients = np.ones((50 * 64, 64), "float32"), np.ones((50 * 64, 256), "float32")

    def multiply() -> None:
        together()
        for _ in range(50):
            h @ r
            z @ r.T
        history.T @ gradients

    return multiply


CASES = {
    "MLP 784-512-10, batch 128": (mlp, (128, 784), products([(128, 784, 512), (128, 512, 10)]), 1.0),
    "CNN 32-64 3x3 on 28x28, batch 64": (
        cnn, (64, 28, 28, 1), products([(64 * 26 * 26, 9, 32), (64 * 11 * 11, 288, 64), (64, 1600, 10)]), 3.0,
    ),
    "LSTM 64 on (64, 50, 32)": (lstm, (64, 50, 32), steps_of_lstm(), 2.0),
}  # fmt: skip


def milliseconds(step: Callable) -> float:
    """The mean time of a step over one turn."""
    count, started = 0, time.perf_counter()
    while (seconds := time.perf_counter() - started) < SECONDS_PER_TURN:
        step()
        count += 1
    return 1000 * seconds / count


def main(rounds: int) -> None:
    print(f"{'ms a step':<34} {'dlcourse':>9} {'Keras':>7} {'products':>9} {'ratio':>6} {'target':>6}")
    for name, (layers_of, shape, bare, asked) in CASES.items():
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=shape).astype("float32"), rng.integers(0, 10, shape[0])
        theirs = keras.Sequential(layers_of(keras.layers, keras.Input))
        ours = nn.Sequential(layers_of(nn.layers, nn.Input))
        ours.set_weights(theirs.get_weights())
        for model in (ours, theirs):
            model.compile("sgd", loss="sparse_categorical_crossentropy")
        steps = [partial(ours.train_on_batch, x, y), partial(theirs.train_on_batch, x, y), bare]
        for step in steps:
            step()
        turns = [[milliseconds(step) for step in steps] for _ in range(rounds)]
        mine, keras_, product = (median(turn[i] for turn in turns) for i in range(3))
        ratio = median(turn[0] / turn[1] for turn in turns)
        print(f"{name:<34} {mine:>9.2f} {keras_:>7.2f} {product:>9.2f} {ratio:>6.2f} {asked:>6.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    main(parser.parse_args().rounds)
