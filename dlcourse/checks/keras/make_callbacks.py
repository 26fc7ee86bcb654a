"""The check of `make_callbacks`."""

from dlcourse.checks.core import WITH_KERAS, close, criterion, equal, exercise, require
from dlcourse.checks.core.remote_answer import type_name
from dlcourse.checks.keras.new_folder import new_folder


@exercise(rules=[WITH_KERAS], seconds=20)
def make_callbacks(answer, rng):
    """`make_callbacks(folder)`: a ModelCheckpoint, a ReduceLROnPlateau and an EarlyStopping, all watching val_loss."""
    with new_folder() as folder:
        found = {type_name(callback): callback for callback in answer(folder)}
    with criterion("keeps the best model", hint="Set save_best_only=True: the last model is often not the best."):
        callback = _callback(found, "ModelCheckpoint")
        equal(callback.monitor, "val_loss", what="what ModelCheckpoint watches")
        require(callback.save_best_only is True, "ModelCheckpoint saves every epoch, not only the best.")
    with criterion(
        "into the folder it is given", hint='os.path.join(folder, "best.keras"): Keras\' own format ends in .keras.'
    ):
        path = str(_callback(found, "ModelCheckpoint").filepath)
        require(path.startswith(folder) and path.endswith("best.keras"), f"the file is {path!r} for folder {folder!r}.")
    with criterion(
        "halves the learning rate when stuck", hint="factor=0.5 after patience=2 epochs, but never below min_lr=1e-5."
    ):
        callback = _callback(found, "ReduceLROnPlateau")
        equal(callback.monitor, "val_loss", what="what ReduceLROnPlateau watches")
        close([callback.factor, callback.patience, callback.min_lr], [0.5, 2, 1e-5], what="factor, patience and min_lr")
    with criterion("stops in time", hint="patience=5: long enough for a smaller learning rate to help first."):
        callback = _callback(found, "EarlyStopping")
        equal(callback.monitor, "val_loss", what="what EarlyStopping watches")
        equal(int(callback.patience), 5, what="EarlyStopping's patience")
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
