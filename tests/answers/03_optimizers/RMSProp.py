# %% right: in place
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% right: epsilon beside the root
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s[...] = self.rho * s + (1 - self.rho) * g * g
            p -= self.learning_rate * g / (np.sqrt(s) + self.epsilon)


# %% wrong: a mean, not a sum | times (1 − rho)
# Adagrad
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s += g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: a mean, not a sum
# rho on the wrong side
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= 1 - self.rho
            s += self.rho * g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: a mean, not a sum | Mind the root
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / (s + self.epsilon)


# %% wrong: twenty steps, as Keras takes them | the gradient itself
# averages the gradient as well
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate, self.rho, self.epsilon = learning_rate, rho, epsilon
        self.s = self.d = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
            self.d = [np.zeros_like(p) for p in params]
        for p, g, s, d in zip(params, grads, self.s, self.d):
            s[...] = self.rho * s + (1 - self.rho) * g**2
            d[...] = 0.9 * d + g
            p -= self.learning_rate * d / np.sqrt(s + self.epsilon)


# %% wrong: no division by zero | what epsilon is for
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / np.sqrt(s)


# %% wrong: Keras' defaults | default values
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.02, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: every parameter for itself | ALL parameters
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in list(zip(params, grads, self.s))[:1]:
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: two optimisers do not share memory | in self
import numpy as np


class RMSProp:
    s = None

    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon

    def step(self, params, grads):
        if RMSProp.s is None:
            RMSProp.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: writes into the arrays it is given | makes a new one
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for i, (p, g, s) in enumerate(zip(params, grads, self.s)):
            s *= self.rho
            s += (1 - self.rho) * g**2
            params[i] = p - self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: leaves the gradients as they were | do not write into grads
import numpy as np


class RMSProp:
    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.s = None

    def step(self, params, grads):
        if self.s is None:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s):
            s *= self.rho
            s += (1 - self.rho) * g**2
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)
            g *= 0.5
