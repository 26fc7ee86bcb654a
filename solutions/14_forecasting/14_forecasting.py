# %% [markdown]
# # 14 · Forecasting many series
#
# **After this elective you will be able to**
#
# - **judge** forecasts at many origins, by scores that cannot be flattered, and **provoke** a leak to know one when you see
#   it;
# - **forecast** a range of futures in place of one number: quantiles, intervals, sampled paths;
# - **build** Prophet's model by hand: a trend that breaks, waves, and holidays that move;
# - **write** causal, dilated convolutions forward and backward, and **say** how far back they see;
# - **train** one network for two hundred articles, and **say** where exponential smoothing, or the seasonal
#   naive, is as good.
#
# **Time:** about 195 minutes. **Difficulty:** ●●●. **You need:** chapter 02 (gradients), 04 (Keras), 06 (convolution), 07
# (baselines, MASE) and 08 (LSTM).
#
# ## A puzzle to begin with · 3 min
#
# You bake bread for a shop. A loaf that is left over costs you 1 €. A loaf that is missing costs 3 €: the customer goes
# elsewhere. Here is how many loaves people wanted on the last ten Mondays. **How many do you bake next Monday: the median,
# the mean, or another number?** Write it down.

# %%
import numpy as np

from dlcourse.plots.forecasting import orders

mondays = np.array([2, 3, 3, 4, 4, 5, 6, 7, 9, 17])
orders.puzzle(mondays, left_over=1, missed=3)

# %% [markdown]
# Count what each number would have cost on these ten days:

# %%
baked = np.arange(13)
missing = np.maximum(mondays - baked[:, None], 0)
left = np.maximum(baked[:, None] - mondays, 0)
cost = (3 * missing + 1 * left).mean(axis=1)
orders.costs(
    baked, cost, mondays.mean(), np.quantile(mondays, 0.75, method="inverted_cdf"), 0.75
)

# %% [markdown]
# The cheapest number is neither the mean nor the median. It is the number that is **enough on three days of four**: the
# 75 % **quantile** (분위수). Think of one loaf more: it is sold on a quarter of the days and saves 3 €, and is left over on
# three quarters and costs 1 €. There, both sides balance. So whoever orders needs more than a number: *how likely is more
# than this?* And a shop does not sell one bread. It has hundreds of articles, and orders all of them each day. **Many
# series, and for each the range of its futures**: this is the chapter.

# %% tags=["claim"]
# > The cheapest number is neither the mean nor the median.
#
# > the number that is **enough on three days of four**: the 75 % quantile
assert baked[cost.argmin()] == np.quantile(mondays, 3 / 4, method="inverted_cdf") == 7
assert len({7, np.mean(mondays), np.median(mondays)}) == 3

# %%
from dlcourse.checks import forecasting as check  # first: it keeps TensorFlow quiet

import math
import time

import keras
import tensorflow as tf
from keras import layers as L

from dlcourse import data
from dlcourse.data.makers import demand

# %% [markdown]
# ## 1 · Two hundred articles, many exams · 14 min
#
# The data are made, so that we may look at any number of articles and know what moves them: four years of daily sales of
# 200 articles in four groups. Sales follow the weekday and the season, rise before holidays and in promotions, have trends
# that break, and one article in five sells only now and then.

# %%
from dlcourse.plots.forecasting import shop as shop_plots

KNOWN, AHEAD = 1096, 28  # days until 1 January 2024; days to forecast
shop = demand.new_demand(200, 1461, seed=14)
sales, dates = shop["demand"], shop["dates"]
groups = np.array(["food", "gifts", "household", "toys"])[shop["group"]]
rare = np.median(sales[:, :KNOWN], axis=1) < 5
chosen = [np.flatnonzero((groups == name) & ~rare)[0] for name in np.unique(groups)]
chosen += np.flatnonzero(rare)[:2].tolist()
names = [f"article {i} ({groups[i]})" for i in chosen]
shop_plots.some_products(dates, sales[chosen], names)

# %% [markdown]
# Stand at the end of New Year's Day 2024. Forecast the next **four weeks**, 28 days, for each article. What may you use?
# All sales until then. And what is *known ahead*: weekdays, holidays, planned promotions.
#
# One exam is luck. Let the **origin**, the day on which the forecast is made, roll through the year, and hold an exam at
# each. Before each exam, a model may see all that came before it, and nothing else.

# %% [markdown]
# ### Exercise 1 · A rolling origin (1 point · 5 min · ●●○)
#
# Write `rolling_origin(n, first, horizon, step)` with NumPy alone: a series has the days 0, …, n − 1. Return a list of
# pairs `(train, test)`, arrays of the numbers of days. The first origin is `first`, and each next one is `step` days later.
# `train` has **all** days before the origin; `test` has the `horizon` days from the origin on. Stop when a test part would
# not be complete any more.
#
# *Example:* `rolling_origin(10, 6, 2, 1)` has three pairs; the first is `[0, …, 5]` and `[6, 7]`, the last `[0, …, 7]` and
# `[8, 9]`.


# %% tags=["exercise"]
def rolling_origin(n, first, horizon, step):
    """A list of pairs (train, test) of days, with an origin that moves on."""
    ### BEGIN SOLUTION
    origins = range(first, n - horizon + 1, step)
    return [(np.arange(origin), np.arange(origin, origin + horizon)) for origin in origins]
    ### END SOLUTION


