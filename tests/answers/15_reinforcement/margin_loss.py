import numpy as np


# %% right: by the book
def margin_loss(q, expert_action, margin):
    rows = np.arange(len(q))
    raised = q + margin
    raised[rows, expert_action] -= margin
    best = raised.argmax(axis=1)
    gradient = np.zeros(q.shape)
    gradient[rows, best] += 1 / len(q)
    gradient[rows, expert_action] -= 1 / len(q)
    return np.mean(raised[rows, best] - q[rows, expert_action]), gradient


# %% right: with one-hot rows
def margin_loss(q, expert_action, margin):
    expert = np.eye(q.shape[1])[expert_action]
    raised = q + margin * (1 - expert)
    rival = np.eye(q.shape[1])[raised.argmax(axis=1)]
    losses = (raised * rival).sum(axis=1) - (q * expert).sum(axis=1)
    return losses.mean(), (rival - expert) / len(q)


# %% wrong: a loss and a gradient | One number, and an array
# the gradient is missing
# replace: return np.mean(raised[rows, best] - q[rows, expert_action]), gradient -> return np.mean(raised[rows, best] - q[rows, expert_action])

# %% wrong: the worked example | 1.5 + 0.8 is larger than 2
# no margin at all
# remove: raised[rows, expert_action] -= margin
# replace: raised = q + margin -> raised = 1.0 * q

# %% wrong: no loss where the expert leads by more | No margin for the expert's own action
# remove: raised[rows, expert_action] -= margin

# %% wrong: no loss where the expert leads by more | No margin for the expert's own action
# the lead of an expert is a gain
# insert after: raised[rows, expert_action] -= margin -> raised[rows, expert_action] = -np.inf

# %% wrong: no loss where the expert leads by more | must cancel
# replace: gradient[rows, expert_action] -= 1 / len(q) -> gradient[rows, expert_action] = -1 / len(q)

# %% wrong: the best rival, raised by the margin | q of the EXPERT's action
# replace: - q[rows, expert_action]), gradient -> - q[:, :2].max(axis=1)), gradient

# %% wrong: the best rival, raised by the margin | One rival only, the best one
# all rivals together
# from: with one-hot rows
# replace: losses = (raised * rival).sum(axis=1) - (q * expert).sum(axis=1) -> losses = np.maximum(0, raised - (q * expert).sum(axis=1, keepdims=True)).sum(axis=1)

# %% wrong: the mean over all states | The mean, not the sum
# replace: np.mean(raised[rows, best] - q[rows, expert_action]) -> np.sum(raised[rows, best] - q[rows, expert_action])

# %% wrong: the gradient | by 1/n each
# replace: 1 / len(q) -> 1

# %% wrong: the gradient | Up for the best rival
# the wrong way round, but right for one state
# replace: gradient[rows, expert_action] -= 1 / len(q) -> gradient[rows, expert_action] -= 1

# %% wrong: leaves its arguments unchanged | to a new array
# replace: raised = q + margin -> q += margin; raised = q.copy()
# replace: - q[rows, expert_action]), gradient -> - q[rows, expert_action] + margin), gradient
