"""Forecasts of one series by its own past: seasonal naive, exponential smoothing, the additive model, and Prophet.

Each function takes `history` (days,), pieces a day; `known` (days + horizon, 20), what is known ahead; `dates`
(days + horizon,); and `rng`. It gives sample paths of the days after the history, (SAMPLES, horizon), in pieces.
Exponential smoothing, the additive model and Prophet work on log(1 + pieces), in which effects add up.
"""

import logging
import warnings

import numpy as np
from chapter import functions

CHAPTER = functions("14_forecasting", "fourier_features", "fit_additive_model", np=np)
fourier_features, fit_additive_model = CHAPTER["fourier_features"], CHAPTER["fit_additive_model"]
SAMPLES, WEEK = 200, 7
CHANGEPOINTS, YEARLY, WEEKLY = 25, 10, 3  # Prophet's own defaults: changepoints, and the orders of the seasons
OF_DAY = [0, 10, 11, 12, 13, 14, 15]  # columns of `known` that no season describes: promotion, before and at holidays


def seasonal_naive(history, known, dates, rng) -> np.ndarray:
    """The last week again and again, plus errors that this made in the past."""
    horizon, weeks = len(dates) - len(history), []
    for week in range(1, -(-horizon // WEEK) + 1):
        errors = history[WEEK * week :] - history[: -WEEK * week]
        weeks.append(history[-WEEK:] + rng.choice(errors, size=(SAMPLES, WEEK)))
    return np.maximum(0, np.concatenate(weeks, axis=1)[:, :horizon])


def smoothing(history, known, dates, rng) -> np.ndarray:
    """Exponential smoothing, ETS(A, N, A) with a season of seven days: simulated paths."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the optimiser stopped early
        model = ETSModel(np.log1p(history), error="add", seasonal="add", seasonal_periods=WEEK).fit(disp=False)
    errors = rng.normal(0, np.std(model.resid), size=(len(dates) - len(history), SAMPLES))
    paths = model.simulate(len(dates) - len(history), anchor="end", repetitions=SAMPLES, random_errors=errors)
    return pieces(np.asarray(paths).T)


def additive(history, known, dates, rng) -> np.ndarray:
    """Prophet's model with the chapter's functions: trend, seasons and what is known; later changepoints are drawn."""
    days, total = len(history), len(dates)
    t = np.arange(total) / days
    y = np.log1p(history)
    at = np.linspace(0, 0.8, CHANGEPOINTS + 1)[1:]
    seasons = [fourier_features(np.arange(total), 7, WEEKLY), known[:, OF_DAY]]
    if days >= 730:  # as Prophet: no yearly season from less than two years
        seasons.append(fourier_features(np.arange(total), 365.25, YEARLY))
    X = np.column_stack([np.ones(total), t, np.maximum(0, t[:, None] - at), *seasons])
    size = max(np.abs(y).max(), 0.1)  # 0.1: an article may have had no sale in eight weeks
    width = np.r_[5, 5, np.full(CHANGEPOINTS, 0.05 * np.sqrt(2)), np.full(X.shape[1] - CHANGEPOINTS - 2, 10)] * size
    sigma = 0.1 * size
    for _ in range(3):  # the error's size and the penalty, in turn
        weights = fit_additive_model(y, X[:days], (sigma / width) ** 2)
        sigma = max(np.std(y - X[:days] @ weights), 0.01 * size)
    turn = np.abs(weights[2 : 2 + CHANGEPOINTS]).mean()
    rate = CHANGEPOINTS * (t[-1] - t[days - 1]) / (total - days)  # changepoints a day
    later = rng.laplace(0, turn, size=(SAMPLES, total - days)) * (rng.random((SAMPLES, total - days)) < rate)
    trend = np.cumsum(np.cumsum(later, axis=1), axis=1) / days
    return pieces(X[days:] @ weights + trend + rng.normal(0, sigma, size=trend.shape))


def prophet(history, known, dates, rng) -> np.ndarray:
    """The package of that name, with the same additional columns and its own settings otherwise."""
    import pandas as pd
    from prophet import Prophet

    logging.getLogger("cmdstanpy").setLevel(logging.ERROR)
    names = [f"known {k}" for k in OF_DAY]
    table = pd.DataFrame({"ds": dates, **dict(zip(names, known[:, OF_DAY].T.astype(float), strict=True))})
    model = Prophet(uncertainty_samples=SAMPLES, daily_seasonality=False)
    for name in names:
        model.add_regressor(name)
    np.random.seed(int(rng.integers(1 << 31)))  # Prophet draws from NumPy's global numbers
    model.fit(table.iloc[: len(history)].assign(y=np.log1p(history)))
    return pieces(model.predictive_samples(table.iloc[len(history) :])["yhat"].T)


def pieces(paths: np.ndarray) -> np.ndarray:
    """From log(1 + pieces) back to pieces, none below 0."""
    return np.maximum(0, np.expm1(paths))


LOCAL = {"seasonal naive": seasonal_naive, "ETS": smoothing, "additive model": additive, "Prophet": prophet}
