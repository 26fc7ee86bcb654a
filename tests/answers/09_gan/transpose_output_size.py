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
def transpose_output_size(n, kernel, stride, padding):
    if padding == "same":
        return n * stride
    return n * stride + max(kernel, stride)


# %% wrong: valid: the kernels overlap at the seams | n − 1 gaps
def transpose_output_size(n, kernel, stride, padding):
    if padding == "same":
        return n * stride
    return (n - 1) * stride + max(kernel, stride) - 1


# %% wrong: same: the stride decides | exactly `stride` outputs
def transpose_output_size(n, kernel, stride, padding):
    if padding == "same":
        return (n - 1) * stride + 1
    return (n - 1) * stride + max(kernel, stride)


# %% wrong: same: the stride decides | exactly `stride` outputs
def transpose_output_size(n, kernel, stride, padding):
    return (n - 1) * stride + max(kernel, stride)


# %% wrong: a kernel smaller than the stride | places even when it is narrower
def transpose_output_size(n, kernel, stride, padding):
    if padding == "same":
        return n * stride
    return (n - 1) * stride + kernel
