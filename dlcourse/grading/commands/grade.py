"""`dlcourse grade`: the submissions of a chapter that are due."""

import os
import sys
from typing import TYPE_CHECKING

import click

from dlcourse.grading import GradingError
from dlcourse.grading.commands.arguments import chapter_or_exit, course_or_exit
from dlcourse.grading.commands.report import print_report
from dlcourse.grading.gc_paused import gc_paused
from dlcourse.terminal import give_up

if TYPE_CHECKING:
    from dlcourse.grading.batch import Grading


@click.command()
@click.argument("chapter")
@click.option("--student", "students", multiple=True, help="Grade this student only; may be given more than once.")
@click.option("--notebook", metavar="NAME", default="", help="Grade the file with this name, of several.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="How many at the same time.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade in the workers of this Dask scheduler: tcp://HOST:8786.")
@click.option("--isolation", type=click.Choice(["auto", "bubblewrap", "none"]), default="auto", show_default=True)
@click.option("--force", is_flag=True, help="Grade submissions that are not due, too.")
@click.option("--allow-lower", is_flag=True, help="Write the new points even where they are lower than before.")
@click.option("--preview", is_flag=True, help="Say whose points would change, and write nothing.")
def grade(
    chapter: str,
    students: tuple[str, ...],
    notebook: str,
    workers: int,
    scheduler: str | None,
    isolation: str,
    force: bool,
    allow_lower: bool,
    preview: bool,
) -> None:
    """Grade every submission of CHAPTER that is new, has changed, or could get another verdict now.

    It prints first why submissions are due. An exercise that would get fewer points than before keeps its old points,
    unless you say --allow-lower.

    Exit code: 0 when all were graded, 1 when some could not be or kept their old points, 2 when grading cannot start.
    """
    from dlcourse.grading.jail.bubblewrap import chosen_isolation

    course = course_or_exit()
    chapter = chapter_or_exit(chapter, course)
    _warn_of(isolation)
    try:
        isolation = chosen_isolation(isolation)
        if not scheduler:
            from dlcourse.grading.jail.zygote_client import start_in_background

            start_in_background(isolation)  # first, because it imports TensorFlow while we import nbgrader
        with gc_paused():
            from dlcourse.grading.batch import Grading
            from dlcourse.grading.examiner import examiner  # noqa: F401 (so that the workers need not)
            from dlcourse.grading.lowered import advice

        grading = Grading(course, chapter, list(students) or None, isolation, force, notebook)
        for line in grading.lines():
            click.echo(f"{line}.")
        with grading.start(workers, scheduler, allow_lower=allow_lower, preview=preview):
            failures, lowered = _follow(grading)
        if preview:
            click.echo("This was a preview: nothing was written.")
            sys.exit(1 if failures else 0)
        _bring_up_to_date(grading)
    except GradingError as problem:
        give_up(str(problem))
    if grading.skipped or failures < len(grading.todo) + len(grading.work.left_out):
        print_report(course, chapter)
    if kept := [] if allow_lower else lowered:
        click.echo(advice(kept, chapter), err=True)
    sys.exit(1 if failures or kept else 0)


def _warn_of(isolation: str) -> None:
    if isolation == "none":
        colour = None if os.environ.get("NO_COLOR") else "red"
        warning = "Submissions run with YOUR rights: they can read and change everything you can."
        click.secho(warning, fg=colour, err=True)


def _bring_up_to_date(grading: "Grading") -> None:
    """Write what the gradebook lacks of unchanged work, and the penalties that have changed."""
    grading.write_again()
    for penalty in grading.update_penalties():
        click.echo(f"{penalty}.")


def _follow(grading: "Grading") -> tuple[int, list]:
    """Print the results with a progress bar; return how many could not be graded, and which points are lower."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dlcourse.grading.batch import NotGraded
    from dlcourse.grading.lowered import Lowered, Raised
    from dlcourse.notebooks import one_line

    failures, lowered = 0, []
    for student, reason in grading.work.left_out.items():
        click.echo(f"{one_line(student)}: not graded: {reason}", err=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), refresh_per_second=2) as progress:
        task = progress.add_task("grading", total=len(grading.todo))
        for result in grading.results():
            if isinstance(result, Lowered | Raised):
                lowered += [result] if isinstance(result, Lowered) else []
                remarks = [f"{result.exercise} {result.before:g} → {result.now:g} points: {result.reason}"]
            elif isinstance(result, NotGraded):
                failures += 1
                remarks = [f"not graded: {result.reason}"]
            else:
                remarks = [remark for remark in (result.problem, *result.notes) if remark]
            for remark in remarks:
                progress.console.print(f"{result.student}: {remark}", markup=False, highlight=False)
            progress.advance(task, not isinstance(result, Lowered | Raised))
    graded, left_out = len(grading.todo) - failures, len(grading.work.left_out)
    click.echo(f"graded {graded}, unchanged {len(grading.skipped)}, not graded {failures + left_out}")
    return failures + left_out, lowered
