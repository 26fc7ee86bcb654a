"""Numbers in words, read back by other means than they were written: each word has a value, and says what to do with it."""

import re

import numpy as np
import pytest

from dlcourse.data.makers.words import numbers

KOREAN = {sign: value for value, sign in enumerate("영일이삼사오육칠팔구")}
KOREAN_UNITS = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8}
ENGLISH = dict(
    zero=0, one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, ten=10, eleven=11, twelve=12,
    thirteen=13, fourteen=14, fifteen=15, sixteen=16, seventeen=17, eighteen=18, nineteen=19, twenty=20, thirty=30,
    forty=40, fifty=50, sixty=60, seventy=70, eighty=80, ninety=90,
)  # fmt: skip
ENGLISH_UNITS = dict(hundred=100, thousand=1000, million=10**6, billion=10**9)

# Written by hand, from books of the two languages.
KNOWN = {
    0: ("영", "zero"),
    1: ("일", "one"),
    10: ("십", "ten"),
    11: ("십일", "eleven"),
    21: ("이십일", "twenty-one"),
    100: ("백", "one hundred"),
    101: ("백일", "one hundred one"),
    325: ("삼백이십오", "three hundred twenty-five"),
    1000: ("천", "one thousand"),
    1111: ("천백십일", "one thousand one hundred eleven"),
    2026: ("이천이십육", "two thousand twenty-six"),
    10_000: ("만", "ten thousand"),
    11_000: ("만 천", "eleven thousand"),
    20_001: ("이만 일", "twenty thousand one"),
    100_000: ("십만", "one hundred thousand"),
    110_000: ("십일만", "one hundred ten thousand"),
    1_000_000: ("백만", "one million"),
    10_000_000: ("천만", "ten million"),
    100_000_000: ("일억", "one hundred million"),
    100_010_000: ("일억 일만", "one hundred million ten thousand"),
    1_234_567_898: (
        "십이억 삼천사백오십육만 칠천팔백구십팔",
        "one billion two hundred thirty-four million five hundred sixty-seven thousand eight hundred ninety-eight",
    ),
    10_000_000_000: ("백억", "ten billion"),
}


def read(spoken: list[str], digits: dict[str, int], units: dict[str, int], group: int) -> int:
    """The number that is said: right before a unit stands how many of it; units from `group` on take all that is open."""
    total = open_ = digit = 0
    for word in spoken:
        if word in digits:
            digit += digits[word]
        elif units[word] < group:
            open_ += (digit or 1) * units[word]
            digit = 0
        else:
            total += (open_ + digit or 1) * units[word]
            open_ = digit = 0
    return total + open_ + digit


def read_korean(words: str) -> int:
    return read(list(words.replace(" ", "")), KOREAN, KOREAN_UNITS, 10**4)


def read_english(words: str) -> int:
    return read(re.split("[ -]", words), ENGLISH, ENGLISH_UNITS, 1000)


def edges() -> list[int]:
    """Everything up to 20,000, both sides of each digit times a power of ten, and sums of a few such."""
    near = {d * 10**p + k for d in range(1, 10) for p in range(11) for k in (-1, 0, 1)}
    sums = {a * 10**p + b * 10**q for a in (1, 2) for b in (1, 3) for p in range(10) for q in range(p)}
    return sorted(n for n in {*range(20_001), *near, *sums} if 0 <= n <= numbers.LARGEST)


def drawn() -> list[int]:
    rng = np.random.default_rng(13)
    return [int(n) for n in numbers.draw(20_000, rng, digits=10)]


@pytest.mark.parametrize("n", KNOWN)
def test_numbers_as_books_write_them(n):
    assert (numbers.korean(n), numbers.english(n)) == KNOWN[n]


@pytest.mark.parametrize("chosen", [edges, drawn])
def test_words_are_read_back_as_the_number(chosen):
    assert [n for n in chosen() if read_korean(numbers.korean(n)) != n] == []
    assert [n for n in chosen() if read_english(numbers.english(n)) != n] == []


@pytest.mark.parametrize("chosen", [edges, drawn])
def test_words_keep_the_rules_of_writing(chosen):
    for n in chosen():
        korean, english = numbers.korean(n), numbers.english(n)
        assert not re.search(r"일[십백천]|^일만|영.|.영", korean), (n, korean)  # 일 is not said here; 영 stands alone
        assert re.fullmatch(r"([^ 만억]+억)?( ?[^ 만억]*만)?( ?[^ 만억]+)?", korean), (n, korean)
        assert not re.search(r"[만억][^ ]| [만억]|  | $", korean), (n, korean)
        assert not re.search(r"\band\b|  |^ | $|-$", english), (n, english)
        assert not re.search(r"ty (one|two|three|four|five|six|seven|eight|nine)\b", english), (n, english)
        hyphens = re.findall(r"(\w+)-(\w+)", english)
        assert all(ten.endswith("ty") and 0 < ENGLISH[one] < 10 for ten, one in hyphens), (n, english)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_tokens_are_numbers_and_back(language):
    chosen = edges()
    table = numbers.encode(chosen, language, 24)
    assert [numbers.decode(row, language) for row in table] == [numbers.WRITE[language](n) for n in chosen]
    assert (table[:, 0] == numbers.START).all()
    assert ((table == numbers.END).sum(axis=1) == 1).all()
    assert (table.max(axis=1) < len(numbers.TOKENS[language])).all()
    after_end = np.cumsum(table == numbers.END, axis=1) - (table == numbers.END) > 0
    np.testing.assert_array_equal(table == numbers.PAD, after_end)
    assert len(set(numbers.TOKENS[language])) == len(numbers.TOKENS[language])


def test_what_does_not_fit_is_said():
    with pytest.raises(ValueError, match="5 places; there are 4"):
        numbers.encode([305], "ko", 4)
    for n in (-1, numbers.LARGEST + 1):
        for write in numbers.WRITE.values():
            with pytest.raises(ValueError, match="no words"):
                write(n)


def test_each_length_is_drawn_equally_often_and_by_seed():
    found = numbers.draw(30_000, np.random.default_rng(5), digits=6)
    np.testing.assert_array_equal(found, numbers.draw(30_000, np.random.default_rng(5), digits=6))
    lengths = np.bincount([len(str(n)) for n in found], minlength=7)
    assert lengths[0] == 0
    assert np.abs(lengths[1:] - 5000).max() < 300  # more than four standard deviations of 65
    assert (found.min(), len(str(found.max()))) == (0, 6)
