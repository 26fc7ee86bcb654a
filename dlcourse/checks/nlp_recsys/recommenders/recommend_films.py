"""The check of `recommend_films`."""

import numpy as np

from dlcourse.checks.core import OWN_WORK, close, criterion, exercise, finite, require
from dlcourse.checks.nlp_recsys.unknowable import unknowable

PEOPLE, FILMS, RATINGS, TASTES = 300, 150, 9000, 3


def film_world(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """People, films and stars of 9,000 ratings, and what each person would give to each film `(300, 150)`."""
    person, film = rng.normal(0, 0.75, (PEOPLE, TASTES)), rng.normal(0, 0.75, (FILMS, TASTES))
    true = 3.5 + rng.normal(0, 0.3, (PEOPLE, 1)) + rng.normal(0, 0.35, FILMS) + person @ film.T
    seen = np.outer(rng.lognormal(0, 0.6, PEOPLE), rng.lognormal(0, 0.8, FILMS)).ravel()
    people, films = np.divmod(rng.choice(seen.size, RATINGS, replace=False, p=seen / seen.sum()), FILMS)
    stars = np.clip(np.round(2 * (true[people, films] + rng.normal(0, 0.35, RATINGS))) / 2, 0.5, 5)
    return people, films, stars, true


def liked_share(scores: np.ndarray, people: np.ndarray, films: np.ndarray, true: np.ndarray) -> float:
    """The share of each person's ten best new films, by these scores, that they would give four stars or more."""
    scores = np.array(scores, dtype=float)
    scores[people, films] = -np.inf
    top = np.argsort(-scores, axis=1)[:, :10]
    return float((np.take_along_axis(true, top, axis=1) >= 4).mean())


def mean_stars(films: np.ndarray, stars: np.ndarray) -> np.ndarray:
    """Each film's mean stars, the same row for everyone: the best that a single list can offer."""
    counts = np.maximum(np.bincount(films, minlength=FILMS), 1)
    return np.tile(np.bincount(films, stars, minlength=FILMS) / counts, (PEOPLE, 1))


@exercise(rules=[OWN_WORK], seconds=60)
def recommend_films(answer, rng):
    """`recommend_films(people, films, stars, shape)`: scores (people, films); 80 % of the ten best are liked.

    Requirements:
    - "Return an array of that shape" → a score for each person and film
    - "the larger the score, the more this person should see this film" → everyone has a list of their own
    - "One list for all reaches about 50 %" → better than one list for all
    - "80 % must be worth four stars or more to them" → four of five are liked
    """
    people, films, stars, true = film_world(unknowable(rng))
    share, scores = 0.0, np.zeros((PEOPLE, FILMS))
    single = liked_share(mean_stars(films, stars), people, films, true)
    with criterion("a score for each person and film", hint="An array of the shape you are given, without nan."):
        scores = np.asarray(answer(people, films, stars, (PEOPLE, FILMS)), dtype=float)
        close(scores.shape, (PEOPLE, FILMS), what="the shape of the scores")
        finite(scores, what="the scores")
        share = liked_share(scores, people, films, true)
    seen = f"{share:.1%} of the films recommended are liked"
    with criterion("everyone has a list of their own", hint="Popularity gives everyone the same list: use the person."):
        ranks = np.argsort(np.argsort(scores, axis=1), axis=1)
        require(bool((ranks != ranks[0]).any()), "the films have the same order for everyone.")
    with criterion(
        "better than one list for all",
        hint="Are people and films in the right axes? Is the sign right? Biases alone say who is generous and which"
        " film is good, not who likes what.",
    ):
        require(share > single + 0.05, f"{seen}; the films with the best mean reach {single:.1%}.")
    with criterion(
        "four of five are liked",
        weight=2,
        hint="Biases say who is generous and which film is good, not who likes what: train factors, and long enough.",
    ):
        require(share >= 0.8, f"{seen}; expected at least 80 %.")
