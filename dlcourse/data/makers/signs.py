"""`signs`: 3,000 colour pictures of six road signs, 32 × 32 pixels.

Two signs are red, two blue and two yellow, and each shape has two colours. So neither colour nor shape alone
identifies a sign: a network has to use both.
"""

import numpy as np

from dlcourse.data.cache import kept_arrays
from dlcourse.data.dataset import Dataset

VERSION, SEED = 1, 21
TRAIN, TEST, SIZE = 2_400, 600, 32
COLOURS = {"red": (205, 40, 45), "blue": (35, 85, 190), "yellow": (240, 195, 40)}
SIGNS = ("red disc", "red triangle", "blue disc", "blue square", "yellow triangle", "yellow square")


def signs() -> Dataset:
    """3,000 images (32, 32, 3) of dtype uint8; six classes."""
    return Dataset(
        name="signs",
        title="six road signs in colour",
        kind="made",
        task="classification",
        about="A colour image (red, green, blue) of one sign, 32 × 32 pixels, 0 to 255, before sky and ground.",
        source="made by dlcourse/data/makers/signs.py",
        licence="CC0 1.0",
        classes=SIGNS,
        **kept_arrays("signs", VERSION, make),
    )


def make(train: int = TRAIN, test: int = TEST, seed: int = SEED) -> dict[str, np.ndarray]:
    """Paint all images. `x` has shape (images, 32, 32, 3) and dtype uint8, `y` the numbers of the signs."""
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(train + test) % len(SIGNS))
    x = np.stack([paint(SIGNS[label], rng) for label in y])
    return {"x_train": x[:train], "y_train": y[:train], "x_test": x[train:], "y_test": y[train:]}


def paint(sign: str, rng: np.random.Generator) -> np.ndarray:
    """One image (32, 32, 3)."""
    colour, shape = sign.split()
    rows, columns = np.mgrid[0:SIZE, 0:SIZE].astype(float)
    picture = _landscape(rows, rng)

    centre = SIZE / 2 - 0.5 + rng.uniform(-4, 4, size=2)
    radius, angle = rng.uniform(7, 11), rng.uniform(-0.25, 0.25)
    down, right = rows - centre[0], columns - centre[1]
    pole = (np.abs(right) < 0.8) & (down > 0)
    picture[pole] = 110
    u = (np.cos(angle) * right + np.sin(angle) * down) / radius
    v = (-np.sin(angle) * right + np.cos(angle) * down) / radius
    size = _size(shape, u, v)
    paint_of_sign = np.array(COLOURS[colour]) + rng.normal(0, 14, size=3)
    picture[size < 1] = 245  # a white rim
    picture[size < 0.84] = paint_of_sign
    if rng.random() < 0.7:  # a bar, as many signs have
        picture[(np.abs(u) < 0.42) & (np.abs(v - 0.1) < 0.14) & (size < 0.84)] = 245

    light = rng.uniform(0.55, 1.1) + rng.uniform(-0.006, 0.006) * (columns - SIZE / 2)
    picture = picture * light[:, :, None] + rng.normal(0, 9, size=picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


def _landscape(rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Sky above and ground below, in random colours; the sky may be as blue or as red as a sign."""
    sky = rng.uniform((90, 110, 130), (215, 215, 240))
    ground = rng.uniform((60, 60, 40), (150, 150, 110))
    horizon = rng.uniform(14, 26)
    return np.where((rows < horizon)[:, :, None], sky + 0.8 * rows[:, :, None], ground)


def _size(shape: str, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """How far out a pixel is: below 1 inside the shape, above 1 outside."""
    if shape == "disc":
        return np.hypot(u, v)
    if shape == "square":
        return np.maximum(np.abs(u), np.abs(v)) / 0.85
    return np.maximum(v / 0.7, 1.25 * np.abs(u) - 0.7 * v)  # a triangle, point up
