# %% right: 5,000 small steps
import keras
import tensorflow as tf


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
import keras
import tensorflow as tf


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


# %% wrong: all eight modes | mode collapse
import keras
import tensorflow as tf


def mlp(inputs, outputs, units=64):
    hidden = [keras.layers.Dense(units, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((inputs,)), *hidden, keras.layers.Dense(outputs)])


def train_ring_gan(points):
    keras.utils.set_random_seed(1)
    generator, discriminator = mlp(16, 2), mlp(2, 1)
    optimizers = [keras.optimizers.SGD(0.2) for _ in range(2)]
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

    run(tf.constant(800))
    return generator


# %% wrong: 80 % good samples | Train longer
import keras
import tensorflow as tf


def mlp(inputs, outputs, units=128):
    hidden = [keras.layers.Dense(units, activation="relu") for _ in range(2)]
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

    run(tf.constant(300))
    return generator


# %% wrong: different noise, different points | does not look at z
import keras


def train_ring_gan(points):
    model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(2, kernel_initializer="zeros")])
    model.layers[0].bias.assign([2.0, 0.0])
    return model


# %% wrong: sixteen numbers in, a point out | from (n, 16) to (n, 2)
import keras


def train_ring_gan(points):
    return keras.Sequential([keras.Input((16,)), keras.layers.Dense(1)])


# %% wrong: 80 % good samples | between the blobs
import keras
import numpy as np


def train_ring_gan(points):
    model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(2)])
    kernel = np.zeros((16, 2))
    kernel[:2] = np.linalg.cholesky(np.cov(points.T)).T
    model.set_weights([kernel, points.mean(axis=0)])
    return model
