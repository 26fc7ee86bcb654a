"""Handing in on a shared server, where nobody has to trust anybody: nbgrader's exchange with two gaps closed.

nbgrader's `submit` leaves the work readable to everyone who knows its folder's name. Its `collect` takes a submission
in a name that is not its owner's, and follows links: a link to the solution, handed in, would come back as feedback.
"""

import os
import pwd
import stat
from collections.abc import Iterator
from logging import Logger
from pathlib import Path
from typing import BinaryIO

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeSubmit
from nbgrader.utils import ignore_patterns


class PrivateSubmit(ExchangeSubmit):
    """What is handed in is closed to all but its owner and the group of the inbound folder, the instructor's."""

    def copy_files(self):
        super().copy_files()
        os.chmod(Path(self.inbound_path, self.assignment_filename), 0o750)


class OwnCollect(ExchangeCollect):
    """Takes a submission from its owner alone, and plain files alone, whoever swaps what while they are copied."""

    def init_src(self):
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] is not None]

    def _path_to_record(self, path):
        """What nbgrader reads from a submission's name; one that is not its owner's belongs to nobody."""
        try:
            record = super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError):
            record = {"username": None, "filename": Path(path).name, "timestamp": None}
        if record["username"] is None or (self.check_owner and not made_by(record["username"], Path(path))):
            self.log.error("%s is left out: it is not a folder made by whoever it names.", path)
            record["username"] = None
        return record

    def _sort_by_timestamp(self, records):
        nobodys = records[0]["username"] is None
        return records if nobodys else super()._sort_by_timestamp(records)

    def do_copy(self, src, dest, log=None):
        course = self.coursedir
        if self.get_size(src) > 1000 * course.max_dir_size:
            self.log.error("%s is left out: it holds more than %s kB.", src, course.max_dir_size)
            return
        ignored = ignore_patterns(course.ignore, course.include, None, self.log)
        Path(dest).mkdir()
        for path, file in own_files(Path(src), self.log):
            with file:
                content = file.read(1000 * course.max_file_size + 1)
            if len(content) > 1000 * course.max_file_size:
                self.log.error("%s of %s is left out: it holds more than %s kB.", path, src, course.max_file_size)
            elif not any(ignored(src, [part]) for part in path.parts):
                Path(dest, path).parent.mkdir(parents=True, exist_ok=True)
                Path(dest, path).write_bytes(content)
        if course.groupshared:
            self.set_perms(dest, 0o660, 0o2770)


def made_by(account: str, folder: Path) -> bool:
    """Whether this is a folder, not a link to one, and belongs to this system account."""
    about = folder.lstat()
    try:
        return stat.S_ISDIR(about.st_mode) and pwd.getpwnam(account).pw_uid == about.st_uid
    except KeyError:
        return False


def own_files(top: Path, log: Logger) -> Iterator[tuple[Path, BinaryIO]]:
    """(path below `top`, opened for reading) of each plain file that `top`'s owner made; no link is followed."""
    owner = top.lstat().st_uid
    for folder, _, names, handle in os.fwalk(top):
        for name in names:
            try:
                file = os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=handle), "rb")
            except OSError as problem:
                log.error("%s is left out: %s.", Path(folder, name), problem.strerror)
                continue
            about = os.fstat(file.fileno())
            if stat.S_ISREG(about.st_mode) and about.st_uid == owner:
                yield Path(folder).relative_to(top) / name, file
            else:
                file.close()
                log.error("%s is left out: it is not a plain file of the submission's owner.", Path(folder, name))
