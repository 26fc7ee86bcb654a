# %% [markdown]
# # 06 · Convolutional neural networks
#
# **After this chapter you will be able to**
#
# - **explain** why dense layers waste images, and what sliding a small kernel over them changes;
# - **compute** output sizes, paddings, parameters and multiplications of convolutional layers;
# - **implement** convolution and pooling, forward and backward, and **test** them against Keras;
# - **build** a network that recognises drawings, and **compare** it fairly with a dense one of the same size;
# - **look inside** it: filters, feature maps, and the places that decided;
# - **help** a network that overfits, and **reuse** a trained one where labels are few.
#
# **Time:** about 150 minutes. **Difficulty:** ●●○. **You need:** chapter 02 (gradients), chapter 04 (Keras) and, for
# overfitting, chapter 05.
#
# ## A puzzle to begin with · 4 min
#
# A network with one hidden layer has learned to read handwritten digits, all of them in the middle of the picture.
# It reads 95 of 100 new ones. Now every digit moves to the right, by two pixels of 28. You would hardly notice. **How many
# of 100 does the network still read?** Guess before you go on.

# %%
import numpy as np

from dlcourse import data
from dlcourse.plots.cnn import translation_invariance

digits = data.load("digits")


def place(x, right=0, down=0):
    """Digits (n, 8, 8), pixels doubled, on larger paper: (n, 28, 28, 1), from 0 to 1."""
    images = np.zeros((len(x), 28, 28, 1), "float32")
    images[:, 6 + down : 22 + down, 6 + right : 22 + right, 0] = np.kron(
        x / 16, np.ones((2, 2))
    )
    return images


translation_invariance.two_places(
    place(digits.x_test[:1])[0, ..., 0], place(digits.x_test[:1], right=2)[0, ..., 0]
)

# %% [markdown]
# ### Setting up

# %%
from dlcourse.checks import cnn as check  # first: it keeps TensorFlow quiet

import keras
import tensorflow as tf

from dlcourse import nn as numpy_nn
from dlcourse.plots import images
from dlcourse.plots.cnn import colour, convnets, convolution, feature_maps

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(6)
dense_reader = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        keras.layers.Flatten(),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
dense_reader.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
dense_reader.fit(place(digits.x_train), digits.y_train, batch_size=32, epochs=10, verbose=0)


def accuracy(model, x, y):
    """Share of the images that `model` gets right, outside of training (see section 10)."""
    return float(np.mean(np.asarray(model(x, training=False)).argmax(axis=-1) == y))


dense_by_shift = [
    accuracy(dense_reader, place(digits.x_test, s), digits.y_test) for s in range(7)
]
translation_invariance.accuracy_by_shift(
    {f"dense, {dense_reader.count_params():,} parameters": dense_by_shift},
    "Two pixels, and half of the digits are lost",
)

# %% tags=["claim"]
# > It reads 95 of 100 new ones.
assert 0.92 < dense_by_shift[0] < 0.98
# > About half of them. Moved by four pixels or more, it reads fewer than three in ten.
assert 0.35 < dense_by_shift[2] < 0.68
assert max(dense_by_shift[4:]) < 0.3

# %% [markdown]
# About half of them. Moved by four pixels or more, it reads fewer than three in ten.
#
# Why? A dense layer has **a weight of its own for every pixel**. It does not know which pixels are neighbours: if you
# shuffled the pixels of all images in the same way, it would learn just as well. What it has learned about a stroke at
# one place says nothing about the same stroke next to it. It must learn each place anew, from examples *at that place*.
#
# A **convolutional neural network** (합성곱 신경망, CNN) builds in two things that we know about images:
#
# - **Neighbours belong together.** Look at small patches.
# - **A stroke is a stroke wherever it is.** Use *the same* weights at every place.
#
# Studies of seeing suggested both. D. Hubel and T. Wiesel found around 1960 that cells in a cat's visual cortex
# answer to bars of one direction at one small place, and others to such a bar anywhere in a larger region. K. Fukushima
# built a network of such layers in 1980, the **Neocognitron**; Y. LeCun and others trained such layers by
# backpropagation in 1989.

# %% [markdown]
# ## 1 · A small window that slides · 9 min
#
# A **kernel** (커널) is a small table of weights, say 3 × 3. Lay it on a corner of the image, multiply each weight with
# the pixel under it, and add up. Move one pixel on, and again. The results form a new image: the **feature map**
# (특성 맵).

# %%
step = np.array([[0, 0, 0, 1, 1, 1]] * 6)  # dark on the left, bright on the right
convolution.sliding(step, np.array([[-1, 0, 1]] * 3))

# %% [markdown]
# The map is 0 where nothing changes, and 3 where the image gets brighter to the right. This kernel *looks for that
# edge*, and finds it wherever it is. Nine weights do that for the whole image. A dense layer has a weight of its own for
# each pair of a pixel and a place of the map.
#
# $$ y_{ij} = b + \sum_{r}\sum_{c} x_{i+r,\;j+c} \, w_{rc} $$
#
# > **A word on the word.** Mathematicians turn the kernel by half a turn before they slide it, and only that is a
# > *convolution* (합성곱) to them. What networks compute is, strictly, a **cross-correlation**. As the weights are learned
# > anyway, it makes no difference, and everyone says convolution.
#
# ### Exercise 1 · Kernels by hand (1 point · 5 min · ●○○)
#
# Write `edge_kernels()`: a dict of three 3 × 3 arrays. Each must give 0 on ground that is equally bright everywhere.
#
# - `"right"`: positive wherever it gets brighter from left to right, be it before or behind the middle column; 0 where
#   brightness changes only from top to bottom;
# - `"down"`: positive wherever it gets brighter from top to bottom; 0 where it changes only from left to right;
# - `"any"`: positive on a bright dot, and the same in all four directions: turned by 90° the kernel stays what it is.
#
# Many kernels do this. The one in the animation is a good start.


# %% tags=["exercise"]
def edge_kernels():
    """Three kernels (3, 3) that find edges: "right", "down" and "any"."""
    ### BEGIN SOLUTION
    right = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    around = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
    return {"right": right, "down": right.T, "any": around}
    ### END SOLUTION


