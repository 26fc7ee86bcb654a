import numpy as np


# %% right: backwards
def discounted_returns(rewards, gamma):
    returns, later = np.zeros(len(rewards)), 0.0
    for t in reversed(range(len(rewards))):
        later = rewards[t] + gamma * later
        returns[t] = later
    return returns


# %% right: a list, turned round
def discounted_returns(rewards, gamma):
    found = [0.0]
    for reward in rewards[::-1]:
        found.append(reward + gamma * found[-1])
    return np.array(found[:0:-1])


# %% wrong: one return for each step | Not only the first
# replace: return returns -> return returns[0]

# %% wrong: the reward of the step itself | without a discount
# replace: later = rewards[t] + gamma * later -> later = gamma * (rewards[t] + later)

# %% wrong: the reward of the step itself | looks forward, not back
# replace: reversed(range(len(rewards))) -> range(len(rewards))

# %% wrong: later rewards count less | From the last step backwards
# replace: gamma * later -> later

# %% wrong: no discount, and nothing but now | gamma = 1 sums up
# a closed form of a sum, which divides by 1 − gamma
# replace: later = rewards[t] + gamma * later -> later = rewards[t] + (gamma * later * (1 - gamma)) / (1 - gamma)

# %% wrong: whole numbers | keeps whole numbers only
# replace: np.zeros(len(rewards)) -> np.zeros_like(rewards)


# %% wrong: long episodes | do not divide by it
def discounted_returns(rewards, gamma):
    if gamma == 0:
        return np.array(rewards, float)
    weights = gamma ** np.arange(len(rewards))
    return np.cumsum((rewards * weights)[::-1])[::-1] / weights


# %% wrong: leaves its arguments unchanged | Write into a new array
# replace: np.zeros(len(rewards)) -> rewards.astype(float, copy=False)
