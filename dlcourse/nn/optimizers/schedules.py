"""Learning rates that change with the number of steps taken.

A schedule is given to an optimizer in place of a number: `SGD(InverseTimeDecay(0.1, 100, 0.5))`.
"""

import math

from dlcourse.nn.serialization import Configurable


class LearningRateSchedule(Configurable):
    """Base class: a subclass writes `__call__(step)`, which returns the rate of that step (the first is 0)."""

    def __call__(self, step: int) -> float:
        raise NotImplementedError


class ExponentialDecay(LearningRateSchedule):
    """η · decay_rate^(step / decay_steps); with `staircase` the exponent is rounded down.

    >>> ExponentialDecay(1.0, decay_steps=10, decay_rate=0.5)(20)
    0.25
    """

    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.decay_rate = decay_rate
        self.staircase = staircase

    def __call__(self, step):
        periods = step // self.decay_steps if self.staircase else step / self.decay_steps
        return self.initial_learning_rate * self.decay_rate**periods


class InverseTimeDecay(LearningRateSchedule):
    """η / (1 + decay_rate · step / decay_steps), the time decay of older texts.

    >>> InverseTimeDecay(1.0, decay_steps=1, decay_rate=0.5)(2)
    0.5
    """

    def __init__(self, initial_learning_rate, decay_steps, decay_rate, staircase=False):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.decay_rate = decay_rate
        self.staircase = staircase

    def __call__(self, step):
        periods = step // self.decay_steps if self.staircase else step / self.decay_steps
        return self.initial_learning_rate / (1 + self.decay_rate * periods)


class PiecewiseConstantDecay(LearningRateSchedule):
    """values[0] up to and including step boundaries[0], then values[1], and so on.

    Raises ValueError unless there is one value more than boundaries.
    """

    def __init__(self, boundaries, values):
        if len(values) != len(boundaries) + 1:
            raise ValueError(
                "PiecewiseConstantDecay needs one value more than boundaries, "
                f"but received {len(values)} values and {len(boundaries)} boundaries."
            )
        self.boundaries = boundaries
        self.values = values

    def __call__(self, step):
        return self.values[sum(step > boundary for boundary in self.boundaries)]


class CosineDecay(LearningRateSchedule):
    """Half a cosine from η down to alpha · η over `decay_steps`.

    With `warmup_target` the rate first rises linearly to that over `warmup_steps`, and then falls.
    Source: Loshchilov and Hutter, 2017, arXiv:1608.03983 (without restarts).
    """

    def __init__(self, initial_learning_rate, decay_steps, alpha=0.0, warmup_target=None, warmup_steps=0):
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.alpha = alpha
        self.warmup_target = warmup_target
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        peak, steps_down = self.initial_learning_rate, step
        if self.warmup_target is not None:
            if step < self.warmup_steps:
                return peak + (self.warmup_target - peak) * step / self.warmup_steps
            peak, steps_down = self.warmup_target, step - self.warmup_steps
        cosine = (1 + math.cos(math.pi * min(steps_down / self.decay_steps, 1))) / 2
        return peak * ((1 - self.alpha) * cosine + self.alpha)
