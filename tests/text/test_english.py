"""English: normalising, words, stop words. None of these loads the Korean analyser."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import text


@pytest.mark.parametrize(
    ("noisy", "clean"),
    [
        ("GOOD", "good"),
        ("  too \t many\n spaces ", "too many spaces"),
        ("what?!?! wow!!!", "what?!?! wow!"),
        ("wait... what", "wait. what"),
        ("cafe\u0301", "caf\u00e9"),
        ("“it’s”", '"it\'s"'),
        ("ballooon 1000", "ballooon 1000"),
        ("", ""),
    ],
)
def test_normalize_removes_noise_and_nothing_else(noisy, clean):
    assert text.normalize(noisy) == clean


@given(st.text())
def test_a_normal_sentence_does_not_change(sentence):
    once = text.normalize(sentence)
    assert text.normalize(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Don't!", ["don't"]),
        ("Don’t!", ["don't"]),
        ("the dogs' 'own' bowl", ["the", "dogs", "own", "bowl"]),
        ("rock'n'roll, 24/7", ["rock'n'roll", "24", "7"]),
        ("a_b well-made", ["a", "b", "well", "made"]),
        ("Café, naïve", ["café", "naïve"]),
        ("?!", []),
    ],
)
def test_words(sentence, words):
    assert text.words(sentence) == text.tokenize(sentence, "en") == words


def test_no_stop_word_changes_a_meaning_and_each_is_a_token():
    english = text.STOP_WORDS["en"]
    assert not english & {"not", "no", "never", "don't", "but", "very", "without"}
    assert not text.STOP_WORDS["ko"] & {"안", "못", "않", "없", "지만", "하지만"}
    assert all(text.words(word) == [word] for word in english)
    assert all(len(words) < 80 for words in text.STOP_WORDS.values())


@pytest.mark.parametrize("function", [text.normalize, text.tokenize])
def test_another_language_raises_an_error_with_its_name(function):
    with pytest.raises(ValueError, match="no language 'fr'"):
        function("bonjour", "fr")


def test_english_does_not_load_kiwi():
    code = (
        "import sys; from dlcourse import text; text.tokenize(text.normalize('Good!')); "
        "sys.exit(bool({'kiwipiepy', 'keras', 'tensorflow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
