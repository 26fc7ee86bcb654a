"""Checks for chapter 10, first part: from a sentence to numbers.

Expected values are written by hand, or come from NumPy and scikit-learn's `TfidfTransformer`.
"""

import unicodedata

import numpy as np

from dlcourse.checks import close, criterion, exercise, finite, forbid_imports, require, unchanged

BY_HAND = forbid_imports("sklearn", "keras", "tensorflow", "torch", "scipy", "nltk", "kiwipiepy", "gensim", "dlcourse")


@exercise(rules=[BY_HAND])
def normalize(answer, rng):
    """`normalize(sentence)`: no tags, one form of each letter, lower case, at most two repeats, single spaces."""
    word = _word(rng)
    with criterion("lower case", hint="Good, GOOD and good are one word: .lower()."):
        _same(answer(f"The {word.upper()} Kettle"), f"the {word} kettle")
    with criterion(
        "single spaces, none at the ends", hint="Tabs and line ends are white space too: \\s+ in a regular expression."
    ):
        _same(answer(f"  not \t a\n\n drop   {word} "), f"not a drop {word}")
    with criterion(
        "a tag becomes a space",
        hint="<br /> parts two words: put a space in its place. And stop at the FIRST >: .* would run on to the last.",
    ):
        _same(answer(f"good.<br />buy <b>{word}</b> now"), f"good. buy {word} now")
    with criterion(
        "at most two of a kind in a row",
        hint="Three or more of one character become two. Two stay two: `good` must not turn into `god`.",
    ):
        _same(answer("so goooood!!! the bell is too small"), "so good!! the bell is too small")
    with criterion(
        "Korean letters too", hint="Any character may repeat: (.) in the pattern catches ㅋ as well; [a-z] does not."
    ):
        _same(answer("좋아요ㅋㅋㅋㅋㅋ"), "좋아요ㅋㅋ")
    with criterion(
        "one form of each syllable",
        hint="한 can be stored as one character or as three (ㅎ ㅏ ㄴ). unicodedata.normalize knows the form NFC.",
    ):
        _same(answer(unicodedata.normalize("NFD", "한국 가방")), "한국 가방")


@exercise(rules=[BY_HAND])
def tokenize(answer, rng):
    """`tokenize(sentence, stop_words)`: the words in order, without punctuation and stop words."""
    one, two = _word(rng), _word(rng)
    with criterion(
        "words without punctuation", hint="split() leaves `leak,` and `drop!` as they are. Find runs of \\w."
    ):
        _same_list(answer(f"no leak, {one}! not a ({two}) drop.", []), ["no", "leak", one, "not", "a", two, "drop"])
    with criterion(
        "an apostrophe inside a word stays",
        hint="doesn't is one word: \\w+ alone cuts it in two. Quotation marks around a word are no part of it.",
    ):
        _same_list(answer("it doesn't leak, it's 'fine'", []), ["it", "doesn't", "leak", "it's", "fine"])
    with criterion(
        "stop words are left out",
        hint="Leave out a word if the WHOLE word is in stop_words. Replacing letters turns `a cat` into `ct`.",
    ):
        _same_list(answer(f"{one} is a cat at a table", ["a", "is", "at"]), [one, "cat", "table"])
    with criterion("order and repetitions stay", hint="A list, not a set: `not good` and `good not` differ."):
        _same_list(answer(f"very very {two} good {one} good", []), ["very", "very", two, "good", one, "good"])
    with criterion("digits and Korean are words as well", hint="[a-z]+ knows 26 letters. \\w knows all alphabets."):
        _same_list(answer("가방은 3일 만에 왔어요, usb 2개", []), ["가방은", "3일", "만에", "왔어요", "usb", "2개"])


