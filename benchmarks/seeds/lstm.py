"""Does an LSTM solve the adding problem, and a plain recurrent network not? Twenty seeds of each.

    python benchmarks/seeds/lstm.py [SEEDS]

Each seed draws new sequences and new weights. Prints a table: the mean squared error on 500 new sequences, how many
seeds are at or below what chapter 08 asks for, and the time of one training.
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from keras import layers
from rich.console import Console
from rich.table import Table

from dlcourse.checks.lstm.solve_adding import ENOUGH, LENGTH, marked_numbers

NETWORKS = {
    "LSTM(24)": (layers.LSTM, 24),
    "SimpleRNN(24)": (layers.SimpleRNN, 24),
    "SimpleRNN(49), as many parameters": (layers.SimpleRNN, 49),
}


def one_run(layer, units, seed):
    """Mean squared error on new sequences, and the CPU seconds of training."""
    rng = np.random.default_rng(seed)
    (X, y), (new_X, new_y) = marked_numbers(2000, rng), marked_numbers(500, rng)
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((LENGTH, 2)), layer(units), layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01, clipnorm=1.0), loss="mse")
    start = time.process_time()
    model.fit(X, y, batch_size=50, epochs=18, verbose=0)
    return model.evaluate(new_X, new_y, batch_size=500, verbose=0), time.process_time() - start


def main():
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    table = Table("network", "lowest", "median", "highest", f"≤ {ENOUGH}", "CPU s")
    for name, (layer, units) in NETWORKS.items():
        errors, seconds = np.array([one_run(layer, units, seed) for seed in range(seeds)]).T
        numbers = [f"{value:.4f}" for value in (errors.min(), np.median(errors), errors.max())]
        table.add_row(name, *numbers, f"{(errors <= ENOUGH).sum()} of {seeds}", f"{seconds.mean():.1f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
