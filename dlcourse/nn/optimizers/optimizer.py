"""The base of all optimizers: everything but the update rule."""

from collections.abc import Sequence

import numpy as np

from dlcourse.nn.optimizers.clipping import clip_by_global_norm, clip_by_norm, clip_by_value
from dlcourse.nn.serialization import Configurable

# An update rule passes over its arrays several times. Taken in blocks of this many numbers, they stay in the cache.
BLOCK = 16_384


class Optimizer(Configurable):
    """Base class of all optimizers.

    For each parameter, an optimizer may keep more arrays, its slots. A subclass lists their initial values in
    `slot_values`, and writes `update_step(gradient, parameter, learning_rate, *slots)`, which changes parameter and
    slots in place.

    `learning_rate` is a number or a schedule. `weight_decay` shrinks every parameter by learning_rate · weight_decay
    of itself before the update. At most one of `clipnorm`, `clipvalue` and `global_clipnorm` limits the gradients.
    Raises ValueError when there is more than one.
    """

    slot_values: tuple[float, ...] = ()

    def __init__(self, learning_rate=0.01, weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None):
        if sum(limit is not None for limit in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise ValueError(f"{type(self).__name__} takes only one of clipnorm, clipvalue and global_clipnorm.")
        self.rate_or_schedule = learning_rate
        self.weight_decay = weight_decay
        self.clipnorm = clipnorm
        self.clipvalue = clipvalue
        self.global_clipnorm = global_clipnorm
        self.iterations = 0
        self.slots = []  # for each parameter, the list of its slots

    @property
    def learning_rate(self) -> float:
        """The rate of the next step. Setting it raises TypeError when the optimizer has a schedule."""
        return self.rate_or_schedule(self.iterations) if callable(self.rate_or_schedule) else self.rate_or_schedule

    @learning_rate.setter
    def learning_rate(self, value):
        if callable(self.rate_or_schedule):
            raise TypeError(f"{type(self).__name__} follows a schedule, so its learning_rate cannot be set.")
        self.rate_or_schedule = value

    def get_config(self):
        return {**super().get_config(), "learning_rate": self.rate_or_schedule}

    def build(self, parameters: Sequence[np.ndarray]) -> None:
        """Make the slots of all parameters."""
        self.slots = [[np.full_like(parameter, value) for value in self.slot_values] for parameter in parameters]

    def apply(self, gradients: Sequence[np.ndarray], parameters: Sequence[np.ndarray]) -> None:
        """Take one step: change every array of `parameters` in place; `gradients` keep their values."""
        if not self.slots:
            self.build(parameters)
        learning_rate = self.learning_rate
        for gradient, parameter, slots in zip(self.clip(gradients), parameters, self.slots, strict=True):
            if self.weight_decay:
                parameter -= parameter * (self.weight_decay * learning_rate)
            # Flat views, not copies: writing into them must change the parameter itself.
            arrays = [gradient.reshape(-1), *(array.reshape(-1, copy=False) for array in (parameter, *slots))]
            for start in range(0, parameter.size, BLOCK):
                gradient_block, parameter_block, *slot_blocks = (array[start : start + BLOCK] for array in arrays)
                self.update_step(gradient_block, parameter_block, learning_rate, *slot_blocks)
        self.iterations += 1

    def update_step(self, gradient, parameter, learning_rate, *slots):
        raise NotImplementedError

    def clip(self, gradients):
        """Return the gradients, shortened to the limit if there is one."""
        if self.clipnorm is not None:
            return clip_by_norm(gradients, self.clipnorm)
        if self.clipvalue is not None:
            return clip_by_value(gradients, self.clipvalue)
        if self.global_clipnorm is not None:
            return clip_by_global_norm(gradients, self.global_clipnorm)
        return gradients
