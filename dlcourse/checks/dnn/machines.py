"""New machines for each check."""

import numpy as np


def machines(seed: int, train: int, test: int) -> dict[str, np.ndarray]:
    """New machines: `x_…` (machines, 8), `y_…` energies and `fault_…`."""
    from dlcourse.data.makers.machines import make

    return make(train=train, test=test, seed=seed)
