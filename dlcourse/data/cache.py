"""The folder where made and downloaded sets are kept: `DLCOURSE_DATA`, or `~/.cache/dlcourse`."""

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from dlcourse.data.errors import DataError
from dlcourse.files import shipped_folder, write_whole

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def folder() -> Path:
    """The cache folder; it need not exist yet."""
    chosen = os.environ.get("DLCOURSE_DATA")
    return Path(chosen).expanduser() if chosen else Path.home() / ".cache" / "dlcourse"


def kept_arrays(name: str, version: int, make: Callable[[], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Arrays from `name-v<version>.npz` in the cache, or from `make`, which then fills the cache.

    A cache that cannot be written or read never stops a lesson: the arrays are made again.
    A maker raises its version whenever it draws anything differently.
    """
    path = folder() / f"{name}-v{version}.npz"
    try:
        with np.load(path, allow_pickle=False) as kept:
            return dict(kept)
    except Exception:  # absent, truncated or not ours: NumPy raises many kinds, the answer is the same
        pass
    arrays = make()
    with contextlib.suppress(OSError):
        write_whole(path, lambda file: np.savez_compressed(file, **arrays))
    return arrays


def shipped(filename: str) -> Path:
    """A file that the course ships in `data/`."""
    path = shipped_folder("data") / filename
    if not path.is_file():
        raise DataError(
            f"The course's file data/{filename} is not there: it should be {path}. Install dlcourse again; in a clone "
            f"of the course, `git restore data/{filename}` brings it back."
        )
    return path
