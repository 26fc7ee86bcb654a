"""Optimizers, by class or by Keras' names."""

from dlcourse.nn.optimizers import schedules
from dlcourse.nn.optimizers.adagrad import Adagrad
from dlcourse.nn.optimizers.adam import Adam, AdamW
from dlcourse.nn.optimizers.clipping import clip_by_global_norm, clip_by_norm, clip_by_value, global_norm
from dlcourse.nn.optimizers.optimizer import Optimizer
from dlcourse.nn.optimizers.rmsprop import RMSprop
from dlcourse.nn.optimizers.sgd import SGD

__all__ = [
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "Optimizer",
    "RMSprop",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "get",
    "global_norm",
    "schedules",
]

NAMES = {"sgd": SGD, "adagrad": Adagrad, "rmsprop": RMSprop, "adam": Adam, "adamw": AdamW}


def get(optimizer: str | Optimizer) -> Optimizer:
    """Return a new optimizer for a name, or the optimizer itself. Raises ValueError for an unknown name."""
    if isinstance(optimizer, Optimizer):
        return optimizer
    if optimizer not in NAMES:
        raise ValueError(f"Unknown optimizer {optimizer!r}. Known: {', '.join(NAMES)}.")
    return NAMES[optimizer]()
