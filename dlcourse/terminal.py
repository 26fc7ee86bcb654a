"""How every command of `dlcourse` ends when it cannot continue."""

import errno
import json
import sys
from typing import Any, NoReturn

import click


class Commands(click.Group):
    """Commands that end in one line where a file cannot be read or written, and at Ctrl-C."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped. What was finished is kept; the same command does the rest.", err=True)
            raise
        except OSError as problem:
            if problem.errno in (None, errno.EPIPE):  # not about a file; or nobody reads what is printed
                raise
            where = f"{problem.filename}: " if problem.filename else ""
            give_up(f"{where}{problem.strerror}.")


def give_up(problem: str, as_json: bool = False) -> NoReturn:
    """Print the problem as one line, also as JSON if wanted, and exit with code 2."""
    if as_json:
        click.echo(json.dumps({"score": 0.0, "passed": False, "criteria": [], "error": problem}))
    click.echo(f"dlcourse: {problem}", err=True)
    sys.exit(2)
