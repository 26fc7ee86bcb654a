"""Find the one notebook in a folder whose cells are a chapter's, whatever its name and place. No link is followed."""

import stat
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from dlcourse.files import entries
from dlcourse.notebooks.reading import read_noting
from dlcourse.notebooks.texts import MAX_BYTES, UnreadableError, one_line

MAX_ENTRIES = 1000  # files, folders and links that are looked at
MAX_READ = 8  # files that are read, twice MAX_BYTES together: the others are only named
MOST_NAMES = 5
OTHER_ENDINGS = ("", ".json", ".txt")  # of a notebook that a browser or a person has renamed
NOT_HANDED_IN = {".ipynb_checkpoints", "__MACOSX"}


class Found(NamedTuple):
    """The notebook of a chapter, and notes on which it is and what was odd."""

    notebook: NotebookNode
    path: Path
    notes: list[str]


class Candidate(NamedTuple):
    """A notebook in the folder. `why_not` says why it cannot be the chapter's; then it holds nothing."""

    name: str  # its path in the folder
    path: Path
    notebook: NotebookNode
    notes: list[str]
    answers: dict[str, str]  # grade id or text → what the student has written
    why_not: str = ""


def find_notebook(folder: Path, chapter: str, released: NotebookNode | None, wanted: str = "") -> Found:
    """The notebook of `chapter` in a submission. Raises UnreadableError, which names what lies there.

    Args:
        released: the chapter as students were given it; None: any notebook with graded cells may be the chapter's.
        wanted: the name that the instructor chose, or its path in the folder.
    """
    expected = f"{chapter}.ipynb"
    files = list(_files(folder))
    if wanted:
        return _chosen(folder, files, wanted)
    if files == [Path(expected)]:
        return _expected(folder, expected, files, released)
    found = [_judge(folder, path, released) for path in _to_read(folder, files, expected)]
    fitting = [candidate for candidate in found if not candidate.why_not]
    if not fitting:
        return _expected(folder, expected, files, released)
    best = min(fitting, key=lambda one: (not one.answers, one.name != expected, -len(one.answers), len(one.path.parts)))
    return Found(best.notebook, best.path, [*_why(best, found, folder / expected), *best.notes])


def holds(folder: Path, name: str) -> bool:
    """Whether a file with this name, or at this path, lies in the folder."""
    return any(same_name(shown, name) for path in _files(folder) for shown in (str(path), path.name))


def stray_notebook(folder: Path, chapter: str, released: NotebookNode, elsewhere: set[str]) -> str:
    """The path of a notebook with a chapter's cells that is in none of the folders `elsewhere`; or nothing."""
    files = [path for path in _files(folder) if path.parts[0] not in elsewhere]
    likely = _to_read(folder, files, f"{chapter}.ipynb")
    return next((str(path) for path in likely if not _judge(folder, path, released).why_not), "")


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, on whichever system they were written."""
    return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def _files(folder: Path) -> Iterator[Path]:
    """Regular files in a folder and in folders inside it; not what programs put there."""
    for path, status in islice(entries(folder), MAX_ENTRIES):
        hidden = NOT_HANDED_IN.intersection(path.parts) or path.name.startswith("._")
        if status and stat.S_ISREG(status.st_mode) and not hidden:
            yield path


def _to_read(folder: Path, files: list[Path], expected: str) -> list[Path]:
    """The files that may be notebooks, the expected one first, as many as there is room for."""
    likely = [path for path in files if may_be_a_notebook(folder / path)]
    likely.sort(key=lambda path: (str(path) != expected, len(path.parts), str(path)))
    kept: list[Path] = []
    room = 2 * MAX_BYTES  # the expected one, and others
    for path in likely:
        size = (folder / path).lstat().st_size
        if size <= room and len(kept) < MAX_READ:
            room -= size
            kept.append(path)
    return kept


def may_be_a_notebook(path: Path) -> bool:
    """Whether a file has the name of a notebook, or begins as one and may have been renamed."""
    if ".ipynb" in path.name.casefold():
        return True
    if path.suffix.casefold() not in OTHER_ENDINGS:
        return False
    try:
        with path.open("rb") as file:
            start = file.read(64).replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    except OSError:
        return False
    return start.startswith(b"{")


def _judge(folder: Path, path: Path, released: NotebookNode | None) -> Candidate:
    nothing = NotebookNode(cells=[])
    try:
        notebook, notes = read_noting(folder / path, outputs=False)
    except UnreadableError as problem:
        return Candidate(str(path), folder / path, nothing, [], {}, str(problem))
    if not is_of_chapter(notebook, released):
        return Candidate(str(path), folder / path, nothing, [], {}, "its cells are not this chapter's")
    return Candidate(str(path), folder / path, notebook, notes, _answers(notebook, released))


def is_of_chapter(notebook: NotebookNode, released: NotebookNode | None) -> bool:
    """Whether the cells of a notebook are a chapter's: by their grade ids or, where these are gone, by their text."""
    own = _marked(notebook)
    if released is None:
        return bool(own)
    known = _marked(released)
    if own:
        return 2 * len(own.keys() & known.keys()) >= len(own)
    locked = {cell.source.strip() for cell in known.values() if not cell.metadata.nbgrader.get("solution")}
    return 3 * len(locked & {cell.source.strip() for cell in notebook.cells}) >= max(1, len(locked))


