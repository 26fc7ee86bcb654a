"""The check of `train_ring_gan`."""

import numpy as np

from dlcourse.checks.core import (
    WITH_KERAS,
    close,
    criterion,
    exercise,
    finite,
    require,
)
from dlcourse.checks.models import network, outputs, rebuild


@exercise(rules=[WITH_KERAS], seconds=100)
def train_ring_gan(answer, rng):
    """`train_ring_gan(points)`: a generator from 16 normal numbers to points; trained again where it falls short.

    Requirements:
    - "a model of Keras' own layers" → a network of Keras' own layers
    - "turns `(n, 16)` normal random numbers into `(n, 2)` points" → sixteen numbers in, a point out
    - "Different noise must give different points" → different noise, different points
    - "none of them may be a copy of a training point" → new points
    - "80 % good samples (within 0.3 of a centre)" → 80 % good samples
    - "all 8 modes" → all eight modes
    """
    angle = rng.uniform(0, 2 * np.pi) + 2 * np.pi * np.arange(8) / 8
    centres = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = (centres[rng.integers(0, 8, 4000)] + rng.normal(0, 0.1, size=(4000, 2))).astype("float32")
    fresh = centres[rng.integers(0, 8, 2000)] + rng.normal(0, 0.1, size=(2000, 2))
    z = rng.normal(size=(2000, 16)).astype("float32")
    found, samples, covered, good = network(lambda: answer(points), z[:50]), np.empty((0, 2)), 0, 0.0
    if found is None:
        return
    with criterion("sixteen numbers in, a point out", hint="Return the generator: a model from (n, 16) to (n, 2)."):
        samples = _samples(found[1], z)
        good, covered = _quality(samples, centres)
        if good < 0.8 or covered < 8:  # even a good recipe fails now and then
            samples = _samples(rebuild(answer(points)), z)
            good, covered = _quality(samples, centres)
    with criterion(
        "different noise, different points",
        hint="All noise gives (almost) the same point: the generator has collapsed, or does not use z.",
    ):
        require(len(samples) > 0, "there are no samples: the first criterion failed.")
        require(
            float(samples.std(axis=0).min()) > 0.5,
            f"the points' spread is {samples.std(axis=0).min():.2f}; expected > 0.5.",
        )
        places = len(np.unique(samples.round(3), axis=0))
        require(places > 500, f"2000 samples lie at {places} places only; expected points of one's own for most noise.")
    with criterion(
        "new points", required=True, weight=0, hint="A generator learns what the points have in common; it keeps none."
    ):
        _not_copied(samples, points, fresh)
    with criterion(
        "80 % good samples",
        hint="Many points lie between the blobs. Train longer, a few thousand small steps: Adam with a low beta_1.",
    ):
        require(good >= 0.8, f"{good:.0%} of 2000 samples are within 0.3 of a blob's centre; expected 80 %.")
    with criterion(
        "all eight modes",
        weight=2,
        hint="Some blobs get less than 1 % of the samples: mode collapse, or too little training. The non-saturating "
        "loss and a discriminator with enough units (128) help.",
    ):
        require(covered == 8, f"{covered} of 8 blobs have at least 20 of 2000 samples within 0.3; expected all 8.")


def _samples(generator, z: np.ndarray) -> np.ndarray:
    """What a rebuilt generator makes of noise, (2000, 2). Raises MismatchError where these are no points."""
    samples = outputs(generator, z)
    close(samples.shape, [2000, 2], what="the shape of the output for 2000 rows of noise")
    finite(samples, what="the generator's output")
    return samples


def _not_copied(samples: np.ndarray, points: np.ndarray, fresh: np.ndarray) -> None:
    """Raise MismatchError if samples are training points, or half of them lie much closer to one than fresh points."""
    from scipy.spatial import KDTree

    require(len(samples) > 0, "there are no samples: the first criterion failed.")
    tree = KDTree(points)
    near, usual = (tree.query(some)[0] for some in (samples, fresh))
    copies = int((near < 1e-6).sum())
    require(copies == 0, f"{copies} of 2000 samples are points of the training data.")
    typical, wanted = float(np.median(near)), float(np.median(usual))
    require(
        typical > wanted / 3,
        f"half of the samples lie within {typical:.1g} of a training point, half of new points within {wanted:.1g}.",
    )


def _quality(samples: np.ndarray, centres: np.ndarray) -> tuple[float, int]:
    """The share of samples near a centre, and how many centres have at least 20."""
    distance = np.linalg.norm(samples[:, None] - centres, axis=-1)
    hit = distance.min(axis=1) <= 0.3
    return float(hit.mean()), int((np.bincount(distance.argmin(axis=1)[hit], minlength=8) >= 20).sum())
