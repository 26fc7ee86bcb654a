"""Chapter 10: a dot product against neural collaborative filtering, with equally many factors, over ten seeds.

python benchmarks/seeds/factors.py [SEEDS]

New ratings for each seed. A tenth of the training ratings says when to stop (at most 40 epochs, and the best weights
are kept), so neither model is favoured by its number of epochs. RMSE on the test part, in stars.
"""

import sys

import numpy as np

from dlcourse import recommend
from dlcourse.compat.silence_stderr import quietly
from dlcourse.data.makers.ratings import ratings as make_ratings

with quietly():
    import keras

MODELS = {"dot product": recommend.dot_product_model, "NCF": recommend.neural_collaborative_filtering}


def test_error(make, factors: int, seed: int) -> float:
    """The RMSE on new ratings after training with early stopping."""
    ratings = make_ratings(seed)
    keras.utils.set_random_seed(seed)
    order = np.random.default_rng(seed).permutation(len(ratings.y_train))
    held, own = np.split(order, [len(order) // 10])
    model = make(*ratings.extra["shape"], factors, mean=ratings.y_train[own].mean())
    x, y = ratings.x_train, ratings.y_train
    stop = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
    with quietly():
        model.fit(
            list(x[own].T), y[own], validation_data=(list(x[held].T), y[held]),
            batch_size=128, epochs=40, callbacks=[stop], verbose=0,
        )  # fmt: skip
        return recommend.rmse(ratings.y_test, np.asarray(model(list(ratings.x_test.T)))[:, 0])


def main(seeds: int) -> None:
    print(f"{'factors':<8} {'dot product':<16} {'NCF':<16} dot product better")
    for factors in (3, 8, 16):
        errors = {name: [test_error(make, factors, seed) for seed in range(seeds)] for name, make in MODELS.items()}
        cells = "  ".join(f"{np.mean(values):.3f} ± {np.std(values, ddof=1):.3f} " for values in errors.values())
        better = np.sum(np.less(*errors.values()))
        print(f"{factors:<8} {cells} {better}/{seeds}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
