"""The check of `make_callbacks`."""

import os

from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require
from dlcourse.checks.core.remote_answer import type_name
from dlcourse.checks.keras.new_folder import new_folder

KINDS = ("ModelCheckpoint", "ReduceLROnPlateau", "EarlyStopping")


@exercise(rules=[WITH_KERAS], seconds=20)
def make_callbacks(answer, rng):
    """`make_callbacks(folder)`: a ModelCheckpoint, a ReduceLROnPlateau and an EarlyStopping, all watching val_loss.

    Requirements:
    - "return a list of three callbacks" → three callbacks
    - "that all watch "val_loss", where smaller is better" → all watch the validation loss
    - "keeps only the best model" → keeps the best model
    - "in the file best.keras in folder" → into the folder it is given
    - "halves the learning rate after 2 epochs without improvement, never below 1e-5" → halves the learning rate when
      stuck
    - "stops after 5 epochs without improvement" → stops in time
    - "goes back to the best weights" → goes back to the best weights
    """
    with new_folder() as folder:
        found = {type_name(callback): callback for callback in answer(folder)}
    with criterion("three callbacks", hint="A list of a ModelCheckpoint, a ReduceLROnPlateau and an EarlyStopping."):
        require(sorted(found) == sorted(KINDS), f"make_callbacks returned {', '.join(found) or 'nothing'}.")
    with criterion(
        "all watch the validation loss",
        hint='monitor="val_loss", and mode="min" or the default: the smaller a loss, the better.',
    ):
        for kind in KINDS:
            equal(_callback(found, kind).monitor, "val_loss", what=f"what {kind} watches")
            require(_callback(found, kind).mode in ("auto", "min"), f"for {kind}, larger is better.")
    with criterion("keeps the best model", hint="Set save_best_only=True: the last model is often not the best."):
        callback = _callback(found, "ModelCheckpoint")
        require(callback.save_best_only is True, "ModelCheckpoint saves every epoch, not only the best.")
    with criterion(
        "into the folder it is given", hint='os.path.join(folder, "best.keras"): Keras\' own format ends in .keras.'
    ):
        path = str(_callback(found, "ModelCheckpoint").filepath)
        wanted = os.path.join(folder, "best.keras")
        require(os.path.normpath(path) == os.path.normpath(wanted), f"the file is {path!r} for folder {folder!r}.")
    with criterion(
        "halves the learning rate when stuck", hint="factor=0.5 after patience=2 epochs, but never below min_lr=1e-5."
    ):
        callback = _callback(found, "ReduceLROnPlateau")
        close([callback.factor, callback.patience, callback.min_lr], [0.5, 2, 1e-5], what="factor, patience and min_lr")
    with criterion("stops in time", hint="patience=5: long enough for a smaller learning rate to help first."):
        equal(int(_callback(found, "EarlyStopping").patience), 5, what="EarlyStopping's patience")
    with criterion(
        "goes back to the best weights",
        hint="When training stops, the last five epochs were no better: set restore_best_weights.",
    ):
        require(
            _callback(found, "EarlyStopping").restore_best_weights is True,
            "EarlyStopping keeps the weights of the last epoch.",
        )


def _callback(found: dict, kind: str):
    """The callback of this class. Raises MismatchError where there is none."""
    require(kind in found, f"make_callbacks returned {', '.join(found) or 'nothing'}; {kind} is missing.")
    return found[kind]
