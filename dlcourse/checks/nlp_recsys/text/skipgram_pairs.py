"""The check of `skipgram_pairs`."""

from dlcourse.checks.core import BY_HAND, criterion, exercise, require


@exercise(rules=[BY_HAND])
def skipgram_pairs(answer, rng):
    """`skipgram_pairs(tokens, window)`: a list of (centre, context), from left to right."""
    row = [int(i) for i in rng.choice(90, size=6, replace=False) + 10]
    a, b, c, d, e, f = row
    with criterion(
        "neighbours on both sides", hint="A word's context is the words up to `window` places before AND after it."
    ):
        _require_pairs(answer(row[:4], 1), [(a, b), (b, a), (b, c), (c, b), (c, d), (d, c)])
    with criterion(
        "as far as the window reaches", hint="window=2: two places to each side. range() leaves its end out."
    ):
        wanted = [(a, b), (a, c), (b, a), (b, c), (b, d), (c, a), (c, b), (c, d), (c, e)]
        _require_pairs(answer(row, 2), wanted, only=(a, b, c))
    with criterion(
        "a word is not its own context", hint="Leave out the place of the centre itself: the place, not the word."
    ):
        require((a, a) not in _pairs(answer(row, 2)), f"({a}, {a}) is among the pairs, though {a} occurs once.")
        _require_pairs(answer([a, a, b], 1), [(a, a), (a, a), (a, b), (b, a)])
    with criterion(
        "ends at the ends of the text", hint="At place 0 there is nothing on the left. Index −1 is the LAST word."
    ):
        _require_pairs(answer(row, 2), [(a, b), (a, c), (f, d), (f, e)], only=(a, f))
        _require_pairs(answer([a], 3), [])


def _pairs(found) -> list[tuple]:
    require(isinstance(found, list | tuple), f"your result is of type {type(found).__name__}; expected a list.")
    return [tuple(pair) for pair in found]


def _require_pairs(found, expected: list[tuple], only: tuple | None = None) -> None:
    """The pairs, or those of some centres alone, in their order."""
    found = [pair for pair in _pairs(found) if only is None or pair[0] in only]
    require(found == expected, f"the pairs are {found[:12]}; expected {expected}.")
