"""`sketches`: 12,000 grey drawings of ten things, 28 × 28 pixels, each drawn by a shaky hand.

A thing is a few strokes in the square from −1 to 1. Every image bends its strokes by a smooth wave, turns, shears,
stretches and shifts them, draws them with a pen of its own width and pressure, hides a part behind a grey patch, and
adds stray lines and noise. A dense network must learn each shift separately; a convolutional one, whose filters move
over the image, does not. `benchmarks/data.py` measures the difference.
"""

import numpy as np

from dlcourse.data.cache import kept_arrays
from dlcourse.data.dataset import Dataset

VERSION, SEED = 1, 20
TRAIN, TEST, SIZE = 10_000, 2_000, 28
POINTS = 72  # points a drawing is made of; they lie closer together than a pen is wide
MAX_SHIFT = 4.0  # pixels
NOISE = 22.0  # standard deviation, in grey levels of 255


def sketches() -> Dataset:
    """12,000 images (28, 28) of dtype uint8; ten classes."""
    arrays = kept_arrays("sketches", VERSION, make)
    return Dataset(
        name="sketches",
        title="ten things drawn by a shaky hand",
        kind="made",
        task="classification",
        about="A grey image of one thing, 28 × 28 pixels, 0 (paper) to 255 (ink): bent, shifted, partly hidden, noisy.",
        source="made by dlcourse/data/makers/sketches.py",
        licence="CC0 1.0",
        classes=tuple(THINGS),
        **arrays,
    )


def _ring(radius: float = 1.0, start: float = 0.0, end: float = 1.0, x: float = 0.0, y: float = 0.0) -> np.ndarray:
    t = 2 * np.pi * np.linspace(start, end, 40)
    return np.stack([x + radius * np.cos(t), y + radius * np.sin(t)], axis=1)


def _path(*corners: tuple[float, float]) -> np.ndarray:
    return np.array(corners, dtype=float)


def _star() -> np.ndarray:
    t = np.pi / 2 + 2 * np.pi * np.arange(11) / 10
    r = np.where(np.arange(11) % 2 == 0, 1.0, 0.45)
    return np.stack([r * np.cos(t), r * np.sin(t)], axis=1)


def _heart() -> np.ndarray:
    t = np.linspace(0, 2 * np.pi, 50)
    x = np.sin(t) ** 3
    y = (13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)) / 16
    return np.stack([x, y], axis=1)


def _spiral() -> np.ndarray:
    t = np.linspace(0, 1, 60)
    return np.stack([t * np.cos(4.5 * np.pi * t), t * np.sin(4.5 * np.pi * t)], axis=1)


# The y axis points up. A thing is a list of strokes, each an array (corners, 2).
THINGS = {
    "ring": [_ring()],
    "triangle": [_path((-1, -0.8), (1, -0.8), (0, 1), (-1, -0.8))],
    "square": [_path((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9), (-0.9, -0.9))],
    "star": [_star()],
    "heart": [_heart()],
    "house": [
        _path((-0.8, -1), (0.8, -1), (0.8, 0.2), (-0.8, 0.2), (-0.8, -1)),
        _path((-1, 0.2), (0, 1), (1, 0.2)),
    ],
    "arrow": [_path((-1, 0), (1, 0)), _path((0.4, 0.6), (1, 0), (0.4, -0.6))],
    "spiral": [_spiral()],
    "face": [_ring(), _ring(0.1, x=-0.35, y=0.3), _ring(0.1, x=0.35, y=0.3), _ring(0.5, start=0.58, end=0.92)],
    "key": [_ring(0.42, x=-0.58), _path((-0.16, 0), (1, 0)), _path((0.6, 0), (0.6, -0.45)), _path((1, 0), (1, -0.45))],
}


def points_along(strokes: list[np.ndarray], count: int = POINTS) -> np.ndarray:
    """`count` points spread evenly over the strokes, shape (count, 2)."""
    lengths = [np.linalg.norm(np.diff(s, axis=0), axis=1).sum() for s in strokes]
    shares = np.maximum(2, np.floor(count * np.array(lengths) / sum(lengths)).astype(int))
    shares[np.argmax(shares)] += count - shares.sum()
    drawn = []
    for stroke, share in zip(strokes, shares, strict=True):
        along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(stroke, axis=0), axis=1))])
        where = np.linspace(0, along[-1], share)
        drawn.append(np.stack([np.interp(where, along, stroke[:, i]) for i in range(2)], axis=1))
    return np.concatenate(drawn)


