import numpy as np


def attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return shares @ v, shares


def split_heads(x, heads):
    *front, n, d = x.shape
    return np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2)


def merge_heads(x):
    *front, heads, n, e = x.shape
    return np.swapaxes(x, -3, -2).reshape(*front, n, heads * e)


# %% right: concatenate
def cached_step(x_new, cache, W_q, W_k, W_v, W_o, heads):
    q, k, v = (split_heads(x_new @ W, heads) for W in (W_q, W_k, W_v))
    if cache is not None:
        k = np.concatenate([cache[0], k], axis=-2)
        v = np.concatenate([cache[1], v], axis=-2)
    found = merge_heads(attention(q, k, v)[0]) @ W_o
    return found, (k, v)


# %% right: an empty cache, and einsum
def cached_step(x_new, cache, W_q, W_k, W_v, W_o, heads):
    batch, _, d = x_new.shape
    e = d // heads
    if cache is None:
        cache = [np.zeros((batch, heads, 0, e))] * 2
    q, k, v = (np.einsum("btd,dhe->bhte", x_new, W.reshape(d, heads, e)) for W in (W_q, W_k, W_v))
    K, V = (np.append(old, new, axis=2) for old, new in zip(cache, (k, v)))
    scores = np.exp(np.einsum("bhqe,bhke->bhqk", q, K) / e**0.5)
    weights = scores / scores.sum(axis=-1, keepdims=True)
    return np.einsum("bhqk,bhke,hed->bqd", weights, V, W_o.reshape(heads, e, d)), [K, V]


# %% wrong: the first word | its value times W_o
# replace: found = merge_heads(attention(q, k, v)[0]) @ W_o -> found = merge_heads(attention(q, k, v)[0])

# %% wrong: a cache of keys and values | in this order
# replace: return found, (k, v) -> return found, (v, k)

# %% wrong: a cache of keys and values | AFTER splitting
# replace: return found, (k, v) -> return found, (merge_heads(k), merge_heads(v))

# %% wrong: one more word at the end | the new word comes last
# replace: [cache[0], k] -> [k, cache[0]]
# replace: [cache[1], v] -> [v, cache[1]]

# %% wrong: one more word at the end | along the axis of the WORDS
# replace: axis=-2 -> axis=1

# %% wrong: one more word at the end | Join old and new
# the newest word alone is kept
# replace: return found, (k, v) -> return found, (k[:, :, -1:], v[:, :, -1:])

# %% wrong: reads the cache | the earlier words come from the cache
# replace: attention(q, k, v)[0] -> attention(q, k[:, :, -1:], v[:, :, -1:])[0]

# %% wrong: equal to the full pass | one softmax for each head
# replace: attention(q, k, v)[0] -> attention(q[:, :1], k[:, :1], np.eye(k.shape[2]))[0] @ v

# %% wrong: equal to the full pass | scores divided by
# replace: attention(q, k, v)[0] -> attention(q / np.sqrt(heads), k, v)[0]

# %% wrong: leaves the old cache unchanged | makes a new array
# what was read is set to zero
# insert before: return found, (k, v) -> cache = None if cache is None else cache[0].fill(0)
