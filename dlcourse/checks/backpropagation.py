"""Checks for chapter 02: error backpropagation.

Expected values come from closed forms, from differences of the loss, and from identities; never from backpropagation.
"""

import math

import numpy as np

from dlcourse.checks import close, criterion, exercise, finite, forbid_imports, require, unchanged
from dlcourse.checks.shelter import unsheltered

BY_HAND = forbid_imports("scipy", "sklearn", "tensorflow", "keras", "torch", "jax", "autograd", "dlcourse")


def _differences(f, x: np.ndarray) -> np.ndarray:
    """The oracle: gradient of f at x from a five-point stencil (error of order h⁴), one entry after another."""
    h, gradient = 1e-3, np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        gradient[index] = (8 * (f(x + step) - f(x - step)) - (f(x + 2 * step) - f(x - 2 * step))) / (12 * h)
    return gradient


@exercise(rules=[BY_HAND])
def central_difference(answer, rng):
    """`central_difference(f, x, h)`: slope of f at x from one step of h to each side."""
    with criterion(
        "divides by the whole width 2h",
        weight=2,
        hint="The two points are 2h apart. Mind the parentheses: `a / 2 * h` divides by 2 and then multiplies by h.",
    ):
        close(answer(lambda x: 5 * x + 1, 2.0, 0.25), 5.0, what="the slope of 5x + 1 at x = 2 with h = 0.25")
    with criterion(
        "one step to each side",
        weight=2,
        hint="Take f a little to the right and a little to the left of x. With f(x) it is a one-sided difference.",
    ):
        close(answer(lambda x: x**2, 3.0, 0.5), 6.0, what="the slope of x² at x = 3 with h = 0.5")
    with criterion("uses the given h", hint="h is an argument: do not choose one of your own."):
        close(answer(lambda x: x**3, 2.0, 0.5), 12.25, what="the difference for x³ at x = 2 with h = 0.5")
        close(answer(lambda x: x**3, 2.0, 1.0), 13.0, what="the difference for x³ at x = 2 with h = 1")
    with criterion("any function, any place", hint="Use f, x and h only: nothing about one special function."):
        x = float(rng.uniform(-2, 2))
        close(answer(math.exp, x, 1e-3), math.exp(x), rtol=1e-5, what=f"the slope of exp at x = {x:.3f}")
        close(answer(math.sin, x, 1e-3), math.cos(x), rtol=1e-5, atol=1e-6, what=f"the slope of sin at x = {x:.3f}")


@exercise(rules=[BY_HAND])
def numerical_gradient(answer, rng):
    """`numerical_gradient(f, x)`: array of x's shape with the partial derivative of f for each entry."""
    with criterion(
        "one partial derivative an entry",
        weight=2,
        hint="Change ONE entry by ±h while all the others keep their values, and put it back before the next.",
    ):
        x, y = rng.uniform(0.5, 2, size=2)
        found = answer(lambda v: float(3 * v[0] + 2 * v[0] * v[1] + v[1] ** 2), np.array([x, y]))
        close(found, [3 + 2 * y, 2 * x + 2 * y], rtol=1e-5, what="the gradient of 3x + 2xy + y²")
    with criterion(
        "any shape", hint="Go through all positions with np.ndindex(x.shape), so that matrices and stacks work too."
    ):
        for shape in ((2, 3), (2, 1, 2)):
            weights = rng.uniform(1, 2, size=shape)
            found = answer(lambda v, w=weights: float(np.sum(w * v**2)), np.ones(shape))
            close(found, 2 * weights, rtol=1e-5, what=f"the gradient for x of shape {shape}")
    with criterion(
        "central differences",
        hint="One step to each side: a one-sided difference is off by about h times half the curvature.",
    ):
        x = rng.uniform(4, 5, size=3)
        close(answer(lambda v: float(np.sum(v**4)), x), 4 * x**3, rtol=5e-7, what="the gradient of the sum of x⁴")
    with criterion(
        "whole numbers too", hint="An array of integers cannot hold 1.00001: it is cut to 1. Work on a copy of floats."
    ):
        close(answer(lambda v: float(np.sum(v**2)), np.array([1, 3])), [2, 6], rtol=1e-5, what="the gradient at [1, 3]")
    with criterion(
        "leaves x as it was", harmless=True, hint="Work on a copy, or put every entry back to exactly what it was."
    ):
        unchanged(lambda v: answer(lambda u: float(np.sum(u**2)), v), np.array([0.1, 0.7, 12.3]))


