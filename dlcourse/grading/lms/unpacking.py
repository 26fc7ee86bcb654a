"""Read a platform's download, and the archives that students put into it, whatever they hold and within limits."""

import gzip
import lzma
import os
import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from dlcourse.files import entries
from dlcourse.grading.lms.safe_names import (
    RefusedNameError,
    is_litter,
    is_regular,
    names_in_zip,
    safe_path,
    time_in_zip,
)
from dlcourse.grading.submitted_files import MAX_BYTES, MAX_ENTRIES
from dlcourse.notebooks import one_line

MAX_DOWNLOAD = 50_000  # files in the download of a whole class
MAX_DEPTH = 3  # archives in archives, of one student
CHUNK = 1024 * 1024
OPENED = (".zip", ".tar", ".tar.gz", ".tgz")
NOT_OPENED = (".7z", ".rar", ".alz", ".egg", ".gz", ".bz2", ".xz")
DAMAGE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, EOFError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


class UnpackError(Exception):
    """An archive cannot be read, or is too large; the message says why, in one line."""


class Member(NamedTuple):
    """A file in an archive or a folder, not read yet."""

    path: PurePosixPath
    time: datetime | None  # when it was changed; with a zone if the archive says so
    open: Callable[[], IO[bytes]]


class LeftOut(NamedTuple):
    name: str
    reason: str

    def __str__(self) -> str:
        return f"{one_line(self.name)}: {self.reason}"


class Contents(NamedTuple):
    members: list[Member]
    left_out: list[LeftOut]


@contextmanager
def opened(source: Path) -> Iterator[Contents]:
    """What a download holds: an archive, or the folder that it was unpacked to. Raises UnpackError, OSError."""
    source.stat()
    if source.is_dir():
        yield _in_folder(source)
    elif not zipfile.is_zipfile(source):
        raise UnpackError(
            "is no .zip archive, or not a complete one. Download it again, or unpack it and name the folder"
        )
    else:
        with ExitStack() as stack:
            try:
                contents = stack.enter_context(_zip(stack.enter_context(source.open("rb")), MAX_DOWNLOAD))
            except DAMAGE as problem:
                raise UnpackError(f"is not a complete .zip archive ({_reason(problem)}). Download it again") from None
            yield contents


def unpack(members: list[Member], folder: Path) -> tuple[list[PurePosixPath], list[LeftOut]]:
    """Write one student's files into `folder`, and what is in their archives. Gives the paths in order, and the rest.

    Raises UnpackError where a file of the download is damaged, or all files together are too large.
    """
    run = _Unpacking(folder)
    for member in members:
        run.add(member.path, member.open, depth=0)
    return run.written, run.left_out


class _Unpacking:
    """One student's files, and how much they may still be."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[PurePosixPath] = []
        self.left_out: list[LeftOut] = []
        self.bytes_left = MAX_BYTES
        self.files_left = MAX_ENTRIES

    def add(self, path: PurePosixPath, open_file: Callable[[], IO[bytes]], depth: int) -> None:
        """Write a file; open it if it is an archive. In a student's own archive, a damaged file is only left out."""
        name = path.name.lower()
        if name.endswith(NOT_OPENED) and not name.endswith(OPENED):
            self.left_out.append(LeftOut(str(path), "an archive of this kind is not opened: ask for a .zip"))
            return
        if depth == MAX_DEPTH and name.endswith(OPENED):
            self.left_out.append(LeftOut(str(path), "an archive this deep in archives is not opened"))
            return
        try:
            with tempfile.TemporaryFile(dir=self.folder) as copy:
                with open_file() as file:
                    self.bytes_left -= copy_within(file, copy, self.bytes_left)
                copy.seek(0)
                if name.endswith(OPENED):
                    self._open(path, copy, depth + 1)
                else:
                    self._write(path, copy)
        except DAMAGE as problem:
            if depth == 0 and not name.endswith(OPENED):
                raise UnpackError(f"{path.name} is damaged in the download ({_reason(problem)})") from None
            self.left_out.append(LeftOut(str(path), f"it is damaged ({_reason(problem)})"))

    def _open(self, path: PurePosixPath, file: IO[bytes], depth: int) -> None:
        ending = next(each for each in OPENED if path.name.lower().endswith(each))
        place = path.with_name(path.name[: -len(ending)] or "archive")
        with (_zip if ending == ".zip" else _tar)(file, self.files_left) as contents:
            self.left_out += contents.left_out
            for member in contents.members:
                self.add(place / member.path, member.open, depth)

    def _write(self, path: PurePosixPath, copy: IO[bytes]) -> None:
        self.files_left -= 1
        if self.files_left < 0:
            raise UnpackError(f"it holds more than {MAX_ENTRIES:,} files")
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                while chunk := copy.read(CHUNK):
                    file.write(chunk)
        except (FileExistsError, NotADirectoryError):
            self.left_out.append(LeftOut(str(path), "another file has this name"))
        else:
            self.written.append(path)


