# %% [markdown]
# # 04 · TensorFlow and Keras
#
# **After this chapter you will be able to**
#
# - **read** the shape of a tensor, from one number to a batch of videos, and **prepare** images and text as tensors;
# - **compute** gradients with `GradientTape`, and **write** the training loop that `fit` runs for you;
# - **build** networks in Keras with the Sequential and the Functional API, and **train**, **evaluate** and **use** them;
# - **steer** training with callbacks, and **see** what each of them does;
# - **save** a model and have another program answer with it.
#
# **Time:** about 145 minutes. **Difficulty:** ●○○. **You need:** chapters 01 to 03 (layers, losses, gradients,
# mini-batches, optimisers).
#
# ## A puzzle to begin with · 4 min
#
# Here are twenty drawings, made by a program with a shaky hand. You recognise most of them at a glance. Now write down,
# in words a program could follow, **what makes a star a star**. It may be bent, turned, half hidden, and anywhere.

# %%
from dlcourse import data
from dlcourse.plots import images as image_plots

sketches = data.load("sketches")
first = [sketches.classes[label] for label in sketches.y_train[:20]]
image_plots.image_grid(
    sketches.x_train[:20],
    first,
    "Twenty of 12,000 drawings",
    "Twenty noisy grey drawings of rings, stars, hearts, houses and other things, each named.",
)

# %% [markdown]
# Hard, isn't it? By the end of this chapter a network has found a rule of its own, and you have written about fifteen
# lines for it. That is what a **framework** is for: it brings the layers, the gradients and the optimisers that you
# built yourself, fast and tested, so that you can think about the problem.
#
# - **TensorFlow** computes with arrays and finds gradients. The Google Brain team published it in November 2015, as
#   free software (Apache 2.0 licence).
# - **Keras** is the interface on top: layers, models, training. François Chollet published it in March 2015. The name
#   is Greek for *horn*. At first it ran on another library, Theano, soon on TensorFlow and Microsoft's CNTK as well;
#   later it became a part of TensorFlow.
# - **Keras 3** (2023) runs on TensorFlow, JAX or PyTorch alike. This course uses TensorFlow.

# %%
from dlcourse.checks import keras as check  # first: it keeps TensorFlow quiet

import keras
import numpy as np
import tensorflow as tf

from dlcourse import nn

keras.utils.set_random_seed(4)
print("Keras", keras.__version__, "on", keras.backend.backend())

# %% [markdown]
# ## 1 · Tensors · 25 min
#
# A **tensor** is an array of numbers with any number of axes. Three words describe it:
#
# - **rank**: how many axes it has;
# - **shape**: how long each axis is;
# - **dtype**: what kind of numbers it holds (`float32`, `int64`, `uint8`, …).

# %%
from dlcourse.plots.keras import graphs, tensors

tensors.ranks()

# %% [markdown]
# Beware of one word: a *vector with five entries* is often called "5-dimensional". Its **rank** is 1. A *rank-5 tensor*
# has five axes.
#
# | Data | Axes | Example |
# |---|---|---|
# | table | (samples, features) | 100 houses, 13 columns: `(100, 13)` |
# | series | (samples, timesteps, features) | a year of 24 hours from 2 sensors: `(365, 24, 2)` |
# | images | (samples, height, width, channels) | 60,000 grey digits: `(60000, 28, 28, 1)` |
# | videos | (samples, frames, height, width, channels) | one second of full HD: `(1, 25, 1080, 1920, 3)` |
#
# **Samples come first** in Keras. A grey image has one channel, an RGB image three.
#
# ### Exercise 1 · Shapes (2 points · 5 min · ●○○)
#
# Fill in the shape of each kind of data, as a tuple. (4K UHD is 3840 pixels wide and 2160 high. Which comes first?)


# %% tags=["exercise"]
def shapes():
    """The shape of each kind of data."""
    answers = {
        "one temperature": ...,
        "100 patients with 13 measurements each": ...,
        "32 series of 50 hours from 3 sensors": ...,
        "16 RGB images, 96 pixels high and 128 wide": ...,
        "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)": ...,
        "one vector of 5 numbers": ...,
    }
    ### BEGIN SOLUTION
    found = [(), (100, 13), (32, 50, 3), (16, 96, 128, 3), (4, 60, 2160, 3840, 3), (5,)]
    answers = dict(zip(answers, found, strict=True))
    ### END SOLUTION
    return answers


