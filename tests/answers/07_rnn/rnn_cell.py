import numpy as np


# %% right: by the formula
def rnn_cell(x, h, U, W, b):
    return np.tanh(x @ U + h @ W + b)


# %% right: one product
def rnn_cell(x, h, U, W, b):
    return np.tanh(np.concatenate([x, h], axis=1) @ np.concatenate([U, W]) + b)


# %% wrong: one state a sample | (batch, units)
# replace: return np.tanh(x @ U + h @ W + b) -> return np.tanh(x @ U + h @ W + b).mean(axis=0)

# %% wrong: sees its input | through U
# replace: return np.tanh(x @ U + h @ W + b) -> return np.tanh(h @ W + b)

# %% wrong: remembers the state before | reaches the new one
# replace: return np.tanh(x @ U + h @ W + b) -> return np.tanh(x @ U + b)

# %% wrong: remembers the state before | not h * W
# replace: return np.tanh(x @ U + h @ W + b) -> return np.tanh(x @ U + h * np.diag(W) + b)

# %% wrong: a bias | before the activation
# replace: return np.tanh(x @ U + h @ W + b) -> return np.tanh(x @ U + h @ W) + b

# %% wrong: tanh of the sum | three terms first
# replace: np.tanh(x @ U + h @ W + b) -> np.tanh(x @ U) + np.tanh(h @ W + b)

# %% wrong: tanh of the sum | once
# replace: return np.tanh(x @ U + h @ W + b) -> return np.tanh(x @ U) + np.tanh(h @ W) + np.tanh(b)

# %% wrong: the input through U, then tanh | tanh comes last
# replace: return np.tanh(x @ U + h @ W + b) -> return x @ U + h @ W + b


# %% wrong: built by hand
def rnn_cell(x, h, U, W, b):
    import keras

    return keras.ops.convert_to_numpy(keras.ops.tanh(x @ U + h @ W + b))
