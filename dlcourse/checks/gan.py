"""Checks for chapter 09: generative adversarial networks.

A training step is judged by the weights before and after it: they are compared with those of twins, made here, that are
moved by the formula. A trained generator is judged by its samples, on a ring that is turned anew for each check.
"""

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, finite, forbid_imports, require, unchanged

OWN = forbid_imports("dlcourse", "sklearn", "torch")
BY_HAND = forbid_imports("dlcourse", "tensorflow", "keras", "scipy", "sklearn", "torch")
DIGITS = 10


@exercise(names=["discriminator_loss", "generator_loss"], rules=[OWN], seconds=20)
def gan_losses(discriminator_loss, generator_loss, rng):
    """`discriminator_loss(real_logits, fake_logits)` and `generator_loss(fake_logits)`: means, from logits."""
    real, fake = (rng.normal(scale=2, size=(6, 1)).astype("float32") for _ in range(2))
    with criterion(
        "the discriminator: real is 1, generated is 0",
        hint="Two cross-entropies: labels 1 for the real ones, labels 0 for the generated ones. Add the two means.",
    ):
        close(_value(discriminator_loss(real, fake)), _softplus(-real) + _softplus(fake), rtol=1e-4, what="the loss")
    with criterion(
        "the generator: be taken for real",
        hint="The generator is content when the discriminator says 1. Its labels are ones, not zeros.",
    ):
        close(_value(generator_loss(fake)), _softplus(-fake), rtol=1e-4, what="the generator's loss")
    with criterion(
        "an undecided discriminator",
        hint="Logit 0 is probability ½: ln 2 for each of the discriminator's two halves, so 2 ln 2 (the SUM of both), "
        "and ln 2 for the generator. Are the numbers read as logits?",
    ):
        zeros = np.zeros((4, 1), "float32")
        found = [_value(discriminator_loss(zeros, zeros)), _value(generator_loss(zeros))]
        close(found, [2 * np.log(2), np.log(2)], rtol=1e-4, what="[discriminator, generator] at logit 0")
    with criterion(
        "each half has its own mean", hint="Mean over the real ones plus mean over the generated ones, however many."
    ):
        more = rng.normal(size=(15, 1)).astype("float32")
        close(_value(discriminator_loss(real, more)), _softplus(-real) + _softplus(more), rtol=1e-4, what="the loss")
    with criterion(
        "large logits", hint="from_logits=True computes in a way that cannot overflow; log(sigmoid(−200)) does not."
    ):
        large = np.array([[200.0], [-200.0]], "float32")
        found = [_value(discriminator_loss(large, large)), _value(generator_loss(large))]
        close(found, [200.0, 100.0], rtol=1e-4, what="[discriminator, generator] at the logits 200 and −200")


@exercise(rules=[BY_HAND])
def optimal_discriminator(answer, rng):
    """`optimal_discriminator(p, q)`: p / (p + q), and ½ where both densities are 0."""
    p, q = rng.uniform(0.1, 3, size=(2, 7))
    with criterion(
        "the share of the real", hint="How many of the samples found here are real? p is the real density, q the fake."
    ):
        close(answer(p.copy(), q.copy()), 1 / (1 + q / p), what="D*(x) for seven pairs of densities")
    with criterion("undecided where both are equal", hint="Equal densities: nobody can tell. D* is a probability."):
        close(answer(p.copy(), p.copy()), np.full(7, 0.5), what="D*(x) where p = q")
    with criterion("sure where only one can be", hint="Where q = 0 every sample is real; where p = 0 none is."):
        close(answer(np.array([0.4, 0.0]), np.array([0.0, 0.7])), [1.0, 0.0], what="D*(x) where one density is 0")
    with criterion(
        "½ where there is nothing", hint="Far from all data both densities are 0, and 0 / 0 is nan. Give ½ there."
    ):
        close(answer(np.array([0.0, 1.0]), np.array([0.0, 3.0])), [0.5, 0.25], what="D*(x) where both are 0")
    with criterion("leaves p and q as they were", hint="p += q writes into the caller's array.", harmless=True):
        unchanged(answer, p, q)