@exercise(rules=[BY_HAND])
def d_exp_3x2(answer, rng):
    """`d_exp_3x2(x)`: the derivative of exp(3x²), for a number or elementwise for an array."""
    x = float(rng.uniform(0.3, 1.2))
    with criterion(
        "outer times inner derivative",
        weight=2,
        hint="Two factors: the slope of exp AT 3x², and the slope of 3x² at x. The chain rule multiplies them.",
    ):
        close(answer(1.0), 6 * math.e**3, what="the derivative at x = 1")
        close(answer(x), 6 * x * math.exp(3 * x * x), what=f"the derivative at x = {x:.4f}")
    with criterion("odd: the slope turns its sign with x", hint="Left of 0 the curve falls. Keep the sign of x."):
        close(answer(-0.5), -3 * math.exp(0.75), what="the derivative at x = −0.5")
    with criterion("elementwise for arrays", hint="math.exp takes one number; np.exp takes arrays too."):
        xs = np.array([[0.5, -1.0, 0.0]])
        close(answer(xs.copy()), [[3 * math.exp(0.75), -6 * math.exp(3), 0]], what="the derivative at [[0.5, −1, 0]]")


@exercise(
    names=["sigmoid_gradient", "tanh_gradient", "relu_gradient", "leaky_relu_gradient", "elu_gradient"],
    rules=[BY_HAND],
)
def activation_gradients(sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient, rng):
    """Derivatives of five activation functions with respect to their input, elementwise."""
    x = rng.normal(scale=2.0, size=(3, 4))
    x[0, :2] = [-1.5, 1.5]
    with criterion(
        "sigmoid: between 0 and ¼",
        hint="With s = sigmoid(x), not x itself: s · (1 − s). At 0 it is at its largest, 0.25.",
    ):
        close(sigmoid_gradient(np.array([0.0])), [0.25], what="sigmoid_gradient([0])")
        close(sigmoid_gradient(x.copy()), 0.25 / np.cosh(x / 2) ** 2, what="sigmoid_gradient(x)")
    with criterion("tanh: between 0 and 1", hint="Start from 1 and take the SQUARE of tanh(x) away. At 0 it is 1."):
        close(tanh_gradient(np.array([0.0])), [1.0], what="tanh_gradient([0])")
        close(tanh_gradient(x.copy()), 1 / np.cosh(x) ** 2, what="tanh_gradient(x)")
    with criterion("ReLU: 0 or 1", hint="It is a slope, not the output: 1 where x > 0, and 0 elsewhere, at 0 too."):
        close(relu_gradient(np.array([-2.0, 0.0, 3.0])), [0, 0, 1], what="relu_gradient([−2, 0, 3])")
        close(relu_gradient(x.copy()), (np.sign(x) + 1) / 2, what="relu_gradient(x)")
    with criterion("leaky ReLU: 0.01 or 1", hint="Left of 0 the slope is 0.01 (not 0, not 0.01·x); at 0 take 0.01."):
        close(leaky_relu_gradient(np.array([-2.0, 0.0, 3.0])), [0.01, 0.01, 1], what="leaky_relu_gradient([−2, 0, 3])")
        close(leaky_relu_gradient(x.copy()), 0.505 + 0.495 * np.sign(x), what="leaky_relu_gradient(x)")
    with criterion(
        "ELU: exp(x) or 1", hint="Left of 0, ELU is exp(x) − 1. What is left of that when you differentiate it?"
    ):
        close(elu_gradient(np.array([-1.0, 0.0, 3.0])), [1 / math.e, 1, 1], what="elu_gradient([−1, 0, 3])")
        close(elu_gradient(x.copy()), np.minimum(1, math.e**x), what="elu_gradient(x)")
    with criterion(
        "leave x as it was", harmless=True, hint="`x[x < 0] = …` writes into the caller's array: use np.where."
    ):
        for function in (sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient):
            unchanged(function, x.copy())


@exercise(rules=[BY_HAND])
def dense_backward(answer, rng):
    """`dense_backward(dout, x, W)`: gradients (dx, dW, db) of a dense layer x @ W + b."""
    x, W, dout = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=(5, 4))

    def parts():
        result = answer(dout.copy(), x.copy(), W.copy())
        require(isinstance(result, tuple | list) and len(result) == 3, f"gave {result!r:.80}, not (dx, dW, db).")
        return result

    with criterion(
        "dx, back through the weights",
        hint="dx has x's shape, (batch, inputs). dout is (batch, units), W (inputs, units): which must be turned?",
    ):
        close(parts()[0], np.einsum("bu,iu->bi", dout, W), what="dx")
    with criterion(
        "dW, input times error",
        hint="dW has W's shape, (inputs, units): each weight's input times its unit's error, SUMMED over samples.",
    ):
        close(parts()[1], np.einsum("bi,bu->iu", x, dout), what="dW")
    with criterion(
        "db, one a unit",
        hint="A bias acts on every sample: SUM dout over the batch axis. A mean in the loss is already in dout.",
    ):
        close(parts()[2], np.einsum("bu->u", dout), what="db")
    with criterion("leaves its arguments as they were", harmless=True, hint="Make new arrays; write into none."):
        unchanged(answer, dout.copy(), x.copy(), W.copy())


