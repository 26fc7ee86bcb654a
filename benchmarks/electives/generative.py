"""One Gaussian, a VAE, a GAN and diffusion on the same ring and the same digits, by the measures of chapter 09.

    python benchmarks/electives/generative.py [--seeds 5] [--of ring]

The GAN is chapter 09's code, diffusion is chapter 12's; Gaussian and VAE are below. Every method gets the same data and
is measured by the same instruments: on the ring covered modes and good samples of 2,000; on the digits, all of them
conditional, 1,438 images against the 359 test images by the features of chapter 09's classifier. Times are processor
seconds of training, and of making these samples.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.append(str(Path(__file__).parents[1] / "seeds"))

import numpy as np
from chapter import functions
from gan import features

from dlcourse import data
from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras
    import tensorflow as tf

T = 100  # steps of the noise schedule
OF_09 = (
    "mlp discriminator_loss gan_train_step adam many_steps train_ring_gan mode_coverage build_generator condition "
    "with_label_channels digit_gan frechet share_among gaussian_digits"
)
OF_12 = (
    "cosine_schedule of_each noisy x0_from_noise posterior ddpm_step ddim_step time_embedding diffusion_loss denoiser "
    "many_steps train_denoiser guided_noise chosen ddpm_sample ddim_sample cut digit_denoiser train_digits guided"
)


class Data:
    """The ring and the digits, and what the two chapters define."""

    def __init__(self):
        self.ring, digits = data.load("ring"), data.load("digits")
        self.centres = self.ring.extra["centres"]
        self.x, self.x_test = ((x / 8 - 1).astype("float32")[..., None] for x in (digits.x_train, digits.x_test))
        self.y = digits.y_train
        known = {"np": np, "tf": tf, "keras": keras, "x_train": self.x, "y_train": self.y}
        self.gan = functions("09_gan", *OF_09.split(), **known)
        self.diffusion = functions("12_diffusion", *OF_12.split(), **known, T=T)
        self.diffusion["alpha_bar"] = self.alpha_bar = self.diffusion["cosine_schedule"](T)
        self.features = features(self.x, self.y)


class VAE:
    """A small variational autoencoder with a normal decoder, whose one standard deviation is learned too.

    Kingma and Welling, "Auto-Encoding Variational Bayes", 2014. With labels, both halves are told the class.

    Args:
        width: numbers a sample has.
        latent: numbers it is squeezed into.
    """

    def __init__(self, width: int, latent: int, classes: int = 0, units: int = 128):
        self.latent, self.classes = latent, classes
        self.encoder = self._network(width + classes, 2 * latent, units)
        self.decoder = self._network(latent + classes, width, units)
        self.log_sigma = keras.Variable(-1.0)

    @staticmethod
    def _network(inputs: int, outputs: int, units: int) -> keras.Model:
        hidden = [keras.layers.Dense(units, "silu") for _ in range(2)]
        return keras.Sequential([keras.Input((inputs,)), *hidden, keras.layers.Dense(outputs)])

    def _told(self, x: tf.Tensor, labels: tf.Tensor | None) -> tf.Tensor:
        return tf.concat([x, tf.one_hot(labels, self.classes)], axis=1) if self.classes else x

    def loss(self, x: tf.Tensor, labels: tf.Tensor | None) -> tf.Tensor:
        """Minus the evidence lower bound, mean over the batch, up to a constant."""
        mean, log_var = tf.split(self.encoder(self._told(x, labels)), 2, axis=1)
        z = mean + tf.exp(log_var / 2) * tf.random.normal(tf.shape(mean))
        gap = (x - self.decoder(self._told(z, labels))) / tf.exp(self.log_sigma)
        misfit = tf.reduce_sum(gap**2 / 2 + self.log_sigma, axis=1)
        divergence = tf.reduce_sum(mean**2 + tf.exp(log_var) - 1 - log_var, axis=1) / 2
        return tf.reduce_mean(misfit + divergence)

    def fit(self, many_steps: Callable, x: np.ndarray, labels: np.ndarray | None, steps: int, batch: int) -> None:
        weights = self.encoder.trainable_variables + self.decoder.trainable_variables + [self.log_sigma]
        optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.003, steps))
        optimizer.build(weights)
        x = tf.constant(x)

        def step():
            rows = tf.random.uniform([batch], 0, len(x), tf.int32)
            with tf.GradientTape() as tape:
                loss = self.loss(tf.gather(x, rows), None if labels is None else tf.gather(labels, rows))
            optimizer.apply(tape.gradient(loss, weights), weights)

        many_steps(step, steps)

    def sample(self, count: int, labels: np.ndarray | None = None, *, noise: bool) -> np.ndarray:
        """Draw from the decoder's normal distribution, or take its mean (`noise=False`, as is usual for images)."""
        mean = self.decoder(self._told(tf.random.normal((count, self.latent)), labels)).numpy()
        return mean + noise * np.exp(self.log_sigma.numpy()) * np.random.default_rng(0).normal(size=mean.shape)


