"""The check of `mode_coverage`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def mode_coverage(answer, rng):
    """`mode_coverage(samples, centres, radius)`: (modes covered, share of good samples).

    Requirements:
    - "number of covered modes" → counts the modes
    - "share of good samples" → the share of good samples
    - "within `radius` of some mode's centre" → bad samples cover nothing
    - "A good sample counts for its nearest centre" → each sample counts for one mode
    - "its good samples are at least 1 % of all samples" → a single stray sample is no coverage
    - "Distances are Euclidean" → distance is measured straight
    - "a sample exactly at the radius is good" → the radius belongs to it
    """
    centres = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0], [8.0, 8.0]])
    shift = lambda count: rng.uniform(-0.2, 0.2, size=(count, 2))  # noqa: E731

    def found(samples, radius=0.3):
        pair = answer(samples, centres, radius)
        require(
            isinstance(pair, tuple | list) and len(pair) == 2,
            f"mode_coverage returned {type(pair).__name__}; expected a pair.",
        )
        return pair

    with criterion("counts the modes", hint="A mode counts once, however many good samples it has."):
        samples = centres[rng.permutation([0] * 30 + [1] * 40 + [3] * 30)] + shift(100)
        equal(found(samples)[0], 3, what="the modes covered by samples of three of five modes")
    with criterion("the share of good samples", hint="Good samples divided by ALL samples: a number from 0 to 1."):
        samples = np.concatenate([centres[rng.integers(0, 5, 60)] + shift(60), np.full((40, 2), 2.0)])
        close(found(samples)[1], 0.6, what="the share when 60 of 100 samples are near a centre")
    with criterion(
        "bad samples cover nothing",
        hint="The nearest centre may still be far away. Only samples within the radius count for a mode.",
    ):
        samples = np.concatenate([centres[[0] * 50] + shift(50), centres[rng.integers(1, 4, 50)] + 1.0])
        equal(found(samples)[0], 1, what="the modes covered when 50 samples are 1.4 away from their centres")
    with criterion(
        "each sample counts for one mode",
        hint="A sample may lie within the radius of several centres. It counts for the nearest of them alone.",
    ):
        samples = centres[rng.permutation([0] * 50 + [3] * 50)] + shift(100)
        equal(found(samples, 6.5)[0], 2, what="the modes covered by samples at two of them, with the radius 6.5")
    with criterion(
        "a single stray sample is no coverage",
        hint="A mode needs at least 1 % of all samples, good ones, to be covered.",
    ):
        samples = np.concatenate([centres[[0] * 399] + shift(399), centres[[4]]])
        equal(found(samples)[0], 1, what="the modes covered when one sample of 400 is at another centre")
        samples = np.concatenate([centres[[0] * 396] + shift(396), centres[[4] * 4]])
        equal(found(samples)[0], 2, what="the modes covered when 4 samples of 400, 1 %, are at another centre")
    with criterion(
        "distance is measured straight",
        hint="Euclidean distance: the root of the sum of squares. Compare it with the radius.",
    ):
        samples = centres[[0] * 4] + np.array([[0.25, 0.25], [-0.25, 0.25], [0.0, 0.29], [0.29, 0.0]])
        close(found(samples)[1], 0.5, what="the share of good samples within 0.3, two of them at 0.35")
        close(found(samples, 0.4)[1], 1.0, what="the share of good samples within 0.4")
    with criterion("the radius belongs to it", hint="Within the radius means at most the radius: compare with <=."):
        samples = np.array([[0.5, 0.0], [4.0, 0.5]])
        close(found(samples, 0.5)[1], 1.0, what="the share of good samples at exactly the radius 0.5")
