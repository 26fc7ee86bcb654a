"""Cutting in the kernel what is too large for the grader to read.

A message over the grader's limit ends the connection, and with it the notebook. That is meant for those who forge
messages; a `print` in an endless loop is a mistake and shall cost only its own cell.
"""

import sys
from functools import partial

from ipykernel.kernelapp import IPKernelApp

MOST_CHARACTERS = 6_000_000  # above what a cell may print, so that the grader sees more than it allows


def cut_large_outputs(app: IPKernelApp) -> None:
    """Have a kernel cut what it prints and shows."""
    app.shell.display_pub.register_hook(_cut)
    app.shell.displayhook.register_hook(_cut)
    for stream in (sys.stdout, sys.stderr):  # which are sent by another thread, and hooks are a thread's own
        app.iopub_thread.schedule(partial(stream.register_hook, _cut))


def _cut(message: dict) -> dict:
    content = message["content"]
    for texts in (content, content.get("data", {})):
        for key, text in texts.items():
            if isinstance(text, str) and len(text) > MOST_CHARACTERS:
                texts[key] = f"{text[:MOST_CHARACTERS]}\n… {len(text) - MOST_CHARACTERS:,} characters more"
    return message
