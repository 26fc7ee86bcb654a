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
        loss = -np.mean(np.log(p[np.arange(len(y)), y]))
        p[np.arange(len(y)), y] -= 1
        return loss, [X.T @ p / len(y), p.mean(axis=0)]


class SGD:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.learning_rate * g


# %% right: by the book
def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            loss, grads = model.loss_and_gradients(X, y)
            optimizer.step(model.params, grads)
            losses.append(loss)
        history.append(np.mean(losses))
    return history


# %% right: a running sum
def train(model, data, optimizer, epochs):
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for count, batch in enumerate(data, start=1):
            loss, grads = model.loss_and_gradients(*batch)
            optimizer.step(model.params, grads)
            history[epoch] += (loss - history[epoch]) / count
    return history


# %% wrong: one loss for each epoch | one number after each epoch
# one a batch
# replace: history.append(np.mean(losses)) -> history += losses

# %% wrong: a step for every batch | for each batch
# one step an epoch
# remove: optimizer.step(model.params, grads)
# insert before: history.append(np.mean(losses)) -> optimizer.step(model.params, grads)

# %% wrong: the mean loss of the epoch | from 0 in each epoch
# the list is never emptied
# remove: losses = []
# replace: history = [] -> history, losses = [], []

# %% wrong: the mean loss of the epoch
# the last batch only
# replace: history.append(np.mean(losses)) -> history.append(loss)

# %% wrong: a step for every batch | for each batch
# does not step
# remove: optimizer.step(model.params, grads)

# %% wrong: a step for every batch
# trains for one epoch only
# replace: for X, y in data: -> for X, y in data if not history else []:
# replace: history.append(np.mean(losses)) -> history.append(np.mean(losses) if losses else history[0])

# %% wrong: reaches a loss below 0.15 | to the last
# stops when it seems good enough
# insert before: losses = [] -> if len(history) == 4: return history + [history[-1]] * (epochs - 4)

# %% wrong: steps as long as the optimiser makes them | far too small
# sets a rate of its own
# insert before: history = [] -> optimizer.learning_rate = 1e-4

# %% wrong: steps as long as the optimiser makes them | the gradients as they are
# divides by the samples once more
# replace: optimizer.step(model.params, grads) -> optimizer.step(model.params, [g / len(y) for g in grads])

# %% wrong: leaves the data as they were | changes the model only
# scales the data
# insert after: for X, y in data: ->     X *= 1.001
