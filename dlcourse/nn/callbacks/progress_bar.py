"""A bar while an epoch runs, and a line when it is done."""

from dlcourse.nn.callbacks.callback import Callback


class ProgressBar(Callback):
    """Shows how far an epoch is (verbose=1), and prints its numbers at the end (verbose=1 or 2).

    The bar disappears with the epoch; the printed line stays, in a terminal, a notebook or a log file.
    """

    def __init__(self, epochs, batches, verbose=1):
        self.epochs = epochs
        self.batches = batches
        self.verbose = verbose
        self.progress = None

    def on_epoch_begin(self, epoch, logs=None):
        self.title = f"Epoch {epoch + 1}/{self.epochs}"
        if self.verbose == 1:
            from rich.progress import Progress

            self.progress = Progress(transient=True)
            self.task = self.progress.add_task(self.title, total=self.batches)
            self.progress.start()

    def on_train_batch_end(self, batch, logs=None):
        if self.progress:
            self.progress.update(self.task, completed=batch + 1, description=f"{self.title} {describe(logs)}")

    def on_epoch_end(self, epoch, logs=None):
        self.close()
        print(f"{self.title} {describe(logs)}")

    def on_train_end(self, logs=None):
        self.close()  # where an error or Ctrl-C ended the epoch

    def close(self):
        """Remove the bar."""
        if self.progress:
            self.progress.stop()
            self.progress = None


def describe(logs: dict[str, float]) -> str:
    """Return the numbers as one line.

    >>> describe({"loss": 0.51234, "accuracy": 0.75})
    'loss: 0.5123 - accuracy: 0.7500'
    """
    return " - ".join(f"{name}: {value:.4f}" for name, value in logs.items())
