import numpy as np


# %% right: by the book
def epsilon_greedy(q, epsilon, rng):
    if rng.random() < epsilon:
        return int(rng.integers(len(q)))
    return int(rng.choice(np.flatnonzero(q == np.max(q))))


# %% right: probabilities of all actions
def epsilon_greedy(q, epsilon, rng):
    best = np.asarray(q) == max(q)
    p = epsilon / len(q) + (1 - epsilon) * best / best.sum()
    return int(np.searchsorted(np.cumsum(p)[:-1], rng.random(), side="right"))


# %% wrong: the number of an action | not its value
# replace: return int(rng.choice(np.flatnonzero(q == np.max(q)))) -> return np.max(q)

# %% wrong: drawn from rng | from the generator you are given
# replace: rng.integers(len(q)) -> np.random.randint(len(q))

# %% wrong: drawn from rng | from the generator you are given
# the coin is another generator's
# replace: rng.random() < epsilon -> np.random.random() < epsilon

# %% wrong: drawn from rng | from the generator you are given
# equals are drawn by another generator
# replace: rng.choice( -> np.random.choice(

# %% wrong: greedy for epsilon 0 | to EXPLORE
# replace: rng.random() < epsilon -> rng.random() > epsilon

# %% wrong: any action for epsilon 1 | also the one that seems best
# replace: int(rng.integers(len(q))) -> int(rng.choice(np.flatnonzero(q < np.max(q))))

# %% wrong: explores as often as asked | Compare ONE uniform number
# replace: rng.random() < epsilon -> rng.random() < epsilon**2

# %% wrong: no favourite among equals | takes the first of equal values
# replace: return int(rng.choice(np.flatnonzero(q == np.max(q)))) -> return int(np.argmax(q))

# %% wrong: leaves its arguments unchanged | Do not write into q
# insert before: if rng.random() < epsilon: -> q -= np.max(q)
