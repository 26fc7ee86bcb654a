"""Arrays from what an answer gives."""

from typing import Any

import numpy as np

from dlcourse.checks.core.compare import MismatchError


def as_array(value: Any, *, if_none: str = "is a `return` missing?") -> np.ndarray:
    """A NumPy array from an array or a tensor. Raises MismatchError for None, with `if_none` as the question to ask."""
    if value is None:
        raise MismatchError(f"your result is None: {if_none}")
    return np.asarray(value.numpy() if hasattr(value, "numpy") else value)
