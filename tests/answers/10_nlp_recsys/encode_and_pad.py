import numpy as np


# %% right: by the book
def encode_and_pad(token_lists, vocabulary, length):
    table = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        numbers = [vocabulary.get(word, 1) for word in tokens][:length]
        table[row, : len(numbers)] = numbers
    return table


# %% right: filling up lists
def encode_and_pad(token_lists, vocabulary, length):
    rows = []
    for tokens in token_lists:
        row = [vocabulary[word] if word in vocabulary else vocabulary["[OOV]"] for word in tokens]
        rows.append((row + [0] * length)[:length])
    return np.array(rows, dtype="int64")


# %% wrong: one row a text, one column a place | also an empty text
def encode_and_pad(token_lists, vocabulary, length):
    length = max(len(tokens) for tokens in token_lists)
    rows = [[vocabulary.get(word, 1) for word in tokens] for tokens in token_lists]
    return np.array([row + [0] * (length - len(row)) for row in rows])


# %% wrong: the numbers of the vocabulary | not its place in the dict
# replace: vocabulary.get(word, 1) -> list(vocabulary).index(word) if word in vocabulary else 1

# %% wrong: zeros at the end | BEHIND their words
# replace: table[row, : len(numbers)] -> table[row, length - len(numbers) :]

# %% wrong: zeros at the end | filled up with 0
# replace: np.zeros -> np.ones

# %% wrong: long texts keep their first words | Cut off what is too much at the end
# replace: [:length] -> [-length:]

# %% wrong: long texts keep their first words | exactly `length` words stay
# replace: numbers = [vocabulary.get(word, 1) for word in tokens][:length] -> numbers = [vocabulary.get(word, 1) for word in tokens][: length - 1]

# %% wrong: a word that is not in the vocabulary is 1 | Leaving them out shifts
# replace: [vocabulary.get(word, 1) for word in tokens] -> [vocabulary[word] for word in tokens if word in vocabulary]

# %% wrong: a word that is not in the vocabulary is 1 | 0 means padding
# replace: vocabulary.get(word, 1) -> vocabulary.get(word, 0)

# %% wrong: whole numbers | row numbers of a table
# remove: , dtype="int32"
