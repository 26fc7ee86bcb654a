"""Checks for chapter 10, second part: word vectors and attention.

Gradients are judged by differences of the loss, attention query by query, similarity by scikit-learn.
"""

import numpy as np

from dlcourse.checks import close, criterion, exercise, finite, forbid_imports, require, unchanged

BY_HAND = forbid_imports("sklearn", "keras", "tensorflow", "torch", "scipy", "gensim", "dlcourse")


@exercise(rules=[BY_HAND])
def skipgram_pairs(answer, rng):
    """`skipgram_pairs(tokens, window)`: a list of (centre, context), from left to right."""
    row = [int(i) for i in rng.choice(90, size=6, replace=False) + 10]
    a, b, c, d, e, f = row
    with criterion(
        "neighbours on both sides", hint="A word's context is what stands up to `window` places before AND after it."
    ):
        _same_pairs(answer(row[:4], 1), [(a, b), (b, a), (b, c), (c, b), (c, d), (d, c)])
    with criterion(
        "as far as the window reaches", hint="window=2: two places to each side. range() leaves its end out."
    ):
        wanted = [(a, b), (a, c), (b, a), (b, c), (b, d), (c, a), (c, b), (c, d), (c, e)]
        _same_pairs(answer(row, 2), wanted, only=(a, b, c))
    with criterion(
        "a word is not its own context", hint="Leave out the place of the centre itself: the place, not the word."
    ):
        require((a, a) not in _pairs(answer(row, 2)), f"({a}, {a}) is among the pairs, though {a} occurs once.")
        _same_pairs(answer([a, a, b], 1), [(a, a), (a, a), (a, b), (b, a)])
    with criterion(
        "ends at the ends of the text", hint="At place 0 there is nothing on the left. Index −1 is the LAST word."
    ):
        _same_pairs(answer(row, 2), [(a, b), (a, c), (f, d), (f, e)], only=(a, f))
        _same_pairs(answer([a], 3), [])


@exercise(rules=[BY_HAND])
def sgns_loss_and_gradients(answer, rng):
    """`sgns_loss_and_gradients(centre, context, negatives)`: loss summed over the pairs, and its three gradients."""
    names = ("centre", "context", "negatives")
    arrays = [rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), rng.normal(size=(4, 5, 3))]

    def parts(*given):
        found = answer(*[array.copy() for array in given])
        require(
            isinstance(found, list | tuple) and len(found) == 4, "four values were expected: loss, three gradients."
        )
        return found

    zero = [np.zeros((2, 3)), np.zeros((2, 3)), np.zeros((2, 4, 3))]
    with criterion(
        "undecided: ln 2 for each of the 1 + k questions",
        hint="With zero vectors each sigmoid is ½. Sum over pairs and over the true word and its k negatives; no mean.",
    ):
        close(parts(*zero)[0], 10 * np.log(2), what="the loss of 2 pairs with 4 negatives each, all vectors zero")
    one = np.ones((1, 1))
    with criterion(
        "true pairs are drawn together, negatives pushed apart",
        hint="The true word's product should be large, the negatives' small: σ(+x) for the one, σ(−x) for the others.",
    ):
        close(parts(2 * one, one, 0 * one[:, None])[0], np.log1p(np.exp(-2)) + np.log(2), what="the loss for +2 and 0")
        close(parts(2 * one, 0 * one, one[:, None])[0], np.log1p(np.exp(2)) + np.log(2), what="the loss for 0 and +2")
    hints = (
        "The centre gets a pull from the context AND a push from each of its negatives: sum over them.",
        "For the true word: σ(x) − 1 times the centre. What σ(x) lacks of 1 is the error.",
        "For each negative: σ(x) itself, times the centre. Its shape is (pairs, k, d).",
    )
    for place, (name, hint) in enumerate(zip(names, hints, strict=True)):
        with criterion(f"gradient for {name}", hint=hint):
            found = parts(*arrays)[place + 1]
            close(np.shape(found), arrays[place].shape, what=f"the shape of the gradient for {name}")
            close(found, _slopes(arrays, place), rtol=1e-4, atol=1e-6, what=f"the gradient for {name}")
    with criterion("large products", hint="log(σ(−1000)) = log(0): use np.logaddexp(0, x), which is log(1 + exp(x))."):
        found = parts(100 * one, -10 * one, 10 * one[:, None])
        close(found[0], 2000.0, what="the loss where both questions are answered wrongly by 1000")
        for gradient in found[1:]:
            finite(gradient, what="a gradient")
    with criterion("leaves the vectors as they were", harmless=True, hint="Work on new arrays."):
        unchanged(answer, *arrays)