def _marked(notebook: NotebookNode) -> dict[str, NotebookNode]:
    return {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}


def _answers(notebook: NotebookNode, released: NotebookNode | None) -> dict[str, str]:
    """What a student has written: into the chapter's cells, or into cells whose marks are gone."""
    if released is None:
        return {}
    known = _marked(released)
    theirs = {cell.source.strip() for cell in released.cells}
    own = {}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        is_answer = name is None or (name in known and known[name].metadata.nbgrader.get("solution"))
        if is_answer and cell.source.strip() not in theirs | {""}:
            own[name or cell.source] = cell.source
    return own


def _expected(folder: Path, expected: str, files: list[Path], released: NotebookNode | None) -> Found:
    """The notebook with the expected name, where no other could be meant. Raises UnreadableError."""
    try:
        (folder / expected).lstat()
    except OSError:
        lies = f"there are: {_names(files)}" if files else "the folder holds no file"
        what = f"there is no {expected} and no other notebook with this chapter's cells"
        raise UnreadableError(f"{what}; {lies}") from None
    notebook, notes = read_noting(folder / expected, outputs=False)
    if released and not is_of_chapter(notebook, released):
        notes.insert(0, f"the cells of {expected} are not this chapter's")
    return Found(notebook, folder / expected, notes)


def _chosen(folder: Path, files: list[Path], wanted: str) -> Found:
    """The notebook that the instructor has named. Raises UnreadableError."""
    fitting = [path for path in files if same_name(str(path), wanted)]
    fitting = fitting or [path for path in files if same_name(path.name, wanted)]
    if len(fitting) != 1:
        what = f"there is no {wanted}" if not fitting else f"there are {len(fitting)} files named {wanted}"
        raise UnreadableError(f"{what}; there are: {_names(fitting or files) or 'no files'}")
    notebook, notes = read_noting(folder / fitting[0], outputs=False)
    return Found(notebook, folder / fitting[0], [f"{_shown(str(fitting[0]))} counts, as chosen", *notes])


def _why(best: Candidate, found: list[Candidate], usual: Path) -> list[str]:
    """Which notebook was taken and why, and which could be meant, too."""
    notes = []
    if best.path != usual:
        reasons = [one.why_not or "it has no answers" for one in found if one.path == usual]
        reasons += ["not a file that can be read" if usual.exists() or usual.is_symlink() else "it is missing"]
        notes.append(f"{_shown(best.name)} counts, not {usual.name}: {reasons[0]}")
    rivals = [one.name for one in found if not one.why_not and one.answers and one.answers != best.answers]
    if rivals:
        taken = "the usual name" if best.path == usual else "the most answers"
        notes.append(
            f"{_shown(best.name)} counts, for it has {taken}; with other answers there are: "
            f"{_names([Path(name) for name in rivals])}. Choose with --notebook"
        )
    return notes


def _names(files: list[Path]) -> str:
    more = f" and {len(files) - MOST_NAMES} more" if len(files) > MOST_NAMES else ""
    return ", ".join(_shown(str(path)) for path in files[:MOST_NAMES]) + more


def _shown(name: str) -> str:
    """A name that is safe to print, and not too long."""
    return one_line(unicodedata.normalize("NFC", name))[:60]
