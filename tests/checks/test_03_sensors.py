"""The tasks of `choose_optimizer`: made anew for each seed, in units that differ, from three kinds that are all there."""

import numpy as np
import pytest

from dlcourse.checks.optimizers import sensors
from dlcourse.checks.optimizers.choose_optimizer import NAMES, loss, task


@pytest.mark.parametrize("mixed", [False, True])
def test_the_strongest_property_is_twenty_times_the_weakest_in_every_direction(mixed):
    X, y = sensors(20_000, 0.1, mixed, seed=3)
    assert X.shape == (20_000, 6)
    assert set(y) == {0, 1, 2}
    spread = np.sqrt(np.linalg.eigvalsh(np.cov(X.T)))
    np.testing.assert_allclose(spread, 0.1 * np.geomspace(0.16, 3.2, 6), rtol=0.05)
    along_the_columns = np.allclose(np.sort(X.std(axis=0)), spread, rtol=0.05)
    assert along_the_columns != mixed


def test_a_seed_is_a_task():
    (X, y), (other, _) = sensors(50, 1.0, False, seed=1), sensors(50, 1.0, False, seed=2)
    np.testing.assert_array_equal(sensors(50, 1.0, False, seed=1)[0], X)
    np.testing.assert_allclose(sensors(50, 3.0, False, seed=1)[0], 3 * X)
    np.testing.assert_array_equal(sensors(50, 1.0, True, seed=1)[1], y)
    assert not np.array_equal(X, other)


@pytest.mark.parametrize("name", NAMES)
def test_each_choice_learns_something_at_a_rate_that_suits_it(name):
    train, _, new = task(1.0, seed=4)
    rate = {"SGD": 0.3, "Momentum": 0.1, "Nesterov": 0.1, "Adagrad": 1.0}.get(name, 0.1)
    assert loss((name, rate), train, new, seed=4) < 0.75 * np.log(3)
    assert loss(("SGD", 1e-9), train, new, seed=4) > np.log(3)
