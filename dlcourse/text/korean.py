"""Kiwi, the analyser of Korean morphemes: https://github.com/bab2min/kiwipiepy (LGPL 3.0)."""

from functools import cache


@cache
def kiwi():
    """The one Kiwi of this process. Its language model takes about two seconds to load, so it is kept.

    Two of its dictionaries stay out: names of several words (titles of films and the like), which double that time,
    and common typos, which it would then know as words and not mend (삿어요 would stay 삿어요).
    """
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)


def correct_spelling(sentence: str) -> str:
    """The sentence with the typos mended that Kiwi knows: 외않되나요 becomes 왜안되나요.

    Kiwi takes the likeliest analysis when some confusions (ㅐ/ㅔ, 되/돼, ㅅ/ㅆ …) are allowed at a cost. It also writes
    some contractions out (게 becomes 것이), and it lets a word stand that exists but is not meant (낳다 for 낫다).
    """
    return kiwi().join(kiwi().tokenize(sentence, typos="basic"))


def correct_spacing(sentence: str) -> str:
    """The sentence with spaces between its words: 왜안되나요 becomes 왜 안 되나요."""
    return kiwi().space(sentence)
