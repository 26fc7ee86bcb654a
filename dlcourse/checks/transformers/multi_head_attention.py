"""The check of `multi_head_attention`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise
from dlcourse.checks.transformers.reference import TOLERANCE, draw_matrices, keras_attention


@exercise(rules=[BY_HAND], seconds=10)
def multi_head_attention(answer, rng):
    """`multi_head_attention(x, W_q, W_k, W_v, W_o, heads, mask)`: self-attention, (batch, n, d), as Keras computes it.

    Requirements:
    - "return the output, (batch, n, d)" → one row for each word
    - "Queries, keys and values of all heads are x @ W_q, x @ W_k and x @ W_v" → each matrix has its part
    - "The merged heads are multiplied by W_o" → W_o at the end
    - "the square root of the length of its queries" → scaled by the length of a head's queries
    - "Each head has its own scaled dot-product attention" → each head attends by itself
    - "True where a query may look" → the mask
    - "it must give what Keras' MultiHeadAttention gives" → each head attends by itself
    """
    x, matrices = rng.normal(size=(2, 5, 12)), draw_matrices(rng, 12)
    W_q, W_k, W_v, W_o = matrices
    unit = np.eye(12)
    mask = (np.arange(5) < np.array([5, 3])[:, None])[:, None, None] & np.tril(np.ones((5, 5), dtype=bool))
    expected = {heads: keras_attention(x, matrices, heads, None) for heads in (1, 3, 4)}
    masked = keras_attention(x, matrices, 3, mask)

    with criterion("one row for each word", trivial=True, hint="The output has the shape of x: merge the heads again."):
        for heads in (1, 3):
            close(np.shape(answer(x, *matrices, heads, None)), [2, 5, 12], what=f"the shape with {heads} head(s)")
    with criterion(
        "each matrix has its part",
        hint="With W_q = 0 all scores are 0, and a head gives the mean over the words of its values, its columns of "
        "x @ W_v.",
    ):
        mean = np.repeat((x @ W_v).mean(axis=1, keepdims=True), 5, axis=1)
        close(answer(x, 0 * W_q, W_k, W_v, unit, 3, None), mean, rtol=1e-5, what="the output for W_q = 0, W_o = 1")
        alike, found = keras_attention(x, [W_q, W_k, W_v, unit], 1, None), answer(x, W_q, W_k, W_v, unit, 1, None)
        close(found, alike, atol=TOLERANCE, what="the output of one head with W_o = 1")
    with criterion("W_o at the end", hint="Merge first, then @ W_o: it mixes what all heads have found."):
        close(answer(x, *matrices, 1, None), expected[1], atol=TOLERANCE, what="the output of one head")
    with criterion(
        "scaled by the length of a head's queries",
        hint="Each head's queries have d / heads columns: split BEFORE you multiply queries and keys and divide by "
        "the square root of THAT length.",
    ):
        first = np.zeros((12, 12))  # only what the first head finds reaches the output
        first[0] = W_o[0]
        wanted, found = keras_attention(x, [W_q, W_k, W_v, first], 12, None), answer(x, W_q, W_k, W_v, first, 12, None)
        close(found, wanted, atol=TOLERANCE, what="what the first of twelve heads adds to the output")
    with criterion(
        "each head attends by itself",
        weight=2,
        hint="Each head has a softmax and weights of its own, and its values are its own columns, as in Exercise 1.",
    ):
        for heads in (3, 4):
            found = answer(x, *matrices, heads, None)
            close(found, expected[heads], atol=TOLERANCE, what=f"the output of {heads} heads")
    with criterion(
        "the mask",
        hint="Scores are (batch, heads, n, n), and the mask fits to them. Where it is False, the weight is 0, and "
        "the others still sum to 1: the mask belongs to the scores, before softmax.",
    ):
        found = answer(x, *matrices, 3, mask)
        close(found, masked, atol=TOLERANCE, what="the output with padding and causal mask")
