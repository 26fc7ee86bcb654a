"""The graded denoiser of chapter 12 over twenty seeds, and how good samples are with fewer steps.

    python benchmarks/electives/diffusion.py [--seeds 20] [--only NAME] [--steps 5]

First table: how often the reference solution gets full points, and how often rivals do: one Gaussian; a mixture of
eight Gaussians placed by k-means (from eight random points, or the best of ten careful starts), whose noise is known in
closed form, written as a network; the reference with too few steps of training. Second table: modes covered and good
samples by DDPM and DDIM with fewer steps, also with the guess of the clean points cut to the range of the data, for as
many seeds as `--steps` says.
"""

import argparse
import os
import sys
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "seeds"))

import numpy as np
from chapter import functions

from dlcourse.checks import diffusion as check
from dlcourse.checks.diffusion.train_denoiser import new_ring
from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras
    import tensorflow as tf

NAMES = "of_each noisy x0_from_noise posterior ddpm_step ddim_step time_embedding diffusion_loss".split()
NAMES += "denoiser many_steps train_denoiser cut".split()
FEW = 300  # steps of training
SPREADS = 0, 50, 20, 10, 5  # steps of sampling; 0: as many as the schedule has, 80 to 120
WAYS = "DDPM", "DDIM", "DDPM, cut", "DDIM, cut"


def table(values: np.ndarray, t):
    """A row of these values for each step, as a layer."""
    rows = keras.initializers.Constant(values)
    return keras.layers.Embedding(*values.shape, embeddings_initializer=rows)(t)


def mixture_denoiser(centres: np.ndarray, variances: np.ndarray, weights: np.ndarray, alpha_bar: np.ndarray):
    """The noise in x_t if the data are round Gaussians (k, 2): −√(1 − ᾱ) times the slope of the log-density."""
    share = alpha_bar[:, None]
    spread = share * variances + 1 - share
    x, t = keras.Input((2,)), keras.Input((), dtype="int32")
    layers = keras.layers
    towards = layers.Dense(len(centres), use_bias=False)
    onto = layers.Dense(2, use_bias=False)
    total = layers.Dense(1, use_bias=False)
    constant = np.log(weights) - np.log(spread) - share * (centres**2).sum(axis=1) / (2 * spread)
    logits = [
        table(constant, t),
        layers.Multiply()([towards(x), table(np.sqrt(share) / spread, t)]),
        layers.Multiply()([layers.Dot(1)([x, x]), table(-1 / (2 * spread), t)]),
    ]
    blob = layers.Softmax()(layers.Add()(logits))
    of_x = total(layers.Multiply()([blob, table(np.sqrt(1 - share) / spread, t)]))
    of_centres = onto(layers.Multiply()([blob, table(-np.sqrt(share * (1 - share)) / spread, t)]))
    model = keras.Model([x, t], layers.Add()([layers.Multiply()([x, of_x]), of_centres]))
    towards.set_weights([centres.T])
    onto.set_weights([centres])
    total.set_weights([np.ones((len(centres), 1))])
    return model


def one_gaussian(points, alpha_bar):
    """The mean and the variance of the data, and nothing else."""
    points = points.astype(float)
    centres, variances = np.tile(points.mean(axis=0), (2, 1)), np.full(2, points.var())  # twice the same one
    return mixture_denoiser(centres, variances, np.full(2, 0.5), alpha_bar)


def k_means(points: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eight centres after at most 100 rounds of Lloyd's algorithm, and each point's."""
    for _ in range(100):
        nearest = np.linalg.norm(points[:, None] - centres, axis=-1).argmin(axis=1)
        means = [points[nearest == k].mean(axis=0) if (nearest == k).any() else centres[k] for k in range(len(centres))]
        if np.array_equal(means, centres):
            break
        centres = np.array(means)
    return centres, nearest


def mixture(points: np.ndarray, alpha_bar: np.ndarray, starts: list[np.ndarray]):
    """Eight Gaussians at the centres that k-means finds; of several starts the one with the shortest distances."""
    points = points.astype(float)
    found = [k_means(points, start) for start in starts]
    centres, nearest = min(found, key=lambda one: np.sum((points - one[0][one[1]]) ** 2))
    counts = np.bincount(nearest, minlength=len(centres))
    square = ((points - centres[nearest]) ** 2).sum(axis=1)
    variances = np.bincount(nearest, square, minlength=len(centres)) / np.maximum(2 * counts, 1) + 1e-6
    return mixture_denoiser(centres, variances, np.maximum(counts, 1) / len(points), alpha_bar)


def random_mixture(points, alpha_bar):
    """k-means from eight points drawn at random."""
    rng = np.random.default_rng(int(1e6 * abs(float(points[0, 0]))))
    return mixture(points, alpha_bar, [points[rng.choice(len(points), 8, replace=False)].astype(float)])


def careful_mixture(points, alpha_bar):
    """k-means from points that lie far from each other, ten times: it knows that there are eight blobs."""
    rng, starts = np.random.default_rng(0), []
    for _ in range(10):
        start = points[[rng.integers(len(points))]].astype(float)
        while len(start) < 8:
            square = np.min(((points[:, None] - start) ** 2).sum(axis=-1), axis=1)
            start = np.concatenate([start, points[[rng.choice(len(points), p=square / square.sum())]]])
        starts.append(start)
    return mixture(points, alpha_bar, starts)


def too_few(space: dict, points, alpha_bar, steps: int = FEW):
    """The chapter's network and loss, trained for fewer steps, in which the rate falls to 0 as well."""
    model, points = space["denoiser"](len(alpha_bar)), tf.constant(points)
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.003, steps))
    optimizer.build(model.trainable_variables)

    def step():
        x0 = tf.gather(points, tf.random.uniform([256], 0, len(points), tf.int32))
        t = tf.random.uniform([256], 0, len(alpha_bar), tf.int32)
        with tf.GradientTape() as tape:
            loss = space["diffusion_loss"](model, x0, t, tf.random.normal([256, 2]), alpha_bar)
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)

    space["many_steps"](step, steps)
    return model


