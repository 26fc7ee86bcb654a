"""Chapter 10's trained exercises over twenty seeds: how often do the reference and simple baselines pass?

python benchmarks/seeds/nlp.py [SEEDS]
"""

import re
import sys
import time
import unicodedata
from collections import Counter

import numpy as np
from chapter import functions

from dlcourse.checks.nlp_recsys.recommenders.recommend_films import film_world, liked_share, mean_stars
from dlcourse.checks.nlp_recsys.text.classify_reviews import new_reviews
from dlcourse.compat.silence_stderr import quietly


def reference() -> dict:
    """What the solution's exercise cells define that its two trained exercises use."""
    with quietly():
        import keras

    names = "normalize tokenize build_vocabulary encode_and_pad classify_reviews"
    names += " matrix_factorization_step recommend_films"
    modules = {"np": np, "re": re, "unicodedata": unicodedata, "Counter": Counter, "keras": keras}
    return functions("10_nlp_recsys", *names.split(), **modules)


def linear(words: int):
    """Logistic regression on tf-idf of single words, or of runs of up to `words` words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    def train(texts, labels):
        vectorizer = TfidfVectorizer(ngram_range=(1, words))
        model = LogisticRegression(C=10, max_iter=1000).fit(vectorizer.fit_transform(texts), labels)
        return lambda new: model.predict(vectorizer.transform(new))

    return train


def popularity(people, films, stars, shape):
    return np.tile(np.bincount(films, minlength=shape[1]).astype(float), (shape[0], 1))


def accuracy(train, seed: int) -> float:
    texts, labels = new_reviews(1000 + seed, 2500)
    return float(np.mean(train(texts[:2000], labels[:2000])(texts[2000:]) == labels[2000:]))


def share_liked(recommend, seed: int) -> float:
    people, films, stars, true = film_world(np.random.default_rng(1000 + seed))
    return liked_share(recommend(people, films, stars, true.shape), people, films, true)


def row(name: str, measure, answer, bound: float, seeds: int) -> None:
    started, values = time.process_time(), []
    for seed in range(seeds):
        values.append(measure(answer, seed))
    seconds = (time.process_time() - started) / seeds
    passed = sum(value >= bound for value in values)
    spread = f"{np.mean(values):.3f} ± {np.std(values, ddof=1):.3f}"
    print(f"{name:<42} {spread}   {min(values):.3f}   {passed:>2}/{seeds}   {seconds:5.1f}", flush=True)


def main(seeds: int) -> None:
    solution = reference()
    print(f"{'':<42} {'mean ± s.d.':<15} {'least':<7} passed  CPU s")
    for name, answer in {
        "reviews: logistic regression, words": linear(1),
        "reviews: logistic regression, words + pairs": linear(2),
        "reviews: reference, 1-D CNN": solution["classify_reviews"],
    }.items():
        row(name, accuracy, answer, 0.95, seeds)
    for name, answer in {
        "films: most often rated": popularity,
        "films: best mean": lambda people, films, stars, shape: mean_stars(films, stars),
        "films: reference, matrix factorisation": solution["recommend_films"],
    }.items():
        row(name, share_liked, answer, 0.8, seeds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
