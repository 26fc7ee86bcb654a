"""The check of `train_denoiser`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, finite, require
from dlcourse.checks.models import network, outputs

SAMPLES = 2000
SAME_PLACE = 1e-4  # 2,000 points of the ring itself: about one of them is so close to one of 4,000 others


@exercise(rules=[WITH_KERAS], seconds=100)
def train_denoiser(answer, rng):
    """`train_denoiser(points, alpha_bar)`: a network for the noise. The check draws 2,000 samples with it, by DDPM.

    Requirements:
    - "Return a model of Keras' own layers" → a network of Keras' own layers
    - "a Keras model that is called as `model([x_t, t])`" → points and steps in, a vector out
    - "Train a network to see the noise" → where all is noise, it sees the noise
    - "They must be new points, not the training points again" → new points
    - "90 % good samples (within 0.3 of a centre)" → 90 % good samples
    - "all 8 modes" → all eight modes
    """
    from scipy.spatial import KDTree

    centres, points, alpha_bar = new_ring(rng)
    x, last = rng.normal(size=(SAMPLES, 2)), np.full(SAMPLES, len(alpha_bar) - 1, "int32")
    found = network(lambda: answer(points, alpha_bar), x[:50].astype("float32"), last[:50])
    if found is None:
        return
    seen, samples = np.zeros((0, 2)), np.zeros((0, 2))
    hint = "model([x_t, t]): from (n, 2) and (n,) to (n, 2)."
    with criterion("points and steps in, a vector out", required=True, weight=0, hint=hint):
        seen = _noise(found[1], x, last)
        samples = _draw(found[1], x, alpha_bar, rng)
    with criterion(
        "where all is noise, it sees the noise",
        trivial=True,
        hint="After the last step x_t is hardly anything but noise, so the network must give back what it gets. Does"
        " yours guess the clean points, or was it trained with one step only, or never with the last ones?",
    ):
        require(len(seen) > 0, "there is no output: the first criterion failed.")
        miss = float(np.mean((seen - x) ** 2))
        require(miss < 0.2, f"the mean squared error at the last step is {miss:.2f}; expected less than 0.2.")
    with criterion(
        "new points", required=True, weight=0, hint="A network learns what the points have in common; it keeps none."
    ):
        require(len(samples) > 0, "there are no samples: the first criterion failed.")
        copies = int((KDTree(points).query(samples)[0] < SAME_PLACE).sum())
        require(copies < SAMPLES / 20, f"{copies} of {SAMPLES} samples are points of the training data.")
    distance = np.linalg.norm(samples[:, None] - centres, axis=-1)
    good = distance.min(axis=1) <= 0.3
    with criterion(
        "90 % good samples",
        weight=2,
        hint="Many points lie between the blobs. Train longer; let the rate fall to 0; draw new noise and a new step"
        " for each point in every batch.",
    ):
        require(len(samples) > 0, "there are no samples: the first criterion failed.")
        require(
            good.mean() >= 0.9, f"{good.mean():.0%} of {SAMPLES} samples are within 0.3 of a centre; expected 90 %."
        )
    with criterion(
        "all eight modes",
        weight=2,
        hint="Some blobs get less than 1 % of the samples. Does every batch draw from all the points?",
    ):
        covered = int((np.bincount(distance.argmin(axis=1)[good], minlength=8) >= SAMPLES / 100).sum())
        require(covered == 8, f"{covered} of 8 blobs have at least 1 % of the samples within 0.3; expected all 8.")


def new_ring(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centres (8, 2), points (4000, 2) and a cosine schedule, all drawn anew."""
    angle = rng.uniform(0, 2 * np.pi) + 2 * np.pi * np.arange(8) / 8
    centres = rng.uniform(1.5, 2.5) * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = (centres[rng.integers(0, 8, 4000)] + rng.normal(0, 0.1, size=(4000, 2))).astype("float32")
    steps = int(rng.integers(80, 121))
    f = 1 + np.cos(np.pi * (np.arange(steps + 1) / steps + 0.008) / 1.008)
    return centres, points, np.append(f[1:-1], 0.001 * f[-2]) / f[0]


def _noise(model: Any, x: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """The noise that a rebuilt network sees. Raises MismatchError where that is no vector for each point."""
    seen = outputs(model, x.astype("float32"), steps)
    close(seen.shape, x.shape, what=f"the shape of the output for {len(x)} points")
    finite(seen, what="the network's output")
    return seen.astype(float)


def _draw(model: Any, x: np.ndarray, alpha_bar: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Samples by DDPM, from pure noise x: (x_t − β / √(1 − ᾱ) ε) / √α, and noise (Ho et al., 2020, equation 11)."""
    before = np.append(1.0, alpha_bar[:-1])
    alpha = alpha_bar / before
    spread = np.sqrt((1 - before) / (1 - alpha_bar) * (1 - alpha))
    for t in reversed(range(len(alpha_bar))):
        seen = _noise(model, x, np.full(len(x), t, "int32"))
        x = (x - (1 - alpha[t]) / np.sqrt(1 - alpha_bar[t]) * seen) / np.sqrt(alpha[t])
        x = x + spread[t] * rng.normal(size=x.shape)
        finite(x, what=f"the samples after step {t}")
    return x
