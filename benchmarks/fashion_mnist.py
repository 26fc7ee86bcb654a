"""How far does chapter 06's network get on real photographs? Fashion-MNIST, at most five epochs.

    python benchmarks/fashion_mnist.py [EPOCHS]

Needs the network once, for 30 MB. The layers are the chapter's, with more filters and batch normalisation. Prints the
accuracy on the 10,000 test pictures after the last epoch; the test part decides nothing else.
"""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
from keras import layers

from dlcourse import data
from dlcourse.data.errors import DataError

MOST_EPOCHS, BATCH = 5, 128


def network() -> keras.Model:
    """Convolution, ReLU, pooling, as in the chapter; about four times as wide."""

    def convolution(filters: int, kernel: int = 3) -> list:
        return [
            layers.Conv2D(filters, kernel, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
        ]

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            *convolution(32),
            *convolution(32),
            layers.MaxPooling2D(),
            *convolution(64),
            *convolution(64),
            layers.MaxPooling2D(),
            *convolution(128),
            layers.Flatten(),
            layers.Dropout(0.4),
            layers.Dense(10, name="scores"),
            layers.Softmax(),
        ]
    )


def main(epochs: int = MOST_EPOCHS) -> None:
    epochs = min(epochs, MOST_EPOCHS)
    try:
        clothes = data.load("fashion_mnist")
    except DataError as problem:
        sys.exit(str(problem))
    keras.utils.set_random_seed(6)
    x, y = clothes.x_train[..., None], clothes.y_train
    steps = epochs * -(-len(x) // BATCH)
    model = network()
    rate = keras.optimizers.schedules.CosineDecay(0.002, steps)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=BATCH, epochs=epochs, verbose=2)
    score = model.evaluate(clothes.x_test[..., None], clothes.y_test, batch_size=500, verbose=0)[1]
    print(f"{model.count_params():,} parameters, {epochs} epochs: {score:.2%} of 10,000 test pictures are right")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
