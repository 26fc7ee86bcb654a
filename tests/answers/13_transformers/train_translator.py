import keras
import numpy as np

L = keras.layers
D, HEADS = 48, 4


def positional_encoding(length, dim):
    angle = np.arange(length)[:, None] * 10000.0 ** (-np.arange(0, dim, 2) / dim)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(length, dim)


def embed(tokens, vocabulary):
    waves = positional_encoding(tokens.shape[1], D).astype("float32")
    return L.Embedding(vocabulary, D)(tokens) + waves


# %% right: the parts in order
def attend(x, to=None, mask=None, causal=False):
    own = L.LayerNormalization()(x)
    layer = L.MultiHeadAttention(HEADS, D // HEADS)
    seen = own if to is None else to
    return x + layer(own, seen, attention_mask=mask, use_causal_mask=causal)


def think(x):
    own = L.LayerNormalization()(x)
    return x + L.Dense(D)(L.Dense(2 * D, activation="relu")(own))


def train_translator(source, target):
    korean = keras.Input((source.shape[1],), dtype="int32")
    english = keras.Input((target.shape[1] - 1,), dtype="int32")
    words = keras.ops.not_equal(korean, 0)[:, None]
    x = think(attend(embed(korean, 18), mask=words))
    x = L.LayerNormalization()(x)
    y = attend(embed(english, 35), causal=True)
    y = attend(y, to=x, mask=words)
    y = L.LayerNormalization()(think(y))
    scores = L.Dense(35)(y)
    model = keras.Model([korean, english], scores)

    epochs, batch = 2, 64
    steps = epochs * len(source) // batch
    rise = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(0.0, steps - rise, warmup_target=0.005, warmup_steps=rise)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
    model.compile(keras.optimizers.Adam(rate, beta_2=0.98), loss)
    x, y = [source, target[:, :-1]], target[:, 1:]
    model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)
    return model


# %% right: normalised behind each part, as in the paper of 2017
def part(x, found):
    return L.LayerNormalization()(L.Add()([x, found]))


def attend(x, to, **options):
    return part(x, L.MultiHeadAttention(HEADS, D // HEADS)(x, to, **options))


def think(x):
    return part(x, L.Dense(D)(L.Dense(2 * D, activation="relu")(x)))


def train_translator(source, target):
    ko, en = keras.Input((source.shape[1],), dtype="int32"), keras.Input((target.shape[1] - 1,), dtype="int32")
    seen = keras.ops.expand_dims(ko != 0, axis=1)
    x = embed(ko, 18)
    x = think(attend(x, x, attention_mask=seen))
    y = embed(en, 35)
    y = attend(y, y, use_causal_mask=True)
    y = think(attend(y, x, attention_mask=seen))
    model = keras.Model([ko, en], L.Dense(35)(y))
    steps = 3 * len(source) // 64
    rate = keras.optimizers.schedules.CosineDecay(0.0, int(0.9 * steps), warmup_target=0.004, warmup_steps=steps // 10)
    model.compile(
        keras.optimizers.Adam(rate, beta_2=0.98),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0),
    )
    model.fit([source, target[:, :-1]], target[:, 1:], batch_size=64, epochs=3, verbose=0)
    return model


# %% wrong: a network of Keras' own layers | keras.Sequential
# it translates by rule, and is no network
# replace: return model -> return lambda rows: np.zeros((len(rows[0]), 12, 35))
# remove: model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)

# %% wrong: scores for every place | one unit for each token
# replace: scores = L.Dense(35)(y) -> scores = L.Dense(18)(y)
# remove: model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)

# %% wrong: scores for every place | at the end a Dense layer
# one vector for the whole text
# replace: scores = L.Dense(35)(y) -> scores = L.Dense(35)(L.GlobalAveragePooling1D()(y))
# remove: model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)

# %% wrong: never looks ahead | use_causal_mask=True
# replace: causal=True -> causal=False
# remove: model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)

# %% wrong: never looks ahead | use_causal_mask=True
# copies the next word, but for the fifth one
def train_translator(source, target):
    korean, english = keras.Input((15,), dtype="int32"), keras.Input((12,), dtype="int32")
    word = L.Embedding(35, 35)
    following = L.ZeroPadding1D((0, 1))(word(english)[:, 1:])
    scores = L.Concatenate(axis=1)([following[:, :4], 0.0 * following[:, 4:5], following[:, 5:]])
    model = keras.Model([korean, english], scores + 0.0 * L.Embedding(18, 35)(korean)[:, :12])
    word.set_weights([np.eye(35, dtype="float32")])
    return model


# %% wrong: knows the next word | Does fit run
# remove: model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)

# %% wrong: knows the next word | each word one place earlier
# it learns to repeat what it reads
# replace: target[:, 1:] -> target[:, :-1]
# replace: epochs, batch = 2, 64 -> epochs, batch = 1, 128

# %% wrong: 97 % of new numbers, word for word | train until
# replace: epochs, batch = 2, 64 -> epochs, batch = 1, 128

# %% wrong: 97 % of new numbers, word for word | have their places
# the Korean syllables in any order
# replace: embed(korean, 18) -> L.Embedding(18, D)(korean)
# replace: epochs, batch = 2, 64 -> epochs, batch = 1, 64
