"""The check of `top_p`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, finite, require


@exercise(rules=[BY_HAND])
def top_p(answer, rng):
    """`top_p(logits, p)`: softmax over the fewest most probable tokens that hold at least p.

    Requirements:
    - "Return the probabilities to draw from, same shape" → probabilities that sum to one
    - "What is kept is divided by its sum, so that it sums to 1" → probabilities that sum to one
    - "All others get 0" → the tail is cut off
    - "Keep the fewest most probable tokens whose probabilities sum to at least p" → no more and no fewer than needed
    - "each token stays in its place" → each token in its place
    - "The most probable token is always kept, even for p = 0" → one token is always left
    - "logits in the thousands must not overflow" → large logits
    """
    shares = np.array([0.4, 0.25, 0.15, 0.1, 0.06, 0.04])
    logits = np.log(shares) + 3.0
    with criterion(
        "probabilities that sum to one",
        hint="Softmax over the logits; at the end divide by the sum of what is kept. Is nothing kept? Add up from "
        "the most probable one until the SUM reaches p; the token that reaches it is kept, too.",
    ):
        for p in (0.3, 0.9, 1.0):
            found = as_array(answer(logits, p))
            close(found.shape, [6], what="the shape of the result")
            finite(found, what=f"the probabilities for p = {p}")
            require(bool((found >= 0).all()), "some probabilities are negative.")
            close(found.sum(), 1.0, what=f"the sum for p = {p}")
        close(answer(logits, 1.0), shares, rtol=1e-5, what="the probabilities for p = 1")
    with criterion(
        "the tail is cut off", hint="Tokens outside of the nucleus get exactly 0, and those inside keep theirs."
    ):
        found = as_array(answer(logits, 0.6))
        close(found[3:], np.zeros(3), what="the three least probable of six tokens for p = 0.6")
        close(found[0] / found[1], 1.6, rtol=1e-5, what="the ratio of the first two")
    with criterion(
        "no more and no fewer than needed",
        weight=2,
        hint="Add up from the most probable one. The token that reaches p belongs to the nucleus; the next one does "
        "not.",
    ):
        for p, size in ((0.35, 1), (0.45, 2), (0.6, 2), (0.7, 3), (0.85, 4), (0.97, 6)):
            count = int((as_array(answer(logits, p)) > 0).sum())
            require(count == size, f"for p = {p} {count} tokens of {shares.tolist()} are kept; expected {size}.")
        count = int((as_array(answer(np.zeros(4), 0.5)) > 0).sum())  # 0.25 + 0.25 is 0.5 to the last bit
        require(count == 2, f"for p = 0.5 {count} of four tokens of 0.25 each are kept; two are enough.")
    with criterion(
        "each token in its place",
        hint="Sorting tells which tokens to keep; the result is in the order of the logits.",
    ):
        for _ in range(5):
            order = rng.permutation(6)
            expected = np.where(order < 3, shares[order], 0) / 0.8
            close(answer(logits[order], 0.7), expected, rtol=1e-5, what="the result for shuffled tokens")
    with criterion(
        "one token is always left", hint="Even for p = 0 something has to be said: the most probable token."
    ):
        close(answer(logits[::-1], 0.0), [0, 0, 0, 0, 0, 1], what="the result for p = 0")
    with criterion("large logits", hint="Subtract the largest logit before exp, as in chapter 01."):
        close(answer(np.array([5000.0, 5001.0, -5000.0]), 0.5), [0, 1, 0], what="the result for [5000, 5001, −5000]")
