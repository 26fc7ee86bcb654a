"""The check of `bits_per_character`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def bits_per_character(answer, rng):
    r"""`bits_per_character(log_probabilities)`: the mean of −log₂ p, from natural logarithms.

    Requirements:
    - "Its surprise is $-\log_2 p$ bits" → a coin has one bit
    - "Frameworks give natural logarithms" → a coin has one bit
    - "the mean surprise in bits" → a mean over all characters
    - "as one number" → one number for any shape
    - "as an array of any shape" → one number for any shape
    """
    with criterion(
        "a coin has one bit",
        weight=2,
        hint="You are given ln p, no probabilities. ln 2 nats are one bit, and surprise is positive.",
    ):
        close(answer(np.log([0.5])), 1.0, what="the surprise of a coin")
        close(answer(np.log([1 / 1024])), 10.0, what="the surprise of one of 1024")
        close(answer(np.log([1.0])), 0.0, what="the surprise of what is certain")
    with criterion(
        "a mean over all characters", hint="The mean of the LOGARITHMS: not their sum, and not the logarithm of a mean."
    ):
        close(answer(np.log([1 / 2, 1 / 8])), 2.0, what="the surprise of a coin and one of eight")
        bits = rng.integers(1, 12, size=50)
        close(answer(-bits * np.log(2)), bits.mean(), what="the mean of 50 surprises")
    with criterion("one number for any shape", hint="The mean over ALL axes: rows of text are characters as well."):
        bits = rng.integers(1, 12, size=(3, 4, 5))
        close(answer(-bits * np.log(2)), bits.mean(), what="the mean of the shape (3, 4, 5)")
