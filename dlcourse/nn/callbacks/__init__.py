"""Callbacks: `fit` calls them at each epoch and batch, and they can report on the training, change it or stop it."""

from dlcourse.nn.callbacks.callback import Callback, History
from dlcourse.nn.callbacks.early_stopping import EarlyStopping
from dlcourse.nn.callbacks.model_checkpoint import ModelCheckpoint
from dlcourse.nn.callbacks.progress_bar import ProgressBar
from dlcourse.nn.callbacks.reduce_lr_on_plateau import ReduceLROnPlateau

__all__ = ["Callback", "EarlyStopping", "History", "ModelCheckpoint", "ProgressBar", "ReduceLROnPlateau"]
