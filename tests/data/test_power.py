"""Made electric load: what a maker of towns gives, and that a wrong day is wrong by its shape alone."""

import numpy as np
import pytest

from dlcourse.data.makers.series.power import DAY, KINDS, make, make_kinds


def test_a_town_has_normal_days_later_days_and_labels():
    normal, series, wrong = make(70, 30, np.random.default_rng(1))
    assert (normal.shape, series.shape, wrong.shape) == ((70 * DAY,), (30 * DAY,), (30,))
    assert wrong.dtype == bool


def test_the_same_seed_gives_the_same_town_and_another_one_another():
    first, again, other = (make(14, 14, np.random.default_rng(seed)) for seed in (1, 1, 2))
    for one, same in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, same)
    assert abs(first[0] - other[0]).mean() > 1


def test_one_later_day_in_eight_is_wrong_and_each_kind_comes():
    kinds = make_kinds(1, 4000, np.random.default_rng(1))[1]
    assert abs(np.mean(kinds >= 0) - 1 / 8) < 0.02
    counts = np.bincount(kinds[kinds >= 0], minlength=len(KINDS))
    assert counts.min() > 80


def test_the_weekend_has_a_later_and_lower_morning():
    days = make_kinds(1400, 0, np.random.default_rng(1))[0][:, : DAY // 2]
    weekend = np.arange(1400) % 7 >= 5
    peaks = days.argmax(axis=1) / 2
    assert abs(peaks[weekend].mean() - peaks[~weekend].mean() - 1.75) < 0.3
    assert days[weekend].max(axis=1).mean() < days[~weekend].max(axis=1).mean() - 2


@pytest.fixture(scope="module")
def later_days():
    return make_kinds(0, 8000, np.random.default_rng(1))


def test_a_wrong_day_needs_as_much_as_the_others(later_days):
    days, kinds = later_days
    usual = days[kinds < 0].mean()
    for kind in range(len(KINDS)):
        assert abs(days[kinds == kind].mean() - usual) < 0.3, KINDS[kind]


@pytest.mark.parametrize(("kind", "half", "most"), [(0, 1, 0.75), (1, 0, 0.8), (2, 1, 0.85), (3, 1, 0.75)])
def test_its_peak_is_lower(later_days, kind, half, most):
    days, kinds = later_days
    part = days[:, DAY // 2 :] if half else days[:, : DAY // 2]
    heights = part.max(axis=1) - np.median(days[:, :8], axis=1)
    ratio = heights[kinds == kind].mean() / heights[kinds < 0].mean()
    assert 0.4 < ratio < most, KINDS[kind]
