import numpy as np


# %% right: in place
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.v = None

    def step(self, params, grads):
        if self.v is None:
            self.v = [np.zeros_like(p) for p in params]
        for p, g, v in zip(params, grads, self.v):
            v *= self.momentum
            v -= self.learning_rate * g
            p += v


# %% right: a dict of velocities
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.rate, self.mu, self.v = learning_rate, momentum, {}

    def step(self, params, grads):
        for i, (p, g) in enumerate(zip(params, grads)):
            self.v[i] = self.mu * self.v.get(i, 0) - self.rate * g
            p += self.v[i]


# %% wrong: the first step | SGD
# replace: v -= self.learning_rate * g -> v += self.learning_rate * g

# %% wrong: keeps rolling | from step to step
# plain gradient descent
# remove: v *= self.momentum
# remove: v -= self.learning_rate * g
# replace: p += v -> p -= self.learning_rate * g

# %% wrong: twenty steps, as Keras takes them | New velocity
# the gradient is damped too
# replace: v -= self.learning_rate * g -> v -= (1 - self.momentum) * self.learning_rate * g

# %% wrong: the first step
# Nesterov's
# replace: p += v -> p += self.momentum * v - self.learning_rate * g

# %% wrong: Keras' defaults | default values
# replace: learning_rate=0.01 -> learning_rate=0.1

# %% wrong: every parameter for itself | ALL parameters
# replace: for p, g, v in zip(params, grads, self.v): -> for p, g, v in list(zip(params, grads, self.v))[:1]:

# %% wrong: two optimisers do not share memory | in self
# insert after: class Momentum: ->     v = None
# remove: self.v = None
# replace: if self.v is None: -> if Momentum.v is None:
# replace: self.v = -> Momentum.v =

# %% wrong: writes into the arrays it is given | makes a new one
# replace: for p, g, v in zip(params, grads, self.v): -> for i, (p, g, v) in enumerate(zip(params, grads, self.v)):
# replace: p += v -> params[i] = p + v

# %% wrong: leaves the gradients as they were | do not write into grads
# insert after: p += v -> g *= 0.5
