"""The recommenders on generated ratings, new ones for each seed: a random split, and a split in time.

RMSE and NDCG@10 are measured on the ratings of the test part (NDCG: for users with at least two of them). hits@10 is
the share of users for whom one of ten recommended films is among the ten unrated films that they would like best; this
is known, as the ratings are generated. Prints mean ± standard deviation, and CPU time in seconds.

    python benchmarks/recommend.py [--seeds 20] [--keras-seeds 5]
"""

import argparse
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

from dlcourse import recommend
from dlcourse.data.makers.ratings import ratings as make_ratings


class Fitted:
    """A Keras model with the interface of the other recommenders."""

    def __init__(self, make, epochs: int, seed: int):
        self.make, self.epochs, self.seed = make, epochs, seed

    def fit(self, users, items, stars, shape):
        keras.utils.set_random_seed(self.seed)
        self.model = self.make(*shape, 8, mean=stars.mean())
        self.model.fit([users, items], stars, epochs=self.epochs, batch_size=128, verbose=0)
        return self

    def predict(self, users, items):
        return np.asarray(self.model([users, items]))[:, 0]


RECOMMENDERS = {
    "popularity": lambda seed: recommend.Popularity(),
    "means": lambda seed: recommend.Means(),
    "neighbours": lambda seed: recommend.ItemNeighbours(),
    "factorisation": lambda seed: recommend.MatrixFactorization(seed=seed),
    "Keras dot product": lambda seed: Fitted(recommend.dot_product_model, 10, seed),
    "Keras NCF": lambda seed: Fitted(recommend.neural_collaborative_filtering, 20, seed),
}


def judge(model, pairs, stars, true, train, test) -> tuple[float, float, float]:
    """RMSE, mean NDCG@10 and mean hits@10 of one recommender on one split."""
    model.fit(*pairs[train].T, stars[train], shape=true.shape)
    predicted = model.predict(*pairs[test].T)
    gains = []
    for user in np.unique(pairs[test, 0]):
        mine = pairs[test, 0] == user
        if mine.sum() > 1:
            gains.append(recommend.ndcg_at_k(stars[test][mine], predicted[mine], k=10))

    everything = np.indices(true.shape).reshape(2, -1)
    scores = model.predict(*everything).reshape(true.shape)
    rated = np.zeros(true.shape, dtype=bool)
    rated[tuple(pairs[train].T)] = True
    best, ranked = (np.where(rated, -np.inf, table).argsort(axis=1)[:, :-11:-1] for table in (true, scores))
    hits = [recommend.hits_at_k(*one, k=10) for one in zip(best, ranked, strict=True)]
    return recommend.rmse(stars[test], predicted), float(np.mean(gains)), float(np.mean(hits))


def cpu_seconds() -> float:
    """CPU time, in seconds, of 20 epochs of factorisation over 100,000 ratings."""
    rng = np.random.default_rng(0)
    users, items, stars = rng.integers(0, 610, 100_000), rng.integers(0, 9_700, 100_000), rng.uniform(0.5, 5, 100_000)
    started = time.process_time()
    recommend.MatrixFactorization(factors=8, epochs=20).fit(users, items, stars)
    return time.process_time() - started


def main(seeds: int, keras_seeds: int) -> None:
    results = {}
    newcomers = []
    for seed in range(seeds):
        d = make_ratings(seed)
        pairs, stars = np.concatenate([d.x_train, d.x_test]), np.concatenate([d.y_train, d.y_test])
        times = np.concatenate([d.extra["times_train"], d.extra["times_test"]])
        at_random = np.arange(len(d.x_train)), np.arange(len(d.x_train), len(pairs))
        in_time = recommend.split_in_time(times, share=0.2)
        newcomers.append(1 - np.isin(pairs[in_time[1], 0], pairs[in_time[0], 0]).mean())
        for split, (train, test) in {"random": at_random, "in time": in_time}.items():
            for name, make in RECOMMENDERS.items():
                if seed < keras_seeds or "Keras" not in name:
                    figures = judge(make(seed), pairs, stars, d.extra["true"], train, test)
                    results.setdefault((split, name), []).append(figures)

    print(f"{'split':<8} {'recommender':<18} {'seeds':>5} {'RMSE':>14} {'NDCG@10':>14} {'hits@10':>14} {'beats':>6}")
    for (split, name), figures in results.items():
        table = np.array(figures)
        means, spreads = table.mean(axis=0), table.std(axis=0, ddof=1)
        cells = " ".join(f"{mean:>6.3f} ± {spread:.3f}" for mean, spread in zip(means, spreads, strict=True))
        baseline = np.array(results[split, "popularity"])[: len(table)]
        beats = f"{(table[:, 0] < baseline[:, 0]).sum()}/{len(table)}" if name != "popularity" else ""
        print(f"{split:<8} {name:<18} {len(table):>5} {cells} {beats:>6}")
    print("beats: in how many seeds the RMSE is below popularity's")
    print(f"in time, {np.mean(newcomers):.0%} of the test ratings are by people who have none in the training part")
    print(f"factorisation, 100,000 ratings, 20 epochs: {cpu_seconds():.1f} CPU s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--keras-seeds", type=int, default=5)
    arguments = parser.parse_args()
    main(arguments.seeds, arguments.keras_seeds)
