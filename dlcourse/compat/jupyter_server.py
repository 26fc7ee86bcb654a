"""Jupyter's server: a change to how it gives submitted files to an instructor's browser. It may be made repeatedly."""

import sys
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote

# nbgrader's folders of what students hand in, and what is made of it.
FOLDERS = {"submitted", "autograded", "feedback"}
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp"}  # those that cannot hold a script
_FORMGRADER = "nbgrader.server_extensions.formgrader.handlers"


@cache
def serve_submissions_as_downloads() -> None:
    """Make a server with Formgrader give submitted files as downloads, and run no script in them.

    What: the classes that give files, of Formgrader and of JupyterLab, set two more headers for each submitted file;
    plain pictures are still shown. Why: a page or drawing that a student hands in would run its scripts with the
    instructor's rights, or show a form at the address of the instructor's server.

    Versions: nbgrader 0.9, jupyter_server 2. No longer needed when both do so.
    """
    if _FORMGRADER not in sys.modules:  # nbgrader runs without a server
        return
    from jupyter_server.base.handlers import AuthenticatedFileHandler
    from jupyter_server.files.handlers import FilesHandler

    for kind in (sys.modules[_FORMGRADER].SubmissionFilesHandler, AuthenticatedFileHandler, FilesHandler):
        _set_more_headers(kind)


def _set_more_headers(kind: type) -> None:
    set_headers = kind.set_default_headers  # type: ignore[attr-defined]  # a class of tornado's handlers

    def set_default_headers(self) -> None:  # type: ignore[no-untyped-def]
        set_headers(self)
        for name, value in headers_for(unquote(self.request.path)).items():
            self.set_header(name, value)

    kind.set_default_headers = set_default_headers  # type: ignore[attr-defined]


def headers_for(path: str) -> dict[str, str]:
    """The additional headers of the file at this path of the server; none where it is not a submitted one."""
    place = PurePosixPath(path)
    if "formgrader" not in place.parts and not any(part.lower() in FOLDERS for part in place.parts):
        return {}
    inert = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
    shown = place.suffix.lower() in PICTURES
    return inert if shown else inert | {"Content-Disposition": "attachment"}
