"""The check of `build_stacked`."""

from functools import cache

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs


@exercise(rules=[WITH_KERAS], seconds=20)
def build_stacked(answer, rng):
    """`build_stacked(features, classes)`: masking, a bidirectional LSTM of 16 units, an LSTM of 8 units, softmax.

    Requirements:
    - "of Keras' own layers" → a network of Keras' own layers
    - "reads sequences of any length" → any length
    - "`Dense` with softmax" → probabilities
    - "an LSTM of 16 units in both directions" → 16 units in both directions, then 8
    - "that hands on its whole sequence" → the steps' order counts
    - "padding must change nothing" → padding changes nothing
    - "with a dropout of 0.2" → dropout of 0.2 in both LSTMs
    - "Leave all biases as Keras starts them" → forget gates start open
    """
    X = rng.normal(size=(6, 5, 3)).astype("float32")
    batches = {
        "as it is, and reordered": np.concatenate([X, X[:, [1, 0, 4, 2, 3]]]),
        "padded": np.concatenate([X, np.zeros((6, 2, 3), "float32")], axis=1),
    }

    found = network(lambda: answer(3, 4), batches["padded"])
    if found is None:
        return
    _, rebuilt = found

    @cache
    def given(batch):
        return outputs(rebuilt, batches[batch])

    with criterion(
        "any length", hint="Input((None, features)). The LAST recurrent layer returns its last output alone."
    ):
        close(np.shape(given("as it is, and reordered")), [12, 4], what="the shape for 12 sequences of 5 steps")
        close(np.shape(given("padded")), [6, 4], what="the shape of the output for 6 sequences of 7 steps")
    with criterion("probabilities", hint="The classes exclude each other: use softmax."):
        close(given("padded").sum(axis=1), np.ones(6), rtol=1e-4, what="the sums of the outputs")
        require(bool((given("padded") >= 0).all()), "some outputs are negative.")
    with criterion(
        "the steps' order counts", hint="Each layer but the last hands on a sequence: return_sequences=True."
    ):
        first, reordered = np.split(given("as it is, and reordered"), 2)
        require(not np.allclose(first, reordered), "the output is the same when the steps are reordered.")
    with criterion("16 units in both directions, then 8", hint="The second layer reads 2 · 16 numbers at each step."):
        sizes = sorted(np.shape(weight) for weight in rebuilt.get_weights())
        wanted = sorted([(3, 64), (16, 64), (64,)] * 2 + [(32, 32), (8, 32), (32,), (8, 4), (4,)])
        require(sizes == wanted, f"the shapes of the weights are {sizes}; expected {wanted}.")
        kinds = [type(layer).__name__ for layer in rebuilt.layers]
        require("Bidirectional" in kinds, f"the layers are {', '.join(kinds)}: none is Bidirectional.")
    with criterion("padding changes nothing", hint="Steps of zeros are padding, not data: begin with Masking(0.0)."):
        first = given("as it is, and reordered")[:6]
        close(given("padded"), first, rtol=1e-3, atol=1e-5, what="the output with two steps of zeros behind")
    _settings_criteria(rebuilt)


def _settings_criteria(rebuilt) -> None:
    """The criteria on how the layers were made: dropout, and the first values of the biases."""
    with criterion(
        "dropout of 0.2 in both LSTMs",
        hint="LSTM(…, dropout=0.2): it drops a part of the input, the same at all steps.",
    ):
        rates = _numbers_under(rebuilt.get_config(), "dropout")
        require(
            len(rates) >= 2 and set(rates) == {0.2},
            f"the layers' dropout rates are {rates}; expected 0.2 in both LSTMs.",
        )
    with criterion("forget gates start open", hint="Leave unit_forget_bias at True: the bias of f starts at 1."):
        biases = [np.asarray(weight) for weight in rebuilt.get_weights() if np.shape(weight) in [(64,), (32,)]]
        require(len(biases) > 0, "the model has no LSTM layer.")
        for bias in biases:
            units = len(bias) // 4
            close(bias[units : 2 * units], np.ones(units), what="the bias of the forget gates")


def _numbers_under(config, key: str) -> list:
    """Every number under `key` in a nest of dicts and lists."""
    if isinstance(config, dict):
        own = [config[key]] if isinstance(config.get(key), int | float) else []
        return own + [value for part in config.values() for value in _numbers_under(part, key)]
    if isinstance(config, list | tuple):
        return [value for part in config for value in _numbers_under(part, key)]
    return []
