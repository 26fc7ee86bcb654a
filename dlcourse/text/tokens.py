"""Splitting a sentence into tokens: words for English, morphemes for Korean."""

import re
import unicodedata

from dlcourse.text.korean import kiwi
from dlcourse.text.languages import check_language

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
PUNCTUATION = frozenset(["SF", "SP", "SS", "SSO", "SSC", "SE", "SO"])  # Kiwi's tags: . , ' ( ) … ~


def words(sentence: str) -> list[str]:
    """The words of an English sentence in lower case, without punctuation; apostrophes inside a word are kept.

    >>> words("It's a well-made pan, isn't it?")
    ["it's", 'a', 'well', 'made', 'pan', "isn't", 'it']
    """
    return WORD.findall(sentence.lower().replace("’", "'"))


def morphemes(sentence: str, tags: bool = False) -> list[str] | list[tuple[str, str]]:
    """The morphemes (형태소: the smallest parts with a meaning) of a Korean sentence, as Kiwi finds them.

    Verbs are split into stem and ending (느려요 is 느리 + 어요), and punctuation is kept. With `tags`, each morpheme is
    a pair (form, tag). The tags are those of the Sejong corpus: NNG noun, VV verb, VA adjective, J… particle, E…
    ending, S… symbol.

    >>> morphemes("배송이 느려요.")
    ['배송', '이', '느리', '어요', '.']
    >>> morphemes("배송이 느려요.", tags=True)[0]
    ('배송', 'NNG')
    """
    found = _with_tags(sentence)
    return found if tags else [form for form, _ in found]


def tokenize(sentence: str, language: str = "en") -> list[str]:
    """The tokens of a sentence, without punctuation: `words` in English, `morphemes` in Korean.

    Raises ValueError for a language other than "en" and "ko".

    >>> tokenize("배송이 느려요.", "ko")
    ['배송', '이', '느리', '어요']
    """
    check_language(language)
    if language == "en":
        return words(sentence)
    return [form for form, tag in _with_tags(sentence) if tag not in PUNCTUATION]


def _with_tags(sentence: str) -> list[tuple[str, str]]:
    sentence = unicodedata.normalize("NFC", sentence)  # Kiwi needs syllables, not separate letters
    return [(token.form, token.tag) for token in kiwi().tokenize(sentence, compatible_jamo=True)]
