"""What lies in a folder that was handed in, which may be anything: looked at without a link's being followed."""

import os
import shutil
import stat
from collections import defaultdict, deque
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import islice
from pathlib import Path

MAX_ENTRIES = 1000  # files, folders and links of a submission; the rest is left out
MAX_BYTES = 256 * 1024 * 1024  # of its files, all together
MAX_PATH = 1000  # bytes of a file's path within it: where it is copied to, the path may begin longer


def entries(top: Path) -> Iterator[tuple[Path, os.stat_result | None]]:
    """(path below `top`, status) of all that lies there: what is nearer to the top first, then by name.

    No status means that it cannot be looked at, or that its folder cannot be listed.
    """
    folders = deque([Path()])
    while folders:
        folder = folders.popleft()
        try:
            names = sorted(os.listdir(top / folder))
        except OSError:
            yield folder, None
            continue
        for name in names:
            path = folder / name
            try:
                status = (top / path).lstat()
            except OSError:
                yield path, None
                continue
            yield path, status
            if stat.S_ISDIR(status.st_mode):
                folders.append(path)


def copy_all(source: Path, target: Path, ignore: list[str]) -> None:
    """Copy the course's own plain files, but no links and nothing to ignore."""
    for path, status in entries(source):
        if status and stat.S_ISREG(status.st_mode) and not _is_ignored(path, ignore):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target / path)
            os.chmod(target / path, 0o644)


def copy_submitted(source: Path, target: Path, ignore: list[str], reserved: set[str]) -> list[str]:
    """Copy the plain files that were handed in, but no links, nothing to ignore and nothing over what is there.

    The names in `reserved` are the grader's own, at the top.

    Gives what was left out, and why. Raises OSError where the target cannot be written.
    """
    left_out: dict[str, list[str]] = defaultdict(list)
    room = MAX_BYTES
    found = list(islice(entries(source), MAX_ENTRIES + 1))
    for path, status in found[:MAX_ENTRIES]:
        name = path.name or "what lies beside the notebook"
        if _is_ignored(path, ignore) or reserved.intersection(path.parts[:1]):
            continue
        if status is None:
            left_out["not to be read"].append(name)
        elif not stat.S_ISREG(status.st_mode):
            continue
        elif len(os.fsencode(path)) > MAX_PATH:
            left_out["too deep in folders"].append(name)
        elif status.st_size > room:
            left_out[f"a submission's files may hold {MAX_BYTES // 1024**2} MiB together"].append(name)
        else:
            try:
                file = (source / path).open("rb")
            except OSError:
                left_out["not to be read"].append(name)
                continue
            with file:
                room -= _write(file, target / path)
    notes = [f"{_some(names)} left out: {why}" for why, names in left_out.items()]
    if len(found) > MAX_ENTRIES:
        notes.append(f"more than {MAX_ENTRIES:,} files and folders were handed in: the others were left out")
    return notes


def _write(file, copy: Path) -> int:
    """Write a file's content to a new one; gives the number of bytes, 0 where the course has its own in that place."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with copy.open("xb") as written:
            shutil.copyfileobj(file, written)
            return written.tell()
    except (FileExistsError, NotADirectoryError):
        return 0


def _is_ignored(path: Path, ignore: list[str]) -> bool:
    return any(fnmatch(part, pattern) for part in path.parts for pattern in ignore)


def _some(names: list[str]) -> str:
    """The first few of these, with the verb."""
    if len(names) == 1:
        return f"{names[0][:60]} was"
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{', '.join(name[:60] for name in names[:3])}{more} were"
