"""The check of `skipgram_pairs`."""

from dlcourse.checks.core import BY_HAND, criterion, exercise, require


@exercise(rules=[BY_HAND])
def skipgram_pairs(answer, rng):
    """`skipgram_pairs(tokens, window)`: a list of (centre, context), from left to right.

    Requirements:
    - "without the centre's own place" → a word is not its own context
    - "The window ends where the text ends" → ends at the ends of the text
    - "places before and after it" → neighbours on both sides
    - "up to window places" → as far as the window reaches
    - "the centre's own place" → a repeated word is a neighbour, too
    - "Go through the text from left to right; for each centre list its context words from left to right" → from left
      to right
    - "a list of tuples (centre, context)" → from left to right
    """
    row = [int(i) for i in rng.choice(90, size=6, replace=False) + 10]
    a, b, c, d, e, f = row
    with criterion("a word is not its own context", trivial=True, hint="Leave out the place of the centre itself."):
        same = [pair for pair in _pairs(answer(row, 2)) if pair[0] == pair[1]]
        require(not same, f"{same[:1]} is among the pairs, though each word occurs once.")
    with criterion(
        "ends at the ends of the text",
        trivial=True,
        hint="At place 0 there is nothing on the left, and index −1 is the LAST word: a window does not wrap.",
    ):
        for window in (2, 3):
            far = [
                pair
                for pair in _pairs(answer(row, window))
                if not set(pair) <= set(row) or abs(row.index(pair[0]) - row.index(pair[1])) > window
            ]
            require(not far, f"{far[:1]} is among the pairs; these are more than {window} places apart in {row}.")
    with criterion(
        "neighbours on both sides", hint="A word's context is the words up to `window` places before AND after it."
    ):
        near = {pair[1] for pair in _pairs(answer(row, 2)) if pair[0] == c}
        require(bool(near & {a, b}) and bool(near & {d, e}), f"the context of {c} in {row} is {sorted(near)}.")
    with criterion(
        "as far as the window reaches",
        weight=2,
        hint="window=2: two places to each side, each pair once. range() leaves its end out.",
    ):
        for window in (1, 2, 4, 9):
            wanted = [(x, y) for i, x in enumerate(row) for j, y in enumerate(row) if 0 < abs(i - j) <= window]
            found = sorted(_pairs(answer(row, window)))
            require(found == sorted(wanted), f"for window={window} the pairs are, sorted, {found}; expected {wanted}.")
        require(_pairs(answer([a], 3)) == [], "a text of one word has no pairs.")
    with criterion(
        "a repeated word is a neighbour, too",
        hint="In `very very good` the second `very` is context of the first: leave out the place, not the word.",
    ):
        found = sorted(_pairs(answer([a, a, b], 1)))
        require(found == sorted([(a, a), (a, a), (a, b), (b, a)]), f"for [{a}, {a}, {b}], window 1: {found}.")
    with criterion(
        "from left to right",
        hint="Centre first, then context. Centres in the order of the text; for each, its context in that order too.",
    ):
        _require_pairs(answer(row[:4], 1), [(a, b), (b, a), (b, c), (c, b), (c, d), (d, c)])
        wanted = [(d, b), (d, c), (d, e), (d, f)]
        _require_pairs([pair for pair in _pairs(answer(row, 2)) if pair[0] == d], wanted)


def _pairs(found) -> list[tuple]:
    require(isinstance(found, list | tuple), f"your result is of type {type(found).__name__}; expected a list.")
    pairs = [tuple(pair) for pair in found]
    strange = [pair for pair in pairs if len(pair) != 2]
    require(not strange, f"an entry is {strange[:1]}; expected pairs (centre, context).")
    return pairs


def _require_pairs(found, expected: list[tuple]) -> None:
    require(_pairs(found) == expected, f"the pairs are {_pairs(found)[:12]}; expected {expected}.")
