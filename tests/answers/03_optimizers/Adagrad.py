# %% right: in place
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% right: epsilon beside the root
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += np.square(g)
            p -= self.learning_rate * g / (np.sqrt(a) + self.epsilon)


# %% wrong: divides by the root of the sum | by its ROOT
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / (a + self.epsilon)


# %% wrong: divides by the root of the sum | SQUARED gradient
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += np.abs(g)
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: twenty steps, as Keras takes them | starts at initial_accumulator_value
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.zeros_like(p) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: divides by the root of the sum
# time decay
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        self.n = getattr(self, "n", -1) + 1
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            p -= self.learning_rate / (1 + 0.1 * self.n) * g


# %% wrong: divides by the root of the sum
# the present square only
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            p -= self.learning_rate * g / np.sqrt(g**2 + self.epsilon)


# %% wrong: no division by zero | what epsilon is for
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a)


# %% wrong: Keras' defaults | default values
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.02, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: every parameter for itself | ALL parameters
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in list(zip(params, grads, self.a))[:1]:
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: two optimisers do not share memory | in self
import numpy as np


class Adagrad:
    a = None

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon

    def step(self, params, grads):
        if Adagrad.a is None:
            Adagrad.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: writes into the arrays it is given | makes a new one
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for i, (p, g, a) in enumerate(zip(params, grads, self.a)):
            a += g**2
            params[i] = p - self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: leaves the gradients as they were | do not write into grads
import numpy as np


class Adagrad:
    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.a = None

    def step(self, params, grads):
        if self.a is None:
            self.a = [np.full_like(p, self.initial_accumulator_value) for p in params]
        for p, g, a in zip(params, grads, self.a):
            a += g**2
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)
            g *= 0.5
