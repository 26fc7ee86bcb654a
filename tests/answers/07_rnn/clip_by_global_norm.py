import numpy as np


# %% right: one factor
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    factor = limit / max(norm, limit)
    return [factor * g for g in gradients], norm


# %% right: one long vector
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    if norm <= limit:
        return [g.copy() for g in gradients], norm
    return [g * (limit / norm) for g in gradients], norm


# %% wrong: one norm for all of them | all their squares
# replace: np.sqrt(sum((g**2).sum() for g in gradients)) -> sum(np.linalg.norm(g) for g in gradients)

# %% wrong: one norm for all of them | The length
# no root
# replace: np.sqrt(sum((g**2).sum() for g in gradients)) -> sum((g**2).sum() for g in gradients)

# %% wrong: the direction stays | each tensor
# remove: factor = limit / max(norm, limit)
# replace: factor * g -> g * limit / max(np.linalg.norm(g), limit)

# %% wrong: the direction stays | each number
# remove: factor = limit / max(norm, limit)
# replace: factor * g -> np.clip(g, -limit, limit)

# %% wrong: shortened to the limit | is the limit
# remove: factor = limit / max(norm, limit)
# replace: factor * g -> g.copy()

# %% wrong: small gradients stay small | never makes a step longer
# remove: factor = limit / max(norm, limit)
# replace: factor * g -> g * limit / max(norm, 1e-12)

# %% wrong: zeros | do not divide
# remove: factor = limit / max(norm, limit)
# replace: factor * g -> g * np.minimum(1.0, np.float64(limit) * g / norm / g)


# %% wrong: at the limit nothing changes | exactly the limit
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    if norm < limit:
        return [g.copy() for g in gradients], norm
    if norm > limit:
        return [limit / norm * g for g in gradients], norm


# %% wrong: leaves the gradients as they were | writes into
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    for g in gradients:
        g *= limit / max(norm, limit)
    return gradients, norm
