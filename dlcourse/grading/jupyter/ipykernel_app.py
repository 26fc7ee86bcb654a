"""A Jupyter kernel for grading: quick to start, and with outputs no larger than the grader reads."""

import sys
from functools import partial
from typing import Any

from ipykernel.iostream import OutStream
from ipykernel.kernelapp import IPKernelApp

from dlcourse.compat.ipykernel import no_list_of_modules

MAX_CHARACTERS = 6_000_000  # more than a cell may print, so that the grader sees when a cell prints too much


class App(IPKernelApp):
    """IPKernelApp, less what grading does not use, plus a limit on the size of a message.

    It reads no command line, no settings and no startup code, and makes no list of modules for the debugger.
    A message over the grader's limit ends the connection, and the notebook's run. This limit is lower: a `print` in an
    endless loop is a mistake, not an attack, and costs only the points of its own cell.
    """

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Do nothing: all settings are given to the constructor."""

    def load_config_file(self, *_: Any, **__: Any) -> None:
        """Do nothing: a new kernel's home folder is empty."""

    def init_code(self) -> None:
        """Do nothing: there is no startup code."""

    def init_kernel(self) -> None:
        """Make the kernel without a list of modules."""
        with no_list_of_modules():
            super().init_kernel()

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)
        assert self.shell is not None, "made by init_kernel"
        self.shell.ask_exit = lambda: None  # after a forgotten `exit()`, the cells below still run
        self.shell.display_pub.register_hook(_shorten)
        self.shell.displayhook.register_hook(_shorten)
        for stream in (sys.stdout, sys.stderr):  # another thread sends them, and each thread has its own hooks
            assert isinstance(stream, OutStream), "made by init_io"
            self.iopub_thread.schedule(partial(stream.register_hook, _shorten))


def _shorten(message: dict) -> dict:
    content = message["content"]
    for texts in (content, content.get("data", {})):
        for key, text in texts.items():
            if isinstance(text, str) and len(text) > MAX_CHARACTERS:
                texts[key] = f"{text[:MAX_CHARACTERS]}\n… {len(text) - MAX_CHARACTERS:,} characters more"
    return message
