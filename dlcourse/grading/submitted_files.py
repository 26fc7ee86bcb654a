"""List and copy the files of a submission, which may be anything: without following links, and within limits."""

import os
import shutil
import stat
from collections import defaultdict
from collections.abc import Iterable
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dlcourse.files import entries

MAX_ENTRIES = 1000  # files, folders and links of a submission; the others are left out
MAX_BYTES = 256 * 1024 * 1024  # of all its files together
# Types of files that no browser runs, by the end of the name: an instructor opens them at the address of Jupyter, a
# student beside the feedback page.
PASSIVE = set(
    "arff avi bin bmp bz2 cfg csv dat data db docx ds_store feather flac gif gitignore gitkeep gz h5 hdf5 idx ini "
    "ipynb jpeg jpg json jsonl keras log mat md mp3 mp4 npy npz odp ods odt ogg onnx orc otf parquet pb pbm pgm "
    "pickle pkl png pptx ppm pt pth py pyc rst sqlite tar tex tif tiff tflite toml tsv ttf txt wav webm webp xlsx "
    "xz yaml yml zip".split()
)
# Of the patterns that a course ignores: this one keeps its own sources from students, and theirs may have such a name.
OF_SOURCES = "[0-9][0-9]_*.py"
# What programs leave behind: it is not said that these are left out.
OF_PROGRAMS = {".ipynb_checkpoints", "__pycache__", "*.pyc", ".built_from", ".dlcourse.json"}
MAX_PATH = 1000  # bytes of a file's path in the submission, so that the path of its copy is short enough for Linux


def copy_all(source: Path, target: Path, ignore: list[str]) -> None:
    """Copy the course's own regular files, except those that a pattern in `ignore` matches."""
    for path, status in entries(source):
        if status and stat.S_ISREG(status.st_mode) and not _is_ignored(path, ignore):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target / path)
            os.chmod(target / path, 0o644)


def copy_submitted(source: Path, target: Path, ignore: list[str], reserved: set[str]) -> list[str]:
    """Copy the submitted regular files, without replacing any. Gives a note about each kind of files left out.

    Names in `reserved`, which the grader uses itself in the top folder, are left out without a note, and so are files
    that match `ignore` and that programs have made. Raises OSError where the target cannot be written.
    """
    left_out: dict[str, list[str]] = defaultdict(list)
    bytes_left = MAX_BYTES
    found = list(islice(entries(source), MAX_ENTRIES + 1))
    for path, status in found[:MAX_ENTRIES]:
        name = path.name or "the submission's folder"
        if _is_ignored(path, OF_PROGRAMS.intersection(ignore)) or is_reserved(path, reserved):
            continue
        if status is None:
            left_out["reading failed"].append(name)
        elif not stat.S_ISREG(status.st_mode):
            continue
        elif is_left_to_the_course(path, ignore):
            left_out["the course's settings ignore this name"].append(name)
        elif not is_passive(path):
            left_out["a browser might run a file of this type"].append(name)
        elif len(os.fsencode(path)) > MAX_PATH:
            left_out[f"path longer than {MAX_PATH:,} bytes"].append(name)
        elif status.st_size > bytes_left:
            left_out[f"a submission's files may hold {MAX_BYTES // 1024**2} MiB together"].append(name)
        else:
            try:
                file = (source / path).open("rb")
            except OSError:
                left_out["reading failed"].append(name)
                continue
            with file:
                bytes_left -= _write(file, target / path)
    notes = [f"{_some(names)} left out: {why}" for why, names in left_out.items()]
    if len(found) > MAX_ENTRIES:
        notes.append(f"more than {MAX_ENTRIES:,} files and folders were submitted: the others were left out")
    return notes


def is_left_to_the_course(path: Path, ignore: list[str]) -> bool:
    """Whether the course's settings ignore a file that a student, and no program, has made."""
    return _is_ignored(path, set(ignore) - {OF_SOURCES} - OF_PROGRAMS)


def is_passive(path: Path) -> bool:
    """Whether a file's name has no ending, or that of a type which no browser runs."""
    _, dot, ending = path.name.rpartition(".")
    return not dot or ending.lower() in PASSIVE


def is_reserved(path: Path, names: set[str]) -> bool:
    """Whether a path in a submission begins with one of the names that the grader uses itself."""
    return not names.isdisjoint(path.parts[:1])


def _write(file: BinaryIO, copy: Path) -> int:
    """Copy an open file to a new one. Gives the number of bytes; 0 where the course's own file has that path."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with copy.open("xb") as written:
            shutil.copyfileobj(file, written)
            return written.tell()
    except (FileExistsError, NotADirectoryError):
        return 0


def _is_ignored(path: Path, ignore: Iterable[str]) -> bool:
    return any(fnmatch(part, pattern) for part in path.parts for pattern in ignore)


def _some(names: list[str]) -> str:
    """The first names, with the verb: "a was", "a, b were", "a, b, c and 2 more were"."""
    if len(names) == 1:
        return f"{names[0][:60]} was"
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(name[:60] for name in names[:3])}{more} were"
