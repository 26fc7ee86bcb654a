import numpy as np


# %% right: the normal equations
def fit_additive_model(y, X, penalty):
    known = ~np.isnan(y)
    X, y = X[known], y[known]
    return np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y)


# %% right: more rows for least squares
def fit_additive_model(y, X, penalty):
    known = np.isfinite(y)
    rows = np.concatenate([X[known], np.diag(np.asarray(penalty) ** 0.5)])
    values = np.concatenate([y[known], np.zeros(len(penalty))])
    return np.linalg.lstsq(rows, values, rcond=None)[0]


# %% wrong: a weight for each column | not the fitted values
# replace: return np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y) -> return X @ np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y)

# %% wrong: least squares without a penalty | Solve it
# the right side alone
# replace: np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y) -> X.T @ y / len(y)

# %% wrong: least squares without a penalty | With λ = 0
# a penalty always
# replace: np.diag(penalty) -> np.diag(penalty + 1)

# %% wrong: the worked example | no mean over the days
# replace: X.T @ X + np.diag(penalty), X.T @ y) -> X.T @ X / len(y) + np.diag(penalty), X.T @ y / len(y))

# %% wrong: the worked example | no 2λ
# replace: np.diag(penalty) -> np.diag(2 * penalty)

# %% wrong: the worked example | λ is 1
# no penalty
# replace: X.T @ X + np.diag(penalty) -> X.T @ X

# %% wrong: a penalty for each column | each column has its own
# the mean for all
# replace: np.diag(penalty) -> np.mean(penalty) * np.eye(len(penalty))

# %% wrong: a penalty for each column | at place (j, j)
# on the whole table
# replace: np.diag(penalty) -> penalty

# %% wrong: a penalty for each column | λ_j stands at
# squares: right for 0 and 1
# replace: np.diag(penalty) -> np.diag(penalty**2)

# %% wrong: a very large penalty | a penalty decides
# replace: np.diag(penalty) -> np.diag(np.minimum(penalty, 100.0))

# %% wrong: missing days are left out | is no 0
# replace: X, y = X[known], y[known] -> y = np.where(known, y, 0.0)

# %% wrong: missing days are left out | and no mean
# replace: X, y = X[known], y[known] -> y = np.where(known, y, y[known].mean())

# %% wrong: leaves its arguments unchanged | Write into new arrays
# insert before: X, y = X[known], y[known] -> all_of_y = y
# replace: return np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y) -> w = np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y)
# insert after: w = np.linalg.solve -> all_of_y[:] = 0
# insert after: all_of_y[:] = 0 -> return w
