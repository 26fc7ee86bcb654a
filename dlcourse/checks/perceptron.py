"""Checks for chapter 01: perceptron and multi-layer perceptron.

Expected values come from closed forms, worked examples and invariants, never from a copy of the answer.
"""

import ast
import math
from itertools import pairwise

import numpy as np

from dlcourse.checks import (
    close,
    criterion,
    equal,
    exercise,
    finite,
    forbid_imports,
    forbid_syntax,
    must_use,
    require,
    unchanged,
)

BY_HAND = forbid_imports("scipy", "sklearn", "tensorflow", "keras", "torch", "dlcourse")


@exercise(rules=[BY_HAND])
def neuron(answer, rng):
    """`neuron(x, w, b)`: 1 if the weighted sum of the inputs plus the bias is above 0, else 0."""
    with criterion("fires when w·x + b is above 0", hint="Multiply each input by its own weight, add the products up."):
        equal(answer([1.0, 2.0], [0.5, 0.25], -0.5), 1, what="neuron([1, 2], [0.5, 0.25], -0.5)")
        equal(answer([1.0, 2.0], [0.5, -1.0], 0.5), 0, what="neuron([1, 2], [0.5, -1], 0.5)")
    with criterion("adds the bias", hint="A larger bias makes the unit fire more easily: add b, do not subtract it."):
        equal(answer([1.0, 1.0], [1.0, 1.0], -3.0), 0, what="neuron([1, 1], [1, 1], -3)")
        equal(answer([0.0, 0.0], [1.0, 1.0], 0.5), 1, what="neuron([0, 0], [1, 1], 0.5)")
    with criterion(
        "stays silent at exactly 0", harmless=True, hint="The step is strict: fire above the threshold, not on it."
    ):
        equal(answer([1.0, 1.0], [1.0, 1.0], -2.0), 0, what="neuron([1, 1], [1, 1], -2)")
    with criterion("takes any number of inputs", hint="Do not spell out x[0] and x[1]; sum over all inputs."):
        for size in (1, 3, 7):
            x, w = rng.normal(size=size), rng.normal(size=size)
            total = math.fsum(a * b for a, b in zip(x, w, strict=True))
            equal(answer(x, w, 0.1 - total), 1, what=f"the output for {size} inputs with a sum of 0.1")
            equal(answer(x, w, -0.1 - total), 0, what=f"the output for {size} inputs with a sum of -0.1")


@exercise(names=["AND", "OR", "NAND"])
def gates(AND, OR, NAND, rng):
    """`AND`, `OR`, `NAND`: each a pair `(w, b)` of two weights and a bias."""
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    hints = {
        "AND": "It should fire for (1, 1) only: one input alone must not get past the bias.",
        "OR": "Each input alone should get past the bias; no input at all should not.",
        "NAND": "It is silent for (1, 1) only. Start from AND: what happens when every sign is turned round?",
    }
    tables = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0]}
    for name, gate in (("AND", AND), ("OR", OR), ("NAND", NAND)):
        with criterion(f"{name} has the right truth table", hint=hints[name]):
            w, b = _pair(gate, name)
            for corner, expected in zip(corners, tables[name], strict=True):
                fires = int(w[0] * corner[0] + w[1] * corner[1] + b > 0)
                require(fires == expected, f"{name}{corner} gives {fires}; expected {expected}.")


def _pair(gate, name: str):
    """The two weights and the bias of a gate, or a Mismatch that says what is wrong with it."""
    require(isinstance(gate, tuple | list) and len(gate) == 2, f"{name} is {gate!r}; a pair (w, b) was expected.")
    w, b = gate
    require(np.shape(w) == (2,) and np.shape(b) == (), f"{name} needs two weights and one bias, not w={w!r}, b={b!r}.")
    finite([*w, b], what=name)
    return w, b


