"""What of an answer can agree with another one: fingerprints of its code, its names, comments, words and mistakes.

The fingerprints are the sequences of K tokens, as in S. Schleimer, D. S. Wilkerson and A. Aiken, Winnowing: Local
Algorithms for Document Fingerprinting, SIGMOD 2003, which MOSS and copydetect follow. Winnowing then keeps one of each
window, to save memory in large programs; answers have a few lines, so all fingerprints are kept.

First the code is normalised: blanks, comments, parentheses, commas and the names that a student chose are left out, so
that renaming and reformatting change little. Each token also counts by itself, wherever it stands, so that reordering
changes little.
"""

import builtins
import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pygments.lexers.python import PythonLexer
from pygments.token import Token, _TokenType

K = 4
WORDS = 3  # of a sequence of words
MAX_CHARACTERS = 20_000  # of an answer; what stands behind them is not compared
CODE, NAME, COMMENT, TEXT, FAILS = "code", "name", "comment", "text", "fails"

Feature = tuple[str, str]  # a kind, and what it is

_LEXER = PythonLexer()
_KNOWN = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)
_LAYOUT = str.maketrans("", "", "(),:;\\")
_OWN = "name"  # stands for every name that a student chose


def code_features(text: str) -> frozenset[Feature]:
    """Of an answer in Python, which need not be right or complete."""
    written = [(kind, word) for _, kind, word in _LEXER.get_tokens_unprocessed(text[:MAX_CHARACTERS]) if word.strip()]
    comments = [word for kind, word in written if _is_comment(kind)]
    code = [(kind, word) for kind, word in written if not _is_comment(kind)]
    tokens = list(_normalised(code))
    found = {(CODE, " ".join(tokens[start : start + K])) for start in range(max(1, len(tokens) - K + 1)) if tokens}
    counts: Counter[str] = Counter()
    for token in tokens:
        counts[token] += 1
        found.add((CODE, f"{token} {counts[token]}."))
    found |= {(NAME, word) for word in _own_names(code)}
    for comment in comments:
        found |= {(COMMENT, words) for words in _sequences(comment)}
    return frozenset(found)


def text_features(text: str) -> frozenset[Feature]:
    """Of an answer in words."""
    return frozenset((TEXT, words) for words in _sequences(text[:MAX_CHARACTERS]))


def _sequences(text: str) -> set[str]:
    """Every sequence of a few words; all words together where there are fewer."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    return {" ".join(words[start : start + WORDS]) for start in range(max(1, len(words) - WORDS + 1))} - {""}


def _is_comment(kind: _TokenType) -> bool:
    return kind in Token.Comment or kind in Token.Literal.String.Doc


def _normalised(code: list[tuple[_TokenType, str]]) -> Iterator[str]:
    depth = 0  # of brackets: within them, a name before = is that of an argument
    for place, (kind, word) in enumerate(code):
        depth += sum(map(word.count, "([{")) - sum(map(word.count, ")]}"))
        if kind in Token.Name and word not in _KNOWN:
            yield _normalised_name(code, place, depth)
        elif kind in Token.Literal.Number:
            yield _normalised_number(word)
        elif kind in Token.Literal.String:
            yield word.strip("'\"") or "''"
        elif (sign := word.strip().translate(_LAYOUT)) and sign != ".":
            yield sign


def _normalised_name(code: list[tuple[_TokenType, str]], place: int, depth: int) -> str:
    """A name that a library gave: an attribute's or an argument's. One sign for all others."""
    word = code[place][1]
    if _is_attribute(code, place):
        return f".{word}"
    follows = code[place + 1][1] if place + 1 < len(code) else ""
    return f"{word}=" if depth > 0 and follows == "=" else _OWN


def _is_attribute(code: list[tuple[_TokenType, str]], place: int) -> bool:
    return place > 0 and code[place - 1][1].endswith(".")


def _own_names(code: list[tuple[_TokenType, str]]) -> set[str]:
    names = {
        word
        for place, (kind, word) in enumerate(code)
        if kind in Token.Name and word not in _KNOWN and not _is_attribute(code, place)
    }
    return {name for name in names if len(name) > 1}  # everybody has an x


def _normalised_number(word: str) -> str:
    try:
        return repr(float(word.replace("_", "")))
    except ValueError:
        return word
