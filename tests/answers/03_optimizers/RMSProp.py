import numpy as np


# %% right: in place
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


# %% right: a list of arrays, made anew
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
            p -= self.learning_rate * g / np.sqrt(s + self.epsilon)


# %% wrong: a mean, not a sum | times (1 − rho)
# Adagrad
# replace: s *= self.rho -> s += g**2
# remove: s += (1 - self.rho) * g**2

# %% wrong: a mean, not a sum
# rho on the wrong side
# replace: s *= self.rho -> s *= 1 - self.rho
# replace: s += (1 - self.rho) * g**2 -> s += self.rho * g**2

# %% wrong: a mean, not a sum | Mind the root
# remove: np.sqrt


# %% wrong: twenty steps, as Keras takes them | the gradient itself
# averages the gradient as well
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
# replace: p -= self.learning_rate * g / np.sqrt(s + self.epsilon) -> p -= self.learning_rate * g / np.sqrt(s)

# %% wrong: writes into the arrays it is given | the network never hears
# replace: p -= self.learning_rate * g / np.sqrt(s + self.epsilon) -> p = p - self.learning_rate * g / np.sqrt(s + self.epsilon)

# %% wrong: the learning rate is the one it was given | Use self.learning_rate
# replace: self.learning_rate * g -> 0.1 * g

# %% wrong: epsilon stands under the root | before the root is drawn
# replace: np.sqrt(s + self.epsilon) -> (np.sqrt(s) + self.epsilon)

# %% wrong: every weight of an array for itself | elementwise
# one number for all weights of an array
# replace: g**2 -> np.sum(g**2)

# %% wrong: keeps its memory by place | its place in `params`
# replace: for p, g, s in zip(params, grads, self.s): -> for i, (p, g) in enumerate(zip(params, grads)):
# insert before: s *= self.rho -> s = self.kept.setdefault(id(p), self.s[i].copy())
# insert before: self.epsilon = epsilon -> self.kept = {}

# %% wrong: Keras' defaults | default values
# replace: learning_rate=0.001 -> learning_rate=0.02

# %% wrong: every parameter for itself | ALL parameters
# replace: for p, g, s in zip(params, grads, self.s): -> for p, g, s in list(zip(params, grads, self.s))[:1]:

# %% wrong: two optimisers do not share memory | in self
# insert after: class RMSProp: ->     s = None
# remove: self.s = None
# replace: if self.s is None: -> if RMSProp.s is None:
# replace: self.s = -> RMSProp.s =

# %% wrong: writes into the arrays it is given | makes a new one
# replace: for p, g, s in zip(params, grads, self.s): -> for i, (p, g, s) in enumerate(zip(params, grads, self.s)):
# replace: p -= -> params[i] = p -

# %% wrong: leaves the gradients as they were | do not write into grads
# insert after: p -= self.learning_rate * g / np.sqrt(s + self.epsilon) -> g *= 0.5
