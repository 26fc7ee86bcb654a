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


# %% wrong: in the order of time | never shuffle
# insert after: n = len(series) -> mixed = np.random.default_rng(0).permutation(series)
# replace: series[:first], series[first:second], series[second:] -> mixed[:first], mixed[first:second], mixed[second:]


# %% wrong: the future is for the test | newest
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

# %% wrong: shares of the whole | whole series
# replace: n * validation -> second * validation


# %% wrong: no test part if its share is 0 | from the front
def chronological_split(series, validation, test):
    a, b = round(len(series) * validation), round(len(series) * test)
    return series[: -a - b], series[-a - b : -b], series[-b:]