def ring_makers(given: Data, rng: np.random.Generator) -> dict[str, tuple[Callable, Callable]]:
    """For each method: a function that trains, and one that makes 2,000 points of what it returned."""
    points, diffusion, alpha_bar = given.ring.x_train, given.diffusion, given.alpha_bar

    def fit_vae():
        vae = VAE(2, 2)
        vae.fit(diffusion["many_steps"], points, None, 5000, 256)
        return vae

    def sees(model):
        ask = tf.function(model)
        return lambda x, t: ask([tf.constant(x, "float32"), tf.fill([len(x)], int(t))]).numpy()

    def noise():
        return rng.normal(size=(2000, 2))

    def fit_diffusion():
        return diffusion["train_denoiser"](points, alpha_bar)

    return {
        "one Gaussian": (
            lambda: (points.mean(axis=0), np.cov(points.T)),
            lambda fitted: rng.multivariate_normal(*fitted, 2000),
        ),
        "VAE": (fit_vae, lambda vae: vae.sample(2000, noise=True)),
        "GAN": (
            lambda: given.gan["train_ring_gan"](points),
            lambda generator: generator(tf.random.normal((2000, 16))).numpy(),
        ),
        "diffusion, DDPM, 100 steps": (
            fit_diffusion,
            lambda model: diffusion["ddpm_sample"](sees(model), alpha_bar, noise(), rng),
        ),
        "the same, DDIM, 20 leaps": (
            None,
            lambda model: diffusion["ddim_sample"](
                diffusion["cut"](sees(model), alpha_bar, 2.5), alpha_bar, noise(), 20
            ),
        ),
    }


def digit_makers(given: Data, rng: np.random.Generator) -> dict[str, tuple[Callable, Callable]]:
    """For each method: a function that trains, and one that makes an image for each training label."""
    x, y, gan, diffusion, alpha_bar = given.x, given.y, given.gan, given.diffusion, given.alpha_bar

    def fit_vae():
        vae = VAE(64, 16, classes=10, units=256)
        vae.fit(diffusion["many_steps"], x.reshape(-1, 64), y, 4000, 128)
        return vae

    def fit_gan():
        generator, train = gan["digit_gan"]()
        train(3000)
        return generator

    def noise():
        return rng.normal(size=(len(y), 8, 8, 1))

    def ddim(w):
        return lambda model: diffusion["ddim_sample"](diffusion["guided"](model, y, w), alpha_bar, noise(), 20)

    return {
        "one Gaussian per digit": (lambda: None, lambda _: gan["gaussian_digits"](rng)),
        "VAE": (fit_vae, lambda vae: vae.sample(len(y), y, noise=False).clip(-1, 1).reshape(-1, 8, 8, 1)),
        "GAN": (
            fit_gan,
            lambda generator: generator(gan["condition"](tf.random.normal((len(y), 24)), y)).numpy(),
        ),
        "diffusion, DDPM, 100 steps": (
            lambda: diffusion["train_digits"](x, y),
            lambda model: diffusion["ddpm_sample"](diffusion["guided"](model, y, 1), alpha_bar, noise(), rng),
        ),
        "the same, DDIM, 20 leaps": (None, ddim(1)),
        "the same, guided, w = 2": (None, ddim(2)),
    }