@exercise(rules=[BY_HAND])
def perceptron_fit(answer, rng):
    """`perceptron_fit(X, y, lr, epochs)`: weights `(features,)`, bias, and the number of errors in each epoch."""
    X = rng.normal(size=(40, 2))
    X += np.sign(X @ [2.0, -1.0])[:, None] * [0.4, -0.2]  # a gap between the classes: the perceptron must succeed
    y = (X @ [2.0, -1.0] > 0).astype(int)

    with criterion(
        "gives w, b and the errors of each epoch", hint="Return three things: w, b and a list with one number an epoch."
    ):
        w, b, errors = _fit(answer, X, y, 0.1, 7)
        require(np.shape(w) == (2,), f"w has shape {np.shape(w)}; expected (2,): one weight a feature.")
        require(np.shape(b) == (), f"b is {b!r}; expected one number.")
        require(len(errors) == 7, f"{len(errors)} error counts for 7 epochs.")
    with criterion(
        "moves towards the target",
        weight=2,
        hint="The change is lr · (target − output) · input. "
        "With the sign turned round, each step makes the error worse.",
    ):
        w, b, _ = _fit(answer, [[2.0, 3.0]], [1], 0.5, 1)
        close(w, [1.0, 1.5], what="w after one missed sample x = (2, 3) with target 1 and lr = 0.5")
        w, _, _ = _fit(answer, [[1.0, 0.0], [-1.0, 2.0], [0.0, 1.0]], [1, 1, 0], 1.0, 1)
        close(w, [0.0, 1.0], what="w after one epoch on (1, 0)→1, (−1, 2)→1, (0, 1)→0 with lr = 1")
    with criterion(
        "learns the bias too",
        hint="The bias is the weight of an input that is always 1: it moves by lr · (target − output).",
    ):
        _, b, _ = _fit(answer, [[2.0, 3.0]], [1], 0.5, 1)
        close(b, 0.5, what="b after one missed sample with target 1 and lr = 0.5")
    with criterion(
        "updates after every sample",
        weight=2,
        hint="Use the new weights for the next sample at once; do not wait for the end of the epoch.",
    ):
        w, _, errors = _fit(answer, [[1.0, 0.0], [1.0, 1.0]], [1, 1], 1.0, 1)
        close(w, [1.0, 0.0], what="w after one epoch on (1, 0)→1, (1, 1)→1")
        close(errors, [1], what="errors of that epoch (the second sample is right once the first was learned)")
    with criterion(
        "counts the errors of each epoch", hint="Count the samples with output ≠ target, anew in each epoch."
    ):
        _, _, errors = _fit(answer, [[1.0], [-2.0], [2.0]], [1, 0, 0], 1.0, 3)
        close(errors, [2, 3, 2], what="errors for (1)→1, (−2)→0, (2)→0 in three epochs with lr = 1")
    with criterion(
        "separates what a line can separate",
        hint="Go through all the samples in every epoch, and keep the weights from one epoch to the next.",
    ):
        w, b, errors = _fit(answer, X, y, 0.1, 200)
        close(np.asarray(X) @ w + b > 0, y, what="the class of the samples after 200 epochs")
        equal(errors[-1], 0, what="the last epoch's errors")
    with criterion("uses the learning rate", hint="From zero weights, twice the rate gives exactly twice the weights."):
        w1, b1, _ = _fit(answer, X, y, 0.25, 5)
        w2, b2, _ = _fit(answer, X, y, 0.5, 5)
        close([*w2, b2], 2 * np.array([*w1, b1]), what="(w, b) at lr = 0.5, from those at 0.25")
        require(np.any(np.asarray(w1) != 0), "the weights are still 0 after 5 epochs.")
    with criterion("leaves X and y as they were", harmless=True, hint="Work on copies: do not write into X or y."):
        unchanged(answer, X.copy(), y.copy(), 0.1, 3)


