# %% [markdown]
# # 04 · TensorFlow and Keras
#
# **After this chapter you will be able to**
#
# - **read** the shape of a tensor, from one number to a batch of videos, and **prepare** images and text as tensors;
# - **compute** gradients with `GradientTape`, and say what it does that you did by hand in chapter 02;
# - **build** networks in Keras with the Sequential and the Functional API, and **train**, **evaluate** and **use** them;
# - **steer** training with callbacks, and **see** what each of them does;
# - **save** a model and have another program answer with it.
#
# **Time:** about 120 minutes. **You need:** chapters 01 to 03 (layers, losses, gradients, mini-batches, optimisers).
#
# ## A puzzle to begin with
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
# Hard, isn't it? By the end of this chapter a network of about 60,000 numbers has found a rule of its own, and you have
# written fifteen lines for it. That is what a **framework** is for: it brings the layers, the gradients and the
# optimisers that you built yourself, fast and tested, so that you can think about the problem.
#
# **TensorFlow** computes with arrays and finds gradients. **Keras** is the interface on top: layers, models, training.
# Keras 3 runs on TensorFlow, JAX or PyTorch alike; this course uses TensorFlow.

# %%
from dlcourse.checks import keras as check  # first: it keeps TensorFlow quiet

import keras
import numpy as np
import tensorflow as tf

from dlcourse import nn

keras.utils.set_random_seed(4)

# %% [markdown]
# ## 1 · Tensors
#
# A **tensor** is an array of numbers with any number of axes. Three words describe it:
#
# - **rank**: how many axes it has;
# - **shape**: how long each axis is;
# - **dtype**: what kind of numbers it holds (`float32`, `int64`, `uint8`, …).

# %%
from dlcourse.plots.keras import tensors

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
# **Samples come first**, always. A grey image has one channel, an RGB image three.
#
# ### Exercise 1 · Shapes (2 points)
#
# Fill in the shapes, as tuples. (4K UHD is 3840 pixels wide and 2160 high. Which comes first?)


# %% tags=["exercise"]
def shapes():
    """The shape of each kind of data."""
    answers = {"one temperature": ...}  # "100 patients …": ..., and so on, see the table below
    ### BEGIN SOLUTION
    answers = {
        "one temperature": (),
        "100 patients with 13 measurements each": (100, 13),
        "32 series of 50 hours from 3 sensors": (32, 50, 3),
        "16 RGB images, 96 pixels high and 128 wide": (16, 96, 128, 3),
        "4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)": (4, 60, 2160, 3840, 3),
        "one vector of 5 numbers": (5,),
    }
    ### END SOLUTION
    return answers


# %% [markdown]
# The keys of the dict: `"one temperature"` · `"100 patients with 13 measurements each"` ·
# `"32 series of 50 hours from 3 sensors"` · `"16 RGB images, 96 pixels high and 128 wide"` ·
# `"4 RGB videos of 60 frames in 4K UHD (3840 wide, 2160 high)"` · `"one vector of 5 numbers"`

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
# Words have no order that means anything, so they become one-hot vectors, like the classes in chapter 01. The list of
# all words is the **vocabulary**. Three phrases of two words over a vocabulary of four give a tensor of shape
# `(3, 2, 4)`: which phrase, which word of it, which entry of the vocabulary.
#
# ### Exercise 2 · Phrases (2 points)
#
# Write `phrases_to_tensor(phrases)`.
#
# - `phrases` is a list of strings. All have the same number of words, parted by a space.
# - The vocabulary: all words that occur, each once, in **alphabetical order**.
# - Return an array (or tensor) of shape `(phrases, words, vocabulary)`.
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
# In chapter 10 dense **embeddings** take the place of these long, empty vectors.
#
# ### Images, ready for a network
#
# Pixels come as whole numbers from 0 to 255 (`uint8`). Networks learn best from small numbers around 0 to 1, and Keras
# computes in `float32`. Three steps: convert, scale, add the channel axis.
#
# ### Exercise 3 · Preprocessing (2 points)
#
# Write `preprocess(images, labels)`: `images` has shape `(n, 28, 28)` and holds 0 to 255; `labels` has shape `(n,)` and
# holds class numbers 0 to 9. Return a pair:
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
# ## 2 · Gradients without pencil and paper
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
# Variables are watched by themselves. For a constant you must ask: `tape.watch(x)`.
#
# ### Exercise 4 · The tape (1 point)
#
# Write `tape_gradient(f, x)`: `f` takes a tensor and returns a single number; `x` is a number, or an array of any shape.
# Return $\partial f/\partial x$ as a NumPy array of the shape of `x`. It must work for whole numbers as well.
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
# ## 3 · Five steps
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
# ### Exercise 5 · Your first Keras model (2 points)
#
# Write `build_sequential()`: a **compiled** `keras.Sequential` for images of shape `(28, 28)`:
# `keras.Input((28, 28))`, then `Flatten`, `Dense` with 64 units, `Dense` with 128, `Dense` with 10. Hidden layers use
# ReLU; the output is a probability for each class. Optimizer `"adam"`; the labels will be **class numbers**; measure
# the accuracy.


