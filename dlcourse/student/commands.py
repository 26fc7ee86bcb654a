"""The command-line interface for students: read options, call functions, print results."""

import errno
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dlcourse.terminal import give_up

if TYPE_CHECKING:
    from dlcourse.student.update import Outcome

DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@click.command()
@click.option("--instructor", is_flag=True, help="Open the whole course, with formgrader, instead of the notebooks.")
@click.argument("arguments", nargs=-1, metavar="[FOLDER] [-- ARGUMENTS]")
def lab(instructor: bool, arguments: tuple[str, ...]) -> None:
    """Open the course in JupyterLab.

    On first use, the notebooks are copied to FOLDER. Later, new and corrected notebooks are copied there; a notebook
    that you have worked in is never changed.

    Without FOLDER, the course in the current folder is opened. If there is none, the folder `dlcourse-notebooks` in
    your home folder is used. In a checkout of the course, its own `notebooks` are opened, and nothing is copied.

    Further ARGUMENTS go to `jupyter lab`, after `--`: dlcourse lab -- --no-browser
    """
    from dlcourse.student.launch import launch

    if instructor:
        from dlcourse.course import NoCourseError, find_course

        try:
            course = find_course(Path.cwd())
        except NoCourseError as problem:
            give_up(str(problem))
        launch(course, course, None, instructor=True, more=arguments)

    from dlcourse.student.place import default_place, find_place, place_at
    from dlcourse.student.start_page import NAME, write_start_page
    from dlcourse.student.update import OlderVersionError

    named = bool(arguments) and not arguments[0].startswith("-")
    place = place_at(Path(arguments[0]).expanduser()) if named else find_place(Path.cwd()) or default_place()
    remarks: list[str] = []
    if place.checkout is None:
        try:
            remarks = _update_and_print(place.notebooks)
        except OlderVersionError as problem:
            click.echo(f"dlcourse: {problem}", err=True)
    page = NAME if write_start_page(place, remarks) else None
    launch(place.notebooks, place.checkout or place.notebooks, page, instructor=False, more=arguments[named:])


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--merge", is_flag=True, help="Also update the texts and checks of notebooks that you have worked in.")
def update(folder: Path | None, merge: bool) -> None:
    """Update the notebooks in FOLDER to the version of the installed course.

    A notebook that you have not changed is replaced. A notebook that you have worked in stays, the new version is
    copied to the same folder, and this command shows what differs. With --merge, your answers and your own cells are
    put into the new version, and a copy of your old notebook is kept. Close the notebook in JupyterLab first.

    Exit code: 0 when all notebooks are up to date, 1 when one must be merged or cannot be read.
    """
    from dlcourse.student.place import RECORDS, default_place, find_place, place_at
    from dlcourse.student.update import OlderVersionError

    place = place_at(folder.expanduser()) if folder else find_place(Path.cwd()) or default_place()
    if place.checkout:
        give_up(f"{place.checkout} is a checkout of the course: update it with `git pull`.")
    if not (place.notebooks / RECORDS).is_file():
        give_up(f"there are no notebooks of the course in {place.notebooks} yet: `dlcourse lab` copies them there.")
    try:
        waiting = _update_and_print(place.notebooks, merge=merge, verbose=True)
    except OlderVersionError as problem:
        give_up(str(problem))
    sys.exit(1 if waiting else 0)


def _update_and_print(folder: Path, *, merge: bool = False, verbose: bool = False) -> list[str]:
    """Update a student's folder and print what happened. Gives the lines about which the student must do something.

    `verbose`: print also what differs, and the number of notebooks that are up to date.
    """
    from dlcourse.files import shipped_folder
    from dlcourse.student.update import update as outcomes

    remarks, new, current = [], 0, 0
    try:
        for outcome in outcomes(folder, shipped_folder("notebooks"), metadata.version("dlcourse"), merge=merge):
            new, current = new + (outcome.what == "new"), current + (outcome.what == "current")
            line = _line(outcome)
            remarks += [line] if outcome.what in ("waiting", "unreadable") else []
            if line:
                click.echo(line)
            for difference in outcome.differences if verbose else []:
                click.echo(f"    {difference}")
    except OSError as problem:
        _give_up_writing(problem, folder)
    except KeyboardInterrupt:
        give_up("stopped. No notebook is damaged: run the command again to do the rest.")
    if new:
        click.echo(f"{new} {'notebook is' if new == 1 else 'notebooks are'} new in {folder}.")
    if verbose and current:
        click.echo(f"{current} {'notebook is' if current == 1 else 'notebooks are'} up to date in {folder}.")
    return remarks


