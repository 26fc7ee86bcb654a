"""The check of `cached_step`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, require, unchanged
from dlcourse.checks.transformers.reference import draw_matrices, keras_attention


@exercise(rules=[BY_HAND], seconds=10)
def cached_step(answer, rng):
    """`cached_step(x_new, cache, W_q, W_k, W_v, W_o, heads)`: (output, cache) of causal attention for one more word.

    Requirements:
    - "cache is None before the first word" → the first word
    - "the pair (keys, values) of all words so far, split into heads" → a cache of keys and values
    - "The new cache holds one more word, at the end" → one more word at the end
    - "what the full pass with a causal mask gives for the last word" → equal to the full pass
    - "Keys and values of the earlier words do not change, so keep them" → reads the cache
    - "The old one stays as it was" → leaves the old cache unchanged
    """
    x, matrices, heads = rng.normal(size=(2, 5, 12)), draw_matrices(rng, 12), 3
    full = keras_attention(x, matrices, heads, np.tril(np.ones((5, 5), dtype=bool))[None])
    of_heads = [np.stack(np.split(x @ W, heads, axis=-1), axis=1) for W in matrices[1:3]]

    def step(word, cache):
        found = answer(x[:, word : word + 1], cache, *matrices, heads)
        require(isinstance(found, list | tuple) and len(found) == 2, "cached_step should return two values.")
        return found

    def known(words):
        return tuple(part[:, :, :words].copy() for part in of_heads)

    with criterion(
        "the first word", hint="Without a cache the first word sees only itself: its output is its value times W_o."
    ):
        output = as_array(step(0, None)[0])
        close(output.shape, [2, 1, 12], what="the shape of the output")
        close(output, x[:, :1] @ matrices[2] @ matrices[3], rtol=1e-4, atol=1e-6, what="the output for the first word")
    with criterion(
        "a cache of keys and values",
        hint="The cache is the pair (keys, values), in this order, as they are AFTER splitting: (batch, heads, 1, d "
        "/ heads).",
    ):
        _same_cache(step(0, None)[1], known(1), "after the first word")
    with criterion(
        "one more word at the end",
        weight=2,
        hint="Join old and new along the axis of the WORDS, the last but one; the new word comes last.",
    ):
        for word in (1, 4):
            _same_cache(step(word, known(word))[1], known(word + 1), f"after word {word}")
    _outputs(step, known, full)
    with criterion(
        "leaves the old cache unchanged", trivial=True, hint="np.concatenate makes a new array; append changes a list."
    ):
        keys, values = known(2)
        unchanged(lambda k, v: answer(x[:, 2:3], (k, v), *matrices, heads), keys, values)


def _outputs(step, known, full) -> None:
    """The criteria on the output beside a cache."""
    with criterion(
        "reads the cache",
        hint="Keys and values of the earlier words come from the cache, both of them. The query is that of the new "
        "word.",
    ):
        for place, name in enumerate(("keys", "values")):
            other = list(known(3))
            other[place] = other[place][:, :, ::-1] + 0.5
            moved = np.abs(as_array(step(3, tuple(other))[0]) - as_array(step(3, known(3))[0])).max()
            require(moved > 1e-6, f"the output is the same whatever {name} the cache holds.")
    with criterion(
        "equal to the full pass",
        weight=2,
        hint="One query, all keys, one softmax for each head, scores divided by √(d / heads); merge, then W_o.",
    ):
        for word in range(1, 5):
            found = step(word, known(word))[0]
            close(found, full[:, word : word + 1], rtol=1e-4, atol=1e-6, what=f"the output for word {word}")


def _same_cache(found, wanted, when: str) -> None:
    """Raise MismatchError unless a cache holds these keys and values."""
    require(isinstance(found, list | tuple) and len(found) == 2, "the cache should be the pair (keys, values).")
    for name, part, expected in zip(("keys", "values"), found, wanted, strict=True):
        close(part, expected, rtol=1e-4, atol=1e-6, what=f"the cache's {name} {when}")
