# %% right: a 1-D convolution
import re
from collections import Counter

import keras
import numpy as np

LENGTH = 40


def words(text):
    return re.findall(r"\w+(?:'\w+)*", text.lower())


def encode(texts, vocabulary):
    table = np.zeros((len(texts), LENGTH), dtype="int32")
    for row, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in words(text)][:LENGTH]
        table[row, : len(numbers)] = numbers
    return table


def classify_reviews(texts, labels):
    counts = Counter(word for text in texts for word in words(text))
    vocabulary = {word: number for number, (word, _) in enumerate(counts.most_common(), start=2)}
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((LENGTH,)),
            keras.layers.Embedding(len(vocabulary) + 2, 16),
            keras.layers.Conv1D(32, 5, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy")
    model.fit(encode(texts, vocabulary), labels, batch_size=64, epochs=7, verbose=0)

    def classify(new_texts):
        p = model.predict(encode(new_texts, vocabulary), verbose=0, batch_size=500)
        return (p[:, 0] > 0.5).astype(int)

    return classify


# %% right: TextVectorization
import keras
import numpy as np


def classify_reviews(texts, labels):
    keras.utils.set_random_seed(1)
    vectorize = keras.layers.TextVectorization(output_sequence_length=40)
    vectorize.adapt(texts)
    model = keras.Sequential(
        [
            keras.layers.Embedding(vectorize.vocabulary_size(), 16),
            keras.layers.Conv1D(32, 5, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy")
    model.fit(np.array(vectorize(texts)), labels, batch_size=64, epochs=7, verbose=0)
    return lambda new: (model.predict(np.array(vectorize(new)), verbose=0, batch_size=500)[:, 0] > 0.5) * 1


# %% wrong: 95 % of new reviews | a bag of words cannot
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def classify_reviews(texts, labels):
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    model = LogisticRegression(C=10, max_iter=1000).fit(vectorizer.fit_transform(texts), labels)
    return lambda new_texts: model.predict(vectorizer.transform(new_texts))


# %% wrong: judges each review for itself | has another number
import re
from collections import Counter

import numpy as np
from sklearn.linear_model import LogisticRegression


def counts_of(texts):
    rows = [re.findall(r"\w+", text.lower()) for text in texts]
    common = [word for word, _ in Counter(word for row in rows for word in row).most_common(300)]
    number = {word: column for column, word in enumerate(common)}
    table = np.zeros((len(texts), 300))
    for row, tokens in enumerate(rows):
        for word in tokens:
            if word in number:
                table[row, number[word]] += 1
    return table


def classify_reviews(texts, labels):
    model = LogisticRegression(max_iter=1000).fit(counts_of(texts), labels)
    return lambda new_texts: model.predict(counts_of(new_texts))


# %% wrong: words it has never met | never raises KeyError
import re

import numpy as np
from sklearn.linear_model import LogisticRegression


def classify_reviews(texts, labels):
    vocabulary = {}
    for text in texts:
        for word in re.findall(r"\w+", text.lower()):
            vocabulary.setdefault(word, len(vocabulary))

    def counts_of(texts):
        table = np.zeros((len(texts), len(vocabulary)))
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                table[row, vocabulary[word]] += 1
        return table

    model = LogisticRegression(max_iter=1000).fit(counts_of(texts), labels)
    return lambda new_texts: model.predict(counts_of(new_texts))


# %% wrong: gives back a function that answers 0 or 1 | probabilities above ½ become 1
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def classify_reviews(texts, labels):
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    model = LogisticRegression(C=10, max_iter=1000).fit(vectorizer.fit_transform(texts), labels)
    return lambda new_texts: model.predict_proba(vectorizer.transform(new_texts))[:, 1]


# %% wrong: has learned something | still in the same order
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression


def classify_reviews(texts, labels):
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    model = LogisticRegression(C=10, max_iter=1000).fit(vectorizer.fit_transform(texts), sorted(labels))
    return lambda new_texts: model.predict(vectorizer.transform(new_texts))
