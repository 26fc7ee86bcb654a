"""The rule for late work that comes with the course."""

import math
from datetime import datetime, timedelta

import pytest
from traitlets import TraitError
from traitlets.config import Config

from dlcourse.grading.late.penalties import in_words
from dlcourse.grading.late.policy import DAY, LatePolicy

HOUR = 3600


def penalty(late, score=10.0, **settings):
    return LatePolicy(config=Config(LatePolicy=settings)).late_submission_penalty("ada", score, late)


CASES = {
    "nothing is set": ({}, 3 * DAY, 0),
    "a second counts as a day": ({"points_per_day": 1.5}, 1, 1.5),
    "a whole day is one day": ({"points_per_day": 1.5}, DAY, 1.5),
    "a second day has begun": ({"points_per_day": 1.5}, DAY + 1, 3),
    "never more than the points": ({"points_per_day": 4}, 30 * DAY, 10),
    "percent of the points": ({"percent_per_day": 10}, 2 * DAY, 2),
    "points and percent": ({"percent_per_day": 10, "points_per_day": 1}, 1, 2),
    "within the grace period": ({"points_per_day": 1, "grace_minutes": 15}, 15 * 60, 0),
    "after the grace period": ({"points_per_day": 1, "grace_minutes": 15}, 15 * 60 + 1, 1),
    "grace does not shift the days": ({"points_per_day": 1, "grace_minutes": 15}, DAY + 60, 2),
    "on the last day": ({"points_per_day": 1, "days": 3}, 3 * DAY, 3),
    "after the last day": ({"days": 3}, 3 * DAY + 1, 10),
    "no late work at all": ({"days": 0}, 1, 10),
}


@pytest.mark.parametrize(("settings", "late", "expected"), CASES.values(), ids=CASES.keys())
def test_a_penalty_follows_from_the_time(settings, late, expected):
    assert math.isclose(penalty(late, **settings), expected)


def test_a_latest_date_is_read_as_every_time_is():
    rule = LatePolicy(config=Config(LatePolicy={"latest": {"01_perceptron": "2027-03-20 23:59 KST"}}))
    assert not rule.is_too_late("01_perceptron", datetime(2027, 3, 20, 14, 59))
    assert rule.is_too_late("01_perceptron", datetime(2027, 3, 20, 15, 0))
    assert not rule.is_too_late("02_backpropagation", datetime(2028, 1, 1))


@pytest.mark.parametrize("settings", [{"latest": {"one": "soon"}}, {"points_per_day": -1}, {"percent_per_day": 101}])
def test_a_setting_that_makes_no_sense_is_refused(settings):
    with pytest.raises(TraitError):
        penalty(1, **settings)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(days=2), "2 days"),
        (timedelta(days=1, hours=3, minutes=20), "1 day 3 hours"),
        (timedelta(seconds=1), "1 minute"),
        (timedelta(hours=-2), "minus 2 hours"),
        (timedelta(), "0 minutes"),
    ],
)
def test_a_time_in_words(time, words):
    assert in_words(time) == words
