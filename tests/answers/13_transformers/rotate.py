import numpy as np


# %% right: even and odd columns
def rotate(q, positions):
    d = q.shape[-1]
    speed = 10000.0 ** (-np.arange(0, d, 2) / d)
    angle = np.asarray(positions)[:, None] * speed
    a, b = q[..., 0::2], q[..., 1::2]
    turned = np.empty(q.shape)
    turned[..., 0::2] = a * np.cos(angle) - b * np.sin(angle)
    turned[..., 1::2] = a * np.sin(angle) + b * np.cos(angle)
    return turned


# %% right: a matrix for each pair
def rotate(q, positions):
    *front, n, d = q.shape
    angle = np.outer(positions, 1e4 ** (-2 * np.arange(d // 2) / d))
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    pairs = q.reshape(*front, n, d // 2, 2)
    return np.einsum("ijnp,...npj->...npi", matrix, pairs).reshape(q.shape)


# %% wrong: turns keep the length | nothing added
# waves that are added, as in Exercise 6
# replace: a * np.cos(angle) - b * np.sin(angle) -> a + np.sin(angle)
# replace: a * np.sin(angle) + b * np.cos(angle) -> b + np.cos(angle)

# %% wrong: turns keep the length | of the SAME angle
# replace: a * np.sin(angle) + b -> a * np.sin(2 * angle) + b

# %% wrong: neighbours are a pair | Columns 0 and 1
# the halves of the vector, as some libraries do it
# replace: a, b = q[..., 0::2], q[..., 1::2] -> a, b = q[..., : d // 2], q[..., d // 2 :]
# replace: turned[..., 0::2] -> turned[..., : d // 2]
# replace: turned[..., 1::2] -> turned[..., d // 2 :]

# %% wrong: neighbours are a pair | place 0 turns nothing
# replace: np.asarray(positions)[:, None] -> (np.asarray(positions)[:, None] + 1)

# %% wrong: only the difference counts | by the place itself
# replace: angle = np.asarray(positions)[:, None] * speed -> angle = np.asarray(positions)[:, None] ** 2 * speed

# %% wrong: turned to the left | Is a sign wrong
# replace: np.asarray(positions)[:, None] * speed -> -np.asarray(positions)[:, None] * speed

# %% wrong: each pair at its own speed | number of the pair
# all pairs as fast as the first
# replace: speed = 10000.0 ** (-np.arange(0, d, 2) / d) -> speed = np.ones(d // 2)

# %% wrong: any places | not the numbers of the rows
# replace: np.asarray(positions)[:, None] -> np.arange(q.shape[-2])[:, None]

# %% wrong: any axes in front | whatever stands before
# replace: a, b = q[..., 0::2], q[..., 1::2] -> a, b = q[:, 0::2], q[:, 1::2]

# %% wrong: leaves its arguments unchanged | Write into a new array
# replace: turned = np.empty(q.shape) -> turned = q; a, b = a.copy(), b.copy()
