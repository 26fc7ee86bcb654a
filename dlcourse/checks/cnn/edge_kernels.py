"""The check of `edge_kernels`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require


@exercise(rules=[BY_HAND])
def edge_kernels(answer, rng):
    """`edge_kernels()`: a dict of three 3 × 3 kernels: "right", "down" and "any"."""
    given = answer()
    require(isinstance(given, dict), f"edge_kernels() returned {type(given).__name__}; expected a dict.")
    ramp = np.array([[0.0, 0.0, 1.0]] * 3)  # it gets brighter to the right

    def response(name: str, patch: np.ndarray) -> float:
        require(name in given, f"edge_kernels() has no entry {name!r}.")
        kernel = np.asarray(given[name], dtype=float)
        require(kernel.shape == (3, 3), f"{name!r} has shape {kernel.shape}; expected (3, 3).")
        return float((kernel * patch).sum())

    with criterion(
        "silent on flat ground", hint="Where all nine pixels are equal there is no edge: each kernel must sum to zero."
    ):
        for name in ("right", "down", "any"):
            response(name, ramp)
            require(np.any(given[name]), f"{name!r} is zero everywhere: it finds no edge.")
            close(response(name, np.ones((3, 3))), 0.0, what=f"{name!r} on nine equal pixels")
    with criterion(
        '"right" finds brighter to the right',
        hint="Negative weights to the left, positive ones to the right: then dark-to-bright gives a positive number.",
    ):
        require(
            response("right", ramp) > 0,
            f"'right' gives {response('right', ramp):g} where the right is bright; expected > 0.",
        )
        close(response("right", ramp.T), 0.0, what="'right' where it only gets brighter downwards")
    with criterion(
        '"down" finds brighter below', hint="The first axis of an array runs downwards: rows. Turn your other kernel."
    ):
        require(
            response("down", ramp.T) > 0,
            f"'down' gives {response('down', ramp.T):g} where the bottom is bright; expected > 0.",
        )
        close(response("down", ramp), 0.0, what="'down' where it only gets brighter to the right")
    with criterion(
        '"any" does not care for direction',
        hint="The middle against its neighbours, all sides alike: turned by 90° the kernel must stay the same.",
    ):
        dot = np.zeros((3, 3))
        dot[1, 1] = 1
        require(
            response("any", dot) > 0,
            f"'any' gives {response('any', dot):g} for a bright dot on dark ground; expected > 0.",
        )
        close(np.rot90(given["any"]), given["any"], what="'any' turned by 90°")
