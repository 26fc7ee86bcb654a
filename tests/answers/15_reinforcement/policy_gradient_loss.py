import numpy as np


# %% right: by the book
def policy_gradient_loss(logits, actions, advantages):
    rows = np.arange(len(logits))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient = np.exp(log_p)
    gradient[rows, actions] -= 1
    gradient *= np.reshape(advantages, (-1, 1)) / len(logits)
    return -np.mean(advantages * log_p[rows, actions]), gradient


# %% right: row by row
def policy_gradient_loss(logits, actions, advantages):
    n, A = logits.shape
    loss, gradient = 0.0, np.zeros((n, A))
    for i in range(n):
        log_p = logits[i] - np.logaddexp.reduce(logits[i])
        loss -= advantages[i] * log_p[actions[i]] / n
        gradient[i] = advantages[i] * (np.exp(log_p) - np.eye(A)[actions[i]]) / n
    return loss, gradient


# %% wrong: a loss and a gradient | One number, and an array
# the gradient is missing
# replace: return -np.mean(advantages * log_p[rows, actions]), gradient -> return -np.mean(advantages * log_p[rows, actions])

# %% wrong: the log-probability of what was done | Minus the mean
# the sign of a reward, not of a loss
# replace: return -np.mean -> return np.mean

# %% wrong: the log-probability of what was done | at the action of each row
# probabilities in place of their logarithms
# replace: log_p[rows, actions]), gradient -> np.exp(log_p[rows, actions])), gradient

# %% wrong: each step weighted by its advantage | ITS advantage
# replace: -np.mean(advantages * log_p[rows, actions]) -> -np.mean(advantages) * np.mean(log_p[rows, actions])

# %% wrong: good actions up, bad ones down | AGAINST the gradient
# the direction in which to go
# replace: gradient = np.exp(log_p) -> gradient = -np.exp(log_p)
# replace: gradient[rows, actions] -= 1 -> gradient[rows, actions] += 1

# %% wrong: good actions up, bad ones down | times the advantage
# the advantages are left out
# replace: np.reshape(advantages, (-1, 1)) / len(logits) -> 1 / len(logits)

# %% wrong: the gradient | divided by the number of rows
# replace: np.reshape(advantages, (-1, 1)) / len(logits) -> np.reshape(advantages, (-1, 1))

# %% wrong: the gradient | softmax − one-hot
# only the action that was taken
# replace: gradient = np.exp(log_p) -> gradient = np.zeros(logits.shape)

# %% wrong: large logits | Subtract the largest logit
# replace: logits - logits.max(axis=1, keepdims=True) -> logits

# %% wrong: leaves its arguments unchanged | Write into new arrays
# replace: shifted = logits - logits.max(axis=1, keepdims=True) -> logits -= logits.max(axis=1, keepdims=True); shifted = logits
