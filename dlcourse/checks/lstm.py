"""Checks for chapter 08: long short-term memory.

Cells, layers and gradients are compared with Keras in double precision. The checks of the
adding problem are in `dlcourse.checks.adding`, those of the forecasts in `dlcourse.checks.horizons`.
"""

from functools import cache

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, forbid_imports, require, unchanged
from dlcourse.checks.adding import adding_problem, solve_adding
from dlcourse.checks.gated import draw_weights, keras_gru_cell, keras_lstm, keras_lstm_cell, keras_lstm_gradients
from dlcourse.checks.horizons import forecast_direct, forecast_recursive, random_walk_baseline

__all__ = [
    "adding_problem",
    "build_stacked",
    "forecast_direct",
    "forecast_recursive",
    "gru_cell",
    "lstm_backward",
    "lstm_cell",
    "lstm_forward",
    "lstm_parameters",
    "random_walk_baseline",
    "solve_adding",
]

BY_HAND = forbid_imports("keras", "tensorflow", "scipy", "sklearn", "torch", "dlcourse")
OWN = forbid_imports("dlcourse", "sklearn", "torch")


@exercise(rules=[BY_HAND])
def lstm_cell(answer, rng):
    """`lstm_cell(x, h, c, W, R, b)`: the next h and c. Gates in the order i, f, g, o."""
    units = 3
    x, h, c = rng.normal(size=(5, 2)), rng.normal(size=(5, units)), rng.normal(size=(5, units))
    W, R, b = draw_weights(rng, 2, units)
    wanted = keras_lstm_cell(x, h, c, W, R, b)
    zero_W, zero_R, one = np.zeros((1, 4)), np.zeros((1, 4)), np.ones((1, 1))

    def gates(i, f, g, o, memory=1.0):
        """h and c of one unit whose pre-activations are given."""
        return answer(one, one, memory * one, zero_W, zero_R, np.array([i, f, g, o], dtype=float))

    with criterion("h first, then c", hint="Return the pair (h, c), each of shape (batch, units)."):
        found = answer(x, h, c, W, R, b)
        equal(len(found), 2, what="the number of values you return")
        close([np.shape(part) for part in found], [[5, 3], [5, 3]], what="the shapes of h and c")
        new_h = gates(9, 9, 9, 9, memory=2.0)[0]
        require(abs(float(np.ravel(new_h)[0])) < 1, "h is larger than 1, but |h| = |o · tanh(c)| < 1. Is it c?")
    with criterion("an open forget gate keeps the memory", hint="The second quarter is f: it multiplies the OLD c."):
        close(gates(-30, 30, 0.7, 0, memory=1.6)[1], [[1.6]], rtol=1e-5, what="c with i ≈ 0 and f ≈ 1")
    with criterion("an open input gate writes", hint="First quarter i, third g: i · g is added. g is a tanh, no gate."):
        close(gates(30, -30, 0.7, 0)[1], [[np.tanh(0.7)]], rtol=1e-5, what="c with i ≈ 1 and f ≈ 0")
    with criterion("the output is the squashed memory", hint="h = o · tanh(new c): squash c, then let o through."):
        close(gates(-30, 0, 0, 30, memory=1.6)[0], [[np.tanh(0.8)]], rtol=1e-5, what="h with o ≈ 1 and c = 0.8")
    with criterion("gates between 0 and 1", hint="i, f and o are sigmoids. b holds the forget bias already."):
        close(gates(0, 0, 0.7, 0, memory=1.6)[1], [[0.8 + np.tanh(0.7) / 2]], what="c with half-open gates")
    with criterion(
        "as in Keras",
        weight=2,
        hint="z = x W + h R + b with the OLD h, cut into quarters i, f, g, o along the last axis.",
    ):
        for part, given, name in zip(wanted, answer(x, h, c, W, R, b), "hc", strict=True):
            close(given, part, rtol=1e-5, atol=1e-7, what=f"the new {name}")
    with criterion("leaves its arguments as they were", hint="c *= f writes into the caller's array.", harmless=True):
        unchanged(answer, x, h, c, W, R, b)