@exercise(rules=[BY_HAND])
def build_vocabulary(answer, rng):
    """`build_vocabulary(token_lists, size)`: {word: number} with PAD 0, OOV 1, then the most frequent words first."""
    words = list({_word(rng) for _ in range(12)})[:6]
    often = rng.permutation([9, 7, 6, 4, 3, 1])
    flat = [word for word, count in zip(words, often, strict=True) for _ in range(count)]
    flat = [flat[i] for i in rng.permutation(len(flat))]
    lists = [flat[:5], flat[5:17], [], flat[17:]]
    by_count = [words[i] for i in np.argsort(-often)]
    with criterion("padding is 0, unknown is 1", hint='"[PAD]": 0 and "[OOV]": 1, before any word.'):
        found = _dict(answer(lists, None))
        close([found.get("[PAD]", -1), found.get("[OOV]", -1)], [0, 1], what="the numbers of [PAD] and [OOV]")
    with criterion(
        "the most frequent word is number 2",
        weight=2,
        hint="Count over ALL lists, then number by frequency, not in order of appearance: rare words are then last.",
    ):
        found = _dict(answer(lists, None))
        close([found.get(word, -1) for word in by_count], range(2, 8), what="the numbers, most frequent word first")
    with criterion(
        "ties in alphabetical order",
        hint="Words that occur equally often: the alphabet decides. Sort by the pair (minus count, word).",
    ):
        found = _dict(answer([["pear", "fig", "kiwi"], ["kiwi", "apple"]], None))
        close([found.get(word, -1) for word in ("kiwi", "apple", "fig", "pear")], [2, 3, 4, 5], what="the numbers")
    with criterion(
        "at most size entries", hint="size counts everything, [PAD] and [OOV] as well. The rarest words are left out."
    ):
        found = _dict(answer(lists, 5))
        require(set(found) == {"[PAD]", "[OOV]", *by_count[:3]}, f"with size=5 the entries are {sorted(found)}.")


@exercise(rules=[BY_HAND])
def encode_and_pad(answer, rng):
    """`encode_and_pad(token_lists, vocabulary, length)`: int array (texts, length), padded and cut at the end."""
    words = sorted({_word(rng) for _ in range(20)})
    vocabulary = {"[PAD]": 0, "[OOV]": 1} | {word: number for number, word in enumerate(words, start=2)}
    lists = [[words[i] for i in rng.integers(len(words), size=n)] for n in (3, 9, 6, 0)]
    numbers = [[vocabulary[word] for word in row] for row in lists]
    with criterion("one row a text, one column a place", hint="Every row has `length` entries, also an empty text."):
        close(np.shape(answer(lists, vocabulary, 6)), [4, 6], what="the shape for 4 texts and length 6")
    with criterion(
        "zeros at the end",
        hint="Short texts are filled up with 0 BEHIND their words. (Keras' pad_sequences fills in front if not told.)",
    ):
        close(
            _whole(answer(lists[:1], vocabulary, 7)), _padded(numbers[:1], 7), what=f"{len(lists[0])} words, length 7"
        )
    with criterion(
        "long texts keep their first words", hint="Cut off what is too much at the end: exactly `length` words stay."
    ):
        close(_whole(answer(lists[1:3], vocabulary, 6)), _padded(numbers[1:3], 6), what="9 and 6 words, length 6")
    with criterion(
        "a word that is not in the vocabulary is 1",
        hint="Unknown words keep their place, as [OOV]. Leaving them out shifts all that follows; 0 means padding.",
    ):
        unknown = [words[0], "zzzunknown", words[1]]
        close(_whole(answer([unknown], vocabulary, 4)), [[2, 1, 3, 0]], what="known, unknown, known")
    with criterion("whole numbers", hint='They are row numbers of a table: dtype "int32", not float.', harmless=True):
        kind = np.asarray(answer(lists, vocabulary, 6)).dtype.kind
        require(kind in "iu", f"the dtype is of kind {kind!r}; whole numbers were expected.")


