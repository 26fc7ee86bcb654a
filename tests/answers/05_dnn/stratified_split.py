import numpy as np


# %% right: class by class
def stratified_split(y, share, rng):
    kept, held = [], []
    for label in np.unique(y):
        rows = rng.permutation(np.flatnonzero(y == label))
        cut = round(len(rows) * share)
        held.append(rows[:cut])
        kept.append(rows[cut:])
    return np.concatenate(kept), np.concatenate(held)


# %% right: shuffle once, then take the first of each class
def stratified_split(y, share, rng):
    order = rng.permutation(len(y))
    held = []
    for label in set(y.tolist()):
        rows = [int(row) for row in order if y[row] == label]
        held += rows[: round(len(rows) * share)]
    return [row for row in range(len(y)) if row not in set(held)], held


# %% wrong: the same share of each class | rows of each class
def stratified_split(y, share, rng):
    order = rng.permutation(len(y))
    cut = round(len(y) * share)
    return order[cut:], order[:cut]


# %% wrong: every row exactly once | to both
def stratified_split(y, share, rng):
    held = [rng.permutation(np.flatnonzero(y == label)) for label in np.unique(y)]
    held = np.concatenate([rows[: round(len(rows) * share)] for rows in held])
    return np.arange(len(y)), held


# %% wrong: drawn at random | Shuffle the rows
# replace: rng.permutation(np.flatnonzero(y == label)) -> np.flatnonzero(y == label)

# %% wrong: drawn at random | the rng that is given
# replace: rng.permutation -> np.random.permutation

# %% wrong: rounded as Python rounds | cut off
# replace: round -> int

# %% wrong: rounded as Python rounds | nearest number
# replace: round(len(rows) * share) -> int(np.ceil(len(rows) * share))

# %% wrong: rounded as Python rounds | nearest number
# 2.5 becomes 3
# replace: round(len(rows) * share) -> int(len(rows) * share + 0.5)

# %% wrong: rounded as Python rounds | may be 0
# replace: rows[:cut] -> rows[-cut:]
# replace: rows[cut:] -> rows[:-cut]

# %% wrong: the share is held out | SECOND part
# replace: held.append(rows[:cut]) -> kept.append(rows[:cut])
# replace: kept.append(rows[cut:]) -> held.append(rows[cut:])
