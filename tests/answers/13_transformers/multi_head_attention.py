import numpy as np


def attention(q, k, v, mask=None):
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return shares @ v, shares


# %% right: split, attend, merge
def split_heads(x, heads):
    *front, n, d = x.shape
    return np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2)


def merge_heads(x):
    *front, heads, n, e = x.shape
    return np.swapaxes(x, -3, -2).reshape(*front, n, heads * e)


def multi_head_attention(x, W_q, W_k, W_v, W_o, heads, mask=None):
    q = split_heads(x @ W_q, heads)
    k = split_heads(x @ W_k, heads)
    v = split_heads(x @ W_v, heads)
    found = attention(q, k, v, mask)[0]
    merged = merge_heads(found)
    return merged @ W_o


# %% right: head by head
def multi_head_attention(x, W_q, W_k, W_v, W_o, heads, mask=None):
    batch, n, d = x.shape
    allowed = np.ones((batch, heads, n, n), dtype=bool) if mask is None else np.broadcast_to(mask, (batch, heads, n, n))
    e = d // heads
    output = np.zeros_like(x)
    for head in range(heads):
        own = slice(head * e, (head + 1) * e)
        q, k, v = x @ W_q[:, own], x @ W_k[:, own], x @ W_v[:, own]
        output += attention(q, k, v, allowed[:, head])[0] @ W_o[own]
    return output


# %% wrong: one row for each word | merge the heads again
# replace: merged = merge_heads(found) -> merged = found[:, 0]

# %% wrong: each matrix has its part | x @ W_v
# replace: v = split_heads(x @ W_v, heads) -> v = split_heads(x, heads)

# %% wrong: each matrix has its part | x @ W_v
# keys and queries from the same matrix
# replace: x @ W_k -> x @ W_q

# %% wrong: W_o at the end | Merge first
# replace: return merged @ W_o -> return merged

# %% wrong: scaled by the length of a head's queries | THAT length
# replace: found = attention(q, k, v, mask)[0] -> found = attention(q / np.sqrt(heads), k, v, mask)[0]

# %% wrong: each head attends by itself | a softmax and weights of its own
# the weights of the first head for all
# replace: found = attention(q, k, v, mask)[0] -> found = attention(q[:, :1], k[:, :1], np.eye(x.shape[1]), mask if mask is None else mask[:, :1])[0] @ v

# %% wrong: each head attends by itself | as in Exercise 1
# every third column for a head
# replace: np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2) -> np.moveaxis(x.reshape(*front, n, d // heads, heads), -1, -3)
# replace: np.swapaxes(x, -3, -2).reshape(*front, n, heads * e) -> np.moveaxis(x, -3, -1).reshape(*front, n, heads * e)

# %% wrong: the mask | the weight is 0
# replace: attention(q, k, v, mask)[0] -> attention(q, k, v)[0]

# %% wrong: the mask | Where it is False
# replace: attention(q, k, v, mask)[0] -> attention(q, k, v, mask if mask is None else ~mask)[0]
