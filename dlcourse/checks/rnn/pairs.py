"""Results that are pairs."""

from dlcourse.checks.core import require


def pair(found, name: str) -> tuple:
    """The two values that the function `name` returned. Raises MismatchError where there are not two."""
    require(
        isinstance(found, tuple | list) and len(found) == 2, f"{name} returned {type(found).__name__}; expected a pair."
    )
    return tuple(found)
