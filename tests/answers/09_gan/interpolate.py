import numpy as np


# %% right: the formula
def interpolate(z0, z1, n):
    t = np.linspace(0, 1, n)[:, None]
    angle = np.arccos(np.clip(z0 @ z1 / np.linalg.norm(z0) / np.linalg.norm(z1), -1, 1))
    if angle < 1e-6:
        return (1 - t) * z0 + t * z1
    return (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)


# %% right: row by row
def interpolate(z0, z1, n):
    u, v = z0 / np.linalg.norm(z0), z1 / np.linalg.norm(z1)
    angle = np.arccos(max(-1.0, min(1.0, float(np.dot(u, v)))))
    rows = []
    for i in range(n):
        t = i / (n - 1)
        if angle < 1e-6:
            a, b = 1 - t, t
        else:
            a, b = np.sin((1 - t) * angle) / np.sin(angle), np.sin(t * angle) / np.sin(angle)
        rows.append(a * z0 + b * z1)
    return np.array(rows)


# %% wrong: stays on the sphere | short cut
def interpolate(z0, z1, n):
    t = np.linspace(0, 1, n)[:, None]
    return (1 - t) * z0 + t * z1


# %% wrong: begins at z0 and ends at z1 | both included
# replace: np.linspace(0, 1, n) -> np.linspace(0, 1, n, endpoint=False)

# %% wrong: begins at z0 and ends at z1 | t runs from 0 to 1
# replace: t = np.linspace(0, 1, n)[:, None] -> t = np.linspace(0, 1, n + 1)[:, None]


# %% wrong: any lengths | BOTH lengths
def interpolate(z0, z1, n):
    t = np.linspace(0, 1, n)[:, None]
    path = (1 - t) * z0 + t * z1
    angle = np.arccos(np.clip(z0 @ z1 / (z0 @ z0), -1, 1))
    if angle < 1e-6:
        return path
    path = (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)
    return path / np.linalg.norm(path, axis=1, keepdims=True) * np.linalg.norm(z0)


# %% wrong: even steps | same angle
def interpolate(z0, z1, n):
    t = np.linspace(0, 1, n)[:, None]
    path = (1 - t) * z0 + t * z1
    lengths = (1 - t) * np.linalg.norm(z0) + t * np.linalg.norm(z1)
    return lengths * path / np.linalg.norm(path, axis=1, keepdims=True)


# %% wrong: from a point to itself | divide by sin 0
# remove: if angle < 1e-6:
# remove: return (1 - t) * z0 + t * z1

# %% wrong: from a point to itself | just above 1
# replace: np.clip(z0 @ z1 / np.linalg.norm(z0) / np.linalg.norm(z1), -1, 1) -> z0 @ z1 / np.linalg.norm(z0) / np.linalg.norm(z1)

# %% wrong: stays on the sphere | short cut
# replace: if angle < 1e-6: -> if angle < 1:
