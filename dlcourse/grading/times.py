"""Times as people and programs write them: one reader for due dates and for the times of submissions.

When something was handed in stands in its `timestamp.txt`, which a student can write.
"""

import re
import stat
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from dlcourse.notebooks import UnreadableError

TIMESTAMP = "timestamp.txt"
MAX_BYTES = 100
# For who can correct it.
FORMS = "Write it as 2027-03-12 23:59 with UTC, with an offset such as +09:00, or with a place such as Asia/Seoul."
# A date, a time to the minute or finer, and perhaps a zone.
FORM = re.compile(
    r"(?P<time>\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) {0,9}"
    r"(?:(?P<offset>[+-]\d\d(?::?\d\d)?)|(?P<zone>[A-Za-z][A-Za-z0-9_+/-]{0,40}))?",
    re.ASCII,
)


class TimeError(ValueError):
    """A text is no time, or it is not clear which."""


def read_time(text: str) -> datetime:
    """The time in UTC, without a zone of its own, as nbgrader keeps it. Raises TimeError.

    Without a zone, a text is in UTC. An abbreviation such as KST is read if all places of the world that use it on that
    day mean one offset by it; CST, for example, is used in Chicago, Havana and Shanghai.
    """
    found = FORM.fullmatch(text.strip())
    if not found:
        raise TimeError(f"“{text.strip()[:60]}” is not a time")
    try:
        local = datetime.fromisoformat(found["time"].replace(" ", "T"))
        zone = _fixed(found["offset"]) if found["offset"] else _zone(found["zone"] or "UTC", local)
        return local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    except TimeError:
        raise
    except (ValueError, OverflowError):  # the 30th of February, 25 o'clock, the year 0
        raise TimeError(f"“{text.strip()[:60]}” is not a time") from None


def submission_time(submitted: Path) -> datetime | None:
    """The time in UTC; None where there is no file or it is empty. Raises UnreadableError where it holds no time."""
    path = submitted / TIMESTAMP
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            raise ValueError
        text = path.read_text(encoding="utf-8").strip()
        return read_time(text) if text else None
    except FileNotFoundError:
        return None
    except TimeError as problem:
        raise UnreadableError(f"{TIMESTAMP} holds no time: {problem}; it is not known whether this was late") from None
    except (OSError, ValueError):
        raise UnreadableError(f"{TIMESTAMP} holds no time, so it is not known whether this was late") from None


def _fixed(offset: str) -> tzinfo:
    sign, hours, minutes = offset[0], int(offset[1:3]), int(offset[3:].strip(":") or 0)
    if minutes > 59:
        raise ValueError("an hour has 60 minutes")
    return timezone((-1 if sign == "-" else 1) * timedelta(hours=hours, minutes=minutes))


def _zone(name: str, local: datetime) -> tzinfo:
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise TimeError(f"“{name}” is no time zone") from None
    offsets = _offsets_of(name, local.year)
    if not offsets and name in available_timezones():  # a place without a continent: Japan, Singapore
        return ZoneInfo(name)
    if not offsets:
        raise TimeError(f"“{name}” is no time zone")
    if len(offsets) > 1:
        raise TimeError(f"“{name}” means different times in different places")
    return timezone(next(iter(offsets)))


@cache
def _offsets_of(abbreviation: str, year: int) -> frozenset[timedelta]:
    """What an abbreviation means, in winter or in summer, in any place of the database of time zones."""
    offsets = set()
    for place in (name for name in available_timezones() if "/" in name and not name.startswith("Etc/")):
        for month in (1, 7):
            moment = datetime(year, month, 1, tzinfo=ZoneInfo(place))
            if moment.tzname() == abbreviation:
                offsets.add(moment.utcoffset() or timedelta(0))
    return frozenset(offsets)
