"""`ring`, `grid` and `spiral`: points in the plane, for density models, clustering and GANs.

A generator with mode collapse makes points of only a few blobs, and blobs can be counted.
"""

import numpy as np

from dlcourse.data.dataset import Dataset

SEED, TRAIN, TEST = 22, 4_000, 1_000


def ring() -> Dataset:
    """Eight blobs on a circle of radius 2."""
    angle = 2 * np.pi * np.arange(8) / 8
    return _blobs("ring", "eight blobs on a ring", 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1), spread=0.1)


def grid() -> Dataset:
    """Twenty-five blobs on a square grid."""
    ticks = np.arange(-2.0, 3.0)
    return _blobs(
        "grid", "25 blobs on a grid", np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2), spread=0.06
    )


def spiral() -> Dataset:
    """Two arms that wind around each other one and a half times."""
    rng = np.random.default_rng(SEED)
    arm = np.arange(TRAIN + TEST) % 2
    t = np.sqrt(rng.uniform(0.02, 1, size=TRAIN + TEST))  # the root spreads points evenly along the arm
    angle = 3 * np.pi * t + np.pi * arm
    points = 2.4 * t[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return _points("spiral", "two spiral arms", points + rng.normal(0, 0.07, points.shape), arm, ("arm 0", "arm 1"), {})


def _blobs(name: str, title: str, centres: np.ndarray, spread: float) -> Dataset:
    rng = np.random.default_rng(SEED)
    blob = rng.permutation(np.arange(TRAIN + TEST) % len(centres))
    points = centres[blob] + rng.normal(0, spread, size=(len(blob), 2))
    classes = tuple(f"blob {i}" for i in range(len(centres)))
    return _points(name, title, points, blob, classes, {"centres": centres, "spread": spread})


def _points(
    name: str, title: str, points: np.ndarray, label: np.ndarray, classes: tuple[str, ...], extra: dict
) -> Dataset:
    points = points.astype(np.float32)
    return Dataset(
        name=name,
        title=title,
        kind="made",
        task="points",
        about="One point of the plane; its label says which blob or arm it was drawn from.",
        source="made by dlcourse/data/makers/points.py",
        licence="CC0 1.0",
        classes=classes,
        features=("x", "y"),
        extra=extra,
        x_train=points[:TRAIN],
        y_train=label[:TRAIN],
        x_test=points[TRAIN:],
        y_test=label[TRAIN:],
    )
