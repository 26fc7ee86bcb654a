"""Checks of chapter 01, perceptron and multi-layer perceptron.

Expected values come from closed forms, worked examples and invariants, never from a copy of the answer.
"""

from dlcourse.checks.perceptron.binary_crossentropy import binary_crossentropy
from dlcourse.checks.perceptron.categorical_crossentropy import categorical_crossentropy
from dlcourse.checks.perceptron.count_parameters import count_parameters
from dlcourse.checks.perceptron.gates import gates
from dlcourse.checks.perceptron.mlp_forward import mlp_forward
from dlcourse.checks.perceptron.mse import mse
from dlcourse.checks.perceptron.neuron import neuron
from dlcourse.checks.perceptron.one_hot import one_hot
from dlcourse.checks.perceptron.perceptron_fit import perceptron_fit
from dlcourse.checks.perceptron.softmax import softmax
from dlcourse.checks.perceptron.train_softmax import train_softmax
from dlcourse.checks.perceptron.xor import xor

# In the order of the chapter.
EXERCISES = (
    neuron,
    gates,
    perceptron_fit,
    xor,
    count_parameters,
    mlp_forward,
    softmax,
    one_hot,
    mse,
    binary_crossentropy,
    categorical_crossentropy,
    train_softmax,
)
