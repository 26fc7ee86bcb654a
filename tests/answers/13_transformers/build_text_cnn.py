import keras


# %% right: three widths
def build_text_cnn(vocabulary, length):
    tokens = keras.Input((length,))
    x = keras.layers.Embedding(vocabulary, 32)(tokens)
    found = []
    for width in (3, 5, 8):
        seen = keras.layers.Conv1D(64, width, activation="relu")(x)
        found.append(keras.layers.GlobalMaxPooling1D()(seen))
    joined = keras.layers.Dropout(0.3)(keras.layers.Concatenate()(found))
    model = keras.Model(tokens, keras.layers.Dense(1, activation="sigmoid")(joined))
    model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy")
    return model


# %% right: four widths, padded, and the maximum by an operation
def build_text_cnn(vocabulary, length):
    tokens = keras.Input((length,), dtype="int32")
    x = keras.layers.Embedding(vocabulary, 32)(tokens)
    widths = [keras.layers.Conv1D(64, width, padding="same", activation="relu") for width in (2, 4, 6, 8)]
    joined = keras.layers.Concatenate()([keras.ops.max(look(x), axis=1) for look in widths])
    joined = keras.layers.Dropout(0.4)(joined)
    model = keras.Model(tokens, keras.layers.Dense(1, activation="sigmoid")(joined))
    model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: a network of Keras' own layers | keras.Sequential
# replace: return model -> return model.predict

# %% wrong: compiled | the check only calls fit
# remove: model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy")

# %% wrong: takes texts and gives one probability | one unit with sigmoid
# replace: keras.layers.Dense(1, activation="sigmoid") -> keras.layers.Dense(2, activation="softmax")
# replace: loss="binary_crossentropy" -> loss="sparse_categorical_crossentropy"

# %% wrong: takes texts and gives one probability | sigmoid
# replace: keras.layers.Dense(1, activation="sigmoid") -> keras.layers.Dense(1)

# %% wrong: windows of three widths or more | side by side
# replace: (3, 5, 8) -> (4,)
# replace: keras.layers.Concatenate()(found) -> found[0]

# %% wrong: side by side | on the output of the Embedding
# one behind the other
# replace: seen = keras.layers.Conv1D(64, width, activation="relu")(x) -> seen = x = keras.layers.Conv1D(64, width, activation="relu")(x)

# %% wrong: the strongest answer counts | wherever it stands
# the strongest of every five places
# replace: keras.layers.GlobalMaxPooling1D()(seen) -> keras.layers.Flatten()(keras.layers.MaxPooling1D(5)(seen))

# %% wrong: the strongest answer counts | wherever it stands
# replace: GlobalMaxPooling1D -> GlobalAveragePooling1D

# %% wrong: 96.5 % of new reviews | a higher rate
# replace: Adam(0.003) -> Adam(0.00003)
