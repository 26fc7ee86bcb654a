"""A Jupyter kernel as grading needs it: quick to start, and with outputs of a size that the grader reads."""

import sys
from functools import partial
from types import SimpleNamespace

sys.modules["debugpy"] = None  # nobody debugs here, and its import takes longer than a kernel's start
from ipykernel import debugger, ipkernel  # noqa: E402, F401 (the former is imported here so that no kernel has to)
from ipykernel.kernelapp import IPKernelApp  # noqa: E402

del sys.modules["debugpy"]

MOST_CHARACTERS = 6_000_000  # above what a cell may print, so that the grader sees more than it allows


class App(IPKernelApp):
    """IPKernelApp, less what nobody asks of it here, plus limits on what one message holds.

    It has no command line, no files of settings or of code to run first, and no list of modules for the debugger.
    A message over the grader's limit ends the connection, and with it the notebook. That is meant for those who forge
    messages; a `print` in an endless loop is a mistake and shall cost only its own cell.
    """

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Nothing: what there is to set was given at the start."""

    def load_config_file(self, **_) -> None:
        """Nothing: a new kernel's home is empty."""

    def init_code(self) -> None:
        """Nothing: there are no files of code to run first."""

    def init_kernel(self) -> None:
        """Make the kernel without a look at every module: a look writes to each, which copies its page of memory."""
        ipkernel.sys = SimpleNamespace(modules={})
        try:
            super().init_kernel()
        finally:
            ipkernel.sys = sys

    def initialize(self, argv: list[str] | None = None) -> None:
        super().initialize(argv)
        self.shell.ask_exit = lambda: None  # a forgotten `exit()` costs nobody the cells below it
        self.shell.display_pub.register_hook(_cut)
        self.shell.displayhook.register_hook(_cut)
        for stream in (sys.stdout, sys.stderr):  # which are sent by another thread, and hooks are a thread's own
            self.iopub_thread.schedule(partial(stream.register_hook, _cut))


def _cut(message: dict) -> dict:
    content = message["content"]
    for texts in (content, content.get("data", {})):
        for key, text in texts.items():
            if isinstance(text, str) and len(text) > MOST_CHARACTERS:
                texts[key] = f"{text[:MOST_CHARACTERS]}\n… {len(text) - MOST_CHARACTERS:,} characters more"
    return message
