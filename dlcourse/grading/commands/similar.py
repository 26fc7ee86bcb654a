"""`dlcourse similar`: which submissions of a chapter agree more than chance explains."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dlcourse.grading.commands.arguments import chapter_or_exit, course_or_exit
from dlcourse.terminal import give_up

if TYPE_CHECKING:
    from dlcourse.grading.similar.pairs import Agreement, Pair

MOST, MOST_ON_PAGE = 20, 60  # pairs
NO_VERDICT = (
    "This says what agrees, not why: students may have worked together, used the same source, or had the same idea. "
    "Read both, and ask."
)
KINDS = {"name": "the name {}", "comment": "in a comment: {}", "text": "the words: {}", "fails": "both fail: {}"}


@click.command()
@click.argument("chapter")
@click.option("--html", "page", metavar="FILE", type=click.Path(path_type=Path), help="Write a page, side by side.")
def similar(chapter: str, page: Path | None) -> None:
    """Show which graded submissions of CHAPTER agree more than chance explains, and in what.

    Renaming, reordering and reformatting change little. What the exercise, the release or the solution brings counts
    little; the same rare names, comments, words and mistakes count much. It is no verdict: read both.
    """
    course = course_or_exit()
    chapter = chapter_or_exit(chapter, course)
    from dlcourse.grading.report.class_summary import rows
    from dlcourse.grading.similar.pairs import similar_pairs
    from dlcourse.grading.similar.submissions import submissions

    found = submissions(course, chapter, rows(course, chapter))
    if len(found.features) < 2:
        give_up(
            f"fewer than two submissions of {chapter} were graded and could be read: run `dlcourse grade {chapter}`."
        )
    pairs = similar_pairs(found.features, found.released, found.reference)
    if page:
        _write_page(page, chapter, pairs, found.texts)
    else:
        _print(chapter, pairs, len(found.features))


def _print(chapter: str, pairs: "list[Pair]", students: int) -> None:
    from rich.console import Console
    from rich.table import Table

    of = students * (students - 1) // 2
    click.echo(f"{chapter}: {len(pairs)} of {of} pairs of {students} students agree more than others.")
    if not pairs:
        return
    table = Table(show_lines=True)
    for heading in ("students", "so much by chance", "agree most in (share of the class as close)"):
        table.add_column(heading)
    for pair in pairs[:MOST]:
        lines = [f"{one.exercise} ({one.share:.0%})" for one in pair.agreements[:5]]
        shared = [text for one in pair.agreements for text in shared_by(one)][:3]
        table.add_row("\n".join(pair.students), in_words(pair.chance, of), "\n".join([", ".join(lines), *shared]))
    Console(highlight=False, markup=False).print(table)
    if len(pairs) > MOST:
        click.echo(f"These are {_of(len(pairs), MOST)}; --html FILE writes a page with more.")
    click.echo(NO_VERDICT)


def _write_page(page: Path, chapter: str, pairs: "list[Pair]", texts: dict[str, dict[str, str]]) -> None:
    from dlcourse.grading.report.page import CannotWriteError, write_page

    of = len(texts) * (len(texts) - 1) // 2
    values = dict(
        chapter=chapter, pairs=pairs[:MOST_ON_PAGE], found=len(pairs), texts=texts, of=of, no_verdict=NO_VERDICT
    )
    try:
        write_page(page, "similar.html.j2", in_words=in_words, shared_by=shared_by, **values)
    except CannotWriteError as problem:
        give_up(str(problem))
    click.echo(f"{page}: {chapter}, {_of(len(pairs), MOST_ON_PAGE)}, side by side. It holds names and answers.")


def _of(pairs: int, most: int) -> str:
    """How many pairs there are, and how many of them are shown where that is less."""
    return f"{pairs} pair{'' if pairs == 1 else 's'}" if pairs <= most else f"the first {most} of {pairs} pairs"


def in_words(chance: float, pairs: int) -> str:
    """How many of the class's pairs would agree as much if everybody worked alone."""
    expected = chance * pairs
    if expected < 0.01:
        return f"under 0.01 of {pairs} pairs"
    return f"{expected:.2g} of {pairs} pairs"


def shared_by(agreement: "Agreement") -> list[str]:
    """What both have and few others, in words."""
    from dlcourse.notebooks import one_line

    return [f"{agreement.exercise}: {KINDS[kind].format(one_line(what))}" for kind, what in agreement.both]
