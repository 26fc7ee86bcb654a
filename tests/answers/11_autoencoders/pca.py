import numpy as np


# %% right: by singular values
def pca(X, k):
    mean = X.mean(axis=0)
    _, _, directions = np.linalg.svd(X - mean, full_matrices=False)
    return mean, directions[:k]


# %% right: by the covariance
def pca(X, k):
    mean = np.mean(X, axis=0)
    centred = X - mean
    variances, directions = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(variances)[::-1]
    return [mean, directions[:, order[:k]].T]


# %% right: in float32
def pca(X, k):
    X = X.astype(np.float32)
    mean = X.mean(axis=0)
    return mean, np.linalg.svd(X - mean, full_matrices=True)[2][:k]


# %% wrong: a mean and k rows | ROW of d numbers
# replace: directions[:k] -> directions[:k].T

# %% wrong: a mean and k rows | Return the mean
# replace: return mean, directions[:k] -> return directions[:k], mean

# %% wrong: the mean of the rows | for each column
# replace: mean = X.mean(axis=0) -> mean = np.median(X, axis=0)

# %% wrong: length 1, and right angles | how much the data vary
# replace: _, _, directions = np.linalg.svd(X - mean, full_matrices=False) -> _, sizes, directions = np.linalg.svd(X - mean, full_matrices=False)
# replace: directions[:k] -> (sizes[:, None] * directions)[:k]

# %% wrong: length 1, and right angles | the first has a row for each sample
# replace: _, _, directions = np.linalg.svd(X - mean, full_matrices=False) -> directions, _, _ = np.linalg.svd(X - mean, full_matrices=False)
# replace: directions[:k] -> directions[:k, : X.shape[1]]

# %% wrong: the largest variance first | the smallest
# from: by the covariance
# remove: [::-1]

# %% wrong: the largest variance first | as the rows
# replace: directions[:k] -> directions.T[:k]

# %% wrong: the largest variance first | scale of the columns
# replace: np.linalg.svd(X - mean, full_matrices=False) -> np.linalg.svd((X - mean) / X.std(axis=0), full_matrices=False)

# %% wrong: around the mean | subtract it first
# replace: np.linalg.svd(X - mean, full_matrices=False) -> np.linalg.svd(X, full_matrices=False)


# %% wrong: more columns than rows | Four rows
# directions from scores, divided by a size that may be 0
def pca(X, k):
    mean = X.mean(axis=0)
    scores = np.linalg.eigh((X - mean) @ (X - mean).T)[1][:, ::-1][:, :k]
    directions = scores.T @ (X - mean)
    return mean, directions / np.linalg.norm(directions, axis=1, keepdims=True).round(6)


# %% wrong: leaves X as it was | writes into
# insert after: mean = X.mean(axis=0) -> X -= mean
# replace: np.linalg.svd(X - mean, full_matrices=False) -> np.linalg.svd(X, full_matrices=False)
