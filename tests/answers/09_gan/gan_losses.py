# %% right: TensorFlow's cross-entropy
import tensorflow as tf

entropy = tf.nn.sigmoid_cross_entropy_with_logits


def discriminator_loss(real_logits, fake_logits):
    real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return tf.reduce_mean(real) + tf.reduce_mean(fake)


def generator_loss(fake_logits):
    return tf.reduce_mean(entropy(labels=tf.ones_like(fake_logits), logits=fake_logits))


# %% right: Keras' loss object
import keras
import tensorflow as tf

bce = keras.losses.BinaryCrossentropy(from_logits=True)


def discriminator_loss(real_logits, fake_logits):
    return bce(tf.ones_like(real_logits), real_logits) + bce(tf.zeros_like(fake_logits), fake_logits)


def generator_loss(fake_logits):
    return bce(tf.ones_like(fake_logits), fake_logits)


# %% right: softplus
import tensorflow as tf


def discriminator_loss(real_logits, fake_logits):
    return tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(tf.nn.softplus(fake_logits))


def generator_loss(fake_logits):
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% wrong: the generator: be taken for real | labels are ones
# replace: tf.ones_like(fake_logits) -> tf.zeros_like(fake_logits)

# %% wrong: the discriminator: real is 1, generated is 0 | labels 1 for the real
# replace: tf.zeros_like -> tf.ones_like
# replace: tf.ones_like(real_logits) -> tf.zeros_like(real_logits)

# %% wrong: an undecided discriminator | read as logits
# from: Keras' loss object
# remove: from_logits=True

# %% wrong: an undecided discriminator | the SUM of both
# replace: tf.reduce_mean(real) + tf.reduce_mean(fake) -> (tf.reduce_mean(real) + tf.reduce_mean(fake)) / 2

# %% wrong: each half has its own mean | Mean over the real ones plus
# replace: tf.reduce_mean(real) + tf.reduce_mean(fake) -> 2 * tf.reduce_mean(tf.concat([real, fake], axis=0))

# %% wrong: large logits | cannot overflow
# from: softplus
# replace: tf.reduce_mean(tf.nn.softplus(-real_logits)) + tf.reduce_mean(tf.nn.softplus(fake_logits)) -> -tf.reduce_mean(tf.math.log(tf.sigmoid(real_logits))) - tf.reduce_mean(tf.math.log(1 - tf.sigmoid(fake_logits)))
# replace: tf.reduce_mean(tf.nn.softplus(-fake_logits)) -> -tf.reduce_mean(tf.math.log(tf.sigmoid(fake_logits)))


# %% wrong: a tape can follow | NumPy's numbers
import numpy as np


def discriminator_loss(real_logits, fake_logits):
    return np.logaddexp(0, -np.asarray(real_logits)).mean() + np.logaddexp(0, np.asarray(fake_logits)).mean()


def generator_loss(fake_logits):
    return np.logaddexp(0, -np.asarray(fake_logits)).mean()
