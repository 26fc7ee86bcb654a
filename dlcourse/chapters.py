"""The chapters of the course, in order, and the names that follow from theirs."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

CHECK = "check-"  # with the name of an exercise behind it: what nbgrader calls its check


@dataclass(frozen=True)
class Chapter:
    """One notebook: the name of its folder, its title, the minutes that it takes, its difficulty and its points."""

    name: str
    title: str
    minutes: int = 120
    level: int = 2  # of three
    points: int = 20

    @property
    def difficulty(self) -> str:
        return "●" * self.level + "○" * (3 - self.level)

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]


CHAPTERS = (
    Chapter("01_perceptron", "Perceptron and multi-layer perceptron", level=1),
    Chapter("02_backpropagation", "Error backpropagation"),
    Chapter("03_optimizers", "Optimisation", minutes=110),
    Chapter("04_keras", "TensorFlow and Keras", minutes=140, level=1),
    Chapter("05_dnn", "Deep neural networks"),
    Chapter("06_cnn", "Convolutional neural networks"),
    Chapter("07_rnn", "Recurrent neural networks"),
    Chapter("08_lstm", "Long short-term memory", level=3),
    Chapter("09_gan", "Generative adversarial networks", level=3),
    Chapter("10_nlp_recsys", "Natural language and recommendation", level=3),
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
