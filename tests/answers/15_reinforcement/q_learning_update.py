import numpy as np


# %% right: by the book
def q_learning_update(Q, s, a, r, s2, done, lr, gamma):
    new = Q.copy()
    target = r if done else r + gamma * np.max(Q[s2])
    new[s, a] += lr * (target - Q[s, a])
    return new


# %% right: a mean of old and new
def q_learning_update(Q, s, a, r, s2, done, lr, gamma):
    new = np.array(Q, dtype=float)
    new[s][a] = (1 - lr) * Q[s][a] + lr * (r + (1 - done) * gamma * max(Q[s2]))
    return new


# %% wrong: a table, with one number changed | Return the whole table
# replace: return new -> return new[s, a]

# %% wrong: a table, with one number changed | only Q[s, a] learns
# replace: new[s, a] -> new[s]

# %% wrong: a step of the size lr | the target itself
# replace: lr * (target - Q[s, a]) -> lr * target

# %% wrong: the best of the next state | not of s
# replace: np.max(Q[s2]) -> np.max(Q[s])

# %% wrong: the best of the next state | Not the mean
# replace: np.max(Q[s2]) -> np.mean(Q[s2])

# %% wrong: nothing after the end | there is no future
# replace: r if done else r + gamma * np.max(Q[s2]) -> r + gamma * np.max(Q[s2])

# %% wrong: cut off is not the end | not the place of s2
# the last field is the goal, and falling into the cliff the end
# replace: r if done else -> r if done or s2 == len(Q) - 1 or r == -100 else

# %% wrong: a share of the whole way | lr multiplies
# what comes after counts in full
# replace: lr * (target - Q[s, a]) -> lr * (r - Q[s, a]) + (target - r)

# %% wrong: a share of the whole way | at the end of an episode as well
# replace: new[s, a] += lr * (target - Q[s, a]) -> new[s, a] = r if done else Q[s, a] + lr * (target - Q[s, a])

# %% wrong: leaves its arguments unchanged | Q.copy() first
# replace: Q.copy() -> Q