def passed(space: dict, seeds: int, only: str) -> None:
    print("| Answer | Passed | Good samples, mean | least | CPU s, mean | CPU s, most | Fails on |")
    print("|---|--:|--:|--:|--:|--:|---|")
    answers = {
        "reference": space["train_denoiser"],
        f"{FEW} steps of training": partial(too_few, space),
        "one Gaussian": one_gaussian,
        "mixture, random k-means": random_mixture,
        "mixture, best of 10 k-means++": careful_mixture,
    }
    for name, answer in answers.items():
        if only and only not in name:
            continue
        scores, seconds, goods, missed = 0, [], [], set()
        for seed in range(seeds):
            keras.utils.set_random_seed(seed)
            kept: list = []
            start = time.process_time()
            report = check.train_denoiser.judge(_keeping(answer, kept), seed=seed)
            seconds.append(time.process_time() - start)
            scores += report.score == 1
            goods.append(sampled(space, kept[0], seed, 0, "DDPM")[1])
            missed |= {result.name for result in report.criteria if not result.passed}
        numbers = f"{np.mean(goods):.1%} | {min(goods):.1%} | {np.mean(seconds):.1f} | {max(seconds):.1f}"
        print(f"| {name} | {scores} of {seeds} | {numbers} | {', '.join(sorted(missed))} |", flush=True)


def _keeping(answer, kept: list):
    """The answer; the network that it gave is kept as well."""

    def call(points, alpha_bar):
        kept[:] = [answer(points, alpha_bar)]
        return kept[0]

    return call


def sampled(space: dict, model, seed: int, steps: int, way: str) -> tuple[int, float]:
    """Modes covered and share of good samples, of 2,000 samples on the check's ring of this seed."""
    centres, points, alpha_bar = new_ring(np.random.default_rng(seed))
    limit = float(np.abs(points).max())
    rng = np.random.default_rng(seed + 1000)
    x = rng.normal(size=(2000, 2))
    places = np.unique(np.linspace(0, len(alpha_bar) - 1, steps or len(alpha_bar)).round().astype(int))
    shares = alpha_bar[places]  # a schedule of its own, of fewer steps

    def sees(x, i):
        return model([x.astype("float32"), np.full(2000, places[i], "int32")]).numpy().astype(float)

    if way.endswith("cut"):
        sees = space["cut"](sees, shares, limit)
    for i in reversed(range(len(places))):
        seen = sees(x, i)
        if way.startswith("DDPM"):
            x = space["ddpm_step"](x, seen, i, shares, rng.normal(size=x.shape))
        else:
            x = space["ddim_step"](x, seen, i, i - 1, shares)
    distance = np.linalg.norm(x[:, None] - centres, axis=-1)
    good = distance.min(axis=1) <= 0.3
    return int(np.sum(np.bincount(distance.argmin(axis=1)[good], minlength=8) >= 20)), float(good.mean())


def fewer_steps(space: dict, seeds: int) -> None:
    models = []
    for seed in range(seeds):
        keras.utils.set_random_seed(seed)
        _, points, alpha_bar = new_ring(np.random.default_rng(seed))
        models.append(space["train_denoiser"](points, alpha_bar))
    print(
        f"\n| Steps of sampling | {' | '.join(f'{way}: modes | good' for way in WAYS)} |\n|--:{'|---|--:' * len(WAYS)}|"
    )
    for steps in SPREADS:
        cells = []
        for way in WAYS:
            found = [sampled(space, model, seed, steps, way) for seed, model in enumerate(models)]
            cells.append(f"{', '.join(str(covered) for covered, _ in found)} | {np.mean([g for _, g in found]):.0%}")
        print(f"| {steps or 'all'} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", default="", help="answers whose name has this in it")
    parser.add_argument("--steps", type=int, default=5, help="seeds for the second table")
    options = parser.parse_args()
    space = functions("12_diffusion", *NAMES, np=np, tf=tf, keras=keras)
    if options.seeds:
        passed(space, options.seeds, options.only)
    if options.steps:
        fewer_steps(space, options.steps)


if __name__ == "__main__":
    main()
