"""The chapters of the course, in order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """One notebook: its folder's name, its title, about how long it takes, and what it is worth."""

    name: str
    title: str
    minutes: int = 120
    points: int = 20

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]


CHAPTERS = (
    Chapter("01_perceptron", "Perceptron and multi-layer perceptron"),
    Chapter("02_backpropagation", "Error backpropagation"),
    Chapter("03_optimizers", "Optimisation", minutes=110),
    Chapter("04_keras", "TensorFlow and Keras"),
    Chapter("05_dnn", "Deep neural networks"),
    Chapter("06_cnn", "Convolutional neural networks"),
    Chapter("07_rnn", "Recurrent neural networks"),
    Chapter("08_lstm", "Long short-term memory"),
    Chapter("09_gan", "Generative adversarial networks"),
    Chapter("10_nlp_recsys", "Natural language and recommendation"),
)
