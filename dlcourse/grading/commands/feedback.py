"""`dlcourse feedback`: the pages for students, and the archive of them for a learning platform."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.grading.commands.arguments import chapter_or_exit, gradebook_or_exit
from dlcourse.terminal import give_up

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory


@click.command()
@click.argument("chapter")
@click.option("--student", "students", multiple=True, help="This student's page only; may be given more than once.")
@click.option(
    "--to",
    "target",
    nargs=2,
    metavar="PLATFORM ZIP",
    type=(click.Choice(["canvas", "moodle", "blackboard"]), click.Path(path_type=Path, dir_okay=False)),
    help="Then pack all pages for canvas, moodle or blackboard into this archive.",
)
def feedback(chapter: str, students: tuple[str, ...], target: tuple[str, Path] | None) -> None:
    """Make the feedback pages of CHAPTER that are missing or out of date, in feedback/.

    A page is out of date when the work was graded again, or when points, a comment or the penalty for late work have
    changed. With --to, the pages are then packed into one archive to upload, under the names that the platform gave.

    Exit code: 0 when all pages are up to date and packed, 1 when some are not, 2 when there is nothing graded.
    """
    from dlcourse.grading import NotReadyError
    from dlcourse.grading.late.penalties import update_penalties
    from dlcourse.grading.pages.feedback_pages import make_pages
    from dlcourse.grading.roster.folders import composed
    from dlcourse.grading.roster.members import members

    name, wanted = chapter_or_exit(chapter), [composed(student) for student in students]
    made = kept = failed = 0
    with gradebook_or_exit() as (config, coursedir, gradebook):
        everybody = members(gradebook)
        withdrawn = {student for student in everybody if everybody[student].withdrawn}
        whose = wanted or everybody.keys() - withdrawn
        for penalty in update_penalties(config, gradebook, name):
            click.echo(f"{penalty}.")
        for page in make_pages(config, coursedir, gradebook, name, sorted(whose)):
            made, kept = made + page.made, kept + (not page.made and not page.problem)
            if page.problem:
                failed += 1
                click.echo(f"{page.student}: no page: {page.problem}", err=True)
        if not made + kept + failed and not target:
            by = f" by {', '.join(wanted)}" if wanted else ""
            raise NotReadyError(f"no submission of {name}{by} has been graded yet: run `dlcourse grade {name}`.")
        if made + kept + failed:
            click.echo(f"pages made {made}, up to date {kept}, not made {failed}")
        failed += _pack(coursedir, name, *target, withdrawn) if target else 0
    sys.exit(1 if failed else 0)


def _pack(coursedir: "CourseDirectory", chapter: str, platform: str, archive: Path, withdrawn: set[str]) -> int:
    """Pack the pages for a platform; returns how many could not be packed."""
    from dlcourse.grading.lms.feedback_zip import pack

    try:
        packed = pack(coursedir, chapter, platform, archive, withdrawn)
    except OSError as error:
        give_up(f"{error.filename or archive}: {error.strerror}. No archive was written.")
    for student, reason in sorted(packed.left_out.items()):
        click.echo(f"{student}: {reason}", err=True)
    click.echo(f"{len(packed.students)} pages are in {archive}.")
    return len(packed.left_out)
