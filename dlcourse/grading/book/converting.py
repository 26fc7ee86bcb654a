"""Run one of nbgrader's converters, and say in one line why it could not do its work."""

import logging

from nbgrader.converters.base import BaseConverter, NbGraderException

from dlcourse.notebooks import one_line


def convert(converter: BaseConverter) -> str:
    """Run it without printing what it logs; returns why it failed, or nothing."""
    errors = _Errors()
    converter.log = logging.Logger("dlcourse.convert")
    converter.log.addHandler(errors)
    try:
        converter.start()
    except NbGraderException as problem:
        return one_line(errors.reason or str(problem))
    return ""


class _Errors(logging.Handler):
    """Keeps the first error: of a traceback, the last line."""

    reason = ""

    def emit(self, record: logging.LogRecord) -> None:
        lines = record.getMessage().strip().splitlines()
        if record.levelno >= logging.ERROR and lines and (not self.reason or lines[0].startswith("Traceback")):
            self.reason = lines[-1]
