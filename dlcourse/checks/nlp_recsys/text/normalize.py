"""The check of `normalize`."""

import unicodedata

from dlcourse.checks.core import BY_HAND, criterion, exercise, require
from dlcourse.checks.nlp_recsys.text.new_words import new_word


@exercise(rules=[BY_HAND])
def normalize(answer, rng):
    """`normalize(sentence)`: no tags, one form of each letter, lower case, at most two repeats, single spaces.

    Requirements:
    - "every character in form NFC" → one form of each syllable
    - "all in lower case" → lower case
    - "a space in place of each HTML tag" → a tag becomes a space
    - "three or more of the same character in a row cut down to two (two stay two)" → at most two of a kind in a row
    - "of the same character" → Korean letters too
    - "any white space (spaces, tabs, line ends) as a single space, and none at the ends" → single spaces, none at the
      ends
    """
    word = new_word(rng)
    with criterion("lower case", hint="Good, GOOD and good are one word: .lower()."):
        _require_text(answer(f"The {word.upper()} Lamp"), f"the {word} lamp")
    with criterion(
        "single spaces, none at the ends", hint="Tabs and line ends are white space too: \\s+ in a regular expression."
    ):
        _require_text(answer(f"  not \t a\n\n drop   {word} "), f"not a drop {word}")
    with criterion(
        "a tag becomes a space",
        hint="<br /> separates two words: a space takes its place. And stop at the FIRST >: .* matches up to the last.",
    ):
        _require_text(answer(f"nice.<br />buy <b>{word}</b> now"), f"nice. buy {word} now")
    with criterion(
        "one form of each syllable",
        hint="한 can be stored as one character or as three (ㅎ ㅏ ㄴ). unicodedata.normalize knows the form NFC.",
    ):
        for sentence in ("한국 가방", "cafés"):
            _require_text(answer(unicodedata.normalize("NFD", sentence)), sentence)
    with criterion(
        "at most two of a kind in a row",
        hint="Three or more of one character become two. Two stay two: `good` must not turn into `god`.",
    ):
        _require_text(answer("so goooood!!! the bell is too small"), "so good!! the bell is too small")
    with criterion(
        "Korean letters too", hint="Any character may repeat: (.) in the pattern catches ㅋ as well; [a-z] does not."
    ):
        _require_text(answer("좋아요ㅋㅋㅋㅋㅋ ★★★"), "좋아요ㅋㅋ ★★")


def _require_text(found, expected: str) -> None:
    require(isinstance(found, str), f"your result is {found!r}; expected a string.")
    require(found == expected, f"your result is {found!r}; expected {expected!r}.")
