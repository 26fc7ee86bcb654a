"""Keeping a library's greetings out of a notebook."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly() -> Iterator[None]:
    """Nothing written to standard error in this block is seen, not even by code that is not Python.

    TensorFlow, for one, tells at its start what the machine has and has not; no setting of its own turns that off.
    Advice on speed that it logs later (about retracing, for one) is left out from then on. What goes wrong is raised as
    ever.
    """
    kept = os.dup(2)
    try:
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        logging.getLogger("tensorflow").setLevel(logging.ERROR)
