"""Penalties for late work, worked out from what the gradebook holds now.

nbgrader works out a penalty once, when a notebook is graded: from the points and the due date of that moment. Here it
is worked out again whenever something may have changed: a due date, an extension, points given by hand.
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import AssignLatePenalties as PenaltiesOnce
from traitlets.config import Config

from dlcourse.grading import GradingError
from dlcourse.grading.late.extensions import adopt_extensions
from dlcourse.grading.late.policy import LatePolicy


class Penalty(NamedTuple):
    """One submission's penalty, which has changed, and the times that it rests on."""

    student: str
    chapter: str
    before: float
    now: float
    late: timedelta
    due: str

    def __str__(self) -> str:
        when = f"{in_words(self.late)} late" if self.late else "not late"
        return f"{self.student}: penalty for late work {self.before:g} → {self.now:g} points ({when}; due {self.due})"


def update_penalties(
    config: Config, gradebook: Gradebook, chapter: str, students: Collection[str] | None = None
) -> list[Penalty]:
    """Work out the penalties of a chapter's submissions and write them; returns those that have changed.

    Raises GradingError where the rule fails that `c.AssignLatePenalties.plugin_class` names.
    """
    rule = rule_of(config)
    adopt_extensions(gradebook, chapter)
    gradebook.db.flush()
    gradebook.db.expire_all()  # scores are sums that the database forms
    changed = []
    for submission in _submissions(gradebook, chapter, students):
        if submission.timestamp is None:  # nothing is known, and no penalty is worked out
            continue
        for notebook in submission.notebooks:
            before, now = notebook.late_submission_penalty or 0.0, _penalty(rule, submission, notebook)
            if before != now:
                notebook.late_submission_penalty = now or None
                about = (submission.student.id, chapter, before, now)
                changed.append(Penalty(*about, timedelta(seconds=seconds_late(submission)), due_in_words(submission)))
    gradebook.db.commit()
    return changed


def _submissions(gradebook: Gradebook, chapter: str, students: Collection[str] | None) -> list[SubmittedAssignment]:
    """The submissions of these students, or of all, by student; no others are loaded."""
    found = []
    try:
        if students is None:
            students = [submission.student.id for submission in gradebook.find_assignment(chapter).submissions]
    except MissingEntry:
        return []
    for student in sorted(students):
        with suppress(MissingEntry):
            found.append(gradebook.find_submission(chapter, student))
    return found


def rule_of(config: Config) -> BasePlugin:
    """The course's rule for late work."""
    step = PenaltiesOnce(config=config)
    step.init_plugin()
    return step.plugin_inst


def _penalty(rule: BasePlugin, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> float:
    late, score = seconds_late(submission), notebook.score
    if not late:
        return 0.0
    if isinstance(rule, LatePolicy):
        submitted = submission.timestamp - (submission.extension or timedelta())
        if rule.is_too_late(submission.assignment.name, submitted):
            return score
    try:
        penalty = float(rule.late_submission_penalty(submission.student.id, score, late) or 0.0)
    except Exception as problem:  # a rule that an instructor wrote
        name = type(rule).__name__
        raise GradingError(f"the rule for late work, {name}, fails: {type(problem).__name__}: {problem}") from None
    return min(max(penalty, 0.0), score)


def seconds_late(submission: SubmittedAssignment) -> float:
    """As nbgrader counts it, but for an extension that a due date no longer belongs to: there nbgrader fails."""
    return submission.total_seconds_late if submission.assignment.duedate else 0.0


def due_in_words(submission: SubmittedAssignment) -> str:
    """When a submission is due, with the student's extension."""
    if not submission.assignment.duedate:
        return "at no time"
    extension = submission.extension
    added = f", with an extension of {in_words(extension)}" if extension else ""
    return f"{submission.duedate:%Y-%m-%d %H:%M} UTC{added}"


def in_words(time: timedelta) -> str:
    """Such as `2 days 3 hours`: rounded up to minutes, and the two largest units."""
    minutes = -(-int(abs(time).total_seconds()) // 60)
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    words = [f"{number} {unit}{'s' * (number != 1)}" for number, unit in parts if number]
    return ("minus " if time < timedelta() else "") + (" ".join(words[:2]) or "0 minutes")


class AssignLatePenalties(PenaltiesOnce):
    """nbgrader's step of the same name, which works out one submission's penalty as `update_penalties` does."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        settings = resources["nbgrader"]
        with Gradebook(settings["db_url"]) as gradebook:
            update_penalties(self.config, gradebook, settings["assignment"], [settings["student"]])
        return nb, resources
