"""The check of `sgns_loss_and_gradients`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require, unchanged
from dlcourse.checks.core.slopes import slopes


@exercise(rules=[BY_HAND])
def sgns_loss_and_gradients(answer, rng):
    """`sgns_loss_and_gradients(centre, context, negatives)`: loss summed over the pairs, and its three gradients.

    Requirements:
    - "the loss, summed over the pairs (one number)" → undecided: ln 2 for each of the 1 + k questions
    - "target 1 for the real pair, 0 for the others" → true pairs are drawn together, negatives pushed apart
    - "the gradients with respect to centre, context and negatives, in their shapes" → gradient for context
    - "with respect to centre, context and negatives" → gradient for negatives
    - "Return four things" → gradient for centre
    - "For products as large as 1000 the loss must stay finite" → large products
    - "Leave the three arrays as they are" → leaves the vectors as they were
    """
    arrays = [rng.normal(size=(4, 3)), rng.normal(size=(4, 3)), rng.normal(size=(4, 5, 3))]

    def parts(*given):
        found = answer(*[array.copy() for array in given])
        require(
            isinstance(found, list | tuple) and len(found) == 4,
            "sgns_loss_and_gradients should return four values: loss, three gradients.",
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
    hints = (  # the centre's is a sum over the others' errors, so it comes last
        (1, "context", "For the true word: the error σ(x) − 1, times the centre. The target is 1."),
        (2, "negatives", "For each negative: σ(x) itself, times the centre. Its shape is (pairs, k, d)."),
        (0, "centre", "The centre gets a term from the context AND one from each of its negatives: sum over them."),
    )
    for place, name, hint in hints:
        with criterion(f"gradient for {name}", hint=hint):
            found = parts(*arrays)[place + 1]
            close(np.shape(found), arrays[place].shape, what=f"the shape of the gradient for {name}")
            close(found, _numerical_gradient(arrays, place), rtol=1e-4, atol=1e-6, what=f"the gradient for {name}")
    with criterion("large products", hint="log(σ(−1000)) = log(0): use np.logaddexp(0, x), which is log(1 + exp(x))."):
        found = parts(100 * one, -10 * one, 10 * one[:, None])
        close(found[0], 2000.0, what="the loss for x = −1000 (true) and +1000 (negative)")
        for gradient, slope in zip(found[1:], (20.0, -100.0, 100.0), strict=True):
            close(np.ravel(gradient), [slope], what="a gradient there")
    with criterion("leaves the vectors as they were", trivial=True, hint="Work on new arrays."):
        unchanged(answer, *arrays)


def _numerical_gradient(arrays: list[np.ndarray], place: int) -> np.ndarray:
    """Central differences of the loss −Σ ln σ(true) − Σ ln σ(−negative) with respect to one of the arrays."""

    def loss(*parts: np.ndarray) -> float:
        centre, context, negatives = parts
        true, wrong = (centre * context).sum(-1), (centre[:, None] * negatives).sum(-1)
        return np.log1p(np.exp(-true)).sum() + np.log1p(np.exp(wrong)).sum()

    return slopes(lambda moved: loss(*arrays[:place], moved, *arrays[place + 1 :]), arrays[place])
