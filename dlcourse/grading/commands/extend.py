"""`dlcourse extend`: more time for a student."""

from datetime import timedelta

import click

from dlcourse.grading.commands.arguments import chapter_or_exit, gradebook_or_exit
from dlcourse.terminal import give_up

MOST = 1000  # days: more is a slip


@click.command()
@click.argument("chapter")
@click.option("--student", "students", multiple=True, required=True, help="May be given more than once.")
@click.option("--days", default=0.0, type=click.FloatRange(0, MOST))
@click.option("--hours", default=0.0, type=click.FloatRange(0, 24 * MOST))
@click.option("--none", "nothing", is_flag=True, help="Take the extension back.")
def extend(chapter: str, students: tuple[str, ...], days: float, hours: float, nothing: bool) -> None:
    """Give a student more time for CHAPTER than the others have, and correct the penalty for late work.

    \b
    dlcourse extend 03 --student ada --days 2

    The new extension takes the place of an earlier one. It can be given before the student has handed in.
    """
    extension = timedelta(days=days, hours=hours)
    if bool(extension) == nothing:
        give_up("say how much more time: --days 2 or --hours 12; or --none to take it back. Nothing was changed.")
    from dlcourse.grading.late.extensions import extend
    from dlcourse.grading.late.penalties import in_words, update_penalties
    from dlcourse.grading.roster.folders import composed

    name, whom = chapter_or_exit(chapter), [composed(student) for student in students]
    with gradebook_or_exit() as (config, _, gradebook):
        for student in whom:
            extend(gradebook, name, student, extension)
        gradebook.db.commit()
        due = gradebook.find_assignment(name).duedate + extension
        changed = update_penalties(config, gradebook, name, whom)
    more = f", {in_words(extension)} later than for the others" if extension else ", as for the others"
    for student in whom:
        click.echo(f"{student}: {name} is due {due:%Y-%m-%d %H:%M} UTC{more}.")
    for penalty in changed:
        click.echo(f"{penalty}.")
