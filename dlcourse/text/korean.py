"""Kiwi, the analyser of Korean morphemes: https://github.com/bab2min/kiwipiepy (LGPL 3.0)."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


@cache
def kiwi() -> "Kiwi":
    """The one Kiwi of this process. Its language model takes about two seconds to load, so it is kept.

    Two of its dictionaries are not loaded: names of several words (such as titles of films), which double that time,
    and common typos, which it would then treat as words and not correct (삿어요 would stay 삿어요).
    """
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)


def correct_spelling(sentence: str) -> str:
    """The sentence with those typos corrected that Kiwi knows: 외않되나요 becomes 왜안되나요.

    Kiwi takes the most likely analysis when some confusions (ㅐ/ㅔ, 되/돼, ㅅ/ㅆ …) are allowed at a cost. It also
    writes some contractions in full (게 becomes 것이), and does not change a wrong word that exists (낳다 for 낫다).
    """
    return kiwi().join(kiwi().tokenize(sentence, typos="basic"))


def correct_spacing(sentence: str) -> str:
    """The sentence with spaces between its words: 왜안되나요 becomes 왜 안 되나요."""
    return kiwi().space(sentence)
