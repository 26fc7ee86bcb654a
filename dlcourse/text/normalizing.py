"""Removing noise from a sentence, before it is split into tokens."""

import re
import unicodedata

from dlcourse.text.korean import correct_spacing, correct_spelling
from dlcourse.text.languages import check_language

QUOTES = str.maketrans("‘’“”", "''\"\"")
REPEATED_PUNCTUATION = re.compile(r"([^\w\s])\1+")
REPEATED_JAMO = re.compile(r"([ㄱ-ㅣ])\1{2,}")  # single letters, not in a syllable: laughter ㅋㅋㅋ, tears ㅠㅠㅠ


def normalize(sentence: str, language: str = "en") -> str:
    """The sentence in a standard form: NFC, straight quotes, single spaces, no repeated punctuation.

    NFC (Unicode's composed form) makes one character of a letter and its accent, and one syllable of Korean letters.
    English becomes lower case. In Korean, Kiwi corrects the spelling and then the spacing, and ㅋㅋㅋㅋ becomes ㅋㅋ.
    A correction is a guess: look at some before you correct all your data.

    Raises ValueError for a language other than "en" and "ko".

    >>> normalize("SOOO  good!!! Don’t miss it…")
    "sooo good! don't miss it…"
    >>> normalize("외않되나요???", "ko")
    '왜 안 되나요?'
    """
    check_language(language)
    sentence = unicodedata.normalize("NFC", sentence).translate(QUOTES)
    sentence = REPEATED_PUNCTUATION.sub(r"\1", " ".join(sentence.split()))
    if language == "en":
        return sentence.lower()
    return correct_spacing(correct_spelling(REPEATED_JAMO.sub(r"\1\1", sentence)))
