import numpy as np


# %% right: by the book
def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / np.where(lengths == 0, 1, lengths)


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k]


# %% right: argsort
def cosine_similarity(a, B):
    products = B @ a
    lengths = np.sqrt((a**2).sum() * (B**2).sum(axis=1))
    return np.divide(products, lengths, out=np.zeros(len(B)), where=lengths > 0)


def most_similar(word, vocabulary, E, k=3):
    words = {row: name for name, row in vocabulary.items()}
    order = np.argsort(cosine_similarity(E[vocabulary[word]], E))[::-1]
    return [words[row] for row in order if words.get(row, word) != word][:k]


# %% wrong: the angle alone | BOTH lengths
# replace: return B @ a / np.where(lengths == 0, 1, lengths) -> return B @ a

# %% wrong: the angle alone | ten times as long
# replace: np.linalg.norm(B, axis=1) -> np.ones(len(B))

# %% wrong: a vector of zeros | not nan
# replace: return B @ a / np.where(lengths == 0, 1, lengths) -> return B @ a / lengths

# %% wrong: nearest first | argsort sorts in ascending order
# replace: key=lambda other: -similarity -> key=lambda other: similarity

# %% wrong: never the word itself | Every word is nearest to itself
# replace: others = [other for other in vocabulary if other != word] -> others = [other for other in vocabulary]

# %% wrong: never the word itself | BY NAME
# the first in the order need not be the word itself
# replace: others = [other for other in vocabulary if other != word] -> others = list(vocabulary)
# replace: sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k] -> sorted(others, key=lambda other: -similarity[vocabulary[other]])[1 : k + 1]

# %% wrong: rows as the vocabulary numbers them | not the word's place in the dict
# replace: key=lambda other: -similarity[vocabulary[other]] -> key=lambda other: -similarity[list(vocabulary).index(other)]

# %% wrong: as many as asked for | before you cut
# replace: others = [other for other in vocabulary if other != word] -> nearest = sorted(vocabulary, key=lambda other: -similarity[vocabulary[other]])[:k]
# replace: sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k] -> [other for other in nearest if other != word]