def copy_within(source: IO[bytes] | gzip.GzipFile, target: IO[bytes], limit: int) -> int:
    """Copy a file of at most `limit` bytes, whatever size an archive says it has. Raises UnpackError."""
    done = 0
    while chunk := source.read(CHUNK):
        done += len(chunk)
        if done > limit:
            raise UnpackError(f"its files hold more than {MAX_BYTES // 1024**2} MiB together")
        target.write(chunk)
    return done


@contextmanager
def _zip(file: IO[bytes], most: int) -> Iterator[Contents]:
    with zipfile.ZipFile(file) as archive:
        infos = [info for info in archive.infolist() if not info.orig_filename.endswith(("/", "\\"))]
        if len(infos) > most:
            raise UnpackError(f"it holds more than {most:,} files")
        found = Contents([], [])
        for info, name in zip(infos, names_in_zip(infos), strict=True):
            kind = "it is a link or a device" if not is_regular(info) else ""
            _sort_in(found, name, time_in_zip(info), partial(archive.open, info), kind or _locked(info))
        yield found


def _locked(info: zipfile.ZipInfo) -> str:
    return "it has a password" if info.flag_bits & 1 else ""


@contextmanager
def _tar(file: IO[bytes], most: int) -> Iterator[Contents]:
    """A .tar archive. A compressed one is decompressed first, within the limit, as its list of names may be endless."""
    with tempfile.TemporaryFile() as plain:
        if file.read(2) == b"\x1f\x8b":
            file.seek(0)
            with gzip.open(file) as packed:
                copy_within(packed, plain, MAX_BYTES)
            plain.seek(0)
            file = plain
        else:
            file.seek(0)
        with tarfile.open(fileobj=file, mode="r:") as archive:
            found = Contents([], [])
            for info in archive:
                if info.isdir():
                    continue
                if len(found.members) + len(found.left_out) == most:
                    raise UnpackError(f"it holds more than {most:,} files")
                kind = "" if info.isfile() else "it is a link or a device"
                _sort_in(found, info.name, None, partial(archive.extractfile, info), kind)
            yield found


def _in_folder(top: Path) -> Contents:
    found = Contents([], [])
    for path, status in entries(top):
        if status is None or stat.S_ISDIR(status.st_mode):
            continue
        kind = "" if stat.S_ISREG(status.st_mode) else "it is a link or a device"
        time = datetime.fromtimestamp(status.st_mtime, UTC)
        _sort_in(found, os.fsdecode(path), time, partial((top / path).open, "rb"), kind)
        if len(found.members) > MAX_DOWNLOAD:
            raise UnpackError(f"holds more than {MAX_DOWNLOAD:,} files")
    return found


def _sort_in(found: Contents, name: str, time: datetime | None, open_file: Callable, refused: str) -> None:
    """Add a file to those that are read, or to those that are not; litter of operating systems to neither."""
    try:
        path = safe_path(name)
    except RefusedNameError as problem:
        found.left_out.append(LeftOut(name, str(problem)))
        return
    if is_litter(path):
        return
    if refused:
        found.left_out.append(LeftOut(str(path), refused))
    else:
        found.members.append(Member(path, time, open_file))


def _reason(problem: BaseException) -> str:
    return one_line(str(problem).splitlines()[0] if str(problem) else type(problem).__name__)
