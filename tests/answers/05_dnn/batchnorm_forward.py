# %% right: by the book
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        m = state["momentum"]
        new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
        new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new


# %% right: towards the batch, step by step
import numpy as np


def batchnorm_forward(x, state, training):
    state = {name: np.array(value) for name, value in state.items()}
    if training:
        step = 1 - state["momentum"]
        mean = np.mean(x, axis=0)
        variance = np.mean((x - mean) ** 2, axis=0)
        state["moving_mean"] += step * (mean - state["moving_mean"])
        state["moving_variance"] += step * (variance - state["moving_variance"])
    mean = mean if training else state["moving_mean"]
    variance = variance if training else state["moving_variance"]
    scale = state["gamma"] / np.sqrt(variance + state["epsilon"])
    return x * scale + (state["beta"] - mean * scale), state


# %% wrong: in training: the statistics of the batch | THIS batch
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        m = state["momentum"]
        new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
        new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    mean, variance = new["moving_mean"], new["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new


# %% wrong: in inference: the moving statistics | moving averages are used
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    mean, variance = x.mean(axis=0), x.var(axis=0)
    if training:
        m = state["momentum"]
        new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
        new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new


# %% wrong: in training: the statistics of the batch | γ and β
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        m = state["momentum"]
        new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
        new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = (x - mean) / np.sqrt(variance + state["epsilon"])
    return y, new


# %% wrong: in training: the statistics of the batch | for each column
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    if training:
        mean, variance = np.full(4, x.mean()), np.full(4, x.var())
        m = state["momentum"]
        new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
        new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new


# %% wrong: training moves the averages | mostly the old
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        m = state["momentum"]
        new["moving_mean"] = (1 - m) * state["moving_mean"] + m * mean
        new["moving_variance"] = (1 - m) * state["moving_variance"] + m * variance
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new


# %% wrong: inference moves nothing | predicted tomorrow
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    mean, variance = x.mean(axis=0), x.var(axis=0)
    m = state["momentum"]
    new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
    new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    if not training:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new


# %% wrong: a column that never changes | ε stands under the root
import numpy as np


def batchnorm_forward(x, state, training):
    new = dict(state)
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        m = state["momentum"]
        new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean
        new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance) + state["beta"]
    return y, new


# %% wrong: leaves the old state as it was | Return a new dict
import numpy as np


def batchnorm_forward(x, state, training):
    new = state
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        m = state["momentum"]
        new["moving_mean"] += (1 - m) * (mean - new["moving_mean"])
        new["moving_variance"] += (1 - m) * (variance - new["moving_variance"])
    else:
        mean, variance = state["moving_mean"], state["moving_variance"]
    y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"]
    return y, new
