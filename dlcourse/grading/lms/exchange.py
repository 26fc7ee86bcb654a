"""nbgrader's exchange for a shared server, with three problems of nbgrader fixed.

Its `submit` leaves work readable for every user who knows the folder's name. Its `collect` accepts a submission in the
name of another student, and follows links: a student could submit a link to the solution, and get it as feedback.
Its `release_feedback` stops at the first submission that did not come through the exchange, or whose secret is missing.
"""

import glob
import os
import pwd
import stat
from collections.abc import Iterator
from logging import Logger
from pathlib import Path
from typing import Any, BinaryIO

from nbgrader.exchange import ExchangeError
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback, ExchangeSubmit
from nbgrader.utils import ignore_patterns


class PrivateSubmit(ExchangeSubmit):
    """Makes a submission private to its owner and to the group of the inbound folder, which is the instructor's."""

    def copy_files(self) -> None:
        super().copy_files()
        os.chmod(Path(self.inbound_path, self.assignment_filename), 0o750)


class CollectFromOwners(ExchangeCollect):
    """Accepts a submission only from its owner, and only regular files, even if they are replaced during the copy."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] is not None]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """The record that nbgrader reads from a submission's name; its user is None if the owner is somebody else."""
        try:
            record = super()._path_to_record(path)
        except (ExchangeError, ValueError, OverflowError):
            record = {"username": None, "filename": Path(path).name, "timestamp": None}
        if record["username"] is None or (self.check_owner and not is_folder_of(record["username"], Path(path))):
            self.log.error("%s is left out: it is not a folder that belongs to the student it names.", path)
            record["username"] = None
        return record

    def _sort_by_timestamp(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        without_owner = records[0]["username"] is None
        return records if without_owner else super()._sort_by_timestamp(records)

    def do_copy(self, src: str, dest: str, log: Logger | None = None) -> None:
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


class ReleaseFetchableFeedback(ExchangeReleaseFeedback):
    """Releases the pages that students can fetch, and warns about the others.

    A student fetches a page by the secret that `submit` made. Work that was copied to its folder by hand has no secret.
    """

    def copy_files(self) -> None:
        left_out = [Path(folder) for folder in sorted(glob.glob(self.src_path)) if not has_secret(Path(folder))]
        for folder in left_out:
            self.log.warning(
                "%s is not released: this work did not come through the exchange. Send the page to the student.", folder
            )
        excluded = [self.coursedir.student_id_exclude, *(folder.parent.name for folder in left_out)]
        self.coursedir.student_id_exclude = ",".join(filter(None, excluded))
        super().copy_files()


def has_secret(folder: Path) -> bool:
    """Whether a feedback folder has the submission's time, and the secret by which the student fetches the page."""
    try:
        return all((folder / name).read_text() for name in ("timestamp.txt", "submission_secret.txt"))
    except (OSError, ValueError):
        return False


def is_folder_of(account: str, folder: Path) -> bool:
    """Whether this is a folder, not a link to one, and belongs to this system account."""
    status = folder.lstat()
    try:
        return stat.S_ISDIR(status.st_mode) and pwd.getpwnam(account).pw_uid == status.st_uid
    except KeyError:
        return False


def own_files(top: Path, log: Logger) -> Iterator[tuple[Path, BinaryIO]]:
    """(path below `top`, file opened for reading) of each regular file of `top`'s owner; links are not followed."""
    owner = top.lstat().st_uid
    for folder, _, names, handle in os.fwalk(top):
        for name in names:
            try:
                file = os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=handle), "rb")
            except OSError as error:
                log.error("%s is left out: %s.", Path(folder, name), error.strerror)
                continue
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_uid == owner:
                yield Path(folder).relative_to(top) / name, file
            else:
                file.close()
                log.error("%s is left out: it is not a regular file of the submission's owner.", Path(folder, name))
