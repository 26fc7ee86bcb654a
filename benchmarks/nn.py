"""One training step of `dlcourse.nn` and of Keras (`train_on_batch`, compiled), and its matrix products alone.

Networks from the same weights on the same batches, measured alternately; prints medians and ratios.

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


def attention(library, first):
    """Layer normalisation and self-attention with 4 heads over 50 steps of 64 features, then softmax."""
    if library is nn.layers:
        attend = [library.MultiHeadAttention(4, 16)]
    else:  # Keras' layer has two inputs, so it does not fit into a Sequential by itself
        x = first((50, 64))
        attend = [keras.Model(x, library.MultiHeadAttention(4, 16)(x, x))]
    return [
        first((50, 64)), library.LayerNormalization(), *attend, library.GlobalAveragePooling1D(),
        library.Dense(10, activation="softmax"),
    ]  # fmt: skip


def normalization(library, first):
    """Two layer normalisations of 50 steps of 256 features, then softmax."""
    return [
        first((50, 256)), library.LayerNormalization(), library.LayerNormalization(), library.GlobalAveragePooling1D(),
        library.Dense(10, activation="softmax"),
    ]  # fmt: skip


def temporal(library, first):
    """Four causal convolutions over 96 steps, dilated by 1, 2, 4 and 8, then softmax."""
    convolutions = [
        library.Conv1D(32, 3, padding="causal", dilation_rate=dilation, activation="relu") for dilation in (1, 2, 4, 8)
    ]
    return [first((96, 8)), *convolutions, library.Flatten(), library.Dense(10, activation="softmax")]


def transposed(library, first):
    """Two transposed convolutions from 7 by 7 to 28 by 28, then softmax."""
    return [
        first((7, 7, 32)), library.Conv2DTranspose(32, 4, strides=2, padding="same", activation="relu"),
        library.Conv2DTranspose(1, 4, strides=2, padding="same"), library.Flatten(),
        library.Dense(10, activation="softmax"),
    ]  # fmt: skip


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


def products_of_attention() -> Callable[[], None]:
    """The same for self-attention: four projections, then for each head scores and weighted means."""
    projections = products([(64 * 50, 64, 64)] * 4)
    head, scores = np.ones((64, 4, 50, 16), "float32"), np.ones((64, 4, 50, 50), "float32")

    def multiply() -> None:
        projections()
        for _ in range(2):  # forward; backward once more for each of the two
            head @ head.swapaxes(-1, -2)
            for _ in range(2):
                scores @ head

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
    "Attention, 4 heads on (64, 50, 64)": (attention, (64, 50, 64), products_of_attention(), 1.0),
    "LayerNormalization on (64, 50, 256)": (normalization, (64, 50, 256), products([(64, 256, 10)]), 1.0),
    "Conv1D causal, 4 layers on (64, 96, 8)": (
        temporal, (64, 96, 8), products([(6144, 24, 32), *[(6144, 96, 32)] * 3, (64, 3072, 10)]), 1.5,
    ),
    "Conv2DTranspose 7 to 28, batch 64": (
        transposed, (64, 7, 7, 32), products([(3136, 32, 512), (12544, 32, 16), (64, 784, 10)]), 1.5,
    ),
}  # fmt: skip


def milliseconds(step: Callable) -> float:
    """The mean time of a step over one turn."""
    count, started = 0, time.perf_counter()
    while (seconds := time.perf_counter() - started) < SECONDS_PER_TURN:
        step()
        count += 1
    return 1000 * seconds / count


def main(rounds: int) -> None:
    print(f"{'ms a step':<40} {'dlcourse':>9} {'Keras':>7} {'products':>9} {'ratio':>6} {'target':>6}")
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
        print(f"{name:<40} {mine:>9.2f} {keras_:>7.2f} {product:>9.2f} {ratio:>6.2f} {asked:>6.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    main(parser.parse_args().rounds)
