import numpy as np


# %% right: in place
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.m = None
        self.s = None
        self.t = 0

    def step(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(p) for p in params]
            self.s = [np.zeros_like(p) for p in params]
        self.t += 1
        for p, g, m, s in zip(params, grads, self.m, self.s):
            m += (1 - self.beta_1) * (g - m)
            s += (1 - self.beta_2) * (g**2 - s)
            rate = self.learning_rate * np.sqrt(1 - self.beta_2**self.t) / (1 - self.beta_1**self.t)
            p -= rate * m / (np.sqrt(s) + self.epsilon)


# %% right: as in the paper
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.m = None
        self.s = None
        self.t = 0

    def step(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(p) for p in params]
            self.s = [np.zeros_like(p) for p in params]
        self.t += 1
        for p, g, m, s in zip(params, grads, self.m, self.s):
            m *= self.beta_1
            m += (1 - self.beta_1) * g
            s *= self.beta_2
            s += (1 - self.beta_2) * g**2
            mean = m / (1 - self.beta_1**self.t)
            square = s / (1 - self.beta_2**self.t)
            p -= self.learning_rate * mean / (np.sqrt(square) + self.epsilon)


# %% wrong: the first step is as long as the rate | divide them by
# no bias correction
# from: as in the paper
# remove: mean = m / (1 - self.beta_1**self.t)
# remove: square = s / (1 - self.beta_2**self.t)
# replace: mean / (np.sqrt(square) + self.epsilon) -> m / (np.sqrt(s) + self.epsilon)

# %% wrong: the first step is as long as the rate
# corrects one of the two
# from: as in the paper
# remove: mean = m / (1 - self.beta_1**self.t)
# remove: square = s / (1 - self.beta_2**self.t)
# replace: mean / (np.sqrt(square) + self.epsilon) -> m / (1 - self.beta_1**self.t) / (np.sqrt(s) + self.epsilon)

# %% wrong: twenty steps, as Keras takes them | once a call
# always corrects as in the first step
# from: as in the paper
# remove: mean = m / (1 - self.beta_1**self.t)
# remove: square = s / (1 - self.beta_2**self.t)
# replace: self.learning_rate * mean / (np.sqrt(square) + self.epsilon) -> self.learning_rate * m / (1 - self.beta_1) / (np.sqrt(s / (1 - self.beta_2)) + self.epsilon)


# %% wrong: twenty steps, as Keras takes them | beta_1 belongs
# betas exchanged
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.m = None
        self.s = None
        self.t = 0

    def step(self, params, grads):
        if self.m is None:
            self.m = [np.zeros_like(p) for p in params]
            self.s = [np.zeros_like(p) for p in params]
        self.t += 1
        for p, g, m, s in zip(params, grads, self.m, self.s):
            m *= self.beta_2
            m += (1 - self.beta_2) * g
            s *= self.beta_1
            s += (1 - self.beta_1) * g**2
            p -= self.learning_rate * m / (1 - self.beta_2**self.t) / (np.sqrt(s / (1 - self.beta_1**self.t)) + self.epsilon)


# %% wrong: every parameter for itself
# counts a step for each parameter
# remove: self.t += 1
# insert before: m += (1 - self.beta_1) * (g - m) -> self.t += 1

# %% wrong: no division by zero | what epsilon is for
# replace: p -= rate * m / (np.sqrt(s) + self.epsilon) -> p -= rate * m / np.sqrt(s)

# %% wrong: writes into the arrays it is given | the network never hears
# replace: p -= rate * m / (np.sqrt(s) + self.epsilon) -> p = p - rate * m / (np.sqrt(s) + self.epsilon)

# %% wrong: the learning rate is the one it was given | Use self.learning_rate
# replace: self.learning_rate * np.sqrt -> 0.001 * np.sqrt

# %% wrong: epsilon stands beside the root | added to the root
# from: as in the paper
# replace: (np.sqrt(square) + self.epsilon) -> np.sqrt(square + self.epsilon)

# %% wrong: every weight of an array for itself | elementwise
# one number for all weights of an array
# replace: g**2 - s -> np.sum(g**2) - s

# %% wrong: keeps its memory by place | its place in `params`
# insert before: self.m = None -> self.kept = {}
# insert before: m += (1 - self.beta_1) * (g - m) -> m, s = self.kept.setdefault(id(p), (np.zeros_like(p), np.zeros_like(p)))

# %% wrong: Keras' defaults | default values
# replace: learning_rate=0.001 -> learning_rate=0.02

# %% wrong: every parameter for itself | ALL parameters
# replace: zip(params, grads, self.m, self.s): -> list(zip(params, grads, self.m, self.s))[:1]:


# %% wrong: two optimisers do not share memory | in self
class Adam:
    m = None
    s = None
    t = 0

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def step(self, params, grads):
        if Adam.m is None:
            Adam.m = [np.zeros_like(p) for p in params]
            Adam.s = [np.zeros_like(p) for p in params]
        Adam.t += 1
        for p, g, m, s in zip(params, grads, self.m, self.s):
            m += (1 - self.beta_1) * (g - m)
            s += (1 - self.beta_2) * (g**2 - s)
            rate = self.learning_rate * np.sqrt(1 - self.beta_2**self.t) / (1 - self.beta_1**self.t)
            p -= rate * m / (np.sqrt(s) + self.epsilon)


# %% wrong: writes into the arrays it is given | makes a new one
# replace: for p, g, m, s in zip(params, grads, self.m, self.s): -> for i, (p, g, m, s) in enumerate(zip(params, grads, self.m, self.s)):
# replace: p -= -> params[i] = p -

# %% wrong: leaves the gradients as they were | do not write into grads
# insert after: p -= rate * m / (np.sqrt(s) + self.epsilon) -> g *= 0.5
