"""Checks for chapter 05: deep neural networks.

Expected values come from closed forms and from `dlcourse.nn`, whose layers and callbacks a test holds to Keras' own.
Trained models are judged on machines that are made anew for each check, so nobody has their energies and faults.
"""

import numpy as np

from dlcourse.checks import close, criterion, equal, exercise, finite, forbid_imports, require, unchanged
from dlcourse.checks.shelter import unsheltered

BY_HAND = forbid_imports("scipy", "sklearn", "tensorflow", "keras", "torch", "dlcourse")
OWN = forbid_imports("dlcourse", "sklearn", "torch")

ENERGY_BAR = 0.65  # of ridge regression's RMSE
FAULT_BAR = 0.42  # F1


def machines(seed: int, train: int, test: int) -> dict[str, np.ndarray]:
    """New machines: `x_…` (machines, 8), `y_…` energies and `fault_…`."""
    from dlcourse.data.makers.machines import make

    return make(train=train, test=test, seed=seed)


@exercise(rules=[BY_HAND])
def stratified_split(answer, rng):
    """`stratified_split(y, share, rng)`: two arrays of row numbers, to train on and held out."""
    y = rng.permutation(np.repeat([0, 1, 2], [60, 30, 10]))

    def split(labels=y, share=0.2, seed=1):
        parts = answer(labels.copy(), share, np.random.default_rng(seed))
        require(isinstance(parts, tuple | list) and len(parts) == 2, "two arrays of row numbers were expected.")
        return [np.asarray(part).astype(int).ravel() for part in parts]

    with criterion("every row exactly once", hint="Each row goes to one of the two parts: none to both, none to none."):
        close(np.sort(np.concatenate(split())), np.arange(100), what="all row numbers, sorted")
        close(np.sort(np.concatenate(split(y[:7]))), np.arange(7), what="all row numbers of seven rows, sorted")
    with criterion("the share is held out", hint="`share` is what is held out, the SECOND part; most rows come first."):
        equal([len(part) for part in split()], [80, 20], what="the sizes of the parts for 100 rows and share 0.2")
    with criterion(
        "the same share of each class", weight=2, hint="Split the rows of each class by itself, then join the parts."
    ):
        equal(np.bincount(y[split()[1]], minlength=3), [12, 6, 2], what="held out of 60, 30 and 10 rows")
        labels = rng.permutation(np.repeat([4, 9], [90, 10]))
        held = labels[split(labels, 0.5)[1]]
        equal([(held == 4).sum(), (held == 9).sum()], [45, 5], what="held out of 90 and 10 rows at share 0.5")
    with criterion("drawn at random", hint="Shuffle the rows of a class before you cut, with the rng that is given."):
        one, other, again = (np.sort(split(seed=seed)[1]) for seed in (1, 2, 1))
        require(not np.array_equal(one, other), "two different generators held out the same rows.")
        close(again, one, what="the held-out rows from an equal generator")


@exercise(rules=[BY_HAND])
def standardize(answer, rng):
    """`standardize(train, *others)`: all parts scaled with the mean and standard deviation of the columns of train."""
    train = rng.normal(size=(40, 3)) * [1, 100, 0.01] + [5, -20, 1]
    other = rng.normal(size=(25, 3)) * [3, 50, 0.02] + [9, 30, 1]

    def scaled(*parts):
        result = answer(*[part.copy() for part in parts])
        require(
            isinstance(result, tuple | list), f"it returned {type(result).__name__}; one array a part was expected."
        )
        equal(len(result), len(parts), what=f"the number of arrays for {len(parts)} parts")
        return [np.asarray(part) for part in result]

    hint = "Every column by itself: subtract its mean, divide by its standard deviation (axis=0)."
    with criterion("the training columns have mean 0 and spread 1", hint=hint):
        first = scaled(train, other)[0]
        close(first.mean(axis=0), np.zeros(3), atol=1e-7, what="the means of the training columns")
        close(first.std(axis=0), np.ones(3), rtol=1e-5, what="the standard deviations of the training columns")
    with criterion(
        "the others are scaled as the training part",
        weight=2,
        hint="Mean and spread are learned from the training part alone. What the others hold must not change them.",
    ):
        centre = train.sum(axis=0) / 40
        spread = np.sqrt((train**2).sum(axis=0) / 40 - centre**2)
        parts = (train, other, 2 * other)
        for name, part, found in zip(("training", "second", "third"), parts, scaled(*parts), strict=True):
            close(found, (part - centre) / spread, rtol=1e-5, atol=1e-6, what=f"the {name} part")
    with criterion(
        "a column that never changes", hint="Its spread is 0, and nothing can be divided by 0: take 1 there."
    ):
        still = train.copy()
        still[:, 1] = 7.0
        result = scaled(still, still + 1)
        finite(result[0], what="the training part")
        close(result[1][:, 1], np.ones(40), what="a column of 8 where training held 7")
    with criterion(
        "leaves its arguments as they were",
        harmless=True,
        hint="Work on copies: -= and /= write into the caller's array.",
    ):
        unchanged(answer, train.copy(), other.copy())


