import numpy as np


# %% right: the mean difference against its standard error
def compare(errors_a, errors_b):
    gaps = errors_a - errors_b
    error = gaps.std(ddof=1) / np.sqrt(len(gaps))
    if abs(gaps.mean()) <= 2.3 * error:
        return "about equal"
    return "A" if gaps.mean() < 0 else "B"


# %% right: one of them wins nearly every split
def compare(errors_a, errors_b):
    wins_a, wins_b = int(np.sum(errors_a < errors_b)), int(np.sum(errors_b < errors_a))
    if max(wins_a, wins_b) < 0.8 * len(errors_a):
        return "about equal"
    return "A" if wins_a > wins_b else "B"


# %% right: signs turned at random
def compare(errors_a, errors_b):
    gaps = np.array(errors_a) - np.array(errors_b)
    signs = np.random.default_rng(0).choice([-1, 1], size=(500, len(gaps)))
    by_luck = np.abs(signs @ gaps) >= abs(gaps.sum()) * (1 - 1e-9)
    if by_luck.mean() > 0.05:
        return "about equal"
    return "AB"[int(gaps.sum() > 0)]


# %% right: with room for training rows that the splits share
def compare(errors_a, errors_b):
    gaps = errors_a - errors_b
    error = gaps.std(ddof=1) * np.sqrt(1 / len(gaps) + 1 / 9)
    if abs(gaps.mean()) <= 2.3 * error:
        return "about equal"
    return "A" if gaps.mean() < 0 else "B"


# %% wrong: one of three answers | Return one of the words
# replace: return "about equal" -> return None
# replace: abs(gaps.mean()) <= 2.3 * error -> abs(gaps.mean()) <= 1e9 * error

# %% wrong: smaller errors are better | These are ERRORS
# replace: gaps.mean() < 0 -> gaps.mean() > 0

# %% wrong: about equal to itself | differs by 0 everywhere
# replace: if abs(gaps.mean()) <= 2.3 * error: -> if abs(gaps.mean()) < 2.3 * error:

# %% wrong: whatever the unit | No fixed number
# replace: 2.3 * error -> 1.0


# %% wrong: no winner where there is none | smaller mean
def compare(errors_a, errors_b):
    if np.mean(errors_a) == np.mean(errors_b):
        return "about equal"
    return "A" if np.mean(errors_a) < np.mean(errors_b) else "B"


# %% wrong: no winner where there is none | luck alone
# replace: 2.3 * error -> error


# %% wrong: finds the better one behind the luck of the splits | hard for both
# the spread of the columns in the place of that of the differences
def compare(errors_a, errors_b):
    gap = np.mean(errors_a) - np.mean(errors_b)
    spread = np.sqrt(np.var(errors_a, ddof=1) + np.var(errors_b, ddof=1))
    if abs(gap) <= 2 * spread / np.sqrt(len(errors_a)):
        return "about equal"
    return "A" if gap < 0 else "B"


# %% wrong: finds the better one behind the luck of the splits | split by split
# "by less than their spread": the rule of many papers
def compare(errors_a, errors_b):
    gap = np.mean(errors_a) - np.mean(errors_b)
    if abs(gap) <= np.std(errors_a, ddof=1) + np.std(errors_b, ddof=1):
        return "about equal"
    return "A" if gap < 0 else "B"
