"""The text of a notebook's file, in any encoding that can be told; where it is no notebook, what it is instead."""

import json
import re
import stat
from pathlib import Path
from typing import Any

MAX_BYTES = 100 * 1024 * 1024  # nbgrader collects files up to this size
MAX_VALUES = 1_000_000  # JSON values in the file: even an empty one takes about a hundred bytes of memory
MAX_LINE = 200
SIGNATURES = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "a gzip archive", b"%PDF": "a PDF",
              b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
              b"\xd0\xcf\x11\xe0": "an Office file"}  # fmt: skip
WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|\?xml|!--)", re.IGNORECASE)
CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: |$)", re.MULTILINE)
PYTHON = re.compile(r"^(?:import \w|from [\w.]+ import |def \w+\(|class \w+|# ?%%|# In\[|#!.*python)", re.MULTILINE)
HANGUL = re.compile("[가-힣]")


class UnreadableError(Exception):
    """A file is not a notebook that can be run; the message gives the reason, in one line."""


def one_line(text: str) -> str:
    """The text in one line that is safe to print: at most 200 characters, without control characters and surrogates."""
    shown = "".join(letter if letter.isprintable() or letter == "\xa0" else "\ufffd" for letter in text[:MAX_LINE])
    return f"{shown[:-1]}…" if len(text) > MAX_LINE else shown


def content_of(path: Path) -> Any:
    """What a file holds as JSON. Raises UnreadableError."""
    try:
        text = _decoded(_bytes(path))
    except OSError as error:
        raise UnreadableError(f"{error.strerror}".lower()) from None
    _require_few_values(text)
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableError("not a notebook (nested too deeply)") from None
    except ValueError as error:
        raise UnreadableError(_what_it_is(text, getattr(error, "lineno", 1))) from None


def _bytes(path: Path) -> bytes:
    """The content of a regular file within the limits. Raises UnreadableError, OSError."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise UnreadableError("the notebook is a link")
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # reading from a pipe would never end
        raise UnreadableError("the notebook is not a regular file")
    if status.st_size > MAX_BYTES:
        raise UnreadableError(f"the file is larger than {MAX_BYTES // 1024**2} MiB")
    with path.open("rb") as file:
        return file.read(MAX_BYTES)


def _decoded(content: bytes) -> str:
    """The text, in the encoding that its mark or its first characters tell. Raises UnreadableError."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            raise UnreadableError(f"not a text file, but {kind}")
    try:
        text = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        raise UnreadableError(_encoding_advice(content)) from None
    if not text.strip():
        raise UnreadableError("the file is empty")
    return text


def _encoding_advice(content: bytes) -> str:
    try:
        if HANGUL.search(content.decode("cp949")) and content.lstrip().startswith(b"{"):
            return "saved as Korean Windows text (cp949), not as UTF-8; open it in Jupyter and save again"
    except UnicodeDecodeError:
        pass
    return "not a text file"


def _require_few_values(text: str) -> None:
    """Raises UnreadableError where the text may hold more JSON values than there is memory for."""
    unescaped = text.replace("\\\\", "").replace('\\"', "")  # now each quote begins or ends a string
    if unescaped.count('"') > 4 * MAX_VALUES or sum(map(_values, unescaped.split('"')[::2])) > MAX_VALUES:
        raise UnreadableError(f"the file holds more than {MAX_VALUES:,} values: clear its outputs and try again")


def _values(structure: str) -> int:
    """The maximal number of values in a piece of JSON between two strings."""
    return structure.count(",") + structure.count("[") + structure.count("{")


def _what_it_is(text: str, line: int) -> str:
    """What a text is that is no JSON; `line` is where JSON was expected."""
    if WEB_PAGE.match(text):
        return "a web page, not a notebook: download the notebook itself (on GitHub with “Download raw file”)"
    if mark := CONFLICT.search(text):
        number = text.count("\n", 0, mark.start()) + 1
        return f"git's conflict marks are in the file, the first in line {number}: decide which version holds"
    if not text.lstrip().startswith(("{", "[")):
        kind = "Python text" if PYTHON.search(text) else "a text"
        return f"{kind}, not a notebook: hand in the .ipynb file"
    return f"not a notebook: the file is cut off or damaged at line {line}"
