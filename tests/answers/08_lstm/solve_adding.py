import keras


keras.utils.set_random_seed(0)


# %% right: an LSTM
def solve_adding(X, y):
    model = keras.Sequential([keras.Input((30, 2)), keras.layers.LSTM(24), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01, clipnorm=1.0), loss="mse")
    model.fit(X, y, batch_size=50, epochs=16, verbose=0)
    return model


# %% right: a GRU
def solve_adding(X, y):
    model = keras.Sequential([keras.Input((30, 2)), keras.layers.GRU(24), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.01, clipnorm=1.0), loss="mse")
    model.fit(X, y, batch_size=50, epochs=16, verbose=0)
    return model


# %% wrong: solved: a squared error of 0.03 at most | as many epochs
# on its way, but not there
# insert before: return model -> model.layers[-1].set_weights([0.75 * weight for weight in model.layers[-1].get_weights()])

# %% wrong: has learned something | remember long enough
# replace: keras.layers.LSTM(24) -> keras.layers.SimpleRNN(24)
# replace: epochs=16 -> epochs=6

# %% wrong: has learned something | Does fit run?
# remove: keras.utils.set_random_seed(0)
# remove: model.fit(X, y, batch_size=50, epochs=16, verbose=0)

# %% wrong: has learned something | Is time axis 1?
# remove: keras.utils.set_random_seed(0)
# replace: keras.layers.LSTM(24) -> keras.layers.Permute((2, 1)), keras.layers.LSTM(24)
# replace: epochs=16 -> epochs=2

# %% wrong: one number for each sequence | One linear unit
# remove: keras.utils.set_random_seed(0)
# replace: keras.layers.LSTM(24) -> keras.layers.LSTM(24, return_sequences=True)
# remove: model.fit(X, y, batch_size=50, epochs=16, verbose=0)

# %% wrong: by remembering | all 30 steps
# a closed form, and an LSTM for show
def solve_adding(X, y):
    sequence = keras.Input((30, 2))
    remembered = keras.layers.Rescaling(0.0)(keras.layers.Dense(1)(keras.layers.LSTM(24)(sequence)))
    sums = keras.ops.sum(sequence[:, :, 0] * sequence[:, :, 1], axis=1, keepdims=True)
    return keras.Model(sequence, sums + remembered)


# %% wrong: by remembering | all 30 steps
# a closed form that scales what an LSTM gives
def solve_adding(X, y):
    sequence = keras.Input((30, 2))
    one = keras.layers.Dense(1, kernel_initializer="zeros", bias_initializer="ones")(keras.layers.LSTM(4)(sequence))
    return keras.Model(sequence, one * keras.ops.sum(sequence[:, :, 0] * sequence[:, :, 1], axis=1, keepdims=True))


# %% wrong: by remembering | all 30 steps
# the LSTM reads the answer 30 times
def solve_adding(X, y):
    sequence = keras.Input((30, 2))
    sums = keras.ops.sum(sequence[:, :, 0] * sequence[:, :, 1], axis=1, keepdims=True)
    states = keras.layers.SimpleRNN(1, activation="linear", kernel_initializer="ones", recurrent_initializer="zeros")
    return keras.Model(sequence, states(keras.layers.RepeatVector(30)(sums)))


# %% wrong: by remembering | an LSTM
# no memory at all
def solve_adding(X, y):
    marked = keras.layers.Dense(1, activation="relu")
    layers = [keras.Input((30, 2)), marked, keras.layers.Flatten(), keras.layers.Dense(1, kernel_initializer="ones")]
    model = keras.Sequential(layers)
    marked.set_weights([keras.ops.ones((2, 1)), -keras.ops.ones(1)])
    return model


# %% wrong: a network of Keras' own layers | keras.Sequential
# a formula under the name of a model
class Sum:
    def predict(self, X, **_):
        return X.prod(axis=-1).sum(axis=1, keepdims=True)

    __call__ = predict

    def get_config(self):
        return keras.Sequential([keras.Input((30, 2)), keras.layers.LSTM(24), keras.layers.Dense(1)]).get_config()

    def get_weights(self):
        model = keras.Sequential([keras.Input((30, 2)), keras.layers.LSTM(24), keras.layers.Dense(1)])
        return model.get_weights()


def solve_adding(X, y):
    return Sum()
