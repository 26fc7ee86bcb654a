import numpy as np


# %% right: weights that add up to 1
def interpolate(z0, z1, n):
    t = np.linspace(0, 1, n).reshape(-1, *[1] * z0.ndim)
    return (1 - t) * z0 + t * z1


# %% right: step by step
def interpolate(z0, z1, n):
    return np.array([z0 + (z1 - z0) * step / (n - 1) for step in range(n)])


# %% right: linspace alone
def interpolate(z0, z1, n):
    return np.linspace(z0, z1, n).astype("float32")


# %% wrong: begins at z0 and ends at z1 | both included
# replace: np.linspace(0, 1, n) -> np.linspace(0, 1, n, endpoint=False)

# %% wrong: begins at z0 and ends at z1 | t runs from 0 to 1
# replace: (1 - t) * z0 + t * z1 -> (1 - t) * z1 + t * z0

# %% wrong: begins at z0 and ends at z1 | n rows
# replace: np.linspace(0, 1, n) -> np.linspace(0, 1, n + 1)


# %% wrong: a straight line | The arc
def interpolate(z0, z1, n):
    t = np.linspace(0, 1, n)[:, None]
    angle = np.arccos(z0 @ z1 / np.linalg.norm(z0) / np.linalg.norm(z1))
    return (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)


# %% wrong: equal steps | the same vector
# insert before: return -> t = t**2 * (3 - 2 * t)

# %% wrong: stacks of codes | an axis for each
# replace: np.linspace(0, 1, n).reshape(-1, *[1] * z0.ndim) -> np.linspace(0, 1, n)[:, None]