def _crossentropy(z: np.ndarray, y: np.ndarray) -> float:
    """Mean categorical cross-entropy of logits `(batch, classes)`, from the logarithm of the sum of exponentials."""
    top = z.max(axis=1)
    return float(np.mean(top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - (y * z).sum(axis=1)))


@exercise(rules=[BY_HAND])
def softmax_crossentropy_gradient(answer, rng):
    """`softmax_crossentropy_gradient(z, y)`: gradient of the mean cross-entropy with respect to the logits."""
    z, y = rng.normal(size=(6, 3)), np.eye(3)[rng.integers(0, 3, size=6)]
    with criterion(
        "prediction minus target",
        hint="For one sample: softmax of the logits, minus the one-hot target. In this order.",
    ):
        for i in range(3):
            expected = _differences(lambda v, i=i: _crossentropy(v, y[i : i + 1]), z[i : i + 1])
            close(answer(z[i : i + 1].copy(), y[i : i + 1].copy()), expected, what="the gradient for one sample")
    with criterion(
        "the mean over the batch",
        hint="The loss is a mean over the samples: each one's share is divided by their number (not by the classes').",
    ):
        expected = _differences(lambda v: _crossentropy(v, y), z)
        close(answer(z.copy(), y.copy()), expected, what="the gradient for a batch of 6")
    with criterion("large logits stay finite", hint="Subtract each row's maximum before exp, as in chapter 01."):
        found = answer(np.array([[1000.0, 0.0], [-1000.0, 0.0]]), np.array([[1.0, 0.0], [1.0, 0.0]]))
        close(found, [[0, 0], [-0.5, 0.5]], what="the gradient for logits of ±1000")
    with criterion(
        "leaves its arguments as they were", harmless=True, hint="`p -= y` is safe only if p is your own array."
    ):
        unchanged(answer, z.copy(), y.copy())


