"""`dlcourse report`: how a chapter went, or the whole course."""

import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from dlcourse.grading import GradingError
from dlcourse.grading.commands.arguments import chapter_or_exit, course_or_exit
from dlcourse.terminal import give_up

COLUMNS = ["student", "score", "max_score", "needs_reading", "seconds", "problem", "notes", "section"]


@click.command()
@click.argument("chapter", required=False)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--html", "page", metavar="FILE", type=click.Path(path_type=Path), help="Write a page instead.")
@click.option("--section", default="", help="Only students of this section of the class.")
@click.option("--all", "all_chapters", is_flag=True, help="All chapters, as without CHAPTER.")
def report(chapter: str | None, form: str, page: Path | None, section: str, all_chapters: bool) -> None:
    """Show how CHAPTER went: points, most failed criteria, slowest cells; without CHAPTER, a line for each student.

    The page about a chapter (--html FILE) also shows how hard each criterion was, wrong answers that share a mistake,
    who has not handed in, and who improved by handing in again.
    """
    course = course_or_exit()
    if chapter and all_chapters:
        give_up("--all is a report on all chapters: leave out the chapter, or --all.")
    if not chapter:
        from dlcourse.grading.report.course_report import print_course_report

        try:
            print_course_report(course, form, page, section)
        except GradingError as problem:
            give_up(str(problem))
        return
    chapter = chapter_or_exit(chapter, course)
    if not print_report(course, chapter, form, page, section):
        whose = f" of section {section}" if section else ""
        give_up(f"no submission of {chapter}{whose} has been graded yet: run `dlcourse grade {chapter}`.")


def print_report(course: Path, chapter: str, form: str = "table", page: Path | None = None, section: str = "") -> bool:
    """Print it, or write the page, if there is something to report; whether there is."""
    from dlcourse.grading.report.class_summary import rows, summary

    try:
        found = rows(course, chapter, section)
    except GradingError as problem:
        give_up(str(problem))
    if found and page:
        _write_page(course, chapter, found, page, section)
    elif found and form == "json":
        students = [
            {"student": row.student, "section": row.section, "score": row.score, **asdict(row.record)} for row in found
        ]
        click.echo(json.dumps({"chapter": chapter, **summary(found), "students": students}))
    elif found and form == "csv":
        _print_table(found)
    elif found:
        from dlcourse.tables import print_summary

        print_summary(chapter, summary(found))
    return bool(found)


def _print_table(found: list) -> None:
    from dlcourse.grading.lms.export import safe_cell

    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    for row in found:
        about = [row.student, row.score, row.max_score, row.needs_reading, row.record.seconds]
        writer.writerow(map(safe_cell, [*about, row.record.problem, "; ".join(row.record.notes), row.section]))


def _write_page(course: Path, chapter: str, found: list, page: Path, section: str) -> None:
    from dlcourse.grading.report.chapter_page import write_chapter_page
    from dlcourse.grading.report.page import CannotWriteError

    try:
        write_chapter_page(page, course, chapter, found, section)
    except CannotWriteError as problem:
        give_up(str(problem))
    click.echo(f"{page}: the report on {chapter}. It holds names and points.")
