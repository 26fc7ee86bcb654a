# %% right: whole-number division
def output_size(n, kernel, stride, padding):
    if padding == "same":
        return -(-n // stride)
    return (n - kernel) // stride + 1


# %% right: math.ceil and floor
import math


def output_size(n, kernel, stride, padding):
    free = n - kernel if padding == "valid" else n - 1
    return math.floor(free / stride) + 1


# %% right: counting the places
def output_size(n, kernel, stride, padding):
    if padding == "same":
        kernel = 1
    return len([start for start in range(0, n, stride) if start + kernel <= n])


# %% wrong: valid: the kernel stays inside | costs one
# replace: return (n - kernel) // stride + 1 -> return (n - kernel) // stride


# %% wrong: valid with a stride | whole steps
import math


def output_size(n, kernel, stride, padding):
    if padding == "same":
        return math.ceil(n / stride)
    return math.ceil((n - kernel) / stride) + 1


# %% wrong: valid with a stride | whole steps
# replace: return (n - kernel) // stride + 1 -> return n - kernel + 1

# %% wrong: same: as many as there are pixels | keeps the size
# remove: if padding == "same":
# remove: return -(-n // stride)

# %% wrong: same with a stride | rounded UP
# replace: return -(-n // stride) -> return n // stride


# %% wrong: same with a stride | rounded UP
def output_size(n, kernel, stride, padding):
    return n if padding == "same" else (n - kernel) // stride + 1


# %% wrong: a whole number | divide with //
import math


def output_size(n, kernel, stride, padding):
    if padding == "same":
        return float(math.ceil(n / stride))
    return float((n - kernel) // stride + 1)
