"""Pages of HTML that open offline: one file, no script, nothing loaded; each text of a submission is escaped."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dlcourse.files import write_atomically
from dlcourse.grading import GradingError

MAX_LINES, MAX_CHARACTERS = 60, 4000  # of an answer that is shown


class CannotWriteError(GradingError):
    """A page cannot be written to the file that was named."""


def write_page(path: Path, template: str, **values: Any) -> None:
    """Fill a template and write it to `path`. Raises CannotWriteError; then a file that is there stays as it was."""
    if path.suffix.lower() not in (".html", ".htm"):
        raise CannotWriteError(f"{path} is no name of a page: let it end in .html.")
    if not path.parent.is_dir():
        raise CannotWriteError(f"{path.parent} is no folder: make it first.")
    page = render(template, **values).encode(errors="replace")
    try:
        write_atomically(path, lambda file: file.write(page))
    except OSError as error:
        raise CannotWriteError(f"{path} cannot be written: {error.strerror}.") from None


def render(template: str, **values: Any) -> str:
    environment = Environment(
        loader=PackageLoader("dlcourse.grading.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "excerpt": excerpt, "duration": duration}
    return environment.get_template(template).render(**values)


def shown(text: str) -> str:
    """The text with a mark for each sign that is not seen or that turns the direction of reading."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else "\ufffd" for letter in text)


def excerpt(text: str) -> str:
    """The first lines of an answer."""
    lines = text[:MAX_CHARACTERS].splitlines()
    cut = len(text) > MAX_CHARACTERS or len(lines) > MAX_LINES
    return shown("\n".join(lines[:MAX_LINES])) + ("\n… (the rest is left out)" if cut else "")


def duration(seconds: float) -> str:
    """A time in words, to the minute."""
    minutes = round(seconds / 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if count]
    return " ".join(parts[:2]) or "under a minute"