# %% tags=["exercise"]
def build_sequential():
    """Flatten-64-128-10, compiled for labels that are class numbers."""
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION


# %% tags=["check"] points=2
check.build_sequential(build_sequential, points=2)
### BEGIN HIDDEN TESTS
check.build_sequential(build_sequential, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Now fit it. First put a part of the training images aside as **validation** data: you look at it while you tune. The
# **test** data stays in the drawer until the end. `stratify` keeps the share of each class the same in both parts.

# %%
from sklearn.model_selection import train_test_split

scaled = sketches.x_train.astype("float32") / 255
x_train, x_val, y_train, y_val = train_test_split(
    scaled, sketches.y_train, test_size=0.2, random_state=0, stratify=sketches.y_train
)
x_test, y_test = sketches.x_test.astype("float32") / 255, sketches.y_test

for name, part in {"train": y_train, "validation": y_val, "test": y_test}.items():
    print(f"{name:<11} {len(part):>5} drawings, {np.bincount(part).min()} of each class")

# %% [markdown]
# Keras tells a **callback** when an epoch ends. This one is your own, and draws the curves while the network learns.

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


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(4)
model = build_sequential()
history = model.fit(
    x_train,
    y_train,
    batch_size=128,
    epochs=12,
    validation_data=(x_val, y_val),
    callbacks=[LiveCurves()],
    verbose=0,
)

# %% [markdown]
# Read the curves: as long as the **validation** loss falls, the network learns something that holds for new drawings.
# When the training loss falls on and the validation loss does not, it has begun to learn its examples by heart:
# **overfitting**. Chapter 05 is about that.
#
# ### How many updates was that?
#
# Chapter 03's arithmetic: 8,000 drawings in batches of 128 are 63 updates an epoch (the last batch has 64); 12 epochs
# make 756. The optimizer has counted, too.

# %%
per_epoch = -(-len(x_train) // 128)
print("by arithmetic:      ", 12 * per_epoch)
print("by the optimizer:   ", int(model.optimizer.iterations))

# %% [markdown]
# The classic network of many textbooks is 784-512-10 with RMSprop at batch 128. On the 60,000 MNIST digits five epochs
# are 5 · 469 = 2,345 updates. On our drawings, with two epochs:

# %%
classic = keras.Sequential(
    [
        keras.Input((784,)),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
classic.compile("rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
classic.fit(x_train.reshape(-1, 784), y_train, batch_size=128, epochs=2, verbose=0)
print(f"{classic.count_params():,} parameters, {int(classic.optimizer.iterations)} updates")

# %% [markdown]
# ### Is it the same network?
#
# `dlcourse.nn` is the library that grows out of chapters 02 and 03: the same names, in NumPy, short enough to read. Give
# it the same weights and the same batches, and it must take the same steps.

# %%
twin = nn.Sequential(
    [
        nn.Input((28, 28)),
        nn.layers.Flatten(),
        nn.layers.Dense(64, activation="relu"),
        nn.layers.Dense(128, activation="relu"),
        nn.layers.Dense(10, activation="softmax"),
    ]
)
fresh = build_sequential()
twin.set_weights(fresh.get_weights())
twin.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

difference = np.abs(twin.predict(x_val[:500]) - fresh.predict(x_val[:500], verbose=0)).max()
print("largest difference of a probability below 1e-5:", bool(difference < 1e-5))

# %%
for _ in range(3):
    ours = twin.train_on_batch(x_train[:128], y_train[:128])
    theirs = fresh.train_on_batch(x_train[:128], y_train[:128], return_dict=True)
    fresh.reset_metrics()
    print(f"loss in NumPy {ours['loss']:.4f}   in Keras {float(theirs['loss']):.4f}")

# %% [markdown]
# No magic, then. Keras adds speed on large networks, GPUs, and a hundred layers that somebody has tested.
#
# ## 4 · Beyond a row of layers
#
# `Sequential` is a row. When a network has **several inputs or outputs**, or uses one layer **twice**, write it with the
# **Functional API**: call layers on tensors, like functions, then name the ends.

# %%
drawing = keras.Input((28, 28), name="drawing")
hidden = keras.layers.Dense(64, activation="relu")(keras.layers.Flatten()(drawing))
thing = keras.layers.Dense(10, activation="softmax", name="thing")(hidden)
is_round = keras.layers.Dense(1, activation="sigmoid", name="is_round")(hidden)

two_outputs = keras.Model(inputs=drawing, outputs={"thing": thing, "is_round": is_round})
for name, output in two_outputs.predict(x_val[:4], verbose=0).items():
    print(f"{name:<9} {output.shape}")

# %% [markdown]
# **Shared layers.** Are two drawings of the same thing? Send both through *one and the same* encoder. Its weights exist
# once, and learn from both sides.

# %%
encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(32, activation="relu")])
left, right = keras.Input((28, 28)), keras.Input((28, 28))
gap = keras.layers.Subtract()([encoder(left), encoder(right)])
same = keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(gap))

print(f"{same.count_params():,} parameters: (784 + 1) · 32 once, and 32 + 1")

# %% [markdown]
# ### Exercise 6 · Two inputs (2 points)
#
# A museum has a picture of each find, and six measurements. Write `build_two_input()`: a `keras.Model` with the inputs
# image `(28, 28)` and notes `(6,)`, in this order, and one output: probabilities of three classes. Flatten the image,
# `Concatenate` it with the notes, add at least one hidden layer with an activation, then the output.


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
# ### Subclassing: when you want to write the forward pass
#
# Derive from `keras.Model` and write `call`. You use the model like a function: `model(x)`. Python then runs
# `__call__`, which Keras provides: it makes the weights at the first use, takes care of masks and dtypes, and runs
# **your** `call`. So write `call`, and call the model; never `model.call(x)`.


# %%
class Residual(keras.Model):
    """Two dense layers with a way around them."""

    def __init__(self, units):
        super().__init__()
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units)

    def call(self, x):
        return x + self.second(self.first(x))


print("shape:", Residual(8)(np.ones((2, 8), "float32")).shape)

# %% [markdown]
# ## 5 · Callbacks: steering while it trains
#
# | Callback | What it does | Settings that matter |
# |---|---|---|
# | `ModelCheckpoint` | writes the model to disk | `monitor`, `save_best_only` |
# | `ReduceLROnPlateau` | smaller steps when progress stalls | `factor`, `patience`, `min_lr` |
# | `EarlyStopping` | ends training that no longer helps | `patience`, `restore_best_weights` |
# | `TensorBoard` | writes logs that `tensorboard` shows in the browser | `log_dir` |
#
# `monitor` names the number to watch; `mode` says whether smaller or larger is better (`"auto"` guesses by the name).
# `patience` is how many epochs without improvement are tolerated.
#
# ### Exercise 7 · Three callbacks (2 points)
#
# Write `make_callbacks(folder)`: return a list of three callbacks that all watch `"val_loss"`:
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
# **See them act.** A small part of the data, so that the network soon learns by heart, and a learning rate that is a
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

# %% [markdown]
# All three agree: the checkpoint holds the best epoch, and `restore_best_weights` went back to it. Without it you would
# keep the weights of the *last* epoch.
#
# ## 6 · From probabilities to an answer
#
# `predict` returns **probabilities**, one row a sample. The **class** is the column of the largest: `argmax`. And a
# model always expects a **batch**: a single image needs an axis in front, `image[None]`.
#
# ### Exercise 8 · One image (1 point)
#
# Write `predict_label(model, image)`: `image` has shape `(28, 28)`. Return the class number as a plain `int`.


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
# **Watch a network make up its mind.** One drawing it has never seen, and its ten probabilities after every epoch of a
# new training run.

# %% tags=["nbval-ignore-output"]
undecided = build_sequential()
minds = [undecided.predict(x_test[:40], verbose=0)]
for _ in range(9):
    undecided.fit(x_train, y_train, batch_size=128, epochs=1, verbose=0)
    minds.append(undecided.predict(x_test[:40], verbose=0))

shown = np.flatnonzero(minds[-1].argmax(axis=1) == y_test[:40])[0]
training.making_up_its_mind(
    x_test[shown], [mind[shown] for mind in minds], sketches.classes, y_test[shown]
)

# %% [markdown]
# ## 7 · Saving, and going live
#
# A model is **architecture + weights** (chapter 03). Keras writes two formats:
#
# - `model.save("name.keras")`: everything, also how it was compiled and where the optimizer stood;
# - `model.save_weights("name.weights.h5")`: the weights alone, for a model you build again yourself.
#
# ### Exercise 9 · There and back (2 points)
#
# Write `round_trip(model, folder)`: make the folder if it does not exist, save the model there as `model.keras`, and
# return **what you load** from that file.


# %% tags=["exercise"]
def round_trip(model, folder):
    """Save a model, and return the one that is loaded from the file."""
    ### BEGIN SOLUTION
    path = Path(folder) / "model.keras"
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    return keras.models.load_model(path)
    ### END SOLUTION


# %% tags=["check"] points=2
check.round_trip(round_trip, build_sequential, points=2)
### BEGIN HIDDEN TESTS
check.round_trip(round_trip, build_sequential, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Going live** means that *another* program answers with your model: a web service, a phone. It has the file, and
# nothing of your notebook. Here is such a program, in a fresh process. It gives its answer **and** how sure it is; what
# to do with an answer of 40 % is a decision, not arithmetic.

# %%
program = """
import sys, numpy, keras
model = keras.models.load_model(sys.argv[1])
p = model.predict(numpy.load(sys.argv[2])[None], verbose=0)[0]
print(p.argmax(), round(float(p.max()), 4))
"""

# %% tags=["nbval-ignore-output"]
import os
import subprocess
import sys

quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
with tempfile.TemporaryDirectory() as folder:
    files = [f"{folder}/best.keras", f"{folder}/drawing.npy"]
    best.save(files[0])
    np.save(files[1], x_test[shown])
    command = [sys.executable, "-c", program, *files]
    answer = subprocess.run(command, capture_output=True, text=True, env=quiet, check=True)

print("another process says:", answer.stdout.strip())
print("this one says:       ", predict_label(best, x_test[shown]))

# %% [markdown]
# ### Older material writes … write today
#
# Keras is ten years old, and so is much of what you find about it.
#
# | Older material writes | Write today |
# |---|---|
# | `model.predict_classes(x)` | `model.predict(x).argmax(axis=-1)` |
# | `Embedding(1000, 8, input_length=20)` | `Embedding(1000, 8)` |
# | `model.save("name.hdf5")` | `model.save("name.keras")` |
# | `Dense(64, input_shape=(784,))` | `keras.Input((784,))` as the first entry |
# | `Adam(lr=0.001)` | `Adam(learning_rate=0.001)` |
# | `history.history["acc"]` | `history.history["accuracy"]` |
# | `pip install keras==2…`, `from tensorflow.keras import …` | `import keras` (Keras 3) |
# | `model.fit_generator(generator)` | `model.fit(generator)` |
#
# ### CPU and GPU
#
# Nothing in this notebook changes on a machine with a graphics processor: TensorFlow finds it and uses it. For our small
# networks a CPU is as good.

# %% tags=["nbval-ignore-output"]
devices = tf.config.list_physical_devices()
print("computing on:", ", ".join(device.device_type for device in devices))

# %% [markdown]
# ## 8 · Capstone: recognise the drawings
#
# The whole way, end to end: raw pixels in, an honest number out.
#
# ### Exercise 10 · Train it yourself (2 points)
#
# Write `train_classifier(images, labels)`: `images` is `(n, 28, 28)` with pixels from **0 to 255** (`uint8`), `labels`
# are class numbers. Build a model, train it, return it. (Here and in what follows: of the layers in `keras.layers`, not of
# a class of your own. A check builds your model again from its layers and weights, and judges that one.)
#
# - The model takes images **as they are**: begin it with `keras.layers.Rescaling(1 / 255)`. Then nobody can forget to
#   scale.
# - It is judged on 1,000 **new** drawings, whose labels your program does not have: 60 % must be right.
# - Training should take no longer than about 20 seconds. No convolutions needed; they wait in chapter 06.


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
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", loss="sparse_categorical_crossentropy")
    model.fit(images, labels, batch_size=64, epochs=12, verbose=0)
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
# A number means nothing without a **baseline**. And now, once, the test data.

# %% tags=["nbval-ignore-output"]
from sklearn.linear_model import LogisticRegression

keras.utils.set_random_seed(4)
network = train_classifier(sketches.x_train, sketches.y_train)
linear = LogisticRegression(C=0.01, max_iter=300).fit(x_train.reshape(-1, 784), y_train)

predicted = network.predict(sketches.x_test, verbose=0).argmax(axis=1)
print(f"always the same answer: {np.bincount(y_test).max() / len(y_test):.3f}")
print(f"logistic regression:    {linear.score(x_test.reshape(-1, 784), y_test):.3f}")
print(f"your network:           {np.mean(predicted == y_test):.3f}")

# %% tags=["nbval-ignore-output"]
training.confusion(y_test, predicted, sketches.classes)

# %% [markdown]
# Look at the rows: which things does it take for which? A ring and a face share a ring; a network that weighs pixel by
# pixel easily misses two small eyes that moved. Chapter 06 will do much better with a network that looks at shapes.
#
# ### Go bigger
#
# With a network connection, real photographs of clothes are one line away (30 MB, downloaded once). Set the switch:

# %%
bigger = False
if bigger:
    print(data.load("fashion_mnist").describe())

# %% [markdown]
# ## 9 · In your own words
#
# ### Exercise 11 · What does the curve say? (2 points, read by your instructor)
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
# | Sequential, Functional, subclass | a row; any graph; your own `call` |
# | callbacks | keep the best, smaller steps, stop in time; all watch validation data |
# | predict | probabilities for a **batch**; `argmax` gives the class |
# | `.keras` | architecture + weights + how it was compiled: another program can answer with it |
#
# **Words.** tensor 텐서 · epoch 에포크 · loss 손실 · overfitting 과적합 · learning rate 학습률 · mini-batch 미니배치 ·
# one-hot encoding 원-핫 인코딩 · gradient 기울기
#
# ## Quick self-check
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
# 782 an epoch (781 full batches and one of 16), 2,346 in all.
# </details>
#
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
