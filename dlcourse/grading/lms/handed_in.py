"""When a submission was handed in: from the name of a file, a platform's list, or the times in an archive."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dlcourse.grading.lms.platforms import TIME_OF_ATTEMPT, Sent
from dlcourse.grading.lms.unpacking import Member
from dlcourse.grading.times import TimeError, read_time

# A platform that writes all files at the time of the download needs some minutes for a large class.
OF_ONE_DOWNLOAD = timedelta(minutes=10)
# Friday, 12 March 2027, 11:58 PM – as Moodle writes it in English; and in Korean.
ENGLISH = re.compile(r"(?:\w+, )?(\d{1,2}) (\w+) (\d{4}),? (\d{1,2}):(\d\d) ?([AaPp][Mm])?")
KOREAN = re.compile(r"(\d{4})년 (\d{1,2})월 (\d{1,2})일[^\d]*?(오전|오후|AM|PM)? ?(\d{1,2}):(\d\d) ?(오전|오후|AM|PM)?")
MONTHS = "january february march april may june july august september october november december".split()
ZONE_OF_BLACKBOARD = re.compile(rb"^Date Submitted:[^\r\n]*?\b([A-Z]{3,5})\s*$", re.MULTILINE)
HEAD = 4096  # bytes of Blackboard's own text that are read


class Clock:
    """Reads times that a platform's clock showed, in `zone`, or in this computer's own where none is named."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.used = False
        if zone:
            read_time(f"2027-03-12 23:59 {zone}")  # raises TimeError at the start

    def utc(self, time: datetime, zone: str = "") -> datetime:
        """A time in UTC, without a zone of its own. `zone` is what the platform says, where that is one zone."""
        if time.tzinfo:
            return time.astimezone(UTC).replace(tzinfo=None)
        text = time.isoformat(" ", "seconds")
        if zone:
            try:
                return read_time(f"{text} {zone}")
            except TimeError:  # an abbreviation of several zones
                pass
        self.used = True
        return read_time(f"{text} {self.zone}") if self.zone else time.astimezone(UTC).replace(tzinfo=None)

    def shown(self, utc: datetime | None) -> str:
        return f"{utc:%Y-%m-%d %H:%M} UTC" if utc else "not known"

    def __str__(self) -> str:
        return self.zone or f"this computer ({datetime.now().astimezone().tzname()})"


def have_times(members: Sequence[Member], source: Path) -> bool:
    """Whether the times in an archive are those of the files, and not all that of the download.

    Canvas and Moodle write the time of the download to every file. It would make a punctual class late.
    """
    times = [member.time for member in members if member.time]
    times = [time for time in times if time.tzinfo] or times
    if len(times) > 1:
        return max(times) - min(times) > OF_ONE_DOWNLOAD
    return any(abs(datetime.fromtimestamp(source.stat().st_mtime, one.tzinfo) - one) > OF_ONE_DOWNLOAD for one in times)


def when(files: list[tuple[Sent, Member]], row: dict[str, str], clock: Clock, by_member: bool) -> datetime | None:
    """The time of one submission in UTC; None where nothing says it."""
    if attempt := files[0][0].attempt:
        local = datetime.strptime(attempt, TIME_OF_ATTEMPT)
        return clock.utc(local, _zone_of_blackboard(files))
    if listed := time_in_list(row.get("time", "")):
        return clock.utc(listed)
    times = [clock.utc(member.time) for sent, member in files if member.time and sent.path] if by_member else []
    return max(times, default=None)


def time_in_list(text: str) -> datetime | None:
    """A time as Moodle's list shows it; None for "-", or where the list is in a language that is not known here."""
    try:
        if found := ENGLISH.fullmatch(text):
            day, month, year, hour, minute, half = found.groups()
            month = next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month.lower()))
        elif found := KOREAN.fullmatch(text):
            year, month, day, before, hour, minute, after = found.groups()
            half = before or after
        else:
            return read_time(text) if text else None
        hours = int(hour) if not half else int(hour) % 12 + 12 * (half.upper() in ("PM", "오후"))
        return datetime(int(year), int(month), int(day), hours, int(minute))
    except (StopIteration, ValueError):
        return None


def _zone_of_blackboard(files: list[tuple[Sent, Member]]) -> str:
    """The zone in the text that Blackboard writes for each attempt, if it is there."""
    for sent, member in files:
        if sent.path is None:
            try:
                with member.open() as file:
                    found = ZONE_OF_BLACKBOARD.search(file.read(HEAD))
            except Exception:  # a damaged file: the clock that was named counts
                continue
            return found[1].decode() if found else ""
    return ""
