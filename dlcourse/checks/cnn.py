"""Checks for chapter 06: convolutional neural networks.

Convolution is checked against one that tests hold to Keras'. It is linear in the images and in the weights, so its
derivative along one weight is its own value there: no formula for the gradient is needed. `build_cnn` is trained by
the check, and judged on drawings that are made anew.
"""

import itertools

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, forbid_imports, require, unchanged
from dlcourse.nn.layers.windows import output_size as fits
from dlcourse.nn.layers.windows import window_padding

BY_HAND = forbid_imports("keras", "tensorflow", "scipy", "sklearn", "torch", "dlcourse")
OWN = forbid_imports("dlcourse", "sklearn", "torch")
MOST_PARAMETERS, LEAST_ACCURACY = 30_000, 0.6


def correlate(x: np.ndarray, W: np.ndarray, b: np.ndarray, stride: int, padding: str) -> np.ndarray:
    """Convolution layer (batch, rows, columns, filters) by Einstein summation; a test holds it to Keras' layer."""
    x = np.pad(x, ((0, 0), *(window_padding(n, W.shape[0], stride, padding) for n in x.shape[1:3]), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(x, W.shape[:2], axis=(1, 2))  # (batch, i, j, channel, r, c)
    return np.einsum("nijkrc,rckf->nijf", windows[:, ::stride, ::stride], W) + b


def slopes(dout: np.ndarray, x: np.ndarray, W: np.ndarray, stride: int, padding: str) -> tuple[np.ndarray, np.ndarray]:
    """dL/dx and dL/dW for L = Σ dout · conv(x, W), entry by entry: conv is linear in both."""
    none = np.zeros(W.shape[-1])
    dx, dW = np.zeros_like(x), np.zeros_like(W)
    for gradient, place in ((dx, "x"), (dW, "W")):
        for index in np.ndindex(gradient.shape):
            unit = np.zeros_like(gradient)
            unit[index] = 1
            gradient[index] = (
                dout * correlate(*((unit, W) if place == "x" else (x, unit)), none, stride, padding)
            ).sum()
    return dx, dW


@exercise(rules=[BY_HAND])
def edge_kernels(answer, rng):
    """`edge_kernels()`: a dict of three 3 × 3 kernels: "right", "down" and "any"."""
    given = answer()
    require(isinstance(given, dict), f"edge_kernels() returned {type(given).__name__}; a dict was expected.")
    ramp = np.array([[0.0, 0.0, 1.0]] * 3)  # it gets brighter to the right

    def response(name: str, patch: np.ndarray) -> float:
        require(name in given, f"edge_kernels() has no entry {name!r}.")
        kernel = np.asarray(given[name], dtype=float)
        require(kernel.shape == (3, 3), f"{name!r} has shape {kernel.shape}; expected (3, 3).")
        return float((kernel * patch).sum())

    with criterion(
        "silent on flat ground", hint="Where all nine pixels are equal there is no edge: each kernel must sum to zero."
    ):
        for name in ("right", "down", "any"):
            response(name, ramp)
            require(np.any(given[name]), f"{name!r} is zero everywhere; it never finds anything.")
            close(response(name, np.ones((3, 3))), 0.0, what=f"{name!r} on nine equal pixels")
    with criterion(
        '"right" finds brighter to the right',
        hint="Negative weights to the left, positive ones to the right: then dark-to-bright gives a positive number.",
    ):
        require(response("right", ramp) > 0, f"'right' gives {response('right', ramp):g} where the right is bright.")
        close(response("right", ramp.T), 0.0, what="'right' where it only gets brighter downwards")
    with criterion(
        '"down" finds brighter below', hint="The first axis of an array runs downwards: rows. Turn your other kernel."
    ):
        require(response("down", ramp.T) > 0, f"'down' gives {response('down', ramp.T):g} where the bottom is bright.")
        close(response("down", ramp), 0.0, what="'down' where it only gets brighter to the right")
    with criterion(
        '"any" does not care for direction',
        hint="The middle against its neighbours, all sides alike: turned by 90° the kernel must stay what it is.",
    ):
        dot = np.zeros((3, 3))
        dot[1, 1] = 1
        require(response("any", dot) > 0, f"'any' gives {response('any', dot):g} for a bright dot on dark ground.")
        close(np.rot90(given["any"]), given["any"], what="'any' turned by 90°")


@exercise(rules=[BY_HAND])
def output_size(answer, rng):
    """`output_size(n, kernel, stride, padding)`: how many places a kernel has along an axis of n pixels."""
    with criterion(
        "valid: the kernel stays inside", hint="A kernel of 1 has n places, and each further pixel of it costs one."
    ):
        for n, kernel, wanted in ((28, 3, 26), (28, 5, 24), (7, 7, 1), (5, 1, 5)):
            equal(answer(n, kernel, 1, "valid"), wanted, what=f"output_size({n}, {kernel}, 1, 'valid')")
    with criterion(
        "valid with a stride", hint="Count the whole steps of `stride` after the first place, then add the first."
    ):
        for n, kernel, stride, wanted in ((28, 3, 2, 13), (28, 2, 2, 14), (7, 3, 2, 3), (9, 3, 3, 3), (10, 3, 3, 3)):
            equal(answer(n, kernel, stride, "valid"), wanted, what=f"output_size({n}, {kernel}, {stride}, 'valid')")
        n, kernel, stride = int(rng.integers(20, 60)), int(rng.integers(2, 8)), int(rng.integers(2, 5))
        wanted = fits(n, kernel, stride)
        equal(answer(n, kernel, stride, "valid"), wanted, what=f"output_size({n}, {kernel}, {stride}, 'valid')")
    with criterion(
        "same: as many as there are pixels",
        harmless=True,
        hint='With stride 1, "same" keeps the size, whatever the kernel.',
    ):
        for n, kernel in ((28, 3), (28, 5), (5, 4)):
            equal(answer(n, kernel, 1, "same"), n, what=f"output_size({n}, {kernel}, 1, 'same')")
    with criterion(
        "same with a stride", hint="n / stride, rounded UP; the kernel does not matter: zeros are added as needed."
    ):
        for n, kernel, stride, wanted in ((28, 3, 2, 14), (7, 3, 2, 4), (10, 5, 3, 4), (9, 2, 3, 3)):
            equal(answer(n, kernel, stride, "same"), wanted, what=f"output_size({n}, {kernel}, {stride}, 'same')")
    with criterion("a whole number", hint="An array cannot have 13.0 rows: divide with //.", harmless=True):
        for padding in ("valid", "same"):
            found = answer(28, 3, 2, padding)
            require(isinstance(found, int | np.integer), f"{found!r} is a {type(found).__name__}, not an int.")


@exercise(rules=[BY_HAND])
def pad_same(answer, rng):
    """`pad_same(x, kernel, stride)`: zeros around images (batch, height, width, channels)."""

    def wanted(x, kernel, stride):
        return np.pad(x, ((0, 0), *(window_padding(n, kernel, stride, "same") for n in x.shape[1:3]), (0, 0)))

    x = rng.normal(size=(2, 6, 6, 3))
    with criterion(
        "zeros on all sides", hint="A 3 × 3 kernel needs one more row above AND below, one more column left AND right."
    ):
        close(answer(x, 3, 1), wanted(x, 3, 1), what="pad_same(x, 3, 1)")
        close(answer(x, 5, 1), wanted(x, 5, 1), what="pad_same(x, 5, 1)")
    with criterion(
        "an odd zero goes to the end", hint="With an even kernel one side gets one more: below and to the right."
    ):
        for kernel in (2, 4):
            close(answer(x, kernel, 1), wanted(x, kernel, 1), what=f"pad_same(x, {kernel}, 1)")
    with criterion(
        "no more than the stride needs",
        hint="Where is the last window? It begins at (places − 1) · stride and ends `kernel` pixels later.",
    ):
        for n, kernel, stride in ((6, 3, 2), (7, 3, 2), (7, 4, 3)):
            images = rng.normal(size=(1, n, n, 2))
            found = answer(images, kernel, stride)
            close(found, wanted(images, kernel, stride), what=f"{n} × {n} images for kernel {kernel}, stride {stride}")
    with criterion(
        "never less than nothing",
        harmless=True,
        hint="When the windows leave a rest, nothing is added, and nothing is cut off.",
    ):
        close(answer(x, 1, 2), x, what="pad_same(x, 1, 2)")
    with criterion(
        "height and width apart", hint="Rows and columns may need different numbers of zeros: use both lengths."
    ):
        images = rng.normal(size=(2, 5, 8, 1))
        close(answer(images, 3, 2), wanted(images, 3, 2), what="5 × 8 images for kernel 3, stride 2")


@exercise(rules=[BY_HAND])
def conv2d(answer, rng):
    """`conv2d(x, W, b, stride, padding)`: images (batch, height, width, channels) to a map for each filter."""
    x, W, b = rng.normal(size=(2, 6, 7, 3)), rng.normal(size=(3, 3, 3, 4)), rng.normal(size=4)
    one, none = np.ones((1, 1, 1, 1)), np.zeros(1)
    with criterion(
        "the kernel as it is",
        hint="Multiply the window and the kernel place by place. Do not turn the kernel round: layers use "
        "cross-correlation.",
    ):
        image, kernel = rng.normal(size=(1, 4, 4, 1)), np.arange(9.0).reshape(3, 3, 1, 1)
        close(answer(image, kernel, none, 1, "valid"), correlate(image, kernel, none, 1, "valid"), what="one channel")
    with criterion(
        "sums over the channels", hint="A filter has a kernel for EACH channel; their results are added, into one map."
    ):
        W1 = W[..., :1]
        close(answer(x, W1, b[:1], 1, "valid"), correlate(x, W1, b[:1], 1, "valid"), what="one filter, three channels")
    with criterion("a map for each filter", hint="The last axis of W and of the output counts filters."):
        close(answer(x, W, 0 * b, 1, "valid"), correlate(x, W, 0 * b, 1, "valid"), what="four filters without bias")
    with criterion("adds the bias", hint="One number for each filter, added at every place."):
        close(answer(0 * x, W, b, 1, "valid"), np.broadcast_to(b, (2, 4, 5, 4)), what="conv2d of black images")
    with criterion(
        "steps by the stride", hint="Place (i, j) of the output looks at the pixels from (i · stride, j · stride)."
    ):
        for stride in (2, 3):
            found = answer(x, W, b, stride, "valid")
            close(found, correlate(x, W, b, stride, "valid"), what=f"stride {stride}")
    with criterion("pads all around", hint='For "same", work on pad_same(x, …): zeros before AND after the pixels.'):
        for stride in (1, 2):
            found = answer(x, W, b, stride, "same")
            close(found, correlate(x, W, b, stride, "same"), what=f"stride {stride}, 'same'")
    with criterion("leaves its input unchanged", hint="Padding makes a new array; do not write into x.", harmless=True):
        unchanged(lambda images: answer(images, one, none, 1, "same"), x[..., :1])


@exercise(names=["max_pool2d", "average_pool2d"], rules=[BY_HAND])
def pooling(max_pool2d, average_pool2d, rng):
    """`max_pool2d(x, size, stride)` and `average_pool2d(x, size, stride)` on (batch, height, width, channels)."""
    x = rng.normal(size=(2, 6, 6, 3))

    def windows(images, size, stride):
        """(batch, rows, columns, channels, size, size)."""
        found = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
        return found[:, ::stride, ::stride]

    def largest(images, *how):
        return max_pool2d(images.copy(), *how)

    def mean(images, *how):
        return average_pool2d(images.copy(), *how)

    with criterion("the largest of each window", hint="max_pool2d takes the maximum of a window, not its mean."):
        close(largest(x, 2, 2), windows(x, 2, 2).max(axis=(-1, -2)), what="max_pool2d(x, 2, 2)")
    with criterion("the mean of each window", hint="average_pool2d divides by the number of pixels, size · size."):
        close(mean(x, 2, 2), windows(x, 2, 2).mean(axis=(-1, -2)), what="average_pool2d(x, 2, 2)")
    with criterion(
        "negative numbers too", hint="Begin with the first window, not with zeros: the largest of −3 and −1 is −1."
    ):
        below = -1 - np.abs(x)
        close(largest(below, 3, 3), windows(below, 3, 3).max(axis=(-1, -2)), what="max_pool2d of negative numbers")
    with criterion(
        "each channel by itself", hint="Take the maximum over the two axes of the window, not over channels."
    ):
        for pool, name in ((largest, "max_pool2d"), (mean, "average_pool2d")):
            together, apart = pool(x, 2, 2), [pool(x[..., channel : channel + 1], 2, 2) for channel in range(3)]
            equal(list(np.shape(together)), [2, 3, 3, 3], what=f"the shape of {name}(x, 2, 2)")
            close(together, np.concatenate(apart, axis=-1), what=f"three channels at once in {name}")
    with criterion(
        "windows may overlap", hint="size says how large a window is, stride how far apart two of them are."
    ):
        close(largest(x, 3, 1), windows(x, 3, 1).max(axis=(-1, -2)), what="max_pool2d(x, 3, 1)")
        close(mean(x, 3, 2), windows(x, 3, 2).mean(axis=(-1, -2)), what="average_pool2d(x, 3, 2)")
    with criterion("what does not fit is left out", hint="A window must be whole: round the number of places down."):
        odd = rng.normal(size=(1, 5, 7, 2))
        close(largest(odd, 2, 2), windows(odd, 2, 2).max(axis=(-1, -2)), what="max_pool2d of a 5 × 7 image")
        close(mean(odd, 2, 2), windows(odd, 2, 2).mean(axis=(-1, -2)), what="average_pool2d of it")
    with criterion("leaves its input unchanged", hint="Write into a new array, not into x.", harmless=True):
        unchanged(lambda images: max_pool2d(images, 2, 2), x)
        unchanged(lambda images: average_pool2d(images, 2, 2), x)


@exercise(rules=[BY_HAND])
def conv2d_backward(answer, rng):
    """`conv2d_backward(dout, x, W, stride, padding)`: the gradients (dx, dW, db)."""
    x, W = rng.normal(size=(2, 5, 6, 2)), rng.normal(size=(3, 3, 2, 3))
    cases = list(itertools.product((1, 2), ("valid", "same")))
    douts = {case: rng.normal(size=correlate(x, W, np.zeros(3), *case).shape) for case in cases}
    truth = {case: slopes(douts[case], x, W, *case) for case in cases}

    def gradients(stride, padding):
        found = answer(douts[stride, padding], x, W, stride, padding)
        require(isinstance(found, tuple | list) and len(found) == 3, "three arrays were expected: dx, dW, db.")
        return found

    with criterion(
        "the bias's gradient", hint="The bias is added at EVERY place of EVERY image: sum over all of these axes."
    ):
        for case in cases:
            close(gradients(*case)[2], douts[case].sum(axis=(0, 1, 2)), what=f"db for stride, padding = {case}")
    with criterion(
        "the weights' gradient", hint="Each place adds its window times its dout. Add up, over all images and places."
    ):
        close(gradients(1, "valid")[1], truth[1, "valid"][1], what="dW for stride 1")
    with criterion(
        "the images' gradient",
        hint="A pixel lies in several windows: each gives it a share (+=, not =): W times dout, summed over filters.",
    ):
        close(gradients(1, "valid")[0], truth[1, "valid"][0], what="dx for stride 1")
    with criterion(
        "with a stride", hint="Use the same windows as in the forward pass: they begin at multiples of stride."
    ):
        for part, name in enumerate(("dx", "dW")):
            close(gradients(2, "valid")[part], truth[2, "valid"][part], what=f"{name} for stride 2")
    with criterion(
        "with padding",
        hint="Work on the padded images; at the end cut the border off dx, as much as was added each side.",
    ):
        for stride, (part, name) in itertools.product((1, 2), enumerate(("dx", "dW"))):
            found = gradients(stride, "same")[part]
            close(found, truth[stride, "same"][part], what=f"{name} for stride {stride}, 'same'")
    with criterion("leaves its arguments unchanged", hint="Write into new arrays.", harmless=True):
        unchanged(lambda *arrays: answer(*arrays, 1, "valid"), douts[1, "valid"], x, W)


@exercise(rules=[BY_HAND])
def conv_parameters(answer, rng):
    """`conv_parameters(height, width, channels, filters)`: weights and biases of a convolution layer."""
    with criterion("a grey image", hint="One kernel of height · width numbers and one bias for each filter."):
        equal(answer(3, 3, 1, 16), 160, what="conv_parameters(3, 3, 1, 16)")
    with criterion(
        "a kernel for each channel", hint="Each filter has as many kernels as the layer before it has channels."
    ):
        equal(answer(4, 4, 16, 32), 8224, what="conv_parameters(4, 4, 16, 32)")
        equal(answer(4, 4, 32, 64), 32832, what="conv_parameters(4, 4, 32, 64)")
    with criterion("kernels need not be square", hint="Height times width, not one of them squared."):
        equal(answer(1, 7, 3, 8), 176, what="conv_parameters(1, 7, 3, 8)")
    with criterion("one bias a filter", hint="The bias belongs to the filter, not to each of its kernels."):
        channels, filters = int(rng.integers(2, 50)), int(rng.integers(2, 50))
        more = answer(3, 2, channels, filters + 1) - answer(3, 2, channels, filters)
        equal(more, 6 * channels + 1, what=f"what one filter more costs with {channels} channels")


@exercise(rules=[OWN], seconds=60)
def build_cnn(answer, rng):
    """`build_cnn()`: a compiled CNN that learns to recognise drawings, with at most 30,000 parameters."""
    images, labels = drawings(int(rng.integers(1 << 30)), 2500)
    new_images, new_labels = drawings(int(rng.integers(1 << 30)), 1000)
    model = answer()
    with criterion(
        "takes drawings and gives ten probabilities",
        hint="Input((28, 28, 1)) first, pixels as they are; Dense(10) and Softmax last.",
    ):
        found = np.asarray(model.predict(new_images[:40], verbose=0))
        close(found.shape, [40, 10], what="the shape of the output for 40 images")
        close(found.sum(axis=1), np.ones(40), rtol=1e-3, what="the sums of the outputs")
    with criterion(
        f"at most {MOST_PARAMETERS:,} parameters",
        harmless=True,
        hint="Where are they? Mostly in the dense layer behind Flatten: pool more, or use fewer filters or units.",
    ):
        count = int(model.count_params())
        require(count <= MOST_PARAMETERS, f"{count:,} parameters are too many.")
    with criterion(
        "looks at neighbourhoods", hint="Conv2D layers with kernels larger than 1 × 1: a single pixel has no shape."
    ):
        kernels = [layer["config"]["kernel_size"] for layer in _layers(model) if layer["class_name"] == "Conv2D"]
        require(any(max(kernel) > 1 for kernel in kernels), f"the kernels of its convolutions: {kernels or 'none'}.")
    with criterion(
        "the layers features and scores are named",
        hint='Grad-CAM will ask for them: "features" is the last Conv2D, "scores" the Dense(10) before Softmax.',
    ):
        named = {layer["config"].get("name"): layer["class_name"] for layer in _layers(model)}
        require(named.get("features") == "Conv2D", "no Conv2D layer is named 'features'.")
        require(named.get("scores") == "Dense", "no Dense layer is named 'scores'.")
    with criterion(
        f"{LEAST_ACCURACY:.0%} of new drawings after four epochs",
        weight=3,
        hint="Right on the old drawings only? It learns by heart: convolve and pool before the dense layer. Wrong on "
        "both? Are the pixels scaled (Rescaling), are there two or three convolutions, is the loss for class numbers?",
    ):
        model.fit(images, labels, batch_size=32, epochs=4, verbose=0)
        shares = [
            float((np.asarray(model.predict(x, verbose=0, batch_size=500)).argmax(axis=1) == y).mean())
            for x, y in ((images, labels), (new_images, new_labels))
        ]
        seen = f"{shares[0]:.0%} of the drawings it was trained on are right, and {shares[1]:.1%} of 1000 new ones"
        require(shares[1] >= LEAST_ACCURACY, f"{seen}.")


@exercise(names=["grad_cam", "tiny_cnn"], rules=[OWN], seconds=20)
def grad_cam(grad_cam, tiny_cnn, rng):
    """`grad_cam(model, image)`: which places of the last feature maps speak for the class that the model chose."""
    model = tiny_cnn()
    shapes = [np.shape(weight) for weight in model.get_weights()]
    require(shapes == [(3, 3, 1, 3), (3,), (108, 4), (4,)], f"tiny_cnn() is not as it was given; weights: {shapes}.")
    W, b, V, c = (rng.normal(size=shape) for shape in shapes)
    images = [rng.random((8, 8, 1)) for _ in range(60)]
    b = -correlate(np.array(images), W, 0 * b, 1, "valid").mean(axis=(0, 1, 2))  # each map is on at half of its places
    slopes_wanted = np.array([[0.6, -0.6, 0.2, -0.4], [-0.6, 0.2, 0.6, 0.6], [0.2, 0.6, -0.6, -0.4]])  # maps × classes
    V = 0.3 * V.reshape(36, 3, 4)
    V = (V - V.mean(axis=0) + slopes_wanted).reshape(108, 4)

    def parts(image):
        """The feature maps (6, 6, 3) and the scores (4,) of one image, in NumPy."""
        maps = np.maximum(correlate(image[None], W, b, 1, "valid")[0], 0)
        return maps, maps.ravel() @ V + c

    def wanted(image):
        maps, scores = parts(image)
        weights = slopes_wanted[:, scores.argmax()]
        heat = np.maximum(maps @ weights, 0)
        return heat / heat.max()

    c = -np.mean([parts(image)[1] for image in images], axis=0)  # each class has its chance
    by_class = {int(parts(image)[1].argmax()): image for image in images}
    model.set_weights([part.astype("float32") for part in (W, b, V, c)])
    first = next(iter(by_class))
    with criterion(
        "one number for each place of the maps",
        hint="The maps of tiny_cnn are 6 × 6: return an array (6, 6), without the batch axis.",
    ):
        equal(list(np.shape(grad_cam(model, by_class[first]))), [6, 6], what="the shape of grad_cam(model, image)")
    with criterion(
        "from 0 to 1", hint="Negative places speak against the class: cut them off at 0. Then divide by the largest."
    ):
        for image in by_class.values():
            heat = np.asarray(grad_cam(model, image))
            close([heat.min(), heat.max()], [0, 1], atol=1e-5, what="the smallest and the largest number of a heat map")
    with criterion(
        "maps weighed by their mean slope",
        weight=2,
        hint="One weight for each map: the gradient of the score, averaged over the places. Then a weighted sum.",
    ):
        for image in by_class.values():
            close(grad_cam(model, image), wanted(image), rtol=1e-3, atol=1e-4, what="grad_cam(model, image)")
    with criterion("for the class the model chose", hint="argmax of this image's scores; not class 0, not all scores."):
        for label, image in by_class.items():
            close(grad_cam(model, image), wanted(image), rtol=1e-3, atol=1e-4, what=f"the map for class {label}")


def drawings(seed: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """New drawings `(count, 28, 28, 1)` of the ten things in `sketches`, and their labels."""
    from dlcourse.data.makers.sketches import make

    made = make(train=0, test=count, seed=seed)
    return made["x_test"][..., None], made["y_test"]


def _layers(model) -> list[dict]:
    """The configurations of a model's layers."""
    return list(model.get_config()["layers"])
