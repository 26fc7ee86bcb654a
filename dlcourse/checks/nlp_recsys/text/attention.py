"""The check of `attention`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def attention(answer, rng):
    """`attention(q, k, v, mask)`: (output, weights) of scaled dot-product attention; the mask is True where allowed.

    Requirements:
    - "weights is $(\\dots, n, m)$ and sums to 1 over the keys" → shares that sum to one for each query
    - "Scaled dot-product attention" → scaled by the square root of d
    - "output is $(\\dots, n, e)$" → a mean of the values
    - "True where a query may look (at one key or more). Elsewhere the weight is 0" → masked keys get no attention
    - "the dots stand for any axes in front, also none" → any axes in front
    - "Scores in the thousands must not overflow" → large scores
    """
    q, k, v = rng.normal(size=(2, 4, 9)), rng.normal(size=(2, 5, 9)), rng.normal(size=(2, 5, 3))
    allowed = rng.random((2, 4, 5)) < 0.5
    allowed[..., 0] = True

    def parts(*given):
        found = answer(*[None if array is None else array.copy() for array in given])
        require(
            isinstance(found, list | tuple) and len(found) == 2,
            "attention should return two values: output and weights.",
        )
        return found

    with criterion(
        "shares that sum to one for each query",
        hint="Softmax over the KEYS, the last axis: each query divides its attention among the keys.",
    ):
        weights = parts(q, k, v, None)[1]
        close(np.shape(weights), [2, 4, 5], what="the shape of the weights for 4 queries and 5 keys")
        close(np.asarray(weights).sum(axis=-1), np.ones((2, 4)), what="the sums over the keys")
    with criterion(
        "scaled by the square root of d",
        hint="Divide the products by √d, d being the length of a query (here 9): not by d, and not by the length of v.",
    ):
        close(
            np.log(parts(q, k, v, None)[1]) @ (np.eye(5) - 0.2),
            (q @ _transposed(k) / 3) @ (np.eye(5) - 0.2),
            rtol=1e-5,
            what="log(weights), less their mean in each row,",
        )
    with criterion(
        "a mean of the values", hint="The output is weights @ v: for each query a weighted mean of v's rows."
    ):
        close(parts(q, k, v, None)[0], _expected_output(q, k, v, None), rtol=1e-5, what="the output")
    with criterion(
        "masked keys get no attention",
        weight=2,
        hint="Where mask is False the score must be so low that its share becomes 0, BEFORE the softmax: zeros put in"
        " afterwards leave sums below 1, and a score of 0 is an ordinary score.",
    ):
        output, weights = parts(q, k, v, allowed)
        close(np.asarray(weights)[~allowed], np.zeros((~allowed).sum()), what="the weights where the mask is False")
        close(np.asarray(weights).sum(axis=-1), np.ones((2, 4)), what="the sums of the weights with a mask")
        close(output, _expected_output(q, k, v, allowed), rtol=1e-5, what="the output with a mask")
    _more_criteria(parts, q, k, v, allowed)


def _more_criteria(parts, q, k, v, allowed) -> None:
    """The criteria on axes in front of the queries, and on scores in the thousands."""
    with criterion("any axes in front", hint="Swap the LAST two axes of k: .T reverses all of them."):
        expected = _expected_output(q, k, v, None)
        close(parts(q[0], k[0], v[0], None)[0], expected[0], rtol=1e-5, what="the output without a batch axis")
        found = parts(q[:, None], k[:, None], v[:, None], allowed[:, None])[0]
        expected = _expected_output(q, k, v, allowed)
        close(found, expected[:, None], rtol=1e-5, what="the output with two axes in front")
    with criterion("large scores", hint="Subtract the largest score of each row before exp, as in chapter 01."):
        for mask in (None, allowed):
            found, expected = parts(1000 * q, k, v, mask)[0], _expected_output(1000 * q, k, v, mask)
            close(found, expected, rtol=1e-5, what="the output for queries 1000 times as long")


def _transposed(x: np.ndarray) -> np.ndarray:
    return np.swapaxes(x, -1, -2)


def _expected_output(q, k, v, allowed) -> np.ndarray:
    """The output query by query, with SciPy's softmax over the allowed keys alone."""
    from scipy.special import softmax

    output = np.zeros((*q.shape[:-1], v.shape[-1]))
    for text, place in np.ndindex(q.shape[:-1]):
        seen = slice(None) if allowed is None else allowed[text, place]
        shares = softmax(k[text][seen] @ q[text, place] / np.sqrt(q.shape[-1]))
        output[text, place] = np.average(v[text][seen], axis=0, weights=shares)
    return output
