"""Shipped files, atomic writes, temporary folders, and walking a folder."""

import os
import stat
import tempfile
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def shipped_folder(name: str) -> Path:
    """The course's folder `notebooks` or `data`: inside the package when installed, beside it in a checkout."""
    installed = Path(__file__).with_name("shipped") / name
    return installed if installed.is_dir() else Path(__file__).resolve().parents[1] / name


def write_atomically(path: Path, write: Callable) -> None:
    """Write a file completely or not at all: `write` fills a temporary file, which then replaces `path` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        with open(temporary, "xb") as file:
            write(file)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def scratch_folder() -> Iterator[dict[str, str]]:
    """A folder for a process's temporary files, as environment variables. It is removed at the end of the block.

    TensorFlow, for example, removes its temporary files when it exits, but a process that is killed leaves them.
    """
    with tempfile.TemporaryDirectory(prefix="dlcourse-", ignore_cleanup_errors=True) as folder:
        yield dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)


def entries(top: Path) -> Iterator[tuple[Path, os.stat_result | None]]:
    """(path below `top`, status) of each file, folder and link, breadth first. Links are not followed.

    The status is None where it cannot be read, or where a folder cannot be listed.
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
