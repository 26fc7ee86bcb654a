"""The graded network of chapter 02 over twenty spirals: the reference, simpler models, and other choices.

    python benchmarks/seeds/spiral.py [--seeds 20]

Each seed makes a spiral of its own and a start of its own. Accuracy in percent of the examiner's 3,000 new points.
"""

import argparse
import time

import numpy as np
from chapter import functions

from dlcourse.checks.backpropagation.train_network import BEATS_A_LINE, GOOD, spirals

NAMES = (
    "sigmoid softmax_crossentropy_gradient dense_backward logits crossentropy loss_and_gradients random_params "
    "descend train_linear"
).split()
CHOICES = {  # hidden units, standard deviation of the first weights over that of Xavier's, learning rate, steps
    "reference: 32 units, learning rate 5, 3,000 steps": (32, 1, 5.0, 3000),
    "wider first weights: 32 units, five times Xavier's": (32, 5, 5.0, 3000),
    "learning rate 1": (32, 1, 1.0, 3000),
    "200 steps": (32, 1, 5.0, 200),
    "8 hidden units": (8, 1, 5.0, 3000),
    "3 hidden units": (3, 1, 5.0, 3000),
    "2 hidden units": (2, 1, 5.0, 3000),
    "all first weights 0": (32, 0, 5.0, 3000),
}


def answers(space: dict) -> dict:
    """For each choice a function from (X, y, seed) to one of points to logits."""

    def network(X, y, seed, units, width, rate, steps):
        params = space["random_params"](2, units, 3, np.random.default_rng(seed))
        params = {name: value * (width if name == "W1" or width == 0 else 1) for name, value in params.items()}
        params, _ = space["descend"](params, X, np.eye(3)[y], rate, steps)
        return lambda points: space["logits"](params, points)[0]

    def linear(X, y, seed):
        W, b = space["train_linear"](X, np.eye(3)[y], 1.0, 2000)
        return lambda points: points @ W + b

    made = {"softmax regression": linear}
    for name, choice in CHOICES.items():
        made[name] = lambda X, y, seed, choice=choice: network(X, y, seed, *choice)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    options = parser.parse_args()
    print("| Answer | Mean | s.d. | Worst | Best | 70 % | 95 % | CPU s, mean |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, answer in answers(functions("02_backpropagation", *NAMES, np=np)).items():
        shares, seconds = [], []
        for seed in range(options.seeds):
            (X, y), (new, truth) = spirals(np.random.default_rng(seed), 100, 1000)
            start = time.process_time()
            model = answer(X, y, seed)
            seconds.append(time.process_time() - start)
            shares.append(np.mean(model(new).argmax(axis=1) == truth))
        found = np.array(shares)
        numbers = (found.mean(), found.std(ddof=1), found.min(), found.max())
        spread = " | ".join(f"{100 * number:.1f}" for number in numbers)
        passed = " | ".join(f"{np.sum(found >= bar)} of {options.seeds}" for bar in (BEATS_A_LINE, GOOD))
        print(f"| {name} | {spread} | {passed} | {np.mean(seconds):.1f} |", flush=True)


if __name__ == "__main__":
    main()
