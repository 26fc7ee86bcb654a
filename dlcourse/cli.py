"""The `dlcourse` command: parse, call, print."""

import io
import json
import sys
from pathlib import Path

import click

from dlcourse.compat.jsonschema import import_quickly
from dlcourse.grading.commands.arguments import course_or_exit
from dlcourse.grading.commands.collect import collect
from dlcourse.grading.commands.extend import extend
from dlcourse.grading.commands.feedback import feedback
from dlcourse.grading.commands.grade import grade
from dlcourse.grading.commands.mark import mark
from dlcourse.grading.commands.release import release
from dlcourse.grading.commands.report import report
from dlcourse.grading.commands.roster import roster
from dlcourse.grading.commands.similar import similar
from dlcourse.student.commands import doctor, lab, progress, update
from dlcourse.terminal import Commands, give_up


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dlcourse")
def main() -> None:
    """A deep-learning course in ten notebooks.

    \b
    Students:     lab, update, check, progress, doctor
    Instructors:  roster, release, collect, extend, grade, mark, report, similar, feedback
    Authors:      build

    Every command exits with 0 when all is well, with 1 when it found something to fix (fewer than all points, a
    submission that could not be graded), and with 2, and one line that says why, when it could not start.

    Completion of commands with the Tab key: `eval "$(_DLCOURSE_COMPLETE=bash_source dlcourse)"` (or zsh_source,
    fish_source). NO_COLOR=1 turns colours off.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ✓ shows ?
    import_quickly()  # before a command imports nbformat


STUDENTS = (lab, update, progress, doctor)
INSTRUCTORS = (roster, release, collect, extend, grade, mark, report, similar, feedback)
for command in (*STUDENTS, *INSTRUCTORS):
    main.add_command(command)


@main.command()
@click.argument("what")
@click.argument("answer", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option("--seed", default=0, show_default=True, help="Seed of the random numbers that the check draws.")
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
    from dlcourse.notebooks import UnreadableError
    from dlcourse.student.scorecard import scorecard

    try:
        lines = scorecard(path)
    except UnreadableError as problem:
        give_up(f"{path}: {problem}.", as_json)
    earned, points = sum(line.earned or 0 for line in lines), sum(line.points for line in lines)
    # Cells that a person grades have no points yet: they count as passed once they hold an answer.
    passed = all(line.earned is None or line.earned == line.points for line in lines)
    if as_json:
        exercises = [vars(line) for line in lines]
        result = {"earned": earned, "points": points, "passed": passed, "exercises": exercises, "notes": lines.notes}
        click.echo(json.dumps(result))
    else:
        from dlcourse.tables import print_scorecard

        print_scorecard(path, lines, earned, points, lines.notes)
    sys.exit(0 if passed else 1)


def _check_answer(exercise: str, path: Path, as_json: bool, seed: int) -> None:
    from dlcourse.checks.check_file import UnusableError, judge_file
    from dlcourse.checks.core.report import Report, Result

    try:
        outcome = judge_file(exercise, path, seed=seed)
    except UnusableError as problem:
        give_up(str(problem), as_json)
    if as_json:
        click.echo(json.dumps(outcome))
    else:
        criteria = [Result(**criterion) for criterion in outcome["criteria"]]
        click.echo(f"{Report(exercise, criteria=criteria).as_text()}\nscore: {outcome['score']:.2f}")
    sys.exit(0 if outcome["passed"] else 1)


@main.command()
@click.argument("chapters", nargs=-1)
@click.option("--force", is_flag=True, help="Build chapters that have not changed, too.")
def build(chapters: tuple[str, ...], force: bool) -> None:
    """Build CHAPTERS (all, if none are named) from their sources in solutions/."""
    course = course_or_exit()
    try:
        from dlcourse.authoring.build import build, chapters_of
        from dlcourse.authoring.source import AuthorError
    except ModuleNotFoundError as problem:  # an installed dlcourse is for students, and has no authoring
        give_up(f"{problem}: this dlcourse cannot build. Use the environment that `make lab` makes in the checkout.")
    try:
        for chapter, done in build(course, chapters or chapters_of(course), force=force):
            click.echo(f"{chapter}: {done or 'nothing has changed'}")
    except AuthorError as problem:
        give_up(str(problem))
    except OSError as problem:  # a full disk, a folder without write permission
        give_up(f"{problem.filename or course}: {problem.strerror}. Nothing was changed.")
