"""Chapters that keep the stricter rules: claims, numbers that are shown, honest minutes, first hints, requirements."""

RAISED: tuple[str, ...] = (
    "01_perceptron",
    "02_backpropagation",
    "03_optimizers",
    "04_keras",
    "05_dnn",
    "06_cnn",
    "07_rnn",
    "08_lstm",
    "09_gan",
    "10_nlp_recsys",
)
