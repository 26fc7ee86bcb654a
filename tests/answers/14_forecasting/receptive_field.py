import numpy as np


# %% right: the formula
def receptive_field(kernel, dilations):
    return 1 + (kernel - 1) * sum(dilations)


# %% right: layer by layer
def receptive_field(kernel, dilations):
    days = 1
    for dilation in dilations:
        days += dilation * (kernel - 1)
    return np.int64(days)


# %% wrong: today counts | one output is one day
# replace: 1 + (kernel - 1) -> (kernel - 1)

# %% wrong: today counts | Later layers add
# replace: 1 + (kernel - 1) * sum(dilations) -> kernel * sum(dilations)

# %% wrong: today counts | a kernel of one row adds nothing
# replace: (kernel - 1) * sum(dilations) -> kernel * sum(dilations)

# %% wrong: the worked example | Each layer adds
# a layer counts once, whatever its dilation is
# replace: sum(dilations) -> len(dilations)

# %% wrong: the worked example | Add them up
# the largest alone
# replace: sum(dilations) -> max(dilations, default=0)

# %% wrong: the worked example | (k − 1) · d
# the layers' reach is multiplied
# replace: sum(dilations) -> int(np.prod(dilations)) * (len(dilations) > 0)

# %% wrong: wider kernels | k − 1 gaps
# right for k = 2 and k = 1
# replace: (kernel - 1) * sum(dilations) -> (kernel // 2) * sum(dilations)

# %% wrong: any dilations | need not double
# from the last one alone
# replace: sum(dilations) -> (2 * dilations[-1] - 1 if dilations else 0)