@exercise(rules=[BY_HAND])
def l2_penalty(answer, rng):
    """`l2_penalty(weights, strength)`: strength · Σ w² over all arrays, and its gradient for each array."""
    weights = [rng.normal(size=(3, 4)), rng.normal(size=4)]

    def parts(arrays=weights, strength=0.3):
        result = answer([array.copy() for array in arrays], strength)
        require(
            isinstance(result, tuple | list) and len(result) == 2, "a penalty and a list of gradients were expected."
        )
        return result

    with criterion("the sum of all squares", hint="Square every weight, and ADD over all arrays: no mean, no root."):
        close(parts([np.array([3.0, -4.0]), np.array([[1.0]])], 0.1)[0], 2.6, what="the penalty of [3, −4] and [[1]]")
        close(parts()[0], 0.3 * sum(np.linalg.norm(array) ** 2 for array in weights), what="the penalty")
    with criterion(
        "one gradient an array", harmless=True, hint="A list with one gradient for each array, and of its shape."
    ):
        shapes = [np.shape(gradient) for gradient in parts()[1]]
        require(shapes == [(3, 4), (4,)], f"for arrays of shape (3, 4) and (4,) the gradients have {shapes}.")
    with criterion("the slope of the penalty", hint="What is the derivative of s · w² with respect to w?"):
        step, slopes = 1e-5, np.zeros(4)
        for i in range(4):
            up, down = weights[1].copy(), weights[1].copy()
            up[i] += step
            down[i] -= step
            slopes[i] = 0.3 * (up @ up - down @ down) / (2 * step)
        close(parts()[1][1], slopes, rtol=1e-6, what="the gradient of the second array")
        close(parts()[1][0], 0.6 * weights[0], what="the gradient of the first array")


@exercise(names=["dropout_forward", "dropout_backward"], rules=[BY_HAND])
def dropout(forward, backward, rng):
    """`dropout_forward(x, rate, rng, training)` → (y, mask) and `dropout_backward(dout, mask)`."""
    x = rng.normal(size=(200, 50)) + 3

    def run(rate=0.3, training=True, seed=1):
        result = forward(x.copy(), rate, np.random.default_rng(seed), training)
        require(isinstance(result, tuple | list) and len(result) == 2, "a pair (y, mask) was expected.")
        return [np.asarray(part) for part in result]

    with criterion(
        "changes nothing in inference", hint="Dropout is for training. With training=False the output is the input."
    ):
        close(run(training=False)[0], x, what="the output with training=False")
    with criterion("drops the share `rate`", hint="`rate` is the share that is set to 0, not the share that is kept."):
        for rate in (0.3, 0.8):
            dropped = (run(rate)[0] == 0).mean()
            require(abs(dropped - rate) < 0.03, f"with rate {rate}, {dropped:.1%} of the entries are 0.")
    with criterion(
        "keeps the expected value",
        weight=2,
        hint="Where fewer units speak, each must speak louder: divide by the share that is KEPT.",
    ):
        for rate in (0.3, 0.8):
            y = run(rate)[0]
            require((y != 0).any(), f"with rate {rate}, no unit is kept at all.")
            close(
                (y / x)[y != 0], np.full((y != 0).sum(), 1 / (1 - rate)), what=f"output / input of kept units, {rate=}"
            )
    with criterion(
        "each entry by itself", hint="Draw a mask of the shape of x: another one for each sample and each unit."
    ):
        dropped = run()[0] == 0
        require(dropped.any() and not dropped.all(), "all units are treated alike.")
        for axis, name in ((0, "column"), (1, "row")):
            require(dropped.mean(axis=axis).std() < 0.15, f"whole {name}s are dropped together.")
    with criterion("a new mask each time", hint="Draw from the rng that is given; a seed of your own repeats itself."):
        one, other = run(seed=1)[0], run(seed=2)[0]
        require(not np.array_equal(one == 0, other == 0), "two generators dropped the same units.")
        close(run()[0], run()[0], what="the output from an equal generator")
    with criterion(
        "backward goes where forward went",
        hint="y is x times something: the gradient is multiplied by the same, zeros and factor alike.",
    ):
        dout = rng.normal(size=x.shape)
        y, mask = run()
        close(backward(dout, mask), dout * y / x, what="the gradient")
        close(backward(dout, run(training=False)[1]), dout, what="the gradient with training=False")


