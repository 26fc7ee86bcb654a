# %% right: tf.concat
import tensorflow as tf


def condition(z, labels):
    return tf.concat([z, tf.one_hot(labels, 10)], axis=-1)


# %% right: keras.ops
import keras


def condition(z, labels):
    return keras.ops.concatenate([z, keras.ops.one_hot(labels, 10, dtype="float32")], axis=1)


# %% wrong: ten columns more | One for each digit
# replace: tf.concat([z, tf.one_hot(labels, 10)], axis=-1) -> tf.concat([z, tf.cast(labels, "float32")[:, None]], axis=1)

# %% wrong: one-hot behind it | Label 3 is not
# replace: tf.concat([z, tf.one_hot(labels, 10)], axis=-1) -> tf.concat([z, tf.ones([1, 10]) * tf.cast(labels, "float32")[:, None]], axis=1)

# %% wrong: ten columns more | even when some digit
# replace: tf.concat([z, tf.one_hot(labels, 10)], axis=-1) -> tf.concat([z, tf.one_hot(labels, tf.reduce_max(labels) + 1)], axis=1)

# %% wrong: the noise in front, as it was | the noise first
# replace: tf.concat([z, tf.one_hot(labels, 10)], axis=-1) -> tf.concat([tf.one_hot(labels, 10), z], axis=1)

# %% wrong: the noise in front, as it was | last axis
# replace: tf.concat([z, tf.one_hot(labels, 10)], axis=-1) -> tf.concat([tf.random.normal(tf.shape(z)), tf.one_hot(labels, 10)], axis=1)


# %% wrong: works inside a graph | without numbers yet
import numpy as np


def condition(z, labels):
    return np.concatenate([z, np.eye(10, dtype="float32")[labels]], axis=1)


# %% wrong: 32-bit floats | float32
# replace: tf.concat([z, tf.one_hot(labels, 10)], axis=-1) -> tf.cast(tf.concat([z, tf.one_hot(labels, 10)], axis=-1), "float64")
