import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def loss_and_gradients(params, X, Y):
    hidden = sigmoid(X @ params["W1"] + params["b1"])
    z = hidden @ params["W2"] + params["b2"]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    dz = (p - Y) / len(X)
    back = dz @ params["W2"].T * hidden * (1 - hidden)
    gradients = {"W1": X.T @ back, "b1": back.sum(axis=0), "W2": hidden.T @ dz, "b2": dz.sum(axis=0)}
    return -np.mean(np.log((p * Y).sum(axis=1) + 1e-12)), gradients


# %% right: large steps
def train_network(X, y):
    rng = np.random.default_rng(0)
    hidden, rate, steps = 32, 5.0, 3000
    params = {
        "W1": rng.normal(scale=2**-0.5, size=(2, hidden)),
        "b1": np.zeros(hidden),
        "W2": rng.normal(scale=hidden**-0.5, size=(hidden, 3)),
        "b2": np.zeros(3),
    }
    for _ in range(steps):
        _, gradients = loss_and_gradients(params, X, np.eye(3)[y])
        for name in params:
            params[name] -= rate * gradients[name]
    return params


# %% right: wide first weights, minibatches, momentum
def train_network(X, y):
    rng, Y = np.random.default_rng(3), np.eye(3)[y]
    params = {
        "W1": rng.normal(scale=5.0, size=(2, 64)),
        "b1": rng.normal(scale=2.5, size=64),
        "W2": np.zeros((64, 3)),
        "b2": np.zeros(3),
    }
    velocity = {name: np.zeros(value.shape) for name, value in params.items()}
    for _ in range(60):
        order = rng.permutation(len(X))
        for rows in np.array_split(order, 10):
            _, gradients = loss_and_gradients(params, X[rows], Y[rows])
            for name in params:
                velocity[name] = 0.9 * velocity[name] - 0.5 * gradients[name]
                params[name] = params[name] + velocity[name]
    return params


# %% wrong: four arrays that fit together | Return a dict
# replace: return params -> return list(params.values())

# %% wrong: four arrays that fit together | learning rate is too large
# replace: rate, steps = 32, 5.0, 3000 -> rate, steps = 32, 1e308, 100

# %% wrong: better than every straight cut: 70 % | keep hidden units alike
# replace: rng.normal(scale=2**-0.5, size=(2, hidden)) -> np.zeros((2, hidden))
# replace: rng.normal(scale=hidden**-0.5, size=(hidden, 3)) -> np.zeros((hidden, 3))

# %% wrong: better than every straight cut: 70 % | small learning rate
# replace: rate, steps = 32, 5.0, 3000 -> rate, steps = 32, 0.1, 1000

# %% wrong: better than every straight cut: 70 % | a few units
# replace: rate, steps = 32, 5.0, 3000 -> rate, steps = 2, 5.0, 3000

# %% wrong: better than every straight cut: 70 % | Straight cuts get about half
# a linear model: one hidden unit for each input, in the straight part of the sigmoid
# replace: hidden, rate, steps = 32, 5.0, 3000 -> hidden, rate, steps = 2, 0.5, 300
# replace: rng.normal(scale=2**-0.5, size=(2, hidden)) -> 0.01 * np.eye(2)

# %% wrong: 95 % of new points | train longer
# replace: rate, steps = 32, 5.0, 3000 -> rate, steps = 32, 5.0, 300

# %% wrong: built by hand
# insert after: import numpy as np -> import scipy.special
# insert before: return params -> params["b2"] = scipy.special.logsumexp(params["b2"]) * 0 + params["b2"]
