import numpy as np


# %% right: by the book
def attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% right: einsum and minus infinity
def attention(q, k, v, mask=None):
    scores = np.einsum("...qd,...kd->...qk", q, k) * q.shape[-1] ** -0.5
    if mask is not None:
        scores = scores + np.where(mask, 0.0, -np.inf)
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True)))
    return np.einsum("...qk,...kv->...qv", weights, v), weights


# %% wrong: scaled by the square root of d | Divide the products
# remove: / np.sqrt(q.shape[-1])

# %% wrong: scaled by the square root of d | not by d
# replace: np.sqrt(q.shape[-1]) -> q.shape[-1]

# %% wrong: scaled by the square root of d | not by the length of v
# replace: q.shape[-1] -> v.shape[-1]

# %% wrong: shares that sum to one for each query | over the KEYS
# replace: weights.sum(axis=-1, keepdims=True) -> weights.sum(axis=-2, keepdims=True)

# %% wrong: a mean of the values | weights @ v
# replace: return weights @ v, weights -> return weights @ (v / v.shape[-2]), weights

# %% wrong: masked keys get no attention | so low that its share becomes 0
# remove: if mask is not None:
# remove: scores = np.where(mask, scores, -1e9)

# %% wrong: masked keys get no attention | an ordinary score
# replace: scores = np.where(mask, scores, -1e9) -> scores = np.where(mask, scores, 0.0)


# %% wrong: masked keys get no attention | BEFORE the softmax
def attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = weights / weights.sum(axis=-1, keepdims=True)
    if mask is not None:
        weights = weights * mask
    return weights @ v, weights


# %% wrong: masked keys get no attention | Where mask is False
# replace: scores = np.where(mask, scores, -1e9) -> scores = np.where(mask, -1e9, scores)

# %% wrong: any axes in front | the LAST two axes
# replace: np.swapaxes(k, -1, -2) -> np.transpose(k, (0, 2, 1))

# %% wrong: large scores | Subtract the largest score
# replace: weights = np.exp(scores - scores.max(axis=-1, keepdims=True)) -> weights = np.exp(scores)
