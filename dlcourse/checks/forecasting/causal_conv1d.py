"""The check of `causal_conv1d`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, exercise, unchanged


def keras_layer(x: np.ndarray, W: np.ndarray, b: np.ndarray, dilation: int) -> Any:
    """Keras' Conv1D with causal padding and these weights, in double precision, for inputs like x."""
    import keras

    layer = keras.layers.Conv1D(W.shape[2], len(W), padding="causal", dilation_rate=dilation, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([W, b])
    return layer


@exercise(rules=[BY_HAND], seconds=10)
def causal_conv1d(answer, rng):
    r"""`causal_conv1d(x, W, b, dilation)`: each day from today and earlier days, d days apart, (batch, time, out).

    Requirements:
    - "with as many days as `x` has" → as many days as before
    - "today" → never looks ahead
    - "So the **last** row of the kernel meets today" → the worked example
    - "Days before the first one count as 0" → zeros before the first day
    - "$$ y_t = b + \sum_{j=0}^{k-1} x_{t - (k - 1 - j)\, d}\; W_j $$" → equal to Keras
    - "`x` is `(batch, time, in)`" → equal to Keras
    - "The kernel may reach further back than the series goes" → a kernel longer than the series
    - "Leave the arguments as they are" → leaves its arguments unchanged
    """
    x, W, b = rng.normal(size=(3, 12, 2)), rng.normal(size=(3, 2, 4)), rng.normal(size=4)
    keras_layer(x, W, b, 1)  # imports Keras before a time limit runs

    def one(values, kernel, dilation):
        """One series, one channel, no bias."""
        column = np.array(values, dtype=float)[None, :, None]
        return np.asarray(answer(column, np.array(kernel, dtype=float)[:, None, None], np.zeros(1), dilation))[0, :, 0]

    with criterion(
        "as many days as before",
        hint="Pad (k − 1) · d zeros, all of them BEFORE the first day; then there is a window for each day. The last"
        " axis is `out`.",
    ):
        for dilation in (1, 2, 4):
            close(np.shape(answer(x, W, b, dilation)), [3, 12, 4], what=f"the shape for dilation {dilation}")
    with criterion(
        "never looks ahead",
        trivial=True,
        hint="Output t may use x[t] and earlier days alone: all padding goes before the first day, none behind the"
        " last.",
    ):
        changed = x.copy()
        changed[:, 7:] += 1
        before, after = (np.asarray(answer(each, W, b, 2))[:, :7] for each in (x, changed))
        close(after, before, what="the first 7 days after later ones changed")
    with criterion(
        "the worked example",
        hint="W[−1] meets today, W[0] the day (k − 1) · d days ago. The kernel is not turned round, and neighbours in"
        " the kernel are d days apart.",
    ):
        close(one([1, 2, 3, 4], [10, 1], 2), [1, 2, 13, 24], what="the example")
        close(one([1, 2, 3, 4, 5, 6], [100, 10, 1], 2), [1, 2, 13, 24, 135, 246], what="with a kernel of three rows")
    with criterion("zeros before the first day", hint="Not the first value again, and not the end of the series."):
        close(one([5, 0, 0, 0], [7, 11], 3), [55, 0, 0, 35], what="5, 0, 0, 0 with the kernel [7, 11] and dilation 3")
    _numbers(answer, x, W, b)


def _numbers(answer, x: np.ndarray, W: np.ndarray, b: np.ndarray) -> None:
    """The criteria on several series and channels at once."""
    with criterion(
        "equal to Keras",
        weight=2,
        hint="x at the day times W[j], (in, out), for each row of the kernel; then plus b, one for each channel.",
    ):
        for dilation in (1, 2, 5):
            wanted = keras_layer(x, W, b, dilation)(x).numpy()
            close(answer(x, W, b, dilation), wanted, rtol=1e-5, what=f"the output for dilation {dilation}")
    with criterion(
        "a kernel longer than the series",
        hint="With 3 rows and dilation 20 only today is left of 12 days. So it is with a kernel of one row.",
    ):
        close(answer(x, W, b, 20), x @ W[-1] + b, rtol=1e-5, what="the output for dilation 20")
        close(answer(x, W[:1], b, 3), x @ W[0] + b, rtol=1e-5, what="the output for a kernel of one row")
    with criterion(
        "leaves its arguments unchanged", trivial=True, hint="Write into new arrays: += changes an argument."
    ):
        unchanged(answer, x, W, b, 2)
