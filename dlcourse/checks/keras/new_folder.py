"""A folder for files that an answer saves."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def new_folder() -> Iterator[str]:
    """The name of a new folder, for the check and for the answer's kernel; it is deleted afterwards.

    It lies in /tmp, which both can write to. A jailed kernel could not write to a grader's own TMPDIR.
    """
    below = "/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir()
    folder = os.path.join(below, f"dlcourse-{uuid.uuid4().hex[:12]}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
