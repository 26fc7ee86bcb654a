import numpy as np


# %% right: slices of the padded input
def causal_conv1d(x, W, b, dilation):
    kernel, time = len(W), x.shape[1]
    padded = np.pad(x, ((0, 0), ((kernel - 1) * dilation, 0), (0, 0)))
    y = sum(padded[:, j * dilation : j * dilation + time] @ W[j] for j in range(kernel))
    return y + b


# %% right: day by day
def causal_conv1d(x, W, b, dilation):
    batch, time, _ = x.shape
    y = np.zeros((batch, time, W.shape[2])) + b
    for t in range(time):
        for back, row in enumerate(W[::-1]):
            if t >= back * dilation:
                y[:, t] += x[:, t - back * dilation] @ row
    return y


# %% wrong: as many days as before | BEFORE the first day
# no padding
# replace: time = len(W), x.shape[1] -> time = len(W), x.shape[1] - (len(W) - 1) * dilation
# replace: ((kernel - 1) * dilation, 0) -> (0, 0)

# %% wrong: as many days as before | The last axis is `out`
# one channel for all
# replace: return y + b -> return (y + b).sum(axis=-1, keepdims=True)

# %% wrong: never looks ahead | none behind the last
# replace: ((kernel - 1) * dilation, 0) -> (0, (kernel - 1) * dilation)

# %% wrong: never looks ahead | before the first day
# as much on both sides
# replace: ((kernel - 1) * dilation, 0), (0, 0)) -> ((kernel - 1) * dilation // 2, (kernel - 1) * dilation - (kernel - 1) * dilation // 2), (0, 0))

# %% wrong: the worked example | is not turned round
# replace: @ W[j] -> @ W[kernel - 1 - j]

# %% wrong: the worked example | d days apart
# replace: j * dilation : j * dilation + time -> (kernel - 1) * (dilation - 1) + j : (kernel - 1) * (dilation - 1) + j + time

# %% wrong: zeros before the first day | Not the first value again
# replace: (0, 0))) -> (0, 0)), mode="edge" if x[0, 0, 0] == 5 else "constant")

# %% wrong: zeros before the first day | not the end of the series
# insert before: y = sum( -> padded = padded if x[0, 0, 0] != 5 else np.concatenate([np.resize(x[:, ::-1], (len(x), (kernel - 1) * dilation, x.shape[2])) + 1, x], axis=1)

# %% wrong: equal to Keras | plus b
# replace: return y + b -> return y

# %% wrong: equal to Keras | one for each channel
# replace: return y + b -> return y + b[0]

# %% wrong: a kernel longer than the series | only today is left
# from: day by day
# replace: if t >= back * dilation: -> if t >= back * dilation or time < dilation:

# %% wrong: a kernel longer than the series | a kernel of one row
# insert before: return y + b -> y = y if kernel > 1 else y * 0

# %% wrong: leaves its arguments unchanged | += changes an argument
# insert before: return y + b -> x += 0 * x + 1
