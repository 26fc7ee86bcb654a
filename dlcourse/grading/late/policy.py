"""A rule for late work that can be set in nbgrader_config.py:

c.AssignLatePenalties.plugin_class = "dlcourse.grading.late.policy.LatePolicy"
c.LatePolicy.points_per_day = 1
"""

import math
from datetime import datetime

from nbgrader.plugins import BasePlugin
from traitlets import Dict, Float, TraitError, Unicode, validate

from dlcourse.grading.times import FORMS, TimeError, read_time

DAY = 86_400


class LatePolicy(BasePlugin):
    """Points are taken away for each day that has begun; after a last day, or a latest date, nothing counts."""

    points_per_day = Float(0.0, min=0, help="Points for each day that has begun since the due date.").tag(config=True)
    percent_per_day = Float(
        0.0, min=0, max=100, help="Percent of the student's points for each day that has begun since the due date."
    ).tag(config=True)
    grace_minutes = Float(
        0.0, min=0, help="Work that is no later than this is not late. Later work counts from the due date."
    ).tag(config=True)
    days = Float(math.inf, min=0, help="Work that comes more than so many days after the due date has no points.").tag(
        config=True
    )
    latest = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help='Work that comes after this time has no points: {"01_perceptron": "2027-03-20 23:59 Asia/Seoul"}.',
    ).tag(config=True)

    @validate("latest")
    def _are_times(self, proposal: dict) -> dict:
        for chapter, text in proposal["value"].items():
            try:
                read_time(text)
            except TimeError as problem:
                raise TraitError(f"LatePolicy.latest of {chapter}: {problem}. {FORMS}") from None
        return proposal["value"]

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """The points to take away, as nbgrader asks for it: without the chapter, no latest date is known."""
        if total_seconds_late <= 60 * self.grace_minutes:
            return 0.0
        if total_seconds_late > DAY * self.days:
            return score
        begun = math.ceil(total_seconds_late / DAY)
        return min(score, round(begun * (self.points_per_day + score * self.percent_per_day / 100), 6))

    def is_too_late(self, chapter: str, submitted: datetime) -> bool:
        """Whether a chapter was handed in after its latest date; `submitted` is in UTC and without any extension."""
        return chapter in self.latest and submitted > read_time(self.latest[chapter])
