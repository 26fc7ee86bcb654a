"""Writing the model to disk while it trains."""

from pathlib import Path

from dlcourse.nn.callbacks.monitor import Monitor


class ModelCheckpoint(Monitor):
    """Saves the model after each epoch, or with `save_best_only` after each that is the best so far.

    `filepath` may hold the epoch and any measured number: "model-{epoch:02d}-{val_loss:.2f}.npz".
    """

    def __init__(
        self,
        filepath,
        monitor="val_loss",
        verbose=0,
        save_best_only=False,
        mode="auto",
        initial_value_threshold=None,
    ):
        super().__init__(monitor, mode)
        self.filepath = str(filepath)
        self.verbose = verbose
        self.save_best_only = save_best_only
        self.best = initial_value_threshold

    def on_epoch_end(self, epoch, logs=None):
        if self.save_best_only:
            value = self.current(logs)
            if not self.is_improvement(value, self.best):
                return
            self.best = value
        path = Path(self.filepath.format(epoch=epoch + 1, **(logs or {})))
        path.parent.mkdir(parents=True, exist_ok=True)
        self.model.save(path)
        if self.verbose:
            print(f"Epoch {epoch + 1}: saved {path}")
