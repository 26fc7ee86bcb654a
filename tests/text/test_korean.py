"""Korean: spelling, spacing and morphemes by Kiwi, and what this package adds."""

import unicodedata

import pytest

from dlcourse import data, text
from dlcourse.text.korean import kiwi


def test_kiwi_is_loaded_once():
    assert kiwi() is kiwi()


@pytest.mark.parametrize(
    ("noisy", "clean"),
    [
        ("아버지가방에들어가신다", "아버지가 방에 들어가신다"),
        ("외않되나요???", "왜 안 되나요?"),
        ("포장이  않좋아요!!", "포장이 안 좋아요!"),
        ("싸게삿어요 ㅋㅋㅋㅋㅋ", "싸게 샀어요 ㅋㅋ"),
        ("맛은 괜찬은데 빨리식엇어요", "맛은 괜찮은데 빨리 식었어요"),
        (unicodedata.normalize("NFD", "맛있어요"), "맛있어요"),
        ("이 제품은 정말 좋았습니다.", "이 제품은 정말 좋았습니다."),
        ("", ""),
    ],
)
def test_spelling_and_spacing_are_corrected(noisy, clean):
    assert text.normalize(noisy, "ko") == clean


def test_morphemes_are_stems_particles_and_endings():
    assert text.morphemes("배송이 빨랐어요.") == ["배송", "이", "빠르", "었", "어요", "."]
    assert [tag for _, tag in text.morphemes("배송이 빨랐어요.", tags=True)] == ["NNG", "JKS", "VA", "EP", "EF", "SF"]


def test_single_letters_are_compatibility_letters():
    """An ending such as -ㄴ다 has the letter that a keyboard writes, not the one that Unicode has for composing."""
    assert "ㄴ다" in text.morphemes("방에 들어가신다")


def test_tokens_have_no_punctuation_but_keep_laughter():
    assert text.tokenize('"정말" 좋아요... (ㅋㅋ)~!', "ko") == ["정말", "좋", "어요", "ㅋㅋ"]


def test_both_unicode_forms_of_a_sentence_give_the_same_tokens():
    composed, decomposed = (unicodedata.normalize(form, "배송이 느려요") for form in ("NFC", "NFD"))
    assert text.tokenize(composed, "ko") == text.tokenize(decomposed, "ko")


def test_most_stop_words_are_tokens_of_the_reviews():
    seen = {token for review in data.load("reviews_ko").x_train for token in text.tokenize(review, "ko")}
    common = text.STOP_WORDS["ko"] & seen
    assert len(common) > 0.7 * len(text.STOP_WORDS["ko"])
