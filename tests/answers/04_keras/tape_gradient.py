import tensorflow as tf


# %% right: a watched constant
def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x).numpy()


# %% right: a variable
def tape_gradient(f, x):
    x = tf.Variable(x, dtype="float32")
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.gradient(y, x)


# %% wrong: the slope of a parabola | watched
# remove: tape.watch(x)


# %% wrong: the slope of a parabola | inside the `with`
def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        pass
    y = f(x)
    return tape.gradient(y, x).numpy()


# %% wrong: arrays of any shape | its shape is that of x
# replace: return tape.gradient(y, x).numpy() -> return tape.gradient(y, x).numpy().sum()

# %% wrong: whole numbers, and 64-bit ones | does not mix
# replace: x = tf.cast(x, "float32") -> x = tf.cast(x, "float64")

# %% wrong: whole numbers, and 64-bit ones | convert x to float32
# replace: x = tf.cast(x, "float32") -> x = tf.cast(x, "float32") if x.dtype == tf.float64 else x


# %% wrong: from the tape, not from differences | backward rules
import numpy as np


def tape_gradient(f, x, h=1e-6):
    x = np.asarray(x, dtype="float64")
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[place] = h
        gradient[place] = (float(f(tf.constant(x + step))) - float(f(tf.constant(x - step)))) / (2 * h)
    return gradient


# %% wrong: any function | no rule for one function
def tape_gradient(f, x):
    return 2 * tf.cast(x, "float32").numpy()
