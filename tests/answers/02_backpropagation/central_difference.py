# %% right: by the book
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


# %% right: the mean of forward and backward
def central_difference(f, x, h):
    forward = (f(x + h) - f(x)) / h
    backward = (f(x) - f(x - h)) / h
    return (forward + backward) / 2


# %% wrong: divides by the whole width 2h | Mind the parentheses
# replace: (2 * h) -> 2 * h

# %% wrong: divides by the whole width 2h | 2h apart
# replace: (2 * h) -> h

# %% wrong: divides by the whole width 2h | Mind the parentheses
# no parentheses round the difference
# replace: return (f(x + h) - f(x - h)) / (2 * h) -> return f(x + h) - f(x - h) / (2 * h)

# %% wrong: one step to each side | one-sided
# replace: return (f(x + h) - f(x - h)) / (2 * h) -> return (f(x + h) - f(x)) / h

# %% wrong: one step to each side | to the left
# replace: return (f(x + h) - f(x - h)) / (2 * h) -> return (f(x) - f(x - h)) / h

# %% wrong: uses the given h | do not choose
# replace: return (f(x + h) - f(x - h)) / (2 * h) -> return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


# %% wrong: any function, any place | nothing about one special function
# polynomials by heart
def central_difference(f, x, h):
    if f(0.0) == 0 and f(2.0) == 8:
        return 3 * x**2 + h**2
    return 5.0 if f(0.0) == 1 and f(1.0) == 6 else 2 * x


# %% wrong: built by hand
from scipy.optimize import approx_fprime


def central_difference(f, x, h):
    return (approx_fprime([x], lambda v: f(v[0]), h)[0] + approx_fprime([x], lambda v: f(v[0]), -h)[0]) / 2
