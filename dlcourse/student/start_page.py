"""The page that JupyterLab opens on: how to work, how far one is, and what to do when something breaks.

It is written anew by each `dlcourse lab`. A file of the same name that is not ours is left as it is.
"""

from collections.abc import Iterable
from pathlib import Path

from dlcourse.chapters import CHAPTERS
from dlcourse.files import write_whole
from dlcourse.grading.progress import Chapter, progress
from dlcourse.student.place import Place

NAME = "Start here.md"
TEMPLATE = Path(__file__).with_name("start_page.md")
FRESH = "| you want a chapter as it was at first | Rename your notebook. The next start brings a new one. |\n"


def write_start_page(place: Place, remarks: Iterable[str] = ()) -> bool:
    """Write the page into the folder of the chapters, if that can be done. Returns whether our page is there."""
    path, template = place.notebooks / NAME, TEMPLATE.read_text(encoding="utf-8")
    ours = template.partition("\n")[0]
    try:
        if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(ours):
            return False
        text = start_page(template, list(progress(place.notebooks)), remarks, in_checkout=place.checkout is not None)
        write_whole(path, lambda file: file.write(text.encode()))
    except OSError:  # a folder that may only be read: its notebooks can be opened all the same
        return path.is_file()
    return True


def start_page(template: str, so_far: list[Chapter], remarks: Iterable[str], *, in_checkout: bool) -> str:
    """The page as Markdown."""
    return template.format(
        next=_next(so_far),
        remarks="".join(f"\n> {remark} Type commands in **File → New → Terminal**.\n" for remark in remarks),
        map=_map(so_far),
        fresh="" if in_checkout else FRESH,
    )


def _next(so_far: list[Chapter]) -> str:
    """Where to go on: the first chapter with an exercise that is not done."""
    titles = {chapter.name: f"{chapter.number} · {chapter.title}" for chapter in CHAPTERS}
    todo = [chapter for chapter in so_far if chapter.done < chapter.exercises]
    if not todo:
        return "You have done every exercise. Well done!"
    begin = "Go on" if any(chapter.done for chapter in so_far) else "Begin"
    return f"**{begin} here: [{titles.get(todo[0].name, todo[0].name)}]({_link(todo[0].name)})**"


def _map(so_far: list[Chapter]) -> str:
    """Each chapter with its time and the points so far."""
    found = {chapter.name: chapter for chapter in so_far}
    lines = ["| | Chapter | Time | Exercises done | Your points |", "|---|---|---|---|---|"]
    for chapter in CHAPTERS:
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