# %% tags=["check"] points=1
check.rolling_origin(rolling_origin, points=1)
### BEGIN HIDDEN TESTS
check.rolling_origin(rolling_origin, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
exams = rolling_origin(len(dates), KNOWN, AHEAD, 27)
starts = np.array([ahead[0] for _, ahead in exams])
print(f"{len(exams)} exams, from {dates[starts[0]]} to {dates[starts[-1]]}")
shop_plots.origins(rolling_origin(24, 12, 4, 2), 24)

# %% [markdown]
# (A step of 27 days, because with 28 all exams would begin on the same weekday.)
#
# ### Two rivals that cost nothing
#
# **Seasonal naive** (chapter 07): each weekday as it was last week.
#
# **Exponential smoothing** (지수 평활) keeps for each article a *level* and seven *weekday effects*. Each day it is wrong by an
# error $e$, and moves both a little: level by $\alpha e$, today's weekday by $\gamma e$. An old error counts less and less.
# It dates from the 1950s and is known as Holt and Winters' method, or as **ETS** (error, trend, season; ours has no
# trend). Section 9 shows a real series on which it is as good as any rival.


# %%
def smooth(y, alpha, gamma):
    """Level (n, days + 1) and weekday effects (…, 7) before each day; errors (n, days)."""
    n, days = y.shape
    level, week, error = np.zeros((n, days + 1)), np.zeros((n, days + 1, 7)), np.zeros(y.shape)
    first = y[:, :28].reshape(n, 4, 7).mean(axis=1)  # day 0 has weekday 0 here
    level[:, 0] = first.mean(axis=1)
    week[:, 0] = first - level[:, :1]
    for t in range(days):
        error[:, t] = y[:, t] - level[:, t] - week[:, t, t % 7]
        level[:, t + 1] = level[:, t] + alpha * error[:, t]
        week[:, t + 1] = week[:, t]
        week[:, t + 1, t % 7] += gamma * error[:, t]
    return level, week, error


# %% [markdown]
# For each article, take the pair of $\alpha$ and $\gamma$ that has made the smallest squared errors one day ahead, in the
# known years only.

# %%
pairs = [(alpha, gamma) for alpha in (0.02, 0.05, 0.1, 0.2, 0.4) for gamma in (0.02, 0.05, 0.1)]
squares = [np.square(smooth(sales[:, :KNOWN], *pair)[2][:, 28:]).mean(axis=1) for pair in pairs]
alpha, gamma = np.array(pairs)[np.argmin(squares, axis=0)].T
level, week, _ = smooth(sales, alpha, gamma)


def seasonal_naive(starts):
    """Last week again, four times: (articles, exams, 28)."""
    return sales[:, starts[:, None] - 7 + np.arange(AHEAD) % 7]


def ets(starts):
    """Level and weekday as known when each exam begins: (articles, exams, 28)."""
    places = (starts[:, None] + np.arange(AHEAD)) % 7
    return np.maximum(level[:, starts, None] + week[:, starts[:, None], places], 0)


# %% [markdown]
# Is it the method of the textbooks? statsmodels has it, too. With the same $\alpha$, $\gamma$ and first values:

# %%
from statsmodels.tsa.holtwinters import ExponentialSmoothing

article = chosen[0]
theirs = ExponentialSmoothing(
    sales[article],
    seasonal="add",
    seasonal_periods=7,
    initialization_method="known",
    initial_level=level[article, 0],
    initial_seasonal=week[article, 0],
).fit(alpha[article], smoothing_seasonal=gamma[article], optimized=False)
ours = level[article, :-1] + week[article, np.arange(1461), np.arange(1461) % 7]
print("forecasts of all days agree to 1e-6:", np.abs(theirs.fittedvalues - ours).max() < 1e-6)

# %% [markdown]
# ### The score that can be flattered
#
# In reports you read **MAPE**, the mean error in percent of what came, $|y - \hat y| / y$. Look at what it likes. One
# article, all its known days, and one number as the forecast for all of them: which number is best?

# %%
days_of = sales[chosen[0], :KNOWN]
tries = np.arange(1, days_of.max())
sold_days = days_of[days_of > 0]
mape = [np.mean(np.abs(sold_days - f) / sold_days) for f in tries]
mae = [np.abs(days_of - f).mean() for f in tries]
print(f"mean {days_of.mean():.0f}, median {np.median(days_of):.0f} pieces a day")
print(f"best for MAE: {tries[np.argmin(mae)]:.0f}; best for MAPE: {tries[np.argmin(mape)]:.0f}")
print(f"days with 0 sales, all articles: {np.mean(sales == 0):.0%}")

# %% [markdown]
# MAPE wants **less** than what sells on a normal day. A forecast that is too low can be wrong by 100 % at most; one that is
# too high, by any amount. So whoever is paid by MAPE learns to forecast low, and the shelf is empty. On a day without sales
# it is not defined at all. People then drop these days, or add a little to $y$: both change what is measured.
#
# MAE is honest about the median. To add up small and large articles, divide by something that does not depend on the
# forecast: MASE (chapter 07) divides by the error of the seasonal naive on the known days. In this chapter each window is
# divided by its **scale**, 1 + the mean of the last 56 days: "wrong by a tenth of usual sales" means the same for each
# article.

# %% tags=["claim"]
# > MAPE wants **less** than what sells on a normal day.
assert tries[np.argmin(mape)] < 0.97 * tries[np.argmin(mae)], (
    tries[np.argmin(mape)],
    tries[np.argmin(mae)],
)
assert abs(tries[np.argmin(mae)] - np.median(days_of)) <= 1
# > A forecast that is too low can be wrong by 100 % at most
assert np.mean(np.abs(sold_days - 0) / sold_days) == 100 / 100

# %%
came = sales[:, starts[:, None] + np.arange(AHEAD)]  # (articles, exams, 28)
scale = 1 + sales[:, starts[:, None] + np.arange(-56, 0)].mean(axis=2)
for name, forecast in (("seasonal naive", seasonal_naive), ("ETS", ets)):
    miss = np.abs(came - forecast(starts)) / scale[..., None]
    print(f"{name:<14}  mean error {miss.mean():.3f} of usual sales")

# %% [markdown]
# ## 2 · The range of futures · 23 min
#
# The baker of the puzzle needs a quantile, and quantiles can be learned: by a loss whose best answer is a quantile.

# %% [markdown]
# ### Exercise 2 · The pinball loss (1 point · 6 min · ●●○)
#
# Write `pinball_loss(y, quantiles, levels)` with NumPy alone: `y` has any shape, `quantiles` has that shape and one more
# axis at the end, for the levels; `levels` is `(q,)`. With $e = y - \hat q$, each forecast costs
#
# $$ \tau\, e \;\text{ if the truth is above it, } e > 0 \qquad (1 - \tau)\, (-e) \;\text{ otherwise} $$
#
# Return one number, the mean over everything.
#
# *Example:* the truth is 10. A forecast of 8 at the level 0.9 costs 1.8, a forecast of 12 costs 0.2.


# %% tags=["exercise"]
def pinball_loss(y, quantiles, levels):
    """Mean pinball loss of forecasts of quantiles."""
    ### BEGIN SOLUTION
    error = np.asarray(y)[..., None] - quantiles
    levels = np.asarray(levels)
    return np.mean(np.maximum(levels * error, (levels - 1) * error))
    ### END SOLUTION


# %% tags=["check"] points=1
check.pinball_loss(pinball_loss, points=1)
### BEGIN HIDDEN TESTS
check.pinball_loss(pinball_loss, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
orders.tilted([0.1, 0.5, 0.9])

# %% [markdown]
# It is the baker's bill in another currency: 3 € for a missing loaf and 1 € for one left over is 4 times the pinball loss
# at the level ¾. At the level ½ it is half the absolute error: the median.

# %%
bill = [4 * pinball_loss(mondays, np.full((10, 1), float(b)), np.array([0.75])) for b in baked]
print("the bill and the pinball loss agree:", np.allclose(bill, cost))

# %% [markdown]
# ### From a forecast to quantiles
#
# Seasonal naive and ETS give one number. As in chapters 07 and 08, add the quantiles of the errors that the method made
# **before** the exams, for each article. And here is the score for the rest of the chapter: the mean pinball loss of nine
# levels, on scaled sales.

# %%
LEVELS = np.linspace(0.1, 0.9, 9)


def with_past_errors(forecast):
    """Quantiles (articles, exams, 28, 9): the forecast plus quantiles of its earlier errors."""
    earlier = np.arange(365, KNOWN - AHEAD + 1, 27)
    errors = sales[:, earlier[:, None] + np.arange(AHEAD)] - forecast(earlier)
    spread = np.quantile(errors.reshape(len(sales), -1), LEVELS, axis=1).T
    return np.maximum(forecast(starts)[..., None] + spread[:, None, None], 0)


def score(quantiles, of=slice(None)):
    """Mean pinball loss of scaled sales: all articles, or some; exams, days, levels."""
    size = scale[of, :, None]
    return pinball_loss(came[of] / size, quantiles[of] / size[..., None], LEVELS)


forecasts = {
    "seasonal naive": with_past_errors(seasonal_naive),
    "ETS": with_past_errors(ets),
}
scores = {name: score(quantiles) for name, quantiles in forecasts.items()}
for name, value in scores.items():
    print(f"{name:<15} {value:.4f}")

# %%
one = chosen[1]
shop_plots.sure(
    sales[one, KNOWN - 42 : KNOWN],
    came[one, 0],
    forecasts["ETS"][one, 0],
    LEVELS,
    f"ETS says how sure it is: article {one}, January 2024",
)

# %% [markdown]
# ### Does it keep its promise?

# %% [markdown]
# ### Exercise 3 · Coverage (1 point · 4 min · ●○○)
#
# Write `coverage(y, low, high)` with NumPy alone, for three arrays of the same shape, whatever that shape is. Return the
# share of the true values that lie between `low` and `high`. A value on a bound is inside. Where `y` is missing (`nan`),
# nobody knows: leave it out, above and below the line of the fraction.
#
# *Example:* `coverage(np.array([1.0, 5.0, np.nan, 3.0]), np.full(4, 1.0), np.full(4, 4.0))` is 2/3.


# %% tags=["exercise"]
def coverage(y, low, high):
    """The share of the known values that lie in their intervals, bounds included."""
    ### BEGIN SOLUTION
    inside = (low <= y) & (y <= high)
    return inside[~np.isnan(y)].mean()
    ### END SOLUTION


# %% tags=["check"] points=1
check.coverage(coverage, points=1)
### BEGIN HIDDEN TESTS
check.coverage(coverage, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
table = {"ETS": forecasts["ETS"]}
table["nobody knows"] = np.stack([0 * came, came.max() + 0 * came], axis=-1)
for name, quantiles in table.items():
    inside = coverage(came, quantiles[..., 0], quantiles[..., -1])
    wide = np.mean((quantiles[..., -1] - quantiles[..., 0]) / scale[..., None])
    print(f"{name:<13} holds {inside:.0%}, mean width {wide:.2f} of usual sales")

# %% [markdown]
# From its 10 % to its 90 % quantile, each of the two promises 80 %. The second forecast says "between nothing and the
# largest number that there ever was", covers everything, and helps nobody. Coverage alone can be flattered. A good
# forecast is **as narrow as possible while it keeps its promise**: *sharpness* (선예도: how narrow), subject to
# *calibration* (보정: the promise is kept). The pinball loss asks for both at once: the width costs, and a miss costs more.

# %% tags=["claim"]
# > From its 10 % to its 90 % quantile, each of the two promises 80 %.
assert np.allclose([LEVELS[0], LEVELS[-1], LEVELS[-1] - LEVELS[0]], [0.1, 0.9, 80 / 100])
# > covers everything, and helps nobody
assert coverage(came, *np.moveaxis(table["nobody knows"], -1, 0)) == 1
wide_score = score(np.linspace(0, came.max(), 9) + 0 * came[..., None])
assert wide_score > 3 * scores["seasonal naive"], wide_score

# %% [markdown]
# ### When the forecast is a heap of samples
#
# Some models give no quantiles but **samples**: a hundred possible Mondays. How good is a heap of samples, once Monday has
# come? Compare two curves: the share of samples up to each number, and the step that truth makes. The squared gap between
# them, summed up, is the **CRPS** (continuous ranked probability score).

# %% [markdown]
# ### Exercise 4 · CRPS from samples (1 point · 6 min · ●●○)
#
# Write `crps_from_samples(y, samples)` with NumPy alone: `y` is `(n,)`; `samples` is `(n, m)`, $m$ draws from the forecast
# of each. Return `(n,)`:
#
# $$ \text{CRPS} = \text{mean}\,|x_i - y| \;-\; \tfrac12\, \text{mean}\,|x_i - x_j| $$
#
# The second mean is over all $m^2$ pairs of samples, each with itself as well.
#
# *Example:* for the truth 1 and the samples 0 and 2 it is 1 − ½ · 1 = 0.5.


# %% tags=["exercise"]
def crps_from_samples(y, samples):
    """The continuous ranked probability score of each forecast, (n,)."""
    ### BEGIN SOLUTION
    miss = np.abs(samples - y[:, None]).mean(axis=1)
    spread = np.abs(samples[:, :, None] - samples[:, None, :]).mean(axis=(1, 2))
    return miss - spread / 2
    ### END SOLUTION


# %% tags=["check"] points=1
check.crps_from_samples(crps_from_samples, points=1)
### BEGIN HIDDEN TESTS
check.crps_from_samples(crps_from_samples, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
rng = np.random.default_rng(14)
samples = rng.negative_binomial(4, 4 / 16, size=(1, 400)).astype(float)  # mean 12
truth = np.array([17.0])
orders.crps(samples[0], truth[0], crps_from_samples(truth, samples)[0])
fine = (np.arange(400) + 0.5) / 400
twice = 2 * pinball_loss(truth, np.quantile(samples, fine, axis=1).T, fine)
print(f"twice the mean pinball loss of 400 levels: {twice:.2f}")

# %% [markdown]
# The formula with the absolute differences and the squared gap, summed up, are the same number. (The shaded area itself,
# without the square, is mean $|x_i - y|$ alone.) And it is **twice the mean pinball loss over all levels**: so samples
# and quantiles can be compared. One more thing to know: of a single sample, a plain forecast, the CRPS is the absolute
# error. It has the unit of the sales.

# %% tags=["claim"]
# > The formula with the absolute differences and the squared gap, summed up, are the same number.
grid = np.linspace(-5, 100, 200_001)
share = np.searchsorted(np.sort(samples[0]), grid, side="right") / 400
area = np.sum((share - (grid >= 17)) ** 2) * (grid[1] - grid[0])
assert abs(area - crps_from_samples(truth, samples)[0]) < 0.01, area
# > without the square, is mean $|x_i - y|$ alone
shaded = np.sum(np.abs(share - (grid >= 17))) * (grid[1] - grid[0])
assert abs(shaded - np.abs(samples[0] - 17).mean()) < 0.01, shaded
# > it is **twice the mean pinball loss over all levels**
assert abs(twice / crps_from_samples(truth, samples)[0] - 1) < 0.02, twice
# > of a single sample, a plain forecast, the CRPS is the absolute error
assert crps_from_samples(truth, np.array([[12.0]]))[0] == 5

# %% [markdown]
# ## 3 · Prophet's model, by hand · 30 min
#
# *Prophet* (Taylor and Letham, 2018) is a forecasting program that many firms use. Its model can be said in a line,
#
# $$ y_t = \text{trend}_t + \text{seasons}_t + \text{holidays}_t + \text{noise} $$
#
# and it is fitted to **one** series. Each part is a sum of known columns with unknown weights, so the whole is a penalised
# regression. You can build it in half an hour.
#
# **Seasons.** Any shape that repeats can be put together from waves. Few waves make a smooth season, many an exact one.

# %% [markdown]
# ### Exercise 5 · A season of waves (1 point · 4 min · ●○○)
#
# Write `fourier_features(t, period, order)` with NumPy alone: `t` is an array `(n,)` of times, in the unit of the period.
# Return `(n, 2 * order)`: first `order` sines, then `order` cosines, of $2 \pi k\, t / \text{period}$ with $k = 1, …,
# \text{order}$.
#
# *Example:* `fourier_features(np.array([0.0, 7 / 4]), 7, 1)` is `[[0, 1], [1, 0]]`.


# %% tags=["exercise"]
def fourier_features(t, period, order):
    """Sines and cosines that repeat after a period, (n, 2 * order)."""
    ### BEGIN SOLUTION
    angles = 2 * np.pi * np.outer(t, np.arange(1, order + 1)) / period
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
    ### END SOLUTION


# %% tags=["check"] points=1
check.fourier_features(fourier_features, points=1)
### BEGIN HIDDEN TESTS
check.fourier_features(fourier_features, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
from dlcourse.plots.forecasting import additive as additive_plots

gifts = sales[(groups == "gifts") & ~rare, :KNOWN]
typical = (gifts / gifts.mean(axis=1, keepdims=True)).mean(axis=0)
year_day = np.arange(KNOWN) % 365.25
order = np.argsort(year_day)
waves = {}
for count in (1, 4, 40):
    X = np.column_stack([np.ones(KNOWN), fourier_features(year_day, 365.25, count)])
    waves[f"{count} wave{'s' * (count > 1)}"] = (X @ np.linalg.lstsq(X, typical)[0])[order]
additive_plots.waves(year_day[order], typical[order], waves)

# %% [markdown]
# One wave is too stiff; forty waves follow chance, and the peaks before Seollal and Chuseok confuse them. They come on
# another day each year, within about a month (three years, three peaks each in the drawing), so no wave can know where
# they are.
#
# **Holidays that move.** Seollal (설날) and Chuseok (추석) follow the moon, Easter the moon and the week. They get columns of
# their own, made from the calendar. `shop["known"]` holds what is known ahead of each day in 20 columns: promotion (column
# 0), weekday (1 to 7), season (8 and 9), for each of the three holidays how near it is (0.1 ten days before, 1 on the day
# before) and whether it is now (1 from the day before to the day after; 10 to 15), and the group (16 to 19).

# %%
for name, days in demand.holidays(2023, 2026).items():
    print(f"{name:<8}", *days)

PROMOTION, HOLIDAYS = [0], [10, 11, 12, 13, 14, 15]
chuseok = np.flatnonzero(dates == demand.holidays(2024, 2024)["Chuseok"][0])[0]
print("two columns around Chuseok 2024, from eleven days before to two days after:")
print(shop["known"][0, chuseok - 11 : chuseok + 3, 12:14].T.round(1))

# %% [markdown]
# Other series can be columns, too: prices, promotions, weather. One rule: a column must be **known on the day of the
# forecast**. A promotion is planned; tomorrow's weather is not, only its forecast is, and then the model must be fitted to
# forecasts of weather. Or the other series leads: in chapter 07 the rain in the hills came hours before the river rose.
#
# **Trend.** Straight stretches with breaks, the **changepoints** (변화점).

# %% [markdown]
# ### Exercise 6 · A trend that breaks (1 point · 6 min · ●●○)
#
# Write `piecewise_trend(t, changepoints, slopes)` with NumPy alone: `changepoints` is `(c,)`, sorted and above 0; `slopes`
# is `(c + 1,)`: the slope of each **stretch**, from 0 to the first changepoint, from there to the second, and so on, the
# last without an end. Return `(n,)`, the trend at the times `t` (at or above 0, in any order). It begins with 0 at time 0
# and never jumps.
#
# *Example:* for the times `[0, 2, 5]`, a changepoint at 3 and the slopes `[1, -2]` it is `[0, 2, -1]`.


# %% tags=["exercise"]
def piecewise_trend(t, changepoints, slopes):
    """A trend of straight stretches without jumps, (n,)."""
    ### BEGIN SOLUTION
    changes = np.diff(slopes)
    since = np.maximum(np.subtract.outer(t, changepoints), 0)  # time since each changepoint
    return slopes[0] * t + since @ changes
    ### END SOLUTION


# %% tags=["check"] points=1
check.piecewise_trend(piecewise_trend, points=1)
### BEGIN HIDDEN TESTS
check.piecewise_trend(piecewise_trend, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Nobody knows where a trend breaks. So Prophet offers **many** possible changepoints, and lets a penalty keep most of the
# changes small. In columns: time itself, and for each changepoint $c$ the time since it, $\max(0, t - c)$. The weight of
# such a column is the *change* of the slope.

# %% [markdown]
# ### Exercise 7 · Fit it, in closed form (2 points · 8 min · ●●○)
#
# Write `fit_additive_model(y, X, penalty)` with NumPy alone: `y` is `(n,)`; `X` is `(n, k)`, a column for each part of the
# model; `penalty` is `(k,)`, a number at or above 0 for each column. Return the weights $w$, `(k,)`, that make
#
# $$ \sum_t (y_t - x_t \cdot w)^2 + \sum_j \lambda_j w_j^2 $$
#
# as small as possible. Set the gradient to 0: $(X^\top X + \text{diag}(\lambda))\, w = X^\top y$. Sums, not means: more
# days mean less penalty.
#
# - A column with the penalty 0 is free; one with a very large penalty gets a weight near 0.
# - On some days `y` is missing (`nan`): leave out those rows.
# - Leave the arguments as they are.
#
# *Example:* `y = [2, 4]`, one column of ones and the penalty 1: the weight is 6 / 3 = 2, not 3.


# %% tags=["exercise"]
def fit_additive_model(y, X, penalty):
    """The weights of penalised least squares, (k,)."""
    ### BEGIN SOLUTION
    known = ~np.isnan(y)
    X, y = X[known], y[known]
    return np.linalg.solve(X.T @ X + np.diag(penalty), X.T @ y)
    ### END SOLUTION


# %% tags=["check"] points=2
check.fit_additive_model(fit_additive_model, points=2)
### BEGIN HIDDEN TESTS
check.fit_additive_model(fit_additive_model, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# scikit-learn's ridge regression, with one penalty for all columns and no intercept, is the same:

# %%
from sklearn.linear_model import Ridge

rng = np.random.default_rng(14)
X, y = rng.normal(size=(60, 5)), rng.normal(size=60)
theirs = Ridge(alpha=3.0, fit_intercept=False).fit(X, y).coef_
print("agree to 1e-6:", np.abs(theirs - fit_additive_model(y, X, np.full(5, 3.0))).max() < 1e-6)

# %% [markdown]
# How easily should a trend bend? One article, three penalties on the changes of the slope:

# %%
day = np.arange(KNOWN) / 365.25
X = np.column_stack(
    [np.ones(KNOWN), day, np.maximum(day[:, None] - np.linspace(0, 2.4, 22)[1:-1], 0)]
)
bent = {}
for penalty in (0.01, 5.0, 1000.0):
    w = fit_additive_model(sales[chosen[2], :KNOWN], X, np.array([0, 0] + [penalty] * 20))
    bent[f"penalty {penalty:g}"] = X @ w
additive_plots.bends(dates[:KNOWN], sales[chosen[2], :KNOWN], bent)

# %% [markdown]
# ### A real series: carbon dioxide
#
# The air of Mauna Loa, chapter 08's series, this time by the week and **with its gaps**: your regression leaves missing
# weeks out, so nothing must be filled in.


# %%
air = data.load("co2")
weeks = np.concatenate([air.x_train, air.x_test])
co2 = np.concatenate([air.y_train, air.y_test])
years = (weeks - weeks[0]).astype(int) / 365.25
print(f"{weeks[0]} to {weeks[-1]}: {len(co2)} weeks, {np.isnan(co2).sum()} without a value")


def fit_air(end, changes=25, penalty=10.0):
    """Changepoints, weights, columns of all weeks: fitted to the weeks before `end` (years)."""
    points = np.linspace(0, 0.8 * end, changes + 2)[1:-1]
    since = np.maximum(years[:, None] - points, 0)
    waves = fourier_features(years, 1.0, 4)
    X = np.column_stack([np.ones(len(years)), years, since, waves])
    penalties = np.concatenate([[0, 0], np.full(changes, penalty), np.full(8, 0.1)])
    before = years < end
    return points, fit_additive_model(co2[before], X[before], penalties), X


# %% [markdown]
# ### What will the trend do?
#
# The season comes again. The trend need not: it broke in the past, it will break again, and nobody knows when. Prophet's
# answer is to **simulate**: in each of many futures, new changepoints come as often as in the past, and the slope changes
# by as much as it did in the past (in mean; drawn from a Laplace distribution, whose large values are rarer than its small
# ones, but not *that* rare).


# %%
def simulate_air(end, horizon, count, rng):
    """Futures (count, weeks) from `end` on, the trend as it is, their places, the noise."""
    points, w, X = fit_air(end)
    before, ahead = years < end, (years >= end) & (years < end + horizon)
    changes, rate = w[2 : 2 + len(points)], len(points) / (0.8 * end)
    noise = np.nanstd(co2[before] - X[before] @ w)
    rest = w[0] + X[ahead, 2 + len(points) :] @ w[2 + len(points) :]
    paths = []
    for _ in range(count):
        new = np.sort(rng.uniform(end, end + horizon, rng.poisson(rate * horizon)))
        steps = np.concatenate([changes, rng.laplace(0, np.abs(changes).mean(), len(new))])
        slopes = np.cumsum(np.concatenate([[w[1]], steps]))
        trend = piecewise_trend(years[ahead], np.concatenate([points, new]), slopes)
        paths.append(trend + rest + rng.normal(0, noise, ahead.sum()))
    return np.array(paths), X[ahead] @ w, ahead, noise


# %%
rng = np.random.default_rng(14)
held = {}
for year in (1975, 1980, 1985, 1990):
    paths, middle, ahead, noise = simulate_air(year - 1958.24, 10.0, 200, rng)
    straight = middle + np.array([[-1.28], [1.28]]) * noise
    bands = {
        "trend goes on": straight,
        "trend may break": np.quantile(paths, [0.1, 0.9], axis=0),
    }
    held[year] = [coverage(co2[ahead], *band) for band in bands.values()]
    print(
        year, *(f"  {name}: {share:.0%}" for name, share in zip(bands, held[year], strict=True))
    )
    if year == 1980:
        shown = slice(ahead.argmax() - 520, ahead.argmax())  # the ten years before
        additive_plots.futures(
            1958.24 + years[shown], co2[shown], 1958.24 + years[ahead], paths, co2[ahead],
            *bands["trend may break"], "The further, the less is known of a trend", "CO₂ (ppm)",
        )  # fmt: skip

# %% [markdown]
# Both bands should hold 80 %. If the trend is believed to go on as it is, the band is far too narrow at each of the four
# origins. With simulated breaks it holds roughly what it promises. It is the **trend** that makes the far future uncertain,
# not the noise. (Our difference to Prophet: it penalises the size of the changes, $\sum |w|$, not their squares, so that
# most of them come close to 0; and it finds the weights by a general optimiser.)

# %% tags=["claim"]
# > Both bands should hold 80 %.
from statistics import NormalDist

assert round(2 * NormalDist().cdf(1.28) - 1, 2) == 80 / 100
# > the band is far too narrow at each of the four origins
assert max(straight for straight, _ in held.values()) < 0.7, held
# > With simulated breaks it holds roughly what it promises.
assert 0.65 < np.mean([broken for _, broken in held.values()]) < 0.95, held

# %% [markdown]
# ### Two hundred at once
#
# The same for the shop: for each article and exam a model of its own. Effects of a shop multiply (a promotion adds a
# *third*, not ten pieces), so it works on $\log(1 + y)$.


# %%
def fit_articles(y, start, transform=np.log1p, back=np.expm1):
    """Quantiles (articles, 28, 9) for the days from `start` on, one fit an article."""
    days = slice(0, start + AHEAD)
    t = np.arange(start + AHEAD) / 365.25
    since = np.maximum(t[:, None] - np.linspace(0, 0.8 * t[start], 12)[1:-1], 0)
    year, week = fourier_features(t, 1.0, 4), fourier_features(t, 7 / 365.25, 3)
    seen_a_year = np.sum(~np.isnan(y[:, :start]).all(axis=0)) >= 365  # else no wave of a year
    waves = [year * seen_a_year, week]
    common = np.column_stack([np.ones(len(t)), t, since, *waves])
    penalty = np.concatenate([[0, 1], np.full(10, 5.0), np.full(14 + 7, 0.5)])
    found = np.empty((len(y), AHEAD, len(LEVELS)))
    for i in range(len(y)):
        X = np.column_stack([common, shop["known"][i, days][:, PROMOTION + HOLIDAYS]])
        z = transform(y[i, :start])
        w = fit_additive_model(z, X[:start], penalty)
        spread = np.nanquantile(z - X[:start] @ w, LEVELS)
        found[i] = back((X[start:] @ w)[:, None] + spread)
    return np.maximum(found, 0)


# %%
forecasts["additive"] = np.stack([fit_articles(sales, start) for start in starts], axis=1)
plain = fit_articles(sales, starts[0], transform=np.asarray, back=np.asarray)
gap = [pinball_loss(came[:, 0] / scale[:, :1], q / scale[:, :1, None], LEVELS)
       for q in (plain, forecasts["additive"][:, 0])]  # fmt: skip
print(f"first exam: on y {gap[0]:.4f}, on log(1 + y) {gap[1]:.4f}")
scores["additive"] = score(forecasts["additive"])
for name, value in scores.items():
    print(f"{name:<15} {value:.4f}")

# %%
shop_plots.sure(
    sales[one, starts[9] - 42 : starts[9]],
    came[one, 9],
    forecasts["additive"][one, 9],
    LEVELS,
    f"Article {one} ({groups[one]}) from {dates[starts[9]]} on: it knows when Chuseok comes",
)

# %% [markdown]
# The additive model knows about holidays, promotions and the season, and beats ETS clearly. (On $y$ itself, without the
# logarithm, it is worse: the first line.) It should: the data were made in such parts. On series of other kinds the order
# can turn round, as section 9 shows.

# %% tags=["claim"]
# > beats ETS clearly
assert scores["additive"] < 0.85 * scores["ETS"] < 0.8 * scores["seasonal naive"], scores

# %% [markdown]
# ### Beside the real one
#
# The program `prophet` is no part of this course. docs/results.md compares it with the model that you have just built, on
# two hundred articles, with the same columns: over five seeds, mean losses of 0.258 (by hand) and 0.257 (Prophet),
# **practically equal** with each seed. What makes its forecasts good is what makes yours good, the columns. (There, too,
# exponential smoothing with 0.398 and the seasonal naive with 0.469 are far behind; the networks of the next sections come
# between. Losses there are divided by another scale than here.)

# %% [markdown]
# ## 4 · One for each, or one for all? · 6 min
#
# The additive model had three years of each article. A new article has eight weeks. What then? It has never seen its own
# Seollal. But other articles have.
#
# Compare the same model, fitted in two ways. The model is linear. It reads what sales were in the last 56 days (means of
# 56, 28 and 7 days, of the same weekday, the same day last week), and what is known ahead. **Local**: each article has
# weights of its own, from its own past. **Global**: one set of weights for all 200 articles. As everything is divided by
# the window's scale, large and small articles speak the same language.


# %%
def summaries(origins):
    """What the model reads (articles, origins, 28, 26), and scaled log sales that came."""
    before, after = origins[:, None] + np.arange(-56, 0), origins[:, None] + np.arange(AHEAD)
    size = 1 + sales[:, before].mean(axis=2, keepdims=True)
    past, weekday = np.log1p(sales[:, before] / size), np.arange(AHEAD) % 7
    ones = np.ones((*past.shape[:2], AHEAD))
    own = [past[..., -k:].mean(axis=2, keepdims=True) * ones for k in (56, 28, 7)]
    own += [past[..., -7:][..., weekday], ones]
    own.append(past.reshape(*past.shape[:2], 8, 7).mean(axis=2)[..., weekday])
    X = np.concatenate([np.stack(own, axis=-1), shop["known"][:, after]], axis=-1)
    return X, np.log1p(sales[:, after] / size)


# %%
def linear_forecast(origins, exams, together, season=True):
    """Quantiles (articles, exams, 28, 9), in scales, of one linear model or of 200."""
    (X, z), new = summaries(origins), summaries(exams)[0]
    X[..., 14:16] *= season  # the two columns of the year
    new[..., 14:16] *= season
    flat, answers = X.reshape(len(X), -1, X.shape[-1]), z.reshape(len(X), -1, 1)
    squares, products = flat.swapaxes(1, 2) @ flat, flat.swapaxes(1, 2) @ answers
    if together:
        squares, products = squares.sum(axis=0), products.sum(axis=0)
    w = np.linalg.solve(squares + np.eye(X.shape[-1]), products)
    spread = np.quantile((answers - flat @ w)[..., 0], LEVELS, axis=1).T
    middle = (new.reshape(len(X), -1, X.shape[-1]) @ w).reshape(new.shape[:3])
    return np.maximum(np.expm1(middle[..., None] + spread[:, None, None]), 0)


# %% [markdown]
# Now let **all** articles have a history of 98 days, 140 days, and so on, up to three years: here the others are as young.
# (Section 10 has new articles among old ones.) The additive model gets as many days. (The linear ones are fitted once, to the last days before the first exam; the additive model before each exam
# again. With less than a year of history no model gets the waves of a year: nobody can learn a year from a part of it.)


# %%
some = np.arange(1, len(starts), 5)  # three exams of the thirteen
truth = came[:, some] / scale[:, some, None]
lengths, by_history = [98, 140, 224, 448, 1095], {}
for length in lengths:
    origins = np.arange(KNOWN - length + 56, KNOWN - AHEAD + 1, 1 + length // 250)
    found = {
        name: linear_forecast(origins, starts[some], together, season=length >= 365)
        for name, together in (("global", True), ("local", False))
    }
    additive = []
    for start in starts[some]:
        recent = np.where(np.arange(len(dates)) < start - length, np.nan, sales)
        additive.append(fit_articles(recent, start))
    found["additive"] = np.stack(additive, axis=1) / scale[:, some, None, None]
    for name, quantiles in found.items():
        by_history.setdefault(name, []).append(pinball_loss(truth, quantiles, LEVELS))

# %%
last_weeks = forecasts["seasonal naive"][:, some] / scale[:, some, None, None]
naive = pinball_loss(truth, last_weeks, LEVELS)
shop_plots.history(
    lengths,
    by_history | {"seasonal naive": [naive] * len(lengths)},
    "Others help the young; the additive model keeps up at any age",
    "mean pinball loss",
)

# %% [markdown]
# **It depends on the history.** With few months of sales, the global model is ahead of the local one: it has learned from
# other articles what a promotion does and what Sundays are like. The local one has to learn everything again for each
# article from too few days, and learns chance as well. With years of sales this turns round: a global *linear* model adds
# the same for a promotion in all articles, and models of their own know better.
#
# Look at the additive model, too. It is local, and at each length it is as good as the better of the two, or better. It
# learns from every day of its history, and has penalties on all that it need not believe. So "global beats local" is no law. A global model must be able
# to tell articles apart, by what it reads of their past. For that, a sum of columns is too little. The next sections build
# a network for it.

# %% tags=["claim"]
# > With few months of sales, the global model is ahead of the local one
assert by_history["global"][0] < 0.97 * by_history["local"][0], by_history
# > With years of sales this turns round
assert by_history["global"][-1] > 1.03 * max(
    by_history["local"][-1], by_history["additive"][-1]
), by_history
# > at each length it is as good as the better of the two, or better
for own, one_for_all, alone in zip(
    *(by_history[k] for k in ("additive", "global", "local")), strict=True
):
    assert own < 1.03 * min(one_for_all, alone), by_history

# %% [markdown]
# ## 5 · Convolutions in time · 32 min
#
# A network for series must not see the future. Chapter 08 has one, the LSTM, which reads day after day. A convolution
# (chapter 06) can do it as well, if its kernel looks **back** only: a **causal** convolution (인과 합성곱). All days are
# computed at the same time, while the LSTM has to wait for the day before.

# %% [markdown]
# ### Exercise 8 · A causal convolution (2 points · 10 min · ●●○)
#
# Write `causal_conv1d(x, W, b, dilation)` with NumPy alone: `x` is `(batch, time, in)`, the kernel `W` is `(k, in, out)`,
# `b` is `(out,)`. Return `(batch, time, out)`, with as many days as `x` has:
#
# $$ y_t = b + \sum_{j=0}^{k-1} x_{t - (k - 1 - j)\, d}\; W_j $$
#
# with the dilation $d$. So the **last** row of the kernel meets today, the row before it the day $d$ days ago. Days before
# the first one count as 0. The kernel may reach further back than the series goes, or have one row only. Leave the
# arguments as they are.
#
# *Example:* for `x = [1, 2, 3, 4]`, `W = [10, 1]`, `b = 0` and dilation 2 the result is `[1, 2, 13, 24]`.


# %% tags=["exercise"]
def causal_conv1d(x, W, b, dilation):
    """A convolution that sees today and earlier days only, (batch, time, out)."""
    ### BEGIN SOLUTION
    kernel, time = len(W), x.shape[1]
    padded = np.pad(x, ((0, 0), ((kernel - 1) * dilation, 0), (0, 0)))
    y = sum(padded[:, j * dilation : j * dilation + time] @ W[j] for j in range(kernel))
    return y + b
    ### END SOLUTION


# %% tags=["check"] points=2
check.causal_conv1d(causal_conv1d, points=2)
### BEGIN HIDDEN TESTS
check.causal_conv1d(causal_conv1d, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 9 · The way back (2 points · 12 min · ●●●)
#
# Write `causal_conv1d_backward(dout, x, W, dilation)` with NumPy alone: `dout`, `(batch, time, out)`, is the gradient of
# the loss with respect to the output. Return dx, dW, db, each with the shape of what it belongs to.
#
# - The bias is added on every day of every series: db sums over both.
# - Row $j$ of the kernel has met the day $(k - 1 - j)\, d$ days earlier: its gradient is a sum over all such pairs of days.
# - A day helps to make today's output and **later** ones: dx looks into the future. What falls on the padding before the
#   first day is thrown away.
# - The kernel may reach further back than the series goes, or have one row only.
# - Leave the arguments as they are.


# %% tags=["exercise"]
def causal_conv1d_backward(dout, x, W, dilation):
    """The gradients dx, dW and db of a causal convolution."""
    ### BEGIN SOLUTION
    kernel, time = len(W), x.shape[1]
    before = (kernel - 1) * dilation
    padded = np.pad(x, ((0, 0), (before, 0), (0, 0)))
    back, dW = np.zeros(padded.shape), np.zeros(W.shape)
    for j in range(kernel):
        days = slice(j * dilation, j * dilation + time)
        dW[j] = np.einsum("bti,bto->io", padded[:, days], dout)
        back[:, days] += dout @ W[j].T
    return back[:, before:], dW, dout.sum(axis=(0, 1))
    ### END SOLUTION


# %% tags=["check"] points=2
check.causal_conv1d_backward(causal_conv1d_backward, points=2)
### BEGIN HIDDEN TESTS
check.causal_conv1d_backward(causal_conv1d_backward, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The same weights in Keras, and the tape's gradients:

# %%
rng = np.random.default_rng(14)
x, slope = rng.normal(size=(2, 40, 3)), rng.normal(size=(2, 40, 5))
layer = L.Conv1D(5, 3, padding="causal", dilation_rate=4, dtype="float64")
watched = tf.Variable(x)
with tf.GradientTape() as tape:
    theirs = layer(watched)
    objective = tf.reduce_sum(slope * theirs)
W, b = layer.get_weights()
print("forward equal to 1e-5:", np.abs(theirs - causal_conv1d(x, W, b, 4)).max() < 1e-5)

theirs = tape.gradient(objective, [watched, *layer.trainable_variables])
ours = causal_conv1d_backward(slope, x, W, 4)
for name, one_of_us, other in zip(("dx", "dW", "db"), ours, theirs, strict=True):
    print(f"{name} equal to 1e-4: {np.abs(one_of_us - other).max() < 1e-4}")

# %% [markdown]
# ### How far back does a stack see?
#
# One layer with a kernel of two sees two days. Put layers on top of each other, and let the **dilation** (팽창) double: 1, 2,
# 4, 8, …

# %%
from dlcourse.plots.forecasting import convolutions

convolutions.growing_reach(2, [1, 2, 4, 8])

# %% [markdown]
# ### Exercise 10 · How far back? (1 point · 4 min · ●○○)
#
# Write `receptive_field(kernel, dilations)`: causal convolutions stand one behind the other, all with a kernel of so many
# rows, each with its dilation from the list. Return the number of days of the input that one output depends on, today
# included.
#
# *Example:* `receptive_field(2, [1, 2, 4])` is 8. Without a layer, an empty list, it is 1.


# %% tags=["exercise"]
def receptive_field(kernel, dilations):
    """How many days of the input one output of the stack depends on."""
    ### BEGIN SOLUTION
    return 1 + (kernel - 1) * sum(dilations)
    ### END SOLUTION


# %% tags=["check"] points=1
check.receptive_field(receptive_field, points=1)
### BEGIN HIDDEN TESTS
check.receptive_field(receptive_field, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
for layers in range(1, 8):
    plain = receptive_field(2, [1] * layers)
    dilated = receptive_field(2, [2**i for i in range(layers)])
    print(f"{layers} layers: {plain} days without dilation, {dilated:>3} days if it doubles")

# %% [markdown]
# The reach of plain layers grows by one day a layer, that of dilated ones doubles. Six dilated layers see more than eight
# weeks; plain layers would have to be 55 to see eight weeks. What lies further back does not exist for this network:
# the reach is decided when you build it. (An LSTM has no such border, but what it keeps fades: chapter 08.)

# %% tags=["claim"]
# > Six dilated layers see more than eight weeks
assert receptive_field(2, [2**i for i in range(6)]) > 8 * 7
# > plain layers would have to be 55 to see eight weeks
assert receptive_field(2, [1] * 55) == 8 * 7

# %% [markdown]
# ### The block of a TCN
#
# A **temporal convolutional network** (TCN; Bai, Kolter and Koltun, 2018) stacks residual blocks: a side road with two
# causal convolutions, and a way around it, as in chapter 06. (The paper's block also has dropout, normalised weights and a
# ReLU after the sum.)

# %%
convolutions.block()


# %%
def tcn(x, units, dilations=(1, 2, 4, 8)):
    """Residual blocks of causal convolutions: (batch, days, …) → (batch, days, units)."""
    for dilation in dilations:
        options = {"padding": "causal", "dilation_rate": dilation, "activation": "relu"}
        side = L.Conv1D(units, 2, **options)(x)
        side = L.Conv1D(units, 2, **options)(side)
        around = x if x.shape[-1] == units else L.Conv1D(units, 1)(x)
        x = L.Add()([side, around])
    return x


# %% [markdown]
# Two blocks with your own function, from the same weights:

# %%
keras.utils.set_random_seed(14)
inputs = keras.Input((30, 3))
network = keras.Model(inputs, tcn(inputs, 6, (1, 2)))
days = rng.normal(size=(2, 30, 3)).astype("float32")

kernels = [(layer.get_weights(), layer.dilation_rate[0]) for layer in network.layers[1:]
           if isinstance(layer, L.Conv1D)]  # fmt: skip
first, second, around, third, fourth = kernels
convolve = lambda x, kernel: causal_conv1d(x, *kernel[0], kernel[1])  # noqa: E731
relu = lambda x: np.maximum(x, 0)  # noqa: E731
y = relu(convolve(relu(convolve(days, first)), second)) + convolve(days, around)
y = relu(convolve(relu(convolve(y, third)), fourth)) + y
print("equal to 1e-5:", np.abs(network(days) - y).max() < 1e-5)
print("days that one output sees:", receptive_field(2, [1, 1, 2, 2]))

# %% [markdown]
# ## 6 · A likelihood for counts · 12 min
#
# What should a network's output be? Sales are **counts**: 0, 1, 2, … A Gaussian (to minimise squared error, as in
# chapter 07, is to maximise its likelihood) takes −3 loaves and 2.7 for possible. For an article that sells 0, 0, 1, 0, 2
# it is plainly wrong. The best-known distribution of counts is Poisson's, whose variance *equals* its mean. Is that so here?

# %%
from dlcourse.plots.forecasting import counts as count_plots

tuesdays = sales[:, KNOWN - 140 : KNOWN : 7]  # one weekday, twenty weeks
mean, variance = tuesdays.mean(axis=1), tuesdays.var(axis=1, ddof=1)
kept = (mean > 0.3) & (variance > 0)
line = np.geomspace(mean[kept].min(), mean[kept].max(), 50)
alpha_seen = np.median((variance - mean)[kept & ~rare] / mean[kept & ~rare] ** 2)
count_plots.spread(
    mean[kept],
    variance[kept],
    {"Poisson: variance = mean": line, "mean + α · mean²": line + alpha_seen * line**2},
)

# %% [markdown]
# Most articles lie above the line: they vary more than Poisson allows (**overdispersion**, 과산포). The **negative binomial**
# distribution (음이항 분포) has one number more, the dispersion $\alpha$, and variance $\mu + \alpha \mu^2$. A picture to
# remember: the mean itself is not certain. Each day draws its own rate from a gamma distribution around $\mu$, and then a
# Poisson number with this rate.

# %% tags=["claim"]
# > Most articles lie above the line
assert np.mean(variance[kept] > mean[kept]) > 0.7

# %%
from scipy.stats import nbinom

counts = np.arange(31)
count_plots.shapes(
    counts,
    {f"α = {a:g}": nbinom.pmf(counts, 1 / a, 1 / (1 + 8 * a)) for a in (0.001, 0.2, 1.0)},
    8,
)

# %% [markdown]
# ### Exercise 11 · A likelihood for counts (1 point · 8 min · ●●○)
#
# Write `negative_binomial_nll(y, mu, alpha)` with NumPy and Python's `math` alone, for three arrays of the same shape,
# whatever that shape is: `y` holds whole numbers from 0 on, the mean `mu` and the dispersion `alpha` are above 0. With $r =
# 1 / \alpha$,
#
# $$ \log p(y) = \log \Gamma(y + r) - \log \Gamma(r) - \log \Gamma(y + 1) + r \log \frac{r}{r + \mu} + y \log \frac{\mu}{r + \mu} $$
#
# Return one number, the mean of $-\log p(y)$. $\Gamma$ itself is too large for a computer from 172 on: `math.lgamma` gives
# $\log \Gamma$ of one number, and `np.vectorize(math.lgamma)` that of an array. The variance is
# $\mu + \alpha \mu^2$: with a very small `alpha` the distribution becomes Poisson's.
#
# *Example:* for y = 0, mu = 1 and alpha = 1 it is log 2 = 0.693.


# %% tags=["exercise"]
def negative_binomial_nll(y, mu, alpha):
    """The mean negative log-likelihood of counts."""
    ### BEGIN SOLUTION
    log_gamma = np.vectorize(math.lgamma)
    r = 1 / alpha
    log_p = log_gamma(y + r) - log_gamma(r) - log_gamma(y + 1)
    log_p = log_p + r * np.log(r / (r + mu)) + y * np.log(mu / (r + mu))
    return -np.mean(log_p)
    ### END SOLUTION


# %% tags=["check"] points=1
check.negative_binomial_nll(negative_binomial_nll, points=1)
### BEGIN HIDDEN TESTS
check.negative_binomial_nll(negative_binomial_nll, points=1, random_seed=True)
### END HIDDEN TESTS

# %% tags=["claim"]
# > is too large for a computer from 172 on
try:
    math.gamma(172)
    raise AssertionError("172 is not too large")
except OverflowError:
    assert math.gamma(171.6) > 0
# > it is log 2 = 0.693
assert round(math.log(2), 3) == 0.693

# %% [markdown]
# Does the choice matter? Give each article the mean and variance of its last 56 days, and ask three distributions how
# probable the sales of the first exam were. (A Gaussian gives no probability to one count, so it gets that of the interval
# from ½ below to ½ above, and 0 gets all that is below ½; with a tiny α yours is Poisson's.)

# %%
from scipy.stats import norm

recent, then = sales[:, KNOWN - 56 : KNOWN], came[:, 0]
mu = recent.mean(axis=1, keepdims=True) + 0.1 + 0 * then
spread = recent.var(axis=1, ddof=1, keepdims=True) + 0.1 + 0 * then
fitted = np.maximum((spread - mu) / mu**2, 1e-6)
nats = {}
for kind, which in (("hardly sell", rare), ("others", ~rare)):
    y, m, deviation = then[which], mu[which], np.sqrt(spread[which])
    below = np.where(y > 0, norm.cdf((y - 0.5 - m) / deviation), 0)
    interval = norm.cdf((y + 0.5 - m) / deviation) - below
    nats[kind] = {
        "Gaussian": -np.log(np.maximum(interval, 1e-12)).mean(),
        "Poisson": negative_binomial_nll(y, m, 0 * m + 1e-6),
        "negative binomial": negative_binomial_nll(y, m, fitted[which]),
    }
    print(f"{kind:<12}", *(f"{name} {value:.2f}  " for name, value in nats[kind].items()))

# %% [markdown]
# In nats a day, less is better. Poisson is far too sure of itself where much is sold. The Gaussian is better, and loses to
# the negative binomial distribution in both groups: with the same mean and the same variance, the **shape** counts.

# %% tags=["claim"]
# > loses to the negative binomial distribution in both groups
assert all(row["negative binomial"] < row["Gaussian"] - 0.08 for row in nats.values()), nats
# > Poisson is far too sure of itself where much is sold.
assert nats["others"]["Poisson"] > nats["others"]["Gaussian"] + 1, nats

# %% [markdown]
# Learning needs the slope. Differentiate $-\log p$ with respect to the mean, and most terms cancel:
#
# $$ \frac{\partial (-\log p)}{\partial \mu} = \frac{\mu - y}{\mu\,(1 + \alpha \mu)} $$
#
# The miss, divided by the **variance**. A miss of ten pieces counts little where ten pieces are usual, and much where one
# is. No scaling by hand is needed.

# %%
y, mu, alpha_ = (
    np.array([0.0, 3.0, 40.0]),
    np.array([1.0, 5.0, 20.0]),
    np.array([0.5, 0.2, 0.1]),
)
by_formula = (mu - y) / (mu * (1 + alpha_ * mu)) / 3  # of a mean over three


def nll(y, outputs):
    """Mean negative log-likelihood for Keras; outputs (..., 2): mean and dispersion."""
    mu, r = outputs[..., 0], 1 / outputs[..., 1]
    total = r + mu
    ways = tf.math.lgamma(y + r) - tf.math.lgamma(r) - tf.math.lgamma(y + 1)
    return tf.reduce_mean(-ways - r * tf.math.log(r / total) - y * tf.math.log(mu / total))


outputs = tf.Variable(np.stack([mu, alpha_], axis=1))
with tf.GradientTape() as tape:
    theirs = nll(tf.constant(y), outputs)
print("loss equal to 1e-5:", abs(float(theirs) - negative_binomial_nll(y, mu, alpha_)) < 1e-5)
gap = np.abs(tape.gradient(theirs, outputs)[:, 0] - by_formula).max()
print(f"slope equal to 1e-4: {gap < 1e-4}")

# %% [markdown]
# ## 7 · DeepAR: one network, any number of futures · 19 min
#
# **DeepAR** (Salinas et al., 2020) puts three ideas together.
#
# 1. **Autoregressive** (자기회귀): on each day the network reads yesterday's sales and what is known about today, and gives
#    $\mu$ and $\alpha$ of today.
# 2. **A likelihood** is its loss: how probable were the sales that came?
# 3. **Scaling**: it reads sales divided by the article's scale, and its $\mu$ is multiplied by the scale. So 200 articles
#    share one network. What kind of article it is, it reads from an **embedding** (chapter 10): a learned vector for each
#    group. (One-hot columns times the first layer's weights are exactly that.) On small data sets the authors give
#    each series a vector of its own; a new series would have none, so we leave that out.


# %%
def story(windows):
    """What each of the 84 days is told (n, 84, 21), and what was sold (n, 84)."""
    sold = np.concatenate([windows["past"][:, :, 0], windows["target"]], axis=1)
    known = np.concatenate([windows["past"][:, :, 1:], windows["future"]], axis=1)
    yesterday = np.log1p(np.pad(sold, ((0, 0), (1, 0)))[:, :-1, None])
    told = np.concatenate([yesterday, known], axis=2).astype("float32")
    return told, np.rint(sold * windows["scale"][:, None]).astype("float32")


origins = np.arange(56, KNOWN - AHEAD + 1, 25)
training, test = demand.demand_windows(shop, origins), demand.demand_windows(shop, starts)
told, sold = story(training)
told_later, sold_later = story(test)
print("to learn from:", told.shape, "; exams:", told_later.shape)


# %%
def forecaster(body):
    """(days told, scale) → mean and dispersion of each day, (batch, days, 2)."""
    day, size = keras.Input((None, 21)), keras.Input(())
    z = keras.ops.softplus(L.Dense(2)(body(day)))  # both above 0
    factor = keras.ops.stack([size, keras.ops.ones_like(size)], axis=-1)
    return keras.Model([day, size], z * factor[:, None, :] + 1e-3)


def train(body, passes):
    """A trained forecaster, and the seconds that it took."""
    keras.utils.set_random_seed(14)
    model, begun = forecaster(body), time.perf_counter()
    rate = keras.optimizers.schedules.CosineDecay(0.01, passes * len(told) // 64)
    model.compile(keras.optimizers.Adam(rate), nll, jit_compile=False)
    model.fit([told, training["scale"]], sold, batch_size=64, epochs=passes, verbose=0)
    return model, time.perf_counter() - begun


# %% [markdown]
# ### LSTM or TCN?
#
# Only the `body` differs: an LSTM as in the DeepAR paper, or a TCN with about as many weights. The same passes over the
# same windows.

# %% tags=["nbval-ignore-output"]
recurrent = L.LSTM(32, return_sequences=True)
bodies = {
    "LSTM": recurrent,
    "TCN": lambda x: tcn(x, 18, (1, 2, 4, 8, 16)),
}
trained, losses = {}, {}
for name, body in bodies.items():
    trained[name], seconds = train(body, passes=2)
    outputs = trained[name].predict([told_later, test["scale"]], batch_size=500, verbose=0)
    losses[name] = float(nll(sold_later[:, 56:], outputs[:, 56:]))
    print(f"{name}: {trained[name].count_params():,} weights, {seconds:.0f} s, "
          f"{losses[name]:.3f} nats a day in the exams")  # fmt: skip

# %% [markdown]
# **About as good as each other**, here. Both see enough of the past, and both read the same. What differs is how they
# compute: the TCN all days at once, layer by layer, the LSTM one day after the other. On a GPU this is why TCNs are liked;
# on a few cores it need not be faster, as the seconds show. When *sampling*, day by day, the LSTM carries a small memory
# along, while the TCN reads its whole reach again. We go on with the LSTM, as DeepAR does.

# %% tags=["claim"]
# > **About as good as each other**, here.
assert abs(losses["LSTM"] - losses["TCN"]) < 0.1, losses

# %% [markdown]
# ### Draw the future, day by day
#
# The network knows the distribution of *tomorrow*. And the day after? That depends on what tomorrow brings. So draw
# tomorrow from its distribution, **feed the drawn number back** as if it had happened, and go on. This is **ancestral
# sampling** (조상 샘플링); a language model writes in the same way (chapter 07). One run is one possible future.

# %% [markdown]
# ### Exercise 12 · Many futures (1 point · 8 min · ●●○)
#
# Write `sample_paths(model, history, horizon, n, rng)` with NumPy alone: `history` is `(length,)`. Return `(n, horizon)`: n
# possible futures, drawn day by day.
#
# - `model(windows)` takes `(n, length)`, a row for each path, and gives the pair `mu, alpha`, `(n,)` each, of the next day.
#   Call it once a day, with all paths.
# - Draw the day of each path from the negative binomial distribution with NumPy's `rng.negative_binomial(r, p)`, $r = 1 /
#   \alpha$ and $p = r / (r + \mu)$.
# - What was **drawn** goes to the end of the path's window, and the oldest value leaves it: the window stays `length` long.
# - Leave `history` as it is.


# %% tags=["exercise"]
def sample_paths(model, history, horizon, n, rng):
    """Futures by ancestral sampling, (n, horizon)."""
    ### BEGIN SOLUTION
    windows = np.tile(np.asarray(history, dtype=float), (n, 1))
    days = []
    for _ in range(horizon):
        mu, alpha = model(windows)
        r = 1 / np.asarray(alpha)
        days.append(rng.negative_binomial(r, r / (r + mu)))
        windows = np.column_stack([windows[:, 1:], days[-1]])
    return np.stack(days, axis=1)
    ### END SOLUTION


# %% tags=["check"] points=1
check.sample_paths(sample_paths, points=1)
### BEGIN HIDDEN TESTS
check.sample_paths(sample_paths, points=1, random_seed=True)
### END HIDDEN TESTS


# %%
class OneArticle:
    """The network as `model(windows)`; it knows the day by counting its calls."""

    def __init__(self, network, window):
        self.network, self.scale, self.asked = tf.function(network), window["scale"], 0
        self.known = np.concatenate([window["past"][:, 1:], window["future"]])

    def __call__(self, windows):
        days = slice(self.asked + 1, self.asked + 57)  # the 56 days that end with the asked one
        self.asked += 1
        known = np.broadcast_to(self.known[days], (len(windows), 56, self.known.shape[1]))
        yesterday = np.log1p(windows / self.scale)[..., None]
        told = np.concatenate([yesterday, known], axis=2).astype("float32")
        size = np.full(len(windows), self.scale, dtype="float32")
        outputs = self.network([told, size])[:, -1].numpy()
        return outputs[:, 0], outputs[:, 1]


# %% tags=["nbval-ignore-output"]
place = one * len(starts) + 9
window = {name: values[place] for name, values in test.items()}
history = sales[one, starts[9] - 56 : starts[9]]
paths = sample_paths(
    OneArticle(trained["LSTM"], window), history, AHEAD, 100, np.random.default_rng(14)
)
count_plots.growing_futures(history, paths, came[one, 9])

# %% tags=["claim"]
# > it climbs before Chuseok and falls on the holiday
usual_days, before, at = (paths[:, days].mean() for days in (slice(6), [13, 14], [15, 16, 17]))
assert before > 1.3 * usual_days and at < 0.7 * before, (usual_days, before, at)

# %% [markdown]
# Each run is one future that could come: it climbs before Chuseok and falls on the holiday. Many together give the range.
#
# Now for all articles and exams at once. The LSTM carries its memory along, so one step a day is enough.


# %%
def many_futures(lstm, network, windows, count, rng):
    """Sampled sales (windows, count, 28) of an LSTM that has read the 56 days before."""
    dense = next(layer for layer in network.layers if isinstance(layer, L.Dense))
    _, *state = L.RNN(lstm.cell, return_state=True)(story(windows)[0][:, :56])
    state = [tf.repeat(part, count, axis=0) for part in state]
    size = np.repeat(windows["scale"], count)
    yesterday = np.repeat(windows["past"][:, -1, 0], count)
    drawn = []
    for day in range(AHEAD):
        known = np.repeat(windows["future"][:, day], count, axis=0)
        told = np.column_stack([np.log1p(yesterday), known]).astype("float32")
        h, state = lstm.cell(told, state)
        z = np.logaddexp(0, dense(h).numpy().astype(float)) + 1e-3  # softplus
        rate = rng.gamma(1 / z[:, 1], z[:, 1] * z[:, 0] * size)
        drawn.append(rng.poisson(rate))  # a gamma's draw, then Poisson: negative binomial
        yesterday = drawn[-1] / size
    return np.stack(drawn, axis=1).reshape(-1, count, AHEAD)


# %% tags=["nbval-ignore-output"]
futures = many_futures(recurrent, trained["LSTM"], test, 50, np.random.default_rng(14))
futures = futures.reshape(*scale.shape, 50, AHEAD)
forecasts["DeepAR"] = np.moveaxis(np.quantile(futures, LEVELS, axis=2), 0, -1)
scores["DeepAR"] = score(forecasts["DeepAR"])
below = {
    name: [np.mean(came[~rare] <= forecasts[name][~rare][..., i]) for i in range(9)]
    for name in ("ETS", "additive", "DeepAR")
}
shop_plots.calibration(LEVELS, below, "All three keep about what they promise")
for name, value in scores.items():
    print(f"{name:<15} {value:.4f}")

# %% [markdown]
# One network for all articles beats exponential smoothing by far. The two hundred additive models, each with three years of
# its own article, are still ahead. DeepAR's quantiles keep about what they promise, though nobody trained it on quantiles: it
# was trained on the likelihood of *one* day, and the rest came from sampling. (The figure leaves out articles that sell
# rarely. Where the quantile is 0, "not above it" includes all days without sales.)

# %% tags=["claim"]
# > One network for all articles beats exponential smoothing by far
assert scores["DeepAR"] < 0.8 * scores["ETS"], scores
# > The two hundred additive models, each with three years of its own article, are still ahead.
assert scores["additive"] < 0.98 * scores["DeepAR"], scores
# > DeepAR's quantiles keep about what they promise
assert np.abs(np.array(list(below.values())) - LEVELS).max() < 0.08, below

# %% [markdown]
# ### Why paths, and not only quantiles?
#
# You order bread for one day, but flour for **four weeks**. How much flour is enough in nine of ten cases? Adding up the
# 90 % quantiles of 28 days answers another question: what if *every* day is among the busiest? From paths the answer is
# easy: add up each path, then take the quantile of the sums.

# %% tags=["nbval-ignore-output"]
total, day_by_day = came.sum(axis=2), forecasts["DeepAR"].sum(axis=2)
by_paths = np.quantile(futures.sum(axis=3), [0.1, 0.9], axis=2)
for name, (low, high) in {
    "sums of quantiles": (day_by_day[..., 0], day_by_day[..., -1]),
    "quantiles of sums": by_paths,
}.items():
    wide = np.median((high - low) / total.clip(1))
    print(
        f"{name}: hold {coverage(total, low, high):.0%} of the totals, width {wide:.0%} of them"
    )

# %% [markdown]
# Sums of quantiles promise 80 % and hold nearly everything: the interval is much too wide, and so would be the stock of
# flour. Busy and quiet days cancel in part, and only paths know how much. Theirs is far narrower. It holds less than
# was promised. 50 paths are few: between their quantiles lie 77 % even where the forecast is perfect. And perhaps the
# network is too sure about what lasts for weeks.

# %% tags=["claim"]
# > Sums of quantiles promise 80 % and hold nearly everything
hold = [
    coverage(total, *pair) for pair in ((day_by_day[..., 0], day_by_day[..., -1]), by_paths)
]
assert hold[0] > 80 / 100 + 0.1, hold
# > Theirs is far narrower.
narrower = np.median(by_paths[1] - by_paths[0]) / np.median(
    day_by_day[..., -1] - day_by_day[..., 0]
)
assert narrower < 0.7, narrower
# > between their quantiles lie 77 % even where the forecast is perfect
share = 0.8 * 49 / 51  # of new draws, between np.quantile's 10 % and 90 % of 50
assert round(share, 2) == 0.77
# > It holds less than was promised
assert 0.55 < hold[1] < 80 / 100, hold

# %% [markdown]
# ## 8 · What real data do to you · 9 min
#
# ### Articles that hardly sell
#
# One article in five sells on few days. Who forecasts it best? Compare forecasts of one number by MAE, and by the bill of
# the puzzle: 3 € for what is missing, 1 € for what is left over.

# %%
few = came[rare]
ranked = {
    "never sells (0)": 0 * few,
    "seasonal naive": seasonal_naive(starts)[rare],
    "mean of 56 days": np.repeat(scale[rare, :, None] - 1, AHEAD, axis=2),
    "ETS": ets(starts)[rare],
    "75 % quantile, additive": forecasts["additive"][rare][..., 6:8].mean(axis=-1),  # 0.7, 0.8
}
bills = {}
for name, forecast in ranked.items():
    bills[name] = np.mean(3 * np.maximum(few - forecast, 0) + np.maximum(forecast - few, 0))
    error, share = np.abs(few - forecast).mean(), forecast.sum() / few.sum()
    print(f"{name:<24} MAE {error:.2f}   bill {bills[name]:.2f} €   sum {share:.0%}")

# %% [markdown]
# By MAE "never sells" is as good as anything: on most days it is exactly right, and the median of most such articles *is* 0.
# By the bill it is the worst of all, because the shelf is always empty. The cheapest is the quantile that belongs to the
# costs, again. (Croston's method of 1972 forecasts how much and how often; it gives a mean, so the bill would complain as
# well.)

# %% tags=["claim"]
# > By MAE "never sells" is as good as anything
maes = {name: np.abs(few - forecast).mean() for name, forecast in ranked.items()}
assert maes["never sells (0)"] < 1.05 * min(maes.values()), maes
# > By the bill it is the worst of all
assert max(bills, key=bills.get) == "never sells (0)", bills
# > on most days it is exactly right
assert np.mean(few == 0) > 0.5
# > the median of most such articles *is* 0
assert np.mean(np.median(few.reshape(len(few), -1), axis=1) == 0) > 0.5
# > The cheapest is the quantile that belongs to the costs
assert min(bills, key=bills.get) == "75 % quantile, additive", bills

# %% [markdown]
# And the whole range? Here a likelihood made for counts should help:

# %% tags=["nbval-ignore-output"]
by_kind = {name: (score(forecasts[name], rare), score(forecasts[name], ~rare))
           for name in ("ETS", "additive", "DeepAR")}  # fmt: skip
for name, (hardly, often) in by_kind.items():
    print(f"{name:<9} articles that hardly sell {hardly:.4f}   others {often:.4f}")

# %% [markdown]
# Where much is sold, the additive models are clearly ahead. Where little is sold, DeepAR is about as good: trend and waves
# have little to say about an article that sells 0, 0, 1, 0, and a likelihood made for counts says more. (Trained
# longer, and a little larger, DeepAR is ahead on such articles with each seed: docs/results.md.)

# %% tags=["claim"]
# > Where much is sold, the additive models are clearly ahead.
ahead_of = [
    one_kind / another
    for one_kind, another in zip(by_kind["DeepAR"], by_kind["additive"], strict=True)
]
assert ahead_of[1] > 1.04, ahead_of
# > Where little is sold, DeepAR is about as good
assert ahead_of[0] < min(1.06, ahead_of[1] - 0.02), ahead_of

# %% [markdown]
# ### Missing is not zero
#
# The shelf was empty, the till counts 0. But nobody knows how many people *wanted* one. Take away a tenth of all days, in
# two ways: written down as 0, and marked as missing (`nan`). Your `fit_additive_model` leaves out what is missing.
#
# ### A slip of the finger
#
# And type one number in twenty with a zero too many. A simple guard: fit, and mark as missing what is more than six times
# the usual error away; fit again. (For whole days or weeks of an odd *shape*, use the autoencoder of chapter 11.)


# %%
def guarded(y, start):
    """Sales with what lies far from a first fit marked as missing."""
    z, t = np.log1p(y[:, :start]), np.arange(start)
    waves = fourier_features(t, 7, 3), fourier_features(t, 365.25, 4)
    X = np.column_stack([np.ones(start), *waves])
    found = y.copy()
    for i in range(len(y)):
        error = z[i] - X @ fit_additive_model(z[i], X, np.full(X.shape[1], 0.5))
        usual = np.nanmedian(np.abs(error))
        found[i, :start][np.abs(error) > 6 * usual] = np.nan
    return found


# %%
rng = np.random.default_rng(14)
lost, slips = rng.random(sales.shape) < 0.1, rng.random(sales.shape) < 0.05
typed = np.where(slips, 10 * sales, sales)
versions = {
    "as they were": sales,
    "a tenth written down as 0": np.where(lost, 0, sales),
    "a tenth marked as missing": np.where(lost, np.nan, sales),
    "a zero too many, 1 in 20": typed,
    "... found and marked": guarded(typed, starts[-1]),
}
damaged = {}
for name, version in versions.items():
    found = fit_articles(version, starts[-1]) / scale[:, -1:, None]
    damaged[name] = pinball_loss(came[:, -1] / scale[:, -1:], found, LEVELS)
    print(f"{name:<28} {damaged[name]:.4f}")

# %% [markdown]
# Zeros that are none cost much; days that are marked as missing cost next to nothing, though a tenth of the data is gone.
# Numbers that are ten times too large do harm as well, less than one would think (the logarithm makes them smaller), and
# the guard takes most of the harm away.

# %% tags=["claim"]
# > Zeros that are none cost much; days that are marked as missing cost next to nothing
clean, zeros, nans, tens, marked = damaged.values()
assert zeros > 1.07 * clean and nans < 1.02 * clean, damaged
# > the guard takes most of the harm away
assert clean * 0.99 < marked < clean + 0.5 * (tens - clean), damaged

# %% [markdown]
# ### A leak, provoked
#
# Sales jump about, so a friend smooths them first: each day becomes the mean of the week **around** it. Then a linear
# regression forecasts tomorrow's sales from the last 28 smoothed days. Here it is beside the same regression on raw days,
# and on means of the week **before**. All three are judged on the true sales of 2024.


# %%
def smoothed(y, first, last):
    """Each day's mean over the days from `first` to `last`, counted from it."""
    padded = np.pad(y, ((0, 0), (-first, last)), mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, last - first + 1, axis=1).mean(
        axis=2
    )


def error_tomorrow(y):
    """Mean absolute error in 2024, as a share of usual sales, from 28 days of y."""
    usual = 1 + sales[:, :KNOWN].mean(axis=1, keepdims=True)
    windows = np.lib.stride_tricks.sliding_window_view(y / usual, 28, axis=1)[:, :-1]
    answers = (sales / usual)[:, 28:]
    cut = KNOWN - 28
    flat, known = windows[:, :cut].reshape(-1, 28), answers[:, :cut].ravel()
    w = np.linalg.solve(flat.T @ flat + np.eye(28), flat.T @ known)
    return np.abs(windows[:, cut:] @ w - answers[:, cut:]).mean()


# %%
leak = {
    "raw days": error_tomorrow(sales),
    "mean of the week around": error_tomorrow(smoothed(sales, -3, 3)),
    "mean of the week before": error_tomorrow(smoothed(sales, -6, 0)),
}
for name, value in leak.items():
    print(f"{name:<24} {value:.3f}")

# %% [markdown]
# Nearly half of the error is gone! It is too good to be true: the mean around the last day holds the **three days after
# it**. In use they are not there yet, and no error message will tell you. With the mean of the week *before*, which one can
# have, nothing is gained. Whatever "cleans" a series before the split, a centred mean, a filter, a wavelet, a scaling, a
# straight line across a gap: ask of it **which days does this number know?**

# %% tags=["claim"]
# > Nearly half of the error is gone!
assert leak["mean of the week around"] < 0.62 * leak["raw days"], leak
# > nothing is gained
assert leak["mean of the week before"] > 0.98 * leak["raw days"], leak

# %% [markdown]
# ## 9 · Who wins where? · 6 min
#
# ### One long series
#
# Three real series, known from chapters 07 and 08, each judged at several origins: carbon dioxide and the sea off Peru twelve
# months ahead, sunspots ten years ahead. The fourth rival is a **linear regression** of the next values on the last ones,
# one for each step. The measure is MASE: the mean error, divided by that of the seasonal naive on the first half.

# %%
months = np.interp(np.arange(0, years[-1], 1 / 12), years[~np.isnan(co2)], co2[~np.isnan(co2)])
real = {"CO₂": (months, 12, 12, "add")}
for name, period, ahead in (("elnino", 12, 12), ("sunspots", 11, 10)):
    loaded = data.load(name)
    real[name] = np.concatenate([loaded.y_train, loaded.y_test]), period, ahead, None


def by_waves(y, period, ahead):
    """The additive model: ten changepoints and up to four waves."""
    t = np.arange(len(y) + ahead)
    points = np.linspace(0, 0.8 * len(y), 12)[1:-1]
    since = np.maximum(t[:, None] - points, 0) / len(y)
    waves = fourier_features(t, period, 4)
    X = np.column_stack([np.ones(len(t)), t / len(y), since, waves])
    penalty = np.concatenate([[0, 0], np.full(10, 0.1), np.full(8, 0.1)])
    return X[len(y) :] @ fit_additive_model(y, X[: len(y)], penalty)


def by_regression(y, period, ahead):
    """The next values, each by a linear regression on the last two periods, as differences."""
    windows = np.lib.stride_tricks.sliding_window_view(y, 2 * period + ahead)
    last = windows[:, 2 * period - 1 : 2 * period]
    X = np.column_stack([windows[:, : 2 * period] - last, np.ones(len(windows))])
    w = np.linalg.lstsq(X, windows[:, 2 * period :] - last)[0]
    return y[-1] + np.append(y[-2 * period :] - y[-1], 1) @ w


# %%
def by_ets(y, period, ahead, trend):
    """statsmodels' exponential smoothing, all its numbers fitted."""
    model = ExponentialSmoothing(y, trend=trend, seasonal="add", seasonal_periods=period)
    return model.fit().forecast(ahead)


real_scores = {}
for name, (y, period, ahead, trend) in real.items():
    half, missed = len(y) // 2, {}
    usual = np.abs(y[period:half] - y[: half - period]).mean()
    for known, then in rolling_origin(len(y), half, ahead, 3 * ahead + 1):
        past = y[known]
        for method, forecast in {
            "seasonal naive": past[-period:][np.arange(ahead) % period],
            "ETS": by_ets(past, period, ahead, trend),
            "additive": by_waves(past, period, ahead),
            "linear regression": by_regression(past, period, ahead),
        }.items():
            missed.setdefault(method, []).append(np.abs(y[then] - forecast).mean() / usual)
    real_scores[name] = {method: np.mean(values) for method, values in missed.items()}
    row = (f"{method} {value:.2f};" for method, value in real_scores[name].items())
    print(f"{name:<9} {len(missed['ETS'])} origins:", *row)

# %% [markdown]
# **No method wins everywhere.** On carbon dioxide exponential smoothing and the regression are ahead. For the sea off Peru
# it is the additive model, which gives the usual month: already three months ahead little else was of use (chapter 07). For
# the sunspots, whose cycles are not all equally long, ETS and the additive model are **worse than the seasonal naive**,
# which repeats the last eleven years in one line of code; the regression, which sees where in the cycle we are, is
# about as good as it. And a network needs more than some hundred numbers to show what it can: on these series, chapters 07
# and 08 found a regression as good. So begin with the simple ones, look at several origins, and report who won.

# %% tags=["claim"]
# > On carbon dioxide exponential smoothing and the regression are ahead.
gas, sea, sun = real_scores.values()
assert max(gas["ETS"], gas["linear regression"]) < 0.9 * min(
    gas["additive"], gas["seasonal naive"]
)
# > For the sea off Peru it is the additive model
assert sea["additive"] < 0.93 * min(sea["ETS"], sea["linear regression"], sea["seasonal naive"])
# > ETS and the additive model are **worse than the seasonal naive**
assert min(sun["ETS"], sun["additive"]) > 1.2 * sun["seasonal naive"]
# > is about as good as it
assert 0.85 < sun["linear regression"] / sun["seasonal naive"] < 1.1

# %% [markdown]
# ### Two hundred series, and the mean of all
#
# Back to the shop. What if you cannot decide? Take the **mean** of several forecasts, quantile by quantile. It is an old
# result, found again in the M competitions, that such a simple **ensemble** (앙상블) is hard to beat: errors that
# differ cancel.

# %% tags=["nbval-ignore-output"]
forecasts["linear, global"] = (
    linear_forecast(origins, starts, together=True) * scale[..., None, None]
)
scores["linear, global"] = score(forecasts["linear, global"])
both = (forecasts["additive"] + forecasts["DeepAR"]) / 2
scores["mean of additive and DeepAR"] = score(both)
shop_plots.bars(
    dict(sorted(scores.items(), key=lambda pair: pair[1])),
    "Three years of each article: the additive model is hard to beat",
    "mean pinball loss",
    reference="ETS",
)

# %% [markdown]
# On articles with three years of history the little additive models beat the network. Yet the **mean** of both is as good
# as the better one: a weaker member that errs elsewhere does no harm. (Not every mean helps: the mean of additive model,
# a TCN and exponential smoothing, which is far weaker here, was worse than the additive model alone; docs/results.md.) Exponential
# smoothing needs no column at all, and is far better than last week. If all you have is one long history, begin
# there.

# %% tags=["claim"]
# > the **mean** of both is as good as the better one
both_score = scores["mean of additive and DeepAR"]
assert both_score < 1.02 * scores["additive"] < scores["DeepAR"], scores
# > far better than last week
assert scores["ETS"] < 0.9 * scores["seasonal naive"], scores

# %% [markdown]
# ## 10 · Capstone: articles that nobody has sold before · 27 min
#
# So far the shop knew its articles. Now 100 **new** ones come, sold for eight weeks. Nobody has their Seollal, their
# summer, their last promotion. What is there is what 200 other articles have gone through in three years. Here one network
# for all must win, if anywhere.
#
# **What to read, which layers, how to train: that is yours to decide.** Some advice from this chapter:
#
# - Look at the series again. The same weekday in the eight past weeks says a lot. So does what is known ahead, on the day
#   itself **and on the days before it**: after a promotion people have stocked up, and sales dip for about a week. No
#   column says so; a layer that looks at several days can find it.
# - Everything is scaled already, and the nine outputs of a day need no likelihood: the pinball loss is a loss that Keras
#   can train with.
# - Keep the last windows of the training years for yourself, to compare two ideas before you choose.
# - Rivals on these articles: seasonal naive; the quantiles of the same weekday; exponential smoothing, and an additive
#   model, on 56 days.

# %% [markdown]
# ### Exercise 13 · One model for all articles (3 points · 20 min · ●●●)
#
# Write `train_global_forecaster(past, future, target)`. The three arrays, `float32`, are windows of 200 articles from 2021
# to 2023, as `demand_windows` makes them:
#
# - `past` is `(n, 56, 21)`: eight weeks of scaled demand (channel 0) and of what was known ahead (channels 1 to 20);
# - `future` is `(n, 28, 20)`: what is known ahead of the four weeks to forecast: promotions, weekday, season, holidays,
#   group;
# - `target` is `(n, 28)`: the scaled demand of those days.
#
# Return a Keras model of Keras' own layers that is called as `model([past, future])` and gives `(n, 28, 9)`: quantiles of
# each day at the levels 0.1, 0.2, …, 0.9.
#
# - It is judged in 2024 on 100 **new** articles, of which nothing is known but the last eight weeks, by the mean pinball
#   loss of scaled demand, beside the **seasonal-naive** forecast of the same windows: the last week, four times, plus
#   quantiles of how much a day differed from the same weekday a week earlier.
# - Wanted: at most 64 % of the loss of the seasonal-naive forecast.
# - Each quantile is honest: it lies above a share of the true values within 0.08 of its level.
# - A promotion in the coming weeks must raise the forecast.
# - A recipe that works joins three things for each of the 28 days: a **summary** of the whole past (`Flatten`, two `Dense`
#   layers, `RepeatVector`); the eight past days with the **same weekday**, all channels in a row (`Reshape`, `Permute`, one
#   `Dense` layer for all weekdays, the result four times in a row); and a **convolution** of 7 days over what is known,
#   `past[:, -6:, 1:]` followed by `future`. Then two `Dense` layers of 64 units. Adam, batches of 128, 10 epochs, with a rate that falls from 0.003 to 0.
# - It should take about 15 seconds, at most 40.


# %% tags=["exercise"]
def train_global_forecaster(past, future, target):
    """A network model([past, future]) that gives quantiles (n, 28, 9) for any article."""
    ### BEGIN SOLUTION
    levels = np.linspace(0.1, 0.9, 9).astype("float32")

    def loss(y, quantiles):
        error = y[..., None] - quantiles
        return keras.ops.mean(keras.ops.maximum(levels * error, (levels - 1) * error))

    layers, channels = keras.layers, past.shape[2]
    days, ahead = keras.Input(past.shape[1:]), keras.Input(future.shape[1:])
    summary = layers.Dense(64, "relu")(layers.Flatten()(days))
    summary = layers.RepeatVector(28)(layers.Dense(32, "relu")(summary))
    weeks = layers.Permute((2, 1, 3))(layers.Reshape((8, 7, channels))(days))
    weeks = layers.Reshape((7, 8 * channels))(weeks)  # eight past Mondays in a row, ...
    weeks = layers.Concatenate(axis=1)([layers.Dense(32, "relu")(weeks)] * 4)
    known = layers.Concatenate(axis=1)([days[:, -6:, 1:], ahead])  # a week before each day
    known = layers.Conv1D(32, 7, activation="relu")(known)
    x = layers.Concatenate()([summary, weeks, known, ahead])
    x = layers.Dense(64, "relu")(layers.Dense(64, "relu")(x))
    model = keras.Model([days, ahead], layers.Dense(len(levels))(x))
    rate = keras.optimizers.schedules.CosineDecay(0.003, 10 * len(past) // 128)
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    model.fit([past, future], target, batch_size=128, epochs=10, verbose=0)
    return model
    ### END SOLUTION


# %% tags=["check"] points=3
check.train_global_forecaster(train_global_forecaster, points=3)
### BEGIN HIDDEN TESTS
check.train_global_forecaster(train_global_forecaster, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### New articles, all of 2024
#
# Train yours on the windows of section 7, and let it forecast articles that it has never met. The rivals get the same 56
# days.


# %%
def same_weekday(past):
    """Quantiles of the same weekday in the eight past weeks: (n, 28, 9)."""
    weeks = np.quantile(past[:, :, 0].reshape(-1, 8, 7), LEVELS, axis=1)
    return np.tile(np.moveaxis(weeks, 0, -1), (1, 4, 1))


def last_week(past):
    """The last week, four times, and how far a day was from the one a week before it."""
    spread = np.quantile(past[:, 7:, 0] - past[:, :-7, 0], LEVELS, axis=1).T
    return np.maximum(np.tile(past[:, -7:, 0], 4)[..., None] + spread[:, None], 0)


def short_ets(past, alpha=0.1, gamma=0.05):
    """Exponential smoothing of the 56 days, with its own errors one day ahead."""
    level, week, error = smooth(past[:, :, 0], alpha, gamma)
    middle = level[:, -1:] + np.tile(week[:, -1], 4)  # 56 days: the next one has weekday 0
    spread = np.quantile(error[:, 28:], LEVELS, axis=1).T
    return np.maximum(middle[..., None] + spread[:, None], 0)


# %%
def short_additive(windows):
    """log(1 + y) of 56 days by regression on weekday, promotion, holidays: (n, 28, 9)."""
    columns, found = [*PROMOTION, *range(1, 8), *HOLIDAYS], []
    for past, future, size in zip(
        windows["past"].astype(float), windows["future"], windows["scale"], strict=True
    ):
        X = np.column_stack([np.ones(56), past[:, 1:][:, columns]])
        ahead = np.column_stack([np.ones(28), future[:, columns]])
        z = np.log1p(past[:, 0] * size)
        w = fit_additive_model(z, X, np.array([0] + [0.5] * 14))
        spread = np.quantile(z - X @ w, LEVELS)
        found.append(np.expm1((ahead @ w)[:, None] + spread) / size)
    return np.maximum(found, 0)


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(14)
mine = train_global_forecaster(training["past"], training["future"], training["target"])

fresh = demand.demand_windows(demand.new_demand(100, 1461, seed=15), starts)
new = {
    "seasonal naive": last_week(fresh["past"]),
    "same weekday": same_weekday(fresh["past"]),
    "ETS, 56 days": short_ets(fresh["past"]),
    "additive, 56 days": short_additive(fresh),
    "yours": mine.predict([fresh["past"], fresh["future"]], batch_size=500, verbose=0),
}
new_scores = {name: pinball_loss(fresh["target"], found, LEVELS) for name, found in new.items()}
for name, value in new_scores.items():
    print(
        f"{name:<17} {value:.4f}   {value / new_scores['seasonal naive']:.0%} of seasonal naive"
    )

# %% tags=["nbval-ignore-output"]
shop_plots.calibration(
    LEVELS,
    {name: np.mean(fresh["target"][..., None] <= new[name], axis=(0, 1))
     for name in ("ETS, 56 days", "additive, 56 days", "yours")},
    "New articles: the rivals promise too narrow a range",
)  # fmt: skip

# %% [markdown]
# **One network for all** is ahead. Be fair to the rivals: a small additive model comes second, far ahead of the others,
# though it knows eight weeks of one article and nothing else. And with three years of each article it would be about as good
# as the network (docs/results.md, twenty seeds). But a new article has no three years.
#
# In the figure the rivals promise too narrow a range: more than a tenth of what came lies below their 10 % quantile and
# above their 90 % quantile. (A part of it at the low end: these quantiles are often exactly 0, and a day without sales is
# not above 0.)
#
# What has it learned about promotions? Ask it: the same windows twice, without any promotion, and with one on days 6 to 10.

# %% tags=["nbval-ignore-output"]
calm = fresh["past"][:, -7:, 1].max(axis=1) == 0
without = fresh["future"][calm].copy()
without[:, :, 0] = 0
within = without.copy()
within[:, 5:10, 0] = 1
medians = [mine.predict([fresh["past"][calm], future], verbose=0)[..., 4]
           for future in (without, within)]  # fmt: skip
group_of = fresh["future"][calm, 0, 16:].argmax(axis=1)
lift = {
    name: medians[1][group_of == i].mean(axis=0) / medians[0][group_of == i].mean(axis=0) - 1
    for i, name in enumerate(("food", "gifts", "household", "toys"))
}
shop_plots.lift(lift, (6, 10), "It knows what a promotion does, and what comes after it")

# %% [markdown]
# A promotion lifts sales, toys and household more than gifts, and after it they dip for about a week: nobody wrote this into a
# column. The network found it in other articles, and applies it to articles of which it has seen eight weeks. This is what
# one model for all is for.

# %% tags=["claim"]
# > **One network for all** is ahead.
assert new_scores["yours"] < 0.97 * min(v for k, v in new_scores.items() if k != "yours")
# > a small additive model comes second, far ahead of the others
others = [new_scores[name] for name in ("seasonal naive", "same weekday", "ETS, 56 days")]
assert new_scores["additive, 56 days"] < 0.92 * min(others), new_scores
# > more than a tenth of what came lies below their 10 % quantile
for name in ("ETS, 56 days", "additive, 56 days"):
    low, high = np.mean(fresh["target"][..., None] <= new[name], axis=(0, 1))[[0, -1]]
    assert low > 0.13 and high < 0.88, (name, low, high)
# > A promotion lifts sales, toys and household more than gifts
peak = {name: values[5:10].mean() for name, values in lift.items()}
assert min(peak.values()) > 0.05 and min(peak["toys"], peak["household"]) > peak["gifts"], peak
# > after it they dip for about a week
assert all(values[10:13].mean() < -0.02 for values in lift.values()), lift

# %% [markdown]
# ## 11 · In your own words · 11 min
#
# ### Exercise 14 · "Forty percent better" (2 points, read by your instructor · 10 min · ●●○)
#
# A firm offers your chain of shops a network that forecasts 12,000 articles. "MAPE 18 %, against 30 % for what you use now:
# forty percent better." In the small print you read: days without sales were left out; the test is a fifth of all windows,
# drawn at random from four years; sales were smoothed with a centred five-day mean; "what you use now" is last month's mean
# for all days; the forecast is one number a day. In five to seven sentences: what is wrong with the measure, with the test
# and with the rival, which direction does each of them push the result, and what would you ask to see before you buy?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# MAPE is not defined on days without sales, and leaving these out hides the articles that hardly sell; it also rewards
# forecasts that are too low, which empties the shelves. Windows drawn at random overlap with training windows, and the
# network has seen the same days, also those after the test window; the centred mean puts two future days into the input.
# Both make the error of the test smaller than it can be in use. A month's mean knows no weekday, no season and no
# promotion, so it is far too weak: the rivals are seasonal naive, exponential smoothing and an additive model with
# holidays. One number is not enough to order by. I would ask for a test with rolling origins after the last training day,
# also on new articles, with raw sales and zeros, by pinball loss at the levels that we order by (or by cost), with
# coverage, and beside those rivals.
#
# **Rubric.** ½ point: MAPE (zeros left out, rewards too low). ½ point: leak (random windows, or centred mean) and that it
# flatters. ½ point: a proper rival named (seasonal naive, ETS or additive). ½ point: rolling origin or later time, and
# quantiles, coverage or cost in place of one number.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | quantile | what you order by: costs decide the level |
# | pinball loss | a tilted V, whose best answer is a quantile; asks for calibration and sharpness at once |
# | CRPS | the pinball loss of all levels, twice its mean; works on samples |
# | MAPE | not defined at 0, and rewards forecasts that are too low |
# | rolling origin | many exams, each after all that the model has seen |
# | Prophet | trend + waves + holidays by penalised regression, one series at a time; it is the trend that makes the far future uncertain |
# | moving holidays | columns from the calendar; no wave can know them |
# | local or global | of the same model: young articles gain by the others, old ones stand alone |
# | causal convolution | looks back only; with dilations the reach doubles with each layer |
# | negative binomial | counts with variance $\mu + \alpha \mu^2$; the slope is the miss over the variance |
# | DeepAR | a likelihood, a scale, and drawn days fed back |
# | paths | sums need them: a sum of quantiles is not a quantile of the sum |
# | missing | is not zero: leave it out |
# | simple rivals | seasonal naive, ETS, an additive model; and the mean of several |
#
# **Words.** forecast 예측 · quantile 분위수 · exponential smoothing 지수 평활 · trend 추세 · seasonality 계절성 · changepoint 변화점 ·
# causal convolution 인과 합성곱 · overdispersion 과산포 · negative binomial distribution 음이항 분포 · autoregressive 자기회귀 · ensemble
# 앙상블
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. A loaf left over costs 1 €, a missing one 9 €. Which quantile do you order by?</summary>
#
# 9 / (9 + 1): the 90 % quantile.
# </details>
#
# <details><summary>2. Kernel 3, dilations 1, 2, 4. How many days does one output see?</summary>
#
# 1 + 2 · (1 + 2 + 4) = 15.
# </details>
#
# <details><summary>3. An interval at the level 80 % held 97 % of the days. Is that good?</summary>
#
# No: it is too wide. It costs sharpness, and you order too much for safety.
# </details>
#
# <details><summary>4. Why does chapter 14's additive model need columns for Seollal, when it has 4 waves a year?</summary>
#
# Seollal is on another day each year; waves repeat after exactly a year.
# </details>
#
# <details><summary>5. Sales have the mean 10 and α = 0.1. What is their variance? And Poisson's?</summary>
#
# 10 + 0.1 · 10² = 20; Poisson's is 10.
# </details>
#
# ## Go further
#
# - R. J. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice*, otexts.com. Free online; exponential
#   smoothing, ensembles, rolling origins.
# - S. J. Taylor and B. Letham, *Forecasting at Scale*, The American Statistician 72(1), 2018. Prophet; you have built most
#   of it.
# - D. Salinas, V. Flunkert, J. Gasthaus and T. Januschowski, *DeepAR: Probabilistic forecasting with autoregressive
#   recurrent networks*, International Journal of Forecasting 36(3), 2020.
# - S. Bai, J. Z. Kolter and V. Koltun, *An Empirical Evaluation of Generic Convolutional and Recurrent Networks for
#   Sequence Modeling*, arXiv:1803.01271, 2018. The TCN.
# - P. Montero-Manso and R. J. Hyndman, *Principles and algorithms for forecasting groups of time series: Locality and
#   globality*, International Journal of Forecasting 37(4), 2021. When one model for all can win.
# - T. Gneiting and A. E. Raftery, *Strictly Proper Scoring Rules, Prediction, and Estimation*, Journal of the American
#   Statistical Association 102(477), 2007. Why CRPS cannot be flattered.
# - S. Makridakis, E. Spiliotis and V. Assimakopoulos, *The M5 competition: Background, organization, and implementation*,
#   International Journal of Forecasting 38(4), 2022. 42,840 series of a chain of shops.
