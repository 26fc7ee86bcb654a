"""Choose a folder for sockets: the path of a Unix socket has a maximal length. See unix(7)."""

import os
import sys
import tempfile
from pathlib import Path

MAX_BYTES = 107 if sys.platform == "linux" else 103


def folder_for_sockets(longest: str) -> Path:
    """The folder for temporary files, or /tmp where the path of a socket in that folder would be too long.

    Args:
        longest: the longest path of a socket, below this folder.
    """
    folder = Path(tempfile.gettempdir())
    return folder if len(os.fsencode(folder / longest)) <= MAX_BYTES else Path("/tmp")
