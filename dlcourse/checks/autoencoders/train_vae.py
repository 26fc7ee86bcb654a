"""The check of `train_vae`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import WITH_KERAS, criterion, exercise, finite, require
from dlcourse.checks.models import network, outputs

TRAINING, PIXELS, DRAWS, MOST_LATENTS = 1438, 64, 20, 64
LEAST_ELBO, LEAST_KL, LEAST_GAIN = -18.8, 4.0, 4.0
NOTHING = (
    "nothing could be measured: see the criterion above, or the encoder gives log-variances that are far too large."
)


def new_digits(rng) -> tuple[np.ndarray, np.ndarray]:
    """Digits in ink to learn from (1438, 64) and held back (359, 64): which ones is drawn anew."""
    from dlcourse import data

    digits = data.load("digits")
    grey = np.concatenate([digits.x_train, digits.x_test]).reshape(-1, PIXELS) / 16
    drawn = (grey >= 0.5).astype("float32")[rng.permutation(len(grey))]
    return drawn[:TRAINING], drawn[TRAINING:]


def measured(encoder: Any, decoder: Any, x: np.ndarray, rng) -> tuple[float, float]:
    """ELBO and KL divergence in nats for each image: means over x and over 20 draws of noise."""
    mean, log_var = np.split(outputs(encoder, x).astype(float), 2, axis=1)
    kl = 0.5 * (np.exp(log_var) + mean**2 - 1 - log_var).sum(axis=1)
    noise = rng.normal(size=(DRAWS, *mean.shape))
    codes = (mean + np.exp(0.5 * log_var) * noise).reshape(-1, mean.shape[1]).astype("float32")
    logits = outputs(decoder, codes).astype(float).reshape(DRAWS, *x.shape)
    likelihood = log_likelihood(x, logits).mean(axis=0)
    return float((likelihood - kl).mean()), float(kl.mean())


def log_likelihood(x: np.ndarray, logits: np.ndarray) -> np.ndarray:
    return (x * logits - np.logaddexp(0, logits)).sum(axis=-1)


def gained(encoder: Any, decoder: Any, x: np.ndarray) -> float:
    """By how many nats an image is likelier when decoded from its own mean than from that of another one."""
    mean = np.split(outputs(encoder, x), 2, axis=1)[0]
    logits = outputs(decoder, mean).astype(float)
    return float((log_likelihood(x, logits) - log_likelihood(x, np.roll(logits, 1, axis=0))).mean())


@exercise(rules=[WITH_KERAS], seconds=100)
def train_vae(answer, rng):
    """`train_vae(x_train)`: an encoder and a decoder of binary digits, with a bound on their likelihood.

    Requirements:
    - "return the pair `(encoder, decoder)`" → an encoder of Keras' own layers
    - "two models of Keras' own layers" → a decoder of Keras' own layers
    - "the encoder turns `(n, 64)` pixels into `(n, 2 · latents)`" → a mean and a log-variance for each latent
    - "the decoder turns `(n, latents)` into `(n, 64)` logits" → logits for each pixel
    - "the decoder must listen to its latents" → the decoder listens
    - "the KL divergence must be at least 4 nats" → the decoder listens
    - "the ELBO" → the bound is high enough
    """
    x_train, x_test = new_digits(rng)
    made: list[Any] = []

    def part(number: int) -> Any:
        if not made:
            found = answer(x_train)
            require(isinstance(found, list | tuple) and len(found) == 2, "train_vae should return (encoder, decoder).")
            made.extend(found)
        require(len(made) == 2, "there is no pair of models: the first criterion failed.")
        return made[number]

    encoder = network(lambda: part(0), x_test[:50], what="an encoder")
    if encoder is None:
        return
    latents = 0
    with criterion(
        "a mean and a log-variance for each latent",
        trivial=True,
        hint="The encoder's last layer has 2 · latents units and no activation: means first, then log-variances.",
    ):
        shape = outputs(encoder[1], x_test).shape
        require(
            len(shape) == 2 and shape[0] == len(x_test) and shape[1] % 2 == 0 and 0 < shape[1] <= 2 * MOST_LATENTS,
            f"the encoder turns {x_test.shape} into {shape}; expected an even number of columns, at most 128.",
        )
        latents = shape[1] // 2
    if not latents:
        return
    codes = rng.normal(size=(50, latents)).astype("float32")
    decoder = network(lambda: part(1), codes, what="a decoder")
    if decoder is None:
        return
    _judged(encoder[1], decoder[1], codes, x_test, rng)


def _judged(encoder: Any, decoder: Any, codes: np.ndarray, x_test: np.ndarray, rng) -> None:
    """The criteria on what the two rebuilt networks compute."""
    bound = kl = gain = float("nan")
    with criterion(
        "logits for each pixel",
        trivial=True,
        hint="The decoder's last layer has 64 units and no activation: a logit may be any number,"
        " a probability may not. It takes codes of `latents` numbers, half as many as the encoder gives.",
    ):
        logits = outputs(decoder, codes)
        require(logits.shape == (50, PIXELS), f"the decoder turns 50 codes into {logits.shape}; expected (50, 64).")
        finite(logits, what="the decoder's output")
        require(
            bool(logits.min() < 0),
            "no logit of 50 codes drawn from the prior is below 0. Are they probabilities?",
        )
        bound, kl = measured(encoder, decoder, x_test, rng)
        gain = gained(encoder, decoder, x_test)
    with criterion(
        "the decoder listens",
        hint="The codes carry nothing, or the decoder draws the same for all of them (posterior collapse). Is the "
        "price too high for what it buys: beta above 1, or a log-likelihood that is a mean over the pixels? Do the "
        "means come first, the log-variances behind them?",
    ):
        require(np.isfinite(bound), NOTHING)
        require(kl >= LEAST_KL, f"the KL divergence is {kl:.2f} nats a digit; expected at least {LEAST_KL:g}.")
        require(
            gain >= LEAST_GAIN,
            f"a digit is {gain:.2f} nats likelier from its own code than from another digit's; expected at least "
            f"{LEAST_GAIN:g}.",
        )
    with criterion(
        "the bound is high enough",
        weight=3,
        hint="Has the loss both parts, and is the log-likelihood a SUM over 64 pixels, as the KL divergence is one "
        "over the latents? A hidden layer that bends, in both networks, and enough epochs, but not so many that it "
        "learns the digits by heart.",
    ):
        require(np.isfinite(bound), NOTHING)
        require(
            bound >= LEAST_ELBO,
            f"the ELBO on new digits is {bound:.2f} nats a digit; expected at least {LEAST_ELBO:g}.",
        )
