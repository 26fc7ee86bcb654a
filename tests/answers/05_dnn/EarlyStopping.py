# %% right: a counter
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        return self.wait >= self.patience


# %% right: the losses themselves
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta, self.losses = patience, min_delta, []
        self.best, self.best_epoch = None, None

    def should_stop(self, loss):
        self.losses.append(loss)
        if self.best is None or self.best - loss > self.min_delta:
            self.best, self.best_epoch = loss, len(self.losses)
        return len(self.losses) - self.best_epoch >= self.patience


# %% wrong: goes on while it gets better | no reason to stop
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        return self.epoch >= self.patience


# %% wrong: counts anew after an improvement | IN A ROW
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, self.wait - 1
        return self.wait >= self.patience


# %% wrong: waits for `patience` epochs | third epoch in a row
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        return self.wait > self.patience


# %% wrong: better than the best | that of the last epoch
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0
        self.last = float("inf")

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.last - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        self.last = loss
        return self.wait >= self.patience


# %% wrong: equal is not better | stands still
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss <= self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        return self.wait >= self.patience


# %% wrong: remembers the best epoch | counted from 1
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch - 1, 0
        return self.wait >= self.patience


# %% wrong: asks for more than min_delta | larger than min_delta
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        return self.wait >= self.patience


# %% wrong: stops where Keras stops | note the counter
class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.best_epoch, self.epoch, self.wait = float("inf"), 0, 0, 0

    def should_stop(self, loss):
        self.epoch += 1
        self.wait += 1
        if loss < self.best - self.min_delta:
            self.best, self.best_epoch, self.wait = loss, self.epoch, 0
        return self.epoch - self.best_epoch == self.patience + 1
