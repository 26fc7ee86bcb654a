"""Checks for chapter 03: optimisation.

Expected weights come from `dlcourse.checks.trajectories`, which writes each rule as a sum over all past gradients; a
test holds these sums to Keras' own optimisers.
"""

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, finite, forbid_imports, require, unchanged
from dlcourse.checks.shelter import unsheltered
from dlcourse.checks.trajectories import adagrad, adam, momentum, nesterov, rmsprop, sgd

BY_HAND = forbid_imports("scipy", "sklearn", "tensorflow", "keras", "torch", "dlcourse")
STEPS = 20


@exercise(rules=[BY_HAND])
def iterations(answer, rng):
    """`iterations(samples, batch_size)`: the number of batches in an epoch, and the size of the last one."""
    with criterion(
        "60,000 samples at 128", hint="The last batch holds what is left over, and it counts as an iteration."
    ):
        _pair(answer, 60_000, 128, (469, 96))
    with criterion(
        "batches that fit exactly", hint="If nothing is left over, the last batch is as full as the others."
    ):
        _pair(answer, 1_000, 100, (10, 100))
        _pair(answer, 7, 1, (7, 1))
    with criterion(
        "one batch for all", hint="If the batch is larger than the data, there is one batch with all samples."
    ):
        _pair(answer, 50, 128, (1, 50))
        _pair(answer, 50, 50, (1, 50))
    with criterion("any numbers", hint="All batches but the last are full, and together they hold every sample."):
        for _ in range(10):
            full, last = int(rng.integers(1, 500)), int(rng.integers(1, 64))
            _pair(answer, full * 64 + last, 64, (full + 1, last))


def _pair(answer, samples: int, batch_size: int, expected: tuple[int, int]) -> None:
    result = answer(samples, batch_size)
    require(
        isinstance(result, tuple | list) and len(result) == 2, f"iterations gave {result!r}; two numbers were expected."
    )
    equal(list(result), list(expected), what=f"iterations({samples}, {batch_size})")


