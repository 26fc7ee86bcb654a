"""Invented digits of chapter 11 over several trainings, by the measures of chapter 09.

    python benchmarks/electives/vae_digits.py [--seeds 5] [--first 0]

For each seed: digits in ink are drawn anew, and the VAE written by hand, a plain autoencoder and the classifier whose
features are compared are trained anew. Real digits and one Gaussian over all pixels stand beside them.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).parents[1] / "seeds"))

import numpy as np
from chapter import functions
from gan import features

from dlcourse import data, nn

NAMES = """bernoulli_log_likelihood gaussian_kl reparameterize elbo in_ink vae_forward vae_gradients ink_slope
vae_weights small_loss train_by_hand kl_of_each test_elbo digit_autoencoder
invent plain frechet share_among measured""".split()


def as_images(grey: np.ndarray) -> np.ndarray:
    return grey.reshape(-1, 8, 8, 1).astype("float32") * 2 - 1


def sources(space: dict, seed: int, x_train: np.ndarray, count: int) -> dict[str, np.ndarray]:
    """Pictures `(count, 64)` by name; prints the VAE's test ELBO."""
    rng = np.random.default_rng(seed)
    ink, ink_test = space["in_ink"](x_train, rng), space["in_ink"](space["x_test"], rng)
    weights = space["train_by_hand"](ink, seed=seed)
    print(f"seed {seed}: test ELBO {space['test_elbo'](weights, ink_test):.2f}", flush=True)
    space["trained"] = {8: space["digit_autoencoder"](8, seed=seed)}
    means = space["invent"](weights, count, rng)
    bell = rng.multivariate_normal(x_train.mean(axis=0), np.cov(x_train.T), count)
    return {
        "training": x_train[rng.permutation(len(x_train))[:count]],
        "VAE, means": means,
        "VAE, samples": space["in_ink"](means, rng),
        "plain autoencoder, codes N(0, 1)": space["plain"](count, rng, fitted=False),
        "plain autoencoder, codes fitted": space["plain"](count, rng, fitted=True),
        "one Gaussian for all digits": np.clip(bell, 0, 1),
        "VAE of grey digits, means": space["invent"](space["train_by_hand"](x_train, seed=seed), count, rng),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    digits = data.load("digits")
    x_train, x_test = (x.reshape(-1, 64) / 16 for x in (digits.x_train, digits.x_test))
    given = {"np": np, "nn": nn, "x_train": x_train, "x_test": x_test, "as_images": as_images}
    space = functions("11_autoencoders", *NAMES, **given)
    rows = []
    for seed in range(options.first, options.first + options.seeds):
        space["to_features"] = features(as_images(x_train), digits.y_train, seed)
        for name, images in sources(space, seed, x_train, len(x_test)).items():
            rows.append((name, seed, *space["measured"](images)))
    print("\n| Images | Seed | Fréchet distance | Precision | Recall |\n|---|--:|--:|--:|--:|")
    for name, seed, distance, precision, recall in sorted(rows, key=lambda row: row[1]):
        print(f"| {name} | {seed} | {distance:.1f} | {precision:.2f} | {recall:.2f} |")


if __name__ == "__main__":
    main()
