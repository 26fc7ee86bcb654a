"""Handing in on a shared server, where nobody has to trust anybody: nbgrader's exchange with three gaps closed.

nbgrader's `submit` leaves the work readable to everyone who knows its folder's name. Its `collect` takes a submission
in a name that is not its owner's, and follows links: a link to the solution, handed in, would come back as feedback.
Its `release_feedback` ends at the first work that did not come through the exchange, or whose secret is gone.
"""

import glob
import os
import pwd
import stat
from collections.abc import Iterator
from logging import Logger
from pathlib import Path
from typing import BinaryIO

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback, ExchangeSubmit
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


class ReleaseWhatIsFetched(ExchangeReleaseFeedback):
    """Releases the pages that a student can fetch, and names the others.

    A page is found by the secret that `submit` makes. Work that was put into its folder by hand has none.
    """

    def copy_files(self):
        left_out = [Path(folder) for folder in sorted(glob.glob(self.src_path)) if not has_secret(Path(folder))]
        for folder in left_out:
            self.log.warning("%s is not released: this work did not come through the exchange. Send the page.", folder)
        excluded = [self.coursedir.student_id_exclude, *(folder.parent.name for folder in left_out)]
        self.coursedir.student_id_exclude = ",".join(filter(None, excluded))
        super().copy_files()


def has_secret(folder: Path) -> bool:
    """Whether a feedback folder says when the work was handed in, and by which secret its student finds the page."""
    try:
        return all((folder / name).read_text() for name in ("timestamp.txt", "submission_secret.txt"))
    except (OSError, ValueError):
        return False


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
