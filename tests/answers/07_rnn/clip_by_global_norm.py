# %% right: one factor
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    factor = limit / max(norm, limit)
    return [factor * g for g in gradients], norm


# %% right: one long vector
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    if norm <= limit:
        return [g.copy() for g in gradients], norm
    return [g * (limit / norm) for g in gradients], norm


# %% wrong: one norm for all of them | all their squares
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = sum(np.linalg.norm(g) for g in gradients)
    factor = limit / max(norm, limit)
    return [factor * g for g in gradients], norm


# %% wrong: one norm for all of them | The length
import numpy as np


def clip_by_global_norm(gradients, limit):  # no root
    norm = sum((g**2).sum() for g in gradients)
    factor = limit / max(norm, limit)
    return [factor * g for g in gradients], norm


# %% wrong: the direction stays | each tensor
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * limit / max(np.linalg.norm(g), limit) for g in gradients], norm


# %% wrong: the direction stays | each number
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [np.clip(g, -limit, limit) for g in gradients], norm


# %% wrong: no longer than the limit | is the limit
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g.copy() for g in gradients], norm


# %% wrong: small gradients stay small | never makes a step longer
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * limit / max(norm, 1e-12) for g in gradients], norm


# %% wrong: zeros | do not divide
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * np.minimum(1.0, np.float64(limit) * g / norm / g) for g in gradients], norm


# %% wrong: leaves the gradients as they were | writes into
import numpy as np


def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    for g in gradients:
        g *= limit / max(norm, limit)
    return gradients, norm
