"""The check of `train`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require
from dlcourse.checks.core.argument_copies import shared_arguments

RATE = 0.2


@exercise(defines=["train", "MLP", "SGD"], rules=[BY_HAND], seconds=10)
def train(answer, MLP, SGD, rng):
    """`train(model, data, optimizer, epochs)`: trains the model in place; gives the mean loss of each epoch.

    Requirements:
    - "one number for each epoch" → one loss for each epoch
    - "Leave the data and the optimiser's learning rate as they are" → leaves the data as they were
    - "Leave the data and the optimiser's learning rate as they are" → steps as long as the optimiser makes them
    - "For each batch, get loss and gradients" → a step for every batch
    - "the mean of the batches' losses" → the mean loss of the epoch
    - "the loss must fall below 0.15 within 30 epochs" → reaches a loss below 0.15
    """
    X, y = _clouds(rng)
    data = [(X[i : i + 20].copy(), y[i : i + 20].copy()) for i in range(0, 60, 20)]
    seed = int(rng.integers(1000))
    start = [np.array(p) for p in MLP([2, 3], seed).params]

    def fit(epochs, batches=data):
        model = MLP([2, 3], seed)
        losses = answer(model, batches, SGD(learning_rate=RATE), epochs)
        require(
            isinstance(losses, list | tuple | np.ndarray), f"train returned {losses!r:.80}; expected a list of losses."
        )
        return [np.asarray(p) for p in model.params], np.asarray(losses, dtype=float)

    with criterion("one loss for each epoch", hint="Append one number after each epoch, and return the list."):
        equal(len(fit(4)[1]), 4, what="the number of losses after 4 epochs")
    with criterion("leaves the data as they were", trivial=True, hint="Training changes the model only."):
        _leaves(data, lambda: fit(2))
    with criterion(
        "steps as long as the optimiser makes them",
        trivial=True,
        hint="The learning rate is the optimizer's: leave it alone, and hand over the gradients as they are. With a "
        "rate far too small, training gets nowhere.",
    ):
        _same_length(fit(1, data[:1])[0], _train_by_differences(start, data[:1], RATE, 1)[0], start)
    with criterion("a step for every batch", weight=2, hint="In each epoch, for each batch: loss, gradients, a step."):
        params, losses = fit(3)
        wanted, means = _train_by_differences(start, data, RATE, 3)
        for seen, expected, name in zip(params, wanted, "Wb", strict=True):
            close(seen, expected, rtol=1e-4, atol=1e-6, what=f"{name} after 3 epochs of 3 batches")
    with criterion(
        "the mean loss of the epoch", hint="Add up the losses of the epoch's batches, from 0 in each epoch, and divide."
    ):
        close(losses, means, rtol=1e-4, atol=1e-6, what="the losses of 3 epochs")
    with criterion(
        "reaches a loss below 0.15", hint="Train in every epoch, to the last: do not stop or slow down before."
    ):
        params, losses = fit(30)
        _is_low(params, losses, X, y)


def _clouds(rng) -> tuple[np.ndarray, np.ndarray]:
    """Sixty points of three clouds, and their labels."""
    centres = np.array([[2.0, 0.0], [-2.0, 1.0], [0.0, -2.0]])
    y = np.arange(60) % 3
    return centres[y] + rng.normal(scale=0.5, size=(60, 2)), y


def _leaves(data, fit) -> None:
    """Raise MismatchError if training, on these very arrays, writes into them."""
    before = [(rows.copy(), labels.copy()) for rows, labels in data]
    with shared_arguments():
        fit()
    for (rows, labels), (old_rows, old_labels) in zip(data, before, strict=True):
        close(rows, old_rows, what="X of a batch after training")
        close(labels, old_labels, what="y of a batch after training")


def _is_low(params, losses, X, y) -> None:
    loss = _loss(params, X, y)
    require(loss < 0.15, f"after 30 epochs the loss is {loss:.3f}; expected below 0.15.")
    require(losses[-1] < 0.15, f"the last loss you return is {losses[-1]:.3f}; expected below 0.15.")


def _same_length(params, wanted, start) -> None:
    """Raise MismatchError where a step has the right direction, or just the opposite one, and another length."""
    step, expected = (
        np.concatenate([np.ravel(new - old) for new, old in zip(ends, start, strict=True)]) for ends in (params, wanted)
    )
    ratio = step @ expected / (expected @ expected)
    parallel = np.linalg.norm(step - ratio * expected) <= 1e-3 * np.linalg.norm(step)
    require(
        not parallel or abs(ratio) < 1e-9 or abs(ratio - 1) < 1e-3,
        f"a step with SGD's rate {RATE:g} is {ratio:.3g} times as long as it should be.",
    )


def _loss(params, X, y) -> float:
    """Mean cross-entropy of softmax regression, by log-sum-exp."""
    logits = X @ params[0] + params[1]
    return float(np.mean(np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(y)), y]))


def _train_by_differences(params, data, rate: float, epochs: int):
    """Parameters and mean losses after SGD whose gradients are central differences of the loss."""
    params, losses, h = [np.array(p) for p in params], [], 1e-5
    for _ in range(epochs):
        losses.append(0.0)
        for X, y in data:
            losses[-1] += _loss(params, X, y) / len(data)
            grads = [np.zeros_like(p) for p in params]
            for p, g in zip(params, grads, strict=True):
                for i in np.ndindex(p.shape):
                    old = p[i]
                    p[i] = old + h
                    above = _loss(params, X, y)
                    p[i] = old - h
                    g[i] = (above - _loss(params, X, y)) / (2 * h)
                    p[i] = old
            for p, g in zip(params, grads, strict=True):
                p -= rate * g
    return params, losses
