# %% right: by the book
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


def train(model, data, optimizer, epochs):
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for count, batch in enumerate(data, start=1):
            loss, grads = model.loss_and_gradients(*batch)
            optimizer.step(model.params, grads)
            history[epoch] += (loss - history[epoch]) / count
    return history


# %% wrong: one loss an epoch | one number after each epoch
# one a batch
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


def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            loss, grads = model.loss_and_gradients(X, y)
            optimizer.step(model.params, grads)
            losses.append(loss)
        history += losses
    return history


# %% wrong: a step for every batch | for each batch
# one step an epoch
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


def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            loss, grads = model.loss_and_gradients(X, y)
            losses.append(loss)
        optimizer.step(model.params, grads)
        history.append(np.mean(losses))
    return history


# %% wrong: the mean loss of the epoch | from 0 in each epoch
# the list is never emptied
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


def train(model, data, optimizer, epochs):
    history, losses = [], []
    for _ in range(epochs):
        for X, y in data:
            loss, grads = model.loss_and_gradients(X, y)
            optimizer.step(model.params, grads)
            losses.append(loss)
        history.append(np.mean(losses))
    return history


# %% wrong: the mean loss of the epoch
# the last batch only
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


def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            loss, grads = model.loss_and_gradients(X, y)
            optimizer.step(model.params, grads)
            losses.append(loss)
        history.append(loss)
    return history


# %% wrong: reaches a loss below 0.15 | fresh gradients
# does not step
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


def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            loss, grads = model.loss_and_gradients(X, y)
            losses.append(loss)
        history.append(np.mean(losses))
    return history


# %% wrong: reaches a loss below 0.15
# trains for one epoch only
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


def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data if not history else []:
            loss, grads = model.loss_and_gradients(X, y)
            optimizer.step(model.params, grads)
            losses.append(loss)
        history.append(np.mean(losses) if losses else history[0])
    return history


# %% wrong: leaves the data as they were | changes the model only
# scales the data
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


def train(model, data, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            X *= 1.001
            loss, grads = model.loss_and_gradients(X, y)
            optimizer.step(model.params, grads)
            losses.append(loss)
        history.append(np.mean(losses))
    return history
