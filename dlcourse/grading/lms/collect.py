"""Take a platform's download into `submitted/`: all of a submission or nothing of it, and a line on each."""

import filecmp
import os
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.files import entries
from dlcourse.grading import NotReadyError
from dlcourse.grading.lms.collected import put_aside, write_labels
from dlcourse.grading.lms.handed_in import Clock, have_times, when
from dlcourse.grading.lms.platforms import NAMED, PLATFORMS, Sent, common_folder
from dlcourse.grading.lms.roster import Roster, UnknownSenderError, read_roster
from dlcourse.grading.lms.staging import scratch_in, stage
from dlcourse.grading.lms.unpacking import Contents, Member, UnpackError, opened
from dlcourse.grading.times import TIMESTAMP, TimeError, submission_time
from dlcourse.notebooks import UnreadableError, one_line

Files = list[tuple[Sent, Member]]


class Row(NamedTuple):
    """What became of one submission, or of a file that belongs to none."""

    student: str
    came_as: str
    handed_in: str
    result: str
    ok: bool


class Collected(NamedTuple):
    rows: list[Row]
    silent: list[str]  # students of whom nothing came
    remarks: list[str]


class Staged(NamedTuple):
    """A whole submission, waiting to be moved into place."""

    student: str
    folder: Path
    row: Row
    label: str


def collect(course: Path, chapter: str, source: Path, platform: str, listed: Path | None, zone: str) -> Collected:
    """Raises NotReadyError where nothing of the download can be taken; then nothing was changed."""
    release = course / "notebooks" / chapter / f"{chapter}.ipynb"
    chapters = sorted(path.name for path in (course / "notebooks").glob("[0-9][0-9]_*"))
    if chapter not in chapters or not release.is_file():
        raise NotReadyError(
            f"there is no chapter {chapter} in notebooks/, only {', '.join(chapters) or 'an empty folder'}."
        )
    coursedir = CourseDirectory(config=load_config(course))
    roster = read_roster(coursedir, listed)
    try:
        clock = Clock(zone)
        with opened(source) as contents:
            return _Run(course, coursedir, chapter, release, platform, roster, clock).take(contents, source)
    except TimeError as problem:
        raise NotReadyError(f"--zone: {problem}. Write it as Asia/Seoul, +09:00 or UTC.") from None
    except UnpackError as problem:
        raise NotReadyError(f"{source} {problem}.") from None
    except OSError as error:
        raise NotReadyError(f"{error.filename or source}: {error.strerror}. Nothing more was taken.") from None