def _line(outcome: "Outcome") -> str:
    """One line about one chapter; empty for "new" and "current", which are counted instead."""
    name, about = outcome.chapter, outcome.about
    return {
        "replaced": f"{name}: you had not changed your notebook, so it was replaced by the new version.",
        "waiting": f"{name}: there is a new version, but you have worked in your notebook, so it was not replaced. "
        f"{about} `dlcourse update` shows what differs; `dlcourse update --merge` puts your answers into the new one.",
        "merged": f"{name}: your answers are now in the new version. {about}",
        "unreadable": f"{name}: {name}.ipynb cannot be read: {about}. Rename it, and `dlcourse lab` copies a new one.",
    }.get(outcome.what, "")


def _give_up_writing(problem: OSError, folder: Path) -> NoReturn:
    where = problem.filename or folder
    if problem.errno in DISK_FULL:
        give_up(f"{where}: the disk is full. Delete some files and try again; no notebook is damaged.")
    if isinstance(problem, FileExistsError | NotADirectoryError):
        give_up(f"{folder}: there is a file where a folder should be. Move the file, or name another FOLDER.")
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        give_up(f"{where} cannot be written: {problem.strerror}. Name a FOLDER of your own: dlcourse lab FOLDER")
    give_up(f"{where}: {problem.strerror}.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def progress(as_json: bool) -> None:
    """Show your points in each chapter, from the saved notebooks. Nothing is run."""
    from dlcourse.student.place import find_place
    from dlcourse.student.progress import progress as chapters_so_far

    place = find_place(Path.cwd())
    if place is None:
        give_up("there are no notebooks here: copy them with `dlcourse lab`, or go to the folder with yours.", as_json)
    chapters = list(chapters_so_far(place.notebooks))
    if as_json:
        click.echo(json.dumps([vars(chapter) for chapter in chapters]))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Your points so far, without written answers", title_justify="left", show_footer=True)
    table.add_column("chapter", footer="sum")
    table.add_column("exercises", justify="right", footer=_of(chapters, "done", "exercises"))
    table.add_column("points", justify="right", footer=_of(chapters, "earned", "points"))
    table.add_column("")
    for chapter in chapters:
        share = round(10 * chapter.earned / chapter.points) if chapter.points else 0
        row = (
            _of([chapter], "done", "exercises"),
            _of([chapter], "earned", "points"),
            "█" * share + "·" * (10 - share),
        )
        table.add_row(chapter.name, *(("", "", chapter.problem) if chapter.problem else row))
    Console(highlight=False, markup=False).print(table)
    for chapter in chapters:
        for note in chapter.notes:
            click.echo(f"{chapter.name}: {note}.")


def _of(chapters: list, part: str, whole: str) -> str:
    """The sums over these chapters of two of their attributes, as "3 of 11"."""
    return " of ".join(f"{sum(getattr(chapter, name) for chapter in chapters):g}" for name in (part, whole))


@click.command()
def doctor() -> None:
    """Check whether everything that the course needs is installed, and say how to fix what is not.

    Exit code: 0 when a student can work, 1 when something must be fixed.
    """
    from rich.console import Console
    from rich.table import Table

    from dlcourse.student.doctor import examine
    from dlcourse.student.place import find_place

    table = Table(title="How is your installation?", title_justify="left", show_header=False)
    has_fault = False
    place = find_place(Path.cwd())
    lock = place.checkout / "requirements.txt" if place and place.checkout else None
    table.add_row("✓ notebooks" if place else "· notebooks", str(place.notebooks) if place else "none yet",
                  "" if place else "Copy them with `dlcourse lab`.")  # fmt: skip
    for finding in examine(place.notebooks if place else Path.cwd(), lock):
        mark = "✓" if not finding.remedy else "·" if finding.optional else "✗"
        has_fault |= mark == "✗"
        table.add_row(f"{mark} {finding.what}", finding.seen, finding.remedy)
    Console(highlight=False, markup=False).print(table)
    sys.exit(1 if has_fault else 0)
