"""How long the first `fit` of a small network takes, as Keras does it and with `dlcourse.compat.keras`.

    python benchmarks/compat/tracing.py [--times 5]

Each network learns from 64 rows for one epoch, so that nearly all of the time is tracing. Processor seconds, medians
over new networks, the two ways by turns; and whether the weights are the same after it.
"""

import argparse
import os
import time
from statistics import median

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from dlcourse.compat.keras import build_before_tracing
from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

L = keras.layers
NETWORKS = {
    "two dense layers": ((20,), lambda: [L.Dense(32, "relu")]),
    "CNN": (
        (12, 12, 1),
        lambda: [L.Conv2D(8, 3, activation="relu"), L.BatchNormalization(), L.Flatten(), L.Dropout(0.2)],
    ),
    "GRU": ((20, 3), lambda: [L.GRU(16)]),
    "two LSTMs": ((20, 3), lambda: [L.LSTM(16, return_sequences=True), L.LSTM(16)]),
}
PLAIN = TensorFlowTrainer._maybe_symbolic_build
build_before_tracing()
CHANGED = TensorFlowTrainer._maybe_symbolic_build


def first_fit(name: str, way) -> tuple[float, list[np.ndarray]]:
    """Processor seconds of the first `fit` of a new network, and its weights then."""
    TensorFlowTrainer._maybe_symbolic_build = way
    shape, layers = NETWORKS[name]
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input(shape), *layers(), L.Dense(10, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x = np.random.default_rng(0).normal(size=(64, *shape)).astype("float32")
    start = time.process_time()
    model.fit(x, np.arange(64) % 10, verbose=0)
    return time.process_time() - start, model.get_weights()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    print("| Network | as Keras does it, s | built first, s | ratio | weights |\n|---|--:|--:|--:|---|")
    for name in NETWORKS:
        first_fit(name, PLAIN)  # the first of its kind takes longer
        pairs = [(first_fit(name, PLAIN), first_fit(name, CHANGED)) for _ in range(times)]
        before, after = (median(pair[way][0] for pair in pairs) for way in (0, 1))
        same = all(np.array_equal(a, b) for one, other in pairs for a, b in zip(one[1], other[1], strict=True))
        print(
            f"| {name} | {before:.2f} | {after:.2f} | {after / before:.2f} | {'the same' if same else 'differ'} |",
            flush=True,
        )
