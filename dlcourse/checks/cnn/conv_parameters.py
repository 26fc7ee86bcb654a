"""The check of `conv_parameters`."""

from dlcourse.checks.core import BY_HAND, as_array, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def conv_parameters(answer, rng):
    """`conv_parameters(height, width, channels, filters)`: weights and biases of a convolution layer.

    Requirements:
    - "how many weights and biases" → a grey image
    - "4 × 4 kernels on 16 channels" → a kernel for each channel
    - "8,224" → one bias a filter
    - "kernels of height × width" → kernels need not be square
    """
    with criterion("a grey image", hint="One kernel of height · width numbers and one bias for each filter."):
        equal(answer(3, 3, 1, 16), 160, what="conv_parameters(3, 3, 1, 16)")
    with criterion(
        "a kernel for each channel", hint="Each filter has as many kernels as the layer before it has channels."
    ):
        for channels, filters in ((16, 32), (32, 64)):
            found, kernels = float(as_array(answer(4, 4, channels, filters))), channels * filters
            problem = f"conv_parameters(4, 4, {channels}, {filters}) is {found:g}; its {kernels:,} kernels need more."
            require(found >= 16 * kernels, problem)
    with criterion("one bias a filter", hint="The bias belongs to the filter, not to each of its kernels."):
        equal(answer(4, 4, 16, 32), 8224, what="conv_parameters(4, 4, 16, 32)")
        equal(answer(4, 4, 32, 64), 32832, what="conv_parameters(4, 4, 32, 64)")
        channels, filters = int(rng.integers(2, 50)), int(rng.integers(2, 50))
        more = answer(2, 2, channels, filters + 1) - answer(2, 2, channels, filters)
        equal(more, 4 * channels + 1, what=f"the parameters of one more filter with {channels} channels")
    with criterion("kernels need not be square", hint="Height times width, not one of them squared."):
        equal(answer(1, 7, 3, 8), 176, what="conv_parameters(1, 7, 3, 8)")
        equal(answer(3, 2, 5, 4), 124, what="conv_parameters(3, 2, 5, 4)")
