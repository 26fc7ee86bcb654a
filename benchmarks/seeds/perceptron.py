"""Are the thresholds of chapter 01's trained exercise safe? Answers of the tests and simpler ones on many seeds.

    python benchmarks/seeds/perceptron.py [SEEDS] [WORDS]

Each seed is a new nose: 600 rows to learn from, 1,000 to be judged by. Prints, for each answer whose name holds the
words, how often it passes the bars of `train_softmax` on new rows, its smallest, mean and largest accuracy and
cross-entropy there, and the seconds that it trains.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from dlcourse.checks.perceptron.train_softmax import LEAST_ACCURACY, MOST_CROSSENTROPY
from dlcourse.data.makers.smells import SMELLS, new_nose
from tests.support.answers import ANSWERS, read


def gradient_descent(X, y, classes, rate, steps):
    """Softmax regression with all rows at each step."""
    W, b, Y = np.zeros((X.shape[1], classes)), np.zeros(classes), np.eye(classes)[y]
    for _ in range(steps):
        off = probabilities(X, W, b) - Y
        W -= rate * X.T @ off / len(X)
        b -= rate * off.mean(axis=0)
    return W, b


def probabilities(X, W, b):
    logits = X @ W + b
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))


def measured(train, seed: int) -> tuple[float, float, float]:
    """Accuracy and cross-entropy on new rows, and seconds to train."""
    nose = new_nose(train=600, test=1000, seed=seed)
    start = time.perf_counter()
    W, b = train(nose["x_train"].copy(), nose["y_train"].copy(), SMELLS)
    seconds = time.perf_counter() - start
    p, truth = probabilities(nose["x_test"], W, b), nose["y_test"]
    given = np.maximum(p[np.arange(len(truth)), truth], 1e-7)
    return float(np.mean(p.argmax(axis=1) == truth)), float(-np.mean(np.log(given))), seconds


def answers():
    for rate, steps in ((1, 100), (1, 300), (1, 1000), (0.1, 100), (0.1, 1000), (10, 1000)):
        yield f"rate {rate}, {steps} steps", lambda *a, r=rate, s=steps: gradient_descent(*a, r, s)
    for right, about, code in read(ANSWERS / "01_perceptron/train_softmax.py"):
        space: dict = {}
        exec(code, space)
        yield f"{'right' if right else 'wrong'}: {about}", space["train_softmax"]


def main(seeds: int = 20, only: str = "") -> None:
    for about, train in answers():
        if only not in about or "every class" in about or "built by hand" in about:
            continue
        found = np.array([measured(train, 1000 + seed) for seed in range(seeds)])
        passed = int(np.sum((found[:, 0] >= LEAST_ACCURACY) & (found[:, 1] < MOST_CROSSENTROPY)))
        accuracy, loss = (f"{min(column):.3f} … {column.mean():.3f} … {max(column):.3f}" for column in found.T[:2])
        print(f"{about[:62]:<63} {passed:>2}/{seeds}  {accuracy}   {loss}   {found[:, 2].mean():.2f} s", flush=True)


if __name__ == "__main__":
    main(*[int(argument) if argument.isdigit() else argument for argument in sys.argv[1:]])
