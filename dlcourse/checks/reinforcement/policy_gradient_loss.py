"""The check of `policy_gradient_loss`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, finite, unchanged
from dlcourse.checks.reinforcement.pairs import loss_and_gradient


def by_tensorflow(logits, actions, advantages) -> tuple[float, np.ndarray]:
    """The loss and its gradient for the logits, by TensorFlow's cross-entropy and a tape."""
    import tensorflow as tf

    z = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(z)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.constant(actions), z)
        loss = tf.reduce_mean(losses * advantages)
    return float(loss), tape.gradient(loss, z).numpy()


@exercise(rules=[BY_HAND], seconds=10)
def policy_gradient_loss(answer, rng):
    r"""`policy_gradient_loss(logits, actions, advantages)`: −mean(advantage · ln π(a)), and its gradient.

    Requirements:
    - "Return **two** things: $L$, and its gradient" → a loss and a gradient
    - "\ln \pi(a_i)" → the log-probability of what was done
    - "Here each row is weighted" → each step weighted by its advantage
    - "its gradient with respect to the logits, `(n, A)`" → the gradient
    - "how much better than expected it went" → good actions up, bad ones down
    - "Logits of ±1000 must give finite numbers" → large logits
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    n = 6
    logits, actions, advantages = rng.normal(size=(n, 3)), rng.permutation([0, 0, 1, 1, 2, 2]), rng.normal(size=n)
    ask = lambda *given: loss_and_gradient(answer(*given), given[0].shape)  # noqa: E731
    with criterion(
        "a loss and a gradient", trivial=True, hint="One number, and an array with the shape of the logits."
    ):
        ask(logits, actions, advantages)
    with criterion(
        "the log-probability of what was done",
        hint="Minus the mean of ln π(a): the log of the softmax, at the action of each row. Equal logits give ln A.",
    ):
        close(ask(np.zeros((n, 3)), actions, np.ones(n))[0], np.log(3), what="the loss for equal logits, advantages 1")
        expected = by_tensorflow(logits, actions, np.ones(n))[0]
        close(ask(logits, actions, np.ones(n))[0], expected, what="the loss for advantages 1")
    with criterion(
        "each step weighted by its advantage",
        hint="Multiply each row's log-probability by ITS advantage, then average.",
    ):
        expected = by_tensorflow(logits, actions, advantages)[0]
        close(ask(logits, actions, advantages)[0], expected, what="the loss")
    with criterion(
        "good actions up, bad ones down",
        hint="A step AGAINST the gradient must raise the logit of an action with a positive advantage, and lower one"
        " with a negative: softmax minus one-hot, times the advantage.",
    ):
        gradient = ask(logits, actions, advantages)[1]
        close(np.sign(gradient[np.arange(n), actions]), -np.sign(advantages), what="the signs at the actions")
    with criterion(
        "the gradient",
        weight=2,
        hint="(softmax − one-hot) of each row, times its advantage, divided by the number of rows.",
    ):
        slopes = by_tensorflow(logits, actions, advantages)[1]
        close(ask(logits, actions, advantages)[1], slopes, rtol=1e-5, what="the gradient")
    with criterion(
        "large logits", hint="Subtract the largest logit of each row first; do not take the log of a softmax."
    ):
        large = np.array([[1000.0, 0.0, -1000.0], [-1000.0, 1000.0, 0.0]])
        loss, gradient = ask(large, np.array([1, 1]), np.array([2.0, 5.0]))
        finite(gradient, what="the gradient for logits of ±1000")
        close(loss, 1000.0, what="the loss for logits of ±1000")
        close(gradient, [[1, -1, 0], [0, 0, 0]], what="the gradient for logits of ±1000")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into new arrays."):
        unchanged(answer, logits, actions, advantages)
