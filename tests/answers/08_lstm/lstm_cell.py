# %% right: quarters by split
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% right: x and h side by side
import numpy as np


def lstm_cell(x, h, c, W, R, b):
    u = h.shape[1]
    z = np.concatenate([x, h], axis=1) @ np.concatenate([W, R]) + b
    i, f, o = (0.5 * (1 + np.tanh(z[:, k * u : (k + 1) * u] / 2)) for k in (0, 1, 3))
    memory = c * f + np.tanh(z[:, 2 * u : 3 * u]) * i
    return np.tanh(memory) * o, memory


# %% wrong: h first, then c | the pair (h, c)
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_c, new_h


# %% wrong: h first, then c | the pair (h, c)
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h


# %% wrong: an open forget gate keeps the memory | The second quarter is f
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    f, i, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: an open forget gate keeps the memory | multiplies the OLD c
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = (1 - sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: an open input gate writes | third g
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, o, g = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: an open input gate writes | g is a tanh
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * sigmoid(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: the output is the squashed memory | squash c
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * new_c
    return new_h, new_c


# %% wrong: the output is the squashed memory | squash c
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(c)
    return new_h, new_c


# %% wrong: gates between 0 and 1 | the forget bias already
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f + 1) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: gates between 0 and 1 | sigmoids
import numpy as np


def sigmoid(z):
    return np.clip(0.2 * z + 0.5, 0, 1) * (z != 0)


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: as in Keras | with the OLD h
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + b
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: as in Keras | quarters
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R
    i, f, g, o = np.split(z, 4, axis=-1)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: as in Keras | along the last axis
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.moveaxis(z.reshape(len(z), -1, 4), -1, 0)
    new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c


# %% wrong: leaves its arguments as they were | the caller's array
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm_cell(x, h, c, W, R, b):
    z = x @ W + h @ R + b
    i, f, g, o = np.split(z, 4, axis=-1)
    c *= sigmoid(f)
    c += sigmoid(i) * np.tanh(g)
    new_c = c
    new_h = sigmoid(o) * np.tanh(new_c)
    return new_h, new_c