# %% tags=["check"] points=2
check.shapes(shapes, points=2)
### BEGIN HIDDEN TESTS
check.shapes(shapes, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Between NumPy and TensorFlow
#
# `tf.constant` makes a tensor of an array, `.numpy()` goes back. TensorFlow's functions take NumPy arrays as they are.
# A tensor cannot be changed in place; a `tf.Variable` can, and a model's weights are variables.

# %%
array = np.arange(6.0).reshape(2, 3)
tensor = tf.constant(array, dtype="float32")

print("rank ", tensor.ndim, " shape", tensor.shape, " dtype", tensor.dtype.name)
print("row sums:", tf.reduce_sum(tensor, axis=1).numpy())

# %% [markdown]
# ### Text as a tensor
#
# No word is larger than another, so words become one-hot vectors, like the classes in chapter 01. The list of all words
# is the **vocabulary**. Three phrases of two words over a vocabulary of four give a tensor of shape
# `(3, 2, 4)`: which phrase, which word of it, which entry of the vocabulary.
#
# ### Exercise 2 · Phrases (2 points · 8 min · ●●○)
#
# Write `phrases_to_tensor(phrases)`.
#
# - `phrases` is a list of strings: words in small letters, separated by one space. All have the same number of words.
# - The vocabulary: all words that occur, each once, in **alphabetical order**.
# - Return an array (or tensor) of shape `(phrases, words, vocabulary)`: for each word a 1 in its column, 0 elsewhere.
#
# *Example:* `phrases_to_tensor(["red car", "blue car", "red bus"])` has shape `(3, 2, 4)`. The vocabulary is
# *blue, bus, car, red*, so the first word of the first phrase is `[0, 0, 0, 1]`.


# %% tags=["exercise"]
def phrases_to_tensor(phrases):
    """One-hot tensor (phrases, words, vocabulary)."""
    ### BEGIN SOLUTION
    words = [phrase.split() for phrase in phrases]
    vocabulary = sorted({word for row in words for word in row})
    columns = [[vocabulary.index(word) for word in row] for row in words]
    return keras.utils.to_categorical(columns, num_classes=len(vocabulary))
    ### END SOLUTION


# %% tags=["check"] points=2
check.phrases_to_tensor(phrases_to_tensor, points=2)
### BEGIN HIDDEN TESTS
check.phrases_to_tensor(phrases_to_tensor, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# You will feed such a tensor to a network in section 5. From chapter 07 on, dense **embeddings** take the place of
# these long, almost empty vectors.
#
# ### Images, ready for a network
#
# Pixels come as whole numbers from 0 to 255 (`uint8`). Networks learn best from small numbers, and Keras computes in
# `float32`. Three steps: convert, scale, add the channel axis. The labels become one-hot vectors.
#
# ### Exercise 3 · Preprocessing (2 points · 6 min · ●○○)
#
# Write `preprocess(images, labels)`: `images` has shape `(n, 28, 28)` and holds 0 to 255, as `uint8` or `float32`;
# `labels` has shape `(n,)` and holds class numbers 0 to 9. Return a pair:
#
# - the images as `float32` from 0 to 1, shape `(n, 28, 28, 1)`;
# - the labels one-hot as `float32`, shape `(n, 10)`, even when some class does not occur.
#
# Leave both arguments as they are. (`keras.utils.to_categorical` is yours to use.)


# %% tags=["exercise"]
def preprocess(images, labels):
    """Images scaled to 0..1 with a channel axis, and labels one-hot."""
    ### BEGIN SOLUTION
    scaled = images.astype("float32")[..., np.newaxis] / 255
    return scaled, keras.utils.to_categorical(labels, 10).astype("float32")
    ### END SOLUTION


# %% tags=["check"] points=2
check.preprocess(preprocess, points=2)
### BEGIN HIDDEN TESTS
check.preprocess(preprocess, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Your function prepares the data of sections 2 to 8. First put a share of the training images aside as
# **validation** data: you look at it while you tune. The **test** data stays in the drawer until section 10.
# `stratify` keeps the share of each class the same in both parts.

# %%
from sklearn.model_selection import train_test_split

images_train, images_val, labels_train, labels_val = train_test_split(
    sketches.x_train,
    sketches.y_train,
    test_size=0.2,
    random_state=0,
    stratify=sketches.y_train,
)
x_train, y_train = preprocess(images_train, labels_train)
x_val, y_val = preprocess(images_val, labels_val)

for name, x, labels in ("train", x_train, labels_train), ("validation", x_val, labels_val):
    print(f"{name:<11} {x.shape}, {np.bincount(labels).min()} of each class")

# %% [markdown]
# ## 2 · Gradients without pencil and paper · 10 min
#
# In chapter 02 you wrote a backward rule for each operation and called them in reverse order. TensorFlow does the same.
# Inside `with tf.GradientTape() as tape` it **records** every operation, as on a tape. `tape.gradient(y, x)` then plays
# the tape **backwards**, with a backward rule for each operation. It is **automatic differentiation**: no formula is
# ever rearranged (that would be *symbolic*), and no small differences are taken (*numerical*).

# %%
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = x**2 + 2 * x

print("dy/dx at 3:", tape.gradient(y, x).numpy(), "  by hand: 2 · 3 + 2 = 8")

# %% [markdown]
# Variables are watched by themselves. For a constant you must ask: `tape.watch(x)`. The tape records only TensorFlow's
# (and Keras') operations. What NumPy computes is not on it:

# %%
x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = np.square(x.numpy()) + 2 * x

print("a square that NumPy computes counts as a constant:", tape.gradient(y, x).numpy())

# %% [markdown]
# ### Exercise 4 · The tape (1 point · 5 min · ●○○)
#
# Write `tape_gradient(f, x)`: `f` takes a tensor and returns a single number; `x` is a number, or an array of any shape.
# Return $\partial f/\partial x$ with the shape of `x`, as an array or a tensor. Take it from the tape, not from
# differences. Whole numbers and 64-bit numbers must work as well: let `f` see `x` as `float32`.
#
# *Example:* `tape_gradient(lambda x: x**2, 3)` is `6.0`.


# %% tags=["exercise"]
def tape_gradient(f, x):
    """df/dx at x, by automatic differentiation."""
    ### BEGIN SOLUTION
    x = tf.constant(x, dtype="float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x).numpy()
    ### END SOLUTION


# %% tags=["check"] points=1
check.tape_gradient(tape_gradient, points=1)
### BEGIN HIDDEN TESTS
check.tape_gradient(tape_gradient, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Your gradient trains a model.** Softmax regression, as in chapter 01: one matrix $W$, no hidden layer. You write the
# loss, the tape finds its gradient, and the update is that of chapter 03. (The loss is written with *log-sum-exp*;
# section 4 says why.)

# %%
pixels = tf.reshape(x_train, (-1, 784))


def loss_of(W):
    z = pixels @ W
    return tf.reduce_mean(tf.reduce_logsumexp(z, axis=1) - tf.reduce_sum(y_train * z, axis=1))


W, losses = np.zeros((784, 10)), []
for _ in range(60):
    losses.append(float(loss_of(tf.cast(W, "float32"))))
    W = W - 0.05 * np.asarray(tape_gradient(loss_of, W))

right = (x_val.reshape(-1, 784) @ W).argmax(axis=1) == labels_val
print(f"guessing: loss ln 10 = {np.log(10):.3f}, 10 % of the drawings are right")
print(f"at the start: loss {losses[0]:.3f}; after 60 steps {losses[-1]:.3f}")
print(f"{right.mean():.1%} of the validation drawings are right")

# %% tags=["claim"]
# > Three times as good as guessing, without a single derivative on paper.
assert right.mean() > 0.3
assert np.all(np.diff(losses) < 0)

# %% [markdown]
# Three times as good as guessing, without a single derivative on paper. Now let Keras do the rest.

# %% [markdown]
# ## 3 · Five steps · 17 min
#
# Whatever you train in Keras, you take the same five steps.

# %%
tensors.five_steps()

# %% [markdown]
# `compile` asks for three things. Which ones, the task decides:
#
# | Task | Last layer | Loss | Metric |
# |---|---|---|---|
# | predict a number | `Dense(1)` | `"mse"` | `"mae"` |
# | yes or no | `Dense(1, activation="sigmoid")` | `"binary_crossentropy"` | `"accuracy"` |
# | one of K classes, labels one-hot | `Dense(K, activation="softmax")` | `"categorical_crossentropy"` | `"accuracy"` |
# | one of K classes, labels 0 … K−1 | `Dense(K, activation="softmax")` | `"sparse_categorical_crossentropy"` | `"accuracy"` |
#
# ### Exercise 5 · Your first Keras model (2 points · 6 min · ●○○)
#
# Write `build_sequential()`: a **compiled** `keras.Sequential` for the images that `preprocess` makes:
# `keras.Input((28, 28, 1))`, then `Flatten`, `Dense` with 64 units, `Dense` with 128, `Dense` with 10. Hidden layers use
# ReLU; the output is a probability for each class. Optimizer `"adam"`; the labels will be **one-hot**; measure the
# accuracy.
#
# Here and in what follows, take the layers in `keras.layers`, not a class of your own: a check builds your model again
# from its layers and weights, and judges that one.


# %% tags=["exercise"]
def build_sequential():
    """Flatten-64-128-10, compiled for one-hot labels."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% tags=["check"] points=2
check.build_sequential(build_sequential, points=2)
### BEGIN HIDDEN TESTS
check.build_sequential(build_sequential, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# `summary()` lists the layers. `None` in a shape is the number of samples, which may be any. Check the number of
# parameters of the first `Dense` by chapter 01's rule: (784 + 1) · 64.

# %% tags=["nbval-ignore-output"]
model = build_sequential()
model.summary()

# %% [markdown]
# Keras tells a **callback** when an epoch ends. These two are your own: one draws the curves while the network learns,
# the other keeps what the network thinks of forty validation drawings. You will need that in section 7.

# %%
from IPython.display import display

from dlcourse.plots import training


class LiveCurves(keras.callbacks.Callback):
    """Draw loss and accuracy anew after every epoch."""

    def on_train_begin(self, logs=None):
        self.history = []
        self.place = display(display_id=True)

    def on_epoch_end(self, epoch, logs=None):
        self.history.append(logs)
        self.place.update(training.curves(self.history))


class Diary(keras.callbacks.Callback):
    """Keep the probabilities of 40 validation drawings after every epoch."""

    def on_train_begin(self, logs=None):
        self.minds = [np.asarray(self.model(x_val[:40]))]

    def on_epoch_end(self, epoch, logs=None):
        self.minds.append(np.asarray(self.model(x_val[:40])))


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(4)
model, diary = build_sequential(), Diary()
history = model.fit(
    x_train,
    y_train,
    batch_size=128,
    epochs=12,
    validation_data=(x_val, y_val),
    callbacks=[LiveCurves(), diary],
    verbose=0,
)

# %% tags=["claim"]
# > The hidden layers are worth a good deal: the network is right more often than softmax regression was.
assert history.history["val_accuracy"][-1] > right.mean() + 0.1

# %% [markdown]
# The hidden layers are worth a good deal: the network is right more often than softmax regression was. Read the curves
# (the loss is in *nats*, the unit of natural logarithms):
# as long as the **validation** loss falls, the network learns something that holds for new drawings. When the training
# loss falls on and the validation loss does not, it has begun to learn its examples by heart: **overfitting**. Chapter
# 05 is about that. (In the first epochs validation may look better than training. The training loss is a mean over the
# epoch, during which the network still improves; the validation loss is measured at its end.)
#
# ### How many updates was that?
#
# Chapter 03's arithmetic: 8,000 drawings in batches of 128 are 63 updates in each epoch (the last batch has 64); 12
# epochs make 756. The optimizer has counted, too. (A classic of many textbooks: the 60,000 MNIST digits in batches of 128, five
# epochs. That is 5 · 469 = 2,345 updates.)

# %%
per_epoch, mnist = -(-len(x_train) // 128), -(-60000 // 128)
print(f"by arithmetic:       12 · {per_epoch} = {12 * per_epoch}")
print(f"by the optimizer:    {int(model.optimizer.iterations)}")
print(f"the textbooks' MNIST: 5 · {mnist} = {5 * mnist}")

# %% [markdown]
# ### `fit`, opened
#
# What does `fit` do with a batch? Three things: run the model on a tape, take the gradients of **all** its weights, give
# them to the optimizer. Here is that step, and the loop around it.


# %%
def train_step(model, x, y):
    """One update of the model's weights from one batch; returns the loss."""
    with tf.GradientTape() as tape:
        p = model(x, training=True)
        loss = tf.reduce_mean(keras.losses.categorical_crossentropy(y, p))
    gradients = tape.gradient(loss, model.trainable_variables)
    model.optimizer.apply(gradients, model.trainable_variables)
    return loss


by_loop, by_fit = build_sequential(), build_sequential()
by_fit.set_weights(by_loop.get_weights())
before = by_loop.get_weights()

for epoch in range(2):
    for start in range(0, 2560, 128):
        batch = slice(start, start + 128)
        loss = train_step(by_loop, x_train[batch], y_train[batch])
    print(f"epoch {epoch + 1}: loss of the last batch {loss:.2f}")

# %% [markdown]
# `fit` starts from the same weights and takes the same batches (`shuffle=False`), so it must end at the same weights.

# %% tags=["nbval-ignore-output"]
by_fit.fit(x_train[:2560], y_train[:2560], batch_size=128, epochs=2, shuffle=False, verbose=0)


def largest_gap(one, other):
    return max(np.abs(a - b).max() for a, b in zip(one, other, strict=True))


moved = largest_gap(by_loop.get_weights(), before)
apart = largest_gap(by_loop.get_weights(), by_fit.get_weights())
print(f"40 updates moved a weight by up to {moved:.3f};")
print(f"the loop's and fit's weights differ by at most {apart:.6f}")

# %% tags=["claim"]
# > The same weights, up to rounding: there is nothing in `fit` that you could not write.
assert apart < 0.05 * moved

# %% [markdown]
# The same weights, up to rounding: there is nothing in `fit` that you could not write. You need such a step of your own
# when two networks learn in turn, each from its own loss, as in chapter 09.
#
# `fit` is faster, because it wraps its step in `tf.function`: TensorFlow runs your Python **once** for each kind of
# input (shape and dtype), keeps the operations as a *graph*, and then runs the graph. Put `@tf.function` above a step of
# your own and it does the same, for **one** model. (A second one's optimizer must have its variables before:
# `model.optimizer.build(model.trainable_variables)`.) Inside it a tensor stands for numbers that come later. So `print` does not speak in every
# step, and `.numpy()` fails there, though it works outside.
#
# ### Is it the network of chapter 02?
#
# `dlcourse.nn` is the library that grows out of chapters 02 and 03: the same names, in NumPy, short enough to read. Give
# it the same weights and the same batches, and it must take the same steps.

# %%
twin = nn.Sequential(
    [
        nn.Input((28, 28, 1)),
        nn.layers.Flatten(),
        nn.layers.Dense(64, activation="relu"),
        nn.layers.Dense(128, activation="relu"),
        nn.layers.Dense(10, activation="softmax"),
    ]
)
fresh = build_sequential()
twin.set_weights(fresh.get_weights())
twin.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])

for _ in range(3):
    ours = twin.train_on_batch(x_train[:128], y_train[:128])["loss"]
    theirs = float(train_step(fresh, x_train[:128], y_train[:128]))
    print(f"loss in NumPy {ours:.4f}   in Keras {theirs:.4f}")

# %% [markdown]
# No magic, then. Keras adds GPUs, saved models, and a hundred layers that somebody has tested.

# %% [markdown]
# ## 4 · What loss and metric see · 4 min
#
# ### Logits: no softmax before the loss
#
# Cross-entropy needs $-\log p$ of the true class. If a network is *very* wrong, its $p$ is so small that `float32` makes
# it 0, and $\log 0$ is infinite. Libraries therefore clip $p$: in Keras it never falls below $10^{-7}$. That saves the
# loss, and kills the gradient: where $p$ is clipped, nothing depends on the weights any more.
#
# The cure is to leave the probabilities out. A network's last numbers $z$ before the softmax are its **logits**:
#
# $$-\log p_k = -\log\frac{e^{z_k}}{\sum_j e^{z_j}} = \log\sum_j e^{z_j} - z_k
# = m + \log\sum_j e^{z_j - m} - z_k, \qquad m = \max_j z_j$$
#
# This is **log-sum-exp**. The largest term is $e^0 = 1$, so nothing overflows; the sum is at least 1, so the
# logarithm never sees a 0. Keras computes it when you say `from_logits=True`. Two classes, the first is true, and the
# network believes ever more firmly in the second. The *slope* is the derivative of the loss by the first logit:

# %%
truth = np.array([[1.0, 0.0]], "float32")


def by_probabilities(z):
    return keras.losses.categorical_crossentropy(truth, tf.nn.softmax(z))[0]


def by_logits(z):
    return keras.losses.categorical_crossentropy(truth, z, from_logits=True)[0]


print("logits      by probabilities     by logits")
for gap in (2, 10, 20, 200):
    z = np.array([[0.0, gap]], "float32")
    row = [
        (float(f(z)), np.asarray(tape_gradient(f, z))[0, 0])
        for f in (by_probabilities, by_logits)
    ]
    print(
        f"[0, {gap:>3}]",
        *(f"   loss {loss:6.2f}, slope {slope + 0:5.2f}" for loss, slope in row),
    )

# %% tags=["claim"]
# > From a difference of 20 on, the clipped loss stays where it is, and its slope is 0: the worst mistakes teach the
# > network nothing. By logits the slope is −1, as strong as it can be.
for gap in (20.0, 200.0):
    z = np.array([[0.0, gap]])
    assert np.isclose(
        float(by_probabilities(tf.constant(z, "float32"))), -np.log(1e-7), rtol=1e-3
    )
    assert np.all(np.asarray(tape_gradient(by_probabilities, z)) == 0)
    assert np.isclose(np.asarray(tape_gradient(by_logits, z))[0, 0], -1)
    assert np.isclose(float(by_logits(tf.constant(z, "float32"))), gap)

# %% tags=["claim"]
# > Keras remembers the logits of its *own* softmax and uses them for the loss
z = tf.constant([[0.0, 200.0]])
with tf.GradientTape() as tape:
    tape.watch(z)
    loss = keras.losses.categorical_crossentropy(truth, keras.layers.Softmax()(z))
assert np.isclose(tape.gradient(loss, z)[0, 0], -1)

# %% tags=["claim"]
# > Whoever always answers "no" is right in 90 % of all cases.
assert np.isclose(np.mean(labels_val != sketches.classes.index("star")), 0.90, atol=0.01)

# %% [markdown]
# From a difference of 20 on, the clipped loss stays where it is, and its slope is 0: the worst mistakes teach the
# network nothing. By logits the slope is −1, as strong as it can be.
#
# In a model it looks like this: the last layer is `Dense(10)` **without** an activation, and the loss is
# `keras.losses.CategoricalCrossentropy(from_logits=True)`. Then `predict` returns logits. The class is still their
# `argmax`, because softmax keeps the order; for probabilities, apply `tf.nn.softmax` afterwards. And your models with a
# softmax layer? Keras remembers the logits of its *own* softmax and uses them for the loss, so they are safe too. With
# `from_logits=True` you do not depend on that.
#
# ### Precision and recall
#
# **Accuracy** says little when one class is rare. Which drawings are stars? Whoever always answers "no" is right in 90 %
# of all cases. So one asks two more questions:
#
# - **precision**: of all that I *called* a star, how many are stars?
# - **recall**: of all stars, how many did I *find*?
#
# Keras counts both during training, if you name them in `compile`. You will use them in the next section; chapter 05
# goes deeper.

# %% [markdown]
# ## 5 · Beyond a row of layers · 26 min
#
# `Sequential` is a row. When a network **branches**, has a **way around** a layer, takes **several inputs**, gives
# **several outputs**, or uses one layer **twice**, write it with the **Functional API**: call layers on tensors, like
# functions, then name the ends.
#
# **A skip connection.** Two layers, and a way around them; `Add` brings the two ways together again. Deep networks for
# images (chapter 06) are full of such short ways, because the gradient flows back through them unchanged.

# %%
drawing = keras.Input((28, 28, 1), name="drawing")
hidden = keras.layers.Dense(64, activation="relu")(keras.layers.Flatten()(drawing))
detour = keras.layers.Dense(64, activation="relu")(hidden)
detour = keras.layers.Dense(64)(detour)
joined = keras.layers.Add()([hidden, detour])
thing = keras.layers.Dense(10, activation="softmax", name="thing")(joined)

skip = keras.Model(inputs=drawing, outputs=thing)
graphs.graph(skip, "A skip connection: two ways from one layer to the sum")

# %% [markdown]
# (`keras.utils.plot_model` draws such a picture as well. It needs two more programs, pydot and Graphviz, which are not
# part of this course's installation. The drawing above is the course's own.)
#
# **Two outputs.** One network says which thing a drawing shows, and also whether it is a star. Each output has its own
# loss, and training lowers their sum. Here are your two new metrics, too.

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(4)
is_star = keras.layers.Dense(1, activation="sigmoid", name="star")(joined)
both = keras.Model(inputs=drawing, outputs={"thing": thing, "star": is_star})
both.compile(
    "adam",
    loss={"thing": "categorical_crossentropy", "star": "binary_crossentropy"},
    metrics={
        "thing": ["accuracy"],
        "star": ["accuracy", keras.metrics.Precision(), keras.metrics.Recall()],
    },
)
star = sketches.classes.index("star")
answers = {"thing": y_train, "star": labels_train[:, None] == star}
both.fit(x_train, answers, batch_size=128, epochs=6, verbose=0)

answers = {"thing": y_val, "star": labels_val[:, None] == star}
found = both.evaluate(x_val, answers, verbose=0, return_dict=True)
for name in ("thing_accuracy", "star_accuracy", "star_precision", "star_recall"):
    print(f"{name:<15} {found[name]:.2f}")

# %% tags=["claim"]
# > About nine answers of ten about stars are right, hardly more than by saying "no" to every drawing. And yet most
# > stars are missed: recall tells you, accuracy does not.
assert 0.87 < found["star_accuracy"] < 0.95
assert found["star_recall"] < 0.5

# %% [markdown]
# About nine answers of ten about stars are right, hardly more than by saying "no" to every drawing. And yet most stars
# are missed: recall tells you, accuracy does not.
#
# **Shared layers.** Do two drawings show the same thing? Send both through *one and the same* encoder, and compare what
# comes out. The encoder's weights exist once, and learn from both sides. This is a **siamese network**. How to compare?
# Koch and others (2015) take the **absolute** difference of each feature, then a weighted sum of these. Try it, and the
# plain difference as well.


# %%
def pairs(labels, count, rng):
    """Row numbers of pairs, and whether they show the same thing: every second pair does."""
    same = np.arange(count) % 2 == 0
    one = rng.integers(len(labels), size=count)
    thing = np.where(same, labels[one], (labels[one] + rng.integers(1, 10, size=count)) % 10)
    other = np.array([rng.choice(np.flatnonzero(labels == each)) for each in thing])
    return one, other, same.astype("float32")


def siamese(compare):
    """Two drawings to the probability that they show the same thing."""
    encoder = keras.Sequential([keras.layers.Flatten()])
    for units in (64, 32):
        encoder.add(keras.layers.Dense(units, activation="relu"))
    left, right = keras.Input((28, 28, 1)), keras.Input((28, 28, 1))
    gap = compare(encoder(left) - encoder(right))
    same = keras.layers.Dense(1, activation="sigmoid", name="same")(gap)
    model = keras.Model([left, right], same)
    model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(4)
rng = np.random.default_rng(4)
one, other, same = pairs(labels_train, 8000, rng)
new_one, new_other, new_same = pairs(labels_val, 2000, rng)

siamese_models, share = {}, {}
for name, compare in {"a − b": lambda gap: gap, "|a − b|": keras.ops.abs}.items():
    compared = siamese_models[name] = siamese(compare)
    compared.fit([x_train[one], x_train[other]], same, batch_size=128, epochs=5, verbose=0)
    both_sides = [x_val[new_one], x_val[new_other]]
    share[name] = compared.evaluate(both_sides, new_same, verbose=0)[1]
    print(f"{name:>7}: {share[name]:.1%} of new pairs are right (guessing gives 50 %)")

# %% tags=["claim"]
# > With |a − b| the network learns to compare. With a − b it hardly does better than guessing.
assert share["|a − b|"] > 0.58
assert share["a − b"] < 0.575
assert share["|a − b|"] > share["a − b"] + 0.04

# %% [markdown]
# With |a − b| the network learns to compare. With a − b it hardly does better than guessing. More training would not
# help, and two lines say why. With the plain difference, the logit is $w \cdot (a - b) + c$. For a pair and the same
# pair **swapped** the two logits add up to $2c$: they are $c + d$ and $c - d$, and the right answer is the same for
# both. The loss bends upwards (it is *convex*), so its mean over the two is smallest for $d = 0$. The best that this
# network can learn is one and the same logit $c$ for **every** pair. Here are the logits of one pair, and of two equal
# drawings:

# %% tags=["nbval-ignore-output"]
difference = siamese_models["a − b"]
logit = keras.Model(difference.inputs, difference.get_layer("same").input)
weights, c = difference.get_layer("same").get_weights()
a, b = x_val[:1], x_val[1:2]

one_way, swapped, equal = (
    (logit([*pair]) @ weights + c).numpy().item() for pair in [(a, b), (b, a), (a, a)]
)
print(f"a, b: {one_way:.5f}   b, a: {swapped:.5f}   a, a: {equal:.5f}")
print(f"the first two add up to {one_way + swapped:.5f}, that is 2 · {equal:.5f}")

# %% tags=["claim"]
# > For a pair and the same pair swapped the two logits add up to $2c$
a, b = x_val[:500], x_val[500:1000]
z = [np.asarray(logit([*pair]) @ weights + c) for pair in [(a, b), (b, a), (a, a)]]
assert np.allclose(z[0] + z[1], 2 * c, atol=1e-4)
assert np.allclose(z[2], c, atol=1e-5)

# %% [markdown]
# A lesson for every network: ask what it *can* say before you train it.
#
# ### Exercise 6 · Two inputs (2 points · 8 min · ●●○)
#
# A museum has a picture of each find, and a note of two words: the material of its body, and that of its handle. Write
# `build_two_input()`: a model with the inputs image `(28, 28)` and notes `(6,)`, in this order, and one output:
# probabilities of three classes. Flatten the image and bring both together with `Concatenate`; at least one hidden layer
# has an activation. The model need not be compiled.


# %% tags=["exercise"]
def build_two_input():
    """Image (28, 28) and notes (6,) to three probabilities."""
    ### BEGIN SOLUTION
    image, notes = keras.Input((28, 28)), keras.Input((6,))
    joined = keras.layers.Concatenate()([keras.layers.Flatten()(image), notes])
    hidden = keras.layers.Dense(32, activation="relu")(joined)
    return keras.Model([image, notes], keras.layers.Dense(3, activation="softmax")(hidden))
    ### END SOLUTION


# %% tags=["check"] points=2
check.build_two_input(build_two_input, points=2)
### BEGIN HIDDEN TESTS
check.build_two_input(build_two_input, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Where do six numbers come from? From your exercise 2: two words over a vocabulary of three. (Three classes for three
# finds; the network has learned nothing yet.)

# %%
notes = phrases_to_tensor(["clay clay", "bronze glass", "glass bronze"])
museum = build_two_input()
answer = museum([images_val[:3] / 255, np.reshape(notes, (3, 6))])
print("notes", np.shape(notes), "→ (3, 6); the answer's shape is", answer.shape)
graphs.graph(museum, "Your network: an image and a note")

# %% [markdown]
# ### Subclassing: when you want to write the forward pass
#
# Derive from `keras.Model` and write `call`. You use the model like a function: `model(x)`. Python then runs
# `__call__`, which Keras provides: it makes the weights at the first use, takes care of masks and dtypes, and runs
# **your** `call`. So write `call`, and call the model; never `model.call(x)`. Here is the skip connection again:


# %%
class Residual(keras.Model):
    """Two dense layers with a way around them."""

    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units)

    def call(self, x):
        return x + self.second(self.first(x))


residual = Residual(8)
print("shape:", residual(np.ones((2, 8), "float32")).shape)

# %% [markdown]
# **A layer of your own** is made in the same way. Derive from `keras.layers.Layer`. Make the weights in `build`, which
# Keras calls when it first sees the shape of the input, and use them in `call`. Here is chapter 01's dense layer:


# %%
class OwnDense(keras.layers.Layer):
    """x @ W + b, as in chapter 01."""

    def __init__(self, units, **options):
        super().__init__(**options)
        self.units = units

    def build(self, shape):
        self.W = self.add_weight(shape=(shape[-1], self.units), initializer="glorot_uniform")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, x):
        return x @ self.W + self.b


own, builtin = OwnDense(3), keras.layers.Dense(3)
rows = np.ones((5, 8), "float32")
own(rows), builtin(rows)  # the first call makes the weights
builtin.set_weights(own.get_weights())
print("the same outputs:", bool(np.allclose(own(rows), builtin(rows), atol=1e-5)))
print("its weights:", [tuple(weight.shape) for weight in own.weights])

# %% [markdown]
# ## 6 · Callbacks: steering while it trains · 9 min
#
# | Callback | What it does | Settings that matter |
# |---|---|---|
# | `ModelCheckpoint` | writes the model to disk | `monitor`, `save_best_only` |
# | `ReduceLROnPlateau` | smaller steps when progress stalls | `factor`, `patience`, `min_lr` |
# | `EarlyStopping` | ends training that no longer helps | `patience`, `restore_best_weights` |
# | `TensorBoard` | writes logs that `tensorboard` shows in the browser | `log_dir` |
#
# `monitor` names the number to watch; `mode` says whether smaller or larger is better (`"auto"` guesses by the name).
# `patience` is after how many epochs without improvement it acts.
#
# ### Exercise 7 · Three callbacks (2 points · 6 min · ●○○)
#
# Write `make_callbacks(folder)`: return a list of three callbacks that all watch `"val_loss"`, where smaller is better:
#
# - `ModelCheckpoint`: keeps only the best model, in the file `best.keras` in `folder`;
# - `ReduceLROnPlateau`: halves the learning rate after 2 epochs without improvement, never below `1e-5`;
# - `EarlyStopping`: stops after 5 epochs without improvement and goes back to the best weights.


# %% tags=["exercise"]
def make_callbacks(folder):
    """A checkpoint, a smaller learning rate and an early end."""
    ### BEGIN SOLUTION
    return [
        keras.callbacks.ModelCheckpoint(
            f"{folder}/best.keras", monitor="val_loss", save_best_only=True
        ),
        keras.callbacks.ReduceLROnPlateau(
            monitor="val_loss", factor=0.5, patience=2, min_lr=1e-5
        ),
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=5, restore_best_weights=True
        ),
    ]
    ### END SOLUTION


# %% tags=["check"] points=2
check.make_callbacks(make_callbacks, points=2)
### BEGIN HIDDEN TESTS
check.make_callbacks(make_callbacks, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **See them act.** A small share of the data, so that the network soon learns by heart, and a learning rate that is a
# little too large. Follow the validation loss: where it stalls the rate is halved, and where even that no longer helps,
# training ends.

# %% tags=["nbval-ignore-output"]
import tempfile
from pathlib import Path

keras.utils.set_random_seed(4)
steered = build_sequential()
steered.optimizer.learning_rate = 0.003
with tempfile.TemporaryDirectory() as folder:
    run = steered.fit(
        x_train[:1500],
        y_train[:1500],
        epochs=40,
        batch_size=64,
        validation_data=(x_val, y_val),
        callbacks=make_callbacks(folder),
        verbose=0,
    )
    for path in Path(folder).iterdir():
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    best = keras.models.load_model(Path(folder, "best.keras"))
training.callbacks_at_work(run.history, patience=5)

# %% tags=["nbval-ignore-output"]
print(f"lowest validation loss of the run: {min(run.history['val_loss']):.3f}")
print(f"the file's model:                  {best.evaluate(x_val, y_val, verbose=0)[0]:.3f}")
print(f"the model in memory:               {steered.evaluate(x_val, y_val, verbose=0)[0]:.3f}")

# %% tags=["claim"]
# > All three agree: the checkpoint holds the best epoch, and `restore_best_weights` went back to it.
lowest = min(run.history["val_loss"])
assert len(run.history["val_loss"]) < 40
assert abs(best.evaluate(x_val, y_val, verbose=0)[0] - lowest) < 1e-3
assert abs(steered.evaluate(x_val, y_val, verbose=0)[0] - lowest) < 1e-3

# %% [markdown]
# All three agree: the checkpoint holds the best epoch, and `restore_best_weights` went back to it. Without it you would
# keep the weights of the *last* epoch.

# %% [markdown]
# ## 7 · From probabilities to an answer · 6 min
#
# `predict` returns **probabilities** (or logits), one row for each sample. The **class** is the column of the largest:
# `argmax`. And a model always expects a **batch**: a single image needs an axis in front, `image[None]`.
#
# ### Exercise 8 · One image (1 point · 4 min · ●○○)
#
# Write `predict_label(model, image)`: `image` is a single one, of shape `(28, 28, 1)`. Return the most probable class
# as one whole number (an `int`, or a NumPy integer), not as an array.


# %% tags=["exercise"]
def predict_label(model, image):
    """The most probable class of one image."""
    ### BEGIN SOLUTION
    return int(model.predict(image[None], verbose=0)[0].argmax())
    ### END SOLUTION


# %% tags=["check"] points=1
check.predict_label(predict_label, build_sequential, points=1)
### BEGIN HIDDEN TESTS
check.predict_label(predict_label, build_sequential, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Watch a network make up its mind.** In section 3 your diary kept its ten probabilities after every epoch. Here they
# are for one drawing that it was not trained on. Of the forty, it is the one that it was wrong about for longest, and got
# right in the end.

# %% tags=["nbval-ignore-output"]
was_right = np.array([mind.argmax(axis=1) == labels_val[:40] for mind in diary.minds])
shown = int(np.where(was_right[-1], was_right.sum(axis=0), np.inf).argmin())
training.making_up_its_mind(
    images_val[shown],
    [mind[shown] for mind in diary.minds],
    sketches.classes,
    labels_val[shown],
)
print("your function says:", sketches.classes[predict_label(model, x_val[shown])])

# %% [markdown]
# ## 8 · Saving, and going live · 12 min
#
# A model is **architecture + weights** (chapter 03). Two formats are enough:
#
# - `model.save("name.keras")`: everything, also how it was compiled and where the optimizer stood;
# - `model.save_weights("name.weights.h5")`: the weights alone, for a model you build again yourself.
#
# ### Exercise 9 · There and back (2 points · 5 min · ●○○)
#
# Write `round_trip(model, folder)`: make the folder if it does not exist (it may exist already), save the model there as
# `model.keras`, and return **what you load** from that file, ready to train on.


# %% tags=["exercise"]
def round_trip(model, folder):
    """Save a model, and return the one that is loaded from the file."""
    ### BEGIN SOLUTION
    Path(folder).mkdir(exist_ok=True)
    model.save(Path(folder) / "model.keras")
    return keras.models.load_model(Path(folder) / "model.keras")
    ### END SOLUTION


# %% tags=["check"] points=2
check.round_trip(round_trip, build_sequential, points=2)
### BEGIN HIDDEN TESTS
check.round_trip(round_trip, build_sequential, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Going live** means that *another* program answers with your model: a web service, a phone. It has the file, and
# nothing of your notebook. Here is such a program, in a fresh process; `round_trip` wrote its file. (It holds
# the model of section 6, which learned from 1,500 drawings: its answer may differ from the one above.) It gives its answer
# **and** how sure it is; what to do with an unsure answer is a decision, not arithmetic.

# %%
program = """
import sys, numpy, keras
model = keras.models.load_model(sys.argv[1] + "/model.keras")
p = model.predict(numpy.load(sys.argv[1] + "/drawing.npy")[None], verbose=0)[0]
print(p.argmax(), round(float(p.max()), 4))
"""

# %% tags=["nbval-ignore-output"]
import os
import subprocess
import sys

quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
with tempfile.TemporaryDirectory() as folder:
    back = round_trip(best, folder)
    np.save(f"{folder}/drawing.npy", x_val[shown])
    command = [sys.executable, "-c", program, folder]
    reply = subprocess.run(command, capture_output=True, text=True, env=quiet, check=True)

print("another process says:", reply.stdout.strip())
print("this one says:       ", predict_label(back, x_val[shown]))

# %% tags=["claim"]
# > It gives its answer and how sure it is
label, sure = reply.stdout.split()
assert int(label) == predict_label(best, x_val[shown])
assert 0.1 <= float(sure) <= 1

# %% [markdown]
# ### "Everything", with one exception
#
# A `.keras` file names each layer and its settings. It does **not** hold the code of a class that you wrote. Your
# `Residual` of section 5 cannot even be saved as it is: Keras does not know which arguments to write down.

# %%
with tempfile.TemporaryDirectory() as folder:
    try:
        keras.models.load_model(residual.save(f"{folder}/model.keras"))
    except (NotImplementedError, TypeError, ValueError) as error:
        print(type(error).__name__, "·", " ".join(str(error).split())[:93], "…")

# %% [markdown]
# Two additions help: `get_config` says with which arguments the model was made, and the decorator registers the class
# under a name, so that loading finds it. The other program must import this class, too, before it loads the file.


# %%
@keras.saving.register_keras_serializable(package="course")
class SavedResidual(Residual):
    """The same network; this one can be saved and loaded."""

    def get_config(self):
        return super().get_config() | {"units": self.units}


ones, saved = np.ones((2, 8), "float32"), SavedResidual(8)
said = saved(ones)
with tempfile.TemporaryDirectory() as folder:
    same_again = round_trip(saved, folder)
print("the same outputs:", bool(np.allclose(same_again(ones), said)))

# %% [markdown]
# Models made with `Sequential` or the Functional API from Keras' own layers need none of this: one reason to prefer them.
#
# ### Older material writes … write today
#
# Keras is more than ten years old, and so is much of what you find about it.
#
# | Older material writes | Write today |
# |---|---|
# | `model.predict_classes(x)` | `model.predict(x).argmax(axis=-1)` |
# | `Embedding(1000, 8, input_length=20)` | `Embedding(1000, 8)` |
# | `model.save("name.hdf5")` | `model.save("name.keras")` |
# | `Dense(64, input_shape=(784,))` | `keras.Input((784,))` as the first entry |
# | `Adam(lr=0.001)` | `Adam(learning_rate=0.001)` |
# | `metrics=["acc"]` **and** `history.history["acc"]` | `"accuracy"` in both places |
# | `pip install keras==2…`, `from tensorflow.keras import …` | `import keras` (Keras 3) |
# | `model.fit_generator(generator)` | `model.fit(generator)` |
#
# (The key in `history` is the name that you gave in `compile`. Keras still accepts `"acc"`; if you change one of the
# two places, change the other as well.)

# %% [markdown]
# ## 9 · Why a GPU is fast · 6 min
#
# Eight professors and two thousand schoolchildren sit down to do sums. One hard problem after the other: the professors
# win. A million additions that do not wait for each other: the children win. A **CPU** has a few strong cores, a
# **GPU** thousands of simple ones. A neural network is the second kind of work: one layer is **one matrix product**,
# and all entries of a product are independent.
#
# You need no GPU to see the principle. A product of two $n \times n$ matrices takes $2n^3$ operations: $n^2$ entries,
# each the sum of $n$ products. Do them number by number, row by row, and all at once:


# %%
def number_by_number(A, B):
    A, columns = A.tolist(), B.T.tolist()
    return [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in columns]
        for row in A
    ]


def row_by_row(A, B):
    return np.stack([row @ B for row in A])


def at_once(A, B):
    return A @ B


# %% tags=["nbval-ignore-output"]
import time

rng, speed = np.random.default_rng(0), {}
print("billions of operations a second (GFLOP/s)")
for n, ways in (64, (number_by_number, row_by_row, at_once)), (512, (row_by_row, at_once)):
    A, B = rng.normal(size=(2, n, n)).astype("float32")
    for way in ways:
        seconds = []
        for _ in range(5):
            start = time.perf_counter()
            way(A, B)
            seconds.append(time.perf_counter() - start)
        speed[n, way.__name__] = 2 * n**3 / min(seconds) / 1e9
        print(f"{n:>5} × {n:<5} {way.__name__:<17} {speed[n, way.__name__]:8.2f}")

# %% tags=["claim"]
# > Always the same arithmetic, and yet the large product at once is many times as fast as number by number.
# more than a hundred times, if nothing else runs
assert speed[512, "at_once"] > 5 * speed[64, "number_by_number"]

# %% [markdown]
# Always the same arithmetic, and yet the large product at once is many times as fast as number by number. There are
# three reasons, and on a GPU they weigh even more:
#
# - **Fewer commands.** Python decides about every single number; one call of `@` decides about all of them.
# - **Many sums side by side.** One instruction of a CPU works on several numbers at once, and its cores share the rows.
# - **Numbers are reused.** Fetching a number from memory takes longer than multiplying it. The whole product uses each
#   number it has fetched many times; row by row, $B$ is fetched anew for every row.
#
# Hence **batches**: 128 samples at once make a vector product a matrix product. A batch must fit into memory, with all
# its intermediate results, so its size is limited. People often choose powers of two, because these divide evenly among
# cores and memory blocks. Nothing in this notebook changes on a machine with a graphics processor. TensorFlow uses one
# by NVIDIA on Linux, once it is installed as `tensorflow[and-cuda]`. For networks as small as ours a CPU is good enough.

# %% tags=["nbval-ignore-output"]
devices = tf.config.list_physical_devices()
print("computing on:", ", ".join(device.device_type for device in devices))

# %% [markdown]
# ## 10 · Capstone: recognise the drawings · 14 min
#
# The whole way, end to end: raw pixels in, an honest number out.
#
# ### Exercise 10 · Train it yourself (2 points · 10 min · ●●○)
#
# Write `train_classifier(images, labels)`: `images` is `(n, 28, 28)` with pixels from **0 to 255** (`uint8`), `labels`
# are class numbers. Build a model, train it, return it.
#
# - The model takes images **as they are**, so the scaling belongs inside: begin with `keras.layers.Rescaling(1 / 255)`.
#   Then nobody can forget to scale.
# - It gives ten numbers for each image, probabilities or logits. The largest is its answer.
# - It is judged on 1,000 **new** drawings, whose labels your program does not have: 60 % must be right.
# - About 20 seconds of training are enough; after 60 seconds the check gives up. No convolutions needed; they wait in
#   chapter 06.


# %% tags=["exercise"]
def train_classifier(images, labels):
    """A trained model for raw images."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss=loss)
    model.fit(images, labels, batch_size=64, epochs=8, verbose=0)
    return model
    ### END SOLUTION


# %% tags=["check"] points=2
check.train_classifier(train_classifier, points=2)
### BEGIN HIDDEN TESTS
check.train_classifier(train_classifier, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### How good is that?
#
# A number means nothing without a **baseline**. Both models learn from the same 8,000 drawings. And now, once, open the
# drawer: the test data.

# %% tags=["nbval-ignore-output"]
from sklearn.linear_model import LogisticRegression

keras.utils.set_random_seed(4)
network = train_classifier(images_train, labels_train)
linear = LogisticRegression(C=0.01, max_iter=60, tol=0.01)
linear.fit(images_train.reshape(-1, 784) / 255, labels_train)

images_test, labels_test = sketches.x_test, sketches.y_test
predicted = network.predict(images_test, verbose=0).argmax(axis=1)
by_line = linear.predict(images_test.reshape(-1, 784) / 255)
print(f"always the same answer: {np.bincount(labels_test).max() / len(labels_test):.3f}")
print(f"logistic regression:    {np.mean(by_line == labels_test):.3f}")
print(f"your network:           {np.mean(predicted == labels_test):.3f}")

# %% tags=["claim"]
# > The hidden layers pay: on the same drawings the network is right far more often than logistic regression.
assert np.mean(predicted == labels_test) > np.mean(by_line == labels_test) + 0.1

# %% [markdown]
# The hidden layers pay: on the same drawings the network is right far more often than logistic regression. Where is it
# still wrong?

# %% tags=["nbval-ignore-output"]
training.confusion(labels_test, predicted, sketches.classes)

# %% tags=["claim"]
# > It confuses ring and square, both an outline with nothing inside, and takes many a spiral for a face: both are round
# > with ink inside.
table = np.zeros((10, 10))
np.add.at(table, (labels_test, predicted), 1)
table /= table.sum(axis=1, keepdims=True)
usual = (1 - np.diag(table)).mean() / 9
ring, square, spiral, face = map(sketches.classes.index, ("ring", "square", "spiral", "face"))
confused = (table[ring, square] + table[square, ring], table[spiral, face], usual)
assert confused[0] > 3 * usual, confused
assert confused[1] > 2 * usual, confused

# %% [markdown]
# Look at the rows: which things does it take for which? It confuses ring and square, both an outline with nothing inside,
# and takes many a spiral for a face: both are round with ink inside. A network that weighs pixel by pixel knows no corners and no eyes: these
# are never in the same place.
# Chapter 06 does better with a network that looks at shapes.
#
# ### Go bigger
#
# With a network connection, real photographs of clothes are one line away (30 MB, downloaded once). Set the switch:

# %%
bigger = False
if bigger:
    print(data.load("fashion_mnist").describe())

# %% [markdown]
# ## 11 · In your own words · 8 min
#
# ### Exercise 11 · What does the curve say? (2 points, read by your instructor · 8 min · ●○○)
#
# After ten epochs a classmate's model has a training accuracy of 0.99 and a validation accuracy of 0.71. In four to six
# sentences: what has happened, which of the three callbacks would have acted and how, and why must the test data not be
# used to decide when to stop?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# The model has overfitted: it knows its training samples by heart, and a good part of what it learned does not hold for
# new ones. The validation loss has stopped falling and probably rises. ReduceLROnPlateau would have made the steps
# smaller once the validation loss stalled; EarlyStopping would have ended training and gone back to the best weights;
# ModelCheckpoint would have kept the best epoch on disk. If you decide by the test data when to stop, you choose the
# epoch that happens to suit the test data. The test accuracy is then too good, and nothing is left that could tell you
# how the model does on data it was not chosen for.
#
# **Rubric.** ½ point: overfitting, with the gap as its sign. ½ point: what at least two of the callbacks do. ½ point:
# deciding by the test data is choosing by it. ½ point: the estimate is then too optimistic.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | tensor | rank = number of axes, shape = their lengths, dtype; samples first |
# | `GradientTape` | records the forward pass, then plays the backward rules in reverse |
# | five steps | define → compile → fit → evaluate → predict |
# | `fit` | for each batch: model on a tape, gradients of all weights, optimizer |
# | `from_logits=True` | the loss by log-sum-exp: no $\log 0$, and no gradient lost |
# | precision, recall | of what I called a star, how many are; of the stars, how many I found |
# | Sequential, Functional, subclass | a row; any graph, skip connections too; your own `call` |
# | callbacks | keep the best, smaller steps, stop in time; all watch validation data |
# | predict | probabilities for a **batch**; `argmax` gives the class |
# | `.keras` | architecture + weights + how it was compiled; for a class of your own also `get_config` |
# | GPU | thousands of simple cores: fast when the work is one large matrix product |
#
# **Words.** tensor 텐서 · epoch 에포크 · loss 손실 · overfitting 과적합 · learning rate 학습률 · mini-batch 미니배치 ·
# one-hot encoding 원-핫 인코딩 · gradient 기울기

# %% [markdown]
# ## Quick self-check · 4 min
#
# Answer first, then unfold.
#
# <details><summary>1. What is the shape of a batch of 8 RGB images, 100 pixels wide and 60 high?</summary>
#
# (8, 60, 100, 3): samples, height, width, channels.
# </details>
#
# <details><summary>2. Your labels are 0 to 9, not one-hot. Which loss?</summary>
#
# Sparse categorical cross-entropy. It is the same loss; it only reads the labels differently.
# </details>
#
# <details><summary>3. `model.predict(image)` complains about a shape. The image has shape (28, 28), as the model says. What
# is missing?</summary>
#
# The batch axis: `image[None]` has shape (1, 28, 28).
# </details>
#
# <details><summary>4. EarlyStopping has patience 5 and stops after epoch 17. Which epoch was the best?</summary>
#
# Epoch 12. With `restore_best_weights=True` the model has its weights again.
# </details>
#
# <details><summary>5. 50,000 samples, batch size 64, 3 epochs. How many updates?</summary>
#
# 782 in each epoch (781 full batches and one of 16), 2,346 in all.
# </details>

# %% [markdown]
# ## Go further
#
# - F. Chollet, *Deep Learning with Python*, Manning (second edition 2021). By the author of Keras; chapters 3 and 7 go
#   deeper into what you saw here.
# - keras.io, *Developer guides*. Short and current: the Functional API, custom training steps, saving.
# - M. Abadi et al., *TensorFlow: A System for Large-Scale Machine Learning*, OSDI 2016. How graphs and devices work under
#   the surface.
# - A. G. Baydin et al., *Automatic Differentiation in Machine Learning: a Survey*, JMLR 18, 2018. Automatic against
#   symbolic and numerical, with worked examples.
#
# **Next:** deeper networks on real tables, and what to do when they learn by heart: chapter 05.
