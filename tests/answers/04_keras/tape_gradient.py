# %% right: a watched constant
import tensorflow as tf


def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x).numpy()


# %% right: a variable
import tensorflow as tf


def tape_gradient(f, x):
    x = tf.Variable(x, dtype="float32")
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.gradient(y, x)


# %% wrong: the slope of a parabola | watched
import tensorflow as tf


def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.gradient(y, x).numpy()


# %% wrong: any function | inside the `with` block
import tensorflow as tf


def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        pass
    y = f(x)
    return tape.gradient(y, x).numpy()


# %% wrong: arrays of any shape | its shape is that of x
import tensorflow as tf


def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x).numpy().sum()


# %% wrong: whole numbers too | convert x to float32
import tensorflow as tf


def tape_gradient(f, x):
    x = tf.convert_to_tensor(x)
    x = tf.cast(x, "float32") if x.dtype == tf.float64 else x
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x).numpy()


# %% wrong: any function | inside the `with` block
import tensorflow as tf


def tape_gradient(f, x):
    return 2 * tf.cast(x, "float32").numpy()