# %% tags=["check"] points=1
check.edge_kernels(edge_kernels, points=1)
### BEGIN HIDDEN TESTS
check.edge_kernels(edge_kernels, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Kernels can do more than find edges. The mean of nine pixels **blurs**; the pixel plus its difference from its
# neighbours **sharpens**. Image programs work this way, too. Here are your three and these two, slid over
# a drawing by Keras.

# %%
sketches = data.load("sketches")
house = sketches.x_train[sketches.y_train == sketches.classes.index("house")][13] / 255

by_hand = edge_kernels() | {
    "blur": np.full((3, 3), 1 / 9),
    "sharpen": np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
}
stack = np.stack([by_hand[name] for name in by_hand], axis=-1)[:, :, np.newaxis]
maps = keras.ops.conv(house[np.newaxis, ..., np.newaxis], stack.astype("float64"))
convolution.responses(
    house,
    {name: np.asarray(maps)[0, ..., number] for number, name in enumerate(by_hand)},
    "Five kernels, five views of one drawing (edges: grey is 0, bright positive)",
)

# %% [markdown]
# A CNN does not get its kernels from us. Their weights are **learned**, by backpropagation, like all others.

# %% [markdown]
# ## 2 · Channels: colour, filters, and kernels of one pixel · 5 min
#
# A colour image has three **channels** (채널): red, green, blue (**RGB**). A feature map is a channel, too, for the layer
# behind it.
#
# - A **filter** (필터) holds **one kernel for each channel** of its input, and one bias. It adds up what its kernels
#   find, so each filter makes **one** map.
# - A layer has many filters, so it makes many maps: the channels of the next layer.

# %%
convnets.filters_and_channels()

# %% [markdown]
# The weights `W` of a layer have the shape `(kernel height, kernel width, channels, filters)`, images
# `(batch, height, width, channels)`.
#
# The smallest kernel has **1 × 1** pixels. It sees no neighbours. But it has a weight for each channel, so it mixes the
# channels at each place, like a dense layer for every pixel. Red minus the mean of green and blue, for example, finds
# what is red:

# %%
signs = data.load("signs")
pair = ["red triangle", "blue disc"]
pictures = np.stack(
    [signs.x_train[signs.y_train == signs.classes.index(name)][0] for name in pair]
)
pictures = pictures / 255
weigh_channels = np.array([1, -0.5, -0.5]).reshape(1, 1, 3, 1)
redness = np.maximum(keras.ops.conv(pictures, weigh_channels)[..., 0], 0)
colour.channels(pictures, redness, pair, "1 × 1: redness")

# %% tags=["claim"]
# > Red minus the mean of green and blue, for example, finds what is red
assert redness[0].max() > 0.25 and redness[1].max() < 0.5 * redness[0].max()

# %% [markdown]
# These pictures are the set `signs`, made by a program: six road signs, two of each colour, two of each shape. So
# neither colour nor shape alone tells which sign it is. Three networks with the same layers shall try: one sees
# colours, but only with 1 × 1 kernels; one sees 3 × 3 pixels, but in grey; one sees both. (Section 3 explains
# `strides` and `padding`. `GlobalMaxPooling2D` keeps the largest number of each map; see section 4.)


# %%
def sign_reader(channels, kernel):
    """Three convolutions, the largest number of each map, six scores."""
    model = keras.Sequential([keras.Input((32, 32, channels)), keras.layers.Rescaling(1 / 255)])
    for filters, stride in ((16, 2), (32, 2), (32, 1)):
        model.add(keras.layers.Conv2D(filters, kernel, strides=stride, padding="same"))
        model.add(keras.layers.ReLU())
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    return model


# %% tags=["nbval-ignore-output"]
readers = {  # channels, and the side of the kernels
    "colour, 1 × 1 kernels": (3, 1),
    "grey, 3 × 3 kernels": (1, 3),
    "colour, 3 × 3 kernels": (3, 3),
}
sign_right = {}
for name, (channels, kernel) in readers.items():
    x_signs, x_new = signs.x_train, signs.x_test
    if channels == 1:
        x_signs, x_new = (colours.mean(axis=-1, keepdims=True) for colours in (x_signs, x_new))
    keras.utils.set_random_seed(6)
    model = sign_reader(channels, kernel)
    model.fit(x_signs, signs.y_train, batch_size=32, epochs=5, verbose=0)
    sign_right[name] = accuracy(model, x_new, signs.y_test)
feature_maps.bars(
    sign_right, "Colour and shape: it takes both", "share of 600 new signs right", 1 / 6
)

# %% tags=["claim"]
# > Without neighbours about half of the signs are right
colour_only, shape_only, both = sign_right.values()
assert 0.35 < colour_only < 0.67
# > In grey about four in five are right
assert 0.7 < shape_only < 0.9
# > With both it is more than nine in ten.
assert both > 0.9

# %% [markdown]
# Without neighbours about half of the signs are right: the network knows the colour, and guesses between its two shapes.
# In grey about four in five are right: yellow is brighter than red and blue, but these two look alike. With both it is
# more than nine in ten.

# %% [markdown]
# ## 3 · Where the kernel can stand · 24 min
#
# - **Stride** (스트라이드): how many pixels the kernel moves at a time. With 2, the map has about half as many rows
#   and columns.
# - **Padding** (패딩): `"valid"` means none, the kernel stays inside the image, and the map is smaller than the image.
#   `"same"` puts zeros around the image, so that with stride 1 the map is as large as the image.

# %%
convolution.places()

# %% [markdown]
# Along an axis of $n$ pixels, with a kernel of $k$ and stride $s$, there are
#
# $$ \text{valid: } \left\lfloor \frac{n - k}{s} \right\rfloor + 1 \qquad\qquad
# \text{same: } \left\lceil \frac{n}{s} \right\rceil $$
#
# places. ($\lfloor\;\rfloor$ rounds down, $\lceil\;\rceil$ rounds up.)
#
# ### Exercise 2 · Output size (1 point · 4 min · ●○○)
#
# Write `output_size(n, kernel, stride, padding)`: count the places of a kernel of `kernel` pixels that moves by `stride`
# pixels along an axis of `n`. These are whole numbers; `padding` is `"valid"` or `"same"`. Return an `int`. You may take
# for granted that the kernel fits.
#
# *Example:* `output_size(28, 3, 1, "valid")` is 26, `output_size(28, 3, 2, "same")` is 14.


# %% tags=["exercise"]
def output_size(n, kernel, stride, padding):
    """Number of places of a kernel along an axis of n pixels."""
    ### BEGIN SOLUTION
    if padding == "same":
        return -(-n // stride)
    return (n - kernel) // stride + 1
    ### END SOLUTION


# %% tags=["check"] points=1
check.output_size(output_size, points=1)
### BEGIN HIDDEN TESTS
check.output_size(output_size, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3 · The border of zeros (1 point · 7 min · ●●○)
#
# Write `pad_same(x, kernel, stride)` for images `x` of shape `(batch, height, width, channels)`: return them with the
# zeros that `"same"` needs. For rows and for columns alike:
#
# 1. There are $p = \lceil n/s \rceil$ places. The last window begins at pixel $(p-1)\,s$ and is $k$ long. So
#    $\text{total} = (p-1)\,s + k - n$ zeros are missing; **none**, if that is negative.
# 2. Half of them go before the pixels, half behind them. **An odd one goes behind** (below, or to the right).
#
# Leave `x` as it is.
#
# *Example:* 28 × 28 images, kernel 3: with stride 1 one zero on each side; with stride 2 none before and one behind.


# %% tags=["exercise"]
def pad_same(x, kernel, stride):
    """Images (batch, height, width, channels) with zeros around them, for padding "same"."""
    ### BEGIN SOLUTION
    around = []
    for n in x.shape[1:3]:
        last = (output_size(n, kernel, stride, "same") - 1) * stride
        missing = max(last + kernel - n, 0)
        around.append((missing // 2, missing - missing // 2))
    return np.pad(x, [(0, 0), *around, (0, 0)])
    ### END SOLUTION


# %% tags=["check"] points=1
check.pad_same(pad_same, points=1)
### BEGIN HIDDEN TESTS
check.pad_same(pad_same, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4 · Convolution (3 points · 9 min · ●●○)
#
# Write `conv2d(x, W, b, stride, padding)`:
#
# - `x` has shape `(batch, height, width, channels)`, `W` `(kernel, kernel, channels, filters)`, `b` `(filters,)`;
# - return an array `(batch, rows, columns, filters)`.
#
# $$ y_{n,i,j,f} = b_f + \sum_{r,c,k} x_{n,\;i s + r,\;j s + c,\;k} \; W_{r,c,k,f} $$
#
# Two loops, over rows and columns of the output, are enough: the window of *all* images at once is a slice of `x`, and
# `np.tensordot(window, W, axes=3)` multiplies and sums over the last three axes of the window and the first three of `W`.
# For `"same"`, begin with your `pad_same`. Leave the arguments as they are.


# %% tags=["exercise"]
def conv2d(x, W, b, stride, padding):
    """Images (batch, height, width, channels) to maps (batch, rows, columns, filters)."""
    ### BEGIN SOLUTION
    kernel = len(W)
    if padding == "same":
        x = pad_same(x, kernel, stride)
    rows, columns = (output_size(n, kernel, stride, "valid") for n in x.shape[1:3])
    y = np.zeros((len(x), rows, columns, W.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            patch = x[:, top : top + kernel, left : left + kernel]
            y[:, i, j] = np.tensordot(patch, W, axes=3) + b
    return y
    ### END SOLUTION


# %% tags=["check"] points=3
check.conv2d(conv2d, points=3)
### BEGIN HIDDEN TESTS
check.conv2d(conv2d, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Is it what Keras does?
#
# The same images, the same weights, in your function, in `dlcourse.nn` and in Keras. (`dlcourse.nn` writes every window
# as a row of one large matrix; then all filters at all places are one matrix product. That is called *im2col*: it costs
# memory, and is fast.)

# %%
rng = np.random.default_rng(6)
x = rng.normal(size=(2, 9, 9, 3)).astype("float32")
W, b = rng.normal(size=(3, 3, 3, 4)).astype("float32"), rng.normal(size=4).astype("float32")

for padding in ("valid", "same"):
    for stride in (1, 2):
        theirs = keras.layers.Conv2D(4, 3, strides=stride, padding=padding)
        layers = [numpy_nn.Input((9, 9, 3)), numpy_nn.layers.Conv2D(4, 3, stride, padding)]
        ours = numpy_nn.Sequential(layers)
        theirs.build(x.shape)
        theirs.set_weights([W, b])
        ours.set_weights([W, b])
        yours = conv2d(x, W, b, stride, padding)
        gaps = [
            np.abs(yours - np.asarray(other)).max() for other in (theirs(x), ours.predict(x))
        ]
        print(f"{padding}, stride {stride}: {yours.shape}, equal to 1e-5: {max(gaps) < 1e-5}")

# %% [markdown]
# ### The receptive field
#
# A single number of the first map has seen 3 × 3 pixels. A number of the *second* layer looks at 3 × 3 numbers of the
# first, and through them at more pixels. What it can see is its **receptive field** (수용 영역). Each layer with a kernel
# of $k$ widens it by $(k-1)$ times the product of all strides before it.

# %%
convnets.receptive_field()

# %% [markdown]
# ## 4 · Pooling: a summary of each window · 10 min
#
# Do we need to know *exactly* where an edge was? To recognise a house, "about there" will do. **Pooling** (풀링) sums up
# each window of a map in one number and has no weights at all:
#
# - **max pooling** keeps the largest number; **average pooling** the mean;
# - **global** pooling takes one number of a *whole map*, its mean or its largest: wherever the feature was.

# %%
convolution.pooling(np.array([[0, 1, 0, 0], [4, 0, 0, 8], [2, 2, 1, 0], [2, 2, 0, 3]]))

# %% [markdown]
# LeNet (LeCun's network, section 11) averaged 2 × 2 windows; max pooling of 2 × 2, or of 3 × 3 with stride 2, was usual
# in the networks of about 2012 to 2015. Many later ones use a convolution with stride 2 in its place, which learns how to sum up, and global average pooling at the end.
#
# ### Exercise 5 · Pooling (1 point · 6 min · ●●○)
#
# Write `max_pool2d(x, size, stride)` and `average_pool2d(x, size, stride)`: the largest number, or the mean, of windows
# of `size` × `size`, `stride` pixels apart, padding `"valid"`. From `(batch, height, width, channels)` to
# `(batch, rows, columns, channels)`: each channel is pooled by itself. Leave `x` as it is.


# %% tags=["exercise"]
def max_pool2d(x, size, stride):
    """The largest number of each window."""
    ### BEGIN SOLUTION
    return pool(x, size, stride, np.max)
    ### END SOLUTION


def average_pool2d(x, size, stride):
    """The mean of each window."""
    ### BEGIN SOLUTION
    return pool(x, size, stride, np.mean)


def pool(x, size, stride, summary):
    """One number for each window and channel."""
    rows, columns = (output_size(n, size, stride, "valid") for n in x.shape[1:3])
    pooled = np.zeros((len(x), rows, columns, x.shape[-1]))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            pooled[:, i, j] = summary(patch, axis=(1, 2))
    return pooled
    ### END SOLUTION


# %% tags=["check"] points=1
check.pooling(max_pool2d, average_pool2d, points=1)
### BEGIN HIDDEN TESTS
check.pooling(max_pool2d, average_pool2d, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
pairs = [
    (max_pool2d, keras.layers.MaxPooling2D(2, 2)),
    (average_pool2d, keras.layers.AveragePooling2D(2, 2)),
]
for mine, layer in pairs:
    gap = np.abs(mine(x, 2, 2) - np.asarray(layer(x))).max()
    print(f"{mine.__name__:<14} equal to Keras to 1e-5: {gap < 1e-5}")

# %% [markdown]
# ### Moving along, and staying the same
#
# Two words that are often mixed up:
#
# - **equivariant** (등변): if the digit moves, the map moves with it. Convolution with stride 1 is,
#   away from the border.
# - **invariant** (불변): if the digit moves, the result stays the same. A global maximum or mean is, as
#   long as nothing leaves the picture.

# %%
here, there = place(digits.x_test[:1]), place(digits.x_test[:1], right=2)
kernels = rng.normal(size=(3, 3, 1, 4))
for stride, moved in ((1, 2), (2, 1), (4, 0)):
    before, after = (
        conv2d(x_at, kernels, np.zeros(4), stride, "same") for x_at in (here, there)
    )
    moves_along = np.allclose(np.roll(before, moved, axis=2), after)
    same_largest = np.allclose(before.max(axis=(1, 2)), after.max(axis=(1, 2)))
    print(
        f"stride {stride}: map moves along {moves_along}, "
        f"largest number the same {same_largest}"
    )

# %% [markdown]
# Two pixels are two places of the map with stride 1, and one place with stride 2. With stride 4 they are half a place:
# the windows fall differently on the digit, and neither holds. So a CNN with strides or pooling is only *nearly*
# invariant.

# %% [markdown]
# ## 5 · Backwards · 18 min
#
# Convolution is multiplying and adding, as a dense layer is. So the rules of chapter 02 hold, window by window. Let
# $\delta_{n,i,j,f} = \partial L / \partial y_{n,i,j,f}$ (in the code: `dout`).
#
# - **Bias.** It is added at every place of every image, so its gradient sums over all of them.
# - **Weights.** The same $W$ is used at every place, so the contributions of **all places add up**: each is the window
#   times its $\delta$.
# - **Images.** A pixel lies under several windows. Each hands back its share, $W$ times $\delta$, and the shares **add
#   up** where windows overlap.

# %%
convolution.shares(np.array([[1, 2], [0, 3]]), np.array([[1, 0, 2], [0, 1, 0], [-1, 0, 1]]))

# %% [markdown]
# ### Exercise 6 · Convolution, backwards (3 points · 10 min · ●●●)
#
# Write `conv2d_backward(dout, x, W, stride, padding)`. `dout` has the shape of the output. Return a tuple
# `(dx, dW, db)`, each of the shape of what it belongs to. As in the forward pass, the window of place $(i, j)$ begins at
# pixel (i · stride, j · stride):
#
# ```
# db[f] = Σ_{n,i,j} dout[n, i, j, f]
# for each place (i, j):
#     dW[r, c, k, f]       += Σ_n  window[n, r, c, k] · dout[n, i, j, f]
#     dx_window[n, r, c, k] += Σ_f  W[r, c, k, f] · dout[n, i, j, f]
# ```
#
# `np.einsum` takes such sums letter by letter: `np.einsum("nk,nf->kf", a, b)` is $\sum_n a_{nk} b_{nf}$. `np.tensordot`
# can do it, too. With `"same"`: compute the gradient of the *padded* images, then cut the border off. Leave the arguments
# as they are.


# %% tags=["exercise"]
def conv2d_backward(dout, x, W, stride, padding):
    """Gradients (dx, dW, db) of a convolution layer."""
    ### BEGIN SOLUTION
    kernel, padded = len(W), x
    if padding == "same":
        padded = pad_same(x, kernel, stride)
    d_padded, dW = np.zeros(padded.shape), np.zeros(W.shape)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            place = np.s_[:, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            delta = dout[:, i, j]
            dW += np.tensordot(padded[place], delta, axes=(0, 0))
            d_padded[place] += np.tensordot(delta, W, axes=(1, 3))
    top, left = ((padded.shape[axis] - x.shape[axis]) // 2 for axis in (1, 2))
    dx = d_padded[:, top : top + x.shape[1], left : left + x.shape[2]]
    return dx, dW, dout.sum(axis=(0, 1, 2))
    ### END SOLUTION


# %% tags=["check"] points=3
check.conv2d_backward(conv2d_backward, points=3)
### BEGIN HIDDEN TESTS
check.conv2d_backward(conv2d_backward, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The gradient tape of chapter 04 must say the same. Take any `dout`: with $L = \sum \text{dout} \cdot y$, it *is* the
# gradient of the output.

# %%
for padding in ("valid", "same"):
    for stride in (1, 2):
        dout = rng.normal(size=conv2d(x, W, b, stride, padding).shape).astype("float32")
        layer = keras.layers.Conv2D(4, 3, strides=stride, padding=padding)
        layer.build(x.shape)
        layer.set_weights([W, b])
        with tf.GradientTape() as tape:
            pixels = tf.constant(x)
            tape.watch(pixels)
            loss = tf.reduce_sum(dout * layer(pixels))
        theirs = tape.gradient(loss, [pixels, layer.kernel, layer.bias])
        yours = conv2d_backward(dout, x, W, stride, padding)
        gaps = [np.abs(mine - other).max() for mine, other in zip(yours, theirs, strict=True)]
        print(f"{padding}, stride {stride}: dx, dW, db equal to 1e-4: {max(gaps) < 1e-4}")

# %% [markdown]
# ### Pooling, backwards
#
# Pooling has no weights, so there is only the gradient of its input. **Average pooling** divides a window's $\delta$
# equally among its numbers. **Max pooling** gives all of it to the winner: the others did not reach the output, and a
# small change of them changes nothing. (ReLU does the same: it lets through, or it does not.)
#
# ### Exercise 7 · Max pooling, backwards (1 point · 5 min · ●●○)
#
# Write `max_pool2d_backward(dout, x, size, stride)`: `x` is what `max_pool2d` got, `dout` the gradient of what it
# returned, with windows of `size` × `size`, `stride` pixels apart. Return the gradient of `x`, an array of the shape of
# `x`. Each window hands its whole `dout` to the place of its largest number, each channel of each image by itself. The
# other numbers of the window get nothing. If one number wins in several windows, it gets the sum. You may take for granted
# that no two numbers are equal. Leave the arguments as they are.


# %% tags=["exercise"]
def max_pool2d_backward(dout, x, size, stride):
    """Gradient of the images that were max-pooled."""
    ### BEGIN SOLUTION
    dx = np.zeros(x.shape)
    for i in range(dout.shape[1]):
        for j in range(dout.shape[2]):
            place = np.s_[:, i * stride : i * stride + size, j * stride : j * stride + size]
            winner = x[place] == x[place].max(axis=(1, 2), keepdims=True)
            dx[place] += winner * dout[:, i : i + 1, j : j + 1]
    return dx
    ### END SOLUTION


# %% tags=["check"] points=1
check.max_pool2d_backward(max_pool2d_backward, points=1)
### BEGIN HIDDEN TESTS
check.max_pool2d_backward(max_pool2d_backward, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · What does it cost? · 8 min
#
# ### Exercise 8 · Counting (1 point · 4 min · ●○○)
#
# Write `conv_parameters(height, width, channels, filters)`: how many weights and biases a convolution layer has, with
# kernels of `height` × `width`.
#
# *Examples:* 3 × 3 kernels on a grey image, 16 filters: 160. 4 × 4 kernels on 16 channels, 32 filters: 8,224. 4 × 4 on
# 32 channels, 64 filters: 32,832.


# %% tags=["exercise"]
def conv_parameters(height, width, channels, filters):
    """Number of weights and biases of a convolution layer."""
    ### BEGIN SOLUTION
    return (height * width * channels + 1) * filters
    ### END SOLUTION


# %% tags=["check"] points=1
check.conv_parameters(conv_parameters, points=1)
### BEGIN HIDDEN TESTS
check.conv_parameters(conv_parameters, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The size of the image does not occur. Sixteen 3 × 3 filters cost 160 numbers on a thumbnail and on a poster. A dense
# layer from 28 × 28 pixels to as many outputs as those sixteen maps have:

# %%
print(f"convolution: {conv_parameters(3, 3, 1, 16):>12,} parameters")
print(f"dense:       {(28 * 28 + 1) * 28 * 28 * 16:>12,}")

# %% [markdown]
# What does grow with the image is the **work**. Each weight is multiplied once at each place of the map, and added up: a
# **multiply–add**. So a layer of kernels $k \times k$ needs
# $k^2 \cdot \text{channels} \cdot \text{filters}$ of them at each place. Four ways to go from 16 channels to 16, on 28 × 28 pixels:


# %%
def work(kernel, channels, filters, places):
    """Multiply–adds of a convolution for one image; the map has places × places numbers."""
    return kernel**2 * channels * filters * places**2


ways = {  # (kernel, channels, filters, places of the map) of each layer
    "5 × 5": [(5, 16, 16, 28)],
    "3 × 3, twice": [(3, 16, 16, 28), (3, 16, 16, 28)],
    "5 × 5, stride 2": [(5, 16, 16, 14)],
    "1 × 1 to 4, 5 × 5, 1 × 1 back": [(1, 16, 4, 28), (5, 4, 4, 28), (1, 4, 16, 28)],
}
print(f"{'':<32}{'parameters':>10}{'multiply–adds':>15}")
for way, layers in ways.items():
    parameters = sum(conv_parameters(k, k, c, f) for k, c, f, _ in layers)
    print(f"{way:<32}{parameters:>10,}{sum(work(*layer) for layer in layers):>15,}")

# %% tags=["claim"]
# > with 18 weights in place of 25 for each pair of channels: 28 % less work
assert (
    sum(work(*layer) for layer in ways["3 × 3, twice"]) / work(5, 16, 16, 28)
    == 18 / 25
    == 1 - 0.28
)
# > a quarter of the work
assert work(5, 16, 16, 14) * 4 == work(5, 16, 16, 28)
# > less than a tenth
assert sum(work(*layer) for layer in ways["1 × 1 to 4, 5 × 5, 1 × 1 back"]) < 0.1 * work(
    5, 16, 16, 28
)

# %% [markdown]
# - **Large kernels are expensive.** Two 3 × 3 layers also see 5 × 5 pixels, with 18 weights in place of 25 for each pair
#   of channels: 28 % less work, and one more ReLU in between.
# - **Strides save work and lose places.** Stride 2 needs a quarter of the work, and every layer behind it gets a quarter
#   of the places. The price: what happened between the places is seen less exactly, as the shifts above showed.
# - **1 × 1 kernels save work and lose channels.** Squeeze 16 channels to 4, do the expensive layer there, and go back: less
#   than a tenth. The price: all that the 5 × 5 kernels see must fit into 4 channels.

# %% [markdown]
# ## 7 · Your network · 14 min
#
# The classic recipe repeats **convolution → ReLU → pooling**: each time fewer places and more features. At the end stands
# a **classifier head**. It either **flattens** the maps, so that each place has its own weights for each class, or it
# keeps **one number of each map**, its largest or its mean: fewer weights, and the place no longer matters. A dense layer
# gives a score for each class.

# %%
convnets.pipeline(
    [
        ("drawing", 28, 1),
        ("convolution", 28, 12),
        ("pooling", 14, 12),
        ("convolution", 14, 32),
        ("pooling", 7, 32),
        ("convolution", 7, 72),
        ("largest of each", 1, 72),
        ("scores", 1, 10),
    ]
)

# %% [markdown]
# ### Exercise 9 · A network that sees shapes (2 points · 11 min · ●●○)
#
# Write `build_cnn()`: return a **compiled** `keras.Sequential` (or `keras.Model`) for the ten kinds of drawings.
#
# - Input `(28, 28, 1)`; pixels go **from 0 to 255**, so a `Rescaling` layer helps.
# - Convolutions as you like, with kernels larger than 1 × 1. The last one carries `name="features"`; the next section
#   will look at its maps.
# - Last two layers: `Dense(10, name="scores")` **without** activation, and `keras.layers.Softmax()`.
# - **At most 30,000 parameters.** Labels will be class numbers.
#
# The check trains your network itself, for four epochs on 2,500 drawings in batches of 32: `fit` is not your task, but
# the optimizer is, and its learning rate (0.002 or 0.003 suits Adam here). Of 1,000 **new** drawings 60 % must be right.
# A dense network of the same size reaches about 43 % (docs/results.md). Between convolutions and `scores`,
# `GlobalMaxPooling2D` or `Flatten` do well; `GlobalAveragePooling2D` learns slowly at first, and four epochs may not be
# enough for it.


# %% tags=["exercise"]
def build_cnn():
    """A compiled CNN for drawings (28, 28, 1), with at most 30,000 parameters."""
    ### BEGIN SOLUTION
    L = keras.layers
    stages = [
        L.Rescaling(1 / 255),
        L.Conv2D(12, 5, padding="same", activation="relu"),
        L.MaxPooling2D(),
        L.Conv2D(32, 3, padding="same", activation="relu"),
        L.MaxPooling2D(),
        L.Conv2D(72, 3, padding="same", activation="relu", name="features"),
        L.GlobalMaxPooling2D(),
        L.Dense(10, name="scores"),
        L.Softmax(),
    ]
    cnn = keras.Sequential([keras.Input((28, 28, 1)), *stages])
    cnn.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    return cnn
    ### END SOLUTION


# %% tags=["check"] points=2
check.build_cnn(build_cnn, points=2)
### BEGIN HIDDEN TESTS
check.build_cnn(build_cnn, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Now train it properly: on 4,000 drawings, for five epochs. We will use this one network until the end of the chapter.

# %% tags=["nbval-ignore-output"]
x_train, y_train = sketches.x_train[:4000, ..., np.newaxis], sketches.y_train[:4000]
x_val, y_val = sketches.x_train[9000:, ..., np.newaxis], sketches.y_train[9000:]

keras.utils.set_random_seed(6)
network = build_cnn()
history = network.fit(x_train, y_train, batch_size=32, epochs=5, verbose=0)

print(f"{network.count_params():,} parameters")
print("loss by epoch:", ", ".join(f"{loss:.2f}" for loss in history.history["loss"]))
print(f"right on 1,000 validation drawings: {accuracy(network, x_val, y_val):.2f}")

# %% [markdown]
# ## 8 · What has it learned? · 16 min
#
# **The first filters.** Nobody told it about edges. After five epochs its kernels are still rough. Look for those that
# are bright on one side and dark on the other, or have a bright stroke between dark sides.

# %% tags=["nbval-ignore-output"]
convolutions = [layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]
feature_maps.filters(
    convolutions[0].get_weights()[0],
    "The first layer's kernels after five epochs",
)

# %% [markdown]
# **Feature maps.** A model that ends earlier shows what a layer makes of a drawing.

# %% tags=["nbval-ignore-output"]
heart = x_val[y_val == sketches.classes.index("heart")][:1]
inside = keras.Model(network.inputs[0], [convolutions[0].output, convolutions[-1].output])
first, last = (np.asarray(maps)[0] for maps in inside(heart))
# the maps with the most to say about this drawing come first
busiest = last.max(axis=(0, 1)).argsort()[::-1]
feature_maps.feature_maps(
    heart[0, ..., 0],
    first,
    last[..., busiest],
    "From strokes to parts: first and last convolution",
)

# %% tags=["claim"]
# > In the last, most maps are high at few places only
shown_maps = last[..., busiest[:6]]
assert np.mean(shown_maps > shown_maps.max(axis=(0, 1)) / 2) < 0.4

# %% [markdown]
# The first layer still draws what it sees. In the last, most maps are high at few places only: where *their*
# feature is.
#
# ### Which places decided?
#
# A network that is right for the wrong reasons will fail you later. **Grad-CAM** (Selvaraju et al., 2017) asks which places
# of the last feature maps speak *for* the chosen class:
#
# 1. $s$ is the **score** of the class with the highest score (before softmax). $A_{ijk}$ are the last feature maps.
# 2. How much does each map matter? Its mean slope: $\;\alpha_k = \text{mean}_{ij} \; \partial s / \partial A_{ijk}$.
# 3. The heat at each place: $\;h_{ij} = \text{ReLU}\left(\sum_k \alpha_k A_{ijk}\right)$, then divided by its maximum.
#
# ### Exercise 10 · Grad-CAM (2 points · 9 min · ●●●)
#
# Write `grad_cam(model, image)`: `model` has layers named `features` and `scores`, as yours has; `image` has the shape
# that the model takes, without the batch axis. Take the class with the highest score, weigh each map by its mean slope,
# and return an array of the shape of one map, from 0 to 1. If no place speaks for the class, return zeros.
#
# A model with **two** outputs gives maps and scores at once:
# `keras.Model(model.inputs[0], [first_layer.output, second_layer.output])`; `model.get_layer(name)` finds a layer. Compute
# inside a `GradientTape`. (The check uses `tiny_cnn`, which is small enough to work out by hand.)


# %%
def tiny_cnn():
    """Images (8, 8, 1), three maps of 6 × 6, four classes."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            keras.layers.Conv2D(3, 3, activation="relu", name="features"),
            keras.layers.Flatten(),
            keras.layers.Dense(4, name="scores"),
            keras.layers.Softmax(),
        ]
    )


# %% tags=["exercise"]
def grad_cam(model, image):
    """Heat from 0 to 1 for each place of the last feature maps."""
    ### BEGIN SOLUTION
    ends = [model.get_layer(name).output for name in ("features", "scores")]
    with tf.GradientTape() as tape:
        A, scores = keras.Model(model.inputs[0], ends)(image[np.newaxis])
        best = tf.reduce_max(scores)
    alpha = tf.reduce_mean(tape.gradient(best, A), axis=(1, 2))[0]
    heat = np.maximum((A[0] @ alpha[:, tf.newaxis])[..., 0].numpy(), 0)
    return heat / heat.max() if heat.max() > 0 else heat
    ### END SOLUTION


# %% tags=["check"] points=2
check.grad_cam(grad_cam, tiny_cnn, points=2)
### BEGIN HIDDEN TESTS
check.grad_cam(grad_cam, tiny_cnn, points=2, random_seed=True)
### END HIDDEN TESTS

# %% tags=["nbval-ignore-output"]
answers = np.asarray(network(x_val)).argmax(axis=-1)
chosen = [np.flatnonzero((answers == label) & (y_val == label))[0] for label in range(4, 10)]
heats = [grad_cam(network, x_val[number]) for number in chosen]
feature_maps.heat_maps(
    [x_val[number, ..., 0] for number in chosen],
    heats,
    [sketches.classes[y_val[number]] for number in chosen],
    "Grad-CAM: where the network found its reasons",
)

# %% tags=["nbval-ignore-output"]
right = np.flatnonzero(answers == y_val)[:50]
heat = np.array([grad_cam(network, x_val[number]) for number in right])[..., np.newaxis]
# at least half as hot as the hottest
hot = np.asarray(keras.ops.image.resize(heat, (28, 28)))[..., 0] > 0.5
ink = x_val[right, ..., 0] > 150
print(f"pixels with ink: {ink.mean():.0%} of all, {ink[hot].mean():.0%} of the hot ones")

# %% tags=["claim"]
# > pixels that are more than half as hot as the hottest have ink more often than others
assert ink[hot].mean() > 1.1 * ink.mean()

# %% [markdown]
# Over 50 drawings, pixels that are more than half as hot as the hottest have ink more often than others. Compare the
# bright places with the outlines. Does the network look at what you would look at? Some heat may lie beside the drawing:
# *no ink here* can speak for a class, a place of the last maps has seen many pixels around it, and the network may have
# learned something that it should not rely on. Grad-CAM shows *where*, not *why*, only as finely as the last maps: here
# 7 × 7.
#
# **When is the mean slope fair?** If the head keeps one number of each map, all places of the map share one weight for
# the class, and $\alpha_k$ is proportional to that weight. With global *average* pooling Grad-CAM is even exact: before
# ReLU and the division, the heat adds up to the score without its bias. (It is then the older class activation map, CAM;
# Zhou et al., 2016.) Behind `Flatten` each place has a weight of its own. Their mean may say little, and a map can come out all
# black although the network is sure.

# %%
averaging = keras.Sequential(
    [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(3, 3, activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(4),
    ]
)
averaging.set_weights([rng.normal(size=w.shape) for w in averaging.weights])
image = rng.random((1, 8, 8, 1))
maps, scores = np.asarray(averaging.layers[0](image))[0], np.asarray(averaging(image))[0]
weights, biases = averaging.layers[-1].get_weights()
heat = maps @ (weights[:, 2] / 36)  # 36 places: the slope of score 2 at each of them
print(f"heat, summed: {heat.sum():.4f}; score without bias: {scores[2] - biases[2]:.4f}")

# %% [markdown]
# ## 9 · Back to the puzzle · 2 min
#
# A CNN with about as many parameters as the dense reader, trained on the same digits in the middle. It has stride 2 twice, and
# ends with **global average pooling**: the place of a feature is averaged away.

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(6)
reader = keras.Sequential([keras.Input((28, 28, 1))])
for filters, stride in ((16, 2), (24, 1), (32, 2), (48, 1)):
    reader.add(
        keras.layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu")
    )
reader.add(keras.layers.GlobalAveragePooling2D())
reader.add(keras.layers.Dense(10, activation="softmax"))
reader.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
reader.fit(place(digits.x_train), digits.y_train, batch_size=32, epochs=10, verbose=0)
cnn_by_shift = [accuracy(reader, place(digits.x_test, s), digits.y_test) for s in range(7)]

translation_invariance.accuracy_by_shift(
    {
        f"CNN, {reader.count_params():,} parameters": cnn_by_shift,
        f"dense, {dense_reader.count_params():,} parameters": dense_by_shift,
    },
    "Shared weights carry over to places never seen in training",
)

# %% tags=["claim"]
# > it still reads most of them at every shift
assert min(cnn_by_shift) > 0.5
# > In the middle the two are close
assert abs(cnn_by_shift[0] - dense_by_shift[0]) < 0.08
# > at four pixels it is about as good as at none
assert abs(cnn_by_shift[4] - cnn_by_shift[0]) < 0.06

# %% [markdown]
# - In the middle the two are close; the dense one may even be ahead. But the **CNN** has never seen a digit out of the middle either, and it still
#   reads most of them at every shift.
# - It is not perfect, and its curve has a **rhythm**: at four pixels it is about as good as at none. Two strides of 2
#   make 4; a shift by four pixels moves the last maps by one whole place. In between, the windows fall differently on
#   the digit. Convolution is equivariant; strides and pooling make it so only for whole steps.

# %% [markdown]
# ## 10 · Too few drawings · 5 min
#
# With 500 drawings a CNN **overfits** as any network does (chapter 05). Three cures, as layers:
#
# - **Dropout** (chapter 05): `Dropout(0.5)` behind `Flatten` switches off about half of the features in each step, so the head
#   cannot rely on a few of them.
# - **Batch normalisation** (chapter 05): between a convolution and its ReLU. In a CNN **each map** is normalised, with one
#   mean and one variance over the batch *and all places*: the same weights made all these numbers.
# - **Data augmentation** (데이터 증강): change training images in ways that do not change their meaning. Keras has layers
#   for it. They act in `fit`, and not in `predict` or `evaluate`. But take care: when you call a model yourself, `model(x)`
#   changes the images as well (dropout does not act there). `model(x, training=False)` leaves them as they are.

# %%
normalise = keras.layers.BatchNormalization()
maps = rng.normal(loc=[0, 10, -3], scale=[1, 5, 0.1], size=(8, 14, 14, 3))
normal = np.asarray(normalise(maps, training=True))
print(
    "mean of each map:",
    maps.mean(axis=(0, 1, 2)).round(1),
    "→",
    normal.mean(axis=(0, 1, 2)).round(1) + 0,
)
print(
    "s.d. of each map:",
    maps.std(axis=(0, 1, 2)).round(1),
    "→",
    normal.std(axis=(0, 1, 2)).round(1),
)
print("numbers for each map:", ", ".join(w.name for w in normalise.weights))


# %%
def augmentation():
    """Small shifts, turns and changes of size, drawn anew in each step of training."""
    return [
        keras.layers.RandomTranslation(0.12, 0.12, fill_mode="constant", seed=6),
        keras.layers.RandomRotation(0.05, fill_mode="constant", seed=6),
        keras.layers.RandomZoom(0.15, fill_mode="constant", seed=6),
    ]


# %%
few, few_labels = x_train[:500].astype("float32"), y_train[:500]
augment = keras.Sequential(augmentation())
once_more = [np.asarray(augment(few[:1], training=True))[0, ..., 0] for _ in range(9)]
images.image_grid(
    np.array([few[0, ..., 0], *once_more]),
    ["original"] + ["augmented"] * 9,
    "One drawing becomes as many as you like",
    "A drawing and nine versions of it, a little shifted, turned and stretched.",
)


# %%
def few_shot_cnn(augmented=False, normalised=False, dropout=0.0):
    """Three convolutions, Flatten and a dense layer, with the cures that are asked for."""
    L = keras.layers
    model = keras.Sequential([keras.Input((28, 28, 1)), L.Rescaling(1 / 255)])
    for layer in augmentation() if augmented else []:
        model.add(layer)
    for filters, pooled in ((12, 2), (24, 2), (32, 1)):  # windows of 1 × 1 change nothing
        model.add(L.Conv2D(filters, 3, padding="same"))
        if normalised:
            model.add(L.BatchNormalization(momentum=0.9))
        model.add(L.ReLU())
        model.add(L.MaxPooling2D(pooled))
    model.add(L.Flatten())
    model.add(L.Dropout(dropout))
    model.add(L.Dense(10, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    return model


# %% tags=["nbval-ignore-output"]
cures = {
    "none": {},
    "dropout": {"dropout": 0.5},
    "batch normalisation": {"normalised": True},
    "augmentation": {"augmented": True},
    "augmentation, 40 epochs": None,  # the last model learns on
}
old_and_new = {}
for name, cure in cures.items():
    if cure is not None:
        keras.utils.set_random_seed(6)
        model = few_shot_cnn(**cure)
    epochs = 28 if cure is None else 12
    model.fit(few, few_labels, batch_size=32, epochs=epochs, verbose=0)
    old_and_new[f"{name}: its 500 drawings"] = accuracy(model, few, few_labels)
    old_and_new[f"{name}: new drawings"] = accuracy(model, x_val, y_val)
feature_maps.bars(
    old_and_new,
    "Plain: its own drawings; hatched: new",
    "share right",
    kinds=2,
)

# %% tags=["claim"]
# > Without a cure the network knows most of its 500 drawings, and only half to two thirds
# > of the new ones.
old, new = (
    np.array([value for name, value in old_and_new.items() if which in name])
    for which in ("500", "new")
)
assert old[0] > 0.8 and 0.45 < new[0] < 0.7
# > Augmentation narrows the gap most
assert (old - new)[:4].argmin() == 3 and old[3] - new[3] < 0.25 < old[0] - new[0]
# > 12 epochs are not enough for it.
assert new[4] > new[3] + 0.02
# > when you call a model yourself, `model(x)` changes the images as well
assert not np.allclose(model(few), model(few))
# > `model(x, training=False)` leaves them as they are
assert np.allclose(model(few, training=False), model.predict(few, verbose=0), atol=1e-4)
# > With 40 epochs it reads more new drawings than any of the others.
assert new[4] > new[:3].max() + 0.02

# %% [markdown]
# Without a cure the network knows most of its 500 drawings, and only half to two thirds of the new ones. Dropout and
# batch normalisation leave a wide gap here. Augmentation narrows the gap most, because the network never sees the same
# picture twice. That also makes it learn more slowly: 12 epochs are not enough for it. But it can learn
# on, while the others know their drawings nearly by heart. With 40 epochs it reads more new drawings than any of the others.
#
# Choose changes that keep the meaning: a mirrored house is a house, a mirrored 3 is nothing.

# %% [markdown]
# ## 11 · From LeNet to ResNet, on one page · 6 min
#
# | Year | Network | What was new |
# |---|---|---|
# | 1989–1998 | LeNet (LeCun et al.) | convolution and pooling trained by backpropagation; reads digits on cheques |
# | 2012 | AlexNet (Krizhevsky et al.) | the same idea, larger: ReLU, dropout, augmentation, two GPUs, 1.2 million photographs |
# | 2013 | Network in Network (Lin et al.) | 1 × 1 convolutions; global average pooling in place of large dense layers |
# | 2014 | VGG (Simonyan, Zisserman) | only 3 × 3 kernels, in up to 19 layers with weights |
# | 2014 | GoogLeNet (Szegedy et al.) | several kernel sizes side by side, 1 × 1 convolutions to save work |
# | 2015 | ResNet (He et al.) | a way around every two or three layers: 152 layers can be trained |
#
# Batch normalisation came in 2015, too, and made deep ones train faster. Since 2020 vision Transformers
# compete with CNNs where data are plentiful; with few data and small computers CNNs are still a good first choice.
#
# ### A residual block
#
# Stack more and more plain layers, and at some depth even the *training* loss gets worse. So this is not overfitting. Nor
# need it be fading gradients (chapter 02): He and his co-authors checked the gradients of their plain networks, which
# had batch normalisation, and found them healthy. Deep plain stacks are hard to optimise. A layer that has nothing to
# add must first learn to copy its input, and many layers have to fit together.
#
# A **residual block** (잔차 블록) adds its input to its output. It only learns *what to change*, and the gradient always has
# a way around.

# %%
convnets.residual()


# %%
def block(x, filters, residual):
    """ReLU(x + conv(ReLU(conv(x)))), or the same without "x +"; x has `filters` channels."""
    first = keras.layers.Conv2D(
        filters, 3, padding="same", activation="relu", kernel_initializer="he_normal"
    )
    start = "zeros" if residual else "he_normal"
    y = keras.layers.Conv2D(filters, 3, padding="same", kernel_initializer=start)(first(x))
    return keras.layers.ReLU()(keras.layers.Add()([x, y]) if residual else y)


def stack(blocks, residual):
    """One convolution, then many blocks of two."""
    drawing = keras.Input((28, 28, 1))
    scaled = keras.layers.Rescaling(1 / 255)(drawing)
    x = keras.layers.Conv2D(16, 5, strides=2, padding="same", activation="relu")(scaled)
    maps = x = keras.layers.MaxPooling2D()(x)
    for _ in range(blocks):
        x = block(x, 16, residual)
    scores = keras.layers.Dense(10)(keras.layers.GlobalMaxPooling2D()(x))
    model = keras.Model(drawing, keras.layers.Softmax()(scores))
    model.compile(keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy")
    return model, keras.Model(drawing, [maps, x])


# %%
model, ends = stack(10, residual=True)
into, out_of = ends(few[:2])
print(f"{2 * 10 + 1} convolutions, {model.count_params():,} parameters")
print(
    "before training the ten blocks hand their input on unchanged:", np.allclose(into, out_of)
)

# %% [markdown]
# The last kernels of each block begin at zero, so each block begins as "do nothing": ReLU(x + 0) is x, as maps behind a
# ReLU are never negative. At the start the network is as good as one without the blocks. Now train it against a plain
# stack of the same layers.

# %% tags=["nbval-ignore-output"]
losses = {}
for name, blocks, residual in (
    ("plain", 1, False),
    ("plain", 10, False),
    ("residual", 10, True),
):
    keras.utils.set_random_seed(6)
    model, _ = stack(blocks, residual)
    run = model.fit(x_train[:2000], y_train[:2000], batch_size=32, epochs=2, verbose=0)
    losses[name, blocks] = run.history["loss"][-1]
    print(
        f"{name:<9} {2 * blocks + 1:>2} convolutions: training loss {losses[name, blocks]:.2f}"
    )

# %% tags=["claim"]
# > The plain stack of 21 convolutions learns worse than the one of 3, on its own training data.
assert losses["plain", 10] > losses["plain", 1] + 0.05
# > The residual stack of 21 learns.
assert losses["residual", 10] < losses["plain", 10] - 0.3

# %% [markdown]
# Guessing gives ln 10 = 2.30. The plain stack of 21 convolutions learns worse than the one of 3, on its own training data.
# The residual stack of 21 learns. These stacks are small and have no batch normalisation, which would help the plain one.
# With it, the ResNet authors' plain network of 34 layers did learn, but worse than theirs of 18, also on its training data.

# %% [markdown]
# ## 12 · Transfer: learn here, use there · 3 min
#
# Your `network` has learned its kernels from 4,000 drawings, which are made of strokes. So are digits. Keep its
# convolutions, **freeze** them (`trainable = False`), and train only a new head on the new task. That is **transfer
# learning** (전이 학습), and with a network trained on millions of photographs it is how most image projects begin.
#
# The new task is hard: digits at **random places**, and **five** labelled examples of each, fifty in all.


# %%
def scatter(x, seed):
    """Digits at random places, pixels 0 to 255 as `network` takes them."""
    moves = np.random.default_rng(seed).integers(-6, 7, size=(len(x), 2))
    moved = [place(one[None], *move) for one, move in zip(x, moves, strict=True)]
    return 255 * np.concatenate(moved)


five = np.concatenate([np.flatnonzero(digits.y_train == label)[:5] for label in range(10)])
x_five, y_five = scatter(digits.x_train[five], 0), digits.y_train[five]
x_new, y_new = scatter(digits.x_test, 1), digits.y_test
images.image_grid(
    x_five[::5, ..., 0],
    [f"{label}" for label in y_five[::5]],
    "The new task: digits anywhere, five examples of each",
    "Ten small digits, 0 to 9, each at another place of its picture.",
)


# %%
def with_new_head(trunk, trainable):
    """The convolutions of `trunk`, the largest number of each map, and ten new scores."""
    trunk.trainable = trainable
    head = [keras.layers.GlobalMaxPooling2D(), keras.layers.Dense(10), keras.layers.Softmax()]
    model = keras.Sequential([keras.Input((28, 28, 1)), trunk, *head])
    model.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model


# %% tags=["nbval-ignore-output"]
from sklearn.linear_model import LogisticRegression

learned = keras.Model(network.inputs[0], network.get_layer("features").output)
pixels, new_pixels = (x.reshape(len(x), -1) / 255 for x in (x_five, x_new))
few_shot = {
    "logistic regression": LogisticRegression(max_iter=500)
    .fit(pixels, y_five)
    .score(new_pixels, y_new)
}
for name, trunk in {
    "CNN from scratch": keras.models.clone_model(learned),
    "transfer": learned,
}.items():
    keras.utils.set_random_seed(6)
    model = with_new_head(trunk, trainable=name != "transfer")
    model.fit(x_five, y_five, batch_size=10, epochs=40, verbose=0)
    few_shot[name] = accuracy(model, x_new, y_new)
    print(f"{name}: {sum(w.numpy().size for w in model.trainable_weights):,} numbers trained")
feature_maps.bars(few_shot, "Borrowed features help", "share of new digits right", 0.1)

# %% tags=["claim"]
# > more digits are right than from scratch
assert few_shot["transfer"] > few_shot["CNN from scratch"]

# %% [markdown]
# From scratch, fifty examples must teach the network to see *and* to name. With borrowed features they only need to teach
# which of them make a 3: more digits are right than from scratch, and far fewer numbers were trained.

# %% [markdown]
# ## 13 · Capstone: is it the convolution, or only the size? · 16 min
#
# The drawings are made by a program: bent, turned, shifted by up to four pixels, partly hidden. A comparison is fair if
# the rivals have the same number of parameters, the same data, epochs and optimizer. So here is a dense network as large
# as your instructor's CNN, and logistic regression as the simple baseline. And now, once, the test data.

# %% tags=["nbval-ignore-output"]
x_test, y_test = sketches.x_test[..., np.newaxis], sketches.y_test
hidden = {"logistic regression": [], "dense": [keras.layers.Dense(32, activation="relu")]}
rivals = {}
for name, between in hidden.items():
    keras.utils.set_random_seed(6)
    start = [keras.Input((28, 28, 1)), keras.layers.Rescaling(1 / 255), keras.layers.Flatten()]
    rival = keras.Sequential([*start, *between, keras.layers.Dense(10, activation="softmax")])
    rival.compile(keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy")
    rival.fit(x_train, y_train, batch_size=32, epochs=5, verbose=0)
    rivals[f"{name}, {rival.count_params():,} parameters"] = accuracy(rival, x_test, y_test)

rivals[f"CNN, {network.count_params():,} parameters"] = accuracy(network, x_test, y_test)
feature_maps.bars(
    rivals,
    "As many steps and drawings: the CNN is ahead",
    "share of 2,000 test drawings right",
    0.1,
)

# %% tags=["claim"]
# > What differs is what the network assumes about images
line, dense, cnn = rivals.values()
assert cnn > dense + 0.15 and cnn > line + 0.2

# %% tags=["nbval-ignore-output"]
from dlcourse.plots import training

training.confusion(y_test, np.asarray(network(x_test)).argmax(axis=-1), sketches.classes)

# %% [markdown]
# The dense network and the CNN have about as many parameters, and learned from the same drawings in as many steps. What
# differs is *what the network assumes about images*. Look at the table: what does yours still confuse?
#
# ### Which side is up?
#
# A tablet lies on a table, and people draw on it from all four sides. A turned house is still a house.

# %%
face = sketches.x_train[sketches.y_train == sketches.classes.index("face")][2]
images.image_grid(
    np.array([np.rot90(thing, turns) for thing in (house, face) for turns in range(4)]),
    ["0°", "90°", "180°", "270°"] * 2,
    "One house and one face, from four sides of the table",
    "A drawing of a house and one of a face, each four times, always a quarter turn further.",
    columns=8,
)


# %% tags=["nbval-ignore-output"]
def by_side(model, x, y):
    """Share of drawings (n, 28, 28, 1) that are right, turned by 0, 90, 180 and 270 degrees."""
    return [accuracy(model, np.rot90(x, turns, axes=(1, 2)), y) for turns in range(4)]


print("right by side:", ", ".join(f"{share:.2f}" for share in by_side(network, x_val, y_val)))

# %% tags=["claim"]
# > Turned drawings are new to `network`: on each of the three other sides it loses at least a quarter of them.
sides = by_side(network, x_val, y_val)
assert sides[0] - max(sides[1:]) > 0.25

# %% [markdown]
# Turned drawings are new to `network`: on each of the three other sides it loses at least a quarter of them. A convolution
# shares its weights over *places*. It does not share them over *turns*.
#
# ### Exercise 11 · Whichever side is up (2 points · 10 min · ●●○)
#
# Find a cure of your own. Write `any_side(images, labels)`: `images` has shape `(n, 28, 28, 1)`, with pixels from 0 to 255
# (`uint8`), all **upright**; `labels` are class numbers. Build a model, train it, return it.
#
# - The model, of Keras' own layers, takes drawings as they are. It gives ten numbers for each, probabilities or scores,
#   and has at most 30,000 parameters. You may call your `build_cnn`.
# - The check gives it 2,000 drawings, and judges it on 1,000 **new** ones, each turned by 0, 90, 180 and 270 degrees. On
#   each of the four sides 60 % must be right. More epochs with upright drawings alone are no cure (docs/results.md).
# - The solution trains for about 8 seconds; after 60 seconds the check gives up.
#
# Which change of a picture keeps its meaning here? Must the network see it in training, or can you build it in? Measure
# with `by_side` on the validation drawings before you run the check.


# %% tags=["exercise"]
def any_side(images, labels):
    """A trained model that reads drawings whichever side is up."""
    ### BEGIN SOLUTION
    turned = [np.rot90(images, turns, axes=(1, 2)) for turns in range(4)]
    model = build_cnn()
    model.fit(np.concatenate(turned), np.tile(labels, 4), batch_size=32, epochs=2, verbose=0)
    return model
    ### END SOLUTION


# %% tags=["check"] points=2
check.any_side(any_side, points=2)
### BEGIN HIDDEN TESTS
check.any_side(any_side, points=2, random_seed=True)
### END HIDDEN TESTS

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(6)
turned_reader = any_side(x_train[:2000], y_train[:2000])

print("of the 2,000 test drawings, turned by     0°   90°  180°  270°")
for name, model in {"trained upright": network, "trained by any_side": turned_reader}.items():
    print(f"{name:<38}", *(f"{share:5.2f}" for share in by_side(model, x_test, y_test)))

# %% tags=["claim"]
# > On its worst side your new model reads far more drawings than `network` does.
assert (
    min(by_side(turned_reader, x_test, y_test)) > min(by_side(network, x_test, y_test)) + 0.15
)
# > Upright it most likely reads fewer
assert by_side(turned_reader, x_test, y_test)[0] < by_side(network, x_test, y_test)[0]

# %% [markdown]
# On its worst side your new model reads far more drawings than `network` does. Upright it most likely reads fewer: it
# had half as many drawings, and four sides to learn. What the layers do not know, the training data must show, and that
# takes examples and steps.
#
# One run is one run. `benchmarks/seeds/cnn.py` repeats Exercises 9 and 11 and the experiments with signs, cures and stacks
# with other seeds, and prints by how much they differ.
#
# ### Go bigger
#
# Photographs of clothes: `data.load("fashion_mnist")` has 60,000 of them (30 MB, downloaded once), with the same shape as
# the drawings. Train your network on them for five epochs. `benchmarks/fashion_mnist.py` does it with one that is
# eight times as large, and prints what it reaches on the 10,000 test pictures. Photographs in colour:
# `data.load("cifar10")`, 50,000 of ten things, 32 × 32 pixels (170 MB). Only the input changes: three channels.

# %% [markdown]
# ## 14 · In your own words · 8 min
#
# ### Exercise 12 · Why convolution? (2 points, read by your instructor · 8 min · ●●○)
#
# A classmate says: "A dense layer can do all that a convolution can, and more. So a dense network can only be better."
# In five to seven sentences: what is right about that, what is wrong, and what would have to be true of the *data* for the
# classmate to win? Use a number or a figure of this chapter.

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# It is right that a convolution is a special case of a dense layer: most weights are zero (a place sees only its
# neighbourhood), and the others are shared by all places. So the dense layer can represent more functions. But the
# question is what can be *learned* from a limited number of examples. With the same number of parameters and the same
# 4,000 drawings the dense network got about half of the test drawings right and the CNN more than three quarters; two
# pixels of shift cost the dense reader half of the digits. The convolution's restrictions are knowledge about images: neighbours
# belong together, and a feature means the same everywhere. The dense network would have to learn that from data, place by
# place. It would win if the knowledge were wrong: if the place of a pixel carries the meaning, as with the columns of a
# table or with shuffled pixels, or perhaps if there were practically unlimited data that show each thing at each place.
#
# **Rubric.** ½ point: a convolution is a dense layer with zero and shared weights. ½ point: representing is not learning;
# fewer free weights need fewer examples. ½ point: a number or figure of the chapter, rightly used. ½ point: a case where
# the assumption fails (place matters, no neighbourhood), or unlimited data.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | kernel, filter, map | one table of weights; one kernel per channel and a bias; what one filter makes |
# | convolution | the same small kernel at every place: few weights, independent of the image's size |
# | output size | valid $\lfloor (n-k)/s \rfloor + 1$, same $\lceil n/s \rceil$ |
# | 1 × 1 kernel | mixes the channels at each place, sees no neighbours |
# | parameters, work | (height · width · channels + 1) for each filter; weights × places multiply–adds |
# | pooling, strides | fewer places, wider view, less work; where exactly is lost |
# | equivariant, invariant | the map moves along; the result stays the same |
# | turns | weights are shared over places, not over turns: show them in training, or build them in |
# | backward | shared weights: add up over all places; overlapping windows: add up the shares; max: the winner gets it all |
# | too few images | dropout behind Flatten, batch normalisation of each map, augmentation that keeps the meaning |
# | residual block | $x + f(x)$: learn the change, and leave the gradient a way around |
# | Grad-CAM | mean slope of each map, weighted sum, ReLU: where the reasons are; exact with average pooling |
# | transfer | keep the convolutions, train a new head |
#
# **Words.** convolution 합성곱 · kernel 커널 · filter 필터 · channel 채널 · stride 스트라이드 · padding 패딩 · pooling 풀링 · feature map
# 특성 맵 · receptive field 수용 영역 · data augmentation 데이터 증강 · transfer learning 전이 학습

# %% [markdown]
# ## Quick self-check · 2 min
#
# Answer first, then unfold.
#
# <details><summary>1. A 5 × 5 convolution without padding, stride 1, on 32 × 32 images. How large are the maps?</summary>
#
# 28 × 28: 32 − 5 + 1.
# </details>
#
# <details><summary>2. How many parameters has a layer of 64 filters, 3 × 3, on 3 channels?</summary>
#
# (3 · 3 · 3 + 1) · 64 = 1,792.
# </details>
#
# <details><summary>3. What does a 1 × 1 convolution do, and what can it not do?</summary>
#
# It mixes the channels at each place, like a dense layer for each pixel, and can make fewer of them. It sees no neighbours.
# </details>
#
# <details><summary>4. Why do gradients of a kernel add up over all places?</summary>
#
# The same weight is used at each of them, so each contributes to how the loss reacts to it (the sum rule of chapter 02).
# </details>
#
# <details><summary>5. You want to augment pictures of handwritten digits. Is a mirror image a good idea?</summary>
#
# No: it changes the meaning. Small shifts, turns and changes of size do not (but a 6 turned by 180° is a 9).
# </details>

# %% [markdown]
# ## Go further
#
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, *Gradient-Based Learning Applied to Document Recognition*, Proceedings of
#   the IEEE, 1998. LeNet-5; sections I and II are still a good introduction.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, chapter 9 (free on deeplearningbook.org).
#   Sparse connections, shared weights and equivariance, with care.
# - K. He, X. Zhang, S. Ren, J. Sun, *Deep Residual Learning for Image Recognition*, CVPR 2016. Figure 1 is the problem,
#   figure 2 the solution; section 4.1 says why fading gradients are not the cause.
# - R. R. Selvaraju et al., *Grad-CAM: Visual Explanations from Deep Networks via Gradient-Based Localization*, ICCV 2017.
#   Exercise 10 in the original, on photographs.
# - V. Dumoulin, F. Visin, *A guide to convolution arithmetic for deep learning*, arXiv 1603.07285. Every combination of
#   stride and padding, drawn.
#
# **Next:** from images to sequences, where each step remembers the one before it: chapter 07.
