import numpy as np


# %% right: norms
def numerical(f, x):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = 1e-5
        gradient[index] = (f(x + step) - f(x - step)) / 2e-5
    return gradient


def gradient_check(f, grad, x):
    a, n = grad(x), numerical(f, x)
    lengths = np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel())
    return float(np.linalg.norm((a - n).ravel()) / lengths) if lengths else 0.0


# %% right: square roots of sums
def numerical(f, x):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = 1e-5
        gradient[index] = (f(x + step) - f(x - step)) / 2e-5
    return gradient


def gradient_check(f, grad, x):
    a, n = grad(x), numerical(f, x)
    top, bottom = np.sqrt(np.sum((a - n) ** 2)), np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(n**2))
    return 0.0 if bottom == 0 else top / bottom


# %% wrong: tiny for a right gradient | Compare grad(x)
# replace: (a - n) -> (a + n)

# %% wrong: ⅓ for a gradient twice too large | SUM of both lengths
# remove: lengths = np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel())
# replace: float(np.linalg.norm((a - n).ravel()) / lengths) if lengths else 0.0 -> np.linalg.norm((a - n).ravel()) / max(np.linalg.norm(n.ravel()), 1e-300)

# %% wrong: ⅓ for a gradient twice too large | SUM of both lengths
# remove: lengths = np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel())
# replace: return float(np.linalg.norm((a - n).ravel()) / lengths) if lengths else 0.0 -> return float(np.linalg.norm((a - n).ravel()))

# %% wrong: 1 for a gradient of the wrong sign | do not let signs cancel
# replace: np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel()) -> np.linalg.norm((a + n).ravel())

# %% wrong: sees one wrong entry | ALL entries
# from: square roots of sums
# replace: top, bottom = np.sqrt(np.sum((a - n) ** 2)), np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(n**2)) -> bottom = abs(a.ravel()[0]) + abs(n.ravel()[0])
# replace: 0.0 if bottom == 0 else top / bottom -> float(abs(a.ravel()[0] - n.ravel()[0]) / bottom) if bottom else 0.0

# %% wrong: sees one wrong entry | np.linalg.norm
# replace: lengths = np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel()) -> bottom = np.abs(a) + np.abs(n)
# replace: float(np.linalg.norm((a - n).ravel()) / lengths) if lengths else 0.0 -> float(np.mean(np.abs(a - n) / np.maximum(bottom, 1e-12)))

# %% wrong: any shape | flatten both
# from: square roots of sums
# replace: np.sum((a - n) ** 2) -> sum(sum((a - n) ** 2))
# replace: bottom = -> bottom =

# %% wrong: 0 when both are 0 | nan
# remove: lengths = np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel())
# replace: float(np.linalg.norm((a - n).ravel()) / lengths) if lengths else 0.0 -> np.linalg.norm((a - n).ravel()) / (np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel()))


# %% wrong: built by hand
from scipy.optimize import check_grad


def gradient_check(f, grad, x):
    def flat(v):
        return f(v.reshape(x.shape))

    return check_grad(flat, lambda v: grad(v.reshape(x.shape)).ravel(), x.ravel()) / max(2 * np.linalg.norm(grad(x)), 1)
