# %% right: by the book
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / np.where(lengths == 0, 1, lengths)


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k]


# %% right: argsort
import numpy as np


def cosine_similarity(a, B):
    products = B @ a
    lengths = np.sqrt((a**2).sum() * (B**2).sum(axis=1))
    return np.divide(products, lengths, out=np.zeros(len(B)), where=lengths > 0)


def most_similar(word, vocabulary, E, k=3):
    words = {row: name for name, row in vocabulary.items()}
    order = np.argsort(cosine_similarity(E[vocabulary[word]], E))[::-1]
    return [words[row] for row in order if words[row] != word][:k]


# %% wrong: the angle alone | BOTH lengths
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k]


# %% wrong: the angle alone | ten times as long
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.ones(len(B))
    return B @ a / np.where(lengths == 0, 1, lengths)


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k]


# %% wrong: a vector of zeros | not nan
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / lengths


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k]


# %% wrong: nearest first | argsort sorts upwards
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / np.where(lengths == 0, 1, lengths)


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary if other != word]
    return sorted(others, key=lambda other: similarity[vocabulary[other]])[:k]


# %% wrong: never the word itself | Every word is nearest to itself
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / np.where(lengths == 0, 1, lengths)


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    others = [other for other in vocabulary]
    return sorted(others, key=lambda other: -similarity[vocabulary[other]])[:k]


# %% wrong: as many as asked for | before you cut
import numpy as np


def cosine_similarity(a, B):
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / np.where(lengths == 0, 1, lengths)


def most_similar(word, vocabulary, E, k=3):
    similarity = cosine_similarity(E[vocabulary[word]], E)
    nearest = sorted(vocabulary, key=lambda other: -similarity[vocabulary[other]])[:k]
    return [other for other in nearest if other != word]
