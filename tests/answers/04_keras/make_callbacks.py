# %% right: as asked
import keras


def make_callbacks(folder):
    return [
        keras.callbacks.ModelCheckpoint(f"{folder}/best.keras", monitor="val_loss", save_best_only=True),
        keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=2, min_lr=1e-5),
        keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),
    ]


# %% right: another order, and defaults
import os

import keras


def make_callbacks(folder):
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True, verbose=0)
    slow = keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=2, min_lr=0.00001)
    keep = keras.callbacks.ModelCheckpoint(os.path.join(folder, "best.keras"), save_best_only=True)
    return [stop, slow, keep]


# %% wrong: keeps the best model | save_best_only
# remove: , save_best_only=True

# %% wrong: all watch the validation loss | monitor="val_loss"
# replace: monitor="val_loss", save_best_only=True -> monitor="loss", save_best_only=True

# %% wrong: all watch the validation loss | mode="min"
# replace: monitor="val_loss", factor=0.5 -> monitor="val_loss", mode="max", factor=0.5

# %% wrong: all watch the validation loss | mode="min"
# keeps the worst
# replace: save_best_only=True -> save_best_only=True, mode="max"

# %% wrong: three callbacks | A list of
# remove: keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True),

# %% wrong: into the folder it is given | best.keras
# replace: f"{folder}/best.keras" -> f"{folder}/the_best.keras"

# %% wrong: into the folder it is given | best.keras
# replace: f"{folder}/best.keras" -> "best.keras"

# %% wrong: halves the learning rate when stuck | factor=0.5
# replace: factor=0.5 -> factor=0.1

# %% wrong: halves the learning rate when stuck | factor=0.5
# remove: , min_lr=1e-5

# %% wrong: stops in time | patience=5
# replace: patience=5 -> patience=2

# %% wrong: goes back to the best weights | restore_best_weights
# remove: , restore_best_weights=True