@exercise(rules=[BY_HAND])
def minibatches(answer, rng):
    """`minibatches(X, y, batch_size, rng)`: yields `(X_batch, y_batch)`, every sample once, in random order."""
    X = rng.normal(size=(23, 3))
    y = np.arange(23)

    def epoch(batch_size=5, seed=1):
        return _batches(answer(X.copy(), y.copy(), batch_size, np.random.default_rng(seed)))

    with criterion(
        "every sample exactly once", hint="The batches of an epoch together hold every sample; none comes twice."
    ):
        close(np.sort(np.concatenate([labels for _, labels in epoch()])), y, what="the targets of an epoch, sorted")
    with criterion(
        "batches of the right size",
        hint="All batches are full but the last; the last holds what is left, and is not dropped.",
    ):
        for size in (5, 23, 40, 1):
            sizes = [len(labels) for _, labels in epoch(size)]
            equal(sizes, [size] * (23 // size) + [23 % size] * (23 % size > 0), what=f"the sizes of batches of {size}")
    with criterion(
        "X and y stay in step", weight=2, hint="Draw ONE order, and use it for the rows of X and for y alike."
    ):
        for rows, labels in epoch():
            close(rows, X[np.asarray(labels, dtype=int)], what="the rows of X in a batch, from its targets")
    with criterion(
        "a random order", hint="Draw the order with rng.permutation or rng.shuffle, from the rng that is given."
    ):
        one, other, again = (np.concatenate([labels for _, labels in epoch(seed=seed)]) for seed in (1, 2, 1))
        require(not np.array_equal(one, y), "the samples came in their old order.")
        require(not np.array_equal(one, other), "two different generators gave the same order.")
        close(again, one, what="the order from an equal generator")
    with criterion(
        "leaves X and y as they were", harmless=True, hint="Shuffle indices, not the data: others still need it."
    ):
        unchanged(lambda a, b: list(answer(a, b, 5, np.random.default_rng(1))), X.copy(), y.copy())


def _batches(result) -> list:
    batches = list(result)
    for batch in batches:
        require(isinstance(batch, tuple | list) and len(batch) == 2, f"a batch is {batch!r}, not a pair (X, y).")
        require(len(batch[0]) == len(batch[1]), f"a batch has {len(batch[0])} rows of X and {len(batch[1])} targets.")
    require(len(batches) > 0, "there were no batches.")
    return batches


@exercise(rules=[BY_HAND])
def SGD(answer, rng):
    """`SGD(learning_rate)`: w ← w − η g."""
    with criterion("downhill", hint="The gradient points uphill: subtract it, times the learning rate."):
        close(_run(answer, [[2.0]], w=1.0, learning_rate=0.1), 0.8, what="w = 1 after a step with gradient 2, rate 0.1")
    _as_keras(
        answer,
        rng,
        sgd,
        {"learning_rate": 0.05},
        {"learning_rate": 0.01},
        hint="Only the present gradient counts.",
        memory=False,
    )


@exercise(rules=[BY_HAND])
def Momentum(answer, rng):
    """`Momentum(learning_rate, momentum)`: v ← μv − η g, w ← w + v."""
    with criterion(
        "the first step", hint="From v = 0 the first step is that of SGD: w moves by −η times the gradient."
    ):
        w = _run(answer, [[2.0]], w=1.0, learning_rate=0.1, momentum=0.9)
        close(w, 0.8, what="w = 1 after a step with gradient 2, rate 0.1")
    with criterion(
        "keeps rolling", hint="Keep the velocity from step to step: without a gradient it goes on, times momentum."
    ):
        w = _run(answer, [[2.0], [0.0], [0.0]], w=1.0, learning_rate=0.1, momentum=0.5)
        close(w, 0.65, what="w = 1 after gradients 2, 0, 0 with rate 0.1 and momentum 0.5")
    _as_keras(
        answer, rng, momentum, {"learning_rate": 0.05, "momentum": 0.8}, {"learning_rate": 0.01, "momentum": 0.9},
        hint="New velocity: momentum times the old one, minus the learning rate times the gradient. Then add it to w.",
    )  # fmt: skip


@exercise(rules=[BY_HAND])
def Nesterov(answer, rng):
    """`Nesterov(learning_rate, momentum)`: v ← μv − η g, w ← w + μv − η g with the new v."""
    with criterion(
        "looks ahead", hint="Already the first step is larger than SGD's: w moves by μv − ηg, with the NEW v."
    ):
        w = _run(answer, [[2.0]], w=1.0, learning_rate=0.1, momentum=0.5)
        close(w, 0.7, what="w = 1 after a step with gradient 2, rate 0.1, momentum 0.5")
    _as_keras(
        answer, rng, nesterov, {"learning_rate": 0.05, "momentum": 0.8}, {"learning_rate": 0.01, "momentum": 0.9},
        hint="First the new velocity, and keep it; then move w by momentum times it, minus rate times gradient.",
    )  # fmt: skip


@exercise(rules=[BY_HAND])
def Adagrad(answer, rng):
    """`Adagrad(learning_rate, initial_accumulator_value, epsilon)`: a ← a + g², w ← w − η g / √(a + ε)."""
    with criterion(
        "divides by the root of the sum", hint="Add the SQUARED gradient to the sum, and divide by its ROOT."
    ):
        w = _run(answer, [[3.0], [4.0]], w=1.0, learning_rate=0.1, initial_accumulator_value=0.0)
        close(w, 1 - 0.1 - 0.1 * 0.8, rtol=1e-5, what="w = 1 after gradients 3, 4 from an accumulator of 0, rate 0.1")
    _as_keras(
        answer, rng, adagrad, {"learning_rate": 0.05, "initial_accumulator_value": 0.3},
        {"learning_rate": 0.001, "initial_accumulator_value": 0.1},
        hint="The sum starts at initial_accumulator_value and only grows. First add g², then step.",
    )  # fmt: skip
    _without_gradient(answer, initial_accumulator_value=0.0)


@exercise(rules=[BY_HAND])
def RMSProp(answer, rng):
    """`RMSProp(learning_rate, rho, epsilon)`: s ← ρs + (1 − ρ)g², w ← w − η g / √(s + ε)."""
    with criterion(
        "a mean, not a sum", hint="Old mean times rho plus g² times (1 − rho), starting from 0. Mind the root."
    ):
        w = _run(answer, [[4.0]], w=1.0, learning_rate=0.1, rho=0.75)
        close(w, 0.8, rtol=1e-5, what="w = 1 after a step with gradient 4, rate 0.1, rho 0.75")
    _as_keras(
        answer, rng, rmsprop, {"learning_rate": 0.05, "rho": 0.7}, {"learning_rate": 0.001, "rho": 0.9},
        hint="The step uses the gradient itself: only the SQUARES are averaged. First the new mean, then the step.",
    )  # fmt: skip
    _without_gradient(answer)


@exercise(rules=[BY_HAND])
def Adam(answer, rng):
    """`Adam(learning_rate, beta_1, beta_2, epsilon)`: means of g and g², both corrected for their start at 0."""
    with criterion(
        "the first step is as long as the rate",
        hint="Both means start at 0 and are too small at first: divide them by 1 − βᵗ, with t = 1 in the first step.",
    ):
        for gradient in (3.0, -0.02):
            w = _run(answer, [[gradient]], w=1.0, learning_rate=0.1)
            expected = 1 - 0.1 * np.sign(gradient)
            close(w, expected, rtol=1e-3, what=f"w = 1 after a step with gradient {gradient}, rate 0.1")
    _as_keras(
        answer, rng, adam, {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.95},
        {"learning_rate": 0.001, "beta_1": 0.9, "beta_2": 0.999},
        hint="Count the steps, once a call. beta_1 belongs to the mean of g, beta_2 to the mean of g².",
    )  # fmt: skip
    _without_gradient(answer)


def _run(make, gradients, *, w: float, **settings) -> float:
    """One weight after the given gradients."""
    params, optimizer = [np.array([w])], make(**settings)
    with unsheltered():
        for gradient in gradients:
            optimizer.step(params, [np.array(gradient)])
    return float(params[0][0])


def _as_keras(make, rng, reference, settings: dict, defaults: dict, hint: str, memory: bool = True) -> None:
    """The criteria that every optimiser shares."""
    start = [rng.normal(size=(3, 2)), rng.normal(size=2)]
    history = [[_clear_of_zero(rng, p.shape) for p in start] for _ in range(STEPS)]

    def run(optimizer, params):
        with unsheltered():
            for grads in history:
                optimizer.step(params, [g.copy() for g in grads])
        return params

    def expected(which: dict, p: int):
        return start[p] + reference(np.array([grads[p] for grads in history]), **which)

    with criterion("twenty steps, as Keras takes them", weight=2, hint=hint):
        params = run(make(**settings), [p.copy() for p in start])
        close(params[0], expected(settings, 0), rtol=0, atol=1e-6, what="W after 20 steps")
    with criterion(
        "Keras' defaults", hint="Called without arguments, it takes the default values named in the exercise."
    ):
        params = run(make(), [p.copy() for p in start])
        close(params[0], expected(defaults, 0), rtol=0, atol=1e-6, what="W after 20 steps with the defaults")
    with criterion(
        "every parameter for itself",
        hint="Go through ALL parameters; what is remembered has the shape of its own parameter.",
    ):
        params = run(make(**settings), [p.copy() for p in start])
        close(params[1], expected(settings, 1), rtol=0, atol=1e-6, what="b, the second parameter, after 20 steps")
    if memory:
        with criterion(
            "two optimisers do not share memory", hint="Keep the memory in self, made in __init__ or in the first step."
        ):
            run(make(**settings), [p.copy() for p in start])
            params = run(make(**settings), [p.copy() for p in start])
            close(params[0], expected(settings, 0), rtol=0, atol=1e-6, what="W after 20 steps of a fresh optimiser")
    with criterion(
        "writes into the arrays it is given",
        hint="`param -= …` or `param[...] = …` changes the array; `param = …` makes a new one.",
    ):
        W, b = (p.copy() for p in start)
        params = [W, b]
        with unsheltered():
            make(**settings).step(params, [g.copy() for g in history[0]])
        require(not np.array_equal(W, start[0]), "W still holds its old values after a step.")
        require(not np.array_equal(b, start[1]), "b still holds its old values after a step.")
    with criterion(
        "leaves the gradients as they were", harmless=True, hint="Others still need them: do not write into grads."
    ):
        optimizer = make(**settings)
        for grads in history[:2]:
            unchanged(
                lambda g, optimizer=optimizer: optimizer.step([p.copy() for p in start], g), [g.copy() for g in grads]
            )


def _clear_of_zero(rng, shape) -> np.ndarray:
    """Gradients between 0.2 and 2 in size: there, ε under the root and beside it differ by less than the tolerance."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.2, 2.0, size=shape)


def _without_gradient(make, **settings) -> None:
    with criterion(
        "no division by zero",
        harmless=True,
        hint="A gradient that is always 0 makes the root 0: that is what epsilon is for.",
    ):
        w = _run(make, [[0.0], [0.0]], w=1.0, **settings)
        finite(w, what="w after two gradients of 0")
        close(w, 1.0, what="w = 1 after two gradients of 0")


@exercise(rules=[BY_HAND])
def decayed_rate(answer, rng):
    """`decayed_rate(lr, p, n)`: lr / (1 + p·n)."""
    with criterion("starts at the full rate", harmless=True, hint="At n = 0 nothing has decayed yet."):
        close(answer(0.3, 0.1, 0), 0.3, what="decayed_rate(0.3, 0.1, 0)")
    with criterion("half when p·n is 1", hint="The divisor is 1 + p·n. It is no power and no exponential."):
        close(answer(0.1, 0.01, 100), 0.05, what="decayed_rate(0.1, 0.01, 100)")
        close(answer(0.1, 0.01, 300), 0.025, what="decayed_rate(0.1, 0.01, 300)")
    with criterion(
        "no decay for p = 0", harmless=True, hint="With p = 0 the rate stays what it was, however large n is."
    ):
        close(answer(0.2, 0.0, 1000), 0.2, what="decayed_rate(0.2, 0, 1000)")
    with criterion("any numbers", hint="Multiply p by n first, add 1, and divide lr by that."):
        for lr, p, n in zip(rng.uniform(0.01, 1, 5), rng.uniform(0.01, 1, 5), rng.integers(2, 99, 5), strict=True):
            rate = answer(float(lr), float(p), int(n))
            close(1 / rate, 1 / lr + p / lr * n, what=f"1 / decayed_rate({lr:.3f}, {p:.3f}, {n})")


@exercise(names=["train", "MLP", "SGD"], rules=[BY_HAND], seconds=10)
def train(answer, MLP, SGD, rng):
    """`train(model, data, optimizer, epochs)`: trains the model in place; gives the mean loss of each epoch."""
    centres = np.array([[2.0, 0.0], [-2.0, 1.0], [0.0, -2.0]])
    y = np.arange(60) % 3
    X = centres[y] + rng.normal(scale=0.5, size=(60, 2))
    data = [(X[i : i + 20].copy(), y[i : i + 20].copy()) for i in range(0, 60, 20)]

    seed = int(rng.integers(1000))

    def fit(epochs):
        model = MLP([2, 3], seed)
        losses = answer(model, data, SGD(learning_rate=0.2), epochs)
        require(isinstance(losses, list | tuple | np.ndarray), f"train gave {losses!r}; a list of losses was expected.")
        return [np.asarray(p) for p in model.params], np.asarray(losses, dtype=float)

    with criterion("one loss an epoch", hint="Append one number after each epoch, and return the list."):
        equal(len(fit(4)[1]), 4, what="the number of losses after 4 epochs")
    with criterion(
        "a step for every batch", weight=2, hint="In each epoch: for each batch, ask for loss and gradients, then step."
    ):
        params, _ = fit(3)
        for seen, wanted, name in zip(
            params, _by_differences(MLP([2, 3], seed).params, data, 0.2, 3)[0], "Wb", strict=True
        ):
            close(seen, wanted, rtol=1e-4, atol=1e-6, what=f"{name} after 3 epochs of 3 batches")
    with criterion(
        "the mean loss of the epoch", hint="Add up the losses of the epoch's batches, from 0 in each epoch, and divide."
    ):
        close(
            fit(3)[1],
            _by_differences(MLP([2, 3], seed).params, data, 0.2, 3)[1],
            rtol=1e-4,
            atol=1e-6,
            what="the losses of 3 epochs",
        )
    with criterion("reaches a loss below 0.15", hint="Thirty epochs are enough when every step uses fresh gradients."):
        params, losses = fit(30)
        require(_loss(params, X, y) < 0.15, f"after 30 epochs the loss on the data is {_loss(params, X, y):.3f}.")
        require(losses[-1] < 0.15, f"the last loss you return is {losses[-1]:.3f}.")
    with criterion("leaves the data as they were", harmless=True, hint="Training changes the model only."):
        before = [(rows.copy(), labels.copy()) for rows, labels in data]
        with unsheltered():
            fit(2)
        for (rows, labels), (old_rows, old_labels) in zip(data, before, strict=True):
            close(rows, old_rows, what="X of a batch after training")
            close(labels, old_labels, what="y of a batch after training")


def _loss(params, X, y) -> float:
    """Mean cross-entropy of softmax regression, by log-sum-exp."""
    logits = X @ params[0] + params[1]
    return float(np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(y)), y]))


def _by_differences(params, data, rate: float, epochs: int):
    """Parameters and mean losses after SGD whose gradients are central differences of the loss."""
    params, losses, h = [np.array(p) for p in params], [], 1e-5
    for _ in range(epochs):
        losses.append(0.0)
        for X, y in data:
            losses[-1] += _loss(params, X, y) / len(data)
            grads = [np.zeros_like(p) for p in params]
            for p, g in zip(params, grads, strict=True):
                for i in np.ndindex(p.shape):
                    old = p[i]
                    p[i] = old + h
                    above = _loss(params, X, y)
                    p[i] = old - h
                    g[i] = (above - _loss(params, X, y)) / (2 * h)
                    p[i] = old
            for p, g in zip(params, grads, strict=True):
                p -= rate * g
    return params, losses
