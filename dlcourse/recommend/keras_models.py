"""The same ideas in Keras: compiled models that take [users, items] and give ratings, (batch, 1).

    model = dot_product_model(400, 250, factors=8)
    model.fit([users, items], ratings, epochs=20, batch_size=128, verbose=0)

Both start from `mean` (give the mean of your ratings) and know no other users and items than those they were made for.
"""


def dot_product_model(users: int, items: int, factors: int = 8, *, mean: float = 3.5, l2: float = 5e-5):
    """Matrix factorisation: two Embedding layers and the dot product of what they give, plus two biases."""
    from keras import layers

    user, item = _inputs()
    taste = layers.Dot(axes=1)([
        _embedding(users, factors, l2, "user_factors")(user),
        _embedding(items, factors, l2, "item_factors")(item),
    ])  # fmt: skip
    parts = [taste, _bias(users, "user_bias")(user), _bias(items, "item_bias")(item)]
    return _compiled(user, item, layers.Add()(parts), mean)


def neural_collaborative_filtering(users: int, items: int, factors: int = 8, *, mean: float = 3.5, l2: float = 1e-5):
    """Embeddings joined and read by dense layers, which may find another combination than a product.

    He et al. (2017), "Neural Collaborative Filtering"; Rendle et al. (2020), "Neural Collaborative Filtering vs. Matrix
    Factorization Revisited", show that a well-tuned dot product is hard to beat. It learns slowly at first, for it has
    to find the product: give it twice the epochs.
    """
    from keras import layers

    user, item = _inputs()
    hidden = layers.Concatenate()([
        _embedding(users, factors, l2, "user_factors")(user),
        _embedding(items, factors, l2, "item_factors")(item),
    ])  # fmt: skip
    for units in (32, 16):
        hidden = layers.Dense(units, activation="relu")(hidden)
    parts = [layers.Dense(1)(hidden), _bias(users, "user_bias")(user), _bias(items, "item_bias")(item)]
    return _compiled(user, item, layers.Add()(parts), mean)


def _inputs():
    """Two inputs of (batch,) whole numbers."""
    import keras

    return keras.Input((), dtype="int32", name="users"), keras.Input((), dtype="int32", name="items")


def _embedding(count: int, factors: int, l2: float, name: str):
    import keras

    start = keras.initializers.RandomNormal(stddev=0.1)
    return keras.layers.Embedding(
        count, factors, embeddings_initializer=start, embeddings_regularizer=keras.regularizers.L2(l2), name=name
    )


def _bias(count: int, name: str):
    """One number each, 0 at first."""
    import keras

    return keras.layers.Embedding(count, 1, embeddings_initializer="zeros", name=name)


def _compiled(user, item, departure, mean: float):
    import keras

    rating = keras.layers.Rescaling(1.0, offset=mean, name="rating")(departure)
    model = keras.Model([user, item], rating)
    model.compile(keras.optimizers.Adam(0.01), loss="mse", metrics=[keras.metrics.RootMeanSquaredError(name="rmse")])
    return model