@exercise(rules=[BY_HAND])
def batchnorm_forward(answer, rng):
    """`batchnorm_forward(x, state, training)` → (y, new state), as Keras' BatchNormalization."""
    x = rng.normal(size=(32, 4)) * [1, 5, 0.2, 3] + [0, 10, -2, 5]
    state = {
        "gamma": rng.uniform(0.5, 2, 4),
        "beta": rng.normal(size=4),
        "moving_mean": rng.normal(size=4),
        "moving_variance": rng.uniform(0.5, 4, 4),
        "momentum": 0.9,
        "epsilon": 1e-3,
    }

    def run(training, given=state, data=x):
        result = answer(data.copy(), _copied(given), training)
        require(isinstance(result, tuple | list) and len(result) == 2, "a pair (y, state) was expected.")
        require(isinstance(result[1], dict), f"the state is {type(result[1]).__name__}; a dict was expected.")
        return np.asarray(result[0]), result[1]

    trained, inferred, moved = _batchnorm(x, state)
    with criterion(
        "in training: the statistics of the batch",
        weight=2,
        hint="While training, mean and variance are those of THIS batch, for each column; then γ and β.",
    ):
        close(run(True)[0], trained, rtol=1e-3, atol=1e-4, what="the output in training")
    with criterion(
        "in inference: the moving statistics",
        weight=2,
        hint="A single sample has no spread: in inference the moving averages are used, whatever else is in the batch.",
    ):
        close(run(False)[0], inferred, rtol=1e-3, atol=1e-4, what="the output in inference")
        close(run(False, data=x[:1])[0], inferred[:1], rtol=1e-3, atol=1e-4, what="the output for a single sample")
    with criterion(
        "training moves the averages",
        hint="new = momentum · old + (1 − momentum) · batch: mostly the old, a little new.",
    ):
        for name in ("moving_mean", "moving_variance"):
            close(run(True)[1][name], moved[name], rtol=1e-3, what=f"{name} after a batch")
    with criterion(
        "inference moves nothing", hint="What is predicted today must not change what is predicted tomorrow."
    ):
        for name in ("moving_mean", "moving_variance"):
            close(run(False)[1][name], state[name], what=f"{name} after inference")
    with criterion(
        "a column that never changes", hint="ε stands under the root, beside the variance, so it is never 0."
    ):
        flat = np.full((8, 4), 3.0)
        finite(run(True, data=flat)[0], what="the output")
        close(run(True, data=flat)[0], np.tile(state["beta"], (8, 1)), what="the output of a column without spread")
    with criterion(
        "leaves the old state as it was",
        harmless=True,
        hint="Return a new dict with new arrays; += writes into the old.",
    ):
        mine = _copied(state)
        with unsheltered():
            answer(x.copy(), mine, True)
        for name in ("moving_mean", "moving_variance", "gamma", "beta"):
            close(mine[name], state[name], what=f"state[{name!r}] after the call")


def _copied(state: dict) -> dict:
    return {name: np.copy(value) if np.ndim(value) else value for name, value in state.items()}


def _batchnorm(x: np.ndarray, state: dict) -> tuple[np.ndarray, np.ndarray, dict]:
    """What the layer of `dlcourse.nn` gives in training and in inference, and its moving averages after training."""
    from dlcourse import nn

    layer = nn.layers.BatchNormalization(momentum=state["momentum"], epsilon=state["epsilon"])
    model = nn.Sequential([nn.Input(x.shape[1:]), layer])
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    model.set_weights([state[name] for name in names])
    inferred = layer.forward(x, training=False)
    trained = layer.forward(x, training=True)
    return trained, inferred, dict(zip(names, model.get_weights(), strict=True))