@exercise(rules=[BY_HAND])
def saturating_gradient(answer, rng):
    """`saturating_gradient(fake_logits)`: slope of mean(log(1 − sigmoid(l))) in each logit."""
    logits = rng.normal(scale=2, size=8)
    slopes = -0.5 * (1 + np.tanh(logits / 2))
    with criterion(
        "the sign and the size",
        hint="The slope of log(1 − σ(l)) is negative everywhere: the larger the logit, the smaller the loss.",
    ):
        close(answer(logits) * np.ones(8) * 8, slopes, rtol=1e-5, what="n times the gradient")
    with criterion("one number a logit", hint="The gradient has the shape of the logits, also for (n, 1)."):
        close(answer(logits[:, None]), slopes[:, None] / 8, rtol=1e-5, what="the gradient for logits of shape (8, 1)")
    with criterion("the mean over the batch", hint="The loss is a mean over n samples: each has 1/n of the say."):
        close(np.sum(answer(np.zeros(20))), -0.5, rtol=1e-5, what="the sum of the gradient for 20 logits of 0")
    with criterion(
        "nothing left when the discriminator is sure",
        hint="At a logit of −20 the slope is tiny. One that stays near −1 there is the other loss's.",
    ):
        close(answer(np.array([-20.0])), [-np.exp(-20.0)], rtol=1e-4, atol=1e-14, what="the gradient at −20")
    with criterion("large logits", hint="e^1000 overflows. Which way of writing the sigmoid never does?"):
        found = answer(np.array([-1000.0, 1000.0]))
        finite(found, what="the gradient at −1000 and 1000")
        close(found, [0.0, -0.5], what="the gradient at −1000 and 1000")


@exercise(names=["gan_train_step", "tiny_gan"], rules=[OWN], seconds=20)
def gan_train_step(step, tiny_gan, rng):
    """`gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z)`: one step for each of the two."""
    real, z = (rng.normal(size=(12, 2)).astype("float32") for _ in range(2))

    def run(g_rate: float, d_rate: float):
        """One step of the answer and one of the twins: weights before, after, and as they should be; the losses."""
        parts = tiny_gan(g_rate, d_rate)
        before = [_weights(model) for model in parts[:2]]
        losses = step(*parts, real, z)
        after = [_weights(model) for model in parts[:2]]
        return before, after, *_twin_step(before, g_rate, d_rate, real, z), losses

    with criterion(
        "the discriminator's step",
        weight=2,
        hint="The gradient of the DISCRIMINATOR's loss with respect to the DISCRIMINATOR's variables, given to its own "
        "optimizer. Is all of it inside the tape? Does the loss see real and generated points?",
    ):
        before, after, wanted, *_ = run(0.0, 0.5)
        _moved("discriminator", before[1], after[1], wanted[1])
    with criterion(
        "… and nobody else moves in it",
        hint="While the discriminator learns, the generator holds still: apply gradients to one network's variables.",
    ):
        before, after, *_ = run(0.0, 0.5)
        require(not _same(before[1], after[1]), "the discriminator did not move at all.")
        require(_same(before[0], after[0]), "the generator's rate is 0 here, and yet its weights have changed.")
    with criterion(
        "the generator's step",
        weight=2,
        hint="The gradient of the GENERATOR's loss with respect to the GENERATOR's variables, given to its optimizer. "
        "It flows back through the discriminator: generate the points inside the tape.",
    ):
        before, after, wanted, *_ = run(0.5, 0.0)
        _moved("generator", before[0], after[0], wanted[0])
    with criterion(
        "… and only the generator moves in it",
        hint="While the generator learns, the discriminator holds still: its variables are not in this half step.",
    ):
        before, after, *_ = run(0.5, 0.0)
        require(not _same(before[0], after[0]), "the generator did not move at all.")
        require(_same(before[1], after[1]), "the discriminator's rate is 0 here, and yet its weights have changed.")
    with criterion(
        "first the discriminator, then the generator",
        hint="The generator learns from the discriminator as it is AFTER its step: a new tape for the second half.",
    ):
        before, after, wanted, *_ = run(0.5, 0.5)
        _moved("discriminator", before[1], after[1], wanted[1])
        _moved("generator", before[0], after[0], wanted[0])
    with criterion("gives both losses", hint="Return (discriminator's loss, generator's loss), two single numbers."):
        *_, losses, found = run(0.5, 0.5)
        require(isinstance(found, tuple | list) and len(found) == 2, "a pair of losses was expected.")
        close([_value(loss) for loss in found], losses, rtol=1e-3, what="the two losses")


