"""`dlcourse collect`: take a learning platform's download into `submitted/`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.grading import GradingError
from dlcourse.grading.commands.arguments import chapter_or_exit, course_or_exit
from dlcourse.terminal import give_up

if TYPE_CHECKING:
    from dlcourse.grading.lms.collect import Collected

WIDE = 200  # columns of the table where it is not shown in a terminal


@click.command()
@click.argument("chapter")
@click.argument("download", type=click.Path(path_type=Path))
@click.option("--from", "platform", required=True, type=click.Choice(["canvas", "moodle", "blackboard", "folder"]))
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    help="The platform's own list of people, as .csv: Canvas' grades, Moodle's participants or grading worksheet.",
)
@click.option("--zone", default="", help="Zone of the times in the download: Asia/Seoul. Default: this computer's.")
def collect(chapter: str, download: Path, platform: str, roster: Path | None, zone: str) -> None:
    """Take the submissions of CHAPTER out of DOWNLOAD, a platform's archive or the folder it was unpacked to.

    A submission is taken whole or not at all, and only from a student of the gradebook. The table says what was taken,
    and what was not and why. Running it again changes nothing; a later submission replaces an earlier one, which is
    kept in downloaded/CHAPTER/earlier/.

    Exit code: 0 when all was taken, 1 when something was not, 2 when the download cannot be read.
    """
    from dlcourse.grading.lms.collect import collect

    course = course_or_exit()
    try:
        collected = collect(course, chapter_or_exit(chapter, course), download, platform, roster, zone)
    except GradingError as problem:
        give_up(str(problem))
    _print(collected)
    sys.exit(0 if all(row.ok for row in collected.rows) else 1)


def _print(collected: "Collected") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(show_edge=False)
    for head in ("student", "came as", "handed in", "result"):
        table.add_column(head, overflow="fold")
    for row in collected.rows:
        table.add_row(row.student or "–", row.came_as, row.handed_in, row.result or "taken")
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)
    taken = sum(row.ok for row in collected.rows)
    click.echo(f"{taken} of {len(collected.rows)} taken or unchanged.")
    if collected.silent:
        click.echo(f"Nothing from {len(collected.silent)} students: {', '.join(collected.silent)}.")
    for remark in collected.remarks:
        click.echo(remark)
