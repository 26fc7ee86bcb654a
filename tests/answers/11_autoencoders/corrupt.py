import numpy as np


# %% right: by the table
def corrupt(x, rng, kind, amount):
    if kind == "noise":
        return x + rng.normal(0, amount, size=x.shape)
    hit = rng.random(x.shape) < amount
    if kind == "mask":
        return np.where(hit, 0.0, x)
    return np.where(hit, rng.integers(0, 2, size=x.shape), x)


# %% right: with a copy
def corrupt(x, rng, kind, amount):
    y = x.copy()
    if kind == "noise":
        y += amount * rng.standard_normal(x.shape)
    elif kind == "mask":
        y *= rng.random(x.shape) >= amount
    else:
        draw = rng.random(x.shape)
        y[draw < amount] = 1
        y[draw < amount / 2] = 0
    return y


# %% right: in float32
def corrupt(x, rng, kind, amount):
    if kind == "noise":
        return (x + rng.normal(scale=amount, size=x.shape)).astype("float32")
    value = 0 if kind == "mask" else rng.choice([0, 1], size=x.shape)
    return np.where(rng.binomial(1, amount, size=x.shape), value, x).astype("float32")


# %% wrong: the shape of x | any number of axes
# replace: rng.random(x.shape) -> rng.random((len(x), x.shape[1]))

# %% wrong: noise of the right size | not a variance
# replace: rng.normal(0, amount, size=x.shape) -> rng.normal(0, amount**0.5, size=x.shape)

# %% wrong: noise of the right size | mean is 0
# replace: rng.normal(0, amount, size=x.shape) -> rng.normal(amount, amount, size=x.shape)

# %% wrong: noise of the right size | not uniform
# replace: rng.normal(0, amount, size=x.shape) -> rng.uniform(-amount * 3**0.5, amount * 3**0.5, size=x.shape)

# %% wrong: noise is not cut off | no clip
# replace: return x + rng.normal(0, amount, size=x.shape) -> return np.clip(x + rng.normal(0, amount, size=x.shape), 0, 1)

# %% wrong: a mask of the right share | probability of 0
# replace: hit = rng.random(x.shape) < amount -> hit = rng.random(x.shape) > amount

# %% wrong: a mask of the right share | stays as it was
# replace: np.where(hit, 0.0, x) -> np.where(hit, 0.0, x / (1 - amount))

# %% wrong: salt and pepper | ANY change
# replace: rng.integers(0, 2, size=x.shape) -> 1

# %% wrong: salt and pepper | half of it
# from: with a copy
# replace: y[draw < amount] = 1 -> y[draw > 1 - amount] = 1
# replace: y[draw < amount / 2] = 0 -> y[draw < amount] = 0

# %% wrong: each number by itself | size=x.shape
# replace: rng.random(x.shape) -> np.broadcast_to(rng.random(x.shape[-1]), x.shape)

# %% wrong: each number by itself | as many random numbers
# replace: rng.normal(0, amount, size=x.shape) -> rng.normal(0, amount)

# %% wrong: draws from rng | that is given
# insert before: if kind == "noise": -> rng = np.random.default_rng(11)

# %% wrong: draws from rng | not one of your own
# insert before: if kind == "noise": -> rng = np.random.default_rng()

# %% wrong: leaves x as it was | write into
# from: with a copy
# replace: x.copy() -> x
