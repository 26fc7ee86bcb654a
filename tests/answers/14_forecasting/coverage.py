import numpy as np


# %% right: inside, where known
def coverage(y, low, high):
    inside = (low <= y) & (y <= high)
    return inside[~np.isnan(y)].mean()


# %% right: counted
def coverage(y, low, high):
    known = inside = 0
    for truth, a, b in zip(np.ravel(y), np.ravel(low), np.ravel(high)):
        if truth == truth:
            known += 1
            inside += a <= truth <= b
    return inside / known


# %% wrong: a share | no percent
# replace: .mean() -> .mean() * 100

# %% wrong: a share | no count
# replace: .mean() -> .sum()

# %% wrong: a share | Both bounds matter
# replace: (low <= y) & (y <= high) -> y <= high

# %% wrong: a share | from 0 to 1
# what is outside
# replace: inside[~np.isnan(y)].mean() -> 1 - inside[~np.isnan(y)].mean()

# %% wrong: each value in its own interval | place by place
# replace: (low <= y) & (y <= high) -> (np.mean(low) <= y) & (y <= np.mean(high))

# %% wrong: bounds are inside | ≤, not <
# replace: (low <= y) -> (low < y)

# %% wrong: bounds are inside | ≤, not <
# replace: (y <= high) -> (y < high)

# %% wrong: any shape | over ALL axes
# the first series alone
# insert before: inside = -> y, low, high = (each if each.ndim == 1 else each[0] for each in (y, low, high))

# %% wrong: missing values are left out | counts as a miss
# replace: inside[~np.isnan(y)].mean() -> inside.mean()

# %% wrong: missing values are left out | BEFORE the mean
# missing days count as inside
# replace: inside[~np.isnan(y)].mean() -> (inside | np.isnan(y)).mean()
