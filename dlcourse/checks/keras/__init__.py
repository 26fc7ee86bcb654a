"""Checks of chapter 04, TensorFlow and Keras.

Models are asked for predictions, losses and counts; their layers are read from their configuration. Trained models
are judged on new drawings, made for each check, so that no answer can know their labels.
"""

from dlcourse.checks.keras.build_sequential import build_sequential
from dlcourse.checks.keras.build_two_input import build_two_input
from dlcourse.checks.keras.make_callbacks import make_callbacks
from dlcourse.checks.keras.phrases_to_tensor import phrases_to_tensor
from dlcourse.checks.keras.predict_label import predict_label
from dlcourse.checks.keras.preprocess import preprocess
from dlcourse.checks.keras.round_trip import round_trip
from dlcourse.checks.keras.shapes import shapes
from dlcourse.checks.keras.tape_gradient import tape_gradient
from dlcourse.checks.keras.train_classifier import train_classifier

# In the order of the chapter.
EXERCISES = (
    shapes,
    phrases_to_tensor,
    preprocess,
    tape_gradient,
    build_sequential,
    build_two_input,
    make_callbacks,
    predict_label,
    round_trip,
    train_classifier,
)
