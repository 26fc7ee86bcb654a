"""The shape of an answer, in words that name both shapes."""

from typing import Any

from dlcourse.checks.core import as_array, require


def has_shape(found: Any, wanted: tuple[int, ...], *, what: str) -> None:
    """Require that `found` has the shape `wanted`; `what` says for which arguments."""
    shape = as_array(found).shape
    require(shape == wanted, f"{what} is {shape}; expected {wanted}.")
