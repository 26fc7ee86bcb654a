import numpy as np


# %% right: so many may be above it
def anomaly_threshold(errors, false_alarm_rate):
    may_exceed = int(false_alarm_rate * len(errors))
    return np.sort(errors)[len(errors) - 1 - may_exceed]


# %% right: a quantile of the right kind
def anomaly_threshold(errors, false_alarm_rate):
    return np.quantile(errors, 1 - false_alarm_rate, method="inverted_cdf")


# %% right: tried one by one
def anomaly_threshold(errors, false_alarm_rate):
    for threshold in sorted(errors):
        if np.mean(errors > threshold) <= false_alarm_rate:
            return threshold


# %% wrong: no alarm at rate 0 | wherever it stands
# replace: np.sort(errors) -> errors

# %% wrong: no alarm at rate 0 | the suspicious ones
# from: a quantile of the right kind
# replace: 1 - false_alarm_rate -> false_alarm_rate

# %% wrong: no alarm at rate 0 | the largest
def anomaly_threshold(errors, false_alarm_rate):
    return errors.mean() + 2 * errors.std()


# %% wrong: at most this share is above it | ABOVE
# replace: int(false_alarm_rate * len(errors)) -> int(np.ceil(false_alarm_rate * len(errors)))

# %% wrong: at most this share is above it | at most rate
# from: a quantile of the right kind
# replace: method="inverted_cdf" -> method="linear"

# %% wrong: the smallest such error | between two of them
# from: a quantile of the right kind
# replace: method="inverted_cdf" -> method="higher"

# %% wrong: the smallest such error | next smaller one
# replace: int(false_alarm_rate * len(errors)) -> max(int(false_alarm_rate * len(errors)) - 1, 0)

# %% wrong: errors that are equal | as often as they occur
# insert before: may_exceed = -> errors = np.unique(errors)

# %% wrong: leaves the errors as they were | caller's array
# insert before: may_exceed = -> errors.sort()
# replace: np.sort(errors) -> errors