@exercise(rules=[BY_HAND])
def mode_coverage(answer, rng):
    """`mode_coverage(samples, centres, radius)`: (modes covered, share of good samples)."""
    centres = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0], [8.0, 8.0]])
    shift = lambda count: rng.uniform(-0.2, 0.2, size=(count, 2))  # noqa: E731

    def found(samples, radius=0.3):
        pair = answer(samples, centres, radius)
        require(isinstance(pair, tuple | list) and len(pair) == 2, f"a pair was expected, not {type(pair).__name__}.")
        return pair

    with criterion("counts the modes", hint="A mode counts once, however many good samples it has."):
        samples = centres[rng.permutation([0] * 30 + [1] * 40 + [3] * 30)] + shift(100)
        equal(found(samples)[0], 3, what="the modes covered by samples of three of five modes")
    with criterion("the share of good samples", hint="Good samples divided by ALL samples: a number from 0 to 1."):
        samples = np.concatenate([centres[rng.integers(0, 5, 60)] + shift(60), np.full((40, 2), 2.0)])
        close(found(samples)[1], 0.6, what="the share when 60 of 100 samples are near a centre")
    with criterion(
        "bad samples cover nothing",
        hint="The nearest centre may still be far away. Only samples within the radius count for a mode.",
    ):
        samples = np.concatenate([centres[[0] * 50] + shift(50), centres[rng.integers(1, 4, 50)] + 1.0])
        equal(found(samples)[0], 1, what="the modes covered when 50 samples are 1.4 away from theirs")
    with criterion(
        "a single stray sample is no coverage",
        hint="A mode needs at least 1 % of all samples, good ones, to be covered.",
    ):
        samples = np.concatenate([centres[[0] * 399] + shift(399), centres[[4]]])
        equal(found(samples)[0], 1, what="the modes covered when one sample of 400 is at another centre")
        samples = np.concatenate([centres[[0] * 396] + shift(396), centres[[4] * 4]])
        equal(found(samples)[0], 2, what="the modes covered when 4 samples of 400, 1 %, are at another centre")
    with criterion(
        "distance is measured straight", hint="Euclidean: the root of the sum of squares, against the radius."
    ):
        samples = centres[[0] * 4] + np.array([[0.25, 0.25], [-0.25, 0.25], [0.0, 0.29], [0.29, 0.0]])
        close(found(samples)[1], 0.5, what="the share of good samples within 0.3, two of them at 0.35")
        close(found(samples, 0.4)[1], 1.0, what="the share of good samples within 0.4")


@exercise(rules=[OWN], seconds=100)
def train_ring_gan(answer, rng):
    """`train_ring_gan(points)`: a generator from 16 normal numbers to points; trained again where it falls short."""
    angle = rng.uniform(0, 2 * np.pi) + 2 * np.pi * np.arange(8) / 8
    centres = 2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = (centres[rng.integers(0, 8, 4000)] + rng.normal(0, 0.1, size=(4000, 2))).astype("float32")
    z = rng.normal(size=(2000, 16)).astype("float32")
    samples, covered, good = None, 0, 0.0
    with criterion("sixteen numbers in, a point out", hint="Return the generator: a model from (n, 16) to (n, 2)."):
        for _ in range(2):  # a good recipe, too, has bad luck now and then
            samples = np.asarray(answer(points).predict(z, verbose=0, batch_size=2000))
            close(np.shape(samples), [2000, 2], what="the shape of the output for 2000 rows of noise")
            finite(samples, what="the generator's output")
            distance = np.linalg.norm(samples[:, None] - centres, axis=-1)
            hit = distance.min(axis=1) <= 0.3
            good = float(hit.mean())
            covered = int((np.bincount(distance.argmin(axis=1)[hit], minlength=8) >= 20).sum())
            if good >= 0.8 and covered == 8:
                break
    with criterion(
        "different noise, different points",
        hint="All noise ends at (almost) the same spot: the generator has collapsed, or does not look at z.",
    ):
        require(samples is not None, "there are no samples.")
        require(float(samples.std(axis=0).min()) > 0.5, f"the points' spread is {samples.std(axis=0).min():.2f}.")
    with criterion(
        "80 % good samples",
        hint="Many points lie between the blobs. Train longer, a few thousand small steps: Adam with a low beta_1.",
    ):
        require(good >= 0.8, f"{good:.0%} of 2000 samples are within 0.3 of a blob's centre.")
    with criterion(
        "all eight modes",
        weight=2,
        hint="Some blobs get less than 1 % of the samples: mode collapse, or too little training. The non-saturating "
        "loss and a discriminator with enough units (128) help.",
    ):
        require(covered == 8, f"{covered} of 8 blobs have at least 20 of 2000 samples within 0.3.")


@exercise(rules=[BY_HAND])
def transpose_output_size(answer, rng):
    """`transpose_output_size(n, kernel, stride, padding)`: length after a transposed convolution, as in Keras."""
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


