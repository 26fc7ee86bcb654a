"""The graded GAN of chapter 09 over twenty seeds, and how many modes of the ring five variants cover.

    python benchmarks/seeds/gan.py [--seeds 20] [--ways 5] [--digits 5]

First table: how often the reference solution gets full points, and baselines (an untrained network; one Gaussian) pass
the last three criteria. Second table: modes covered and good samples for the five variants of section 5. Third table:
the capstone's GAN of digits beside one Gaussian per digit, seed by seed, by the same features.
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
OF_DIGITS = "build_generator condition with_label_channels digit_gan frechet share_among gaussian_digits".split()
WAYS = ("saturating", "non-saturating", "Adam", "smoothed", "WGAN-GP")
SLOWER = 0.05  # another rate for the two that use SGD


def notebook() -> dict:
    """What those cells of the chapter define that are needed here."""
    ring = data.load("ring")
    return functions("09_gan", *NAMES, *OF_DIGITS, np=np, tf=tf, keras=keras, ring=ring, centres=ring.extra["centres"])


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
    for way, other in [*((way, {}) for way in WAYS), *((way, {"sgd_rate": SLOWER}) for way in WAYS[:2])]:
        samples = [space["play"](way, seed, **other) for seed in range(options.ways)]
        found = [space["mode_coverage"](points, space["centres"]) for points in samples]
        modes = ", ".join(str(covered) for covered, _ in found)
        name = f"{way}, rate {SLOWER}" if other else way
        print(f"| {name} | {modes} | {np.mean([good for _, good in found]):.0%} |", flush=True)


def digits(space: dict, seeds: int) -> None:
    """The capstone's three numbers, and how near the closest training image is, over several trainings."""
    loaded = data.load("digits")
    x_train, x_test = ((x / 8 - 1).astype("float32")[..., None] for x in (loaded.x_train, loaded.x_test))
    space |= {"x_train": x_train, "y_train": loaded.y_train}
    to_features = features(x_train, loaded.y_train)
    real = to_features(x_test).numpy()

    def measured(images: np.ndarray, rng: np.random.Generator) -> str:
        chosen = images[rng.permutation(len(images))[: len(x_test)]]
        found = to_features(chosen).numpy()
        shares = space["share_among"](found, real), space["share_among"](real, found)
        distances = np.linalg.norm(chosen.reshape(-1, 1, 64) - x_train.reshape(1, -1, 64), axis=-1)
        nearest = np.median(np.where(distances > 1e-6, distances, np.inf).min(axis=1))
        return f"{space['frechet'](found, real):.1f} | {shares[0]:.2f} | {shares[1]:.2f} | {nearest:.2f}"

    print("\n| Images | Seed | Fréchet distance | Precision | Recall | Nearest training image, median |")
    print("|---|--:|--:|--:|--:|--:|")
    print(f"| test | | {measured(x_test, np.random.default_rng(0))} |", flush=True)
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        print(f"| training | {seed} | {measured(x_train, rng)} |", flush=True)
        print(f"| one Gaussian per digit | {seed} | {measured(space['gaussian_digits'](rng), rng)} |", flush=True)
        keras.utils.set_random_seed(seed)
        generator, train = space["digit_gan"]()
        train(3000)
        noise = space["condition"](tf.random.normal((len(x_train), 24)), loaded.y_train)
        print(f"| conditional GAN | {seed} | {measured(generator(noise).numpy(), rng)} |", flush=True)


def features(x_train: np.ndarray, y_train: np.ndarray, seed: int = 9):
    """The classifier of the capstone, up to its features, trained with the chapter's seed or another one."""
    keras.utils.set_random_seed(seed)
    layers = keras.layers
    classifier = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(32, activation="relu", name="features"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    classifier.compile("adam", "sparse_categorical_crossentropy")
    classifier.fit(x_train, y_train, epochs=20, batch_size=64, verbose=0)
    return keras.Model(classifier.inputs[0], classifier.get_layer("features").output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--ways", type=int, default=5, help="seeds for the second table")
    parser.add_argument("--digits", type=int, default=5, help="seeds for the third table")
    options = parser.parse_args()
    space = notebook()
    if options.seeds:
        run(space, options)
    digits(space, options.digits)


if __name__ == "__main__":
    main()
