"""The base of callbacks that watch one number."""

from dlcourse.nn.callbacks.callback import Callback


class Monitor(Callback):
    """Watches the number called `monitor` and says whether it has improved.

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

    def current(self, logs: dict | None) -> float:
        """Return the watched number. Raises ValueError when nothing of that name is measured."""
        logs = logs or {}
        if self.monitor not in logs:
            raise ValueError(
                f"{type(self).__name__} watches {self.monitor!r}, but fit measures only {', '.join(logs)}. "
                "A name with val_ needs validation data."
            )
        return logs[self.monitor]

    def is_improvement(self, value: float, reference: float | None) -> bool:
        """Return whether `value` is better than `reference` by more than `min_delta`. Any value is better than None."""
        if reference is None:
            return True
        bigger_is_better = self.mode == "max" or (self.mode == "auto" and "acc" in self.monitor)
        return value - self.min_delta > reference if bigger_is_better else value + self.min_delta < reference
