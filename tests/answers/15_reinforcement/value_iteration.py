import numpy as np


# %% right: by the book
def value_iteration(P, R, gamma, tol):
    V, change = np.zeros(len(R)), np.inf
    while change > tol:
        new = (R + gamma * P @ V).max(axis=1)
        change, V = np.max(np.abs(new - V)), new
    return V, (R + gamma * P @ V).argmax(axis=1)


# %% right: state by state
def value_iteration(P, R, gamma, tol):
    S, A = R.shape
    V = [0.0] * S
    while True:
        Q = [[R[s, a] + gamma * sum(P[s, a, z] * V[z] for z in range(S)) for a in range(A)] for s in range(S)]
        new = [max(row) for row in Q]
        still = all(abs(new[s] - V[s]) <= tol for s in range(S))
        V = new
        if still:
            return np.array(V), [row.index(max(row)) for row in Q]


# %% right: in 32 bits
def value_iteration(P, R, gamma, tol):
    P, R = P.astype("float32"), R.astype("float32")
    V, change = np.zeros(len(R), dtype="float32"), np.inf
    while change > tol:
        new = (R + gamma * P @ V).max(axis=1)
        change, V = np.max(np.abs(new - V)), new
    return V, (R + gamma * P @ V).argmax(axis=1)


# %% wrong: values and a policy | Two arrays
# replace: return V, (R + gamma * P @ V).argmax(axis=1) -> return V

# %% wrong: one sweep, for all states at once | from the OLD ones
# writes into the values that it computes from
# replace: new = (R + gamma * P @ V).max(axis=1) -> new = V.copy()
# insert after: new = V.copy() -> for s in range(len(R)): new[s] = (R[s] + gamma * P[s] @ new).max()

# %% wrong: one sweep, for all states at once | compare with tol, and stop
# a fixed number of sweeps
# replace: V, change = np.zeros(len(R)), np.inf -> V = np.zeros(len(R))
# replace: while change > tol: -> for _ in range(10_000):

# %% wrong: the best values | of these the max
# replace: (R + gamma * P @ V).max(axis=1) -> (R.max(axis=1) + gamma * (P @ V).mean(axis=1))

# %% wrong: costs too | the size of a change counts
# replace: np.max(np.abs(new - V)) -> np.max(new - V)

# %% wrong: as exact as tol asks | not a number of sweeps
# replace: V, change = np.zeros(len(R)), np.inf -> V, change, sweeps = np.zeros(len(R)), np.inf, 0
# replace: while change > tol: -> while change > tol and sweeps < 400:
# insert after: new = (R -> sweeps += 1

# %% wrong: as exact as tol asks | not a sum
# replace: np.max(np.abs(new - V)) -> np.sum(np.abs(new - V))

# %% wrong: as exact as tol asks | or a mean
# replace: np.max(np.abs(new - V)) -> np.mean(np.abs(new - V))

# %% wrong: as exact as tol asks | exactly tol
# replace: change > tol -> change >= tol

# %% wrong: the best policy | not of R alone
# replace: return V, (R + gamma * P @ V).argmax(axis=1) -> return V, R.argmax(axis=1)

# %% wrong: the best policy | with gamma times
# replace: return V, (R + gamma * P @ V) -> return V, (R + P @ V)

# %% wrong: without a discount, if there is an end | nothing is to be added for it
# takes a state that leads to itself for one that costs as ever
# replace: new = (R + gamma * P @ V).max(axis=1) -> new = (np.where(R == 0, -1, R) + min(gamma, 0.999) * P @ V).max(axis=1)

# %% wrong: leaves its arguments unchanged | Write into new arrays
# replace: V, change = np.zeros(len(R)), np.inf -> V, change, start = np.zeros(len(R)), np.inf, R.copy()
# replace: return V, (R + gamma * P @ V).argmax(axis=1) -> R += gamma * P @ V; return V, R.argmax(axis=1)
