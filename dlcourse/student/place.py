"""Find a student's notebooks, and keep a record of the version that they come from."""

import json
from dataclasses import dataclass
from pathlib import Path

from dlcourse.course import is_course
from dlcourse.files import write_atomically

RECORDS = ".dlcourse.json"  # in a student's folder; by this file, the folder is recognized
DEFAULT = "dlcourse-notebooks"  # in the home folder, so that it does not depend on the current folder


@dataclass(frozen=True)
class Place:
    """A folder with a folder for each chapter: a student's own, or `notebooks` in a checkout of the course."""

    notebooks: Path
    checkout: Path | None = None


def default_place() -> Place:
    return Place(Path.home() / DEFAULT)


def place_at(folder: Path) -> Place:
    """The place of a folder that the user named: a checkout, a place, or a chapter in one. It need not exist yet."""
    folder = folder.absolute()
    for checkout in (folder, folder.parent):
        if is_course(checkout) and folder in (checkout, checkout / "notebooks"):
            return Place(checkout / "notebooks", checkout)
    is_chapter = (folder / f"{folder.name}.ipynb").is_file() and (folder.parent / RECORDS).is_file()
    return Place(folder.parent if is_chapter else folder)


def find_place(start: Path) -> Place | None:
    """The nearest place, from `start` upwards; if there is none, the default one, if notebooks were copied there."""
    for folder in (start, *start.parents):
        if is_course(folder):
            return Place(folder / "notebooks", folder)
        if (folder / RECORDS).is_file():
            return Place(folder)
    return default_place() if (default_place().notebooks / RECORDS).is_file() else None


@dataclass
class Records:
    """The version of a folder's notebooks, and for each file that the course wrote, its cells as they were then.

    The cells of a file are a dict: name of the cell → fingerprint, in order.
    """

    version: str
    files: dict[str, dict[str, str]]


def read_records(folder: Path) -> Records:
    """The records of a folder; empty where they cannot be read: then every notebook counts as the student's."""
    try:
        content = json.loads((folder / RECORDS).read_text(encoding="utf-8"))
        files = {name: {key: str(value) for key, value in cells.items()} for name, cells in content["files"].items()}
        return Records(str(content["version"]), files)
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return Records("0", {})


def write_records(folder: Path, records: Records) -> None:
    text = json.dumps(vars(records), indent=1)
    write_atomically(folder / RECORDS, lambda file: file.write(text.encode()))
