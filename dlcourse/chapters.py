"""The chapters of the course, then its electives, in order, and the names that follow from theirs."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

CHECK = "check-"  # with the name of an exercise behind it: what nbgrader calls its check


@dataclass(frozen=True)
class Chapter:
    """One notebook."""

    name: str  # of its folder
    title: str
    promise: str  # what a student can do afterwards, in a sentence
    builds_on: tuple[str, ...] = ()  # numbers of chapters
    minutes: int = 120
    level: int = 2  # of difficulty, up to three
    points: int = 20
    elective: bool = False  # the course is whole without it

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]

    @property
    def difficulty(self) -> str:
        return "●" * self.level + "○" * (3 - self.level)


CHAPTERS = (
    Chapter(
        "01_perceptron",
        "Perceptron and multi-layer perceptron",
        "Build a neuron, see why one is not enough for XOR, and read digits with a layer of them.",
        minutes=150,
        level=1,
    ),
    Chapter(
        "02_backpropagation",
        "Error backpropagation",
        "Work out every gradient of a network by hand, test it, and write an engine that does it for you.",
        ("01",),
        minutes=160,
    ),
    Chapter(
        "03_optimizers",
        "Optimisation",
        "Write six optimisers, and see where each of them is fast, slow or lost.",
        ("01", "02"),
    ),
    Chapter(
        "04_keras",
        "TensorFlow and Keras",
        "Build, train, save and use models in Keras, and know what it does because you did it yourself before.",
        ("01", "02", "03"),
        minutes=145,
        level=1,
    ),
    Chapter(
        "05_dnn",
        "Deep neural networks",
        "Train a deep network without fooling yourself, and say when a simple model is as good.",
        ("01", "02", "03", "04"),
        minutes=150,
    ),
    Chapter(
        "06_cnn",
        "Convolutional neural networks",
        "Write a convolution forward and backward, and see what a network looks at in a picture.",
        ("02", "04", "05"),
        minutes=150,
    ),
    Chapter(
        "07_rnn",
        "Recurrent neural networks",
        "Let a network read one step after the other, and forecast a series with an honest interval.",
        ("02", "03", "04"),
        minutes=145,
    ),
    Chapter(
        "08_lstm",
        "Long short-term memory",
        "Give a network a memory that lasts, and find out what it can forecast and what nobody can.",
        ("02", "04", "07"),
        minutes=160,
        level=3,
    ),
    Chapter(
        "09_gan",
        "Generative adversarial networks",
        "Let two networks train each other until one draws digits, and measure what it has learned.",
        ("04", "06"),
        minutes=150,
        level=3,
    ),
    Chapter(
        "10_nlp_recsys",
        "Natural language and recommendation",
        "Turn words and tastes into vectors, read reviews with attention, and recommend films.",
        ("01", "02", "04", "06", "08"),
        minutes=135,
        level=3,
    ),
    Chapter(
        "11_autoencoders",
        "Autoencoders and the VAE",
        "Squeeze data into a few numbers and rebuild them, raise an alarm where that fails, and invent new data.",
        ("02", "04", "05", "07", "09"),
        minutes=180,
        level=3,
        elective=True,
    ),
    Chapter(
        "12_diffusion",
        "Diffusion models",
        "Destroy data in small steps, let a network undo them one by one, and ask it for a digit.",
        ("04", "09"),
        minutes=160,
        level=3,
        elective=True,
    ),
    Chapter(
        "13_transformers",
        "Transformers and translation",
        "Build a Transformer by hand, write text with it, and translate numbers between Korean and English.",
        ("02", "04", "07", "08", "10"),
        minutes=170,
        level=3,
        elective=True,
    ),
    Chapter(
        "14_forecasting",
        "Forecasting many series",
        "Forecast a range of futures for two hundred series, and say where last week, or a curve, is as good.",
        ("02", "04", "06", "07", "08"),
        minutes=195,
        level=3,
        elective=True,
    ),
    Chapter(
        "15_reinforcement",
        "Reinforcement learning",
        "Learn from reward alone: slot machines, a walk along a cliff, a pole that must not fall.",
        ("02", "03", "04", "05"),
        minutes=215,
        level=3,
        elective=True,
    ),
)


def checks_of(chapter: str) -> str:
    """The module with a chapter's checks: that of `01_perceptron` is `dlcourse.checks.perceptron`."""
    return f"dlcourse.checks.{chapter.partition('_')[2]}"


class UnclearError(Exception):
    """No chapter, or more than one, can be meant; the message says which come close."""


def chapter_meant(text: str, known: Iterable[str]) -> str:
    """The chapter that a person means by its name, its number, its folder or the start of its name.

    Raises UnclearError where several could be meant, or one is close. Other text is given back as it is.

    Args:
        known: the names of the chapters.
    """
    names = sorted(set(known))
    wanted = unicodedata.normalize("NFC", text).replace("\\", "/").rstrip("/").rpartition("/")[2]
    wanted = wanted.removesuffix(".ipynb").casefold()
    if text in names or not wanted:
        return text
    fitting = (
        [name for name in names if name.casefold() == wanted]
        or [name for name in names if wanted.isdecimal() and _number(name) == int(wanted)]
        or [name for name in names if name.casefold().startswith(wanted)]
        or [name for name in names if name.casefold().partition("_")[2].startswith(wanted)]
    )
    if len(fitting) == 1:
        return fitting[0]
    if close := fitting or get_close_matches(wanted, names, n=2):
        raise UnclearError(f"there is no chapter {text}. Did you mean {' or '.join(close[:3])}?")
    return text


def _number(name: str) -> int:
    start = name.partition("_")[0]
    return int(start) if start.isdecimal() else -1
