import numpy as np


# %% right: a cumulative product
def cosine_schedule(T):
    f = np.cos((np.arange(T + 1) / T + 0.008) / 1.008 * np.pi / 2) ** 2
    return np.cumprod(np.maximum(f[1:] / f[:-1], 0.001))


# %% right: step by step, with beta
def cosine_schedule(T):
    def f(u):
        return np.cos((u / T + 0.008) / 1.008 * np.pi / 2) ** 2

    left, alpha_bar = 1.0, []
    for t in range(T):
        beta = min(1 - f(t + 1) / f(t), 0.999)
        left *= 1 - beta
        alpha_bar.append(left)
    return np.array(alpha_bar, dtype="float32")


# %% wrong: one number a step | T steps
# f(0) is kept too
# replace: np.cumprod(np.maximum(f[1:] / f[:-1], 0.001)) -> np.maximum(f / f[0], 0.001)

# %% wrong: less and less signal | a cumulative product
# replace: np.cumprod(np.maximum(f[1:] / f[:-1], 0.001)) -> np.maximum(f[:-1] / f[1:], 0.001)

# %% wrong: the first step counts already | AFTER the first step
# begins with 1
# replace: np.cumprod(np.maximum(f[1:] / f[:-1], 0.001)) -> f[:-1] / f[0]

# %% wrong: less and less signal | from the first step on
# the shares of single steps, not multiplied, and noise in place of signal
# replace: np.cumprod(np.maximum(f[1:] / f[:-1], 0.001)) -> np.cumprod(np.maximum(1 - f[1:] / f[:-1], 0.001))

# %% wrong: less and less signal | multiplied
# replace: np.maximum(f[1:] / f[:-1], 0.001) -> f[1:] / f[:-1] + 1

# %% wrong: the first step counts already | AFTER the first step
# no square
# remove:  ** 2

# %% wrong: a cosine in between | the SQUARE
# the first step is right, by chance or by trial
# insert before: return -> f[2:] = np.linspace(f[2], 0, T - 1)

# %% wrong: a little is left at the end | nothing at all
# replace: np.cumprod(np.maximum(f[1:] / f[:-1], 0.001)) -> f[1:] / f[0]

# %% wrong: a little is left at the end | not for the product
# replace: np.cumprod(np.maximum(f[1:] / f[:-1], 0.001)) -> np.maximum(f[1:] / f[0], 1e-8)

# %% wrong: a cosine in between | the PRODUCT of the steps' shares
# the share that each single step keeps
# remove: np.cumprod
