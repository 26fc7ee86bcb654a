import numpy as np


# %% right: by the book
def ucb(counts, sums, t, c):
    bounds = np.full(len(counts), np.inf)
    tried = np.asarray(counts) > 0
    n = counts[tried]
    bounds[tried] = sums[tried] / n + c * np.sqrt(np.log(t) / n)
    return bounds


# %% right: arm by arm
def ucb(counts, sums, t, c):
    def bound(n, total):
        return total / n + c * (np.log(t) / n) ** 0.5 if n else np.inf

    return [bound(n, total) for n, total in zip(counts, sums)]


# %% wrong: means of what an arm gave | `sums` are sums
# replace: sums[tried] / n -> sums[tried]

# %% wrong: the worked example | the natural logarithm
# replace: np.log(t) -> np.log2(t)

# %% wrong: the worked example | the root of the whole fraction
# replace: np.sqrt(np.log(t) / n) -> np.sqrt(np.log(t)) / n

# %% wrong: the bonus grows with the pulls of all arms | the number of ALL pulls
# adds one, so that the logarithm is never 0; near the example's digits by chance it is not
# replace: np.log(t) -> (np.log(t) if t == 5 else np.log(t + 1))

# %% wrong: the bonus shrinks with the arm's own pulls | the arm's own count
# right for the equal counts of a first round only
# replace: np.log(t) / n -> np.log(t) / (n if len(n) < 4 else n.mean())

# %% wrong: arms that were never pulled | nan wins no comparison
# from: arm by arm
# replace: if n else np.inf -> if n else 0.0

# %% wrong: leaves its arguments unchanged | Write into a new array
# replace: bounds = np.full(len(counts), np.inf) -> bounds = sums
# replace: return bounds -> bounds[~tried] = np.inf; return bounds
