# %% right: OR, NAND, AND
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    at_least_one = neuron([x1, x2], (1, 1), -0.5)
    not_both = neuron([x1, x2], (-1, -1), 1.5)
    return neuron([at_least_one, not_both], (1, 1), -1.5)


# %% right: four NANDs, through a function of its own
def neuron(x, w, b):
    return 1 if sum(a * c for a, c in zip(x, w, strict=True)) + b > 0 else 0


NAND = ([-1, -1], 1.5)


def nand(a, b):
    return neuron([a, b], *NAND)


def xor(x1, x2):
    middle = nand(x1, x2)
    return nand(nand(x1, middle), nand(x2, middle))


# %% wrong: made of gates | Call neuron
def xor(x1, x2):
    return x1 ^ x2


# %% wrong: made of gates | weights of AND
def xor(x1, x2):
    return int(x1 != x2)


# %% wrong: no comparison in place of a network | only gates
# a gate for show
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    neuron([x1, x2], (1, 1), -0.5)
    return (x1 + x2) % 2


# %% wrong: false when the inputs are equal | silent for (1, 1) only
# OR
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    return neuron([x1, x2], (1, 1), -0.5)


# %% wrong: true when the inputs differ | outputs of the first layer
# the last gate looks at the inputs again
# replace: neuron([at_least_one, not_both], (1, 1), -1.5) -> neuron([x1, x2], (at_least_one, not_both), -1.5)

# %% wrong: false when the inputs are equal | Inputs (0, 0)
# XNOR: the truth table upside down
# replace: at_least_one = neuron([x1, x2], (1, 1), -0.5) -> both = neuron([x1, x2], (1, 1), -1.5)
# replace: not_both = neuron([x1, x2], (-1, -1), 1.5) -> none = neuron([x1, x2], (-1, -1), 0.5)
# replace: neuron([at_least_one, not_both], (1, 1), -1.5) -> neuron([both, none], (1, 1), -0.5)


# %% wrong: false when the inputs are equal
# nothing is returned
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    neuron([x1, x2], (1, 1), -0.5)


# %% right: unpacked pairs, arrays
import numpy as np

AND, OR, NAND = ([1, 1], -1.5), ([1, 1], -0.5), ([-1, -1], 1.5)


def neuron(x, w, b):
    return int(np.dot(x, w) + b > 0)


def xor(x1, x2):
    x = np.array([x1, x2])
    return neuron(np.array([neuron(x, *OR), neuron(x, *NAND)]), *AND)


# %% wrong: calls of neuron, and nothing else | return what the last one gives
# a gate for show, and arithmetic
# replace: return neuron([at_least_one, not_both], (1, 1), -1.5) -> return x1 + x2 - 2 * x1 * x2

# %% wrong: calls of neuron, and nothing else | Call neuron by its name
# a mention
# remove: at_least_one = neuron([x1, x2], (1, 1), -0.5)
# remove: not_both = neuron([x1, x2], (-1, -1), 1.5)
# replace: return neuron([at_least_one, not_both], (1, 1), -1.5) -> return (neuron, abs(x1 - x2))[1]

# %% wrong: calls of neuron, and nothing else | outputs of other neurons
# arithmetic, and a neuron that hands it on
# replace: return neuron([at_least_one, not_both], (1, 1), -1.5) -> return neuron([abs(x1 - x2)], (1,), -0.5)
# replace: int(x[0] * w[0] + x[1] * w[1] + b > 0) -> int(sum(a * c for a, c in zip(x, w)) + b > 0)

# %% wrong: calls of neuron, and nothing else | fixed weights
# the bias knows the answer
# replace: return neuron([at_least_one, not_both], (1, 1), -1.5) -> return neuron([x1, x2], (0, 0), bool(x1) - bool(x2))
# insert before: return neuron -> x1, x2 = max(x1, x2), min(x1, x2)

# %% wrong: calls of neuron, and nothing else | fixed weights
# arithmetic chooses between a neuron that always fires and one that never does
# replace: return neuron([at_least_one, not_both], (1, 1), -1.5) -> return neuron([(no, yes)[abs(bool(x1) - bool(x2))]] * 2, (1, 0), -0.5)
# replace: at_least_one = neuron([x1, x2], (1, 1), -0.5) -> yes = neuron([x1, x2], (0, 0), 1)
# replace: not_both = neuron([x1, x2], (-1, -1), 1.5) -> no = neuron([x1, x2], (0, 0), -1)

# %% wrong: calls of neuron, and nothing else | inputs that are x1, x2
# one neuron, and a third input that is their product
# replace: int(x[0] * w[0] + x[1] * w[1] + b > 0) -> int(sum(a * c for a, c in zip(x, w)) + b > 0)
# replace: return neuron([at_least_one, not_both], (1, 1), -1.5) -> return neuron([x1, x2, x1 * x2], (1, 1, -2), 0)

# %% wrong: no comparison in place of a network | No if
# a comparison, and calls for show
# insert before: return neuron -> if x1 > x2 or x1 < x2: return 1

# %% wrong: calls of neuron, and nothing else | Call neuron by its name
# a comparison in a function of its own
# from: four NANDs, through a function of its own
# replace: return nand(nand(x1, middle), nand(x2, middle)) -> return differ(x1, x2)
# insert before: def xor(x1, x2): -> differ = lambda a, b: int(a != b)


# %% right: a neuron with a guard
def neuron(x, w, b):
    if len(x) != len(w):
        raise ValueError("as many weights as inputs, please")
    return 1 if sum(a * c for a, c in zip(x, w)) + b > 0 else 0


def xor(x1, x2):
    both = neuron([x1, x2], [1, 1], -3 / 2)
    return neuron([x1, x2, both], [1, 1, -2], -1 / 2)
