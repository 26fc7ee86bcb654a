"""Run a notebook in a new kernel: used by building and checking."""

import atexit
import os
import subprocess
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from dlcourse.files import scratch_folder

SECONDS_TO_START = 300  # a slow disk and a virus scanner need minutes for the first kernel of a day


def client(notebook: NotebookNode, folder: Path, **options: Any) -> NotebookClient:
    """A client that runs the notebook in `folder`, with this environment's own kernel."""
    resources: dict[str, Any] = {"metadata": {"path": str(folder)}}
    # By default the kernel is asked to shut down, which takes two seconds with TensorFlow.
    options = {"shutdown_kernel": "immediate", "startup_timeout": SECONDS_TO_START, **options}
    return NotebookClient(notebook, kernel_name="python3", resources=resources, **options)


def run(runner: NotebookClient, **environment: str) -> None:
    """Execute the client's notebook. Ctrl-C stops the kernel and raises KeyboardInterrupt."""
    try:
        with scratch_folder() as temporary_folders:
            environment = os.environ | temporary_folders | environment
            # The kernel's own log is of no interest here (it says that messages are not encrypted, for example).
            runner.execute(env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (AssertionError, DeadKernelError, RuntimeError):
        # At a signal, nbclient shuts down the kernel, and then fails because the kernel is missing.
        if hasattr(runner, "_async_cleanup_kernel_future"):
            raise KeyboardInterrupt from None
        raise
    finally:
        atexit.unregister(runner._cleanup_kernel)  # nbclient forgets it where the kernel did not answer
