"""Make a submission's folder of what a student sent: the notebook under the chapter's name, others beside it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath

from dlcourse.grading.book.places import remove_scratch_of_killed_runs
from dlcourse.grading.book.points import texts_of
from dlcourse.grading.lms.unpacking import LeftOut, Member, UnpackError, unpack
from dlcourse.grading.times import TIMESTAMP
from dlcourse.notebooks import UnreadableError, read_notebook
from dlcourse.notebooks.finding import may_be_a_notebook

MAX_NOTEBOOKS = 20  # of one submission that are read, to choose one: the latest
NOTEBOOK = (".ipynb", ".ipynb.txt", ".ipynb.json")


@contextmanager
def scratch_in(submitted: Path) -> Iterator[Path]:
    """A new hidden folder on the disk of `submitted`. Those of runs that were killed are removed."""
    submitted.mkdir(parents=True, exist_ok=True)
    remove_scratch_of_killed_runs(submitted, ".collecting")
    with tempfile.TemporaryDirectory(dir=submitted, prefix=f".collecting-{os.getpid()}-") as scratch:
        yield Path(scratch)


def stage(members: list[Member], chapter: str, release: Path, folder: Path) -> list[str]:
    """Write a submission into the new `folder`. Gives what is to be said of it. Raises UnpackError where it is refused.

    `timestamp.txt` of a student is left out: it would say when the work was handed in.
    """
    raw = folder.with_name(f"{folder.name}.raw")
    raw.mkdir(parents=True)
    written, left_out = unpack(members, raw)
    found = [path for path in written if path.name.lower().endswith(NOTEBOOK)]
    renamed = [] if found else [path for path in written if may_be_a_notebook(raw / path)][-MAX_NOTEBOOKS:]
    found = found or [path for path in renamed if _rank(raw / path, chapter, release)[0]]
    if not found:
        raise UnpackError(f"no notebook: {_inventory(written, left_out)}")
    latest = found[-MAX_NOTEBOOKS:]
    ranks = {path: _rank(raw / path, chapter, release) for path in latest} if len(latest) > 1 else {}
    notebook = max(reversed(latest), key=ranks.__getitem__) if ranks else latest[0]
    folder.mkdir()
    os.replace(raw / notebook, folder / f"{chapter}.ipynb")
    for path in written:
        beside = path.relative_to(notebook.parent) if path.is_relative_to(notebook.parent) else path
        if str(beside) == f"{chapter}.ipynb":
            beside = PurePosixPath(f"{chapter} (other).ipynb")
        if path != notebook and str(beside).casefold() != TIMESTAMP and not (folder / beside).exists():
            (folder / beside).parent.mkdir(parents=True, exist_ok=True)
            os.replace(raw / path, folder / beside)
    shutil.rmtree(raw)
    notes = [f"{one} (left out)" for one in left_out]
    if len(found) > 1:
        why = "most of the chapter's cells and answers, or the latest"
        notes.insert(0, f"of {len(found)} notebooks, {notebook}: {why}")
    return notes


def _rank(path: Path, chapter: str, release: Path) -> tuple[int, int, bool]:
    """How many of the chapter's cells a notebook has, how many answers are not the release's, whether its name fits."""
    try:
        answers = _cells(path)
    except UnreadableError:
        answers = {}
    released = _released(release)
    known = released.keys() & answers.keys()
    return len(known), sum(answers[name] != released[name] for name in known), path.name.startswith(chapter)


def _cells(path: Path) -> dict[str, str]:
    return texts_of(read_notebook(path, outputs=False))


@cache
def _released(path: Path) -> dict[str, str]:
    return _cells(path)


def _inventory(written: list[PurePosixPath], left_out: list[LeftOut]) -> str:
    """What there is, in a few words."""
    names = [*map(str, written[:3]), *map(str, left_out[:3])]
    more = len(written) + len(left_out) - len(names)
    return (", ".join(names) or "the submission is empty") + (f" and {more} more" if more else "")
