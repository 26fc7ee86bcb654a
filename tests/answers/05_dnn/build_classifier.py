import keras
import numpy as np


# %% right: dropout, early stopping, a threshold
def build_classifier(x, y):
    rows = np.random.default_rng(0).permutation(len(x))
    kept, held = rows[1000:], rows[:1000]
    scale = keras.layers.Normalization()
    scale.adapt(x[kept])
    model = keras.Sequential([keras.Input((8,)), scale])
    for _ in range(2):
        model.add(keras.layers.Dense(64, activation="relu"))
        model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(5e-3), loss="binary_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=6, restore_best_weights=True)
    pair = (x[held], y[held])
    model.fit(x[kept], y[kept], batch_size=128, epochs=30, validation_data=pair, callbacks=[stop], verbose=0)
    p = model.predict(x[held], verbose=0)[:, 0]
    grid = np.linspace(0.05, 0.7, 66)
    quality = [2 * np.sum((p >= t) & (y[held] == 1)) / (np.sum(p >= t) + y[held].sum()) for t in grid]
    return model, float(grid[np.argmax(quality)])


# %% right: a penalty, one wide layer, few epochs
def build_classifier(x, y):
    rows = np.random.default_rng(0).permutation(len(x))
    kept, held = rows[1000:], rows[:1000]
    scale = keras.layers.Normalization()
    scale.adapt(x[kept])
    model = keras.Sequential([keras.Input((8,)), scale])
    penalty = keras.regularizers.L2(3e-4)
    for _ in range(2):
        model.add(keras.layers.Dense(48, activation="relu", kernel_regularizer=penalty))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(5e-3), loss="binary_crossentropy")
    stop = keras.callbacks.EarlyStopping(patience=6, restore_best_weights=True)
    pair = (x[held], y[held])
    model.fit(x[kept], y[kept], batch_size=128, epochs=20, validation_data=pair, callbacks=[stop], verbose=0)
    p = model.predict(x[held], verbose=0)[:, 0]
    grid = np.linspace(0.05, 0.7, 66)
    quality = [2 * np.sum((p >= t) & (y[held] == 1)) / (np.sum(p >= t) + y[held].sum()) for t in grid]
    return model, float(grid[np.argmax(quality)])


# %% right: logistic regression on squares and products
def build_classifier(x, y):
    rows = np.random.default_rng(0).permutation(len(x))
    kept, held = rows[1000:], rows[:1000]
    scale = keras.layers.Normalization()
    scale.adapt(x[kept])
    given = keras.Input((8,))
    column = keras.layers.Reshape((8, 1))(scale(given))
    products = keras.layers.Flatten()(keras.layers.Dot(axes=2)([column, column]))
    penalty = keras.regularizers.L2(1e-3)
    last = keras.layers.Dense(1, activation="sigmoid", kernel_regularizer=penalty)
    model = keras.Model(given, last(products))
    model.compile(keras.optimizers.Adam(1e-2), loss="binary_crossentropy")
    model.fit(x[kept], y[kept], batch_size=128, epochs=20, verbose=0)
    p = model.predict(x[held], verbose=0)[:, 0]
    grid = np.linspace(0.05, 0.7, 66)
    quality = [2 * np.sum((p >= t) & (y[held] == 1)) / (np.sum(p >= t) + y[held].sum()) for t in grid]
    return model, float(grid[np.argmax(quality)])


# %% wrong: a probability for rows as they are | Normalization
# remove: , activation="sigmoid"
# replace: "binary_crossentropy" -> keras.losses.BinaryCrossentropy(from_logits=True)
# replace: epochs=30 -> epochs=3

# %% wrong: area of 0.8 under the ROC curve | both ends are dangerous
# remove: for _ in range(2):
# remove: model.add(keras.layers.Dense(64, activation="relu"))
# remove: model.add(keras.layers.Dropout(0.2))
# replace: epochs=30 -> epochs=8

# %% wrong: F1 of 0.42 on new machines | 0.5 is seldom
# replace: return model, float(grid[np.argmax(quality)]) -> return model, 0.5

# %% wrong: F1 of 0.42 on new machines | overfits
# replace: keras.layers.Dense(64, activation="relu") -> keras.layers.Dense(256, activation="relu")
# remove: model.add(keras.layers.Dropout(0.2))
# replace: epochs=30 -> epochs=15
# remove: , callbacks=[stop]
# replace: return model, float(grid[np.argmax(quality)]) -> return model, 0.5

# %% wrong: area of 0.8 under the ROC curve | in the same order
# replace: y[kept], batch_size=128, epochs=30 -> y[held].repeat(3), batch_size=128, epochs=5

# %% wrong: a network of Keras' own layers | keras.Sequential
# the nearest machine in the place of a network
def build_classifier(x, y):
    class Model:
        def predict(self, rows, **_):
            return np.array([[y[((x - row) ** 2).sum(axis=1).argmin()]] for row in np.asarray(rows)])

        __call__ = predict

        def get_config(self):
            return keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")]).get_config()

        def get_weights(self):
            return [np.zeros((8, 1)), np.zeros(1)]

    return Model(), 0.2
