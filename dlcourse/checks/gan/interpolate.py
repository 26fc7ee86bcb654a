"""The check of `interpolate`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def interpolate(answer, rng):
    """`interpolate(z0, z1, n)`: n points on the arc from z0 to z1, both included.

    Requirements:
    - "from $t = 0$ to $t = 1$, both included" → begins at z0 and ends at z1
    - "Go along the arc" → stays on the sphere
    - "angle between" → any lengths
    - "z(t) =" → even steps
    - "If the angle is 0" → from a point to itself
    """
    a, b = rng.normal(size=(2, 24))
    a, b = (5 * v / np.linalg.norm(v) for v in (a, b))
    angle = np.arccos(np.clip(a @ b / 25, -1, 1))
    with criterion(
        "begins at z0 and ends at z1", hint="n rows; t runs from 0 to 1, both included: np.linspace(0, 1, n)."
    ):
        path = np.asarray(answer(a, b, 7))
        close(path.shape, [7, 24], what="the shape for n = 7 and vectors of 24 numbers")
        close(path[[0, -1]], [a, b], rtol=1e-5, atol=1e-7, what="the first and the last row")
    with criterion(
        "stays on the sphere",
        hint="A straight line takes a short cut through the inside, where noise is rare. Use sines as weights.",
    ):
        lengths = np.linalg.norm(answer(a, b, 7), axis=1)
        close(lengths, np.full(7, 5.0), rtol=1e-5, what="the lengths of the points between vectors of length 5")
        near = np.array([[5.0, 0.0], [5 * np.cos(0.2), 5 * np.sin(0.2)]])
        lengths = np.linalg.norm(answer(*near, 5), axis=1)
        close(lengths, np.full(5, 5.0), rtol=1e-5, what="the lengths of the points where the angle is 0.2")
    with criterion("even steps", hint="The same angle between neighbours: sin((1 − t)ω) and sin(tω), over sin ω."):
        path = np.asarray(answer(a, b, 6)) / 5
        steps = np.arccos(np.clip((path[:-1] * path[1:]).sum(axis=1), -1, 1))
        close(steps, np.full(5, angle / 5), rtol=1e-4, what="the angles between neighbours (radians)")
    with criterion(
        "any lengths", hint="The angle ω is that between the directions: divide by BOTH lengths before arccos."
    ):
        x, y = np.array([3.0, 0.0]), np.array([0.0, 1.0])
        close(answer(x, y, 3)[1], np.array([3.0, 1.0]) / np.sqrt(2), rtol=1e-5, what="half-way from (3, 0) to (0, 1)")
    with criterion(
        "from a point to itself",
        hint="With ω = 0 you divide by sin 0 = 0: use a straight line in that case."
        " Rounding may give a cosine just above 1, which arccos does not take.",
    ):
        same = np.array([0.0, 2.0, 0.0])
        for point in (same, *rng.normal(size=(25, 24))):
            close(answer(point, point, 4), np.tile(point, (4, 1)), rtol=1e-5, what="the points from a point to itself")