def _fit(answer, X, y, lr, epochs):
    """Call `perceptron_fit` and take its three results apart."""
    result = answer(np.array(X, dtype=float), np.array(y), lr, epochs)
    require(
        isinstance(result, tuple | list) and len(result) == 3, f"perceptron_fit gave {result!r}, not (w, b, errors)."
    )
    w, b, errors = result
    finite(w, what="w")
    finite(b, what="b")
    require(np.ndim(errors) == 1, f"errors is {errors!r}; a list was expected.")
    return w, b, errors


FROM_GATES = must_use(
    "neuron", "AND", "OR", "NAND", name="made of gates", hint="Call neuron with the weights of AND, OR and NAND."
)
NO_SHORTCUT = forbid_syntax(
    ast.BitXor, ast.NotEq, ast.Eq, ast.Mod, ast.Match,
    name="no comparison in place of a network", hint="Only gates: two in a first layer, one that combines them.",
)  # fmt: skip


@exercise(rules=[FROM_GATES, NO_SHORTCUT])
def xor(answer, rng):
    """`xor(x1, x2)`: 1 if exactly one input is 1, else 0, from two layers of gates."""
    with criterion(
        "false when the inputs are equal",
        hint="Inputs (0, 0) and (1, 1) both give 0. Which gate is silent for (1, 1) only? Combine it with another.",
    ):
        equal(answer(0, 0), 0, what="xor(0, 0)")
        equal(answer(1, 1), 0, what="xor(1, 1)")
    with criterion(
        "true when the inputs differ",
        hint="Inputs (0, 1) and (1, 0) both give 1. Feed the outputs of the "
        "first layer, not x1 and x2, to the last gate.",
    ):
        equal(answer(0, 1), 1, what="xor(0, 1)")
        equal(answer(1, 0), 1, what="xor(1, 0)")


@exercise(rules=[BY_HAND])
def count_parameters(answer, rng):
    """`count_parameters(sizes)`: weights and biases of a fully connected network with these layer sizes."""
    with criterion("counts one layer", hint="A layer with n inputs and m units has n·m weights and m biases."):
        equal(answer([3, 2]), 8, what="count_parameters([3, 2])")
    with criterion(
        "gives every unit a bias",
        hint="One bias for each unit that computes something: not for the inputs, which only pass numbers on.",
    ):
        equal(answer([5, 1]), 6, what="count_parameters([5, 1])")
        equal(answer([1, 5]), 10, what="count_parameters([1, 5])")
    with criterion("adds up all the layers", hint="Go through neighbouring pairs of sizes: (784, 128), (128, 10)."):
        equal(answer([784, 128, 10]), 101_770, what="count_parameters([784, 128, 10])")
        sizes = [int(size) for size in rng.integers(1, 9, size=6)]
        arrays = [np.zeros(shape) for n, m in pairwise(sizes) for shape in ((n, m), (m,))]
        equal(answer(list(sizes)), sum(array.size for array in arrays), what=f"count_parameters({sizes})")
    with criterion(
        "gives 0 for inputs alone", harmless=True, hint="A network of inputs only has no connection: the sum is empty."
    ):
        equal(answer([4]), 0, what="count_parameters([4])")


