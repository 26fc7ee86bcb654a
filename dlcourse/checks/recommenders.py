"""Checks for chapter 10, last part: recommending.

A recommender is judged in a small world made anew for each check, in which everyone's taste is known.
"""

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, finite, forbid_imports, require, unchanged

BY_HAND = forbid_imports("sklearn", "keras", "tensorflow", "torch", "scipy", "dlcourse")
OWN = forbid_imports("dlcourse")
PEOPLE, FILMS, RATINGS, TASTES = 300, 150, 9000, 3


def film_world(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """People, films and stars of 9,000 ratings, and what everyone would give to everything `(300, 150)`."""
    person, film = rng.normal(0, 0.75, (PEOPLE, TASTES)), rng.normal(0, 0.75, (FILMS, TASTES))
    true = 3.5 + rng.normal(0, 0.3, (PEOPLE, 1)) + rng.normal(0, 0.35, FILMS) + person @ film.T
    seen = np.outer(rng.lognormal(0, 0.6, PEOPLE), rng.lognormal(0, 0.8, FILMS)).ravel()
    people, films = np.divmod(rng.choice(seen.size, RATINGS, replace=False, p=seen / seen.sum()), FILMS)
    stars = np.clip(np.round(2 * (true[people, films] + rng.normal(0, 0.35, RATINGS))) / 2, 0.5, 5)
    return people, films, stars, true


def liked(scores: np.ndarray, people: np.ndarray, films: np.ndarray, true: np.ndarray) -> float:
    """The share of each person's ten best new films, by these scores, that they would give four stars or more."""
    scores = np.array(scores, dtype=float)
    scores[people, films] = -np.inf
    top = np.argsort(-scores, axis=1)[:, :10]
    return float((np.take_along_axis(true, top, axis=1) >= 4).mean())


def most_liked(films: np.ndarray, stars: np.ndarray) -> np.ndarray:
    """Each film's mean stars, the same row for everyone: the best that a single list can offer."""
    counts = np.maximum(np.bincount(films, minlength=FILMS), 1)
    return np.tile(np.bincount(films, stars, minlength=FILMS) / counts, (PEOPLE, 1))


@exercise(rules=[BY_HAND])
def matrix_factorization_step(answer, rng):
    """`matrix_factorization_step(p, q, rating, learning_rate, l2)`: the new p and q after one step of SGD."""
    p, q, rating = rng.normal(size=4), rng.normal(size=4), float(rng.uniform(3, 5))

    def step(*given):
        found = answer(given[0].copy(), given[1].copy(), *given[2:])
        require(isinstance(found, list | tuple) and len(found) == 2, "two vectors were expected: the new p and q.")
        return [np.asarray(part, dtype=float) for part in found]

    def slopes(l2: float) -> tuple[np.ndarray, np.ndarray]:
        """Central differences of ½(rating − p·q)² + ½ l2 (|p|² + |q|²)."""

        def loss(both):
            return 0.5 * (rating - both[:4] @ both[4:]) ** 2 + 0.5 * l2 * both @ both

        both, h = np.concatenate([p, q]), 1e-5
        steps = h * np.eye(8)
        found = np.array([(loss(both + step) - loss(both - step)) / (2 * h) for step in steps])
        return found[:4], found[4:]

    with criterion("a smaller error", hint="error = rating − p·q. Too small a product is mended by MORE of the other."):
        new_p, new_q = step(p, q, rating, 0.01, 0.0)
        before, after = rating - p @ q, rating - new_p @ new_q
        require(abs(after) < abs(before), f"the error is {before:.4f} before the step and {after:.4f} after it.")
    with criterion(
        "downhill for p", weight=2, hint="p moves by learning_rate · error · q: q is the slope of p·q in p."
    ):
        close(step(p, q, rating, 0.05, 0.0)[0], p - 0.05 * slopes(0.0)[0], rtol=1e-5, atol=1e-7, what="the new p")
    with criterion(
        "q moves by the old p",
        weight=2,
        hint="Both steps start from the same place: if p has changed already, q's step uses the wrong p and error.",
    ):
        close(step(p, q, rating, 0.5, 0.0)[1], q - 0.5 * slopes(0.0)[1], rtol=1e-5, atol=1e-7, what="the new q")
    with criterion(
        "l2 draws towards zero", hint="Where the error is 0, only the penalty is left: vectors get SHORTER."
    ):
        for found, old, name in zip(step(p, q, float(p @ q), 0.1, 0.2), (p, q), "pq", strict=True):
            close(found, 0.98 * old, rtol=1e-5, what=f"the new {name} without an error (rate 0.1, l2 0.2)")
        close(step(p, q, rating, 0.1, 0.3)[0], p - 0.1 * slopes(0.3)[0], rtol=1e-5, atol=1e-7, what="the new p")
    with criterion("leaves p and q as they were", harmless=True, hint="p += … writes into the caller's array."):
        unchanged(lambda p, q: answer(p, q, rating, 0.1, 0.1), p, q)


@exercise(rules=[BY_HAND])
def ndcg_at_k(answer, rng):
    """`ndcg_at_k(relevance, scores, k)`: gain of the k best by score, discounted, over the best that was possible."""
    from sklearn.metrics import ndcg_score

    relevance, scores = rng.integers(0, 5, size=12).astype(float), rng.permutation(12).astype(float)
    relevance[:2] = [4, 3]
    hint = "Divide by the DCG of the best possible order, cut at k as well."
    with criterion("a perfect order is 1", hint=hint, harmless=True):
        equal(float(answer(relevance.copy(), relevance + 0.01 * np.arange(12), 5)), 1.0, what="the NDCG of that order")
        close(answer(np.array([1.0, 1, 1, 0]), np.array([4.0, 3, 2, 1]), 2), 1.0, what="k = 2 of 3 relevant items")
    with criterion(
        "later counts less, by the logarithm",
        weight=2,
        hint="The item at rank 1, 2, 3 … is divided by log2(2), log2(3), log2(4) …: rank + 1, and base 2.",
    ):
        close(
            answer(np.array([0.0, 1.0]), np.array([2.0, 1.0]), 2), 1 / np.log2(3), what="the only good item at rank 2"
        )
        found = answer(np.array([0, 0, 1.0, 0]), np.array([9.0, 8, 7, 6]), 4)
        close(found, 0.5, what="the only good item at rank 3")
    with criterion("ordered by the scores", hint="argsort sorts upwards: the LARGEST score is rank 1."):
        close(answer(relevance.copy(), scores, 12), ndcg_score(relevance[None], scores[None]), rtol=1e-6)
    with criterion("only the first k", hint="Cut the order after k items, in the DCG and in the ideal one."):
        for k in (1, 3, 5):
            wanted = ndcg_score(relevance[None], scores[None], k=k)
            close(answer(relevance.copy(), scores, k), wanted, rtol=1e-6, what=f"the NDCG at {k}")
    with criterion("nothing relevant is 0", hint="The ideal DCG is then 0: do not divide by it.", harmless=True):
        found = answer(np.zeros(4), np.arange(4.0), 3)
        finite(found, what="the NDCG where nothing is relevant")
        close(found, 0.0, what="the NDCG where nothing is relevant")


@exercise(rules=[OWN], seconds=60)
def recommend_films(answer, rng):
    """`recommend_films(people, films, stars, shape)`: scores (people, films); 80 % of the ten best are liked."""
    people, films, stars, true = film_world(rng)
    share, scores = 0.0, np.zeros((PEOPLE, FILMS))
    single = liked(most_liked(films, stars), people, films, true)
    with criterion("a score for each person and film", hint="An array of the shape you are given, without nan."):
        scores = np.asarray(answer(people, films, stars, (PEOPLE, FILMS)), dtype=float)
        close(scores.shape, (PEOPLE, FILMS), what="the shape of the scores")
        finite(scores, what="the scores")
        share = liked(scores, people, films, true)
    seen = f"{share:.1%} of the films recommended are liked"
    with criterion("everyone has a list of their own", hint="Popularity gives everyone the same list: use the person."):
        ranks = np.argsort(np.argsort(scores, axis=1), axis=1)
        require(bool((ranks != ranks[0]).any()), "the films have the same order for everyone.")
    with criterion("better than one list for all", hint="Are people and films in the right axes? Is the sign right?"):
        require(share > single + 0.05, f"{seen}; the films with the best mean reach {single:.1%}.")
    with criterion(
        "four of five are liked",
        weight=2,
        hint="Biases tell who is generous and which film is good, not who likes what: learn factors, long enough.",
    ):
        require(share >= 0.8, f"{seen}; 80 % are asked for.")
