# %% right: pairs
from itertools import pairwise


def count_parameters(sizes):
    return sum(n * m + m for n, m in pairwise(sizes))


# %% right: a loop with indices
def count_parameters(sizes):
    total = 0
    for i in range(1, len(sizes)):
        total += sizes[i - 1] * sizes[i]
        total += sizes[i]
    return total


# %% wrong: gives every unit a bias | One bias
# biases forgotten
# replace: return sum(n * m + m for n, m in pairwise(sizes)) -> return sum(n * m for n, m in pairwise(sizes))

# %% wrong: gives every unit a bias | not for the inputs
# biases for the inputs too
# replace: sum(n * m + m for n, m in pairwise(sizes)) -> sum(n * m for n, m in pairwise(sizes)) + sum(sizes)

# %% wrong: gives every unit a bias | not for the inputs
# biases of the inputs in place of those of the units
# replace: n * m + m -> n * m + n

# %% wrong: counts one layer | n·m weights
# units in place of connections
# replace: return sum(n * m + m for n, m in pairwise(sizes)) -> return sum(sizes)

# %% wrong: adds up all the layers | neighbouring pairs
# the first layer only
# replace: sum(n * m + m for n, m in pairwise(sizes)) -> sizes[0] * sizes[1] + sizes[1]

# %% wrong: adds up all the layers | neighbouring pairs
# off by one: the last layer is missing
# replace: sum(n * m + m for n, m in pairwise(sizes)) -> sum((sizes[i] + 1) * sizes[i + 1] for i in range(max(1, len(sizes) - 2)) if i + 1 < len(sizes))

# %% wrong: adds up all the layers
# learned the example by heart
# replace: sum(n * m + m for n, m in pairwise(sizes)) -> {(3, 4, 2): 26, (3, 2): 8, (5, 1): 6, (1, 1): 2, (1, 5): 10, (784, 128, 10): 101770}.get(tuple(sizes), 0)

# %% wrong: gives 0 for inputs alone | the sum is empty
# from: a loop with indices
# replace: for i in range(1, len(sizes)): -> for i in range(1, max(2, len(sizes))):
# remove: total += sizes[i - 1] * sizes[i]
# replace: total += sizes[i] -> total += (sizes[i - 1] + 1) * sizes[i]
