"""The check of `ppo_loss`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged
from dlcourse.checks.core.slopes import slopes
from dlcourse.checks.reinforcement.pairs import loss_and_gradient


def mean_loss(log_p, log_p_old, advantages, clip: float) -> float:
    """By cases (Schulman et al., 2017, figure 1): a gain above 1 + c is cut, and a loss below 1 − c."""
    total = 0.0
    for ratio, advantage in zip(np.exp(log_p - log_p_old), advantages, strict=True):
        total -= advantage * (min(ratio, 1 + clip) if advantage > 0 else max(ratio, 1 - clip))
    return total / len(advantages)


@exercise(rules=[BY_HAND])
def ppo_loss(answer, rng):
    r"""`ppo_loss(log_p, log_p_old, advantages, clip)`: PPO's clipped loss, and its gradient for log_p.

    Requirements:
    - "Return **two** things: $L$, and its gradient" → a loss and a gradient
    - "\rho = e^{\,\text{log\_p} - \text{log\_p\_old}}" → the ratio of new to old
    - "\text{clip}(\rho_i,\, 1 - c,\, 1 + c)\, A_i" → clipped where nothing more is to be gained
    - "the product is **not** clipped, however far it went" → not clipped on the wrong way
    - "-\frac1n \sum_i" → the mean over all steps
    - "Where the clipped product is the smaller one, the gradient is 0" → the gradient
    - "its gradient with respect to `log_p`, `(n,)`" → the gradient
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    clip = float(rng.uniform(0.15, 0.25))
    old = rng.uniform(-2, -0.5, size=8)
    ratio = np.array([1.5, 0.6, 1.5, 0.6, 1.08, 0.93, 1.08, 0.93]) + rng.uniform(-0.01, 0.01, size=8)
    advantages = np.array([1, 1, -1, -1, 1, 1, -1, -1]) * rng.uniform(0.5, 2, size=8)
    new = old + np.log(ratio)
    ask = lambda *given: loss_and_gradient(answer(*given, clip), given[0].shape)  # noqa: E731

    def one(place):  # the loss of one step alone, divided by its advantage
        rows = slice(place, place + 1)
        return -ask(new[rows], old[rows], advantages[rows])[0] / advantages[place]

    with criterion("a loss and a gradient", trivial=True, hint="One number, and an array with the shape of log_p."):
        ask(new, old, advantages)
    with criterion(
        "the ratio of new to old", hint="exp(log_p − log_p_old), times the advantage, with a minus in front: a loss."
    ):
        for place in (4, 5, 6, 7):
            close(one(place), ratio[place], what=f"−loss / advantage at the ratio {ratio[place]:.3f}")
    with criterion(
        "clipped where nothing more is to be gained",
        hint="A good action already likelier by more than c, or a bad one already rarer: 1 + c or 1 − c counts.",
    ):
        close(one(0), 1 + clip, what=f"−loss / advantage at the ratio {ratio[0]:.3f}, advantage > 0, clip {clip:.3f},")
        close(one(3), 1 - clip, what=f"−loss / advantage at the ratio {ratio[3]:.3f}, advantage < 0, clip {clip:.3f},")
    with criterion(
        "not clipped on the wrong way",
        hint="The MINIMUM of both products: the pessimistic one. Whoever only clips the ratio forgives a wrong way.",
    ):
        close(one(1), ratio[1], what=f"−loss / advantage at the ratio {ratio[1]:.3f}, advantage > 0,")
        close(one(2), ratio[2], what=f"−loss / advantage at the ratio {ratio[2]:.3f}, advantage < 0,")
    with criterion(
        "the mean over all steps", hint="The mean of the minima, each step by itself: not the minimum of means."
    ):
        close(
            ask(new, old, advantages)[0],
            mean_loss(new, old, advantages, clip),
            rtol=1e-5,
            what="the loss of eight steps",
        )
    with criterion(
        "the gradient",
        weight=2,
        hint="Where the plain product is the smaller one, −ratio · advantage / n; where the clipped one is, 0.",
    ):
        expected = slopes(lambda x: mean_loss(x, old, advantages, clip), new, step=1e-6)
        close(ask(new, old, advantages)[1], expected, rtol=1e-4, atol=1e-6, what="the gradient")
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into new arrays."):
        unchanged(answer, new, old, advantages, clip)
