"""Where sockets may lie: the path of a Unix socket has a limit. See unix(7)."""

import os
import sys
import tempfile
from pathlib import Path

MAX_BYTES = 107 if sys.platform == "linux" else 103


def folder_for_sockets(longest: str) -> Path:
    """The folder for temporary files; the system's own where a socket in it would have too long a path.

    Args:
        longest: the path of a socket, from this folder on.
    """
    folder = Path(tempfile.gettempdir())
    return folder if len(os.fsencode(folder / longest)) <= MAX_BYTES else Path("/tmp")
