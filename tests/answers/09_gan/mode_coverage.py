# %% right: distances at once
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int((count >= 0.01 * len(samples)).sum()), good.mean()


# %% right: sample by sample
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    count, good = np.zeros(len(centres)), 0
    for sample in samples:
        distance = np.linalg.norm(centres - sample, axis=1)
        nearest = np.argmin(distance)
        if distance[nearest] <= radius:
            count[nearest] += 1
            good += 1
    return np.sum(count >= len(samples) / 100), good / len(samples)


# %% wrong: bad samples cover nothing | within the radius
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1), minlength=len(centres))
    return int((count >= 0.01 * len(samples)).sum()), good.mean()


# %% wrong: a single stray sample is no coverage | at least 1 %
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int((count > 0).sum()), good.mean()


# %% wrong: the share of good samples | ALL samples
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int((count >= 0.01 * len(samples)).sum()), good.sum()


# %% wrong: counts the modes | counts once
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int(count.sum()), good.mean()


# %% wrong: distance is measured straight | Euclidean
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.abs(samples[:, None] - centres).max(axis=2)
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int((count >= 0.01 * len(samples)).sum()), good.mean()


# %% wrong: distance is measured straight | against the radius
import numpy as np


def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= 0.3
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int((count >= 0.01 * len(samples)).sum()), good.mean()
