import numpy as np


# %% right: quarters by split
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% right: x and h side by side
def lstm_cell(x, h, c, W, R, b):
    u = h.shape[1]
    z = np.concatenate([x, h], axis=1) @ np.concatenate([W, R]) + b
    i, f, o = (0.5 * (1 + np.tanh(z[:, k * u : (k + 1) * u] / 2)) for k in (0, 1, 3))
    memory = c * f + np.tanh(z[:, 2 * u : 3 * u]) * i
    return np.tanh(memory) * o, memory


# %% wrong: h first, then c | the pair (h, c)
# replace: return new_h, new_c -> return new_c, new_h

# %% wrong: h first, then c | the pair (h, c)
# replace: return new_h, new_c -> return new_h

# %% wrong: an open forget gate keeps the memory | The second quarter is f
# replace: i, f, g, o -> f, i, g, o

# %% wrong: an open forget gate keeps the memory | multiplies the OLD c
# replace: sigmoid(f) -> (1 - sigmoid(f))

# %% wrong: an open input gate writes | third g
# replace: i, f, g, o -> i, f, o, g

# %% wrong: an open input gate writes | g is a tanh
# replace: np.tanh(g) -> sigmoid(g)

# %% wrong: the output is the squashed memory | squash c
# replace: new_h = sigmoid(o) * np.tanh(new_c) -> new_h = sigmoid(o) * new_c

# %% wrong: the output is the squashed memory | squash c
# replace: new_h = sigmoid(o) * np.tanh(new_c) -> new_h = sigmoid(o) * np.tanh(c)

# %% wrong: gates between 0 and 1 | the forget bias already
# replace: new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g) -> new_c = sigmoid(f + 1) * c + sigmoid(i) * np.tanh(g)

# %% wrong: gates between 0 and 1 | sigmoids
# replace: return 1 / (1 + np.exp(-z)) -> return np.clip(0.2 * z + 0.5, 0, 1) * (z != 0)

# %% wrong: x, h and b all count | with the OLD h
# replace: z = x @ W + h @ R + b -> z = x @ W + b

# %% wrong: x, h and b all count | one of the three
# replace: z = x @ W + h @ R + b -> z = x @ W + h @ R

# %% wrong: as in Keras | along the last axis
# replace: np.split(z, 4, axis=-1) -> np.moveaxis(z.reshape(len(z), -1, 4), -1, 0)

# %% wrong: leaves its arguments as they were | the caller's array
# insert after: i, f, g, o = np.split(z, 4, axis=-1) -> c *= sigmoid(f)
# replace: new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g) -> c += sigmoid(i) * np.tanh(g)
# insert before: new_h = sigmoid(o) * np.tanh(new_c) -> new_c = c