def make(train: int = TRAIN, test: int = TEST, seed: int = SEED) -> dict[str, np.ndarray]:
    """Draw all images. `x` has shape (images, 28, 28) and dtype uint8, `y` the numbers of the things."""
    rng = np.random.default_rng(seed)
    things = np.stack([points_along(strokes) for strokes in THINGS.values()])  # (10, points, 2)
    y = rng.permutation(np.arange(train + test) % len(things))
    x = np.concatenate([draw(things[part], rng) for part in np.array_split(y, max(1, len(y) // 500))])
    return {"x_train": x[:train], "y_train": y[:train], "x_test": x[train:], "y_test": y[train:]}


def draw(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Drawings (n, points, 2) as images (n, 28, 28), each deformed in its own way."""
    n = len(points)

    def uniform(low: float, high: float, *shape: int) -> np.ndarray:
        return rng.uniform(low, high, size=(n, *shape))

    # A smooth bend: each coordinate moves by a slow wave of the other one.
    bend = uniform(0.02, 0.16, 1, 2) * np.sin(uniform(1.5, 3.5, 1, 2) * points[:, :, ::-1] + uniform(0, 6.3, 1, 2))
    points = points + bend + rng.normal(0, 0.02, size=points.shape)
    # Turn, shear and stretch.
    angle = uniform(-0.4, 0.4)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.stack([np.stack([cos, -sin], axis=1), np.stack([sin, cos], axis=1)], axis=1)
    stretch = uniform(5.5, 9.5, 1) * uniform(0.85, 1.15, 2)  # pixels per unit
    points = points @ turn
    points[:, :, 0] += uniform(-0.2, 0.2, 1) * points[:, :, 1]
    points = points * stretch[:, None, :] + (SIZE - 1) / 2 + uniform(-MAX_SHIFT, MAX_SHIFT, 1, 2)

    ink = _pen(points, width=uniform(0.6, 1.1)) * uniform(0.65, 1.0)[:, None, None]
    images = 255 * np.maximum(ink, 0.7 * _stray_lines(n, rng))
    images = _hide(images, rng)
    images += rng.normal(0, NOISE, size=images.shape)
    return np.clip(images, 0, 255).astype(np.uint8)


def _pen(points: np.ndarray, width: np.ndarray) -> np.ndarray:
    """Ink from 0 to 1: every point leaves a Gaussian blot. A Gaussian in the plane is a product of two in the axes."""
    pixel = np.arange(SIZE)
    across = _bell(pixel - points[:, :, :1], width)
    down = _bell(SIZE - 1 - pixel - points[:, :, 1:], width)
    return 1 - np.exp(-1.6 * (np.swapaxes(down, 1, 2) @ across))


def _bell(distance: np.ndarray, width: np.ndarray) -> np.ndarray:
    """exp(−d² / 2w²) as float32, and nowhere less than e⁻⁴³.

    Products of two smaller numbers are below 10⁻³⁸. Processors compute with such numbers a hundred times as slowly.
    """
    return np.exp(np.maximum(-(distance**2) / (2 * width[:, None, None] ** 2), -43)).astype(np.float32)


def _stray_lines(n: int, rng: np.random.Generator) -> np.ndarray:
    """One short line somewhere, as if the pen had slipped."""
    ends = rng.uniform(1, SIZE - 1, size=(n, 1, 2))
    steps = rng.uniform(-8, 8, size=(n, 1, 2)) * np.linspace(0, 1, 14)[None, :, None]
    return _pen(ends + steps, width=np.full(n, 0.6))


def _hide(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A patch of 5 to 9 pixels a side, of any grey, over each image."""
    n = len(images)
    top, left = rng.integers(2, SIZE - 9, size=(2, n))
    height, width = rng.integers(5, 10, size=(2, n))
    rows, columns = np.arange(SIZE)[None, :, None], np.arange(SIZE)[None, None, :]
    inside = (rows >= top[:, None, None]) & (rows < (top + height)[:, None, None])
    inside = inside & (columns >= left[:, None, None]) & (columns < (left + width)[:, None, None])
    return np.where(inside, rng.uniform(0, 140, size=n)[:, None, None], images)
