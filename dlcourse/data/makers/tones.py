"""`tones`: four words of a whistled language. The words have the same three tones; only their order differs.

Every word is half a second of sound at 8,000 samples a second, by a speaker with a voice of their own: higher or lower,
faster or slower, with more or less noise. An average over time is the same for all words.
"""

import numpy as np

from dlcourse.data.cache import kept_arrays
from dlcourse.data.dataset import Dataset

VERSION, SEED = 1, 28
TRAIN, TEST = 480, 160
RATE, LENGTH = 8_000, 4_000  # samples a second, samples of a word
PITCHES = np.array([500.0, 750.0, 1_100.0])  # Hz: the tones 0 (low), 1 (middle) and 2 (high)
WORDS = {"lo-mi-hi": (0, 1, 2), "hi-mi-lo": (2, 1, 0), "mi-hi-lo": (1, 2, 0), "lo-hi-mi": (0, 2, 1)}


def tones() -> Dataset:
    """640 words as sound (4000,) of dtype int16; four classes."""
    return Dataset(
        name="tones",
        title="four whistled words",
        kind="made",
        task="classification",
        about="One word as sound: 4,000 samples, 8,000 a second, −32768 to 32767.",
        source="made by dlcourse/data/makers/tones.py",
        licence="CC0 1.0",
        classes=tuple(WORDS),
        extra={"rate": RATE},
        **kept_arrays("tones", VERSION, make),
    )


def make(train: int = TRAIN, test: int = TEST, seed: int = SEED) -> dict[str, np.ndarray]:
    """Make all words. `x` has shape (words, 4000) and dtype int16, `y` the numbers of the words."""
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(train + test) % len(WORDS))
    orders = list(WORDS.values())
    x = np.stack([whistle(orders[label], rng) for label in y])
    return {"x_train": x[:train], "y_train": y[:train], "x_test": x[train:], "y_test": y[train:]}


def whistle(order: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """The tones of `order` one after another, (4000,) int16: short silences around them, a voice, and noise."""
    edges = np.cumsum([rng.uniform(0.1, 2.0), *rng.uniform(0.8, 1.4, size=len(order)), rng.uniform(0.1, 2.0)])
    edges = (edges / edges[-1] * LENGTH).astype(int)
    pitch = np.zeros(LENGTH)
    loud = np.zeros(LENGTH)
    voice = np.exp(rng.uniform(-0.2, 0.2))  # this speaker's pitch against the mean one
    for tone, start, end in zip(order, edges[:-2], edges[1:-1], strict=True):
        pitch[start:end] = voice * PITCHES[tone] * np.exp(rng.normal(0, 0.03))
        loud[start:end] = np.sin(np.pi * (np.arange(end - start) + 0.5) / (end - start)) ** 0.5 * rng.uniform(0.6, 1)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    overtone = rng.uniform(0.1, 0.5)
    sound = loud * (np.sin(phase) + overtone * np.sin(2 * phase)) + rng.normal(0, rng.uniform(0.05, 0.3), size=LENGTH)
    return np.round(20_000 * sound / np.abs(sound).max()).astype(np.int16)
