"""Checks for chapter 07: recurrent networks.

Cells and states are held to Keras' `SimpleRNN` and, where only NumPy is needed, to closed forms and numerical
gradients. Forecasters are judged on weather that is made anew for each check.
"""

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, finite, forbid_imports, require, unchanged

BY_HAND = forbid_imports("scipy", "sklearn", "statsmodels", "tensorflow", "keras", "torch", "dlcourse")
OWN = forbid_imports("dlcourse", "sklearn", "statsmodels", "torch")
LENGTH, HORIZON, PERIOD = 24, 6, 24  # hours: what the forecaster sees, how far ahead it looks, the season


def new_weather(rng) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A series to learn from; windows (n, 24, 1) of another, what came after them, seasonal-naive forecasts."""
    from dlcourse.data.makers.coast import make

    series, future = (make(days, seed=int(rng.integers(1 << 30))) for days in (100, 60))
    ends = np.arange(PERIOD + LENGTH, len(future) - HORIZON)  # the last hour that each forecast knows
    windows = np.stack([future[end - LENGTH + 1 : end + 1] for end in ends])[..., np.newaxis]
    return series, windows, future[ends + HORIZON], future[ends + HORIZON - PERIOD]


@exercise(rules=[BY_HAND])
def make_windows(answer, rng):
    """`make_windows(series, length, horizon)`: windows (n, length, 1), and targets (n,) `horizon` steps later."""
    count = np.arange(10.0)
    with criterion(
        "samples, timesteps, features",
        hint="Three axes: one feature a step still needs an axis of its own, at the end.",
    ):
        X, y = _pair(answer(count, 4, 1), "make_windows")
        require(X.ndim == 3 and X.shape[1:] == (4, 1), f"X has shape {X.shape}; expected (windows, 4, 1).")
        require(y.ndim == 1 and len(y) == len(X), f"y has shape {y.shape} for {len(X)} windows.")
    with criterion("each window is a piece of the series", hint="Window i holds series[i], series[i + 1], … in order."):
        X, _ = _pair(answer(count, 4, 1), "make_windows")
        close(_row(X, 0), [0, 1, 2, 3], what="the first window of 0, 1, 2, …")
        close(_row(X, 2), [2, 3, 4, 5], what="the third window of 0, 1, 2, …")
    with criterion(
        "the target lies after its window",
        hint="Horizon 1 is the first value AFTER the window. A target inside its window need only be copied.",
    ):
        X, y = _pair(answer(count, 4, 1), "make_windows")
        close(y[0], 4, what="the target of the window 0, 1, 2, 3 at horizon 1")
    with criterion("horizon steps ahead", hint="Count from the window's last value: horizon h is h steps after it."):
        _, y = _pair(answer(count, 4, 3), "make_windows")
        close(y[0], 6, what="the target of the window 0, 1, 2, 3 at horizon 3")
    with criterion(
        "every window that has a target, and no more",
        hint="The last target is the last value of the series: count the windows on paper for a short series.",
    ):
        for n, length, horizon in ((10, 4, 1), (10, 4, 3), (5, 4, 1), (30, 7, 5)):
            X, y = _pair(answer(np.arange(float(n)), length, horizon), "make_windows")
            what = f"{n} values, length {length}, horizon {horizon}"
            equal(len(X), n - length - horizon + 1, what=f"the number of windows for {what}")
            close(y[-1], n - 1, what=f"the last target for {what}")
    with criterion("any series", hint="Take the values from the series, not their places."):
        series = rng.normal(size=50)
        length, horizon = int(rng.integers(2, 9)), int(rng.integers(1, 9))
        X, y = _pair(answer(series, length, horizon), "make_windows")
        for i in rng.integers(0, 50 - length - horizon, size=5):
            close(_row(X, i), series[i : i + length], what=f"window {i}")
            close(y[i], series[i + length - 1 + horizon], what=f"target {i}")


@exercise(rules=[BY_HAND])
def chronological_split(answer, rng):
    """`chronological_split(series, validation, test)`: three parts, in the order of time."""
    series = rng.normal(size=40)

    def parts(*args):
        found = answer(*args)
        require(
            isinstance(found, tuple | list) and len(found) == 3, "three parts were expected: train, validation, test."
        )
        return [np.asarray(part) for part in found]

    with criterion("nothing is lost", hint="Put back together, the three parts are the series: no gap and no overlap."):
        for n in (40, 37):
            equal(sum(map(len, parts(np.arange(float(n)), 0.2, 0.1))), n, what="the lengths of the parts together")
            close(np.sort(np.concatenate(parts(np.arange(float(n)), 0.2, 0.1))), np.arange(n), what="all parts, sorted")
    with criterion("in the order of time", hint="Cut, never shuffle: neighbours in time know each other's values."):
        close(np.concatenate(parts(series, 0.25, 0.25)), series, what="the parts one after another")
    with criterion("the future is for the test", hint="Train on the oldest values, test on the newest."):
        train, _, test = parts(np.arange(40.0), 0.25, 0.25)
        require(train.max() < test.min(), f"training ends at {train.max():g}, but the test begins at {test.min():g}.")
    with criterion(
        "shares of the whole", hint="Both shares refer to the whole series: round(share * len(series)) values."
    ):
        for n, validation, test in ((40, 0.25, 0.1), (41, 0.2, 0.3), (100, 0.05, 0.15)):
            found = [len(part) for part in parts(np.zeros(n), validation, test)]
            wanted = [round(n * validation), round(n * test)]
            equal(found[1:], wanted, what=f"validation and test sizes of {n} values at {validation:g} and {test:g}")
    with criterion("no test part if its share is 0", hint="series[-0:] is the WHOLE series: count from the front."):
        equal(
            [len(part) for part in parts(np.zeros(20), 0.25, 0.0)], [15, 5, 0], what="the sizes for shares 0.25 and 0"
        )


@exercise(names=["naive_forecasts", "mase"], rules=[BY_HAND])
def naive_forecasts(forecasts, mase, rng):
    """`naive_forecasts(series, horizon, period)` and `mase(y_true, y_pred, train, period)`."""
    count = np.arange(30.0)

    def both(*args):
        return [np.asarray(part, dtype=float) for part in _two(forecasts(*args), "naive_forecasts")]

    with criterion(
        "naive: the last value known",
        hint="A forecast for time t is made `horizon` steps earlier. What is known then ends at t − horizon.",
    ):
        close(both(count, 3, 12)[0][-3:], [24, 25, 26], what="the last naive forecasts of 0 … 29, 3 steps ahead")
    with criterion(
        "seasonal naive: one season ago",
        hint="Not the value `horizon` steps ago, but the one a whole PERIOD ago: the same hour, the same month.",
    ):
        close(both(count, 3, 12)[1][-3:], [15, 16, 17], what="the last seasonal forecasts of 0 … 29, period 12")
        wave = np.tile(rng.normal(size=7), 6)
        close(both(wave, 2, 7)[1][-7:], wave[-7:], what="the seasonal forecasts of a wave that repeats exactly")
    with criterion(
        "never from the future",
        hint="If the horizon is longer than the period, one season ago is not known yet: go back two, or more.",
    ):
        close(both(count, 5, 4)[1][-2:], [20, 21], what="the seasonal forecasts of 28 and 29, 5 ahead with period 4")
        close(both(count, 8, 4)[1][-2:], [20, 21], what="the seasonal forecasts of 28 and 29, 8 ahead with period 4")
    with criterion(
        "nan where nothing is known yet",
        hint="Both have the series' length; the first values have no forecast: np.nan.",
    ):
        for found, lag in zip(both(count, 3, 12), (3, 12), strict=True):
            equal(len(found), 30, what="the number of forecasts for 30 values")
            require(
                bool(np.isnan(found[:lag]).all()), f"the first {lag} forecasts are {found[:lag]}; nan was expected."
            )
            finite(found[lag:], what=f"the forecasts from number {lag} on")
    train = np.cumsum(rng.normal(size=60))
    y_true, y_pred = rng.normal(size=9), rng.normal(size=9)
    with criterion(
        "MASE of the baseline is 1", hint="Divide the mean ABSOLUTE error by the mean absolute error of the baseline."
    ):
        close(mase(train[4:], train[:-4], train, 4), 1.0, what="the MASE of the seasonal naive forecasts themselves")
        twice = 2 * train[:-1] - train[1:]
        close(
            mase(train[1:], twice, train, 1), 2.0, what="the MASE of forecasts that err twice as much as the naive ones"
        )
    with criterion(
        "scaled by the training data",
        hint="The scale comes from `train` alone: one number for all models, whatever the test holds.",
    ):
        steps = np.cumsum([0.0, 1, -2, 3, 2, -1])  # a mean absolute step of 9/5
        error = np.abs(y_true - y_pred).mean()
        close(mase(y_true, y_pred, steps, 1), error / 1.8, what="the MASE with training steps of 1, −2, 3, 2, −1")
    with criterion(
        "whole seasons apart", hint="The scale compares train[t] with train[t − period], not with train[t − 1]."
    ):
        ramp = 2.0 * np.arange(20)
        close(mase(y_true, y_pred, ramp, 5), np.abs(y_true - y_pred).mean() / 10, what="the MASE with train 0, 2, 4, …")


@exercise(rules=[BY_HAND])
def rnn_cell(answer, rng):
    """`rnn_cell(x, h, U, W, b)`: the next state tanh(xU + hW + b), (batch, units)."""
    x, h, U, W, b = rng.normal(size=(4, 3)), rng.normal(size=(4, 5)), *_weights(rng, 3, 5)
    with criterion(
        "one state a sample",
        harmless=True,
        hint="x is (batch, features), U (features, units): the state is (batch, units).",
    ):
        for batch in (4, 2):
            close(np.shape(answer(x[:batch], h[:batch], U, W, b)), [batch, 5], what="the shape of the new state")
    with criterion("sees its input", hint="The input reaches the new state through U."):
        close(answer(x, 0 * h, U, 0 * W, 0 * b), np.tanh(np.einsum("bf,fu->bu", x, U)), what="the state with W = b = 0")
    with criterion(
        "remembers the state before", hint="The state before reaches the new one through W: h @ W, not h * W."
    ):
        close(answer(0 * x, h, U, W, 0 * b), np.tanh(np.einsum("bv,vu->bu", h, W)), what="the state with x = b = 0")
    with criterion("a bias", hint="Add b before the activation."):
        close(answer(0 * x, 0 * h, U, W, b), np.tile(np.tanh(b), (4, 1)), what="the state with x = h = 0")
    with criterion("tanh of the sum", hint="Add all three terms first; tanh comes last, once."):
        wanted = np.tanh(np.einsum("bf,fu->bu", x, U) + np.einsum("bv,vu->bu", h, W) + b)
        close(answer(x, h, U, W, b), wanted, what="the new state")


@exercise(rules=[BY_HAND], seconds=20)
def rnn_forward(answer, rng):
    """`rnn_forward(X, U, W, b)`: all states (batch, time, units), from a state of zeros."""
    X, weights = rng.normal(size=(4, 6, 3)), _weights(rng, 3, 5)
    with criterion(
        "a state for every step", hint="(batch, time, units): samples first, as in X; one state for each step."
    ):
        close(np.shape(answer(X, *weights)), [4, 6, 5], what="the shape of the states of 4 series of 6 steps")
    with criterion("begins with zeros", hint="Before the first step nothing has been seen: the state is all zeros."):
        close(
            np.asarray(answer(X, *weights))[:, 0], np.tanh(X[:, 0] @ weights[0] + weights[2]), what="the first states"
        )
    with criterion(
        "walks along time", hint="X is (batch, TIME, features): step t of every sample is X[:, t], not X[t]."
    ):
        square = rng.normal(size=(5, 5, 3))
        close(
            answer(square, *weights),
            _keras_states(square, *weights),
            rtol=1e-4,
            atol=1e-5,
            what="states of 5 × 5 steps",
        )
    with criterion("equal to Keras", hint="The state AFTER each step goes into the next one, with the same weights."):
        close(answer(X, *weights), _keras_states(X, *weights), rtol=1e-4, atol=1e-5, what="the states")
    with criterion("any length", hint="Read the number of steps from X."):
        for steps in (1, 11):
            more = rng.normal(size=(2, steps, 3))
            wanted = _keras_states(more, *weights)
            close(answer(more, *weights), wanted, rtol=1e-4, atol=1e-5, what=f"the states of {steps} steps")
    with criterion(
        "each sequence starts afresh",
        hint="What was read before must not matter: no state survives from one call, or one sample, to the next.",
    ):
        answer(rng.normal(size=(4, 6, 3)), *weights)
        alone = np.concatenate([np.asarray(answer(X[i : i + 1], *weights)) for i in range(4)])
        close(alone, _keras_states(X, *weights), rtol=1e-4, atol=1e-5, what="the states, one sample at a time")


@exercise(rules=[BY_HAND], seconds=20)
def rnn_backward(answer, rng):
    """`rnn_backward(dH, X, H, U, W)`: (dX, dU, dW, db) by backpropagation through time."""
    X, (U, W, b) = rng.normal(size=(3, 5, 2)), _weights(rng, 2, 4)
    dH = rng.normal(size=(3, 5, 4))
    last = np.zeros_like(dH)
    last[:, -1] = dH[:, -1]
    H = _states(X, U, W, b)

    def gradients(dH, X=X, H=H):
        found = answer(dH.copy(), X.copy(), H.copy(), U.copy(), W.copy())
        require(isinstance(found, tuple | list) and len(found) == 4, "four gradients were expected: dX, dU, dW, db.")
        return found

    with criterion(
        "shapes of what they belong to", hint="Each gradient has the shape of its array: dX as X, dU as U, …"
    ):
        for name, found, owner in zip("XUWb", gradients(dH), (X, U, W, b), strict=True):
            close(np.shape(found), np.shape(owner), what=f"the shape of d{name}")
    with criterion(
        "one step", hint="One step is a dense layer with tanh: multiply by 1 − h² first; db is the sum over the batch."
    ):
        short, states = X[:, :1], H[:, :1]
        _gradients_agree(gradients(dH[:, :1], short, states), _numerical(short, U, W, b, dH[:, :1]), "of one step")
    numerical = _numerical(X, U, W, b, last)
    with criterion(
        "back to the first step",
        hint="The last state depends on ALL steps: hand the gradient on through W, step by step, to the first.",
    ):
        close(gradients(last)[0], numerical[0], rtol=1e-4, atol=1e-6, what="dX, for a loss on the last state")
    with criterion(
        "shared weights: a sum over all steps",
        hint="U, W and b are used at every step: ADD the gradients of all steps, do not overwrite them.",
    ):
        _gradients_agree(gradients(last), numerical, "for a loss on the last state", skip=1)
    numerical = _numerical(X, U, W, b, dH)
    with criterion(
        "losses at every step",
        hint="dH[:, t] comes straight from the loss of step t. Add it to what comes back from step t + 1.",
    ):
        _gradients_agree(gradients(dH), numerical, "for losses on all states")
    with criterion(
        "the state BEFORE goes with W", hint="W multiplied the state before: H[:, t − 1], and zeros at t = 0."
    ):
        close(gradients(dH)[2], numerical[2], rtol=1e-4, atol=1e-6, what="dW")
    with criterion(
        "equal to Keras", hint="Compare with the numbers above: which gradient is off, and from which step on?"
    ):
        found = gradients(dH)
        _gradients_agree(found[1:], _keras_gradients(X, U, W, b, dH), "of GradientTape", names="UWb", atol=1e-4)
    hint = "Copy dH before you add to it: += writes into the caller's array."
    with criterion("leaves its arguments as they were", hint=hint, harmless=True):
        unchanged(answer, dH, X, H, U, W)


@exercise(rules=[BY_HAND])
def clip_by_global_norm(answer, rng):
    """`clip_by_global_norm(gradients, limit)`: (clipped gradients, norm before)."""
    large = [10 * rng.normal(size=(3, 4)), rng.normal(size=5), 3 * rng.normal(size=(2, 2, 2))]
    norm = float(np.linalg.norm(np.concatenate([g.ravel() for g in large])))

    def clip(gradients, limit):
        clipped, before = _two(answer([g.copy() for g in gradients], limit), "clip_by_global_norm")
        require(isinstance(clipped, tuple | list), f"a list of gradients was expected, not {type(clipped).__name__}.")
        equal(len(clipped), len(gradients), what="the number of clipped gradients")
        return [np.asarray(g, dtype=float) for g in clipped], before

    with criterion(
        "one norm for all of them", hint="The length of ALL numbers together: the root of the sum of all their squares."
    ):
        close(clip(large, 1.0)[1], norm, what="the norm before clipping")
        close(clip([np.array([3.0]), np.array([[4.0]])], 1.0)[1], 5.0, what="the norm of [3] and [[4]]")
    with criterion("no longer than the limit", hint="Scale so that the length of all gradients together is the limit."):
        clipped, _ = clip(large, 2.0)
        close(np.sqrt(sum((g**2).sum() for g in clipped)), 2.0, what="the norm after clipping to 2")
    with criterion(
        "the direction stays",
        hint="Every gradient gets the SAME factor. Clipping each tensor, or each number, alone bends the direction.",
    ):
        for before, after in zip(large, clip(large, 2.0)[0], strict=True):
            close(after, before * (2.0 / norm), what="a clipped gradient")
    with criterion(
        "small gradients stay small",
        harmless=True,
        hint="Below the limit nothing changes: clipping never makes a step longer.",
    ):
        small = [0.01 * g for g in large]
        for before, after in zip(small, clip(small, 100.0)[0], strict=True):
            close(after, before, what="a gradient below the limit")
    with criterion("zeros", harmless=True, hint="With all gradients 0 the norm is 0: do not divide by it."):
        finite(clip([np.zeros(3), np.zeros((2, 2))], 1.0)[0][0], what="a clipped gradient of zeros")
    hint = "Return new arrays: g *= … writes into the caller's."
    with criterion("leaves the gradients as they were", hint=hint, harmless=True):
        unchanged(answer, [g.copy() for g in large], 2.0)


@exercise(rules=[OWN], seconds=60)
def build_forecaster(answer, rng):
    """`build_forecaster(series, length, horizon)`: a trained model, windows (n, length, 1) in °C to (n, 1) in °C."""
    series, windows, truth, season = new_weather(rng)
    baseline, ratio, model = np.abs(season - truth).mean(), np.inf, None
    with criterion(
        "one forecast a window",
        hint="SimpleRNN without return_sequences gives the LAST state only; Dense(1) makes one number of it.",
    ):
        model = answer(series, LENGTH, HORIZON)
        found = np.asarray(model.predict(windows, verbose=0, batch_size=500))
        close(found.shape, [len(windows), 1], what=f"the shape of the output for {len(windows)} windows")
        ratio = np.abs(found.ravel() - truth).mean() / baseline
    with criterion(
        "a recurrent network", hint="Put a SimpleRNN (or another recurrent layer) between the input and Dense(1)."
    ):
        require(model is not None, "there is no model to look at.")
        kinds = [layer["class_name"] for layer in model.get_config()["layers"]]
        require(bool({"SimpleRNN", "RNN", "LSTM", "GRU", "Bidirectional"} & set(kinds)), f"its layers are {kinds}.")
    seen = f"its error on new weather is {ratio:.2f} of the seasonal-naive one"
    with criterion(
        "in degrees, of degrees",
        hint="Windows come in °C and forecasts go out in °C: scale INSIDE the model, and scale back at its end.",
    ):
        require(ratio < 2, f"{seen}.")
    with criterion(
        "beats the seasonal naive: error below 0.9 of it",
        weight=2,
        hint="Does fit run, for enough epochs? Is each target really `horizon` steps after its window?",
    ):
        require(ratio < 0.9, f"{seen}.")


@exercise(rules=[BY_HAND], seconds=20)  # a thousand small calls, each to another process when it is graded
def sample(answer, rng):
    """`sample(logits, temperature, rng)`: one index, drawn with the probabilities softmax(logits / temperature)."""
    logits = np.array([0.0, 2.0])

    def draws(logits, temperature, count):
        first = int(rng.integers(1 << 30))
        return [answer(logits, temperature, np.random.default_rng(first + i)) for i in range(count)]

    def share(temperature):
        return np.mean([index == 1 for index in draws(logits, temperature, 400)])

    hint = "Return the number of the entry that was drawn: an int from 0 to len(logits) − 1."
    with criterion("an index", hint=hint, harmless=True):
        for index in draws(np.zeros(4), 1.0, 20):
            require(isinstance(index, int | np.integer) and 0 <= index < 4, f"sample gives {index!r} for four logits.")
    with criterion("softmax at temperature 1", hint="Probabilities are exp(logits), divided by their sum."):
        close(share(1.0), 0.881, rtol=0, atol=0.11, what="the share of entry 1 among 400 draws from logits 0 and 2")
    with criterion(
        "cold is careful, hot is wild",
        hint="DIVIDE by the temperature: a small one makes the differences larger, and the likeliest entry likelier.",
    ):
        for temperature, wanted in ((0.5, 0.982), (4.0, 0.622)):
            what = f"the share of entry 1 among 400 draws from logits 0 and 2 at temperature {temperature:g}"
            close(share(temperature), wanted, rtol=0, atol=0.11, what=what)
    with criterion("large logits", hint="exp(1000) overflows: subtract the largest logit first, as in chapter 01."):
        for place in (0, 2):
            found = draws(np.eye(3)[place] * 1000, 0.5, 5)
            equal(found, [place] * 5, what=f"five draws where logit {place} is 1000 and the others are 0")
    with criterion("drawn from rng", hint="Draw from the generator you are given; then a seed repeats the whole text."):
        first, again = ([answer(np.zeros(50), 1.0, np.random.default_rng(i)) for i in range(12)] for _ in range(2))
        equal(first, again, what="draws with the same seeds")
        require(len(set(first)) > 1, "with twelve different seeds, all draws from fifty equal logits are the same.")


def _two(found, name: str) -> tuple:
    require(
        isinstance(found, tuple | list) and len(found) == 2, f"{name} gave {type(found).__name__}; expected a pair."
    )
    return tuple(found)


def _pair(found, name: str) -> tuple[np.ndarray, np.ndarray]:
    X, y = _two(found, name)
    return np.asarray(X, dtype=float), np.asarray(y, dtype=float)


def _row(X: np.ndarray, i: int) -> np.ndarray:
    """The values of window `i`, whatever axes are missing or too many."""
    require(X.ndim > 0 and len(X) > i, f"there are only {len(np.atleast_1d(X))} windows.")
    return X[i].ravel()


def _weights(rng, features: int, units: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """U (features, units), W (units, units) and b (units,)."""
    shapes = (features, units), (units, units), (units,)
    return tuple(0.6 * rng.normal(size=shape) for shape in shapes)


def _states(X, U, W, b) -> np.ndarray:
    """The states in double precision, which numerical gradients need."""
    states = [np.zeros((len(X), len(b)))]
    for x in np.moveaxis(X, 1, 0):
        states.append(np.tanh(np.concatenate([x, states[-1]], axis=1) @ np.concatenate([U, W]) + b))
    return np.stack(states[1:], axis=1)


def _numerical(X, U, W, b, dH, step: float = 1e-5) -> list[np.ndarray]:
    """Central differences of L = Σ dH · H, for which ∂L/∂H is dH, with respect to X, U, W and b."""
    arrays, gradients = [X, U, W, b], []
    for place, array in enumerate(arrays):
        gradient = np.zeros_like(array)
        for index in np.ndindex(array.shape):
            sides = []
            for sign in (1, -1):
                moved = array.copy()
                moved[index] += sign * step
                sides.append((dH * _states(*arrays[:place], moved, *arrays[place + 1 :])).sum())
            gradient[index] = (sides[0] - sides[1]) / (2 * step)
        gradients.append(gradient)
    return gradients


def _gradients_agree(found, wanted, which: str, *, names: str = "XUWb", skip: int = 0, atol: float = 1e-6) -> None:
    for name, one, other in list(zip(names, found, wanted, strict=True))[skip:]:
        close(one, other, rtol=1e-4, atol=atol, what=f"d{name} {which}")


def _keras_layer(X, U, W, b):
    import keras

    layer = keras.layers.SimpleRNN(len(b), return_sequences=True)
    layer.build(X.shape)
    layer.set_weights([U, W, b])
    return layer


def _keras_states(X, U, W, b) -> np.ndarray:
    return np.asarray(_keras_layer(X, U, W, b)(X.astype("float32")))


def _keras_gradients(X, U, W, b, dH) -> list[np.ndarray]:
    """dU, dW and db from GradientTape."""
    import tensorflow as tf

    layer = _keras_layer(X, U, W, b)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(X.astype("float32")) * dH.astype("float32"))
    return [np.asarray(g) for g in tape.gradient(loss, [weight.value for weight in layer.trainable_weights])]