class _Run:
    """One download, on its way into the course."""

    def __init__(
        self, course: Path, coursedir: CourseDirectory, chapter: str, release: Path, platform: str, roster: Roster,
        clock: Clock,
    ) -> None:  # fmt: skip
        self.course, self.coursedir, self.chapter, self.release = course, coursedir, chapter, release
        self.platform, self.roster, self.clock = platform, roster, clock
        self.rows: list[Row] = []

    def take(self, contents: Contents, source: Path) -> Collected:
        self.rows += [Row("", one_line(one.name), "", f"not taken: {one.reason}", False) for one in contents.left_out]
        latest, earlier = self._latest(contents.members)
        if not latest:
            raise UnpackError(f"holds nothing that is {NAMED[self.platform]}. {self._advice(contents.members)}")
        by_member = have_times(contents.members, source)
        submitted = self._place("x").parents[1]
        with scratch_in(submitted) as scratch:
            staged = []
            for number, (student, files) in enumerate(self._owned(latest).items()):
                ready = self._stage(student, files, scratch / str(number), by_member, earlier[files[0][0].sender])
                staged += [ready] if ready else []
            moved = [(one, self._move_in(one)) for one in staged]
            self.rows += [row for _, row in moved]
            if labels := {one.student: one.label for one, row in moved if row.ok}:
                write_labels(self.course, self.chapter, self.platform, labels)
        came = {row.student for row in self.rows}
        silent = sorted(student.id for student in self.roster.students if student.id not in came)
        return Collected(sorted(self.rows), silent, self._remarks())

    def _advice(self, members: list[Member]) -> str:
        """Another platform whose names these are."""
        for other, parse in PLATFORMS.items():
            if any(parse(member.path, self.roster.is_student) for member in members):
                return f"It looks like --from {other}"
        return f"It holds {', '.join(one_line(str(member.path)) for member in members[:3]) or 'no file'}"

    def _latest(self, members: list[Member]) -> tuple[dict[str, Files], dict[str, int]]:
        """The files of each sender's latest attempt, and the number of attempts before it."""
        attempts: dict[str, dict[str, Files]] = defaultdict(lambda: defaultdict(list))
        is_student = self.roster.is_student
        paths = [member.path for member in members]
        top = common_folder(paths, is_student) if self.platform == "folder" else PurePosixPath()
        for member in members:
            if sent := PLATFORMS[self.platform](member.path.relative_to(top), is_student):
                attempts[sent.sender][sent.attempt].append((sent, member))
            else:
                reason = f"not taken: this is not {NAMED[self.platform]}"
                self.rows.append(Row("", one_line(str(member.path)), "", reason, False))
        latest = {sender: sorted(ways[max(ways)], key=lambda one: one[0].number) for sender, ways in attempts.items()}
        return latest, {sender: len(ways) - 1 for sender, ways in attempts.items()}

    def _owned(self, latest: dict[str, Files]) -> dict[str, Files]:
        """The submissions whose sender is one student, by the student's id."""
        found: dict[str, list[Files]] = defaultdict(list)
        for files in latest.values():
            try:
                found[self.roster.find(files[0][0]).id].append(files)
            except UnknownSenderError as problem:
                self._refuse("", files, str(problem))
        for student, several in found.items():
            for files in several if len(several) > 1 else ():
                self._refuse(student, files, f"{len(several)} senders could be {student}: give the list with --roster")
        return {student: several[0] for student, several in found.items() if len(several) == 1}

    def _refuse(self, student: str, files: Files, reason: str) -> None:
        self.rows.append(Row(student, _came_as(files), "", f"not taken: {one_line(reason)}", False))

    def _stage(self, student: str, files: Files, folder: Path, by_member: bool, earlier: int) -> Staged | None:
        """Write a submission beside the others, with its time; or say why it is not taken."""
        own = [member._replace(path=sent.path) for sent, member in files if sent.path]
        rows = self.roster.rows_of(files[0][0])
        time = when(files, rows[0] if len(rows) == 1 else {}, self.clock, by_member)
        try:
            if not own:
                raise UnpackError("text typed into the platform, and no file")
            notes = stage(own, self.chapter, self.release, folder)
        except UnpackError as problem:
            self._refuse(student, files, str(problem))
            return None
        if time:
            (folder / TIMESTAMP).write_text(f"{time:%Y-%m-%d %H:%M:%S} UTC", encoding="utf-8")
        if any(sent.late for sent, _ in files):
            known = "" if time else f", but not by how much: see {TIMESTAMP} in the guide"
            notes.insert(0, f"{self.platform.title()} says LATE{known}")
        if earlier:
            notes.insert(0, f"{earlier} earlier attempt{'s' * (earlier > 1)} in the download")
        label = next(sent.label for sent, _ in reversed(files) if sent.path)
        row = Row(student, _came_as(files), self.clock.shown(time), "; ".join(map(one_line, notes)), True)
        return Staged(student, folder, row, label)

    def _move_in(self, one: Staged) -> Row:
        """Put a staged submission in its place, unless what is there is the same or later."""
        place = self._place(one.student)
        before = _time(place)
        now = _time(one.folder)
        if not os.path.lexists(place):
            result = "taken"
        elif _same(one.folder, place) and (now is None or now == before):
            return one.row._replace(result=_join("unchanged", one.row.result))
        elif before and now and now < before:
            return one.row._replace(result=_join("not taken: the one that is there is later", one.row.result), ok=False)
        else:
            kept = put_aside(self.course, self.chapter, one.student, place)
            result = f"taken; the one before is in {kept.relative_to(self.course)}"
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(one.folder, place)
        return one.row._replace(result=_join(result, one.row.result))

    def _place(self, student: str) -> Path:
        """A submission's folder. The student's own may be there already under a decomposed name, as a Mac writes it."""
        place = Path(self.coursedir.format_path(self.coursedir.submitted_directory, student, self.chapter))
        top = place.parents[1]
        nfc = normalize("NFC", student)
        same = [name for name in (os.listdir(top) if top.is_dir() else []) if normalize("NFC", name) == nfc]
        return top / same[0] / self.chapter if same else place

    def _remarks(self) -> list[str]:
        remarks = []
        if self.clock.used:
            remarks.append(f"Times were read as those of {self.clock}; --zone says another one.")
        if any(row.handed_in == self.clock.shown(None) for row in self.rows):
            remarks.append(
                "Where the time is not known, the work counts as punctual: this download holds no times of handing in."
            )
        return remarks


def _came_as(files: Files) -> str:
    return one_line(files[0][0].label.rstrip("/_"))


def _time(folder: Path):  # type: ignore[no-untyped-def]
    try:
        return submission_time(folder)
    except UnreadableError:
        return None


def _same(new: Path, old: Path) -> bool:
    """Whether two folders hold the same files, whatever the time of handing in."""
    ours, theirs = (
        {path for path, status in entries(top) if str(path) != TIMESTAMP and not (top / path).is_dir()}
        for top in (new, old)
    )
    return ours == theirs and all(filecmp.cmp(new / path, old / path, shallow=False) for path in ours)


def _join(*parts: str) -> str:
    return "; ".join(filter(None, parts))
