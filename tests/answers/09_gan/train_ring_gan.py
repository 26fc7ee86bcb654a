import keras
import tensorflow as tf


# %% right: 5,000 small steps
def mlp(inputs, outputs, units=128):
    hidden = [keras.layers.Dense(units, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((inputs,)), *hidden, keras.layers.Dense(outputs)])


def train_ring_gan(points):
    keras.utils.set_random_seed(1)
    generator, discriminator = mlp(16, 2), mlp(2, 1)
    optimizers = [keras.optimizers.Adam(0.002, beta_1=0.5) for _ in range(2)]
    for optimizer, model in zip(optimizers, (generator, discriminator)):
        optimizer.build(model.trainable_variables)
    points = tf.constant(points)

    def step():
        real = tf.gather(points, tf.random.uniform([128], 0, len(points), tf.int32))
        z = tf.random.normal([128, 16])
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(real)))
            loss += tf.reduce_mean(tf.nn.softplus(discriminator(generator(z))))
        weights = discriminator.trainable_variables
        optimizers[1].apply(tape.gradient(loss, weights), weights)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(generator(z))))
        weights = generator.trainable_variables
        optimizers[0].apply(tape.gradient(loss, weights), weights)

    @tf.function
    def run(count):
        for _ in tf.range(count):
            step()

    run(tf.constant(5000))
    return generator


# %% right: half the units, with tanh
def mlp(inputs, outputs, units=64):
    hidden = [keras.layers.Dense(units, activation="tanh") for _ in range(2)]
    return keras.Sequential([keras.Input((inputs,)), *hidden, keras.layers.Dense(outputs)])


def train_ring_gan(points):
    keras.utils.set_random_seed(1)
    generator, discriminator = mlp(16, 2), mlp(2, 1)
    optimizers = [keras.optimizers.Adam(0.001, beta_1=0.5) for _ in range(2)]
    for optimizer, model in zip(optimizers, (generator, discriminator)):
        optimizer.build(model.trainable_variables)
    points = tf.constant(points)

    def step():
        real = tf.gather(points, tf.random.uniform([128], 0, len(points), tf.int32))
        z = tf.random.normal([128, 16])
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(real)))
            loss += tf.reduce_mean(tf.nn.softplus(discriminator(generator(z))))
        weights = discriminator.trainable_variables
        optimizers[1].apply(tape.gradient(loss, weights), weights)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(generator(z))))
        weights = generator.trainable_variables
        optimizers[0].apply(tape.gradient(loss, weights), weights)

    @tf.function
    def run(count):
        for _ in tf.range(count):
            step()

    run(tf.constant(5000))
    return generator


# %% wrong: different noise, different points | has collapsed
# each batch holds the same row, again and again
# replace: tf.random.uniform([128], 0, len(points), tf.int32) -> tf.zeros([128], tf.int32)
# replace: run(tf.constant(5000)) -> run(tf.constant(1000))

# %% wrong: all eight modes | mode collapse
# a generator that never sees a part of the ring
# replace: points = tf.constant(points) -> points = tf.constant(points[points[:, 0] > 0])

# %% wrong: 80 % good samples | Train longer
# replace: Adam(0.002, beta_1=0.5) -> Adam(0.001, beta_1=0.5)
# replace: run(tf.constant(5000)) -> run(tf.constant(300))


# %% wrong: different noise, different points | does not use z
def train_ring_gan(points):
    model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(2, kernel_initializer="zeros")])
    model.layers[0].bias.assign([2.0, 0.0])
    return model


# %% wrong: sixteen numbers in, a point out | from (n, 16) to (n, 2)
def train_ring_gan(points):
    return keras.Sequential([keras.Input((16,)), keras.layers.Dense(1)])


# %% wrong: 80 % good samples | between the blobs
import numpy as np


def train_ring_gan(points):
    model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(2)])
    kernel = np.zeros((16, 2))
    kernel[:2] = np.linalg.cholesky(np.cov(points.T)).T
    model.set_weights([kernel, points.mean(axis=0)])
    return model

# %% wrong: new points | it keeps none
# a table of the training points, under the name of a generator
import numpy as np


def train_ring_gan(points):
    place = keras.layers.Dense(1, activation="relu")
    table = keras.layers.Embedding(4000, 2)
    model = keras.Sequential([keras.Input((16,)), place, table, keras.layers.Flatten()])
    place.set_weights([np.full((16, 1), 100.0), np.array([2000.0])])
    table.set_weights([points])
    return model


# %% wrong: different noise, different points | does not use z
# eight points
import numpy as np


def train_ring_gan(points):
    centres = points[:1]
    while len(centres) < 8:  # the point that is farthest from those that were chosen
        distances = np.linalg.norm(points[:, None] - centres, axis=-1).min(axis=1)
        centres = np.concatenate([centres, points[[distances.argmax()]]])
    one = keras.layers.Dense(8, activation="softmax")
    model = keras.Sequential([keras.Input((16,)), one, keras.layers.Dense(2)])
    model.set_weights([1e6 * np.eye(16, 8), np.zeros(8), centres, np.zeros(2)])
    return model


# %% wrong: a network of Keras' own layers | keras.Sequential
# the training points themselves, with some noise
import numpy as np


class Sampler:
    def __init__(self, points):
        self.points = points

    def predict(self, z, **_):
        rows = np.random.default_rng(0).integers(0, 4000, len(z))
        return self.points[rows] + 0.01 * np.asarray(z)[:, :2]

    __call__ = predict


def train_ring_gan(points):
    return Sampler(points)


# %% wrong: new points | it keeps none
# a table of the training points, with a little noise
import numpy as np


def train_ring_gan(points):
    z = keras.Input((16,))
    place = keras.layers.Dense(1, activation="relu")
    table = keras.layers.Embedding(4000, 2)
    noise = keras.layers.Dense(2)
    model = keras.Model(z, keras.layers.Flatten()(table(place(z))) + noise(z))
    place.set_weights([np.full((16, 1), 100.0), np.array([2000.0])])
    table.set_weights([points])
    noise.set_weights([0.001 * np.eye(16, 2), np.zeros(2)])
    return model
