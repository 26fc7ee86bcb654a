"""Do the margins of chapter 06's trained exercises hold, and do its experiments come out the same with other seeds?

    python benchmarks/seeds/cnn.py [SEEDS [SEEDS_OF_EXPERIMENTS [SEEDS_OF_SIDES]]]

First `build_cnn`, CNNs with other heads, and a dense network of its size: trained as the check does (2,500 new
drawings, four epochs, batches of 32), judged on 1,000 new drawings. Then `any_side` and what might be tried in its
place: 2,000 new drawings to train on, judged by the worst of four sides of 1,000 others. Then the chapter's
experiments, with its own functions: signs in colour and in grey, cures for overfitting, plain and residual stacks.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
from chapter import functions
from keras import layers
from rich.console import Console
from rich.table import Table

from dlcourse import data
from dlcourse.checks.cnn.any_side import DRAWINGS, LEAST_ON_EACH_SIDE, NEW, by_side
from dlcourse.checks.cnn.build_cnn import LEAST_ACCURACY, drawings

NAMES = "build_cnn sign_reader augmentation few_shot_cnn block stack any_side".split()
DEFINED = functions("06_cnn", *NAMES, keras=keras, np=np)
CURES = {  # what the network gets, and for how many epochs it is trained
    "none": ({}, 12),
    "dropout": ({"dropout": 0.5}, 12),
    "batch normalisation": ({"normalised": True}, 12),
    "augmentation": ({"augmented": True}, 12),
    "augmentation, 40 epochs": ({"augmented": True}, 40),
}
READERS = {"colour, 1 × 1 kernels": (3, 1), "grey, 3 × 3 kernels": (1, 3), "colour, 3 × 3 kernels": (3, 3)}
STACKS = {"plain, 3 convolutions": (1, False), "plain, 21": (10, False), "residual, 21": (10, True)}


def flat():
    """A CNN in whose head each place of the last maps has weights of its own."""
    stages = [
        layers.Conv2D(12, 5, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(24, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.Flatten(),
    ]
    return compiled(stages)


def averaging():
    """The solution with the mean of each map in place of its largest number."""
    largest = layers.GlobalMaxPooling2D
    stages = [layer for layer in DEFINED["build_cnn"]().layers[1:-2] if not isinstance(layer, largest)]
    return compiled([*stages, layers.GlobalAveragePooling2D()], rate=0.003)


def dense():
    """A network with as many parameters as the solution's and no convolution."""
    return compiled([layers.Flatten(), layers.Dense(32, activation="relu")])


