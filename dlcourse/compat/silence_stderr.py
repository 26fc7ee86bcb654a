"""Silence libraries that write to standard error, so that it does not appear in a notebook."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly() -> Iterator[None]:
    """Discard all that is written to standard error in this block, also by C and C++ code.

    Afterwards, TensorFlow logs errors only, and no warnings (about retracing, for example). Exceptions are raised as
    usual.
    """
    stderr = os.dup(2)
    try:
        with open(os.devnull, "wb") as null:
            os.dup2(null.fileno(), 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        logging.getLogger("tensorflow").setLevel(logging.ERROR)
