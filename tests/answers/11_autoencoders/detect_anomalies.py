import keras
import numpy as np


def by_components(normal, series, k):
    days, later = normal.reshape(-1, 48), series.reshape(-1, 48)
    mean = days.mean(axis=0)
    components = np.linalg.svd(days[:-100] - mean, full_matrices=False)[2][:k]
    errors = [np.square(x - mean - (x - mean) @ components.T @ components).mean(axis=1) for x in (days[-100:], later)]
    return errors


# %% right: an autoencoder, the better of two
def detect_anomalies(normal, series):
    centre, width = normal.mean(), normal.std()
    days, later = ((x.reshape(-1, 48) - centre) / width for x in (normal, series))
    learned, kept = days[:-200], days[-200:]
    best = np.inf
    for _ in range(2):
        hidden = [keras.layers.Dense(n, None if n == 5 else "silu") for n in (64, 32, 5, 32, 64)]
        model = keras.Sequential([keras.Input((48,)), *hidden, keras.layers.Dense(48)])
        fading = keras.optimizers.schedules.CosineDecay(0.003, 80 * 16)
        model.compile(keras.optimizers.Adam(fading), "mse")
        model.fit(learned, learned, batch_size=32, epochs=80, verbose=0)
        errors = np.square(kept - model.predict(kept, verbose=0)).mean(axis=1)
        if errors.mean() < best:
            best, chosen = errors.mean(), model
            threshold = np.sort(errors)[-3]
    return np.square(later - chosen.predict(later, verbose=0)).mean(axis=1) > threshold


# %% right: the parts that a day is made of, found by trying
def detect_anomalies(normal, series):
    hours = np.arange(48) / 2

    def bells(centres, width):
        return np.exp(-0.5 * ((hours - np.asarray(centres)[:, None]) / width) ** 2)

    def misfit(days, widths):
        base, errors = np.ones(48), np.full(len(days), np.inf)
        for one in bells(np.arange(5.5, 11.25, 0.25), widths[0]):
            for other in bells(np.arange(15.75, 21.75, 0.25), widths[1]):
                shapes = np.linalg.qr(np.stack([base, one, other], axis=1))[0]
                errors = np.minimum(errors, np.square(days - days @ shapes @ shapes.T).mean(axis=1))
        return errors

    days, later = normal.reshape(-1, 48), series.reshape(-1, 48)
    widths = min(((a, b) for a in (0.8, 0.9, 1.0) for b in (0.9, 1.0, 1.1)), key=lambda w: misfit(days[:60], w).mean())
    return (misfit(later, widths) > np.quantile(misfit(days, widths), 0.98)).astype(int)


# %% wrong: one answer for each day | not for each half hour
# from: the parts that a day is made of, found by trying
# replace: return (misfit(later, widths) > np.quantile(misfit(days, widths), 0.98)).astype(int) -> return np.abs(series - normal.mean()) > 3 * normal.std()

# %% wrong: one answer for each day | no errors
# from: the parts that a day is made of, found by trying
# replace: return (misfit(later, widths) > np.quantile(misfit(days, widths), 0.98)).astype(int) -> return misfit(later, widths)


# %% wrong: few false alarms | has not learned from
# from: the parts that a day is made of, found by trying
# replace: 0.98 -> 0.8

# %% wrong: few false alarms | has not learned from
def detect_anomalies(normal, series):
    kept, later = by_components(normal, series, 10)
    return later > np.median(kept)


# %% wrong: finds the days | narrow bottleneck
def detect_anomalies(normal, series):
    kept, later = by_components(normal, series, 10)
    return later > kept.max()


# %% wrong: finds the days | of another shape
# the largest distance from what is usual at this half hour
def detect_anomalies(normal, series):
    days, later = normal.reshape(-1, 48), series.reshape(-1, 48)
    scores = [np.max(np.abs(x - days.mean(axis=0)) / days.std(axis=0), axis=1) for x in (days, later)]
    return scores[1] > np.quantile(scores[0], 0.98)


# %% wrong: finds the days | Peaks that move
# nobody is ever wrong
def detect_anomalies(normal, series):
    return np.zeros(len(series) // 48, dtype=bool)
