"""Subwords, vocabularies and padding: from tokens to one array."""

from collections import Counter

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse import text

WORDS = st.text(alphabet="abcde한국", min_size=1, max_size=8)
SEQUENCES = st.lists(st.lists(st.integers(1, 99), max_size=9), min_size=1, max_size=5)


def test_byte_pairs_on_the_example_of_the_paper():
    """Sennrich et al. (2016), section 3.2, without their mark at the end of a word."""
    words = ["low"] * 5 + ["lower"] * 2 + ["newest"] * 6 + ["widest"] * 3
    pairs = text.BytePairs.learn(words, merges=4)
    assert pairs.merges == [("e", "s"), ("es", "t"), ("l", "o"), ("lo", "w")]
    assert pairs.encode("lowest") == ["low", "est"]
    assert text.BytePairs.learn(Counter(words), merges=4) == pairs


@given(st.lists(WORDS, max_size=12), WORDS, st.integers(0, 20))
def test_joined_pieces_are_the_word_and_each_is_a_character_or_a_merge(words, new, merges):
    pairs = text.BytePairs.learn(words, merges)
    made = {left + right for left, right in pairs.merges}
    assert len(pairs.merges) <= merges
    for word in [*words, new]:
        pieces = pairs.encode(word)
        assert "".join(pieces) == word
        assert all(len(piece) == 1 or piece in made for piece in pieces)


def test_pairs_that_occur_once_are_not_merged():
    assert text.BytePairs.learn(["abc", "def"], merges=5).merges == []
    assert text.BytePairs.learn([], merges=5).merges == []


def test_a_vocabulary_is_ordered_by_frequency_and_then_by_alphabet():
    vocabulary = text.Vocabulary.of([["b", "a", "c"], ["c", "d"]])
    assert vocabulary.words == ["[PAD]", "[OOV]", "c", "a", "b", "d"]
    assert len(vocabulary) == 6 and "a" in vocabulary and "z" not in vocabulary
    assert vocabulary.encode(["d", "z"]) == [5, text.OOV]


def test_size_counts_the_two_special_words_and_min_count_drops_rare_ones():
    lists = [["a", "a", "b", "b", "c"]]
    assert text.Vocabulary.of(lists, size=3).words[2:] == ["a"]
    assert text.Vocabulary.of(lists, size=2).words[2:] == []
    assert text.Vocabulary.of(lists, min_count=2).words[2:] == ["a", "b"]
    with pytest.raises(ValueError, match="no room"):
        text.Vocabulary.of(lists, size=1)


def test_a_repeated_word_and_an_unknown_number_raise():
    with pytest.raises(ValueError, match="once"):
        text.Vocabulary(["a", "a"])
    for number in (-1, 3):
        with pytest.raises(IndexError, match=f"no word {number}"):
            text.Vocabulary(["a"]).decode([number])


@given(st.lists(st.lists(WORDS, max_size=6), max_size=6))
def test_decode_undoes_encode_for_known_words(lists):
    vocabulary = text.Vocabulary.of(lists)
    for tokens in lists:
        assert vocabulary.decode(vocabulary.encode(tokens)) == tokens
        assert text.OOV not in vocabulary.encode(tokens)
    assert text.Vocabulary.of(lists[::-1]).words == vocabulary.words


def test_a_token_named_like_padding_is_not_counted_as_a_word():
    assert len(text.Vocabulary.of([["[PAD]", "[OOV]"]])) == 2


@given(SEQUENCES, st.integers(1, 12), st.sampled_from(["pre", "post"]))
def test_padding_agrees_with_keras(sequences, length, side):
    padded = text.pad(sequences, length, side)
    expected = keras.utils.pad_sequences(sequences, length, padding=side, truncating=side)
    assert padded.dtype == np.int32 and padded.shape == (len(sequences), length)
    np.testing.assert_array_equal(padded, expected)


def test_padding_raises_for_another_side():
    assert text.pad([], 3).shape == (0, 3)
    with pytest.raises(ValueError, match="'left'"):
        text.pad([[1]], 3, side="left")