@exercise(rules=[BY_HAND])
def lstm_forward(answer, rng):
    """`lstm_forward(X, W, R, b)`: every output H and memory C, each (batch, timesteps, units)."""
    X, (W, R, b) = rng.normal(size=(3, 6, 2)), draw_weights(rng, 2, 4)
    wanted = keras_lstm(X, W, R, b)

    def outputs(X):
        return np.asarray(answer(X, W, R, b)[0], dtype=float)

    with criterion("H and C", hint="Return (H, C), each (batch, timesteps, units): batch first, time is axis 1."):
        found = answer(X, W, R, b)
        equal(len(found), 2, what="the number of values you return")
        close([np.shape(part) for part in found], [[3, 6, 4]] * 2, what="the shapes of H and C")
    with criterion("starts from zeros", hint="Before the first step h and c are zero, for every sequence."):
        close(outputs(X)[:, 0], wanted[:, 0], rtol=1e-5, atol=1e-7, what="the outputs of the first step")
    with criterion("each sequence for itself", hint="Set h and c to zero for each call, one row for each sequence."):
        first = outputs(X)
        close(outputs(X[1:2]), first[1:2], what="the outputs of one sequence on its own")
        close(outputs(X), first, what="the outputs at a second call")
        close(outputs(X[::-1]), first[::-1], what="the outputs with the sequences in another order")
    with criterion("time moves forward", hint="Step t reads X[:, t], and its outputs belong at H[:, t]."):
        changed = X.copy()
        changed[:, 3] += 1
        close(outputs(changed)[:, :3], outputs(X)[:, :3], what="the outputs before a step that changed")
        require(not np.allclose(outputs(changed)[:, 3:], outputs(X)[:, 3:]), "no output at or after it changed.")
    with criterion("as in Keras", weight=2, hint="Hand the NEW h and c on to the next step, both of them."):
        close(outputs(X), wanted, rtol=1e-5, atol=1e-7, what="H")
    with criterion("the memory too", hint="C[:, t] is the cell state after step t; h = o · tanh(c)."):
        C = np.asarray(answer(X, W, R, b)[1], dtype=float)
        h, c = (np.concatenate([np.zeros((3, 1, 4)), part[:, :-1]], axis=1) for part in (wanted, C))
        expected = keras_lstm_cell(X.reshape(18, 2), h.reshape(18, 4), c.reshape(18, 4), W, R, b)[1]
        close(C, expected.reshape(3, 6, 4), rtol=1e-5, atol=1e-7, what="C")


@exercise(rules=[BY_HAND])
def lstm_parameters(answer, rng):
    """`lstm_parameters(d, u)`: the parameters of an LSTM with u units for d features."""
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
        close(answer(50, 1) - answer(49, 1), 4, what="what one more feature costs, with one unit")
    with criterion("the recurrent kernel", hint="R has shape (u, 4u): every unit hears every unit."):
        close(answer(1, 11) - 2 * answer(1, 10) + answer(1, 9), 8, what="the second difference over u")
    with criterion("one bias for each gate and unit", hint="Keras' LSTM has ONE bias of 4u numbers; PyTorch has two."):
        close(2 * answer(1, 10) - answer(2, 10) - 4 * 10 * 10, 40, what="what is left for the bias with u = 10")
    with criterion("as Keras counts", weight=2, hint="Compare with layer.count_params() for one that you build."):
        close(answer(d, u), counted, what=f"lstm_parameters({d}, {u})")