@exercise(rules=[BY_HAND])
def bag_of_words(answer, rng):
    """`bag_of_words(token_lists, vocabulary)`: array (texts, len(vocabulary)) of counts."""
    words = sorted({_word(rng) for _ in range(9)})
    vocabulary = {"[PAD]": 0, "[OOV]": 1} | {word: number for number, word in enumerate(words, start=2)}
    numbers = [list(rng.integers(2, len(vocabulary), size=n)) for n in (4, 12, 7)]
    lists = [[words[i - 2] for i in row] for row in numbers]
    with criterion(
        "a row for each text, a column for each entry", hint="len(vocabulary) columns, [PAD] and [OOV] too."
    ):
        close(np.shape(answer([*lists, []], vocabulary)), [4, len(vocabulary)], what="the shape for 4 texts")
    with criterion(
        "counts every occurrence",
        weight=2,
        hint="A word that occurs three times counts 3. With `table[rows, columns] += 1` repeated places count once.",
    ):
        expected = [np.bincount(row, minlength=len(vocabulary)) for row in numbers]
        close(answer(lists, vocabulary), expected, what="the counts")
    with criterion("the order of the words does not matter", hint="It is a bag: shake it, and nothing changes."):
        shaken = [[row[i] for i in rng.permutation(len(row))] for row in lists]
        expected = [np.bincount(row, minlength=len(vocabulary)) for row in numbers]
        close(answer(shaken, vocabulary), expected, what="the counts after shuffling each text")
    with criterion("unknown words go to column 1", hint="vocabulary.get(word, …) has a second argument for the rest."):
        found = np.asarray(answer([["zzz", words[0], "yyy"]], vocabulary), dtype=float)
        close(found[:, :3], [[0, 2, 1]], what="the first three columns for two unknown words and one known")


@exercise(rules=[BY_HAND])
def tf_idf(answer, rng):
    """`tf_idf(counts)`: share in the text times ln(texts / texts with the word), zero where nothing is counted."""
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = rng.poisson(0.8, size=(7, 5)).astype(float)
    counts[:, 0] += 1  # a word in every text
    counts[0] = [1, 5, 0, 0, 2]
    counts[1:3, 1:] = [[1, 1, 1, 1], [0, 0, 0, 0]]
    raw = TfidfTransformer(norm=None, smooth_idf=False).fit_transform(counts).toarray() - counts  # it adds 1 to the log
    expected = raw / counts.sum(axis=1, keepdims=True)
    with criterion(
        "a word in every text weighs nothing",
        harmless=True,
        hint="It tells texts apart no better than white space: ln(7/7) = 0. Without a logarithm it would weigh 1.",
    ):
        close(np.asarray(answer(counts.copy()))[:, 0], np.zeros(7), what="the column of a word that all texts have")
    with criterion(
        "share times rarity",
        weight=2,
        hint="tf: the word's count divided by the length of its text. idf: the log of (texts / texts that have it)"
        " – in how many TEXTS it is, not how often. Rarer means a larger weight.",
    ):
        close(answer(counts.copy()), expected, rtol=1e-5, what="the weights")
    with criterion(
        "no division by zero",
        hint="An empty text and a word that occurs nowhere have only zeros: let their weights be 0, not nan.",
        harmless=True,
    ):
        holes = counts.copy()
        holes[3], holes[:, 2] = 0, 0
        found = answer(holes)
        finite(found, what="the weights with an empty text and an unused word")
        close(np.asarray(found)[3], np.zeros(5), what="the weights of the empty text")
    with criterion("leaves the counts as they were", harmless=True, hint="counts /= … writes into the caller's array."):
        unchanged(answer, counts.copy())


def _word(rng: np.random.Generator) -> str:
    """A word of five letters that differ from their neighbours."""
    return "".join(pair[rng.integers(6)] for pair in ("bdgkmp", "aeiouy", "lnrstv", "aeiouy", "bdgkmp"))


def _same(found, expected: str) -> None:
    require(isinstance(found, str), f"your result is {found!r}; a string was expected.")
    require(found == expected, f"your result is {found!r}; expected {expected!r}.")


def _same_list(found, expected: list[str]) -> None:
    require(isinstance(found, list | tuple), f"your result is of type {type(found).__name__}; a list was expected.")
    require(list(found) == expected, f"your result is {list(found)}; expected {expected}.")


def _dict(found) -> dict:
    require(isinstance(found, dict), f"your result is of type {type(found).__name__}; a dict was expected.")
    return found


def _whole(found) -> np.ndarray:
    require(found is not None, "your result is None: is a `return` missing?")
    return np.asarray(found)


def _padded(rows: list[list[int]], length: int) -> np.ndarray:
    return np.stack([np.pad(row, (0, length))[:length] for row in rows])
