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
# replace: ["[PAD]", "[OOV]", *ranked] -> ["[OOV]", "[PAD]", *ranked]

# %% wrong: padding is 0, unknown is 1 | before any word
# replace: ["[PAD]", "[OOV]", *ranked] -> [*ranked, "[PAD]", "[OOV]"]

# %% wrong: the most frequent word is number 2 | order of appearance
# replace: sorted(counts, key=lambda word: (-counts[word], word)) -> list(counts)

# %% wrong: the most frequent word is number 2 | rare words are then last
# replace: -counts[word] -> counts[word]

# %% wrong: padding is 0, unknown is 1 | before any word
# replace: enumerate(entries) -> enumerate(entries, start=1)

# %% wrong: the most frequent word is number 2 | over ALL lists
# replace: for tokens in token_lists for word in tokens -> for word in token_lists[0]

# %% wrong: ties in alphabetical order | the alphabet decides
# replace: sorted(counts, key=lambda word: (-counts[word], word)) -> [word for word, _ in counts.most_common()]

# %% wrong: ties in alphabetical order | the alphabet decides
# replace: (-counts[word], word) -> (counts[word], word), reverse=True

# %% wrong: at most size entries | as well
# replace: ["[PAD]", "[OOV]", *ranked][:size] -> ["[PAD]", "[OOV]", *ranked[:size]]

# %% wrong: at most size entries | The rarest words are left out
# remove: [:size]
