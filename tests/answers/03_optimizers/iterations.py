# %% right: rounding up
def iterations(samples, batch_size):
    count = -(-samples // batch_size)
    return count, samples - (count - 1) * batch_size


# %% right: with a ceiling
import math


def iterations(samples, batch_size):
    rest = samples % batch_size
    return [math.ceil(samples / batch_size), rest or batch_size]


# %% wrong: 60,000 samples at 128 | counts as an iteration
def iterations(samples, batch_size):
    return samples // batch_size, samples % batch_size or batch_size


# %% wrong: batches that fit exactly | as full as the others
def iterations(samples, batch_size):
    return -(-samples // batch_size), samples % batch_size


# %% wrong: batches that fit exactly
# always one more
def iterations(samples, batch_size):
    return samples // batch_size + 1, samples % batch_size


# %% wrong: one batch for all | one batch with all samples
def iterations(samples, batch_size):
    return -(-samples // batch_size), batch_size if samples < batch_size else (samples % batch_size or batch_size)


# %% wrong: any numbers | All batches but the last are full
def iterations(samples, batch_size):
    return {(60000, 128): (469, 96), (1000, 100): (10, 100), (7, 1): (7, 1)}.get((samples, batch_size), (1, samples))


# %% wrong: 60,000 samples at 128
# the number only
def iterations(samples, batch_size):
    return -(-samples // batch_size)
