# %% right: two formulas
def transpose_output_size(n, kernel, stride, padding):
    if padding == "same":
        return n * stride
    return (n - 1) * stride + max(kernel, stride)


# %% right: overhang
def transpose_output_size(n, kernel, stride, padding):
    return n * stride + (max(kernel - stride, 0) if padding == "valid" else 0)


# %% right: the stamps' ends
def transpose_output_size(n, kernel, stride, padding):
    if padding == "same":
        return sum(stride for _ in range(n))
    return max(i * stride + max(kernel, stride) for i in range(n))


# %% wrong: valid: the kernels overlap at the seams | n − 1 gaps
# replace: (n - 1) -> n

# %% wrong: valid: the kernels overlap at the seams | n − 1 gaps
# replace: return (n - 1) * stride + max(kernel, stride) -> return (n - 1) * stride + max(kernel, stride) - 1

# %% wrong: same: the stride decides | exactly `stride` outputs
# replace: return n * stride -> return (n - 1) * stride + 1

# %% wrong: same: the stride decides | exactly `stride` outputs
# remove: if padding == "same":
# remove: return n * stride

# %% wrong: a kernel smaller than the stride | places even when it is narrower
# replace: max(kernel, stride) -> kernel
