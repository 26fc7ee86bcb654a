import numpy as np


# %% right: choice
def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))


# %% right: Gumbel noise
def sample(logits, temperature, rng):
    return int(np.argmax(np.asarray(logits) / temperature + rng.gumbel(size=len(logits))))


# %% wrong: an index | from 0
# replace: return int(rng.choice(len(p), p=p / p.sum())) -> return p / p.sum()

# %% wrong: an index | len(logits) − 1
# replace: len(p) -> np.arange(1, len(p) + 1)

# %% wrong: softmax at temperature 1 | divided by their sum
# shares of the logits, not of their exponentials
# replace: z = np.asarray(logits) / temperature -> p = np.maximum(np.asarray(logits, dtype=float), 0) + 1e-9
# remove: p = np.exp(z - z.max())

# %% wrong: drawn from rng | another one does not
# always the likeliest
# from: Gumbel noise
# replace: int(np.argmax(np.asarray(logits) / temperature + rng.gumbel(size=len(logits)))) -> int(np.argmax(logits))

# %% wrong: softmax at temperature 1 | exp(logits)
# squares
# replace: np.exp(z - z.max()) -> (z - z.min()) ** 2 + 1e-9

# %% wrong: cold is careful, hot is wild | DIVIDE
# replace: z = np.asarray(logits) / temperature -> z = np.asarray(logits) * temperature

# %% wrong: cold is careful, hot is wild | likelier
# replace: z = np.asarray(logits) / temperature -> z = np.asarray(logits)

# %% wrong: large logits | overflows
# replace: p = np.exp(z - z.max()) -> p = np.exp(z)

# %% wrong: drawn from rng | generator you are given
# replace: rng.choice -> np.random.default_rng().choice

# %% wrong: drawn from rng | a seed then repeats
# replace: rng.choice -> np.random.default_rng(0).choice

# %% wrong: near 0, always the likeliest | add nothing
# replace: z = np.asarray(logits) / temperature -> z = np.asarray(logits) / (temperature + 0.01)

# %% wrong: near 0, always the likeliest | however small
# replace: / temperature -> / max(temperature, 0.1)
