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
# replace: return self.wait >= self.patience -> return self.epoch >= self.patience

# %% wrong: counts anew after an improvement | IN A ROW
# replace: loss, self.epoch, 0 -> loss, self.epoch, self.wait - 1

# %% wrong: waits for `patience` epochs | third epoch in a row
# replace: return self.wait >= self.patience -> return self.wait > self.patience

# %% wrong: better than the best | that of the last epoch
# insert after: float("inf") -> self.last = float("inf")
# replace: if loss < self.best - self.min_delta: -> if loss < self.last - self.min_delta:
# insert before: return self.wait >= self.patience -> self.last = loss

# %% wrong: equal is not better | stands still
# replace: if loss < self.best - self.min_delta: -> if loss <= self.best - self.min_delta:

# %% wrong: remembers the best epoch | counted from 1
# replace: self.best, self.best_epoch, self.wait = loss, self.epoch, 0 -> self.best, self.best_epoch, self.wait = loss, self.epoch - 1, 0

# %% wrong: asks for more than min_delta | larger than min_delta
# replace: if loss < self.best - self.min_delta: -> if loss < self.best:

# %% wrong: asks for more than min_delta | measured from the BEST
# insert after: self.epoch += 1 -> if loss < self.best <= loss + self.min_delta:
# insert after: if loss < self.best <= loss + self.min_delta: ->     self.best = loss

# %% wrong: stops where Keras stops | before the first epoch
# replace: float("inf") -> 10.0

# %% wrong: stops where Keras stops | below 0
# replace: if loss < self.best - self.min_delta: -> if abs(loss) < abs(self.best) - self.min_delta:

# %% wrong: goes on while it gets better | no reason to stop
# the largest loss is the best
# replace: float("inf") -> -float("inf")
# replace: if loss < self.best - self.min_delta: -> if loss > self.best + self.min_delta:
