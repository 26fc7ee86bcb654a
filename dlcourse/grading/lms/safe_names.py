"""Names of files in an archive, which a student may have chosen: read in their encoding, refused where they harm."""

import re
import stat
import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from unicodedata import normalize
from zipfile import ZipInfo

UTF8_FLAG = 0x800
ENCODINGS = ("utf-8", "cp949", "cp437")  # cp949: Windows in Korean; cp437: what the format says
MAX_NAME, MAX_PATH, MAX_FOLDERS = 255, 1000, 20  # bytes, bytes, folders
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}
# What operating systems put into archives, and no student means to hand in.
LITTER = re.compile(r"__MACOSX|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.ipynb_checkpoints", re.IGNORECASE)
DRIVE = re.compile(r"[A-Za-z]:")
UNIX_TIME = 0x5455  # an extra field: when a file was changed, in UTC


class RefusedNameError(ValueError):
    """A name that no file gets; the message says why."""


def safe_path(name: str) -> PurePosixPath:
    """The path that a name in an archive means, in NFC. Raises RefusedNameError."""
    path = PurePosixPath(normalize("NFC", name.replace("\\", "/")))
    if not str(path).isprintable():
        raise RefusedNameError("its name has a sign that cannot be shown")
    if path.is_absolute() or DRIVE.match(str(path)):
        raise RefusedNameError("its name is an absolute path")
    if ".." in path.parts:
        raise RefusedNameError("its name leads out of the archive")
    if any(part.partition(".")[0].rstrip().upper() in DEVICES for part in path.parts):
        raise RefusedNameError("its name is that of a device on Windows")
    lengths = [len(part.encode()) for part in path.parts]
    if not lengths or max(lengths) > MAX_NAME or len(str(path).encode()) > MAX_PATH or len(lengths) > MAX_FOLDERS:
        raise RefusedNameError("its name is empty, too long or too deep in folders")
    return path


def is_litter(path: PurePosixPath) -> bool:
    return any(LITTER.fullmatch(part) for part in path.parts)


def names_in_zip(entries: Sequence[ZipInfo]) -> list[str]:
    """The entries' names. Those without a mark of their encoding are read in the first that fits all of them."""
    unmarked = [entry.orig_filename.encode("cp437") for entry in entries if not entry.flag_bits & UTF8_FLAG]
    encoding = next(each for each in ENCODINGS if _fits(each, unmarked))
    return [
        entry.orig_filename if entry.flag_bits & UTF8_FLAG else entry.orig_filename.encode("cp437").decode(encoding)
        for entry in entries
    ]


def _fits(encoding: str, names: list[bytes]) -> bool:
    try:
        return all(name.decode(encoding).isprintable() or encoding == ENCODINGS[-1] for name in names)
    except UnicodeDecodeError:
        return False


def time_in_zip(entry: ZipInfo) -> datetime | None:
    """When an entry was changed: with a zone if the archive says so, otherwise as a clock showed it."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == UNIX_TIME and len(field) >= 5 and field[0] & 1:
            return datetime.fromtimestamp(struct.unpack("<I", field[1:5])[0], UTC)
    try:
        return datetime(*entry.date_time) if entry.date_time[0] > 1980 else None
    except ValueError:
        return None


def is_regular(entry: ZipInfo) -> bool:
    """Whether an entry is a file, not a link or a device. Programs for Windows write no type."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind in (0, stat.S_IFREG)
