import keras
import numpy as np
import tensorflow as tf


def tiny_cnn():
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            keras.layers.Conv2D(3, 3, activation="relu", name="features"),
            keras.layers.Flatten(),
            keras.layers.Dense(4, name="scores"),
            keras.layers.Softmax(),
        ]
    )


# %% right: the largest score
def grad_cam(model, image):
    ends = [model.get_layer(name).output for name in ("features", "scores")]
    with tf.GradientTape() as tape:
        maps, scores = keras.Model(model.inputs[0], ends)(image[np.newaxis])
        score = tf.reduce_max(scores)
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=(1, 2))[0]
    heat = tf.reduce_sum(maps[0] * weights, axis=-1).numpy()
    heat = np.maximum(heat, 0)
    return heat / heat.max()


# %% right: watching the maps
def grad_cam(model, image):
    convolve = keras.Model(model.inputs, model.get_layer("features").output)
    maps = convolve([tf.constant(image[None], dtype="float32")])
    with tf.GradientTape() as tape:
        tape.watch(maps)
        x, scores = maps, None
        behind = model.layers[model.layers.index(model.get_layer("features")) + 1 :]
        for layer in behind:
            x = layer(x)
            scores = x if layer.name == "scores" else scores
        score = scores[0, int(np.argmax(scores[0]))]
    slope = tape.gradient(score, maps).numpy()[0]
    heat = np.clip((maps.numpy()[0] * slope.mean(axis=(0, 1))).sum(axis=-1), 0, None)
    return heat / max(heat.max(), 1e-9)


# %% wrong: one number for each place of the maps | without the batch axis
# replace: return heat / heat.max() -> return heat[np.newaxis] / heat.max()

# %% wrong: from 0 to 1 | cut them off at 0
# remove: heat = np.maximum(heat, 0)
# replace: return heat / heat.max() -> return heat / np.abs(heat).max()

# %% wrong: from 0 to 1 | divide by the largest
# replace: return heat / heat.max() -> return heat

# %% wrong: maps weighed by their mean slope | a weighted sum
# replace: heat = tf.reduce_sum(maps[0] * weights, axis=-1).numpy() -> heat = tf.reduce_sum(maps[0], axis=-1).numpy()

# %% wrong: maps weighed by their mean slope | averaged over the places
# replace: tf.reduce_mean(tape.gradient(score, maps), axis=(1, 2)) -> tape.gradient(score, maps)

# %% wrong: for the class the model chose | not class 0
# replace: score = tf.reduce_max(scores) -> score = scores[0, 0]

# %% wrong: for the class the model chose | not all scores
# replace: score = tf.reduce_max(scores) -> score = tf.reduce_sum(scores)
