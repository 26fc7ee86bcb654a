# %% right: by the book
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}


# %% right: counting by hand
def build_vocabulary(token_lists, size=None):
    counts = {}
    for tokens in token_lists:
        for word in tokens:
            counts[word] = counts.get(word, 0) + 1
    vocabulary = {"[PAD]": 0, "[OOV]": 1}
    for word, _ in sorted(sorted(counts.items()), key=lambda item: item[1], reverse=True):
        if size is None or len(vocabulary) < size:
            vocabulary[word] = len(vocabulary)
    return vocabulary


# %% wrong: padding is 0, unknown is 1 | before any word
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = ["[OOV]", "[PAD]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: padding is 0, unknown is 1 | before any word
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = [*ranked, "[PAD]", "[OOV]"][:size]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: the most frequent word is number 2 | order of appearance
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = list(counts)
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: the most frequent word is number 2 | rare words are then last
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (counts[word], word))
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: the most frequent word is number 2 | not in order of appearance
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries, start=1)}


# %% wrong: ties in alphabetical order | the alphabet decides
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = [word for word, _ in counts.most_common()]
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: ties in alphabetical order | the alphabet decides
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (counts[word], word), reverse=True)
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: at most size entries | as well
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = ["[PAD]", "[OOV]", *ranked[:size]]
    return {word: number for number, word in enumerate(entries)}


# %% wrong: at most size entries | The rarest words are left out
from collections import Counter


def build_vocabulary(token_lists, size=None):
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = ["[PAD]", "[OOV]", *ranked]
    return {word: number for number, word in enumerate(entries)}
