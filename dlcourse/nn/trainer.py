"""Training: compile, fit, evaluate and predict."""

import math
import warnings
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlcourse.nn import losses, optimizers
from dlcourse.nn import metrics as metric_functions
from dlcourse.nn.callbacks import Callback, History, ProgressBar
from dlcourse.nn.random import make_generator
from dlcourse.nn.running_means import RunningMeans


class Trainer:
    """Training for a model that has `forward` and `backward`; `Sequential` is one."""

    optimizer: optimizers.Optimizer | None = None
    loss: losses.Loss | None = None
    metrics: Sequence[str | Callable] = ()
    stop_training = False
    output_mask: np.ndarray | None = None

    def forward(self, x: ArrayLike, training: bool = False) -> np.ndarray:
        raise NotImplementedError

    def compile(
        self,
        optimizer: str | optimizers.Optimizer = "rmsprop",
        loss: str | losses.Loss | None = None,
        metrics: Iterable[str | Callable] = (),
    ) -> None:
        """Choose how to train, by Keras' names or with objects. Raises ValueError for an unknown name."""
        self.optimizer = optimizers.get(optimizer)
        self.loss = losses.get(loss)
        self.metrics = list(metrics or ())
        self.metric_functions = dict(metric_functions.get(metric) for metric in self.metrics)

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        batch_size: int = 32,
        epochs: int = 1,
        verbose: int = 1,
        callbacks: Iterable[Callback] = (),
        validation_split: float = 0.0,
        validation_data: tuple[ArrayLike, ArrayLike] | None = None,
        shuffle: bool = True,
        initial_epoch: int = 0,
    ) -> History:
        """Train for some epochs and return a `History`.

        `x` (samples, ...) and `y` (samples, ...). The validation data are those given, or the last share
        `validation_split` of the samples. `verbose`: 0 silent, 1 a progress bar, 2 a line for each epoch.
        Raises ValueError when x and y differ in length, RuntimeError before `compile`.
        """
        x, y = self.check_data(x, y)
        if validation_split and validation_data is None:
            split = int(len(x) * (1 - validation_split))
            validation_data = x[split:], y[split:]
            x, y = x[:split], y[:split]
        generator = make_generator()
        history = History()
        callbacks = [*(callbacks or ()), history]  # last, so that it sees what the others add to the logs
        if verbose:
            callbacks.append(ProgressBar(epochs, -(-len(x) // batch_size), verbose))
        for callback in callbacks:
            callback.set_model(self)
            callback.on_train_begin()
        self.stop_training = False
        try:
            for epoch in range(initial_epoch, epochs):
                order = generator.permutation(len(x)) if shuffle else None
                self.run_epoch(epoch, x, y, batch_size, order, validation_data, callbacks)
                if self.stop_training:
                    break
        finally:
            for callback in callbacks:
                callback.on_train_end()
        return history

    def run_epoch(self, epoch, x, y, batch_size, order, validation_data, callbacks):
        """Train on every sample once, in the given order, then measure on the validation data."""
        for callback in callbacks:
            callback.on_epoch_begin(epoch)
        means = RunningMeans()
        for batch, start in enumerate(range(0, len(x), batch_size)):
            rows = slice(start, start + batch_size)
            if order is not None:
                rows = order[rows]
            self.train_step(x[rows], y[rows], means)
            for callback in callbacks:
                callback.on_train_batch_end(batch, means.result())
        logs = means.result()
        if math.isnan(logs["loss"]):
            advice = "look for NaN in the data, or try a smaller learning rate"
            warnings.warn(f"Epoch {epoch + 1}: the loss is nan; {advice}.", RuntimeWarning, stacklevel=3)
        if validation_data is not None:
            measured = self.evaluate(*validation_data, batch_size=batch_size, return_dict=True)
            logs |= {f"val_{name}": value for name, value in measured.items()}
        for callback in callbacks:
            callback.on_epoch_end(epoch, logs)

    def train_on_batch(self, x: ArrayLike, y: ArrayLike) -> dict[str, float]:
        """Take one optimizer step. Return {"loss": ..., metric: ...}, measured before the step."""
        x, y = self.check_data(x, y)
        means = RunningMeans()
        self.train_step(x, y, means)
        return means.result()

    def train_step(self, x, y, means):
        """Forward, loss, backward, update."""
        y_pred = self.forward(x, training=True)
        loss, prediction = self.loss_of(y_pred)
        self.measure(y, y_pred, loss(y, prediction, self.output_mask), means)
        gradient = loss.gradient(y, prediction, self.output_mask)
        self.backward(gradient, input_gradient=False, from_logits=prediction is not y_pred)
        gradients = [
            gradient if regularizer is None else gradient + regularizer.gradient(parameter)
            for gradient, parameter, regularizer in zip(self.gradients, self.parameters, self.regularizers, strict=True)
        ]
        self.optimizer.apply(gradients, self.parameters)

    def evaluate(
        self, x: ArrayLike, y: ArrayLike, batch_size: int = 32, verbose: int = 0, return_dict: bool = False
    ) -> float | list[float] | dict[str, float]:
        """Return the loss and the metrics as a list, the loss alone if there are no metrics, or a dict by name.

        Raises ValueError when x and y differ in length, RuntimeError before `compile`.
        """
        x, y = self.check_data(x, y)
        means = RunningMeans()
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            y_pred = self.forward(x[rows])
            loss, prediction = self.loss_of(y_pred)
            self.measure(y[rows], y_pred, loss(y[rows], prediction, self.output_mask), means)
        logs = means.result()
        if verbose:
            print(" - ".join(f"{name}: {value:.4f}" for name, value in logs.items()))
        if return_dict:
            return logs
        return list(logs.values()) if len(logs) > 1 else logs["loss"]

    def predict(self, x: ArrayLike, batch_size: int = 32, verbose: int = 0) -> np.ndarray:
        """Return the outputs (samples, ...) for all samples of `x`."""
        x = np.asarray(x)
        return np.concatenate([self.forward(x[start : start + batch_size]) for start in range(0, len(x), batch_size)])

    def loss_of(self, y_pred):
        """Return the loss and its argument: the logits if the loss fits the last activation, else `y_pred`.

        Keras does the same after a softmax or sigmoid, because logits are more precise.
        """
        last = self.layers[-1]
        if hasattr(last, "logits") and last.activation is self.loss.output_activation:
            return type(self.loss)(from_logits=True), last.logits
        return self.loss, y_pred

    def measure(self, y, y_pred, loss, means):
        """Add the loss, with penalties, and the metrics of one batch to the means."""
        penalty = sum(
            regularizer(parameter)
            for regularizer, parameter in zip(self.regularizers, self.parameters, strict=True)
            if regularizer is not None
        )
        means.add("loss", loss + penalty, len(y_pred))
        for name, metric in self.metric_functions.items():
            values = metric(y, y_pred)
            values = values if self.output_mask is None else values[self.output_mask]
            means.add(name, values.mean(), values.size)

    def check_data(self, x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return x and y as arrays. Raises ValueError when they differ in length, RuntimeError before `compile`."""
        if self.loss is None:
            raise RuntimeError("Call compile(optimizer, loss) before training or evaluating.")
        x, y = np.asarray(x), np.asarray(y)
        if len(x) != len(y):
            raise ValueError(f"x and y need the same number of samples, but have shapes {x.shape} and {y.shape}.")
        return x, y