@exercise(rules=[BY_HAND])
def lstm_backward(answer, rng):
    """`lstm_backward(dH, X, W, R, b)`: dX, dW, dR and db, through all time steps."""
    X, (W, R, b) = rng.normal(size=(3, 7, 2)), draw_weights(rng, 2, 4)
    dH = rng.normal(size=(3, 7, 4))
    last = np.zeros_like(dH)
    last[:, -1] = dH[:, -1]
    names = ("dX", "dW", "dR", "db")
    cases = {"one step": (dH[:, :1], X[:, :1], R), "no R": (last, X, 0 * R), "last": (last, X, R), "all": (dH, X, R)}
    tape = {case: keras_lstm_gradients(dH, X, W, R, b) for case, (dH, X, R) in cases.items()}

    def compare(case, *which):
        """The gradients named in `which` against GradientTape's."""
        dH, X, R = cases[case]
        wanted, found = tape[case], answer(dH, X, W, R, b)
        equal(len(found), 4, what="the number of gradients you return")
        for name, expected, given in zip(names, wanted, found, strict=True):
            if name in which:
                close(given, expected, rtol=1e-4, atol=1e-8, what=name)

    with criterion(
        "four gradients", harmless=True, hint="Return dX, dW, dR, db: each with the shape of what it belongs to."
    ):
        shapes = [list(np.shape(part)) for part in answer(dH, X, W, R, b)]
        require(shapes == [[3, 7, 2], [2, 16], [4, 16], [16]], f"the shapes are {shapes}.")
    with criterion(
        "a single step", hint="Through o and through tanh(c): sigmoid' = s(1 − s), tanh' = 1 − tanh². Then i, f, g, o."
    ):
        compare("one step", *names)
    with criterion(
        "along the conveyor",
        hint="dL/dc of the step before gets f · dL/dc: hand it back through ALL steps, do not cut.",
    ):
        compare("no R", "dX", "dW", "db")
    with criterion("through h as well", hint="dL/dh of the step before also gets dz Rᵀ, with all four gates in dz."):
        compare("last", "dX", "dW", "db")
    with criterion("every output counts", hint="At step t, dH[:, t] is ADDED to what comes back from step t + 1."):
        compare("all", "dX", "dW", "db")
    with criterion("the recurrent kernel", hint="dR sums h of the step BEFORE times dz; before step 0, h is zero."):
        compare("all", "dR")


@exercise(rules=[BY_HAND])
def gru_cell(answer, rng):
    """`gru_cell(x, h, W, R, b)`: the next h. Parts in the order z, r, g; two biases; reset after the product."""
    x, h, (W, R, b) = rng.normal(size=(5, 2)), rng.normal(size=(5, 3)), draw_weights(rng, 2, 3, gates=3)
    zero, one = np.zeros((1, 3)), np.ones((1, 1))
    wanted, without_input = keras_gru_cell(x, h, W, R, b), keras_gru_cell(0 * x, h, W, R, b)

    def one_unit(z, r, g, memory=0.6, R=zero, second=(0, 0, 0)):
        """The next h of one unit whose pre-activations from x are given."""
        return answer(one, memory * one, zero, R, np.array([(z, r, g), second], dtype=float))

    with criterion(
        "the shape of h", harmless=True, hint="Return the new h alone, shape (batch, units). A GRU has no c."
    ):
        close(np.shape(answer(x, h, W, R, b)), [5, 3], what="the shape of your result for 5 samples, 3 units")
    with criterion("z near 1 keeps the old state", hint="In Keras h' = z · h + (1 − z) · g: z keeps, 1 − z renews."):
        close(one_unit(30, 0, 0.7), [[0.6]], rtol=1e-5, what="h with z ≈ 1")
        close(one_unit(-30, 0, 0.7), [[np.tanh(0.7)]], rtol=1e-5, what="h with z ≈ 0")
    with criterion("the reset gate closes the past off", hint="The second third is r. g = tanh(a_g + r · u_g)."):
        recurrent = np.array([[0.0, 0.0, 2.0]])
        close(one_unit(-30, -30, 0.4, R=recurrent), [[np.tanh(0.4)]], rtol=1e-5, what="h with z ≈ 0 and r ≈ 0")
        close(one_unit(-30, 30, 0.4, R=recurrent), [[np.tanh(1.6)]], rtol=1e-5, what="h with z ≈ 0 and r ≈ 1")
    with criterion("two biases", hint="b[0] goes with x W, b[1] with h R. r multiplies b[1]'s last third as well."):
        found = one_unit(-30, 0, 0.4, second=(0, 0, 0.8))
        close(found, [[np.tanh(0.8)]], rtol=1e-5, what="h with z ≈ 0, r = 0.5, a_g = 0.4 and b[1] = 0.8 for g")
    with criterion("reset after the product", hint="First u = h R + b[1], then r times its last third: not (r · h) R."):
        close(answer(0 * x, h, W, R, b), without_input, rtol=1e-5, atol=1e-7, what="h for x = 0")
    with criterion("as in Keras", weight=2, hint="Order z, r, g; z and r are sigmoids, g is a tanh."):
        close(answer(x, h, W, R, b), wanted, rtol=1e-5, atol=1e-7, what="h")
    with criterion("leaves its arguments as they were", hint="Make new arrays, not h *= z.", harmless=True):
        unchanged(answer, x, h, W, R, b)


