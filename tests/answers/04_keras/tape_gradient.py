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


# %% wrong: any function | inside the `with` block
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

# %% wrong: whole numbers too | convert x to float32
# replace: x = tf.cast(x, "float32") -> x = tf.cast(x, "float32") if x.dtype == tf.float64 else x


# %% wrong: any function | inside the `with` block
def tape_gradient(f, x):
    return 2 * tf.cast(x, "float32").numpy()
