"""What every command of `dlcourse` says when it cannot go on."""

import json
import sys
from typing import NoReturn

import click


def give_up(problem: str, as_json: bool = False) -> NoReturn:
    """One clear line and exit code 2."""
    if as_json:
        click.echo(json.dumps({"score": 0.0, "passed": False, "criteria": [], "error": problem}))
    click.echo(f"dlcourse: {problem}", err=True)
    sys.exit(2)