def timed(action: Callable) -> tuple:
    start = time.process_time()
    return action(), time.process_time() - start


def runs(makers: Callable, given: Data, seeds: int, measure: Callable) -> dict[str, list[list[float]]]:
    """For each method and seed: what `measure` says of its samples, then the seconds of training and of sampling."""
    found: dict[str, list[list[float]]] = {}
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        model, training = None, 0.0
        for name, (train, make) in makers(given, rng).items():
            keras.utils.set_random_seed(seed)
            if train:  # without: samples of the same model, made in another way
                model, training = timed(train)
            samples, sampling = timed(lambda make=make, model=model: make(model))
            found.setdefault(name, []).append([*measure(samples), training, sampling])
            print(f"  seed {seed}, {name}: {np.round(found[name][-1], 2).tolist()}", file=sys.stderr, flush=True)
    return found


def spread(values: np.ndarray, digits: int = 2, scale: int = 1, unit: str = "") -> str:
    """Mean, and lowest to highest, as a cell of a table."""
    mean, low, high = (f"{scale * value:.{digits}f}" for value in (values.mean(), values.min(), values.max()))
    return f"{mean}{unit}" if low == high else f"{mean}{unit} ({low} to {high})"


def of_ring(given: Data, seeds: int) -> None:
    def measure(points):
        return given.gan["mode_coverage"](points, given.centres)

    print("| Ring | Modes covered, by seed | Good samples | Training, s | 2,000 samples, s |\n|---|---|--:|--:|--:|")
    print(f"| the data | | {measure(given.ring.x_test)[1]:.0%} | | |")
    for name, rows in runs(ring_makers, given, seeds, measure).items():
        modes, good, training, sampling = np.array(rows).T
        told = ", ".join(str(int(count)) for count in modes)
        times = f"{training.mean():.1f} | {sampling.mean():.2f}"
        print(f"| {name} | {told} | {spread(good, 0, 100, ' %')} | {times} |", flush=True)


def of_digits(given: Data, seeds: int) -> None:
    real = given.features(given.x_test).numpy()
    frechet, share_among = given.gan["frechet"], given.gan["share_among"]

    def measure(images):
        images = images.astype("float32")
        chosen = images[np.random.default_rng(0).permutation(len(images))[: len(given.x_test)]]
        found = given.features(chosen).numpy()
        gaps = np.linalg.norm(chosen.reshape(-1, 1, 64) - given.x.reshape(1, -1, 64), axis=-1)
        nearest = np.median(np.where(gaps > 1e-6, gaps, np.inf).min(axis=1))
        return frechet(found, real), share_among(found, real), share_among(real, found), nearest

    head = "| Digits | Fréchet distance | Precision | Recall | Nearest | Training, s | 1,438 images, s |"
    print(f"{head}\n|---|--:|--:|--:|--:|--:|--:|")
    for name, images in (("training images", given.x), ("test images", given.x_test)):
        distance, precision, recall, nearest = measure(images)
        print(f"| {name} | {distance:.1f} | {precision:.2f} | {recall:.2f} | {nearest:.2f} | | |")
    for name, rows in runs(digit_makers, given, seeds, measure).items():
        distance, precision, recall, nearest, training, sampling = np.array(rows).T
        cells = spread(distance, 1), spread(precision), spread(recall), f"{nearest.mean():.2f}"
        print(f"| {name} | {' | '.join(cells)} | {training.mean():.1f} | {sampling.mean():.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--of", choices=("ring", "digits"), help="one of the two tables alone")
    options = parser.parse_args()
    given = Data()
    for name, table in (("ring", of_ring), ("digits", of_digits)):
        if options.of in (None, name):
            table(given, options.seeds)


if __name__ == "__main__":
    main()
