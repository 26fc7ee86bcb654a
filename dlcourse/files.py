"""Files that the course ships, files that are written whole or not at all, and files that go again."""

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def shipped_folder(name: str) -> Path:
    """Where the course's `notebooks` or `data` are: within the package when installed, beside it in a checkout."""
    installed = Path(__file__).with_name("shipped") / name
    return installed if installed.is_dir() else Path(__file__).resolve().parents[1] / name


def write_whole(path: Path, write: Callable) -> None:
    """Write a file completely or not at all: into a neighbour first, which then takes the name in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    neighbour = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        with open(neighbour, "xb") as file:
            write(file)
        os.replace(neighbour, path)
    except BaseException:
        neighbour.unlink(missing_ok=True)
        raise


@contextmanager
def scratch_folder() -> Iterator[dict[str, str]]:
    """The variables that send a process's temporary files into a folder of their own, which then goes as a whole.

    TensorFlow, for one, writes some files that it removes when it ends by itself. A process that is killed leaves them.
    """
    with tempfile.TemporaryDirectory(prefix="dlcourse-", ignore_cleanup_errors=True) as folder:
        yield dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
