"""The check of `transpose_output_size`."""

from dlcourse.checks.core import BY_HAND, criterion, equal, exercise


@exercise(rules=[BY_HAND])
def transpose_output_size(answer, rng):
    """`transpose_output_size(n, kernel, stride, padding)`: length after a transposed convolution, as in Keras.

    Requirements:
    - "with `"same"` it is `6`" → same: the stride decides
    - "`transpose_output_size(3, 4, 2, "valid")` is `8`" → valid: the kernels overlap at the seams
    - "where the kernel is narrower than the stride, Keras gives each stamp `stride` places" → a kernel smaller than the
      stride
    """
    cases = [tuple(int(v) for v in rng.integers(low, high, 6)) for low, high in ((2, 12), (2, 7), (1, 5))]
    cases = list(zip(*cases, strict=True))
    with criterion("same: the stride decides", hint="With padding 'same' each input makes exactly `stride` outputs."):
        for n, kernel, stride in [(4, 4, 2), *((n, max(k, s), s) for n, k, s in cases)]:
            wanted = _keras_length(n, kernel, stride, "same")
            equal(answer(n, kernel, stride, "same"), wanted, what=f"the length for {(n, kernel, stride, 'same')}")
    with criterion(
        "valid: the kernels overlap at the seams",
        hint="Put n stamps of width `kernel` in a row, `stride` apart: where does the first begin, where does the last "
        "end? There are n − 1 gaps between n stamps.",
    ):
        for n, kernel, stride in [(4, 3, 2), *((n, max(k, s), s) for n, k, s in cases)]:
            wanted = _keras_length(n, kernel, stride, "valid")
            equal(answer(n, kernel, stride, "valid"), wanted, what=f"the length for {(n, kernel, stride, 'valid')}")
    with criterion(
        "a kernel smaller than the stride",
        hint="Each stamp gets `stride` places even when it is narrower; Keras fills the rest with zeros.",
    ):
        for n, kernel, stride in [(3, 1, 4), (5, 2, 3)]:
            wanted = _keras_length(n, kernel, stride, "valid")
            equal(answer(n, kernel, stride, "valid"), wanted, what=f"the length for {(n, kernel, stride, 'valid')}")


def _keras_length(n: int, kernel: int, stride: int, padding: str) -> int:
    import keras

    layer = keras.layers.Conv1DTranspose(1, kernel, strides=stride, padding=padding)
    return int(layer.compute_output_shape((1, n, 1))[1])
