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

# %% wrong: the first step | that of SGD
# the gradient is damped too
# replace: v -= self.learning_rate * g -> v -= (1 - self.momentum) * self.learning_rate * g

# %% wrong: the first step
# Nesterov's
# replace: p += v -> p += self.momentum * v - self.learning_rate * g

# %% wrong: writes into the arrays it is given | the network never hears
# replace: p += v -> p = p + v

# %% wrong: the learning rate is the one it was given | Use self.learning_rate
# replace: self.learning_rate * g -> 0.1 * g

# %% wrong: twenty steps, as Keras takes them | momentum times the old one
# the sign only, from the second step on
# replace: v -= self.learning_rate * g -> v -= self.learning_rate * (np.sign(g) * 2 if v.any() else g)

# %% wrong: every parameter for itself | of its own
# one velocity for all
# replace: [np.zeros_like(p) for p in params] -> [0.0]
# replace: for p, g, v in zip(params, grads, self.v): -> for p, g in zip(params, grads):
# replace: v *= self.momentum -> self.v[0] = self.momentum * np.mean(self.v[0]) - self.learning_rate * g
# remove: v -= self.learning_rate * g
# replace: p += v -> p += self.v[0]

# %% wrong: keeps its memory by place | its place in `params`
# finds a velocity by the array itself
# from: a dict of velocities
# replace: for i, (p, g) in enumerate(zip(params, grads)): -> for p, g in zip(params, grads):
# replace: self.v[i] = -> self.v[id(p)] =
# replace: self.v.get(i, 0) -> self.v.get(id(p), 0)
# replace: p += self.v[i] -> p += self.v[id(p)]

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
