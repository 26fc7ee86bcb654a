"""The folder where made and downloaded sets are kept: `DLCOURSE_DATA`, or `~/.cache/dlcourse`."""

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from dlcourse.data.errors import DataError
from dlcourse.files import shipped_folder, write_atomically

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def folder() -> Path:
    """The cache folder; it need not exist yet."""
    chosen = os.environ.get("DLCOURSE_DATA")
    return Path(chosen).expanduser() if chosen else Path.home() / ".cache" / "dlcourse"


def kept_arrays(name: str, version: int, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Arrays from `name-v<version>.npz` in the cache; if they are not there, from `make`, and then put into the cache.

    If the cache cannot be read or written, this is not an error: the arrays are made again.
    A maker increases its version whenever it makes different arrays.
    """
    path = folder() / f"{name}-v{version}.npz"
    try:
        with np.load(path, allow_pickle=False) as kept:
            return dict(kept)
    except Exception:  # missing, truncated or another file: NumPy raises many types, and each time we make the arrays
        pass
    arrays = make()
    with contextlib.suppress(OSError):
        write_atomically(path, lambda file: np.savez_compressed(file, **arrays))
    return arrays


def shipped(filename: str) -> Path:
    """The path of a file in the course's folder `data/`. Raises `DataError` if it is missing."""
    path = shipped_folder("data") / filename
    if not path.is_file():
        raise DataError(
            f"The course's file data/{filename} is not there: it should be {path}. Install dlcourse again, or, in a "
            f"clone of the course, run `git restore data/{filename}`."
        )
    return path
