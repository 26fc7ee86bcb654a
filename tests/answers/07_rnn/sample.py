# %% right: choice
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))


# %% right: Gumbel noise
import numpy as np


def sample(logits, temperature, rng):
    return int(np.argmax(np.asarray(logits) / temperature + rng.gumbel(size=len(logits))))


# %% wrong: an index | from 0
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z - z.max())
    return p / p.sum()


# %% wrong: an index | len(logits) − 1
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z - z.max())
    return int(rng.choice(np.arange(1, len(p) + 1), p=p / p.sum()))


# %% wrong: softmax at temperature 1 | divided by their sum
import numpy as np


def sample(logits, temperature, rng):  # shares of the logits, not of their exponentials
    p = np.maximum(np.asarray(logits, dtype=float), 0) + 1e-9
    return int(rng.choice(len(p), p=p / p.sum()))


# %% wrong: softmax at temperature 1 | exp(logits)
import numpy as np


def sample(logits, temperature, rng):  # always the likeliest
    return int(np.argmax(logits))


# %% wrong: cold is careful, hot is wild | DIVIDE
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) * temperature
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))


# %% wrong: cold is careful, hot is wild | likelier
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits)
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))


# %% wrong: large logits | overflows
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z)
    return int(rng.choice(len(p), p=p / p.sum()))


# %% wrong: drawn from rng | generator you are given
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z - z.max())
    return int(np.random.default_rng().choice(len(p), p=p / p.sum()))


# %% wrong: drawn from rng | a seed repeats
import numpy as np


def sample(logits, temperature, rng):
    z = np.asarray(logits) / temperature
    p = np.exp(z - z.max())
    return int(np.random.default_rng(0).choice(len(p), p=p / p.sum()))