@exercise(rules=[BY_HAND])
def EarlyStopping(answer, rng):
    """`EarlyStopping(patience, min_delta)` with `should_stop(loss)`, `best` and `best_epoch`, as in Keras."""

    def epochs_run(losses, **settings) -> tuple[int, object]:
        stopper = answer(**settings)
        for epoch, loss in enumerate(losses, start=1):
            if stopper.should_stop(float(loss)):
                return epoch, stopper
        return len(losses), stopper

    falling = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4]
    with criterion("goes on while it gets better", hint="As long as the loss falls, there is no reason to stop."):
        stopper = answer(patience=2)
        said = [bool(stopper.should_stop(loss)) for loss in falling]
        require(not any(said), f"it stopped after epoch {said.index(True) + 1 if any(said) else 0} of a falling loss.")
        require(all(_is_truth(stopper.should_stop(loss)) for loss in (0.3, 0.2)), "should_stop returns True or False.")
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
        equal(epochs_run(bumpy, patience=2)[0], 10, what="epochs run of a loss that rises every other epoch")
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
    with criterion("asks for more than min_delta", hint="An improvement counts if it is larger than min_delta."):
        crawling = 1 - 0.001 * np.arange(10)
        equal(
            epochs_run(crawling, patience=3, min_delta=0.01)[0], 4, what="the epoch for steps of 0.001, min_delta 0.01"
        )
    with criterion("stops where Keras stops", hint="Go through a short row of losses by hand, and note the counter."):
        for _ in range(10):
            losses = np.cumsum(rng.normal(-0.05, 0.3, 30)).round(2)
            patience = int(rng.integers(1, 6))
            equal(
                epochs_run(losses, patience=patience)[0],
                _epochs_run(losses, patience),
                what=f"the epoch for the losses {losses.tolist()} and patience {patience}",
            )


def _is_truth(value) -> bool:
    return isinstance(value, bool | np.bool_)


def _epochs_run(losses, patience: int) -> int:
    """After how many epochs the callback of `dlcourse.nn`, Keras' twin, ends training."""
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


@exercise(rules=[BY_HAND])
def confusion_matrix(answer, rng):
    """`confusion_matrix(y_true, y_pred, classes)`: how often each class (row) is taken for each (column)."""
    with criterion(
        "a row and a column for each class", hint="Its size is given: classes that do not occur have zeros."
    ):
        close(np.shape(answer([0, 1, 1], [0, 0, 1], 4)), [4, 4], what="the shape for 4 classes")
        close(np.asarray(answer([0, 1, 1], [0, 0, 1], 3))[2], [0, 0, 0], what="the row of a class that does not occur")
    with criterion("counts every sample once", hint="Add 1 for EVERY sample: the table's sum is their number."):
        close(np.sum(answer([1] * 9, [0] * 9, 2)), 9, what="the sum for nine samples")
    with criterion("rows are the truth", hint="Truth down the rows, prediction along the columns. Not the other way."):
        close(answer([0, 0, 0, 1], [1, 1, 0, 1], 2), [[1, 2], [0, 1]], what="the table of 0001 taken for 1101")
    with criterion("any labels", hint="The entry in row i and column j counts samples of class i predicted as j."):
        y, p = rng.integers(0, 5, 300), rng.integers(0, 5, 300)
        close(answer(y, p, 5), np.eye(5)[y].T @ np.eye(5)[p], what="the table of 300 samples")


@exercise(rules=[BY_HAND])
def precision_recall_f1(answer, rng):
    """`precision_recall_f1(y_true, y_pred)`: three numbers for class 1."""
    y, p = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0], [1, 1, 1, 0, 1, 1, 0, 0, 0, 0]

    def three(truth, predicted):
        result = answer(np.array(truth), np.array(predicted))
        require(np.shape(result) == (3,), "three numbers were expected: precision, recall, F1.")
        return np.asarray(result, dtype=float)

    with criterion("precision", hint="Of those that were CALLED 1, how many are 1? Divide by the number of alarms."):
        close(three(y, p)[0], 0.6, what="the precision of 5 alarms, 3 of them right")
    with criterion("recall", hint="Of those that ARE 1, how many were found? Divide by the number of true ones."):
        close(three(y, p)[1], 0.75, what="the recall where 3 of 4 are found")
    with criterion("F1 is the harmonic mean", hint="2 · P · R / (P + R), not the plain average."):
        close(three(y, p)[2], 2 / 3, what="F1 of precision 0.6 and recall 0.75")
    with criterion(
        "nothing to divide by", hint="No alarm at all, or no true one: a quotient without samples counts as 0."
    ):
        for truth, predicted in (([1, 0, 1], [0, 0, 0]), ([0, 0, 0], [1, 0, 1]), ([0, 0], [0, 0]), ([1, 0], [0, 1])):
            close(three(truth, predicted), np.zeros(3), what=f"the three numbers of {truth} and {predicted}")
    with criterion("any predictions", hint="Only class 1 counts: where both are 0, nothing is added."):
        found, false, missed, quiet = (int(count) for count in rng.integers(5, 60, 4))
        truth = np.repeat([1, 0, 1, 0], [found, false, missed, quiet])
        predicted = np.repeat([1, 1, 0, 0], [found, false, missed, quiet])
        wanted = [found / (found + false), found / (found + missed), 2 * found / (2 * found + false + missed)]
        close(three(truth, predicted), wanted, what=f"the three numbers of {len(truth)} samples")


