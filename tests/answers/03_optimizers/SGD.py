import numpy as np


# %% right: in place
class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * g


# %% right: with slices
class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p[...] = p - self.learning_rate * np.asarray(g)


# %% right: attributes by their names
class SGD:
    def __init__(self, learning_rate=0.01):
        vars(self).update(learning_rate=learning_rate)

    def step(self, params, grads):
        for i in range(len(params)):
            np.subtract(params[i], self.learning_rate * grads[i], out=params[i])


# %% wrong: downhill | points uphill
# replace: p -= self.learning_rate * g -> p += self.learning_rate * g

# %% wrong: twenty steps, as Keras takes them | Only the current gradient
# some of the step before
# insert before: for p, g in zip(params, grads): -> self.old = getattr(self, "old", [0 * g for g in grads])
# insert before: for p, g in zip(params, grads): -> old, self.old = self.old, [g.copy() for g in grads]
# insert before: for p, g in zip(params, grads): -> grads = [g + 0.1 * o for g, o in zip(grads, old)]

# %% wrong: downhill
# the sign of the gradient only
# replace: p -= self.learning_rate * g -> p -= self.learning_rate * np.sign(g)

# %% wrong: Keras' defaults | default values
# replace: def __init__(self, learning_rate=0.01): -> def __init__(self, learning_rate=0.1):

# %% wrong: the learning rate is the one it was given | Use self.learning_rate
# replace: self.learning_rate * g -> 0.01 * g

# %% wrong: writes into the arrays it is given | the network never hears
# replace: p -= self.learning_rate * g -> p = p - self.learning_rate * g

# %% wrong: every parameter for itself | ALL parameters
# replace: for p, g in zip(params, grads): -> for p, g in list(zip(params, grads))[:1]:

# %% wrong: writes into the arrays it is given | makes a new one
# replace: for p, g in zip(params, grads): -> for i, (p, g) in enumerate(zip(params, grads)):
# replace: p -= self.learning_rate * g -> params[i] = p - self.learning_rate * g

# %% wrong: leaves the gradients as they were | do not write into grads
# insert after: p -= self.learning_rate * g -> g *= 0.5
