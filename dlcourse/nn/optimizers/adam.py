"""Adam and AdamW."""

import math

import numpy as np

from dlcourse.nn.optimizers.optimizer import Optimizer


class Adam(Optimizer):
    """Means of the gradient and of its square, corrected for having started at zero:

    m ← β₁ m + (1 - β₁) g,  v ← β₂ v + (1 - β₂) g²,  w ← w - α m / (√v + ε)  with  α = η √(1 - β₂ᵗ) / (1 - β₁ᵗ).

    Source: Kingma and Ba, 2015, arXiv:1412.6980; the order of the correction is that of the end of its section 2.
    Keras differs in one place: in the table of an Embedding it squares the gradient of each occurrence of a word, and
    we square their sum, which is what the formula says.
    """

    slot_values = (0.0, 0.0)

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, **kwargs):
        super().__init__(learning_rate, **kwargs)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def update_step(self, gradient, parameter, learning_rate, mean, mean_square):
        t = self.iterations + 1
        alpha = learning_rate * math.sqrt(1 - self.beta_2**t) / (1 - self.beta_1**t)
        mean += (1 - self.beta_1) * (gradient - mean)
        mean_square += (1 - self.beta_2) * (gradient * gradient - mean_square)
        parameter -= alpha * mean / (np.sqrt(mean_square) + self.epsilon)


class AdamW(Adam):
    """Adam with weight decay that does not pass through the means: w ← w - η λ w, then Adam's step.

    Source: Loshchilov and Hutter, 2019, arXiv:1711.05101.
    """

    def __init__(self, learning_rate=0.001, weight_decay=0.004, **kwargs):
        super().__init__(learning_rate, weight_decay=weight_decay, **kwargs)
