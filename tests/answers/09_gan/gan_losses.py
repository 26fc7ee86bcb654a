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
import tensorflow as tf

entropy = tf.nn.sigmoid_cross_entropy_with_logits


def discriminator_loss(real_logits, fake_logits):
    real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return tf.reduce_mean(real) + tf.reduce_mean(fake)


def generator_loss(fake_logits):
    return tf.reduce_mean(entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits))


# %% wrong: the discriminator: real is 1, generated is 0 | labels 1 for the real
import tensorflow as tf

entropy = tf.nn.sigmoid_cross_entropy_with_logits


def discriminator_loss(real_logits, fake_logits):
    real = entropy(labels=tf.zeros_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.ones_like(fake_logits), logits=fake_logits)
    return tf.reduce_mean(real) + tf.reduce_mean(fake)


def generator_loss(fake_logits):
    return tf.reduce_mean(entropy(labels=tf.ones_like(fake_logits), logits=fake_logits))


# %% wrong: an undecided discriminator | read as logits
import keras
import tensorflow as tf

bce = keras.losses.BinaryCrossentropy()


def discriminator_loss(real_logits, fake_logits):
    return bce(tf.ones_like(real_logits), real_logits) + bce(tf.zeros_like(fake_logits), fake_logits)


def generator_loss(fake_logits):
    return bce(tf.ones_like(fake_logits), fake_logits)


# %% wrong: an undecided discriminator | the SUM of both
import tensorflow as tf

entropy = tf.nn.sigmoid_cross_entropy_with_logits


def discriminator_loss(real_logits, fake_logits):
    real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return (tf.reduce_mean(real) + tf.reduce_mean(fake)) / 2


def generator_loss(fake_logits):
    return tf.reduce_mean(entropy(labels=tf.ones_like(fake_logits), logits=fake_logits))


# %% wrong: each half has its own mean | Mean over the real ones plus
import tensorflow as tf

entropy = tf.nn.sigmoid_cross_entropy_with_logits


def discriminator_loss(real_logits, fake_logits):
    real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return 2 * tf.reduce_mean(tf.concat([real, fake], axis=0))


def generator_loss(fake_logits):
    return tf.reduce_mean(entropy(labels=tf.ones_like(fake_logits), logits=fake_logits))


# %% wrong: large logits | cannot overflow
import tensorflow as tf


def discriminator_loss(real_logits, fake_logits):
    return -tf.reduce_mean(tf.math.log(tf.sigmoid(real_logits))) - tf.reduce_mean(tf.math.log(1 - tf.sigmoid(fake_logits)))


def generator_loss(fake_logits):
    return -tf.reduce_mean(tf.math.log(tf.sigmoid(fake_logits)))
