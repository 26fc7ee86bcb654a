"""The check of `EarlyStopping`."""

from typing import Any

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def EarlyStopping(answer, rng):
    """`EarlyStopping(patience, min_delta)` with `should_stop(loss)`, `best` and `best_epoch`, as in Keras.

    Requirements:
    - "returns True if training should end, else False" → goes on while it gets better
    - "Stop at the patience-th epoch" → waits for `patience` epochs
    - "in a row without improvement" → counts anew after an improvement
    - "lower than the best so far" → better than the best
    - "if its loss is lower" → equal is not better
    - "best is the loss, and best_epoch the number (from 1), of the last improvement" → remembers the best epoch
    - "by more than min_delta" → asks for more than min_delta
    - "Losses may be any numbers" → stops where Keras stops
    """

    def epochs_run(losses, **settings) -> tuple[int, Any]:
        stopper = answer(**settings)
        for epoch, loss in enumerate(losses, start=1):
            if stopper.should_stop(float(loss)):
                return epoch, stopper
        return len(losses), stopper

    falling = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
    with criterion("goes on while it gets better", hint="As long as the loss falls, there is no reason to stop."):
        stopper = answer(patience=2)
        stops = [bool(stopper.should_stop(loss)) for loss in falling]
        require(True not in stops, f"it stopped after epoch {[*stops, True].index(True) + 1} of a falling loss.")
        require(all(_is_boolean(stopper.should_stop(loss)) for loss in (0.3, 0.2)), "should_stop should return a bool.")
    with criterion(
        "waits for `patience` epochs", hint="With patience 3 it stops at the third epoch in a row that is no better."
    ):
        equal(epochs_run([1.0, 0.5, 0.6, 0.7, 0.8, 0.9], patience=3)[0], 5, what="the epoch after which it stops")
        equal(epochs_run([1.0, 0.5, 0.6, 0.7, 0.8, 0.9], patience=1)[0], 3, what="the epoch at patience 1")
    with criterion(
        "counts anew after an improvement",
        hint="Only epochs IN A ROW count: an improvement sets the counter back to 0.",
    ):
        bumpy = [1.0, 1.1, 0.9, 1.0, 0.8, 0.9, 0.7, 0.8, 0.6, 0.7]
        equal(epochs_run(bumpy, patience=2)[0], 10, what="the epoch for a loss that rises every other epoch")
    with criterion("better than the best", hint="Compare with the BEST loss so far, not with that of the last epoch."):
        equal(epochs_run([0.5, 0.9, 0.8, 0.7, 0.6], patience=3)[0], 4, what="the epoch after which it stops")
    with criterion("equal is not better", hint="A loss that stands still has not improved."):
        equal(epochs_run([0.5] * 6, patience=2)[0], 3, what="the epoch after which it stops at a constant loss")
    with criterion(
        "remembers the best epoch", hint="Epochs are counted from 1; best_epoch is that of the lowest loss."
    ):
        _, stopper = epochs_run([1.0, 0.5, 0.6, 0.7, 0.8], patience=3)
        close(stopper.best, 0.5, what="best")
        equal(int(stopper.best_epoch), 2, what="best_epoch")
    _least_improvement(epochs_run)
    _stops_where_keras_stops(epochs_run, rng)


def _least_improvement(epochs_run) -> None:
    """The criterion on `min_delta`."""
    with criterion(
        "asks for more than min_delta",
        hint="An improvement counts if it is larger than min_delta, and it is measured from the BEST loss, which stays "
        "the same until then.",
    ):
        slow = 1 - 0.001 * np.arange(10)
        equal(epochs_run(slow, patience=3, min_delta=0.01)[0], 4, what="the epoch for steps of 0.001, min_delta 0.01")
        slow = 1 - 0.004 * np.arange(10)
        epoch, stopper = epochs_run(slow, patience=3, min_delta=0.01)
        equal(epoch, 10, what="the epoch for steps of 0.004, min_delta 0.01 and patience 3")
        equal(int(stopper.best_epoch), 10, what="best_epoch for steps of 0.004")
        _, stopper = epochs_run([1.0, 0.995, 0.996], patience=3, min_delta=0.01)
        close(stopper.best, 1.0, what="best of 1, 0.995, 0.996 with min_delta 0.01")


def _stops_where_keras_stops(epochs_run, rng) -> None:
    """The criterion on random lists of losses, of a hundred and more, about one, and below zero."""
    with criterion(
        "stops where Keras stops",
        hint="Go through the list by hand, and note the counter. What is `best` before the first epoch? Losses may be "
        "large, or below 0.",
    ):
        for start in (300, 300, 3, 1, 1, 0, 0, -5, -5, -300):
            losses = start + np.cumsum(rng.normal(-0.05, 0.3, 30)).round(2)
            patience = int(rng.integers(1, 6))
            equal(
                epochs_run(losses, patience=patience)[0],
                _expected_epochs_run(losses, patience),
                what=f"the epoch for the losses {losses.tolist()} and patience {patience}",
            )


def _is_boolean(value) -> bool:
    return isinstance(value, bool | np.bool_)


def _expected_epochs_run(losses, patience: int) -> int:
    """After how many epochs the callback of `dlcourse.nn`, which behaves as Keras', ends training."""
    from types import SimpleNamespace

    from dlcourse import nn

    callback = nn.callbacks.EarlyStopping(patience=patience, mode="min")
    callback.set_model(model := SimpleNamespace(stop_training=False))
    callback.on_train_begin()
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"val_loss": float(loss)})
        if model.stop_training:
            return epoch + 1
    return len(losses)
