"""Recommenders in Keras: compiled models that take [users, items], (batch,) each, and return ratings, (batch, 1).

    model = dot_product_model(400, 250, factors=8)
    model.fit([users, items], ratings, epochs=20, batch_size=128, verbose=0)

Their first predictions are near `mean`, which should be the mean of your ratings. They know the users 0 to `users` − 1
and the items 0 to `items` − 1 alone.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras


def dot_product_model(
    users: int, items: int, factors: int = 8, *, mean: float = 3.5, l2: float = 5e-5
) -> "keras.Model":
    """Matrix factorisation: the dot product of two Embedding layers' outputs, plus two biases."""
    from keras import layers

    user, item = _inputs()
    taste = layers.Dot(axes=1)([
        _embedding(users, factors, l2, "user_factors")(user),
        _embedding(items, factors, l2, "item_factors")(item),
    ])  # fmt: skip
    parts = [taste, _bias(users, "user_bias")(user), _bias(items, "item_bias")(item)]
    return _compiled(user, item, layers.Add()(parts), mean)


def neural_collaborative_filtering(
    users: int, items: int, factors: int = 8, *, mean: float = 3.5, l2: float = 1e-5
) -> "keras.Model":
    """Dense layers on the concatenated embeddings: they can learn other combinations than a product.

    He et al. (2017), "Neural Collaborative Filtering"; Rendle et al. (2020), "Neural Collaborative Filtering vs. Matrix
    Factorization Revisited", show that a well-tuned dot product is hard to beat. This model learns slowly at first,
    because it has to learn the product: train it for twice as many epochs.
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


def _inputs() -> tuple[Any, Any]:
    """Two inputs of integers, (batch,) each."""
    import keras

    return keras.Input((), dtype="int32", name="users"), keras.Input((), dtype="int32", name="items")


def _embedding(count: int, factors: int, l2: float, name: str) -> Any:
    import keras

    start = keras.initializers.RandomNormal(stddev=0.1)
    return keras.layers.Embedding(
        count, factors, embeddings_initializer=start, embeddings_regularizer=keras.regularizers.L2(l2), name=name
    )


def _bias(count: int, name: str) -> Any:
    """One number for each user or item, at first 0."""
    import keras

    return keras.layers.Embedding(count, 1, embeddings_initializer="zeros", name=name)


def _compiled(user: Any, item: Any, departure: Any, mean: float) -> Any:
    import keras

    rating = keras.layers.Rescaling(1.0, offset=mean, name="rating")(departure)
    model = keras.Model([user, item], rating)
    model.compile(keras.optimizers.Adam(0.01), loss="mse", metrics=[keras.metrics.RootMeanSquaredError(name="rmse")])
    return model
