"""The check of `normalize`."""

import unicodedata

from dlcourse.checks.core import BY_HAND, criterion, exercise, require
from dlcourse.checks.nlp_recsys.text.new_words import new_word


@exercise(rules=[BY_HAND])
def normalize(answer, rng):
    """`normalize(sentence)`: no tags, one form of each letter, lower case, at most two repeats, single spaces."""
    word = new_word(rng)
    with criterion("lower case", hint="Good, GOOD and good are one word: .lower()."):
        _require_text(answer(f"The {word.upper()} Kettle"), f"the {word} kettle")
    with criterion(
        "single spaces, none at the ends", hint="Tabs and line ends are white space too: \\s+ in a regular expression."
    ):
        _require_text(answer(f"  not \t a\n\n drop   {word} "), f"not a drop {word}")
    with criterion(
        "a tag becomes a space",
        hint="<br /> separates two words: a space takes its place. And stop at the FIRST >: .* matches up to the last.",
    ):
        _require_text(answer(f"good.<br />buy <b>{word}</b> now"), f"good. buy {word} now")
    with criterion(
        "at most two of a kind in a row",
        hint="Three or more of one character become two. Two stay two: `good` must not turn into `god`.",
    ):
        _require_text(answer("so goooood!!! the bell is too small"), "so good!! the bell is too small")
    with criterion(
        "Korean letters too", hint="Any character may repeat: (.) in the pattern catches ㅋ as well; [a-z] does not."
    ):
        _require_text(answer("좋아요ㅋㅋㅋㅋㅋ"), "좋아요ㅋㅋ")
    with criterion(
        "one form of each syllable",
        hint="한 can be stored as one character or as three (ㅎ ㅏ ㄴ). unicodedata.normalize knows the form NFC.",
    ):
        _require_text(answer(unicodedata.normalize("NFD", "한국 가방")), "한국 가방")


def _require_text(found, expected: str) -> None:
    require(isinstance(found, str), f"your result is {found!r}; expected a string.")
    require(found == expected, f"your result is {found!r}; expected {expected!r}.")
