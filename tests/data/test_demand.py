"""Made demand: what a maker of articles gives, what moves it, and the windows that are cut from it."""

import numpy as np
import pytest

from dlcourse.data.makers.demand import demand_windows, holidays, new_demand
from dlcourse.data.makers.demand.features import FEATURES, HORIZON, PAST

DAYS = 1461


@pytest.fixture(scope="module")
def data():
    return new_demand(400, DAYS, 7)


@pytest.fixture(scope="module")
def mean(data):
    """The means that a demand was drawn from, each divided by its article's level over all days."""
    return data["mean"] / data["mean"].mean(axis=1, keepdims=True)


def until(data, name):
    days = holidays(2021, 2024)[name]
    return (days[None, :] - data["dates"][:, None]).astype(int)


def test_demand_is_counts_of_many_articles(data):
    demand = data["demand"]
    assert demand.shape == data["mean"].shape == data["promotion"].shape == (400, DAYS)
    assert (demand >= 0).all() and (demand == np.round(demand)).all()
    assert str(data["dates"][0]) == "2021-01-01" and str(data["dates"][-1]) == "2024-12-31"
    assert data["known"].shape == (400, DAYS, len(FEATURES)) and data["known"].dtype == np.float32


def test_the_same_seed_gives_the_same_demand_and_another_one_another(data):
    again, other = new_demand(400, DAYS, 7), new_demand(400, DAYS, 8)
    np.testing.assert_array_equal(again["demand"], data["demand"])
    np.testing.assert_array_equal(again["promotion"], data["promotion"])
    assert abs(other["demand"] - data["demand"]).mean() > 1


def test_one_article_in_five_is_sold_rarely(data):
    zeros = (data["demand"] == 0).mean(axis=1)
    assert 0.15 < (zeros > 0.25).mean() < 0.27
    assert np.median(zeros) < 0.01


def test_demand_scatters_around_its_mean(data):
    assert data["demand"].mean() == pytest.approx(data["mean"].mean(), rel=0.02)


def test_the_week_differs_by_group(data, mean):
    weekend = (data["dates"].astype(int) + 3) % 7 >= 5
    ratio = [
        (mean[data["group"] == g][:, weekend].mean() / mean[data["group"] == g][:, ~weekend].mean()) for g in range(4)
    ]
    assert ratio[3] > ratio[0] > ratio[2] > ratio[1] > 1


@pytest.mark.parametrize(("name", "group"), [("Seollal", 1), ("Chuseok", 1), ("Easter", 3)])
def test_demand_rises_before_a_holiday_and_falls_on_it(data, mean, name, group):
    days, rows = until(data, name), mean[data["group"] == group]
    before, on, usual = ((days == k).any(axis=1) for k in (2, 0, 25))
    assert rows[:, before].mean() > 1.4 * rows[:, usual].mean()
    assert rows[:, on].mean() < 0.7 * rows[:, usual].mean()


def test_a_promotion_raises_demand_and_is_followed_by_a_dip(data, mean):
    on = data["promotion"] == 1
    just_over = ~on[:, 1:] & on[:, :-1]
    quiet = ~(np.cumsum(on, axis=1)[:, 14:] - np.cumsum(on, axis=1)[:, :-14] > 0)  # none for two weeks
    usual = mean[:, 14:][quiet].mean()
    assert mean[on].mean() > 1.5 * usual
    assert mean[:, 1:][just_over].mean() < 0.85 * usual


def test_trends_break():
    wide = np.log(new_demand(400, DAYS, 3)["mean"]).reshape(400, -1)[:, : 4 * 365].reshape(400, 4, 365).mean(axis=2)
    steps = np.diff(wide, axis=1)  # of the years' means: the season is the same in each
    assert steps.std() > 0.1
    assert np.corrcoef(steps[:, 0], steps[:, 2])[0, 1] < 0.9


def test_known_features_say_what_is_known(data):
    known, names = data["known"], list(FEATURES)
    np.testing.assert_array_equal(known[:, :, 0], data["promotion"])
    np.testing.assert_array_equal(known[0, :, 1:8].sum(axis=1), np.ones(DAYS))
    assert known[0, 3, names.index("Mon")] == 1  # 4 January 2021
    np.testing.assert_array_equal(known[:, 0, names.index("food") :].argmax(axis=1), data["group"])
    eve, day = (list(data["dates"].astype(str)).index(date) for date in ("2024-02-09", "2024-02-10"))
    assert known[0, eve, names.index("before Seollal")] == 1 and known[0, day, names.index("before Seollal")] == 0
    assert known[0, day, names.index("at Seollal")] == known[0, eve, names.index("at Seollal")] == 1


def test_windows_are_cut_around_their_origins(data):
    origins = np.array([PAST, 200, DAYS - HORIZON])
    windows = demand_windows(data, origins)
    shapes = {name: array.shape for name, array in windows.items()}
    assert shapes == {"past": (1200, 56, 21), "future": (1200, 28, 20), "target": (1200, 28), "scale": (1200,)}
    assert all(array.dtype == np.float32 for array in windows.values())
    row, origin = 3 * 5 + 1, 200  # the sixth article, the second origin
    scale = 1 + data["demand"][5, origin - PAST : origin].mean()
    assert windows["scale"][row] == pytest.approx(scale)
    np.testing.assert_allclose(windows["past"][row, :, 0] * scale, data["demand"][5, origin - PAST : origin], rtol=1e-5)
    np.testing.assert_allclose(windows["target"][row] * scale, data["demand"][5, origin : origin + HORIZON], rtol=1e-5)
    np.testing.assert_array_equal(windows["past"][row, :, 1:], data["known"][5, origin - PAST : origin])
    np.testing.assert_array_equal(windows["future"][row], data["known"][5, origin : origin + HORIZON])


@pytest.mark.parametrize("origin", [PAST - 1, DAYS - HORIZON + 1])
def test_an_origin_without_room_is_refused(data, origin):
    with pytest.raises(ValueError, match="56 days before it and 28"):
        demand_windows(data, np.array([origin]))
