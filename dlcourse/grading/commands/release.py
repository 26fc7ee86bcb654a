"""`dlcourse release`: make a chapter's release anew, also in mid-term."""

import sys

import click

from dlcourse.grading.commands.arguments import chapter_or_exit, course_or_exit
from dlcourse.terminal import give_up


@click.command()
@click.argument("chapter")
@click.option("--allow-lower", is_flag=True, help="Also remove cells for which students have points or comments.")
def release(chapter: str, allow_lower: bool) -> None:
    """Make the release of CHAPTER from its source in solutions/, and tell the gradebook its cells.

    This may be done after grading: checks may be new, gone, or worth more. Points and comments that were given stay. It
    first lists what changes. If somebody would lose points, nothing is done without --allow-lower.

    Exit code: 0 when the release was made, 1 when points would be lost, 2 when it cannot be made.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    from dlcourse.course import load_config
    from dlcourse.grading import GradingError
    from dlcourse.grading.book.cells import changes, refusal_in_words
    from dlcourse.grading.book.converting import convert

    name = chapter_or_exit(chapter)
    config = load_config(course_or_exit())
    config.KeepGrades.allow_lower = allow_lower
    coursedir = CourseDirectory(config=config, assignment_id=name)
    converter = GenerateAssignment(coursedir=coursedir, config=config, force=True)
    try:
        found = changes(converter, name)
        for line in found.lines:
            click.echo(f"{line}.")
        if found.lost and not allow_lower:
            click.echo(refusal_in_words(name, found.lost), err=True)
            sys.exit(1)
        for line in found.lost:
            click.echo(f"{line}.")
        if reason := convert(converter):
            give_up(f"{name}: {reason}. The release is as before.")
    except GradingError as problem:
        give_up(str(problem))
    click.echo(f"The release of {name} is made.")
    if found.graded and found.lines:
        click.echo(
            f"Work of {found.graded} students is in the gradebook. `dlcourse grade {name} --preview` says whose points "
            f"would change, and `dlcourse grade {name}` writes them."
        )
