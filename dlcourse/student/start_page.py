"""Write the page that JupyterLab opens first: how to work, the points so far, and what to do when something breaks.

Each `dlcourse lab` rewrites it. A student's own file with the same name is not changed.
"""

from collections.abc import Iterable
from pathlib import Path

from dlcourse.chapters import CHAPTERS
from dlcourse.files import write_atomically
from dlcourse.student.place import Place
from dlcourse.student.progress import Chapter, progress

NAME = "Start here.md"
TEMPLATE = Path(__file__).with_name("start_page.md")
START_OVER = "| you want to start a chapter over | Rename your notebook. The next start copies a new one. |\n"


def write_start_page(place: Place, remarks: Iterable[str] = ()) -> bool:
    """Write the page to the folder of the chapters, if possible. Gives whether the course's page is there."""
    path, template = place.notebooks / NAME, TEMPLATE.read_text(encoding="utf-8")
    first_line = template.partition("\n")[0]  # by which the course's page is recognized
    try:
        if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(first_line):
            return False
        text = start_page(template, list(progress(place.notebooks)), remarks, in_checkout=place.checkout is not None)
        write_atomically(path, lambda file: file.write(text.encode()))
    except OSError:  # in a read-only folder, the notebooks can still be opened
        return path.is_file()
    return True


def start_page(template: str, so_far: list[Chapter], remarks: Iterable[str], *, in_checkout: bool) -> str:
    """The page as Markdown."""
    return template.format(
        next=_next(so_far),
        remarks="".join(f"\n> {remark} Type commands in **File → New → Terminal**.\n" for remark in remarks),
        map=_map(so_far),
        start_over="" if in_checkout else START_OVER,
    )


def _next(so_far: list[Chapter]) -> str:
    """A link to the first chapter with an exercise that is not done."""
    titles = {chapter.name: f"{chapter.number} · {chapter.title}" for chapter in CHAPTERS}
    todo = [chapter for chapter in so_far if chapter.done < chapter.exercises]
    if not todo:
        return "You have done every exercise. Well done!"
    begin = "Go on" if any(chapter.done for chapter in so_far) else "Begin"
    return f"**{begin} here: [{titles.get(todo[0].name, todo[0].name)}]({_link(todo[0].name)})**"


def _map(so_far: list[Chapter]) -> str:
    """A table of the chapters and electives, with the time that each takes and the points so far."""
    found = {chapter.name: chapter for chapter in so_far}
    lines = ["| | Chapter | Time | Exercises done | Your points |", "|---|---|---|---|---|"]
    for chapter in CHAPTERS:
        if chapter.elective and "| | *Electives* | | | |" not in lines:
            lines.append("| | *Electives* | | | |")
        mine = found.pop(chapter.name, None)
        title = f"[{chapter.title}]({_link(chapter.name)})" if mine else chapter.title
        lines.append(f"| {chapter.number} | {title} | {chapter.minutes} min | {_points(mine)} |")
    lines += [f"| | [{name}]({_link(name)}) | | {_points(chapter)} |" for name, chapter in found.items()]
    return "\n".join(lines)


def _points(chapter: Chapter | None) -> str:
    if chapter is None:
        return "– | –"
    if chapter.problem:
        return f"cannot be read: {chapter.problem.replace('|', ' ')} | –"
    return f"{chapter.done} of {chapter.exercises} | {chapter.earned:g} of {chapter.points:g}"


def _link(name: str) -> str:
    return f"{name}/{name}.ipynb"
