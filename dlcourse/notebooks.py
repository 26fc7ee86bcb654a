"""Reading a notebook and running it in a fresh kernel: what building, checking and grading have in common."""

import stat
import subprocess
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

MAX_BYTES = 256 * 1024 * 1024


class Unreadable(Exception):
    """A file is not a notebook that can be run; the message says why, in one line."""


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of any version as version 4. Raises Unreadable."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise Unreadable("a link, where the notebook should be")
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # reading a pipe would wait for ever
            raise Unreadable("no file that can be read, where the notebook should be")
        if status.st_size > MAX_BYTES:
            raise Unreadable(f"the file is larger than {MAX_BYTES // 1024**2} MiB")
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            raise Unreadable("the file is empty")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Unreadable:
        raise
    except OSError as error:
        raise Unreadable(f"{error.strerror}".lower()) from None
    except UnicodeDecodeError:
        raise Unreadable("not a text file") from None
    except nbformat.ValidationError as error:
        raise Unreadable(f"not a valid notebook: {error.message.splitlines()[0][:120]}") from None
    except Exception as error:  # nbformat raises what it meets: KeyError, AttributeError, NotJSONError, …
        raise Unreadable(f"not a notebook ({type(error).__name__})") from None
    if not notebook.cells:
        raise Unreadable("the notebook has no cells")
    return notebook


def client(notebook: NotebookNode, folder: Path, **options) -> NotebookClient:
    """A client that runs the notebook in `folder`, with this environment's own kernel."""
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(notebook, kernel_name="python3", resources=resources, **options)


def run(runner: NotebookClient, **options) -> None:
    """Execute the client's notebook. Ctrl-C stops the kernel and raises KeyboardInterrupt."""
    try:
        # What the kernel itself logs (that its messages are not encrypted, for one) helps nobody here.
        runner.execute(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    except (AssertionError, DeadKernelError, RuntimeError):
        # nbclient answers a signal by shutting the kernel down, and then stumbles over its absence.
        if hasattr(runner, "_async_cleanup_kernel_future"):
            raise KeyboardInterrupt from None
        raise
