import numpy as np


# %% right: changes of the slope
def piecewise_trend(t, changepoints, slopes):
    changes = np.diff(slopes)
    since = np.maximum(np.subtract.outer(t, changepoints), 0)
    return slopes[0] * t + since @ changes


# %% right: stretch by stretch
def piecewise_trend(t, changepoints, slopes):
    starts = np.concatenate([[0.0], changepoints])
    ends = np.concatenate([changepoints, [np.inf]])
    trend = np.zeros(len(t))
    for start, end, slope in zip(starts, ends, slopes):
        trend += slope * (np.clip(t, start, end) - start)
    return trend


# %% wrong: one slope, one line | it is 0 at time 0
# begins with the first slope
# replace: slopes[0] * t -> slopes[0] * (t + 1)

# %% wrong: one slope, one line | the trend is slopes[0] · t
# replace: slopes[0] * t + since @ changes -> since @ changes

# %% wrong: never jumps | slope · (t − changepoint)
# replace: np.maximum(np.subtract.outer(t, changepoints), 0) -> t[:, None] * (np.subtract.outer(t, changepoints) > 0)

# %% wrong: never jumps | from its changepoint on
# the slope of the moment, times the time
# replace: slopes[0] * t + since @ changes -> slopes[(since > 0).sum(axis=1)] * t

# %% wrong: the worked example | not what is added
# replace: np.diff(slopes) -> slopes[1:]

# %% wrong: each stretch has its slope | the earlier ones too
# the first two changepoints alone
# insert before: return -> changes[2:] = 0

# %% wrong: each stretch has its slope | The last slope goes on
# insert before: since = -> t = np.minimum(t, changepoints[-1] + 9) if len(changepoints) else t

# %% wrong: times in any order | a cumulative sum needs days in order
# insert before: changes = -> t = np.sort(t)