@exercise(rules=[BY_HAND], seconds=10)
def loss_and_gradients(answer, rng):
    """`loss_and_gradients(params, X, y)`: loss of a two-layer net and the gradient of each parameter."""
    inputs, hidden, classes = (int(n) for n in rng.permutation([3, 4, 5]))
    shapes = {"W1": (inputs, hidden), "b1": (hidden,), "W2": (hidden, classes), "b2": (classes,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    X, y = rng.normal(size=(7, inputs)), np.eye(classes)[rng.integers(0, classes, size=7)]

    def loss(p: dict) -> float:
        middle = (1 + np.tanh((np.einsum("bi,ih->bh", X, p["W1"]) + p["b1"]) / 2)) / 2
        return _crossentropy(np.einsum("bh,hc->bc", middle, p["W2"]) + p["b2"], y)

    def call():
        result = answer({name: value.copy() for name, value in params.items()}, X.copy(), y.copy())
        require(isinstance(result, tuple | list) and len(result) == 2, f"gave {result!r:.80}, not (loss, gradients).")
        require(isinstance(result[1], dict), f"the gradients are {result[1]!r:.80}; a dict was expected.")
        return result

    with criterion(
        "the loss",
        hint="Forward: dense, sigmoid, dense, softmax; then −ln p of the true class, the mean over the samples.",
    ):
        close(call()[0], loss(params), what="the loss")
    hints = {
        "W2": "Its input is the HIDDEN layer's output, its error the gradient at the logits.",
        "b2": "Sum the gradient at the logits over the batch.",
        "W1": "Take the error back through W2, multiply by the sigmoid's slope h · (1 − h), then use X as input.",
        "b1": "The same error as for W1 (with the sigmoid's slope in it), summed over the batch.",
    }
    for name, hint in hints.items():
        with criterion(f"the gradient of {name}", hint=hint):
            _, gradients = call()
            require(name in gradients, f"the dict has the keys {sorted(map(str, gradients))}; {name} is missing.")
            expected = _differences(lambda v, name=name: loss(params | {name: v}), params[name])
            close(gradients[name], expected, rtol=1e-5, what=f"the gradient of {name}")
    with criterion(
        "leaves the parameters as they were", harmless=True, hint="Return gradients only: a step is taken elsewhere."
    ):
        given = {name: value.copy() for name, value in params.items()}
        with unsheltered():
            answer(given, X.copy(), y.copy())
        for name, value in params.items():
            close(given.get(name), value, rtol=0, atol=0, what=f"{name} after the call")


@exercise(rules=[BY_HAND])
def gradient_check(answer, rng):
    """`gradient_check(f, grad, x)`: |a − n| / (|a| + |n|) for the analytical and the numerical gradient."""
    x = rng.uniform(1, 2, size=(2, 2))

    def f(v) -> float:
        return float(np.sum(np.asarray(v) ** 3))

    def right(v):
        return 3 * np.asarray(v) ** 2

    with criterion(
        "tiny for a right gradient", harmless=True, hint="Compare grad(x) with the numerical gradient of f at x."
    ):
        error = answer(f, right, x.copy())
        finite(error, what="the error")
        require(np.shape(error) == () and 0 <= float(error) < 1e-6, f"the error is {error!r}; below 1e-6 was expected.")
    with criterion(
        "⅓ for a gradient twice too large",
        weight=2,
        hint="Length of the difference, divided by the SUM of both lengths: |2n − n| / (|2n| + |n|) = ⅓.",
    ):
        close(answer(f, lambda v: 2 * right(v), x.copy()), 1 / 3, rtol=1e-4, what="the error of 2 · gradient")
    with criterion(
        "1 for a gradient of the wrong sign",
        hint="Lengths are never negative: do not let signs cancel, in either place.",
    ):
        close(answer(f, lambda v: -right(v), x.copy()), 1.0, rtol=1e-4, what="the error of −gradient")
        close(answer(f, lambda v: -right(v) / 3, x.copy()), 1.0, rtol=1e-4, what="the error of −gradient / 3")
        close(answer(f, lambda v: right(v) / 3, x.copy()), 0.5, rtol=1e-4, what="the error of gradient / 3")
    with criterion(
        "sees one wrong entry",
        hint="Use the square root of the sum of squares over ALL entries (np.linalg.norm of the flat arrays).",
    ):
        wrong = 3 * x**2
        wrong[1, 0] = 0
        n = 3 * x**2
        length = math.sqrt(float(np.sum(n**2))) + math.sqrt(float(np.sum(wrong**2)))
        close(answer(f, lambda v: wrong, x.copy()), n[1, 0] / length, rtol=1e-4, what="the error with one entry at 0")
    with criterion("0 when both are 0", harmless=True, hint="0 / 0 is nan: where both lengths are 0, the error is 0."):
        close(answer(lambda v: 1.0, lambda v: np.zeros(3), np.ones(3)), 0.0, what="the error for a constant function")


@exercise(names=["Value"], rules=[BY_HAND], seconds=20)
def value(Value, rng):
    """`Value`: a number with + * ** exp tanh, and `backward()`, which fills in `grad` of all it was made from."""
    p, q = (float(number) for number in rng.uniform(0.5, 1.5, size=2))
    with criterion("sums", hint="d(a + b)/da = 1 and d(a + b)/db = 1: the gradient is passed on to both."):
        a, b = Value(p), Value(q)
        c = a + b
        c.backward()
        close([c.data, c.grad, a.grad, b.grad], [p + q, 1, 1, 1], what="[c, its grad, a's, b's] for c = a + b")
    with criterion("products", hint="d(a · b)/da is the OTHER factor, b. That is why the forward values are kept."):
        a, b = Value(p), Value(q)
        c = a * b
        c.backward()
        close([c.data, a.grad, b.grad], [p * q, q, p], what="[c, a's grad, b's grad] for c = a * b")
    with criterion("powers", hint="d(aⁿ)/da = n · aⁿ⁻¹, for negative n and for fractions too."):
        for n in (3, -1, 0.5):
            a = Value(p)
            c = a**n
            c.backward()
            close([c.data, a.grad], [p**n, n * p**n / p], what=f"[c, a's grad] for c = a ** {n}")
    with criterion("exp", hint="The derivative of exp is exp: use the value that you have just computed."):
        a = Value(-p)
        c = a.exp()
        c.backward()
        close([c.data, a.grad], [math.exp(-p)] * 2, what="[c, a's grad] for c = a.exp()")
    with criterion("tanh", hint="The slope of tanh at a is 1 − tanh(a)²."):
        a = Value(p)
        c = a.tanh()
        c.backward()
        close([c.data, a.grad], [math.tanh(p), math.cosh(p) ** -2], what="[c, a's grad] for c = a.tanh()")
    with criterion("plain numbers on either side", hint="`2 * a` asks for __rmul__, `2 + a` for __radd__."):
        a = Value(p)
        c = 2 + 3 * a * 4 + 5
        c.backward()
        close([c.data, a.grad], [12 * p + 7, 12], what="[c, a's grad] for c = 2 + 3 * a * 4 + 5")
    with criterion(
        "gradients accumulate",
        weight=2,
        hint="A value that is used twice gets a share from each use: add to grad (+=), do not overwrite it.",
    ):
        a = Value(p)
        c = a * a + a
        c.backward()
        close(a.grad, 2 * p + 1, what="a's grad for c = a * a + a")
    with criterion(
        "in topological order",
        weight=2,
        hint="A value may pass its gradient on only once it is complete: after ALL that was made from it, and once.",
    ):
        a = Value(p)
        b = a * 2
        c = b * b + b.tanh() * a + b
        c.backward()
        t = math.tanh(2 * p)
        close(a.grad, 8 * p + t + 2 * p * (1 - t * t) + 2, what="a's grad for b = 2a, c = b·b + tanh(b)·a + b")
        a = b = Value(1.0)
        for _ in range(40):
            b = b + b
        b.backward()
        close(a.grad, 2.0**40, what="a's grad after 40 doublings b = b + b")
    with criterion(
        "long chains", hint="A function that calls itself once a step runs out of stack: use a loop and a list instead."
    ):
        a = c = Value(0.5)
        for _ in range(1500):
            c = c + 1
        c.backward()
        close(a.grad, 1.0, what="a's grad at the far end of 1500 sums")


WIDTH, SAMPLES = 16, 32
_FUNCTIONS = {
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
}


def _deep_network(depth: int, activation: str):
    """The network that the exercise describes: inputs `(SAMPLES, WIDTH)` and a list of weights `(WIDTH, WIDTH)`."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(SAMPLES, WIDTH))
    scale = np.sqrt((2 if activation == "relu" else 1) / WIDTH)
    return X, [rng.normal(scale=scale, size=(WIDTH, WIDTH)) for _ in range(depth)]


def _norms(depth: int, activation: str) -> list[float]:
    """Lengths of the gradients by differences of the loss, layer by layer."""
    X, weights = _deep_network(depth, activation)

    def loss(weights) -> float:
        out = X
        for W in weights:
            out = _FUNCTIONS[activation](out @ W)
        return float(out.sum() / SAMPLES)

    norms = []
    for layer in range(depth):
        gradient = np.zeros((WIDTH, WIDTH))
        for index in np.ndindex(WIDTH, WIDTH):
            ends = []
            for step in (1e-6, -1e-6):
                moved = [W.copy() for W in weights]
                moved[layer][index] += step
                ends.append(loss(moved))
            gradient[index] = (ends[0] - ends[1]) / 2e-6
        norms.append(math.sqrt(float((gradient**2).sum())))
    return norms


@exercise(rules=[BY_HAND], seconds=10)
def layer_gradient_norms(answer, rng):
    """`layer_gradient_norms(depth, activation)`: length of the loss's gradient for each layer's weights."""
    with criterion("one number a layer", hint="A list with one length for each layer, however deep."):
        for depth in (2, int(rng.integers(5, 15))):
            found = answer(depth, "tanh")
            finite(found, what="the norms")
            require(np.shape(found) == (depth,), f"shape {np.shape(found)} for depth {depth}; expected ({depth},).")
    with criterion(
        "the lengths of the gradients",
        weight=2,
        hint="dW of a layer is (its input)ᵀ times the error AFTER the slope of its activation. Then the square root "
        "of the sum of squares, not their mean.",
    ):
        close(answer(1, "tanh"), _norms(1, "tanh"), rtol=1e-4, what="the norm for one tanh layer")
    with criterion(
        "the first layer first", hint="You walk from the last layer to the first: turn the list round at the end."
    ):
        depth = int(rng.integers(3, 6))
        close(answer(depth, "tanh"), _norms(depth, "tanh"), rtol=1e-4, what=f"the norms for depth {depth} with tanh")
    with criterion("sigmoid and ReLU too", hint="Take the slope from the activation that was asked for."):
        for name in ("sigmoid", "relu"):
            depth = int(rng.integers(2, 5))
            close(answer(depth, name), _norms(depth, name), rtol=1e-3, what=f"the norms for depth {depth} with {name}")