@exercise(rules=[BY_HAND])
def mlp_forward(answer, rng):
    """`mlp_forward(X, layers)`: logits `(samples, outputs)`; sigmoid after every layer but the last."""

    def layer(n, m):
        return rng.normal(size=(n, m)), rng.normal(size=m)

    X = rng.normal(size=(5, 3))
    with criterion(
        "one layer is X W + b",
        hint="Samples are rows, so X stands on the left: X @ W, with W of shape (inputs, units). Then add the bias.",
    ):
        W, b = layer(3, 4)
        close(answer(X, [(W, b)]), np.einsum("si,iu->su", X, W) + b, what="the logits of a single layer")
    with criterion(
        "the last layer stays linear",
        hint="The caller chooses what to do with the logits: no sigmoid after the last layer.",
    ):
        close(answer(X, [(np.zeros((3, 2)), np.array([3.0, -5.0]))]), np.tile([3.0, -5.0], (5, 1)), what="the logits")
    with criterion(
        "hidden layers use the sigmoid",
        weight=2,
        hint="Without a bend between them, two layers are no more "
        "than one. Apply sigmoid to every hidden layer's sums.",
    ):
        (W1, b1), (W2, b2) = layer(3, 4), layer(4, 2)
        hidden = 0.5 * (1 + np.tanh((np.einsum("si,iu->su", X, W1) + b1) / 2))  # sigmoid, written another way
        close(answer(X, [(W1, b1), (W2, b2)]), np.einsum("si,iu->su", hidden, W2) + b2, what="the logits of two layers")
    with criterion("any number of layers", hint="Loop over the layers; the output of one is the input of the next."):
        deep = [layer(3, 4), layer(4, 5), layer(5, 2), (np.zeros((2, 3)), np.array([1.0, 2.0, 3.0]))]
        close(answer(X, deep), np.tile([1.0, 2.0, 3.0], (5, 1)), what="the logits of four layers, the last with W = 0")
        wide = [(np.zeros((3, 6)), np.zeros(6)), (np.zeros((6, 4)), np.zeros(4)), (np.ones((4, 1)), np.zeros(1))]
        close(answer(X, wide), np.full((5, 1), 2.0), what="the logits of three layers whose hidden units all give ½")
    with criterion(
        "leaves its arguments as they were",
        harmless=True,
        hint="`X += b` writes into the caller's array; `X = X + b` makes a new one.",
    ):
        unchanged(answer, X.copy(), [(np.eye(3), np.ones(3))])
        unchanged(answer, X.copy(), [layer(3, 4), layer(4, 2)])


@exercise(rules=[BY_HAND])
def softmax(answer, rng):
    """`softmax(z)`: probabilities over the last axis, same shape as `z`."""
    z = rng.normal(scale=2.0, size=(4, 5))
    with criterion(
        "each row sums to one",
        hint="Divide by the sum over the last axis only, and keep that axis so that the shapes fit.",
    ):
        close(np.asarray(answer(z.copy()), dtype=float).sum(axis=-1), np.ones(4), what="the sum of each row")
    with criterion(
        "ratios are those of the exponentials",
        hint="Two probabilities of a row have the ratio "
        "exp(z_i − z_j): exponentials, not the logits themselves, are shared out.",
    ):
        p = np.asarray(answer(z.copy()), dtype=float)
        finite(p)
        require(bool(np.all(p > 0)), f"every probability should be above 0; the smallest is {p.min():.3g}.")
        close(np.log(p[:, 1:] / p[:, :-1]), z[:, 1:] - z[:, :-1], what="log(p_i / p_j)")
    with criterion(
        "large logits stay finite",
        hint="exp(1000) is more than a float can hold. Softmax does not change "
        "when you subtract the same number from a whole row: which number makes every exponent safe?",
    ):
        close(answer(np.array([[1000.0, 0.0, 1000.0]])), [[0.5, 0.0, 0.5]], what="softmax([[1000, 0, 1000]])")
        close(answer(np.array([[-1000.0, -1000.0]])), [[0.5, 0.5]], what="softmax([[-1000, -1000]])")
    with criterion(
        "each row by itself",
        hint="Subtract each row's own maximum, not that of the whole array: a row far below the others would vanish.",
    ):
        close(answer(np.array([[0.0, 0.0], [5000.0, 5000.0]])), np.full((2, 2), 0.5), what="two rows far apart")
    with criterion("a vector and a stack of matrices", hint="Use axis=-1: the last axis, however many there are."):
        close(answer(np.zeros(4)), np.full(4, 0.25), what="softmax of a vector of 4 zeros")
        close(
            np.asarray(answer(rng.normal(size=(2, 3, 4)))).sum(axis=-1),
            np.ones((2, 3)),
            what="sums for shape (2, 3, 4)",
        )
    with criterion(
        "leaves z as it was",
        harmless=True,
        hint="`z -= …` writes into the caller's array; `z = z - …` makes a new one.",
    ):
        unchanged(answer, z.copy())


