import numpy as np


# %% right: into the padded input
def causal_conv1d_backward(dout, x, W, dilation):
    kernel, time = len(W), x.shape[1]
    before = (kernel - 1) * dilation
    padded = np.pad(x, ((0, 0), (before, 0), (0, 0)))
    back, dW = np.zeros(padded.shape), np.zeros(W.shape)
    for j in range(kernel):
        days = slice(j * dilation, j * dilation + time)
        dW[j] = np.einsum("bti,bto->io", padded[:, days], dout)
        back[:, days] += dout @ W[j].T
    return back[:, before:], dW, dout.sum(axis=(0, 1))


# %% right: day by day
def causal_conv1d_backward(dout, x, W, dilation):
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros(W.shape[2])
    for t in range(x.shape[1]):
        for j in range(len(W)):
            met = t - (len(W) - 1 - j) * dilation
            if met >= 0:
                dW[j] += x[:, met].T @ dout[:, t]
                dx[:, met] += dout[:, t] @ W[j].T
        db += dout[:, t].sum(axis=0)
    return [dx, dW, db]


# %% wrong: three gradients | in this order
# replace: return back[:, before:], dW, dout.sum(axis=(0, 1)) -> return dW, back[:, before:], dout.sum(axis=(0, 1))

# %% wrong: three gradients | in the shape of what it belongs to
# the padding is kept
# replace: back[:, before:] -> back

# %% wrong: the bias's gradient | batch AND time
# the last day alone
# replace: dout.sum(axis=(0, 1)) -> dout[:, -1].sum(axis=0)

# %% wrong: the bias's gradient | sum over
# replace: dout.sum(axis=(0, 1)) -> dout.mean(axis=(0, 1))

# %% wrong: the kernel's gradient | that W[j] has met
# rows in the other order
# replace: dW[j] = -> dW[kernel - 1 - j] =

# %% wrong: the kernel's gradient | not a mean
# replace: padded[:, days], dout) -> padded[:, days], dout) / len(x)

# %% wrong: a day looks into the future | not earlier ones
# the forward pass, with the kernel's axes swapped
# replace: back[:, days] += dout @ W[j].T -> back[:, before:] += np.pad(dout, ((0, 0), (before, 0), (0, 0)))[:, days] @ W[j].T

# %% wrong: a day looks into the future | x[t] has helped to make
# the last row that comes by takes it all
# replace: back[:, days] += dout @ W[j].T -> back[:, days] = dout @ W[j].T

# %% wrong: the input's gradient | for every j
# one row for all
# replace: dout @ W[j].T -> dout @ W[-1].T

# %% wrong: the input's gradient | that W[j] has met
# the kernel is turned round
# replace: dout @ W[j].T -> dout @ W[kernel - 1 - j].T

# %% wrong: a day looks into the future | gathers from dout
# cut off at the end
# replace: back[:, before:] -> back[:, :time]

# %% wrong: a kernel longer than the series | are not what you think
# replace: back[:, before:] -> back[:, -time:] if before else back[:, :-before]

# %% wrong: a kernel longer than the series | only the last row meets the series
# replace: before = (kernel - 1) * dilation -> before = (kernel - 1) * (dilation if dilation < time else 1)
# replace: days = slice(j * dilation, j * dilation + time) -> days = slice(j * (before // max(kernel - 1, 1)), j * (before // max(kernel - 1, 1)) + time)

# %% wrong: leaves its arguments unchanged | changes an argument
# insert after: days = slice( -> padded[:, days] *= 1
# insert after: before = (kernel - 1) * dilation -> db = dout.sum(axis=(0, 1))
# replace: return back[:, before:], dW, dout.sum(axis=(0, 1)) -> dout *= 0
# insert after: dout *= 0 -> return back[:, before:], dW, db
