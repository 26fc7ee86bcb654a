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


# %% wrong: no comparison in place of a network | Only gates
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
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    at_least_one = neuron([x1, x2], (1, 1), -0.5)
    not_both = neuron([x1, x2], (-1, -1), 1.5)
    return neuron([x1, x2], (at_least_one, not_both), -1.5)


# %% wrong: false when the inputs are equal | Inputs (0, 0)
# XNOR: the truth table upside down
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    both = neuron([x1, x2], (1, 1), -1.5)
    none = neuron([x1, x2], (-1, -1), 0.5)
    return neuron([both, none], (1, 1), -0.5)


# %% wrong: true when the inputs differ
# nothing is returned
def neuron(x, w, b):
    return int(x[0] * w[0] + x[1] * w[1] + b > 0)


def xor(x1, x2):
    neuron([x1, x2], (1, 1), -0.5)
