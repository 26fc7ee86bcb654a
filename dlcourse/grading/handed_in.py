"""When a submission was handed in: what `timestamp.txt` beside it says, which may be anything."""

import re
import stat
from datetime import datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from dlcourse.notebooks import Unreadable

TIMESTAMP = "timestamp.txt"
MAX_BYTES = 100
# As nbgrader writes it, perhaps without the fraction or the zone: of less, today's date would be guessed to be meant.
FORM = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?( ?([A-Z]{1,5}|[+-]\d\d(:?\d\d)?))?", re.ASCII)


def handed_in(submitted: Path) -> datetime | None:
    """The time in UTC; None where no file tells it. Raises Unreadable where that file holds no time."""
    path = submitted / TIMESTAMP
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            raise ValueError
        text = path.read_text(encoding="utf-8").strip()
        if text and not FORM.fullmatch(text):
            raise ValueError
        return parse_utc(text) if text else None
    except FileNotFoundError:
        return None
    except (OSError, ValueError, OverflowError, TypeError, AttributeError):
        raise Unreadable(f"{TIMESTAMP} holds no time: whether this was late is not known") from None
