"""Whole numbers from 0 to 10,000,000,000 in words, Korean and English: texts without end, each with its translation.

Korean counts in groups of four digits, 만 (10⁴) and 억 (10⁸); English in groups of three, thousand, million and
billion. So the two do not say the same parts in the same places: 325,000 is 삼십이만 오천 (32 만, 5 천) and *three
hundred twenty-five thousand*.

Korean is written as 한글 맞춤법 (the rules of spelling, § 44) asks: a space after each group. 일 (one) is not said
before 십, 백 and 천, nor before a 만 at the beginning: 만 천, but 일억 일만. English is written without *and*, with a
hyphen in *twenty-five*.
"""

from collections.abc import Iterable

import numpy as np

LARGEST = 10_000_000_000
DIGITS = "영 일 이 삼 사 오 육 칠 팔 구".split()
STEPS = [*"천백십", ""]  # within a group of four digits
GROUPS = [(10**8, "억"), (10**4, "만"), (1, "")]

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
THOUSANDS = [(10**9, "billion"), (10**6, "million"), (1000, "thousand"), (1, "")]

PAD, START, END = 0, 1, 2
SPECIAL = ("[PAD]", "[START]", "[END]")
TOKENS = {
    "ko": (*SPECIAL, *DIGITS, *"십 백 천 만 억".split()),
    "en": (*SPECIAL, *SMALL, *TENS, "hundred", "thousand", "million", "billion"),
}


def korean(n: int) -> str:
    """A whole number in Korean words. Raises ValueError below 0 and above `LARGEST`.

    >>> korean(325), korean(10_000), korean(110_250)
    ('삼백이십오', '만', '십일만 이백오십')
    """
    _require_known(n)
    said = []
    for size, unit in GROUPS:
        group = n // size % 10_000
        if group == 1 and unit == "만" and n < 20_000:
            said.append(unit)
        elif group:
            said.append(_four_digits(group) + unit)
    return " ".join(said) or DIGITS[0]


def _four_digits(group: int) -> str:
    """1 to 9999, with 일 left out before 십, 백 and 천."""
    digits = map(int, f"{group:04d}")
    parts = zip(digits, STEPS, strict=True)
    return "".join(("" if digit == 1 and step else DIGITS[digit]) + step for digit, step in parts if digit)


def english(n: int) -> str:
    """A whole number in English words, without *and*. Raises ValueError below 0 and above `LARGEST`.

    >>> english(325), english(110_021)
    ('three hundred twenty-five', 'one hundred ten thousand twenty-one')
    """
    _require_known(n)
    said = [f"{_three_digits(n // size % 1000)} {name}" for size, name in THOUSANDS if n // size % 1000]
    return " ".join(said).strip() or SMALL[0]


def _three_digits(group: int) -> str:
    """1 to 999."""
    hundreds, rest = divmod(group, 100)
    said = [f"{SMALL[hundreds]} hundred"] if hundreds else []
    if 0 < rest < 20:
        said.append(SMALL[rest])
    elif rest:
        ten, one = divmod(rest, 10)
        said.append(TENS[ten - 2] + (f"-{SMALL[one]}" if one else ""))
    return " ".join(said)


def _require_known(n: int) -> None:
    if not 0 <= n <= LARGEST:
        raise ValueError(f"{n} has no words here: numbers go from 0 to {LARGEST:,}.")


WRITE = {"ko": korean, "en": english}


def draw(count: int, rng: np.random.Generator, digits: int = 6) -> np.ndarray:
    """`count` numbers with 1 to `digits` digits, (count,), each length equally often; the same one may come twice."""
    length = rng.integers(1, digits + 1, size=count)
    return rng.integers(np.where(length == 1, 0, 10 ** (length - 1)), 10**length)


def tokens(words: str, language: str) -> list[str]:
    """The tokens of a number in words: syllables in Korean ("ko"), words in English ("en").

    >>> tokens("삼십이만 오천", "ko"), tokens("twenty-five thousand", "en")
    (['삼', '십', '이', '만', '오', '천'], ['twenty', 'five', 'thousand'])
    """
    return list(words.replace(" ", "")) if language == "ko" else words.replace("-", " ").split()


def encode(numbers: Iterable[int], language: str, length: int) -> np.ndarray:
    """Rows `[START] tokens [END] [PAD] …` for whole numbers, (numbers, length), as the places in `TOKENS`.

    Raises ValueError if one needs more than `length` places.
    """
    place = {token: number for number, token in enumerate(TOKENS[language])}
    rows = [[START, *map(place.get, tokens(WRITE[language](int(n)), language)), END] for n in numbers]
    table = np.zeros((len(rows), length), dtype="int32")
    for row, known in zip(table, rows, strict=True):
        if len(known) > length:
            raise ValueError(f"a number needs {len(known)} places; there are {length}.")
        row[: len(known)] = known
    return table


def decode(row: Iterable[int], language: str) -> str:
    """The words of one row of `encode`: what stands after [START], up to [END]; other special tokens are left out.

    >>> decode(encode([325], "en", 8)[0], "en")
    'three hundred twenty-five'
    >>> decode([START, END], "en")
    ''
    """
    said: list[str] = []
    for number in map(int, row):
        if number == END:
            break
        if number not in (PAD, START):
            said.append(TOKENS[language][number])
    if language == "ko":
        return "".join(f"{token} " if token in "만억" else token for token in said).strip()
    parts = [f"{token}-" if token in TENS and after in SMALL[1:10] else f"{token} "
             for token, after in zip(said, [*said[1:], ""], strict=False)]  # fmt: skip
    return "".join(parts).strip()
