"""`dlcourse roster`: the list of the class."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.grading.commands.arguments import gradebook_or_exit

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from dlcourse.grading.roster.roster_file import Roster


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--withdraw", multiple=True, metavar="ID", help="This student has left; may be given more than once.")
@click.option("--withdraw-absent", is_flag=True, help="Students who are not in FILE have left.")
@click.option("--back", multiple=True, metavar="ID", help="This student is in the class again.")
def roster(file: Path | None, withdraw: tuple[str, ...], withdraw_absent: bool, back: tuple[str, ...]) -> None:
    """Read the list of the class from FILE, or show it.

    FILE is a table as a spreadsheet saves it (CSV), with the column `id`, and if you like `first_name`, `last_name`,
    `email`, `section` and `withdrawn` (yes or no). It may be in UTF-8 or in Korean Windows' encoding, with commas,
    semicolons or tabs.

    Students who have left keep their work and points, but are not graded and not exported. As soon as there is a
    list, work of somebody who is not on it is not graded.
    """
    from dlcourse.grading.roster.folders import composed
    from dlcourse.grading.roster.members import enrol, in_words, members, set_withdrawn
    from dlcourse.grading.roster.roster_file import read_roster

    withdraw, back = tuple(map(composed, withdraw)), tuple(map(composed, back))
    with gradebook_or_exit() as (_, _, gradebook):
        found = read_roster(file) if file else None
        _refuse_unknown(gradebook, [*withdraw, *back], found)
        if found:
            outcome = enrol(gradebook, found.students)
            withdraw += tuple(outcome.absent) if withdraw_absent else ()
            click.echo("\n".join(in_words(found, outcome._replace(absent=[]) if withdraw_absent else outcome)))
        set_withdrawn(gradebook, withdraw, True)
        set_withdrawn(gradebook, back, False)
        if withdraw:
            click.echo(f"Withdrawn: {', '.join(withdraw)}.")
        if not (found or withdraw or back):
            _show(gradebook)
        everybody = members(gradebook)
    sections = sorted({member.section for member in everybody.values() if member.section})
    here = sum(not member.withdrawn for member in everybody.values())
    split = f", sections: {', '.join(sections)}" if sections else ""
    click.echo(f"{here} in the class, {len(everybody) - here} withdrawn{split}.")


def _refuse_unknown(gradebook: "Gradebook", names: list[str], found: "Roster | None") -> None:
    """Raises NotReadyError for students whom neither the gradebook nor the list knows."""
    from dlcourse.grading import NotReadyError
    from dlcourse.grading.roster.members import members

    known = set(members(gradebook)) | set(found.students if found else ())
    if strangers := [name for name in names if name not in known]:
        raise NotReadyError(f"the class has no student {', '.join(strangers)}. Nothing was changed.")


def _show(gradebook: "Gradebook") -> None:
    from dlcourse.grading.roster.members import members

    everybody = members(gradebook)
    for student in sorted(gradebook.students, key=lambda one: (everybody[one.id].section, one.id)):
        member = everybody[student.id]
        name = " ".join(filter(None, [student.first_name, student.last_name]))
        click.echo("  ".join(filter(None, [student.id, name, member.section, "withdrawn" * member.withdrawn])))
