"""What an answer wrote into copies of its arguments, written into the arguments themselves."""

from typing import Any

import numpy as np

from dlcourse.checks.core.remote_answer import RemoteAnswer


def write_back(old: Any, inside: Any, after: Any) -> None:
    """Make a mutable argument hold what its copy in the student's kernel holds after the call.

    `inside` is what the things that were handed over hold now, `after` what the argument holds now: they differ where
    an item of a list was replaced, not written into.
    """
    if isinstance(old, np.ndarray) and isinstance(inside, np.ndarray) and old.shape == inside.shape:
        old[...] = inside
    elif isinstance(old, list | tuple) and isinstance(inside, list | tuple) and isinstance(after, list | tuple):
        for here, written, now in zip(old, inside, after, strict=False):
            write_back(here, written, now)
        if isinstance(old, list):
            kept = [
                now if _is_another(written, now) else here
                for here, written, now in zip(old, inside, after, strict=False)
            ]
            old[:] = kept + list(after[len(kept) :])
    elif isinstance(old, dict) and isinstance(after, dict):
        old.clear()
        old.update(after)


def _is_another(written: Any, now: Any) -> bool:
    """Whether an item of a list was replaced."""
    if isinstance(written, np.ndarray) and isinstance(now, np.ndarray):
        return not np.array_equal(written, now)
    if isinstance(written, list | tuple) and type(written) is type(now):
        return False  # its own items tell
    return not isinstance(written, RemoteAnswer) and (type(written) is not type(now) or written != now)