@exercise(rules=[BY_HAND])
def one_hot(answer, rng):
    """`one_hot(labels, classes)`: array `(samples, classes)` with a single 1 in each row."""
    labels = rng.integers(0, 4, size=9)
    with criterion(
        "one row a label, one column a class",
        hint="The width is `classes`, also when the largest class does not occur among the labels.",
    ):
        require(
            np.shape(answer(np.array([0, 1]), 5)) == (2, 5),
            f"shape {np.shape(answer(np.array([0, 1]), 5))} for 2 labels of 5 classes; expected (2, 5).",
        )
    with criterion(
        "a single 1 in each row",
        hint="Zeros everywhere but at one place in each row: the row's own label. "
        "Watch out for `encoded[:, labels] = 1`, which fills whole columns.",
    ):
        close(np.asarray(answer(labels.copy(), 6), dtype=float).sum(axis=-1), np.ones(9), what="the sum of each row")
        close(np.sort(answer(labels.copy(), 6), axis=-1)[:, -1], np.ones(9), what="the largest entry of each row")
    with criterion("the 1 stands at the label", hint="Label 0 is the first column: classes are counted from 0."):
        close(np.argmax(answer(labels.copy(), 6), axis=-1), labels, what="the place of the 1")
    with criterion("takes a list as well", hint="Turn the labels into an array first: np.asarray(labels)."):
        close(answer([2, 0], 3), [[0, 0, 1], [1, 0, 0]], what="one_hot([2, 0], 3)")
    with criterion("leaves the labels as they were", harmless=True, hint="Do not write into `labels`."):
        unchanged(answer, labels.copy(), 6)


@exercise(rules=[BY_HAND])
def mse(answer, rng):
    """`mse(y_true, y_pred)`: mean of the squared differences over all entries."""
    with criterion("the worked example", hint="Square each difference, then take the mean of all the squares."):
        close(answer(np.array([0.0, 1.0, 0.0]), np.array([0.1, 0.7, 0.2])), 0.14 / 3, what="mse for the example")
    with criterion("squares, not absolute values", hint="(−3)² = 9: large misses count far more than small ones."):
        close(answer(np.array([0.0, 0.0]), np.array([-3.0, 1.0])), 5.0, what="mse([0, 0], [-3, 1])")
    with criterion(
        "a mean over every entry",
        hint="One number for the whole array: divide by the number of entries, not by the number of rows.",
    ):
        gap = rng.normal(size=(6, 4))
        truth = rng.normal(size=(6, 4))
        close(answer(truth, truth + gap), np.linalg.norm(gap) ** 2 / 24, what="mse for shape (6, 4)")
    with criterion("0 for a perfect prediction", harmless=True, hint="Equal arrays have no difference."):
        close(answer(np.ones((2, 3)), np.ones((2, 3))), 0.0, what="mse of equal arrays")


