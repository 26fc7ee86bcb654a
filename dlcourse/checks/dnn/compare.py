"""The check of `compare`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, criterion, equal, exercise, require

TABLES = 250  # of each kind
MOST_FALSE = 0.15  # of the tables without a difference, this share may get a winner
LEAST_FOUND = 0.8  # of the tables with a clear difference, this share must get the right one
WORDS = ("A", "B", "about equal")


@exercise(rules=[BY_HAND], seconds=20)
def compare(answer, rng):
    """`compare(errors_a, errors_b)` → "A", "B" or "about equal", for the errors of two methods on the same splits.

    Any rule will do: it is judged by what it says about tables whose truth is known. The shared luck of a split is five
    times as large as what a method adds; a clear difference is twice the standard deviation of the differences. A rule
    of chance p = 0.05 finds nearly all of them.

    Requirements:
    - "Return "A", "B" or "about equal"" → one of three answers
    - "Smaller errors are better" → smaller errors are better
    - "a method is about equal to itself" → about equal to itself
    - "The unit must not matter" → whatever the unit
    - "in at most 15 of 100 you may name a winner" → no winner where there is none
    - "in at least 80 of 100 you must name it" → finds the better one behind the luck of the splits
    """

    def verdict(a, b) -> str:
        said = answer(np.array(a), np.array(b))
        require(
            isinstance(said, str) and said in WORDS, f'compare returned {said!r}; expected "A", "B" or "about equal".'
        )
        return str(said)

    a, b = tables(np.random.default_rng(1), gap=40.0)
    with criterion("one of three answers", trivial=True, hint='Return one of the words "A", "B", "about equal".'):
        verdict(a, b)
    with criterion(
        "smaller errors are better", hint="These are ERRORS. A is better where its errors are below those of B."
    ):
        equal(verdict(a, b), "B", what="the answer where B's errors are smaller on every split, by far")
        equal(verdict(b, a), "A", what="the answer where A's errors are smaller on every split, by far")
    with criterion(
        "about equal to itself",
        trivial=True,
        hint="A method beside itself differs by 0 everywhere. What does your rule do then? (0/0 is not a number.)",
    ):
        equal(verdict(a, a), "about equal", what="the answer for two equal columns")
    with criterion(
        "whatever the unit",
        hint="Errors in Wh are 1,000 times those in kWh. No fixed number can say what is small. Does your rule draw "
        "random numbers? Then fix their seed.",
    ):
        pairs = [tables(rng, gap) for gap in (0, 0.7, 1, 2) for _ in range(10)]
        for unit in (1e-3, 1e3):
            changed = sum(verdict(a, b) != verdict(unit * a, unit * b) for a, b in pairs)
            equal(
                changed, 0, what=f"the number of answers, of 40, that change if all errors are {unit:g} times as large"
            )
    _many_tables(verdict, rng)


def _many_tables(verdict, rng) -> None:
    """The criteria on many tables with and without a difference."""
    with criterion(
        "no winner where there is none",
        trivial=True,
        hint="One of two columns nearly always has the smaller mean. How large a difference does luck alone make?",
    ):
        named = sum(verdict(*tables(rng, gap=0.0)) != "about equal" for _ in range(TABLES)) / TABLES
        require(
            named <= MOST_FALSE,
            f"it names a winner in {named:.0%} of the tables without one; at most {MOST_FALSE:.0%}.",
        )
    with criterion(
        "finds the better one behind the luck of the splits",
        weight=3,
        hint="A hard split is hard for both: its luck is in both columns. What is left of it in A − B, split by split?",
    ):
        found = 0
        for number in range(TABLES):
            worse, better = tables(rng, gap=2.0)
            pair, right = ((worse, better), "B") if number % 2 else ((better, worse), "A")
            found += verdict(*pair) == right
        require(
            found >= LEAST_FOUND * TABLES,
            f"it names the better method in {found / TABLES:.0%} of the tables; expected at least {LEAST_FOUND:.0%}.",
        )


def tables(rng, gap: float) -> tuple[np.ndarray, np.ndarray]:
    """Errors of two methods on 8 to 12 shared splits; the second is better by `gap` s.d. of the differences."""
    splits, unit = int(rng.integers(8, 13)), float(10 ** rng.uniform(-1, 2))
    luck, own = 5 * rng.normal(size=splits), rng.normal(size=(2, splits)) / np.sqrt(2)
    return unit * (60 + luck + own[0]), unit * (60 - gap + luck + own[1])
