# %% right: in place
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * g


# %% right: with slices
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p[...] = p - self.learning_rate * np.asarray(g)


# %% wrong: downhill | points uphill
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p += self.learning_rate * g


# %% wrong: twenty steps, as Keras takes them | Only the present gradient
# some of the step before
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        self.old = getattr(self, "old", [0 * g for g in grads])
        old, self.old = self.old, [g.copy() for g in grads]
        grads = [g + 0.1 * o for g, o in zip(grads, old)]
        for p, g in zip(params, grads):
            p -= self.learning_rate * g


# %% wrong: downhill
# the sign of the gradient only
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * np.sign(g)


# %% wrong: Keras' defaults | default values
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.1):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * g


# %% wrong: every parameter for itself | ALL parameters
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in list(zip(params, grads))[:1]:
            p -= self.learning_rate * g


# %% wrong: writes into the arrays it is given | makes a new one
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for i, (p, g) in enumerate(zip(params, grads)):
            params[i] = p - self.learning_rate * g


# %% wrong: leaves the gradients as they were | do not write into grads
import numpy as np


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * g
            g *= 0.5
