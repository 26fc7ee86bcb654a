"""The `dlcourse` command: parse, call, print."""

import json
import sys
from pathlib import Path

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dlcourse")
def main() -> None:
    """A deep-learning course in ten notebooks."""


@main.command()
@click.option("--instructor", is_flag=True, help="Open the whole course, with formgrader, instead of the notebooks.")
@click.argument("arguments", nargs=-1)
def lab(instructor: bool, arguments: tuple[str, ...]) -> None:
    """Open the course in JupyterLab. Further ARGUMENTS go to `jupyter lab`, after `--`."""
    import os

    course = _course_or_exit()
    root = course if instructor else course / "notebooks"
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    os.chdir(course)  # nbgrader reads its configuration from here
    settings = Path(__file__).with_name("lab_settings")  # no news, no updates: nothing needs the network
    options = [f"--ServerApp.root_dir={root}", f"--LabApp.app_settings_dir={settings}"]
    command = [sys.executable, "-m", "jupyterlab", *options, *arguments]
    os.execve(sys.executable, command, environment)


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
        _give_up(f"{path}: {problem}.", as_json)
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
    Console(highlight=False).print(table)
    click.echo("These are the visible checks; hidden tests draw new numbers when the notebook is graded.")


def _check_answer(exercise: str, path: Path, as_json: bool, seed: int) -> None:
    from dlcourse.checks.judge import Unusable, judge_file
    from dlcourse.checks.report import Report, Result

    try:
        outcome = judge_file(exercise, path, seed=seed)
    except Unusable as problem:
        _give_up(str(problem), as_json)
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
    from dlcourse.authoring.build import build, chapters_of
    from dlcourse.authoring.source import AuthorError

    course = _course_or_exit()
    try:
        for chapter, built in build(course, chapters or chapters_of(course), force=force):
            click.echo(f"{chapter}: {'built' if built else 'nothing has changed'}")
    except AuthorError as problem:
        _give_up(str(problem))
    except OSError as problem:  # a full disk, a folder that may not be written
        _give_up(f"{problem.filename or course}: {problem.strerror}. Nothing was changed.")


def _course_or_exit() -> Path:
    """The course's folder: the nearest one, from here upwards, with an nbgrader_config.py."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "nbgrader_config.py").exists() and (folder / "notebooks").is_dir():
            return folder
    _give_up("this is not the course's folder: go to where nbgrader_config.py is and run the command again.")


def _give_up(problem: str, as_json: bool = False) -> None:
    """One clear line and exit code 2."""
    if as_json:
        click.echo(json.dumps({"score": 0.0, "passed": False, "criteria": [], "error": problem}))
    click.echo(f"dlcourse: {problem}", err=True)
    sys.exit(2)
