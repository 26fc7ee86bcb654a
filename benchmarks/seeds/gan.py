"""The graded GAN of chapter 09 over twenty seeds, and how many modes of the ring five variants cover.

    python benchmarks/seeds/gan.py [--seeds 20] [--ways 5]

First table: how often the reference solution gets full points, and baselines (an untrained network; one Gaussian) pass
the last three criteria. Second table: modes covered and good samples for the five variants of section 5.
"""

import argparse
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
from chapter import functions

from dlcourse import data
from dlcourse.checks import gan as check
from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras
    import tensorflow as tf

NAMES = "mlp discriminator_loss gan_train_step adam train_ring_gan mode_coverage losses play".split()
WAYS = ("saturating", "non-saturating", "Adam", "smoothed", "WGAN-GP")


def notebook() -> dict:
    """What those cells of the chapter define that are needed here."""
    ring = data.load("ring")
    return functions("09_gan", *NAMES, np=np, tf=tf, keras=keras, ring=ring, centres=ring.extra["centres"])


def untrained(points):
    return keras.Sequential([keras.Input((16,)), keras.layers.Dense(128, "relu"), keras.layers.Dense(2)])


def one_gaussian(points):
    """The mean and the covariance of the data, and nothing else."""
    model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(2)])
    kernel = np.zeros((16, 2))
    kernel[:2] = np.linalg.cholesky(np.cov(points.T)).T
    model.set_weights([kernel, points.mean(axis=0)])
    return model


def run(space: dict, options: argparse.Namespace) -> None:
    print("| Answer | Passed | CPU s, mean | CPU s, most | Fails on |\n|---|--:|--:|--:|---|")
    answers = {"reference": space["train_ring_gan"], "untrained": untrained, "one Gaussian": one_gaussian}
    for name, answer in answers.items():
        passed, seconds, missed = 0, [], set()
        for seed in range(options.seeds):
            keras.utils.set_random_seed(seed)
            start = time.process_time()
            report = check.train_ring_gan.judge(answer, seed=seed)
            seconds.append(time.process_time() - start)
            passed += report.score == 1
            missed |= {result.name for result in report.criteria if not result.passed}
        count = f"{passed} of {options.seeds}"
        missed = ", ".join(sorted(missed))
        print(f"| {name} | {count} | {np.mean(seconds):.1f} | {max(seconds):.1f} | {missed} |", flush=True)
    print("\n| Variant | Modes covered, by seed | Good samples, mean |\n|---|---|--:|")
    for way in WAYS:
        found = [space["mode_coverage"](space["play"](way, seed), space["centres"]) for seed in range(options.ways)]
        modes = ", ".join(str(covered) for covered, _ in found)
        print(f"| {way} | {modes} | {np.mean([good for _, good in found]):.0%} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--ways", type=int, default=5, help="seeds for the second table")
    options = parser.parse_args()
    run(notebook(), options)


if __name__ == "__main__":
    main()
