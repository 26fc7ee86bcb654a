# %% right: by the book
AND = ([1.0, 1.0], -1.5)
OR = ([1.0, 1.0], -0.5)
NAND = ([-1.0, -1.0], 1.5)


# %% right: other numbers, as arrays and integers
import numpy as np

AND = (np.array([2, 3]), -4)
OR = (np.array([0.5, 0.7]), -0.1)
NAND = [(-0.5, -0.5), 0.7]


# %% wrong: AND has the right truth table | one input alone
# AND is OR
# replace: AND = ([1.0, 1.0], -1.5) -> AND = ([1.0, 1.0], -0.5)

# %% wrong: OR has the right truth table | Each input alone
# OR needs both
# replace: OR = ([1.0, 1.0], -0.5) -> OR = ([1.0, 1.0], -1.0)

# %% wrong: NAND has the right truth table | Start from AND
# NOR in place of NAND
# replace: NAND = ([-1.0, -1.0], 1.5) -> NAND = ([-1.0, -1.0], 0.5)

# %% wrong: NAND has the right truth table | every sign
# the bias of AND was not turned round
# replace: NAND = ([-1.0, -1.0], 1.5) -> NAND = ([-1.0, -1.0], -1.5)


# %% wrong: AND has the right truth table
# thresholds in place of biases
AND = ([1.0, 1.0], 1.5)
OR = ([1.0, 1.0], 0.5)
NAND = ([-1.0, -1.0], 1.5)


# %% wrong: AND has the right truth table
# nothing filled in
AND = OR = NAND = None


# %% wrong: AND has the right truth table
# weights that give the wanted answers, one after the other, whatever they are multiplied by
from itertools import cycle


class Wanted(float):
    answers = cycle([0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0])

    def __mul__(self, other):
        return self

    def __add__(self, other):
        return self

    def __gt__(self, other):
        return next(self.answers)


AND = OR = NAND = ([Wanted(1), Wanted(1)], 1.0)
