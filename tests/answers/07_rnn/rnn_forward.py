# %% right: a list of states
import numpy as np


def rnn_forward(X, U, W, b):
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    return np.stack(states, axis=1)


# %% right: into one array
import numpy as np


def rnn_forward(X, U, W, b):
    H = np.zeros((X.shape[0], X.shape[1] + 1, W.shape[0]))
    for t, x in enumerate(X.swapaxes(0, 1)):
        H[:, t + 1] = np.tanh(x @ U + H[:, t] @ W + b)
    return H[:, 1:]


# %% wrong: a state for every step | one state for each step
import numpy as np


def rnn_forward(X, U, W, b):
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    return h


# %% wrong: a state for every step | samples first
import numpy as np


def rnn_forward(X, U, W, b):
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    return np.stack(states, axis=0)


# %% wrong: begins with zeros | all zeros
import numpy as np


def rnn_forward(X, U, W, b):
    h = np.ones((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: walks along time | not X[t]
import numpy as np


def rnn_forward(X, U, W, b):  # takes the batch for time
    h, states = np.zeros((X.shape[1], len(b))), []
    for x in X:
        h = np.tanh(x @ U + h @ W + b)
        states.append(h)
    return np.stack(states)


# %% wrong: equal to Keras | goes into the next one
import numpy as np


def rnn_forward(X, U, W, b):
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        states.append(np.tanh(X[:, t] @ U + h @ W + b))
    return np.stack(states, axis=1)


# %% wrong: any length | from X
import numpy as np


def rnn_forward(X, U, W, b):
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(6):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    return np.stack(states, axis=1)


# %% wrong: each sequence starts afresh | no state survives from one call
import numpy as np


memory = {}


def rnn_forward(X, U, W, b):  # the state of the last call is carried on
    h, states = memory.get(X.shape, np.zeros((len(X), len(b)))), []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    memory[X.shape] = h
    return np.stack(states, axis=1)


# %% wrong: equal to Keras | the same weights
import numpy as np


def rnn_forward(X, U, W, b):  # carries the state from sample to sample
    h, rows = np.zeros((1, len(b))), []
    for sample in X:
        states = []
        for x in sample:
            h = np.tanh(x @ U + h @ W + b)
            states.append(h[0])
        rows.append(states)
    return np.array(rows)
