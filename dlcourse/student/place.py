"""Where a student's notebooks are, and what is remembered about them."""

import json
from dataclasses import dataclass
from pathlib import Path

from dlcourse.course import is_course
from dlcourse.files import write_whole

RECORDS = ".dlcourse.json"  # in a student's folder; it also marks the folder as one
DEFAULT = "dlcourse-notebooks"  # in the home folder: the same, wherever a terminal happens to be


@dataclass(frozen=True)
class Place:
    """A folder with a folder for each chapter: a student's own, or `notebooks` in a checkout of the course."""

    notebooks: Path
    checkout: Path | None = None


def default_place() -> Place:
    return Place(Path.home() / DEFAULT)


def place_at(folder: Path) -> Place:
    """What a folder that somebody names is. It need not exist yet."""
    folder = folder.absolute()
    for checkout in (folder, folder.parent):
        if is_course(checkout) and folder in (checkout, checkout / "notebooks"):
            return Place(checkout / "notebooks", checkout)
    is_chapter = (folder / f"{folder.name}.ipynb").is_file() and (folder.parent / RECORDS).is_file()
    return Place(folder.parent if is_chapter else folder)


def find_place(start: Path) -> Place | None:
    """The nearest place, from `start` upwards; failing that the default one, if notebooks were copied there."""
    for folder in (start, *start.parents):
        if is_course(folder):
            return Place(folder / "notebooks", folder)
        if (folder / RECORDS).is_file():
            return Place(folder)
    return default_place() if (default_place().notebooks / RECORDS).is_file() else None


@dataclass
class Records:
    """Of which version a folder's notebooks are; for each file that we put there, its cells as they were then.

    The cells of a file are a fingerprint for each cell's name, in order.
    """

    version: str
    files: dict[str, dict[str, str]]


def read_records(folder: Path) -> Records:
    """What is remembered. Records that cannot be read are none: then every notebook counts as the student's."""
    try:
        content = json.loads((folder / RECORDS).read_text(encoding="utf-8"))
        files = {name: {key: str(value) for key, value in cells.items()} for name, cells in content["files"].items()}
        return Records(str(content["version"]), files)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return Records("0", {})


def write_records(folder: Path, records: Records) -> None:
    text = json.dumps(vars(records), indent=1)
    write_whole(folder / RECORDS, lambda file: file.write(text.encode()))
