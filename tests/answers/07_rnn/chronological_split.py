import numpy as np


# %% right: from the front
def chronological_split(series, validation, test):
    n = len(series)
    second = n - round(n * test)
    first = second - round(n * validation)
    return series[:first], series[first:second], series[second:]


# %% right: np.split
def chronological_split(series, validation, test):
    last, middle = round(test * len(series)), round(validation * len(series))
    return np.split(series, [len(series) - middle - last, len(series) - last])


# %% wrong: each part is in the order of time | never shuffle
# insert after: n = len(series) -> mixed = np.random.default_rng(0).permutation(series)
# replace: series[:first], series[first:second], series[second:] -> mixed[:first], mixed[first:second], mixed[second:]


# %% wrong: the past is for training, the future for the test | newest
def chronological_split(series, validation, test):
    n = len(series)
    first, second = round(n * test), round(n * test) + round(n * validation)
    return series[second:], series[first:second], series[:first]


# %% wrong: nothing is lost | no gap
def chronological_split(series, validation, test):
    n = len(series)
    first, last = int(n * (1 - validation - test)), round(n * test)
    return series[:first], series[first : first + round(n * validation) - 1], series[n - last :]


# %% wrong: nothing is lost | no overlap
# remove: first = second - round(n * validation)
# replace: return series[:first], series[first:second], series[second:] -> return series[:second], series[second - round(n * validation) : second], series[second:]

# %% wrong: shares of the whole | WHOLE series
# replace: n * validation -> second * validation

# %% wrong: shares of the whole | its own part
# the two shares exchanged
# replace: second = n - round(n * test) -> second = n - round(n * validation)
# replace: first = second - round(n * validation) -> first = second - round(n * test)

# %% wrong: sizes as `round` gives them | always rounds down
# replace: round( -> int(

# %% wrong: sizes as `round` gives them | each part that is held back
# the training part is rounded, and the test part has the rest
def chronological_split(series, validation, test):
    first = round(len(series) * (1 - validation - test))
    second = first + round(len(series) * validation)
    return series[:first], series[first:second], series[second:]



# %% wrong: no part if its share is 0 | from the front
def chronological_split(series, validation, test):
    a, b = round(len(series) * validation), round(len(series) * test)
    return series[: -a - b], series[-a - b : -b], series[-b:]