def compiled(stages: list, rate: float = 0.002):
    """These layers between the scaling of the pixels and the ten scores."""
    ends = [keras.Input((28, 28, 1)), layers.Rescaling(1 / 255)], [layers.Dense(10), layers.Softmax()]
    model = keras.Sequential([*ends[0], *stages, *ends[1]])
    model.compile(keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy")
    return model


def accuracy(model, x: np.ndarray, y: np.ndarray) -> float:
    return float((np.asarray(model.predict(x, verbose=0, batch_size=500)).argmax(axis=1) == y).mean())


def as_checked(build, seed: int) -> tuple[float, int]:
    """Train once as the check does. Returns the accuracy on new drawings and the number of parameters."""
    keras.utils.set_random_seed(seed)
    x, y = drawings(2 * seed, 2500)
    model = build()
    model.fit(x, y, batch_size=32, epochs=4, verbose=0)
    return accuracy(model, *drawings(2 * seed + 1, 1000)), model.count_params()


def upright(changes, epochs: int = 8):
    """An answer to `any_side`: the solution's network and upright drawings; layers change them during training."""

    def any_side(images, labels):
        own = DEFINED["build_cnn"]()
        model = keras.Sequential([keras.Input((28, 28, 1)), *changes(), *own.layers])
        model.compile(own.optimizer, loss=own.loss)
        model.fit(images, labels, batch_size=32, epochs=epochs, verbose=0)
        return model

    return any_side


def dense_on_four_sides(images, labels):
    """All four sides, as the solution does it, and no convolution."""
    model = dense()
    turned = np.concatenate([np.rot90(images, turns, axes=(1, 2)) for turns in range(4)])
    model.fit(turned, np.tile(labels, 4), batch_size=32, epochs=2, verbose=0)
    return model


ON_ALL_SIDES = {
    "solution: four quarter turns": DEFINED["any_side"],
    "turns by any angle": upright(lambda: [layers.RandomRotation(0.5)]),
    "section 10's augmentation": upright(DEFINED["augmentation"]),
    "upright, as many steps": upright(list),
    "dense, four quarter turns": dense_on_four_sides,
}


def worst_side(answer, seed: int) -> float:
    """Train once as the check of `any_side` does. Returns the accuracy on the worst side."""
    keras.utils.set_random_seed(seed)
    model = answer(*drawings(2 * seed, DRAWINGS))
    return min(by_side(model, *drawings(2 * seed + 1, NEW)))


def signs_right(channels: int, kernel: int, seed: int) -> float:
    """The accuracy on the test signs after five epochs."""
    signs = data.load("signs")
    x, x_test = (x if channels == 3 else x.mean(axis=-1, keepdims=True) for x in (signs.x_train, signs.x_test))
    keras.utils.set_random_seed(seed)
    model = DEFINED["sign_reader"](channels, kernel)
    model.fit(x, signs.y_train, batch_size=32, epochs=5, verbose=0)
    return accuracy(model, x_test, signs.y_test)


def cured(cure: dict, seed: int, epochs: int) -> tuple[float, float]:
    """The accuracy on 500 drawings after so many epochs, and on 1,000 others."""
    x, y = data.load("sketches").x_train[..., None], data.load("sketches").y_train
    keras.utils.set_random_seed(seed)
    model = DEFINED["few_shot_cnn"](**cure)
    some = slice(500 * seed, 500 * (seed + 1))
    model.fit(x[some].astype("float32"), y[some], batch_size=32, epochs=epochs, verbose=0)
    return accuracy(model, x[some], y[some]), accuracy(model, x[9000:], y[9000:])


def training_loss(blocks: int, residual: bool, seed: int) -> float:
    """The mean loss of the second epoch on 2,000 drawings."""
    x, y = data.load("sketches").x_train[:2000, ..., None], data.load("sketches").y_train[:2000]
    keras.utils.set_random_seed(seed)
    model, _ = DEFINED["stack"](blocks, residual)
    return model.fit(x, y, batch_size=32, epochs=2, verbose=0).history["loss"][-1]


def spread(values: list[float], scale: float = 100, form: str = ".1f") -> list[str]:
    numbers = scale * np.array(values)
    return [f"{number:{form}}" for number in (numbers.mean(), numbers.std(ddof=1), numbers.min(), numbers.max())]


def networks(seeds: int) -> Table:
    """`build_cnn` and its rivals."""
    title = f"build_cnn's data, {seeds} seeds; the check asks for {LEAST_ACCURACY:.0%}"
    table = Table("model", "parameters", "accuracy %", "s.d.", "lowest", "highest", "passes", title=title)
    rivals = {"cnn": DEFINED["build_cnn"], "flat": flat, "averaging": averaging, "dense": dense}
    for name, build in rivals.items():
        runs = [as_checked(build, seed) for seed in range(seeds)]
        scores = [score for score, _ in runs]
        passes = f"{sum(score >= LEAST_ACCURACY for score in scores)} of {seeds}"
        table.add_row(name, f"{runs[0][1]:,}", *spread(scores), passes)
    return table


def all_sides(seeds: int) -> Table:
    """`any_side` and its rivals."""
    title = f"any_side, {seeds} seeds; the check asks for {LEAST_ON_EACH_SIDE:.0%} on each side"
    table = Table("answer", "worst side %", "s.d.", "lowest", "highest", "passes", title=title)
    for name, answer in ON_ALL_SIDES.items():
        scores = [worst_side(answer, seed) for seed in range(seeds)]
        table.add_row(name, *spread(scores), f"{sum(score >= LEAST_ON_EACH_SIDE for score in scores)} of {seeds}")
    return table


def experiments(seeds: int) -> Table:
    """The chapter's experiments."""
    table = Table("experiment", "network", "mean", "s.d.", "lowest", "highest", title=f"{seeds} seeds")
    for name, (blocks, residual) in STACKS.items():
        losses = [training_loss(blocks, residual, seed) for seed in range(seeds)]
        table.add_row("training loss", name, *spread(losses, 1, ".2f"))
    for name, how in READERS.items():
        table.add_row("signs right, %", name, *spread([signs_right(*how, seed) for seed in range(seeds)]))
    for name, (cure, epochs) in CURES.items():
        runs = [cured(cure, seed, epochs) for seed in range(seeds)]
        for part, which in enumerate(("old", "new")):
            table.add_row(f"{which} drawings right, %", name, *spread([run[part] for run in runs]))
    return table


def main(seeds: int = 20, others: int = 5, sides: int = 20) -> None:
    for show, count in ((networks, seeds), (all_sides, sides), (experiments, others)):
        if count:
            Console().print(show(count))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