@exercise(rules=[OWN], seconds=60)
def build_regressor(answer, rng):
    """`build_regressor(features)`: a compiled model that, trained as given, beats ridge regression by a third."""
    from sklearn.linear_model import Ridge

    made = machines(int(rng.integers(1 << 30)), 4000, 3000)
    x, new = _scaled(made["x_train"], made["x_test"])
    y, truth = _scaled(made["y_train"], made["y_test"])
    ridge = Ridge().fit(x, y)
    straight, ratio = np.sqrt(np.mean((ridge.predict(new) - truth) ** 2)), np.inf
    with criterion(
        "one number for each row", hint="One unit at the end, without an activation: any number may come out."
    ):
        model = answer(8)
        equal(list(np.shape(model.predict(new[:50], verbose=0))), [50, 1], what="the shape of the output for 50 rows")
        rows = 1e3 * rng.normal(size=(500, 8)).astype("float32")
        require(float(np.min(model.predict(rows, verbose=0))) < 0, "no output is ever below 0.")
        equal(list(np.shape(answer(3).predict(new[:5, :3], verbose=0))), [5, 1], what="the shape for 3 features")
    with criterion("learns", hint="Compile it with a loss for numbers, and with a learning rate that gets somewhere."):
        model = answer(8)
        model.fit(x, y, epochs=20, batch_size=64, verbose=0)
        error = np.asarray(model.predict(new, verbose=0, batch_size=1000)).ravel() - truth
        ratio = float(np.sqrt(np.mean(error**2)) / straight)
        require(ratio < 1.1, f"its RMSE on new machines is {ratio:.2f} times that of ridge regression.")
    with criterion(
        "a third better than ridge regression",
        weight=2,
        hint="Curves and products need hidden layers, with an activation and with enough units.",
    ):
        require(ratio <= ENERGY_BAR, f"its RMSE on new machines is {ratio:.2f} times that of ridge regression.")


@exercise(rules=[OWN], seconds=60)
def build_classifier(answer, rng):
    """`build_classifier(x, y)`: a trained model for rows as they are, and a threshold; judged by F1 on new machines."""
    from sklearn.metrics import f1_score, roc_auc_score

    made = machines(int(rng.integers(1 << 30)), 4000, 4000)
    truth, p, auc, threshold = made["fault_test"], None, 0.0, np.nan
    with criterion(
        "a probability for rows as they are",
        hint="The model scales its columns itself: begin with Normalization, adapted.",
    ):
        result = answer(made["x_train"].astype("float32"), made["fault_train"])
        require(isinstance(result, tuple | list) and len(result) == 2, "a pair (model, threshold) was expected.")
        model, threshold = result[0], float(result[1])
        p = np.asarray(model.predict(made["x_test"].astype("float32"), verbose=0, batch_size=1000), dtype=float)
        close(p.shape, [4000, 1], what="the shape of the output for 4000 rows")
        p = p.ravel()
        require(p.min() >= 0 and p.max() <= 1, f"the outputs go from {p.min():.3g} to {p.max():.3g}.")
        require(p.max() - p.min() > 0.01, "all outputs are the same.")
        auc = roc_auc_score(truth, p)
    with criterion(
        "ranks machines in danger above the others",
        hint="It takes hidden layers to see this danger. Are rows and labels in step?",
    ):
        require(auc >= 0.8, f"the area under the ROC curve is {auc:.2f} on new machines.")
    with criterion(
        f"F1 of {FAULT_BAR:.2f} on new machines",
        weight=2,
        hint="Stop before it learns by heart, and choose the threshold on rows it has not seen: 0.5 is not sacred.",
    ):
        require(p is not None, "there is no model to judge.")
        f1 = f1_score(truth, p >= threshold, zero_division=0)
        require(f1 >= FAULT_BAR, f"F1 is {f1:.3f} at the threshold {threshold:.2f}.")


def _scaled(train: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mean, spread = train.mean(axis=0), train.std(axis=0)
    return ((train - mean) / spread).astype("float32"), ((new - mean) / spread).astype("float32")
