"""The check of `dropout`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, require
from dlcourse.checks.core.argument_copies import shared_arguments


@exercise(defines=["dropout_forward", "dropout_backward"], rules=[BY_HAND])
def dropout(forward, backward, rng):
    """`dropout_forward(x, rate, rng, training)` → (y, mask) and `dropout_backward(dout, mask)`.

    Requirements:
    - "Without training, y is x and the mask holds ones" → changes nothing in inference
    - "a random share rate of a layer's outputs" → each entry by itself
    - "set a random share rate" → drops the share `rate`
    - "divide those that are kept by the share that is kept" → keeps the expected value
    - "In every training step" → a new mask each time
    - "what each entry was multiplied by" → the mask is what x was multiplied by
    - "returns the gradient with respect to x" → backward goes where forward went
    - "Leave x as it is" → leaves x as it was
    """
    x = rng.normal(size=(200, 50)) + 3

    def run(rate=0.3, training=True, seed=1):
        result = forward(x.copy(), rate, np.random.default_rng(seed), training)
        require(isinstance(result, tuple | list) and len(result) == 2, "dropout_forward should return (y, mask).")
        return [np.asarray(part) for part in result]

    with criterion(
        "changes nothing in inference", hint="Dropout is for training. With training=False the output is the input."
    ):
        close(run(training=False)[0], x, what="the output with training=False")
        close(run(training=False)[1], np.ones(x.shape), what="the mask with training=False")
    _dropped(run, x)
    with criterion(
        "a new mask each time", hint="Draw from the rng that is given; a mask from a fixed seed repeats itself."
    ):
        one, other = run(seed=1)[0], run(seed=2)[0]
        require(not np.array_equal(one == 0, other == 0), "two generators with different seeds dropped the same units.")
        close(run()[0], run()[0], what="the output from a generator with the same seed")
    _mask_and_gradient(run, backward, x, rng)
    with criterion(
        "leaves x as it was", trivial=True, hint="`x *= mask` and `x[…] = 0` write into the caller's array."
    ):
        given = x.copy()
        with shared_arguments():
            for training in (True, False):
                forward(given, 0.5, np.random.default_rng(1), training)
        close(given, x, what="x after the call")


def _mask_and_gradient(run, backward, x: np.ndarray, rng) -> None:
    """The criteria on what forward hands to backward, and on what backward makes of it."""
    with criterion(
        "the mask is what x was multiplied by", hint="`mask` holds 0 or the FACTOR, so that x * mask is the output."
    ):
        y, mask = run()
        close(mask, y / x, what="the mask")
    with criterion(
        "backward goes where forward went",
        hint="Forward multiplies x by zeros and a factor: multiply the gradient by the same, zeros and factor.",
    ):
        dout, mask = rng.normal(size=x.shape), (rng.random(x.shape) < 0.4) * 2.5
        close(backward(dout, mask), dout * mask, what="the gradient")
        close(backward(dout, np.ones(x.shape)), dout, what="the gradient for a mask of ones")


def _dropped(run, x: np.ndarray) -> None:
    """The criteria on what is dropped, and on what happens to the rest."""
    with criterion(
        "each entry by itself", hint="Draw a mask of the shape of x: a new draw for each sample and each unit."
    ):
        dropped = run()[0] == 0
        require(dropped.any() and not dropped.all(), "either all entries are dropped or none is.")
        for axis, name in ((0, "column"), (1, "row")):
            require(dropped.mean(axis=axis).std() < 0.15, f"whole {name}s are dropped together.")
    with criterion("drops the share `rate`", hint="`rate` is the share that is set to 0, not the share that is kept."):
        for rate in (0.3, 0.8, 0.0):
            dropped = (run(rate)[0] == 0).mean()
            require(abs(dropped - rate) < 0.03, f"with rate {rate}, {dropped:.1%} of the entries are 0.")
    with criterion(
        "keeps the expected value",
        weight=2,
        hint="When fewer units are active, each must contribute more: divide by the share that is KEPT.",
    ):
        for rate in (0.3, 0.8):
            y = run(rate)[0]
            require((y != 0).any(), f"with rate {rate}, no unit is kept at all.")
            close(
                (y / x)[y != 0], np.full((y != 0).sum(), 1 / (1 - rate)), what=f"output / input of kept units, {rate=}"
            )
