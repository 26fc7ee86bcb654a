"""The commands for students: parse, call, print."""

import errno
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import NoReturn

import click

from dlcourse.terminal import give_up

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@click.command()
@click.option("--instructor", is_flag=True, help="Open the whole course, with formgrader, instead of the notebooks.")
@click.argument("arguments", nargs=-1, metavar="[FOLDER] [-- ARGUMENTS]")
def lab(instructor: bool, arguments: tuple[str, ...]) -> None:
    """Open the course in JupyterLab.

    On first use, the notebooks are copied into FOLDER. Later, new and corrected ones are brought there; what you have
    worked in is never changed.

    Without FOLDER, the notebooks of the folder you are in are opened; anywhere else, those in `dlcourse-notebooks` in
    your home folder. In a checkout of the course, its own `notebooks` are opened, and nothing is copied.

    Further ARGUMENTS go to `jupyter lab`, after `--`: dlcourse lab -- --no-browser
    """
    from dlcourse.student.launch import launch

    if instructor:
        from dlcourse.course import NoCourse, find_course

        try:
            course = find_course(Path.cwd())
        except NoCourse as problem:
            give_up(str(problem))
        launch(course, course, None, instructor=True, more=arguments)

    from dlcourse.student.place import default_place, find_place, place_at
    from dlcourse.student.start_page import NAME, write_start_page
    from dlcourse.student.update import Older

    named = bool(arguments) and not arguments[0].startswith("-")
    place = place_at(Path(arguments[0]).expanduser()) if named else find_place(Path.cwd()) or default_place()
    remarks: list[str] = []
    if place.checkout is None:
        try:
            remarks = _bring_up_to_date(place.notebooks)
        except Older as problem:
            click.echo(f"dlcourse: {problem}", err=True)
    page = NAME if write_start_page(place, remarks) else None
    launch(place.notebooks, place.checkout or place.notebooks, page, instructor=False, more=arguments[named:])


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--merge", is_flag=True, help="Take new texts and checks into notebooks that you have worked in.")
def update(folder: Path | None, merge: bool) -> None:
    """Bring the notebooks in FOLDER to the version of the installed course.

    A notebook that you have not changed is replaced. One that you have worked in stays, and the new one is put beside
    it; this command says what differs. With --merge both become one: texts and checks are the course's, answers and
    cells of your own are yours. Your notebook as it was is kept beside it. Close the notebook in JupyterLab first.

    Exit code: 0 when all is up to date, 1 when something waits for you.
    """
    from dlcourse.student.place import RECORDS, default_place, find_place, place_at
    from dlcourse.student.update import Older

    place = place_at(folder.expanduser()) if folder else find_place(Path.cwd()) or default_place()
    if place.checkout:
        give_up(f"{place.checkout} is a checkout of the course: `git pull` brings it up to date.")
    if not (place.notebooks / RECORDS).is_file():
        give_up(f"there are no notebooks of ours in {place.notebooks} yet: `dlcourse lab` brings them.")
    try:
        waiting = _bring_up_to_date(place.notebooks, merge=merge, whole=True)
    except Older as problem:
        give_up(str(problem))
    sys.exit(1 if waiting else 0)


def _bring_up_to_date(folder: Path, *, merge: bool = False, whole: bool = False) -> list[str]:
    """Update a student's folder and say what happened; returns what waits for the student. `whole`: say everything."""
    from dlcourse.files import shipped_folder
    from dlcourse.student.update import update as outcomes

    remarks, fresh, rest = [], 0, 0
    try:
        for outcome in outcomes(folder, shipped_folder("notebooks"), metadata.version("dlcourse"), merge=merge):
            fresh, rest = fresh + (outcome.what == "new"), rest + (outcome.what == "current")
            line = _said(outcome)
            remarks += [line] if outcome.what in ("waiting", "unreadable") else []
            if line:
                click.echo(line)
            for difference in outcome.differences if whole else []:
                click.echo(f"    {difference}")
    except OSError as problem:
        _give_up_writing(problem, folder)
    except KeyboardInterrupt:
        give_up("stopped. No notebook was changed by half: run the command again, and it goes on.")
    if fresh:
        click.echo(f"{fresh} {'notebook is' if fresh == 1 else 'notebooks are'} new in {folder}.")
    if whole and rest:
        click.echo(f"{rest} {'notebook is' if rest == 1 else 'notebooks are'} up to date in {folder}.")
    return remarks


def _said(outcome) -> str:
    """One line about one chapter; nothing where nothing happened, or where a sum is given at the end."""
    name, about = outcome.chapter, outcome.about
    return {
        "replaced": f"{name}: there was a new version, and you had not changed yours: it was replaced.",
        "waiting": f"{name}: there is a new version, and you have worked in yours: it stays as it is. {about} "
        "`dlcourse update` says what differs; `dlcourse update --merge` takes it into yours.",
        "merged": f"{name}: the new version has your answers. {about}",
        "unreadable": f"{name}: {name}.ipynb stays as it is: {about}. Rename it, and `dlcourse lab` brings a new one.",
    }.get(outcome.what, "")


def _give_up_writing(problem: OSError, folder: Path) -> NoReturn:
    where = problem.filename or folder
    if problem.errno in FULL:
        give_up(f"{where}: the disk is full. Make room and try again; no notebook was changed by half.")
    if isinstance(problem, FileExistsError | NotADirectoryError):
        give_up(f"{folder}: there is a file where a folder should be. Move it away, or name another FOLDER.")
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        give_up(f"{where} cannot be written: {problem.strerror}. Name a FOLDER that is yours: dlcourse lab FOLDER")
    give_up(f"{where}: {problem.strerror}.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def progress(as_json: bool) -> None:
    """Show your points in each chapter, as your notebooks were last saved. Nothing is run."""
    from dlcourse.grading.progress import progress as chapters_so_far
    from dlcourse.student.place import find_place

    place = find_place(Path.cwd())
    if place is None:
        give_up("there are no notebooks here: `dlcourse lab` brings them; or go to the folder that has yours.", as_json)
    chapters = list(chapters_so_far(place.notebooks))
    if as_json:
        click.echo(json.dumps([vars(chapter) for chapter in chapters]))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title="So far, without written answers", title_justify="left", show_footer=True)
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


def _of(chapters: list, part: str, whole: str) -> str:
    """How much of how much, over these chapters."""
    return " of ".join(f"{sum(getattr(chapter, name) for chapter in chapters):g}" for name in (part, whole))


@click.command()
def doctor() -> None:
    """Look whether everything the course needs is there, and say how to mend what is not.

    Exit code: 0 when a student can work, 1 when something is to be mended.
    """
    from rich.console import Console
    from rich.table import Table

    from dlcourse.doctor import examine
    from dlcourse.student.place import find_place

    table = Table(title="How is your installation?", title_justify="left", show_header=False)
    ill = False
    place = find_place(Path.cwd())
    lock = place.checkout / "requirements.txt" if place and place.checkout else None
    table.add_row("✓ notebooks" if place else "· notebooks", str(place.notebooks) if place else "none yet",
                  "" if place else "`dlcourse lab` brings them.")  # fmt: skip
    for finding in examine(place.notebooks if place else Path.cwd(), lock):
        mark = "✓" if not finding.remedy else "·" if finding.optional else "✗"
        ill |= mark == "✗"
        table.add_row(f"{mark} {finding.what}", finding.seen, finding.remedy)
    Console(highlight=False, markup=False).print(table)
    sys.exit(1 if ill else 0)
