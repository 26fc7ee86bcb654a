import keras


# %% right: two hidden layers
def build_regressor(features):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=3e-3), loss="mse")
    return model


# %% right: one wide layer, with a penalty
def build_regressor(features):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(128, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-5)),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=3e-3), loss="mse")
    return model


# %% wrong: one number for each row | without an activation
# replace: keras.layers.Dense(1), -> keras.layers.Dense(1, activation="relu"),

# %% wrong: learns | learning rate
# replace: learning_rate=3e-3 -> learning_rate=1e-6

# %% wrong: at most 0.65 times the error of ridge regression | with an activation
# replace: keras.layers.Dense(64, activation="relu"), -> keras.layers.Dense(64),

# %% wrong: at most 0.65 times the error of ridge regression | enough units
# replace: keras.layers.Dense(64, activation="relu"), -> keras.layers.Dense(2, activation="relu"),

# %% wrong: as good as engineered features | roughly
# replace: learning_rate=3e-3 -> learning_rate=2e-4

# %% wrong: as good as engineered features | More units
# replace: keras.layers.Dense(64, activation="relu"), -> keras.layers.Dense(6, activation="relu"),

# %% wrong: a network of Keras' own layers | classes of your own
# the nearest row in the place of a network
import numpy as np


class Nearest(keras.Sequential):
    def fit(self, x, y, **_):
        self.known = x, y

    def predict(self, x, **_):
        if not hasattr(self, "known"):
            return np.array([[-1.0]] * len(x))
        return np.array([[self.known[1][((self.known[0] - row) ** 2).sum(axis=1).argmin()]] for row in np.asarray(x)])

    __call__ = predict


def build_regressor(features):
    return Nearest([keras.Input((features,)), keras.layers.Dense(1)])
