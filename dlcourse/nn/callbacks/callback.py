"""The base of all callbacks: methods that `fit` calls while it trains."""


class Callback:
    """Base class: a subclass overrides the methods that it needs.

    `logs` holds the numbers measured so far, {name: number}. Epochs and batches count from 0.
    """

    model = None

    def set_model(self, model):
        self.model = model

    def on_train_begin(self, logs: dict | None = None) -> None:
        pass

    def on_train_end(self, logs: dict | None = None) -> None:
        pass

    def on_epoch_begin(self, epoch: int, logs: dict | None = None) -> None:
        pass

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        pass

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        pass


class History(Callback):
    """Keeps the logs of all epochs: `history` is {name: one number per epoch}. `fit` returns one."""

    def on_train_begin(self, logs=None):
        self.epoch = []
        self.history = {}

    def on_epoch_end(self, epoch, logs=None):
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
