from collections import deque

import numpy as np


# %% right: a place that goes round
class ReplayBuffer:
    def __init__(self, capacity):
        self.capacity, self.rows, self.place = capacity, [], 0

    def __len__(self):
        return len(self.rows)

    def add(self, s, a, r, s2, done):
        row = (np.array(s), a, r, np.array(s2), done)
        if len(self.rows) < self.capacity:
            self.rows.append(row)
        else:
            self.rows[self.place] = row
            self.place = (self.place + 1) % self.capacity

    def sample(self, n, rng):
        chosen = [self.rows[i] for i in rng.integers(len(self.rows), size=n)]
        return tuple(np.array(column) for column in zip(*chosen))


# %% right: a deque, without putting back
class ReplayBuffer:
    def __init__(self, capacity):
        self.rows = deque(maxlen=capacity)

    def __len__(self):
        return len(self.rows)

    def add(self, *row):
        self.rows.append(row)

    def sample(self, n, rng):
        places = rng.choice(len(self.rows), size=n, replace=False)
        return [np.stack([self.rows[i][part] for i in places]) for part in range(5)]


# %% right: five arrays, made in advance
class ReplayBuffer:
    def __init__(self, capacity):
        self.capacity, self.count = capacity, 0
        self.s, self.s2 = np.zeros((capacity, 4)), np.zeros((capacity, 4))
        self.a, self.r, self.done = np.zeros(capacity, int), np.zeros(capacity), np.zeros(capacity, bool)

    def __len__(self):
        return min(self.count, self.capacity)

    def add(self, s, a, r, s2, done):
        i = self.count % self.capacity
        self.s[i], self.a[i], self.r[i], self.s2[i], self.done[i] = s, a, r, s2, done
        self.count += 1

    def sample(self, n, rng):
        i = rng.integers(len(self), size=n)
        return self.s[i], self.a[i], self.r[i], self.s2[i], self.done[i]


# %% wrong: knows how many it holds | up to the capacity
# never forgets
# replace: if len(self.rows) < self.capacity: -> if True:

# %% wrong: knows how many it holds | 0 at first
# from: five arrays, made in advance
# replace: return min(self.count, self.capacity) -> return self.capacity

# %% wrong: five arrays | gather s from all of them
# a list of transitions
# replace: return tuple(np.array(column) for column in zip(*chosen)) -> return chosen

# %% wrong: parts stay together | One draw of places
# from: a deque, without putting back
# replace: places = rng.choice(len(self.rows), size=n, replace=False) -> draw = lambda: rng.choice(len(self.rows), size=n, replace=False)
# replace: for i in places] -> for i in draw()]

# %% wrong: only what was stored | that are in use
# from: five arrays, made in advance
# replace: rng.integers(len(self), size=n) -> rng.integers(self.capacity, size=n)

# %% wrong: the oldest goes first | goes round
# writes over a random one
# replace: self.place = (self.place + 1) % self.capacity -> self.place = np.random.randint(self.capacity)

# %% wrong: the oldest goes first | goes round
# the newest is lost
# replace: self.place = (self.place + 1) % self.capacity -> pass

# %% wrong: no favourites | Draw places evenly
# new ones are drawn more often
# replace: rng.integers(len(self.rows), size=n) -> np.maximum(*rng.integers(len(self.rows), size=(2, n)))

# %% wrong: drawn from rng | the generator that sample is given
# replace: rng.integers(len(self.rows), size=n) -> np.random.randint(len(self.rows), size=n)