@exercise(rules=[OWN], seconds=20)
def build_stacked(answer, rng):
    """`build_stacked(features, classes)`: masking, a bidirectional LSTM of 16 units, an LSTM of 8 units, softmax."""
    model = answer(3, 4)
    X = rng.normal(size=(6, 5, 3)).astype("float32")
    batches = {
        "as it is, and reordered": np.concatenate([X, X[:, [1, 0, 4, 2, 3]]]),
        "padded": np.concatenate([X, np.zeros((6, 2, 3), "float32")], axis=1),
    }

    @cache
    def outputs(batch):
        return np.asarray(model(batches[batch]))

    with criterion(
        "any length", hint="Input((None, features)). The LAST recurrent layer returns its last output alone."
    ):
        close(np.shape(outputs("as it is, and reordered")), [12, 4], what="the shape for 12 sequences of 5 steps")
        close(np.shape(outputs("padded")), [6, 4], what="the shape of the output for 6 sequences of 7 steps")
    with criterion("probabilities", hint="Classes that exclude each other: softmax."):
        close(outputs("padded").sum(axis=1), np.ones(6), rtol=1e-4, what="the sums of the outputs")
        require(bool((outputs("padded") >= 0).all()), "some outputs are negative.")
    with criterion("16 units in both directions, then 8", hint="The second layer reads 2 · 16 numbers at each step."):
        sizes = sorted(np.shape(weight) for weight in model.get_weights())
        wanted = sorted([(3, 64), (16, 64), (64,)] * 2 + [(32, 32), (8, 32), (32,), (8, 4), (4,)])
        require(sizes == wanted, f"the shapes of the weights are {sizes}; expected {wanted}.")
        kinds = [layer["class_name"] for layer in model.get_config()["layers"]]
        require("Bidirectional" in kinds, f"the layers are {', '.join(kinds)}: none is Bidirectional.")
    with criterion(
        "the steps' order counts", hint="Each layer but the last hands on a sequence: return_sequences=True."
    ):
        first, reordered = np.split(outputs("as it is, and reordered"), 2)
        require(not np.allclose(first, reordered), "another order changes nothing.")
    with criterion("padding changes nothing", hint="Steps of zeros are no data: begin with Masking(0.0)."):
        first = outputs("as it is, and reordered")[:6]
        close(outputs("padded"), first, rtol=1e-3, atol=1e-5, what="the output with two steps of zeros behind")
    with criterion("dropout of 0.2 in both LSTMs", hint="LSTM(…, dropout=0.2): on what the layer reads at each step."):
        rates = _values(model.get_config(), "dropout")
        require(len(rates) >= 2 and set(rates) == {0.2}, f"the layers' dropout rates are {rates}.")
    with criterion("forget gates start open", hint="Leave unit_forget_bias at True: the bias of f starts at 1."):
        biases = [np.asarray(weight) for weight in model.get_weights() if np.shape(weight) in [(64,), (32,)]]
        require(len(biases) > 0, "there is no LSTM.")
        for bias in biases:
            units = len(bias) // 4
            close(bias[units : 2 * units], np.ones(units), what="the bias of the forget gates")


def _values(config, key: str) -> list:
    """Every number under `key` in a nest of dicts and lists."""
    if isinstance(config, dict):
        own = [config[key]] if isinstance(config.get(key), int | float) else []
        return own + [value for part in config.values() for value in _values(part, key)]
    if isinstance(config, list | tuple):
        return [value for part in config for value in _values(part, key)]
    return []