@exercise(names=["cosine_similarity", "most_similar"], rules=[BY_HAND])
def similarity(cosine_similarity, most_similar, rng):
    """`cosine_similarity(a, B)` with each row of B, and `most_similar(word, vocabulary, E, k)`: the nearest k."""
    from sklearn.metrics import pairwise

    a, B = rng.normal(size=4), rng.normal(size=(6, 4)) * rng.uniform(0.1, 9, size=(6, 1))
    with criterion(
        "the angle alone", weight=2, hint="Divide by BOTH lengths: then a vector ten times as long is as similar."
    ):
        close(cosine_similarity(a.copy(), B.copy()), pairwise.cosine_similarity(a[None], B)[0], what="the similarities")
        close(cosine_similarity(3 * a, np.stack([a, -a])), [1, -1], what="the similarity of 3a to a and −a")
    with criterion("a vector of zeros", hint="The row of <PAD> may be zero: let its similarity be 0, not nan."):
        close(cosine_similarity(a.copy(), np.stack([a, 0 * a])), [1, 0], what="the similarity of a to a and to zeros")
    words = ["cup", "mug", "pot", "car", "bus", "van", "red"]
    order = rng.permutation(7)
    vocabulary = {words[i]: place for place, i in enumerate(order)}
    angles = np.array([0.0, 0.2, -0.5, 1.2, 2.9, -2.2, 1.8])
    E = (np.stack([np.cos(angles), np.sin(angles)], axis=1) * rng.uniform(1, 5, size=(7, 1)))[order]
    with criterion(
        "nearest first", hint="Sort by similarity, largest first: argsort sorts upwards, so turn the sign or the order."
    ):
        _same_words(most_similar("cup", vocabulary, E.copy(), 6), ["mug", "pot", "car", "red", "van", "bus"])
    hint = "Every word is nearest to itself: leave it out, then take k others."
    with criterion("never the word itself", hint=hint, harmless=True):
        require("pot" not in list(most_similar("pot", vocabulary, E.copy(), 3)), "'pot' is among its own neighbours.")
    with criterion("as many as asked for", hint="k words, not k − 1: leave the word itself out before you cut."):
        for k in (1, 3):
            found = list(most_similar("mug", vocabulary, E.copy(), k))
            require(len(found) == k, f"{len(found)} words for k = {k}: {found}.")


@exercise(rules=[BY_HAND])
def attention(answer, rng):
    """`attention(q, k, v, mask)`: (output, weights) of scaled dot-product attention; the mask is True where allowed."""
    q, k, v = rng.normal(size=(2, 4, 9)), rng.normal(size=(2, 5, 9)), rng.normal(size=(2, 5, 3))
    allowed = rng.random((2, 4, 5)) < 0.5
    allowed[..., 0] = True

    def parts(*given):
        found = answer(*[None if array is None else array.copy() for array in given])
        require(isinstance(found, list | tuple) and len(found) == 2, "two values were expected: output and weights.")
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
        close(np.log(parts(q, k, v, None)[1]) @ (np.eye(5) - 0.2), (q @ _turned(k) / 3) @ (np.eye(5) - 0.2), rtol=1e-5)
    with criterion(
        "a mean of the values", hint="The output is weights @ v: for each query a weighted mean of v's rows."
    ):
        close(parts(q, k, v, None)[0], _by_query(q, k, v, None), rtol=1e-5, what="the output")
    with criterion(
        "masked keys get no attention",
        weight=2,
        hint="Where mask is False the score must be so low that its share becomes 0, BEFORE the softmax: zeros put in"
        " afterwards leave sums below 1, and a score of 0 is an ordinary score.",
    ):
        output, weights = parts(q, k, v, allowed)
        close(np.asarray(weights)[~allowed], np.zeros((~allowed).sum()), what="the weights where the mask is False")
        close(np.asarray(weights).sum(axis=-1), np.ones((2, 4)), what="the sums of the weights with a mask")
        close(output, _by_query(q, k, v, allowed), rtol=1e-5, what="the output with a mask")
    with criterion("one sequence without a batch axis", hint="Turn the LAST two axes of k: .T turns all of them."):
        close(parts(q[0], k[0], v[0], None)[0], _by_query(q, k, v, None)[0], rtol=1e-5)
    with criterion("large scores", hint="Subtract the largest score of each row before exp, as in chapter 01."):
        finite(parts(1000 * q, k, v, None)[0], what="the output for queries 1000 times as long")


def _pairs(found) -> list[tuple]:
    require(isinstance(found, list | tuple), f"your result is of type {type(found).__name__}; a list was expected.")
    return [tuple(pair) for pair in found]


def _same_pairs(found, expected: list[tuple], only: tuple | None = None) -> None:
    """The pairs, or those of some centres alone, in their order."""
    found = [pair for pair in _pairs(found) if only is None or pair[0] in only]
    require(found == expected, f"the pairs are {found[:12]}; expected {expected}.")


def _same_words(found, expected: list[str]) -> None:
    require(isinstance(found, list | tuple), f"your result is {found!r}; a list of words was expected.")
    require(list(found) == expected, f"the nearest words are {list(found)}; expected {expected}.")


def _slopes(arrays: list[np.ndarray], place: int) -> np.ndarray:
    """Central differences of the loss −Σ ln σ(true) − Σ ln σ(−negative) with respect to one of the arrays."""

    def loss(centre, context, negatives) -> float:
        true, wrong = (centre * context).sum(-1), (centre[:, None] * negatives).sum(-1)
        return np.log1p(np.exp(-true)).sum() + np.log1p(np.exp(wrong)).sum()

    slopes, h = np.zeros_like(arrays[place]), 1e-5
    for index in np.ndindex(slopes.shape):
        up, down = ([array.copy() for array in arrays] for _ in range(2))
        up[place][index] += h
        down[place][index] -= h
        slopes[index] = (loss(*up) - loss(*down)) / (2 * h)
    return slopes


def _turned(x: np.ndarray) -> np.ndarray:
    return np.swapaxes(x, -1, -2)


def _by_query(q, k, v, allowed) -> np.ndarray:
    """The output query by query: SciPy's softmax over the keys it may see; the others are not even there."""
    from scipy.special import softmax

    output = np.zeros((*q.shape[:-1], v.shape[-1]))
    for text, place in np.ndindex(q.shape[:-1]):
        seen = slice(None) if allowed is None else allowed[text, place]
        shares = softmax(k[text][seen] @ q[text, place] / np.sqrt(q.shape[-1]))
        output[text, place] = np.average(v[text][seen], axis=0, weights=shares)
    return output
