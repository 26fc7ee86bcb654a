"""All chapters together: a line for each student, in the terminal, as a table for programs, as a page."""

import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.lms.export import safe_cell
from dlcourse.grading.report.class_summary import full_name
from dlcourse.grading.report.page import CannotWriteError, write_page
from dlcourse.grading.roster.members import members
from dlcourse.tables import print_course
from dlcourse.terminal import give_up


@dataclass(frozen=True)
class Place:
    """What a student has in one chapter: points less the penalty; None where nothing was handed in."""

    points: float | None
    to_read: bool = False  # a written answer waits to be graded by hand

    def __str__(self) -> str:
        return "–" if self.points is None else f"{self.points:g}{'*' * self.to_read}"


@dataclass(frozen=True)
class Line:
    """One student in all chapters."""

    student: str
    name: str
    places: list[Place]

    @property
    def points(self) -> float:
        return round(sum(place.points or 0.0 for place in self.places), 2)

    @property
    def handed_in(self) -> int:
        return sum(place.points is not None for place in self.places)


def course_lines(course: Path, section: str = "") -> tuple[dict[str, float], list[Line]]:
    """The points that each chapter gives, and a line for each student of the class, or of one section of it.

    Raises NotReadyError where the gradebook cannot be read.
    """
    coursedir = CourseDirectory(config=load_config(course))
    with open_gradebook(coursedir) as gradebook:
        here = {name for name, member in members(gradebook).items() if member.counts_in(section)}
        best = {one.name: one.max_score for one in sorted(gradebook.assignments, key=lambda one: one.name)}
        return best, [
            Line(student.id, full_name(student), [_place(gradebook, chapter, student.id) for chapter in best])
            for student in sorted(gradebook.students, key=lambda student: student.id)
            if student.id in here
        ]


def as_data(best: dict[str, float], lines: list[Line]) -> dict:
    """The same as plain data."""
    students = [
        {"student": line.student, "name": line.name, "points": line.points}
        | {"chapters": {chapter: place.points for chapter, place in zip(best, line.places, strict=True)}}
        | {"to_read": [chapter for chapter, place in zip(best, line.places, strict=True) if place.to_read]}
        for line in lines
    ]
    return {"chapters": best, "students": students}


def write_csv(file: TextIO, best: dict[str, float], lines: list[Line]) -> None:
    writer = csv.writer(file)
    writer.writerow(["student", "name", *best, "points", "max_points"])
    for line in lines:
        places = ["" if place.points is None else place.points for place in line.places]
        writer.writerow(map(safe_cell, [line.student, line.name, *places, line.points, sum(best.values())]))


def write_course_page(path: Path, best: dict[str, float], lines: list[Line]) -> None:
    """Write the page to `path`. Raises CannotWriteError."""
    means = [_mean([line.places[number].points for line in lines]) for number in range(len(best))]
    write_page(path, "course.html.j2", best=best, lines=lines, means=means, total=sum(best.values()))


def _mean(points: list[float | None]) -> float | None:
    known = [value for value in points if value is not None]
    return round(sum(known) / len(known), 2) if known else None


def _place(gradebook: Gradebook, chapter: str, student: str) -> Place:
    try:
        submission = gradebook.find_submission(chapter, student)
    except MissingEntry:
        return Place(None)
    points = max(0.0, submission.score - submission.late_submission_penalty)
    return Place(round(points, 2), submission.needs_manual_grade)


def print_course_report(course: Path, form: str, page: Path | None, section: str = "") -> None:
    """What `dlcourse report` does without a chapter. Raises NotReadyError where the gradebook cannot be read."""
    best, lines = course_lines(course, section)
    if not lines or not best:
        whose = f" of section {section}" if section else ""
        give_up(f"the gradebook knows no student{whose}, or no chapter: see docs/instructors.md.")
    if page:
        try:
            write_course_page(page, best, lines)
        except CannotWriteError as problem:
            give_up(str(problem))
        click.echo(f"{page}: the report on all chapters. It holds names and points.")
    elif form == "json":
        click.echo(json.dumps(as_data(best, lines)))
    elif form == "csv":
        write_csv(sys.stdout, best, lines)
    else:
        print_course(best, lines)
