"""The `dlcourse` command: parse, call, print."""

import json
import os
import sys
from pathlib import Path

import click

from dlcourse.student.commands import doctor, lab, progress, update
from dlcourse.terminal import give_up


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dlcourse")
def main() -> None:
    """A deep-learning course in ten notebooks.

    \b
    Students:     lab, update, check, progress, doctor
    Instructors:  grade, report
    Authors:      build

    Every command exits with 0 when all is well, with 1 when it found something to mend (fewer than all points, a
    submission that could not be graded), and with 2, and one line that says why, when it could not start.

    Completion of commands with the Tab key: `eval "$(_DLCOURSE_COMPLETE=bash_source dlcourse)"` (or zsh_source,
    fish_source). NO_COLOR=1 turns colours off.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # where a terminal has no ✓, that is no reason to stop


for command in (lab, update, progress, doctor):
    main.add_command(command)


@main.command()
@click.argument("what")
@click.argument("answer", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--seed", default=0, show_default=True, help="Draw a check's random numbers from this seed.")
def check(what: str, answer: Path | None, as_json: bool, seed: int) -> None:
    """Check a notebook, or one answer from a file.

    \b
    dlcourse check notebooks/01_perceptron/01_perceptron.ipynb
    dlcourse check 01_perceptron.softmax answer.py

    Exit code: 0 for full points, 1 for less, 2 when there is nothing to check.
    """
    if answer is None:
        _check_notebook(Path(what), as_json)
    else:
        _check_answer(what, answer, as_json, seed)


def _check_notebook(path: Path, as_json: bool) -> None:
    from dlcourse.grading.scorecard import scorecard
    from dlcourse.notebooks import Unreadable

    try:
        lines = scorecard(path)
    except Unreadable as problem:
        give_up(f"{path}: {problem}.", as_json)
    earned, points = sum(line.earned or 0 for line in lines), sum(line.points for line in lines)
    # Cells that a person reads cannot be full here; they count once they hold an answer.
    passed = all(line.earned is None or line.earned == line.points for line in lines)
    if as_json:
        exercises = [vars(line) for line in lines]
        click.echo(json.dumps({"earned": earned, "points": points, "passed": passed, "exercises": exercises}))
    else:
        _print_scorecard(path, lines, earned, points)
    sys.exit(0 if passed else 1)


def _print_scorecard(path: Path, lines: list, earned: float, points: float) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=path.name, title_justify="left", show_footer=True)
    table.add_column("exercise", footer="sum")
    table.add_column("points", justify="right", footer=f"{earned:g} of {points:g}")
    table.add_column("")
    for line in lines:
        mark = "·" if line.earned is None else "✓" if line.earned == line.points else "✗"
        score = f"– of {line.points:g}" if line.earned is None else f"{line.earned:g} of {line.points:g}"
        table.add_row(f"{mark} {line.name}", score, line.remark)
    Console(highlight=False, markup=False).print(table)
    click.echo("These are the visible checks; hidden tests draw new numbers when the notebook is graded.")


def _check_answer(exercise: str, path: Path, as_json: bool, seed: int) -> None:
    from dlcourse.checks.judge import Unusable, judge_file
    from dlcourse.checks.report import Report, Result

    try:
        outcome = judge_file(exercise, path, seed=seed)
    except Unusable as problem:
        give_up(str(problem), as_json)
    if as_json:
        click.echo(json.dumps(outcome))
    else:
        criteria = [Result(**criterion) for criterion in outcome["criteria"]]
        click.echo(f"{Report(exercise, criteria=criteria).as_text()}\nscore: {outcome['score']:.2f}")
    sys.exit(0 if outcome["passed"] else 1)


@main.command()
@click.argument("chapters", nargs=-1)
@click.option("--force", is_flag=True, help="Build even what has not changed.")
def build(chapters: tuple[str, ...], force: bool) -> None:
    """Build CHAPTERS (all, if none are named) from their sources in solutions/."""
    course = _course_or_exit()
    try:
        from dlcourse.authoring.build import build, chapters_of
        from dlcourse.authoring.source import AuthorError
    except ModuleNotFoundError as problem:  # an installed dlcourse is for students, and has no authoring
        give_up(f"{problem}. Use the environment that `make lab` makes in the checkout.")
    try:
        for chapter, built in build(course, chapters or chapters_of(course), force=force):
            click.echo(f"{chapter}: {'built' if built else 'nothing has changed'}")
    except AuthorError as problem:
        give_up(str(problem))
    except OSError as problem:  # a full disk, a folder that may not be written
        give_up(f"{problem.filename or course}: {problem.strerror}. Nothing was changed.")


@main.command()
@click.argument("chapter")
@click.option("--student", "students", multiple=True, help="Grade this student only; may be given more than once.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="How many at the same time.")
@click.option("--scheduler", metavar="ADDRESS", help="Grade in the workers of a Dask scheduler: tcp://HOST:8786.")
@click.option("--isolation", type=click.Choice(["auto", "bubblewrap", "none"]), default="auto", show_default=True)
@click.option("--force", is_flag=True, help="Grade even what has not changed.")
def grade(
    chapter: str, students: tuple[str, ...], workers: int, scheduler: str | None, isolation: str, force: bool
) -> None:
    """Grade every submission of CHAPTER that is new or has changed.

    Exit code: 0 when all were graded, 1 when some could not be, 2 when grading cannot start.
    """
    from dlcourse.grading import CannotGrade
    from dlcourse.grading.importing import importing
    from dlcourse.grading.kernels.sandbox import chosen_isolation

    course = _course_or_exit()
    if isolation == "none":
        colour = None if os.environ.get("NO_COLOR") else "red"
        click.secho("Submissions run with YOUR rights: they can read and change whatever you can.", fg=colour, err=True)
    try:
        isolation = chosen_isolation(isolation)
        if not scheduler:
            from dlcourse.grading.kernels.start import begin

            begin(isolation)  # what takes longest comes first: it imports TensorFlow while we import nbgrader
        with importing():
            from dlcourse.grading.examiner import examine  # noqa: F401 (so that the workers need not)
            from dlcourse.grading.grade import Grading

        grading = Grading(course, chapter, list(students) or None, isolation, force)
        failures = _run_with_progress(grading, workers, scheduler)
    except CannotGrade as problem:
        give_up(str(problem))
    if grading.skipped or failures < len(grading.todo):
        _print_report(course, chapter)
    sys.exit(1 if failures else 0)


def _run_with_progress(grading, workers: int, scheduler: str | None) -> int:
    """Grade, with a live bar; returns how many could not be graded."""
    from contextlib import closing

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from dlcourse.grading.record import Record

    failures = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        closing(grading.run(workers, scheduler)) as results,
        Progress(*columns, console=Console(stderr=True), refresh_per_second=2) as progress,
    ):
        task = progress.add_task("grading", total=len(grading.todo))
        for result in results:
            progress.advance(task)
            if isinstance(result, Record):
                for remark in filter(None, [result.problem, *result.notes]):
                    progress.console.print(f"{result.student}: {remark}", markup=False, highlight=False)
            else:
                failures += 1
                progress.console.print(f"{result[0]}: not graded: {result[1]}", markup=False, highlight=False)
    done = len(grading.todo) - failures
    click.echo(f"graded {done}, unchanged {len(grading.skipped)}, not graded {failures}")
    return failures


@main.command()
@click.argument("chapter")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def report(chapter: str, form: str) -> None:
    """Show how CHAPTER went: points, most failed criteria, slowest cells."""
    _print_report(_course_or_exit(), chapter, form)


def _print_report(course: Path, chapter: str, form: str = "table") -> None:
    from dlcourse.grading.report import rows, summary

    found = rows(course, chapter)
    if not found:
        give_up(f"nothing of {chapter} has been graded yet: run `dlcourse grade {chapter}`.")
    overall = summary(found)
    if form == "json":
        students = [{"student": row.student, "score": row.score, **vars(row.record)} for row in found]
        click.echo(json.dumps({"chapter": chapter, **overall, "students": students}))
    elif form == "csv":
        import csv

        from dlcourse.grading.export import harmless

        writer = csv.writer(sys.stdout)
        writer.writerow(["student", "score", "max_score", "needs_reading", "seconds", "problem", "notes"])
        for row in found:
            remarks = [harmless(row.record.problem), harmless("; ".join(row.record.notes))]
            about = [row.score, row.max_score, row.needs_reading, row.record.seconds]
            writer.writerow([harmless(row.student), *about, *remarks])
    else:
        _print_summary(chapter, overall)


def _print_summary(chapter: str, overall: dict) -> None:
    from rich.console import Console
    from rich.table import Table

    best = overall["max_score"]
    table = Table(title=f"{chapter}: {overall['submissions']} submissions", title_justify="left", show_header=False)
    table.add_row("mean, median", f"{overall['mean']:g}, {overall['median']:g} of {best:g} points")
    quarters = ("lowest quarter of the points", "second", "third", "highest")
    scale = min(1, 40 / max(1, *overall["by_quarter"]))  # one block a submission, or fewer where the class is large
    for name, count in zip(quarters, overall["by_quarter"], strict=True):
        table.add_row(name, f"{'█' * round(scale * count)} {count}")
    table.add_row("written answers to read", str(overall["to_read"]))
    for criterion, count in overall["most_failed"]:
        table.add_row("often failed", f"{criterion} ({count})")
    for student, cell, seconds in overall["slowest"]:
        table.add_row("slowest", f"{cell} of {student}: {seconds:g} s")
    for student, problem in overall["problems"].items():
        table.add_row("problem", f"{student}: {problem}")
    for student, notes in overall["notes"].items():
        table.add_row("note", f"{student}: {'; '.join(notes)}")
    Console(highlight=False, markup=False).print(table)


def _course_or_exit() -> Path:
    from dlcourse.course import NoCourse, find_course

    try:
        return find_course(Path.cwd())
    except NoCourse as problem:
        give_up(str(problem))
