"""The tables that commands print in a terminal."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table


def print_scorecard(path: Path, lines: list, earned: float, points: float, notes: list[str]) -> None:
    """A notebook's points, exercise by exercise: `lines` are those of a scorecard, below what was noted of it all."""
    for note in notes:
        click.echo(f"{note[:1].upper()}{note[1:]}.")
    table = Table(title=path.name, title_justify="left", show_footer=True)
    table.add_column("exercise", footer="sum")
    table.add_column("points", justify="right", footer=f"{earned:g} of {points:g}")
    table.add_column("")
    for line in lines:
        mark = "·" if line.earned is None else "✓" if line.earned == line.points else "✗"
        score = f"– of {line.points:g}" if line.earned is None else f"{line.earned:g} of {line.points:g}"
        table.add_row(f"{mark} {line.name}", score, line.remark)
    Console(highlight=False, markup=False).print(table)
    click.echo("These are the visible checks. When the notebook is graded, hidden tests check it with new numbers.")


def print_summary(chapter: str, overall: dict) -> None:
    """How a chapter went in a class: `overall` is a class summary."""
    best = overall["max_score"]
    table = Table(title=f"{chapter}: {overall['submissions']} submissions", title_justify="left", show_header=False)
    table.add_row("mean, median", f"{overall['mean']:g}, {overall['median']:g} of {best:g} points")
    quarters = ("lowest quarter of the points", "second quarter", "third quarter", "highest quarter")
    scale = min(1, 40 / max(1, *overall["by_quarter"]))  # one block a submission, or fewer where the class is large
    for name, count in zip(quarters, overall["by_quarter"], strict=True):
        table.add_row(name, f"{'█' * round(scale * count)} {count}")
    table.add_row("written answers to read", str(overall["to_read"]))
    for criterion, count in overall["most_failed"]:
        table.add_row("often failed", f"{criterion} ({count})")
    for student, cell, seconds in overall["slowest"]:
        table.add_row("slowest", f"{cell} of {student}: {seconds:g} s")
    for student, problem in overall["problems"].items():
        table.add_row("problem", f"{student}: {problem}")
    for student, notes in overall["notes"].items():
        table.add_row("note", f"{student}: {'; '.join(notes)}")
    Console(highlight=False, markup=False).print(table)


def print_course(best: dict[str, float], lines: list) -> None:
    """A line for each student: `best` has the points that each chapter gives, `lines` are those of a course report."""
    table = Table(title=f"{len(lines)} students", title_justify="left")
    table.add_column("student")
    for chapter, points in best.items():
        table.add_column(f"{chapter}\nof {points:g}", justify="right")
    table.add_column(f"sum\nof {sum(best.values()):g}", justify="right")
    for line in lines:
        table.add_row(line.student, *map(str, line.places), f"{line.points:g}")
    Console(highlight=False, markup=False).print(table)
    click.echo("Points less the penalty for lateness. –: nothing was handed in. *: a written answer waits to be read.")
