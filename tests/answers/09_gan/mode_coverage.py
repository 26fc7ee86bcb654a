import numpy as np


# %% right: distances at once
def mode_coverage(samples, centres, radius=0.3):
    distance = np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2))
    good = distance.min(axis=1) <= radius
    count = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int((count >= 0.01 * len(samples)).sum()), good.mean()


# %% right: sample by sample
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
# remove: [good]

# %% wrong: each sample counts for one mode | the nearest of them alone
# replace: np.bincount(distance.argmin(axis=1)[good], minlength=len(centres)) -> (distance <= radius).sum(axis=0)

# %% wrong: a single stray sample is no coverage | at least 1 %
# replace: count >= 0.01 * len(samples) -> count > 0

# %% wrong: the share of good samples | ALL samples
# replace: good.mean() -> good.sum()

# %% wrong: counts the modes | counts once
# replace: (count >= 0.01 * len(samples)) -> count

# %% wrong: distance is measured straight | Euclidean
# replace: np.sqrt(((samples[:, None] - centres) ** 2).sum(axis=2)) -> np.abs(samples[:, None] - centres).max(axis=2)

# %% wrong: distance is measured straight | Compare it with the radius
# replace: good = distance.min(axis=1) <= radius -> good = distance.min(axis=1) <= 0.3


# %% wrong: the radius belongs to it | at most the radius
# replace: distance.min(axis=1) <= radius -> distance.min(axis=1) < radius
