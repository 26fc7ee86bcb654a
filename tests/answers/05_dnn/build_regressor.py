# %% right: two hidden layers
import keras


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
import keras


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
import keras


def build_regressor(features):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1, activation="relu"),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=3e-3), loss="mse")
    return model


# %% wrong: learns | learning rate
import keras


def build_regressor(features):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=1e-6), loss="mse")
    return model


# %% wrong: a third better than ridge regression | with an activation
import keras


def build_regressor(features):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(64),
            keras.layers.Dense(64),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=3e-3), loss="mse")
    return model


# %% wrong: a third better than ridge regression | enough units
import keras


def build_regressor(features):
    model = keras.Sequential(
        [
            keras.Input((features,)),
            keras.layers.Dense(2, activation="relu"),
            keras.layers.Dense(2, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.Adam(learning_rate=3e-3), loss="mse")
    return model
