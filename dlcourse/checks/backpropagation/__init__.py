"""Checks of chapter 02, error backpropagation.

Expected values come from closed forms, from differences of the loss, and from identities; never from backpropagation.
"""

from dlcourse.checks.backpropagation.activation_gradients import activation_gradients
from dlcourse.checks.backpropagation.central_difference import central_difference
from dlcourse.checks.backpropagation.d_exp_3x2 import d_exp_3x2
from dlcourse.checks.backpropagation.dense_backward import dense_backward
from dlcourse.checks.backpropagation.gradient_check import gradient_check
from dlcourse.checks.backpropagation.layer_gradient_norms import layer_gradient_norms
from dlcourse.checks.backpropagation.logit_gradients import logit_gradients
from dlcourse.checks.backpropagation.loss_and_gradients import loss_and_gradients
from dlcourse.checks.backpropagation.numerical_gradient import numerical_gradient
from dlcourse.checks.backpropagation.softmax_crossentropy_gradient import softmax_crossentropy_gradient
from dlcourse.checks.backpropagation.train_network import train_network
from dlcourse.checks.backpropagation.value import value

# In the order of the chapter.
EXERCISES = (
    central_difference,
    numerical_gradient,
    d_exp_3x2,
    gradient_check,
    activation_gradients,
    logit_gradients,
    dense_backward,
    softmax_crossentropy_gradient,
    loss_and_gradients,
    value,
    layer_gradient_norms,
    train_network,
)
