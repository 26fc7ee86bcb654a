import numpy as np


# %% right: mean and spread of train
def standardize(train, *others):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return [(part - mean) / spread for part in (train, *others)]


# %% right: part by part, as a tuple
def standardize(train, *others):
    spread = np.std(train, axis=0)
    spread[spread == 0] = 1
    scaled = []
    for part in [train, *others]:
        part = part.astype(float).copy()
        part -= np.mean(train, axis=0)
        scaled.append(part / spread)
    return tuple(scaled)


# %% wrong: the others are scaled as the training part | training part alone
# insert before: mean, spread = train.mean(axis=0), train.std(axis=0) -> every = np.concatenate([train, *others])
# replace: train.mean(axis=0), train.std(axis=0) -> every.mean(axis=0), every.std(axis=0)


# %% wrong: the others are scaled as the training part | training part alone
def standardize(train, *others):
    def one(part):
        spread = part.std(axis=0)
        return (part - part.mean(axis=0)) / np.where(spread > 0, spread, 1.0)

    return [one(part) for part in (train, *others)]


# %% wrong: the training columns have mean 0 and spread 1 | Every column by itself
def standardize(train, *others):
    return [(part - train.mean()) / max(train.std(), 1e-9) for part in (train, *others)]


# %% wrong: all parts, in their order | train first
# replace: for part in (train, *others) -> for part in (*others, train)

# %% wrong: whole numbers too | new array
# from: part by part, as a tuple
# replace: part.astype(float).copy() -> part.copy()

# %% wrong: whole numbers too | cannot hold decimals
# replace: (part - mean) / spread for -> ((part - mean) / spread).astype(part.dtype) for

# %% wrong: a column that never changes | nothing can be divided by 0
# remove: spread = np.where(spread > 0, spread, 1.0)


# %% wrong: leaves its arguments as they were | write into the caller's array
def standardize(train, *others):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    for part in (train, *others):
        part -= mean
        part /= spread
    return [train, *others]
