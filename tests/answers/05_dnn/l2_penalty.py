import numpy as np


# %% right: by the book
def l2_penalty(weights, strength):
    return strength * sum(np.sum(w * w) for w in weights), [2 * strength * w for w in weights]


# %% right: as dot products
def l2_penalty(weights, strength):
    total, gradients = 0.0, []
    for w in weights:
        total += float(w.ravel() @ w.ravel())
        gradients.append(w * strength + w * strength)
    return strength * total, gradients


# %% wrong: the slope of the penalty | derivative
def l2_penalty(weights, strength):
    return strength * sum(np.sum(w**2) for w in weights), [strength * w for w in weights]


# %% wrong: the sum of all squares | Square every weight
# replace: strength * sum(np.sum(w * w) for w in weights), [2 * strength * w for w in weights] -> strength * sum(np.abs(w).sum() for w in weights), [strength * np.sign(w) for w in weights]

# %% wrong: the sum of all squares | no mean
# replace: strength * sum(np.sum(w * w) for w in weights), [2 * strength * w for w in weights] -> strength * sum(np.mean(w**2) for w in weights), [2 * strength * w / w.size for w in weights]


# %% wrong: the sum of all squares | no root
def l2_penalty(weights, strength):
    root = np.sqrt(sum(np.sum(w**2) for w in weights))
    return strength * root, [strength * w / root for w in weights]


# %% wrong: leaves the weights as they were | own weights
def l2_penalty(weights, strength):
    total = strength * sum(np.sum(w * w) for w in weights)
    for w in weights:
        w *= 2 * strength
    return total, list(weights)


# %% wrong: one gradient an array | of its shape
def l2_penalty(weights, strength):
    flat = np.concatenate([w.ravel() for w in weights])
    return strength * flat @ flat, 2 * strength * flat
