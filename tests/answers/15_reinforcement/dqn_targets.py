import numpy as np


# %% right: by the book
def dqn_targets(r, done, q_next_online, q_next_target, gamma, double):
    chooser = q_next_online if double else q_next_target
    best = np.argmax(chooser, axis=1)
    future = q_next_target[np.arange(len(r)), best]
    return r + gamma * np.where(done, 0.0, future)


# %% right: take_along_axis, and a factor
def dqn_targets(r, done, q_next_online, q_next_target, gamma, double):
    if double:
        place = q_next_online.argmax(axis=1, keepdims=True)
        future = np.take_along_axis(q_next_target, place, axis=1)[:, 0]
    else:
        future = q_next_target.max(axis=1)
    return r + gamma * (1 - np.asarray(done, float)) * future


# %% wrong: one target for each transition | the max over axis 1
# from: take_along_axis, and a factor
# replace: q_next_target.max(axis=1) -> q_next_target.max()
# replace: (1 - np.asarray(done, float)) * future -> (1 - np.asarray(done, float)).mean() * future
# replace: return r + -> return r.mean() +

# %% wrong: DQN, the best by the copy | no say in the target
# replace: future = q_next_target -> future = (q_next_target if double else q_next_online)

# %% wrong: DQN, the best by the copy | no say in the target
# the two switched
# replace: q_next_online if double else q_next_target -> q_next_target if double else q_next_online

# %% wrong: double DQN, chosen by one and valued by the other | that the COPY gives
# values by the network that chose
# replace: future = q_next_target -> future = chooser

# %% wrong: double DQN, chosen by one and valued by the other | argmax of the network that learns
# the copy chooses, too
# replace: q_next_online if double else q_next_target -> q_next_target

# %% wrong: nothing after the end | left out, also with `double`
# replace: np.where(done, 0.0, future) -> future

# %% wrong: each row has an end of its own | one may be at its end, the next not
# replace: np.where(done, 0.0, future) -> (0.0 if np.any(done) else future)

# %% wrong: each row has an end of its own | row by row
# ~1.0 is an error
# replace: np.where(done, 0.0, future) -> ~done * future

# %% wrong: leaves its arguments unchanged | Write into a new array
# replace: return r + gamma * np.where(done, 0.0, future) -> r += gamma * np.where(done, 0.0, future); return r
