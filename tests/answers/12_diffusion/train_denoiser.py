import keras
import numpy as np
import tensorflow as tf


def time_embedding(t, dim):
    angles = t[:, None] * 10000.0 ** (-2 * np.arange(dim // 2) / dim)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)


def denoiser(T, units=128):
    x_t, t = keras.Input((2,)), keras.Input((), dtype="int32")
    rows = keras.initializers.Constant(time_embedding(np.arange(T), 32))
    time = keras.layers.Embedding(T, 32, embeddings_initializer=rows, trainable=False)(t)
    hidden = keras.layers.Concatenate()([x_t, time])
    for _ in range(3):
        hidden = keras.layers.Dense(units, "silu")(hidden)
    return keras.Model([x_t, t], keras.layers.Dense(2)(hidden))


def many_steps(step, count):
    @tf.function
    def run(count):
        for _ in tf.range(count):
            step()

    run(tf.constant(count))


def diffusion_loss(model, x0, t, eps, alpha_bar):
    share = tf.gather(tf.constant(alpha_bar, tf.float32), t)[:, None]
    x_t = tf.sqrt(share) * x0 + tf.sqrt(1 - share) * eps
    return tf.reduce_mean((eps - model([x_t, t])) ** 2)


# %% right: 3,000 steps with a falling rate
def train_denoiser(points, alpha_bar):
    model, points, batch = denoiser(len(alpha_bar)), tf.constant(points), 256
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.003, 3000))
    optimizer.build(model.trainable_variables)

    def step():
        x0 = tf.gather(points, tf.random.uniform([batch], 0, len(points), tf.int32))
        t = tf.random.uniform([batch], 0, len(alpha_bar), tf.int32)
        with tf.GradientTape() as tape:
            loss = diffusion_loss(model, x0, t, tf.random.normal([batch, 2]), alpha_bar)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)

    many_steps(step, 3000)
    return model


# %% right: fit, with the time as one number
def train_denoiser(points, alpha_bar):
    x_t, t = keras.Input((2,)), keras.Input((1,))
    hidden = keras.layers.Concatenate()([x_t, keras.layers.Rescaling(2 / len(alpha_bar), -1.0)(t)])
    for _ in range(3):
        hidden = keras.layers.Dense(128, "silu")(hidden)
    model = keras.Model([x_t, t], keras.layers.Dense(2)(hidden))
    rng, rounds, rows = np.random.default_rng(0), 10, 120_000
    rate = keras.optimizers.schedules.CosineDecay(0.003, rounds * rows // 256)
    model.compile(keras.optimizers.Adam(rate), "mse", jit_compile=False)
    for _ in range(rounds):
        x0, steps = points[rng.integers(0, len(points), rows)], rng.integers(0, len(alpha_bar), rows)
        share, eps = alpha_bar[steps][:, None], rng.normal(size=(rows, 2))
        model.fit([share**0.5 * x0 + (1 - share) ** 0.5 * eps, steps], eps, batch_size=256, verbose=0)
    return model


# %% wrong: 90 % good samples | Train longer
# replace: 3000 -> 300

# %% wrong: all eight modes | from all the points
# never sees a part of the ring
# replace: tf.constant(points) -> tf.constant(points[points[:, 0] > 0])

# %% wrong: where all is noise, it sees the noise | guess the clean points
# trained to guess the data
# replace: diffusion_loss(model, x0, t, tf.random.normal([batch, 2]), alpha_bar) -> data_loss(model, x0, t, tf.random.normal([batch, 2]), alpha_bar)
# replace: 3000 -> 300
# insert before: def train_denoiser(points, alpha_bar): -> data_loss = lambda model, x0, t, eps, alpha_bar: tf.reduce_mean((model([tf.sqrt(tf.gather(tf.constant(alpha_bar, tf.float32), t)[:, None]) * x0 + eps, t]) - x0) ** 2)

# %% wrong: where all is noise, it sees the noise | one step only
# untrained
# remove: many_steps(step, 3000)

# %% wrong: points and steps in, a vector out | from (n, 2) and (n,) to (n, 2)
# one number for each point
# replace: keras.layers.Dense(2) -> keras.layers.Dense(1)
# remove: many_steps(step, 3000)


# %% wrong: 90 % good samples | between the blobs
# one Gaussian: the noise in x_t is x_t, times a factor for each step
def train_denoiser(points, alpha_bar):
    variance = alpha_bar * points.var() + 1 - alpha_bar
    factors = np.repeat((np.sqrt(1 - alpha_bar) / variance)[:, None], 2, axis=1)
    x_t, t = keras.Input((2,)), keras.Input((), dtype="int32")
    table = keras.layers.Embedding(len(alpha_bar), 2, embeddings_initializer=keras.initializers.Constant(factors))
    return keras.Model([x_t, t], keras.layers.Multiply()([x_t, table(t)]))


# %% wrong: new points | it keeps none
# the nearest of 500 training points, and the noise that leads to it
def train_denoiser(points, alpha_bar):
    T, points = len(alpha_bar), points[:500].astype(float)

    def row(values):
        values = np.repeat(values[:, None], 2, axis=1)
        return keras.layers.Embedding(T, 2, embeddings_initializer=keras.initializers.Constant(values))(t)

    x_t, t = keras.Input((2,)), keras.Input((), dtype="int32")
    near, place = keras.layers.Dense(500, activation="softmax"), keras.layers.Dense(2, use_bias=False)
    nearest = place(near(keras.layers.Multiply()([x_t, row(1 / np.sqrt(alpha_bar))])))
    scaled = [keras.layers.Multiply()([x_t, row(1 / np.sqrt(1 - alpha_bar))])]
    scaled.append(keras.layers.Multiply()([nearest, row(-np.sqrt(1 / (1 / alpha_bar - 1)))]))
    model = keras.Model([x_t, t], keras.layers.Add()(scaled))
    near.set_weights([1e5 * points.T, -5e4 * (points**2).sum(axis=1)])
    place.set_weights([points])
    return model


# %% wrong: a network of Keras' own layers | keras.Sequential
# a function in place of a network
# remove: many_steps(step, 3000)
# replace: return model -> return lambda given: model(given)
