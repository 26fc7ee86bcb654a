"""The check of `dqn_targets`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, as_array, close, criterion, exercise, unchanged


@exercise(rules=[BY_HAND])
def dqn_targets(answer, rng):
    r"""`dqn_targets(r, done, q_next_online, q_next_target, gamma, double)`: targets of DQN and double DQN, (n,).

    Requirements:
    - "Return the targets, `(n,)`" → one target for each transition
    - "r + \gamma \max_b Q_\text{target}(s_2, b)" → DQN, the best by the copy
    - "the network that learns **chooses** the action, the copy says what it is **worth**" → double DQN, chosen by one
      and valued by the other
    - "Where `done` is true (terminated) nothing comes after: the target is $r$" → nothing after the end
    - "Where the episode was only cut off (truncated), `done` is false" → each row has an end of its own
    - "`done` holds `True` and `False`, or 1 and 0" → each row has an end of its own
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    n, gamma = 6, 0.9
    r, online, copy = rng.normal(size=n), rng.normal(size=(n, 3)), rng.normal(size=(n, 3))
    best = np.array([0, 1, 2, 2, 1, 0])
    online[np.arange(n), best] = 5.0  # here the networks do not agree on what is best
    copy[np.arange(n), (best + 1) % 3] = 3.0
    copy[np.arange(n), best] = -np.arange(1.0, n + 1)
    going = np.zeros(n, bool)
    with criterion(
        "one target for each transition", trivial=True, hint="One number for each row: the max over axis 1."
    ):
        close(np.shape(answer(r, going, online, copy, gamma, False)), [n], what="the shape for six transitions")
    with criterion(
        "DQN, the best by the copy", weight=2, hint="Without `double` the network that learns has no say in the target."
    ):
        close(answer(r, going, online, copy, gamma, False), r + gamma * 3.0, what="the targets of DQN")
    with criterion(
        "double DQN, chosen by one and valued by the other",
        weight=2,
        hint="argmax of the network that learns, row by row; then the value that the COPY gives to this action.",
    ):
        expected = r - gamma * np.arange(1.0, n + 1)
        close(answer(r, going, online, copy, gamma, True), expected, what="the targets of double DQN")
    with criterion(
        "nothing after the end",
        weight=2,
        trivial=True,
        hint="Where done is true the whole future is left out, also with `double`.",
    ):
        for double in (False, True):
            close(answer(r, ~going, online, copy, gamma, double), r, what=f"the targets, all done, double = {double},")
    with criterion(
        "each row has an end of its own",
        hint="Transitions of one batch are strangers: one may be at its end, the next not: np.where, row by row.",
    ):
        some = rng.permutation([True, True, False, False, False, False])
        expected = np.array([reward if end else reward + gamma * 3.0 for reward, end in zip(r, some, strict=True)])
        close(answer(r, some, online, copy, gamma, False), expected, what="the targets, two of six done,")
        close(
            as_array(answer(r, some.astype(float), online, copy, gamma, False)), expected, what="with done as 1.0, 0.0"
        )
    with criterion("leaves its arguments unchanged", trivial=True, hint="Write into a new array."):
        unchanged(answer, r, going, online, copy, gamma, True)
