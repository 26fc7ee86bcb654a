# %% right: by the formula
def lstm_parameters(d, u):
    return 4 * (u * (u + d) + u)


# %% right: kernel by kernel
def lstm_parameters(d, u):
    kernel, recurrent, bias = d * 4 * u, u * 4 * u, 4 * u
    return kernel + recurrent + bias


# %% wrong: one unit, one feature | 12
# replace: return 4 * (u * (u + d) + u) -> return u * (u + d) + u

# %% wrong: one unit, one feature | 12
# replace: return 4 * (u * (u + d) + u) -> return 3 * (u * (u + d) + u)

# %% wrong: the input kernel | a row for each of the d features
# replace: return 4 * (u * (u + d) + u) -> return 4 * (u * u + 2 * u)

# %% wrong: the recurrent kernel | R has shape (u, 4u)
# replace: return 4 * (u * (u + d) + u) -> return 4 * (u * d + u + 1)

# %% wrong: one unit, one feature | one for h
# replace: return 4 * (u * (u + d) + u) -> return 4 * (u * d + u)

# %% wrong: one unit, one feature | and a bias
# two biases, as in PyTorch
# replace: return 4 * (u * (u + d) + u) -> return 4 * (u * (u + d) + 2 * u)

# %% wrong: one unit, one feature | and a bias
# replace: return 4 * (u * (u + d) + u) -> return 4 * u * (u + d)

# %% wrong: as Keras counts | layer.count_params()
# one case alone
# replace: return 4 * (u * (u + d) + u) -> return 4 * (u * (u + d) + u) if min(d, u) == 1 or u == 10 else 0

# %% wrong: one bias for each gate and unit | ONE bias
# replace: return 4 * (u * (u + d) + u) -> return 4 * (u * (u + d) + 1)
