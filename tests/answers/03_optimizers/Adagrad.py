import numpy as np


# %% right: in place
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


# %% right: a list of arrays, made anew
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
            p -= self.learning_rate * g / np.sqrt(a + self.epsilon)


# %% wrong: divides by the root of the sum | by its ROOT
# remove: np.sqrt

# %% wrong: divides by the root of the sum | SQUARED gradient
# replace: a += g**2 -> a += np.abs(g)

# %% wrong: twenty steps, as Keras takes them | starts at initial_accumulator_value
# replace: np.full_like(p, self.initial_accumulator_value) -> np.zeros_like(p)

# %% wrong: divides by the root of the sum
# time decay
# insert before: if self.a is None: -> self.n = getattr(self, "n", -1) + 1
# remove: a += g**2
# replace: self.learning_rate * g / np.sqrt(a + self.epsilon) -> self.learning_rate / (1 + 0.1 * self.n) * g

# %% wrong: divides by the root of the sum
# the present square only
# remove: a += g**2
# replace: a + self.epsilon -> g**2 + self.epsilon

# %% wrong: no division by zero | what epsilon is for
# replace: p -= self.learning_rate * g / np.sqrt(a + self.epsilon) -> p -= self.learning_rate * g / np.sqrt(a)

# %% wrong: writes into the arrays it is given | the network never hears
# replace: p -= self.learning_rate * g / np.sqrt(a + self.epsilon) -> p = p - self.learning_rate * g / np.sqrt(a + self.epsilon)

# %% wrong: the learning rate is the one it was given | Use self.learning_rate
# replace: self.learning_rate * g -> 0.1 * g

# %% wrong: epsilon stands under the root | before the root is drawn
# replace: np.sqrt(a + self.epsilon) -> (np.sqrt(a) + self.epsilon)

# %% wrong: every weight of an array for itself | elementwise
# one number for all weights of an array
# replace: g**2 -> np.sum(g**2)

# %% wrong: keeps its memory by place | its place in `params`
# replace: for p, g, a in zip(params, grads, self.a): -> for i, (p, g) in enumerate(zip(params, grads)):
# insert before: a += g**2 -> a = self.kept.setdefault(id(p), self.a[i].copy())
# insert before: self.epsilon = epsilon -> self.kept = {}

# %% wrong: Keras' defaults | default values
# replace: learning_rate=0.001 -> learning_rate=0.02

# %% wrong: every parameter for itself | ALL parameters
# replace: for p, g, a in zip(params, grads, self.a): -> for p, g, a in list(zip(params, grads, self.a))[:1]:

# %% wrong: two optimisers do not share memory | in self
# insert after: class Adagrad: ->     a = None
# remove: self.a = None
# replace: if self.a is None: -> if Adagrad.a is None:
# replace: self.a = -> Adagrad.a =

# %% wrong: writes into the arrays it is given | makes a new one
# replace: for p, g, a in zip(params, grads, self.a): -> for i, (p, g, a) in enumerate(zip(params, grads, self.a)):
# replace: p -= -> params[i] = p -

# %% wrong: leaves the gradients as they were | do not write into grads
# insert after: p -= self.learning_rate * g / np.sqrt(a + self.epsilon) -> g *= 0.5
