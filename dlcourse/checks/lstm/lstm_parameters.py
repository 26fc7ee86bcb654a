"""The check of `lstm_parameters`."""

from dlcourse.checks.core import BY_HAND, close, criterion, exercise


@exercise(rules=[BY_HAND])
def lstm_parameters(answer, rng):
    """`lstm_parameters(d, u)`: the parameters of an LSTM with u units for d features.

    Requirements:
    - "one unit and one feature make 12" → one unit, one feature
    - "a row of weights for every feature" → the input kernel
    - "one for every unit of $h$" → the recurrent kernel
    - "one bias `b`" → one bias for each gate and unit
    - "how many numbers Keras' LSTM of `u` units learns for `d` features" → as Keras counts
    """
    import keras

    d, u = (int(n) for n in rng.integers(2, 60, size=2))
    layer = keras.layers.LSTM(u)
    layer.build((None, None, d))
    counted = layer.count_params()
    with criterion("one unit, one feature", hint="Four parts, each with a weight for x, one for h, and a bias: 12."):
        close(answer(1, 1), 12, what="lstm_parameters(1, 1)")
    with criterion(
        "the input kernel", hint="W has a row for each of the d features, and a column for each gate's unit."
    ):
        close(answer(50, 1) - answer(49, 1), 4, what="the parameters of one more feature, with one unit")
    with criterion("the recurrent kernel", hint="R has shape (u, 4u): every unit reads the state of every unit."):
        close(
            answer(1, 11) - 2 * answer(1, 10) + answer(1, 9),
            8,
            what="p(11) − 2 p(10) + p(9) for p(u) = lstm_parameters(1, u)",
        )
    with criterion("one bias for each gate and unit", hint="Keras' LSTM has ONE bias of 4u numbers; PyTorch has two."):
        close(2 * answer(1, 10) - answer(2, 10) - 4 * 10 * 10, 40, what="the biases in lstm_parameters(1, 10)")
    with criterion(
        "as Keras counts", weight=2, hint="Build a keras.layers.LSTM and compare with its layer.count_params()."
    ):
        close(answer(d, u), counted, what=f"lstm_parameters({d}, {u})")
