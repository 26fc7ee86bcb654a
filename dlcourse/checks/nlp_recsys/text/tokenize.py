"""The check of `tokenize`."""

from dlcourse.checks.core import BY_HAND, criterion, exercise, require
from dlcourse.checks.nlp_recsys.text.new_words import new_word


@exercise(rules=[BY_HAND])
def tokenize(answer, rng):
    """`tokenize(sentence, stop_words)`: the words in order, without punctuation and stop words.

    Requirements:
    - "other punctuation is dropped" → words without punctuation
    - "`well-made` is two words" → words without punctuation
    - "Apostrophes inside a word belong to it" → an apostrophe inside a word stays
    - "Quotation marks around a word do not" → an apostrophe inside a word stays
    - "Words in stop_words (a list or a set) are left out" → stop words are left out
    - "a list of the words of a normalised sentence, in order" → order and repetitions stay
    - "a run of letters and digits of any alphabet" → digits and Korean are words as well
    """
    one, two = new_word(rng), new_word(rng)
    with criterion(
        "words without punctuation",
        hint="split() leaves `leak,` and `drop!` as they are, and `well-made` in one piece. Find runs of \\w.",
    ):
        wanted = ["no", "leak", one, "not", "a", two, "drop", "well", "made"]
        _require_words(answer(f"no leak, {one}! not a ({two}) drop. well-made", []), wanted)
    with criterion(
        "an apostrophe inside a word stays",
        hint="doesn't is one word: \\w+ alone cuts it in two. Quotation marks around a word are no part of it.",
    ):
        _require_words(answer("it doesn't leak, it's 'fine'", []), ["it", "doesn't", "leak", "it's", "fine"])
    with criterion(
        "stop words are left out",
        hint="Leave out a word if the WHOLE word is in stop_words. Replacing letters turns `a cat` into `ct`.",
    ):
        _require_words(answer(f"{one} is a cat at a table", ["a", "is", "at"]), [one, "cat", "table"])
    with criterion("order and repetitions stay", hint="A list, not a set: `not good` and `good not` differ."):
        _require_list(answer(f"very very {two} good {one} good", []), ["very", "very", two, "good", one, "good"])
    with criterion("digits and Korean are words as well", hint="[a-z]+ knows 26 letters. \\w knows all alphabets."):
        _require_list(answer("가방은 3일 만에 왔어요, usb 2개", []), ["가방은", "3일", "만에", "왔어요", "usb", "2개"])


def _require_words(found, expected: list[str]) -> None:
    """These words, in any order and however often."""
    require(isinstance(found, list | tuple), f"your result is of type {type(found).__name__}; expected a list.")
    require(set(found) == set(expected), f"your result is {list(found)}; expected {expected}.")


def _require_list(found, expected: list[str]) -> None:
    require(isinstance(found, list | tuple), f"your result is of type {type(found).__name__}; expected a list.")
    require(list(found) == expected, f"your result is {list(found)}; expected {expected}.")
