# %% right: NumPy
import numpy as np


def neuron(x, w, b):
    return int(np.dot(x, w) + b > 0)


# %% right: a plain loop
def neuron(x, w, b):
    total = b
    for value, weight in zip(x, w, strict=True):
        total += value * weight
    if total > 0:
        return 1
    return 0


# %% right: a NumPy integer
import numpy as np


def neuron(x, w, b):
    return np.heaviside(np.asarray(x) @ np.asarray(w) + b, 0.0)


# %% right: with a guard
def neuron(x, w, b):
    if len(x) != len(w):
        raise ValueError("as many weights as inputs, please")
    return 1 if sum(a * c for a, c in zip(x, w)) + b > 0 else 0


# %% wrong: adds the bias | more easily
# the bias as a threshold
# replace: return int(np.dot(x, w) + b > 0) -> return int(np.dot(x, w) - b > 0)

# %% wrong: adds the bias | add b
# the bias forgotten
# replace: return int(np.dot(x, w) + b > 0) -> return int(np.dot(x, w) > 0)

# %% wrong: stays silent at exactly 0 | strict
# >= in place of >
# replace: return int(np.dot(x, w) + b > 0) -> return int(np.dot(x, w) + b >= 0)

# %% wrong: takes any number of inputs | x[0] and x[1]
# two inputs only
# replace: int(np.dot(x, w) + b > 0) -> int(x[0] * w[0] + x[1] * w[1] + b > 0) if len(x) > 1 else 0

# %% wrong: fires when w·x + b is above 0 | its own weight
# weights forgotten
# replace: return int(np.dot(x, w) + b > 0) -> return int(sum(x) + b > 0)

# %% wrong: fires when w·x + b is above 0 | its own weight
# the sum itself, without the step
# replace: return int(np.dot(x, w) + b > 0) -> return np.dot(x, w) + b

# %% wrong: takes any number of inputs
# learned the example by heart
# replace: int(np.dot(x, w) + b > 0) -> 1 if list(x) in ([1, 2], [0, 0]) and w[-1] != -1.0 else 0
