import numpy as np


class MLP:
    def __init__(self, sizes, seed=0):
        rng = np.random.default_rng(seed)
        self.params = []
        for inputs, units in zip(sizes, sizes[1:]):
            self.params += [rng.normal(scale=np.sqrt(2 / inputs), size=(inputs, units)), np.zeros(units)]

    def loss_and_gradients(self, X, y):
        W, b = self.params
        logits = X @ W + b
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.mean(np.log(np.maximum(p[np.arange(len(y)), y], 1e-12)))
        p[np.arange(len(y)), y] -= 1
        return loss, [X.T @ p / len(y), p.mean(axis=0)]


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * g


class Nesterov:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.v = learning_rate, momentum, {}

    def step(self, params, grads):
        for i, (p, g) in enumerate(zip(params, grads)):
            self.v[i] = self.momentum * self.v.get(i, 0) - self.learning_rate * g
            p += self.momentum * self.v[i] - self.learning_rate * g


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.s, self.t = {}, {}, 0

    def step(self, params, grads):
        self.t += 1
        for i, (p, g) in enumerate(zip(params, grads)):
            m = self.m[i] = self.beta_1 * self.m.get(i, 0) + (1 - self.beta_1) * g
            s = self.s[i] = self.beta_2 * self.s.get(i, 0) + (1 - self.beta_2) * g**2
            mean, square = m / (1 - self.beta_1**self.t), s / (1 - self.beta_2**self.t)
            p -= self.learning_rate * mean / (np.sqrt(square) + self.epsilon)


kinds = {"SGD": SGD, "Nesterov": Nesterov, "Adam": Adam}


def fit(kind, rate, sizes, part, epochs, seed=0):
    model, optimizer, rng = MLP(sizes, seed), kind(learning_rate=rate), np.random.default_rng(seed)
    X, y = part
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            for rows in np.array_split(rng.permutation(len(X)), len(X) // 50):
                optimizer.step(model.params, model.loss_and_gradients(X[rows], y[rows])[1])
    return model


# %% right: tries every pair
def choose_optimizer(sizes, train_part, validation_part, epochs):
    best = (np.inf, "SGD", 0.01)
    for name, kind in kinds.items():
        for rate in np.geomspace(1e-3, 10, 9):
            model = fit(kind, rate, sizes, train_part, epochs)
            loss = model.loss_and_gradients(*validation_part)[0]
            if loss < best[0]:
                best = (loss, name, rate)
    return best[1], best[2]


# %% right: Adam at several rates, the mean of two runs
def choose_optimizer(sizes, train_part, validation_part, epochs):
    def loss(rate):
        models = [fit(Adam, rate, sizes, train_part, epochs, seed) for seed in range(2)]
        return float(np.mean([model.loss_and_gradients(*validation_part)[0] for model in models]))

    return ["Adam", min([0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0], key=loss)]


# %% wrong: a name and a learning rate | Return a pair
# the best loss as well
# replace: return best[1], best[2] -> return best

# %% wrong: a name and a learning rate
# the class in place of its name
# replace: return best[1], best[2] -> return kinds[best[1]], best[2]

# %% wrong: chosen on the validation part | VALIDATION
# chooses by the training loss
# replace: loss_and_gradients(*validation_part) -> loss_and_gradients(*train_part)

# %% wrong: chosen on the validation part
# takes the pair with the largest loss
# replace: best = (np.inf, -> best = (-np.inf,
# replace: loss < best[0] -> best[0] < loss < np.inf

# %% wrong: chosen on the validation part
# always the same
# insert before: best = (np.inf, "SGD", 0.01) -> return "Adam", 1.0

# %% wrong: finds a rate for tiny inputs | rates up to 10
# small rates only
# replace: np.geomspace(1e-3, 10, 9) -> [0.001, 0.01, 0.1]

# %% wrong: finds a rate for tiny inputs | adaptive steps
# plain descent only
# replace: kinds.items() -> [("SGD", SGD)]

# %% wrong: finds a rate for large inputs | down to 0.001
# large rates only
# replace: np.geomspace(1e-3, 10, 9) -> [1e-9, 5.0, 10.0]
