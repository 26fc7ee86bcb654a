import numpy as np


def attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return shares @ v, shares


# %% right: by the book
def attention_backward(dout, q, k, v, mask=None):
    weights = attention(q, k, v, mask)[1]
    dv = np.swapaxes(weights, -1, -2) @ dout
    dweights = dout @ np.swapaxes(v, -1, -2)
    mean = np.sum(weights * dweights, axis=-1, keepdims=True)
    dscores = weights * (dweights - mean)
    dscores = dscores / np.sqrt(q.shape[-1])
    dq = dscores @ k
    dk = np.swapaxes(dscores, -1, -2) @ q
    return dq, dk, dv


# %% right: with the whole Jacobian of softmax
def attention_backward(dout, q, k, v, mask=None):
    A = attention(q, k, v, mask)[1]
    dA = np.einsum("...ie,...je->...ij", dout, v)
    jacobian = np.einsum("...ij,jk->...ijk", A, np.eye(A.shape[-1])) - np.einsum("...ij,...ik->...ijk", A, A)
    dS = np.einsum("...ijk,...ik->...ij", jacobian, dA) * q.shape[-1] ** -0.5
    dv = np.einsum("...ij,...ie->...je", A, dout)
    return [np.einsum("...ij,...jd->...id", dS, k), np.einsum("...ij,...id->...jd", dS, q), dv]


# %% wrong: three gradients | in this order
# replace: return dq, dk, dv -> return dv, dk, dq

# %% wrong: the values' gradient | swap A's last axes
# replace: dv = np.swapaxes(weights, -1, -2) @ dout -> dv = np.swapaxes(weights / weights.sum(axis=-2, keepdims=True), -1, -2) @ dout

# %% wrong: equal values, no gradient | weighted mean
# replace: dscores = weights * (dweights - mean) -> dscores = weights * dweights

# %% wrong: equal values, no gradient | Σ A · dA
# the derivative of softmax for one entry, without the others
# replace: dscores = weights * (dweights - mean) -> dscores = weights * (1 - weights) * dweights

# %% wrong: the queries' gradient | so does the way back
# remove: dscores = dscores / np.sqrt(q.shape[-1])

# %% wrong: the queries' gradient | its weighted mean
# a mean in which all keys count alike
# replace: mean = np.sum(weights * dweights, axis=-1, keepdims=True) -> mean = np.mean(dweights, axis=-1, keepdims=True)

# %% wrong: the keys' gradient | all QUERIES
# replace: dk = np.swapaxes(dscores, -1, -2) @ q -> dk = np.swapaxes(dscores, -1, -2) @ (q - q.mean(axis=-2, keepdims=True))

# %% wrong: the keys' gradient | over √d
# replace: dk = np.swapaxes(dscores, -1, -2) @ q -> dk = np.swapaxes(dscores, -1, -2) @ q / np.sqrt(q.shape[-1])

# %% wrong: with a mask | with THIS mask
# replace: attention(q, k, v, mask)[1] -> attention(q, k, v)[1]

# %% wrong: any axes in front | reverses all axes
# replace: dv = np.swapaxes(weights, -1, -2) @ dout -> dv = weights.transpose(0, 2, 1) @ dout

# %% wrong: leaves its arguments unchanged | Write into new arrays
# replace: dq = dscores @ k -> dq = dscores @ k; dout *= 2
