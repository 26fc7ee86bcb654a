import numpy as np


# %% right: in place
class Nesterov:
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
            p += self.momentum * v - self.learning_rate * g


# %% right: with the velocity before
class Nesterov:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.v = None

    def step(self, params, grads):
        if self.v is None:
            self.v = [np.zeros_like(p) for p in params]
        for p, g, v in zip(params, grads, self.v):
            old = v.copy()
            v[...] = self.momentum * v - self.learning_rate * g
            p += (1 + self.momentum) * v - self.momentum * old


# %% wrong: looks ahead | larger than SGD
# plain momentum
# replace: p += self.momentum * v - self.learning_rate * g -> p += v

# %% wrong: looks ahead | NEW v
# the old velocity
# remove: p += self.momentum * v - self.learning_rate * g
# insert before: v *= self.momentum -> p += self.momentum * v - self.learning_rate * g

# %% wrong: twenty steps, as Keras takes them | keep it
# the look ahead is kept as the velocity
# insert before: p += -> v *= self.momentum
# insert before: p += -> v -= self.learning_rate * g
# replace: p += self.momentum * v - self.learning_rate * g -> p += v

# %% wrong: writes into the arrays it is given | the network never hears
# replace: p += self.momentum * v - self.learning_rate * g -> p = p + self.momentum * v - self.learning_rate * g

# %% wrong: the learning rate is the one it was given | Use self.learning_rate
# replace: self.learning_rate * g -> 0.1 * g

# %% wrong: keeps its memory by place | its place in `params`
# replace: self.v = [np.zeros_like(p) for p in params] -> self.v = {}
# insert after: self.v = {} -> self.v
# replace: for p, g, v in zip(params, grads, self.v): -> for p, g in zip(params, grads):
# insert before: v *= self.momentum -> v = self.v.setdefault(id(p), np.zeros_like(p))

# %% wrong: Keras' defaults | default values
# replace: learning_rate=0.01 -> learning_rate=0.1

# %% wrong: every parameter for itself | ALL parameters
# replace: for p, g, v in zip(params, grads, self.v): -> for p, g, v in list(zip(params, grads, self.v))[:1]:

# %% wrong: two optimisers do not share memory | in self
# insert after: class Nesterov: ->     v = None
# remove: self.v = None
# replace: if self.v is None: -> if Nesterov.v is None:
# replace: self.v = -> Nesterov.v =

# %% wrong: writes into the arrays it is given | makes a new one
# replace: for p, g, v in zip(params, grads, self.v): -> for i, (p, g, v) in enumerate(zip(params, grads, self.v)):
# replace: p += -> params[i] = p +

# %% wrong: leaves the gradients as they were | do not write into grads
# insert after: p += self.momentum * v - self.learning_rate * g -> g *= 0.5
