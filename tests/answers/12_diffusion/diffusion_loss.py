import numpy as np
import tensorflow as tf


# %% right: tf.gather
def diffusion_loss(model, x0, t, eps, alpha_bar):
    share = tf.gather(tf.constant(alpha_bar, tf.float32), t)
    share = tf.reshape(share, [-1] + [1] * (len(x0.shape) - 1))
    x_t = tf.sqrt(share) * x0 + tf.sqrt(1 - share) * eps
    return tf.reduce_mean((eps - model([x_t, t])) ** 2)


# %% right: two tables, and Keras' functions
import keras


def diffusion_loss(model, x0, t, eps, alpha_bar):
    parts = []
    for table in (np.sqrt(alpha_bar), np.sqrt(1 - alpha_bar)):
        share = keras.ops.take(table.astype("float32"), t)
        while len(share.shape) < len(x0.shape):
            share = share[..., None]
        parts.append(share)
    guess = model([parts[0] * x0 + parts[1] * eps, t])
    return keras.ops.mean(keras.ops.square(guess - eps))


# %% wrong: one mean over all numbers | a single number
# replace: tf.reduce_mean( -> tf.reduce_sum(

# %% wrong: one mean over all numbers | over all samples and coordinates
# replace: model([x_t, t])) ** 2) -> model([x_t, t])) ** 2, axis=-1)

# %% wrong: the network gets the noisy data | neither x0 nor
# replace: model([x_t, t]) -> model([x0, t])

# %% wrong: the network gets the noisy data | √ᾱ_t x0
# no roots
# replace: tf.sqrt(share) * x0 + tf.sqrt(1 - share) * eps -> share * x0 + (1 - share) * eps

# %% wrong: the network gets the noisy data | each sample's own step
# replace: share = tf.gather(tf.constant(alpha_bar, tf.float32), t) -> share = tf.gather(tf.constant(alpha_bar, tf.float32), t[:1])

# %% wrong: one mean over all numbers | The mean of the squares
# replace: (eps - model([x_t, t])) ** 2 -> tf.abs(eps - model([x_t, t]))

# %% wrong: one mean over all numbers | over all samples
# the clean data as the target
# replace: (eps - model([x_t, t])) ** 2 -> (x0 - model([x_t, t])) ** 2

# %% wrong: the network gets the noisy data | Squared differences
# the difference of squares
# replace: (eps - model([x_t, t])) ** 2 -> tf.abs(eps**2 - model([x_t, t]) ** 2)

# %% wrong: the difference from eps | minus eps
# replace: (eps - model([x_t, t])) ** 2 -> (eps - tf.abs(model([x_t, t]) / x_t) * x_t) ** 2

# %% wrong: the network gets the step | t itself
# replace: model([x_t, t]) -> model([x_t, share])

# %% wrong: the network gets the step | t / T
# replace: model([x_t, t]) -> model([x_t, t / len(alpha_bar)])

# %% wrong: images too | tf.reshape
# replace: [-1] + [1] * (len(x0.shape) - 1) -> [-1, 1]

# %% wrong: a tape can follow in a graph | tf.gather
# NumPy for the share
# replace: tf.gather(tf.constant(alpha_bar, tf.float32), t) -> tf.constant(alpha_bar[np.array(t)], tf.float32)

# %% wrong: a tape can follow in a graph | NumPy has no numbers
# NumPy for the loss
# replace: tf.reduce_mean((eps - model([x_t, t])) ** 2) -> np.mean((eps.numpy() - model([x_t, t]).numpy()) ** 2)
