"""What callbacks share that watch one number."""

from dlcourse.nn.callbacks.callback import Callback


class Monitor(Callback):
    """Watches `monitor` and knows when it gets better.

    `mode` is "min", "max" or "auto" ("max" for accuracies, "min" for everything else). Less than `min_delta` is no
    improvement. Raises ValueError for another mode.
    """

    def __init__(self, monitor="val_loss", mode="auto", min_delta=0.0):
        if mode not in ("auto", "min", "max"):
            raise ValueError(f"{type(self).__name__} needs mode 'auto', 'min' or 'max', but received {mode!r}.")
        self.monitor = monitor
        self.mode = mode
        self.min_delta = abs(min_delta)
        self.best = None

    def current(self, logs):
        """Return the watched number. Raises ValueError when nothing of that name is measured."""
        if self.monitor not in (logs or {}):
            raise ValueError(
                f"{type(self).__name__} watches {self.monitor!r}, but fit measures only {', '.join(logs or {})}. "
                "A name with val_ needs validation data."
            )
        return logs[self.monitor]

    def is_improvement(self, value, reference):
        """Return whether `value` beats `reference` by more than `min_delta`. Anything beats None."""
        if reference is None:
            return True
        bigger_is_better = self.mode == "max" or (self.mode == "auto" and "acc" in self.monitor)
        return value - self.min_delta > reference if bigger_is_better else value + self.min_delta < reference
