"""The check of `margin_loss`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged
from dlcourse.checks.core.slopes import slopes
from dlcourse.checks.reinforcement.pairs import loss_and_gradient


def mean_loss(q: np.ndarray, expert: np.ndarray, margin: float) -> float:
    """The mean of how far the best rival, raised by the margin, stands above the expert's action; never below 0."""
    gaps = [max(0.0, max(np.delete(row, place)) + margin - row[place]) for row, place in zip(q, expert, strict=True)]
    return float(np.mean(gaps))


@exercise(rules=[BY_HAND])
def margin_loss(answer, rng):
    r"""`margin_loss(q, expert_action, margin)`: the large-margin loss of demonstrations, and its gradient for q.

    Requirements:
    - "Return **two** things: the loss" → a loss and a gradient
    - "the loss is 0.3, and the gradient `[[-1, 1]]`" → the worked example
    - "1 for all actions but the expert's, and 0 for that one" → no loss where the expert leads by more
    - "\max_a \left[ q_a + m \cdot [a \neq a_E] \right] - q_{a_E}" → the best rival, raised by the margin
    - "the mean over the $n$ states" → the mean over all states
    - "its gradient with respect to `q`, `(n, A)`" → the gradient
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    expert, margin = np.array([2, 0, 1, 2, 1]), 0.8
    q = rng.permuted(np.linspace(-3, 3, 20).reshape(5, 4) + rng.uniform(0, 0.01, (5, 4)), axis=1)
    ask = lambda q, expert, margin: loss_and_gradient(answer(q, expert, margin), q.shape)  # noqa: E731
    one = np.array([[2.0, 1.5]])
    with criterion("a loss and a gradient", trivial=True, hint="One number, and an array with the shape of q."):
        ask(q, expert, margin)
    with criterion(
        "no loss where the expert leads by more",
        hint="No margin for the expert's own action: then its lead costs nothing. In the gradient, +1/n for the best"
        " and −1/n for the expert's must cancel where both are one action: +=, not =.",
    ):
        for lead in (one, one + 50, one - 50):
            loss, gradient = ask(lead, np.array([0]), 0.4)
            close(loss, 0.0, what=f"the loss for q = {lead.tolist()}, margin 0.4")
            close(gradient, [[0, 0]], what=f"the gradient for q = {lead.tolist()}, margin 0.4")
    with criterion("the worked example", hint="1.5 + 0.8 is larger than 2: the rival leads by 0.3, with the margin."):
        loss, gradient = ask(one, np.array([0]), 0.8)
        close(loss, 0.3, what="the loss of the example")
        close(gradient, [[-1, 1]], what="the gradient of the example")
    with criterion(
        "the best rival, raised by the margin", hint="One rival only, the best one; q of the EXPERT's action."
    ):
        for row, place in zip(q, expert, strict=True):
            loss = ask(row[None], np.array([place]), margin)[0]
            close(
                loss,
                mean_loss(row[None], np.array([place]), margin),
                what=f"the loss for q = {np.round(row, 2)}, expert {place},",
            )
    with criterion("the mean over all states", hint="The mean, not the sum; states without a loss count, too."):
        close(ask(q, expert, margin)[0], mean_loss(q, expert, margin), what="the loss of five states")
    with criterion(
        "the gradient",
        weight=2,
        hint="Up for the best rival, down for the expert's action, by 1/n each; 0 if they are the same action.",
    ):
        expected = slopes(lambda x: mean_loss(x, expert, margin), q, step=1e-6)
        close(ask(q, expert, margin)[1], expected, rtol=1e-4, atol=1e-5, what="the gradient for five states")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Add the margin to a new array."):
        unchanged(answer, q, expert, margin)
