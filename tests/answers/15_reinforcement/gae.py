import numpy as np


# %% right: by the book
def gae(rewards, values, dones, gamma, lam):
    advantages, later = np.zeros(np.shape(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        goes_on = 1.0 - dones[t]
        surprise = rewards[t] + gamma * goes_on * values[t + 1] - values[t]
        later = surprise + gamma * lam * goes_on * later
        advantages[t] = later
    return advantages


# %% right: all surprises at once
def gae(rewards, values, dones, gamma, lam):
    follows = gamma * np.where(dones, 0.0, 1.0)
    advantages = rewards + follows * values[1:] - values[:-1]
    for t in range(len(rewards) - 2, -1, -1):
        advantages[t] = advantages[t] + lam * follows[t] * advantages[t + 1]
    return advantages


# %% wrong: one advantage for each step | T advantages
# one for each value
# replace: np.zeros(np.shape(rewards)) -> np.zeros(np.shape(values))

# %% wrong: lam 0, the surprise of one step | of the NEXT state
# replace: values[t + 1] -> values[t]

# %% wrong: lam 0, the surprise of one step | minus the value of this one
# replace: values[t + 1] - values[t] -> values[t + 1]

# %% wrong: cut off is not the end | the world goes on
# nothing after the last step
# replace: goes_on = 1.0 - dones[t] -> goes_on = (1.0 - dones[t]) * (t + 1 < len(rewards))

# %% wrong: surprises to come, with weights | gamma · lam times
# lam alone
# replace: gamma * lam * goes_on * later -> lam * goes_on * later

# %% wrong: surprises to come, with weights | From the last step backwards
# replace: reversed(range(len(rewards))) -> range(len(rewards))

# %% wrong: nothing passes an end | the next advantage belong to a NEW episode
# the value is left out, the advantage goes on
# replace: gamma * lam * goes_on * later -> gamma * lam * later

# %% wrong: nothing passes an end | values[t + 1]
# the advantage is left out, the value is not
# replace: gamma * goes_on * values[t + 1] -> gamma * values[t + 1]

# %% wrong: environments side by side | no `if dones[t]`
# replace: goes_on = 1.0 - dones[t] -> goes_on = 0.0 if dones[t] else 1.0

# %% wrong: environments side by side | no sums over columns
# replace: advantages[t] = later -> advantages[t] = np.mean(later)

# %% wrong: environments side by side | True is 1
# replace: 1.0 - dones[t] -> ~dones[t] * 1.0

# %% wrong: leaves its arguments unchanged | Write into a new array
# replace: advantages, later = np.zeros(np.shape(rewards)), 0.0 -> advantages, later = rewards, 0.0