@exercise(rules=[BY_HAND])
def binary_crossentropy(answer, rng):
    """`binary_crossentropy(y_true, y_pred)`: mean of −[y log p + (1 − y) log(1 − p)], finite at p = 0 and 1."""
    with criterion("log 2 for a coin toss", hint="Use the natural logarithm and a minus sign: −log ½ = 0.693."):
        close(answer(np.array([1.0]), np.array([0.5])), math.log(2), what="the loss for y = 1, p = 0.5")
    with criterion(
        "counts both classes", weight=2, hint="Where the target is 0, the loss is −log(1 − p): the second term."
    ):
        close(answer(np.array([0.0]), np.array([0.9])), math.log(10), rtol=1e-5, what="the loss for y = 0, p = 0.9")
        close(answer(np.array([1.0]), np.array([0.9])), -math.log(0.9), rtol=1e-5, what="the loss for y = 1, p = 0.9")
    with criterion("a mean over the samples", hint="Take the mean: the loss must not grow with the number of samples."):
        y, p = rng.integers(0, 2, size=8).astype(float), rng.uniform(0.05, 0.95, size=8)
        likelihood = np.prod(np.where(y == 1, p, 1 - p))  # the probability of all eight targets together
        close(answer(y, p), -math.log(likelihood) / 8, rtol=1e-5, what="the loss of 8 samples")
    with criterion(
        "finite at 0 and 1",
        weight=2,
        hint="log 0 is −∞. Keep the predictions a hair away from 0 and 1, on both sides, before taking the logarithm.",
    ):
        y, p = np.array([1.0, 0.0]), np.array([0.0, 1.0])
        loss = answer(y, p)
        finite(loss, what="the loss for two sure and wrong predictions")
        require(
            10 < float(loss) < 50,
            f"the loss for sure and wrong predictions is {float(loss):.3g}; it should be "
            "large (between 10 and 50): clip by a tiny amount, such as 1e-7.",
        )
        close(answer(y, 1 - p), 0.0, atol=1e-5, what="the loss for sure and right predictions")
    with criterion(
        "leaves its arguments as they were", harmless=True, hint="np.clip with out= writes into the caller's array."
    ):
        unchanged(answer, np.array([1.0, 0.0]), np.array([0.0, 1.0]))


@exercise(rules=[BY_HAND])
def categorical_crossentropy(answer, rng):
    """`categorical_crossentropy(y_true, y_pred)`: mean over the samples of −Σ y log p, for one-hot targets."""
    with criterion(
        "the worked example", hint="Only the true class counts: −log 0.7 = 0.3567. Use the natural logarithm."
    ):
        close(
            answer(np.array([[0.0, 1.0, 0.0]]), np.array([[0.1, 0.7, 0.2]])),
            -math.log(0.7),
            rtol=1e-5,
            what="the loss for the example",
        )
    classes = 5
    labels = rng.integers(0, classes, size=7)
    p = rng.dirichlet(np.ones(classes), size=7) * 0.9 + 0.1 / classes
    y = np.eye(classes)[labels]
    with criterion(
        "a mean over the samples, not over all entries",
        weight=2,
        hint="Sum over the classes, then take the "
        "mean over the samples. A mean over everything is too small by the number of classes.",
    ):
        likelihood = math.prod(p[sample, label] for sample, label in enumerate(labels))
        close(answer(y.copy(), p.copy()), -math.log(likelihood) / 7, rtol=1e-5, what="the loss of 7 samples")
    with criterion(
        "finite at 0 and 1",
        weight=2,
        hint="0 · log 0 gives nan and −log 0 gives ∞. Keep the predictions a "
        "hair away from 0 before taking the logarithm.",
    ):
        sure = np.array([[1.0, 0.0, 0.0]])
        close(answer(sure.copy(), sure.copy()), 0.0, atol=1e-5, what="the loss for a sure and right prediction")
        loss = answer(np.array([[0.0, 1.0, 0.0]]), sure.copy())
        finite(loss, what="the loss for a sure and wrong prediction")
        require(
            10 < float(loss) < 50,
            f"the loss for a sure and wrong prediction is {float(loss):.3g}; it should be "
            "large (between 10 and 50): clip by a tiny amount, such as 1e-7.",
        )
    with criterion(
        "a single sample as a vector",
        hint="Sum over the last axis (axis=-1): it is the classes, with or without a batch in front.",
    ):
        close(
            answer(np.array([0.0, 1.0, 0.0]), np.array([0.1, 0.7, 0.2])),
            -math.log(0.7),
            rtol=1e-5,
            what="the loss for the example as a vector",
        )
    with criterion(
        "leaves its arguments as they were", harmless=True, hint="np.clip with out= writes into the caller's array."
    ):
        unchanged(answer, np.eye(3), np.eye(3))
