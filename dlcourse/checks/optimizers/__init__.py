"""Checks of chapter 03, optimisation.

Expected weights come from `closed_forms`, which writes each rule as a sum over all past gradients; a test compares
these sums with Keras' own optimisers. `sensors` makes the data of the capstone.
"""

from dlcourse.checks.optimizers.adagrad import Adagrad
from dlcourse.checks.optimizers.adam import Adam
from dlcourse.checks.optimizers.choose_optimizer import choose_optimizer
from dlcourse.checks.optimizers.decayed_rate import decayed_rate
from dlcourse.checks.optimizers.iterations import iterations
from dlcourse.checks.optimizers.minibatches import minibatches
from dlcourse.checks.optimizers.momentum import Momentum
from dlcourse.checks.optimizers.nesterov import Nesterov
from dlcourse.checks.optimizers.rmsprop import RMSProp
from dlcourse.checks.optimizers.sensors import sensors
from dlcourse.checks.optimizers.sgd import SGD
from dlcourse.checks.optimizers.train import train

__all__ = ["EXERCISES", "sensors"]

# In the order of the chapter.
EXERCISES = (
    iterations,
    minibatches,
    SGD,
    decayed_rate,
    Momentum,
    Nesterov,
    Adagrad,
    RMSProp,
    Adam,
    train,
    choose_optimizer,
)