@exercise(names=["build_generator", "build_discriminator"], rules=[OWN], seconds=20)
def gan_networks(build_generator, build_discriminator, rng):
    """`build_generator(inputs)`: noise to images (8, 8, 1); `build_discriminator(channels)`: images to one logit."""
    z = rng.normal(size=(6, 34)).astype("float32")
    images = rng.uniform(-1, 1, size=(6, 8, 8, 11)).astype("float32")
    generators = {inputs: build_generator(inputs) for inputs in (34, 20)}
    discriminators = {channels: build_discriminator(channels) for channels in (11, 1)}
    with criterion(
        "noise in, images out", hint="From (n, inputs) to (n, 8, 8, 1): Dense, Reshape, then grow 2 → 4 → 8."
    ):
        for inputs, generator in generators.items():
            found = generator.predict(z[:, :inputs], verbose=0)
            close(np.shape(found), [6, 8, 8, 1], what=f"the shape of the images for {inputs} inputs")
    with criterion(
        "pixels from −1 to 1", hint="The last activation is tanh: a sigmoid never falls below 0, none has no bounds."
    ):
        found = np.asarray(generators[34].predict(100 * z, verbose=0))
        require(np.abs(found).max() <= 1.0001, f"a pixel is {found.flat[np.abs(found).argmax()]:.3g}.")
        require(
            found.min() < -0.1 and found.max() > 0.1, f"pixels lie between {found.min():.2g} and {found.max():.2g}."
        )
    with criterion(
        "grows with Conv2DTranspose", hint="Two Conv2DTranspose layers with stride 2 double the size twice."
    ):
        count = _kinds(generators[34]).count("Conv2DTranspose")
        require(count >= 2, f"the generator has {count} layers of kind Conv2DTranspose.")
    with criterion("images in, one number out", hint="From (n, 8, 8, channels) to (n, 1)."):
        for channels, discriminator in discriminators.items():
            found = discriminator.predict(images[..., :channels], verbose=0)
            close(np.shape(found), [6, 1], what=f"the shape of the output for {channels} channels")
    with criterion(
        "a logit, not a probability", hint="No activation at the end: the losses of exercise 1 take logits."
    ):
        found = np.asarray(discriminators[11].predict(100 * images, verbose=0))
        require(found.min() < 0 or found.max() > 1, "all outputs lie between 0 and 1, even for very large inputs.")
        require(np.ptp(found) > 0, "all outputs are equal.")
    with criterion("looks with convolutions", hint="Conv2D with stride 2 halves the image: 8 → 4 → 2; then flatten."):
        require("Conv2D" in _kinds(discriminators[11]), "the discriminator has no Conv2D layer.")


@exercise(rules=[OWN], seconds=20)
def condition(answer, rng):
    """`condition(z, labels)`: noise (n, d) with one-hot labels behind it, (n, d + 10), float32."""
    z = rng.normal(size=(6, 5)).astype("float32")
    labels = np.array([3, 0, 9, 3, 7, 1])
    with criterion("ten columns more", hint="One for each digit, even when some digit does not occur."):
        close(np.shape(_array(answer(z, labels))), [6, 15], what="the shape for z (6, 5)")
        close(np.shape(_array(answer(z[:2], np.array([0, 1])))), [2, 15], what="the shape for the labels 0 and 1")
    with criterion(
        "the noise in front, as it was", harmless=True, hint="Concatenate along the last axis: the noise first."
    ):
        close(_array(answer(z, labels))[:, :5], z, rtol=1e-5, what="the first columns")
    with criterion(
        "one-hot behind it", hint="Label 3 is not three times label 1: a column for each class, a single 1 in it."
    ):
        close(_array(answer(z, labels))[:, 5:], np.eye(DIGITS)[labels], what="the last ten columns")
    with criterion(
        "32-bit floats", harmless=True, hint="Networks compute in float32: give one-hot vectors this dtype too."
    ):
        equal(str(_array(answer(z, labels)).dtype), "float32", what="the dtype")


