import numpy as np


# %% right: a list of states
def rnn_forward(X, U, W, b):
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        h = np.tanh(X[:, t] @ U + h @ W + b)
        states.append(h)
    return np.stack(states, axis=1)


# %% right: into one array
def rnn_forward(X, U, W, b):
    H = np.zeros((X.shape[0], X.shape[1] + 1, W.shape[0]))
    for t, x in enumerate(X.swapaxes(0, 1)):
        H[:, t + 1] = np.tanh(x @ U + H[:, t] @ W + b)
    return H[:, 1:]


# %% wrong: a state for every step | one state for each step
# replace: return np.stack(states, axis=1) -> return h

# %% wrong: a state for every step | samples first
# replace: axis=1 -> axis=0

# %% wrong: begins with zeros | all zeros
# replace: h = np.zeros((len(X), len(b))) -> h = np.ones((len(X), len(b)))


# %% wrong: walks along time | not X[t]
def rnn_forward(X, U, W, b):  # takes the batch for time
    h, states = np.zeros((X.shape[1], len(b))), []
    for x in X:
        h = np.tanh(x @ U + h @ W + b)
        states.append(h)
    return np.stack(states)


# %% wrong: walks along time | goes into the next one
# replace: h = np.tanh(X[:, t] @ U + h @ W + b) -> states.append(np.tanh(X[:, t] @ U + h @ W + b))
# remove: states.append(h)

# %% wrong: equal to Keras | through W
# replace: h @ W -> h @ W.T

# %% wrong: equal to Keras | At every step
# the bias enters at the first step only
# replace: h @ W + b -> h @ W + (b if t == 0 else 0)

# %% wrong: any length | from X
# replace: for t in range(X.shape[1]): -> for t in range(6):

# %% wrong: nothing is kept from call to call | no state survives from one call
# the state of the last call is carried on
# insert after: import numpy as np -> memory = {}
# replace: h = np.zeros((len(X), len(b))) -> h, states = memory.get(X.shape, np.zeros((len(X), len(b)))), []
# remove: states = []
# insert before: return np.stack(states, axis=1) -> memory[X.shape] = h


# %% wrong: samples know nothing of each other | from one to the next
def rnn_forward(X, U, W, b):  # carries the state from sample to sample
    h, rows = np.zeros((1, len(b))), []
    for sample in X:
        states = []
        for x in sample:
            h = np.tanh(x @ U + h @ W + b)
            states.append(h[0])
        rows.append(states)
    return np.array(rows)
