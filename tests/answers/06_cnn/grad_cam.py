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
    largest = heat.max()
    return heat / largest if largest > 0 else heat


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
    return tf.math.divide_no_nan(heat, heat.max())


# %% wrong: one number for each place of the maps | without the batch axis
# replace: heat = np.maximum(heat, 0) -> heat = np.maximum(heat, 0)[np.newaxis]

# %% wrong: from 0 to 1 | cut them off at 0
# remove: heat = np.maximum(heat, 0)
# replace: heat.max() -> np.abs(heat).max()

# %% wrong: from 0 to 1 | divide by the largest
# replace: return heat / largest if largest > 0 else heat -> return heat

# %% wrong: maps weighed by their mean slope | a weighted sum
# replace: heat = tf.reduce_sum(maps[0] * weights, axis=-1).numpy() -> heat = tf.reduce_sum(maps[0], axis=-1).numpy()

# %% wrong: maps weighed by their mean slope | averaged over the places
# replace: tf.reduce_mean(tape.gradient(score, maps), axis=(1, 2)) -> tape.gradient(score, maps)

# %% wrong: for the class the model chose | not class 0
# replace: score = tf.reduce_max(scores) -> score = scores[0, 0]

# %% wrong: for the class the model chose | the sum of all scores
# replace: score = tf.reduce_max(scores) -> score = tf.reduce_sum(scores)

# %% wrong: zeros if nothing speaks for the class | dividing by it
# replace: return heat / largest if largest > 0 else heat -> return heat / largest

# %% wrong: zeros if nothing speaks for the class | before you divide
# replace: return heat / largest if largest > 0 else heat -> return heat / largest if largest > 0 else heat + 1

# %% wrong: maps weighed by their mean slope | not of the probability
# the slope of the probability
# replace: ("features", "scores") -> ("features", model.layers[-1].name)