@exercise(rules=[BY_HAND])
def interpolate(answer, rng):
    """`interpolate(z0, z1, n)`: n points on the arc from z0 to z1, both included."""
    a, b = rng.normal(size=(2, 24))
    a, b = (5 * v / np.linalg.norm(v) for v in (a, b))
    between = np.arccos(np.clip(a @ b / 25, -1, 1))
    with criterion(
        "begins at z0 and ends at z1", hint="n rows; t runs from 0 to 1, both included: np.linspace(0, 1, n)."
    ):
        path = np.asarray(answer(a, b, 7))
        close(path.shape, [7, 24], what="the shape for n = 7 and vectors of 24 numbers")
        close(path[[0, -1]], [a, b], rtol=1e-5, atol=1e-7, what="the first and the last row")
    with criterion(
        "stays on the sphere",
        hint="The straight line takes a short cut through the inside, where hardly any noise lies. Weigh with sines.",
    ):
        lengths = np.linalg.norm(answer(a, b, 7), axis=1)
        close(lengths, np.full(7, 5.0), rtol=1e-5, what="the lengths along the way between vectors of length 5")
    with criterion("even steps", hint="The same angle between neighbours: sin((1 − t)ω) and sin(tω), over sin ω."):
        path = np.asarray(answer(a, b, 6)) / 5
        steps = np.arccos(np.clip((path[:-1] * path[1:]).sum(axis=1), -1, 1))
        close(steps, np.full(5, between / 5), rtol=1e-4, what="the angles between neighbours (radians)")
    with criterion(
        "any lengths", hint="The angle ω is that between the directions: divide by BOTH lengths before arccos."
    ):
        x, y = np.array([3.0, 0.0]), np.array([0.0, 1.0])
        close(answer(x, y, 3)[1], np.array([3.0, 1.0]) / np.sqrt(2), rtol=1e-5, what="half-way from (3, 0) to (0, 1)")
    with criterion("from a point to itself", hint="With ω = 0 you divide by sin 0 = 0. There a straight line will do."):
        same = np.array([0.0, 2.0, 0.0])
        close(answer(same, same, 4), np.tile(same, (4, 1)), rtol=1e-5, what="the way from a point to itself")


def _twin_step(before, g_rate: float, d_rate: float, real, z):
    """Weights and losses after one step by plain gradient descent, computed here, from the weights `before`."""
    import tensorflow as tf

    g, d = ([tf.Variable(array) for array in arrays] for arrays in before)

    def network(weights, x):
        return tf.tanh(x @ weights[0] + weights[1]) @ weights[2] + weights[3]

    with tf.GradientTape() as tape:
        fake = network(g, tf.constant(z))
        d_loss = tf.reduce_mean(tf.nn.softplus(-network(d, tf.constant(real))))
        d_loss += tf.reduce_mean(tf.nn.softplus(network(d, fake)))
    for variable, slope in zip(d, tape.gradient(d_loss, d), strict=True):
        variable.assign_sub(d_rate * slope)
    with tf.GradientTape() as tape:
        g_loss = tf.reduce_mean(tf.nn.softplus(-network(d, network(g, tf.constant(z)))))
    for variable, slope in zip(g, tape.gradient(g_loss, g), strict=True):
        variable.assign_sub(g_rate * slope)
    return [[v.numpy() for v in g], [v.numpy() for v in d]], [float(d_loss), float(g_loss)]


def _moved(name: str, before, after, wanted) -> None:
    """Raise Mismatch unless the weights of a network went where they should."""
    require(not _same(before, after), f"the {name}'s weights did not move.")
    back = [2 * old - right for old, right in zip(before, wanted, strict=True)]
    require(
        not all(np.allclose(*pair, atol=1e-5) for pair in zip(after, back, strict=True)), f"the {name} moved uphill."
    )
    for number, (found, right) in enumerate(zip(after, wanted, strict=True)):
        close(found, right, rtol=1e-3, atol=1e-5, what=f"array {number} of the {name}'s weights after the step")


def _same(old, new) -> bool:
    return all(np.array_equal(*pair) for pair in zip(old, new, strict=True))


def _weights(model) -> list[np.ndarray]:
    """The four weight arrays of a dense network with one hidden layer."""
    found = [np.array(array) for array in model.get_weights()]
    require(len(found) == 4, "tiny_gan() must stay as it is given: networks with one hidden layer.")
    return found


def _softplus(x: np.ndarray) -> float:
    """Mean of log(1 + eˣ)."""
    return float(np.logaddexp(0, x.astype(float)).mean())


def _keras_length(n: int, kernel: int, stride: int, padding: str) -> int:
    import keras

    layer = keras.layers.Conv1DTranspose(1, kernel, strides=stride, padding=padding)
    return int(layer.compute_output_shape((1, n, 1))[1])


def _array(value) -> np.ndarray:
    """A NumPy array from an array or a tensor, or a Mismatch that says what came instead."""
    require(value is not None, "your result is None: is a `return` missing?")
    return np.asarray(value.numpy() if hasattr(value, "numpy") else value)


def _value(loss):
    """One number from a tensor or a float. An array stays one, and is then no loss."""
    return _array(loss)


def _kinds(model) -> list[str]:
    """The kinds of a model's layers, also of those inside models inside it."""

    def walk(config) -> list[str]:
        found = []
        for layer in config.get("layers", []):
            found += [layer["class_name"], *walk(layer["config"])]
        return found

    return walk(model.get_config())
