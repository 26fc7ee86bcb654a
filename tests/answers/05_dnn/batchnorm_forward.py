import numpy as np


# %% right: by the book
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
# insert before: y = state["gamma"] -> mean, variance = new["moving_mean"], new["moving_variance"]

# %% wrong: in inference: the moving statistics | use the moving averages
# remove: mean, variance = x.mean(axis=0), x.var(axis=0)
# insert before: if training: -> mean, variance = x.mean(axis=0), x.var(axis=0)
# remove: else:
# remove: mean, variance = state["moving_mean"], state["moving_variance"]

# %% wrong: then γ and β | multiplied by its γ
# replace: state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"] -> (x - mean) / np.sqrt(variance + state["epsilon"])

# %% wrong: in training: the statistics of the batch | for each column
# replace: x.mean(axis=0), x.var(axis=0) -> np.full(4, x.mean()), np.full(4, x.var())

# %% wrong: training moves the averages | mostly the old
# replace: m * state["moving_mean"] + (1 - m) * mean -> (1 - m) * state["moving_mean"] + m * mean
# replace: m * state["moving_variance"] + (1 - m) * variance -> (1 - m) * state["moving_variance"] + m * variance


# %% wrong: inference moves nothing | one prediction must not change
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


# %% wrong: ε under the root | never 0
# replace: y = state["gamma"] * (x - mean) / np.sqrt(variance + state["epsilon"]) + state["beta"] -> y = state["gamma"] * (x - mean) / np.sqrt(variance) + state["beta"]

# %% wrong: leaves the old state as it was | Return a new dict
# replace: new = dict(state) -> new = state
# replace: new["moving_mean"] = m * state["moving_mean"] + (1 - m) * mean -> new["moving_mean"] += (1 - m) * (mean - new["moving_mean"])
# replace: new["moving_variance"] = m * state["moving_variance"] + (1 - m) * variance -> new["moving_variance"] += (1 - m) * (variance - new["moving_variance"])

# %% wrong: ε under the root | stands under the root
# replace: np.sqrt(variance + state["epsilon"]) -> (np.sqrt(variance) + state["epsilon"])

# %% wrong: in training: the statistics of the batch | mean and variance
# replace: x.var(axis=0) -> x.var(axis=0, ddof=1)

# %% wrong: a state of the same form | handed on as they are
# replace: new = dict(state) -> new = {name: state[name] for name in ("moving_mean", "moving_variance")}

# %% wrong: training moves the averages | a little of the batch's
# the new averages are the batch's own
# replace: m * state["moving_mean"] + (1 - m) * mean -> mean
# replace: m * state["moving_variance"] + (1 - m) * variance -> variance
