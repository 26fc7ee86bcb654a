# %% [markdown]
# # 07 · Recurrent neural networks
#
# **After this chapter you will be able to**
#
# - **cut** a series, of one feature or of several, into windows, and **split** it in time so that nothing leaks from the
#   future;
# - **judge** a forecast by MAE and MASE beside naive, seasonal-naive and linear forecasts, and **say** how sure it is;
# - **write** a recurrent cell, run it forward, and **follow** its gradients back through time, step by step;
# - **explain** why these gradients vanish or explode, **clip** them, and **cut** them while the state goes on;
# - **build** recurrent networks in Keras for forecasts, texts and sounds, and **say** where a simpler model is as good;
# - **measure** a language model on text that it has not seen, and **sample** from it, carefully or wildly.
#
# **Time:** about 145 minutes. **Difficulty:** ●●○. **You need:** chapters 02 (backpropagation), 03 (optimisers) and 04
# (Keras).
#
# ## A puzzle to begin with · 2 min
#
# Four days of hourly temperature at a harbour, twice: once as it was, once with the hours shuffled. Both pictures hold
# exactly the same numbers. Draw the next twelve hours, in the grey band, for each.

# %%
import numpy as np

from dlcourse import data
from dlcourse.plots.rnn import windows as window_plots

coast = data.load("coast")
series = np.concatenate([coast.y_train, coast.y_test])
window_plots.in_and_out_of_order(series[:96])

# %% [markdown]
# On the left you can draw on with some confidence; on the right nobody can. What you used is the **order**. A dense
# network takes a row of numbers and does not know which came first: shuffle the columns of all samples in the same way,
# and it learns just as well. A **recurrent neural network** (순환 신경망) reads a sequence step by step, and carries a *memory*
# from each step to the next.

# %%
from dlcourse.checks import rnn as check  # first: it keeps TensorFlow quiet

import keras
import tensorflow as tf

from dlcourse import nn

keras.utils.set_random_seed(7)
print(coast.describe())

# %% [markdown]
# ## 1 · Windows · 8 min
#
# A sequence model takes arrays of shape **(samples, timesteps, features)**. Our series is one long row of 2,400 numbers.
# To learn from it, cut it into **windows**: each is a sample of `length` time steps with one feature. What the network
# must predict, the **target**, is the value `horizon` steps after the window's last one.

# %%
window_plots.sliding([3.0, 4.5, 5.0, 4.0, 2.5, 2.0, 3.5, 5.0, 5.5, 4.5], length=4, horizon=2)

# %% [markdown]
# ### Exercise 1 · Windows (1 point · 6 min · ●○○)
#
# Write `make_windows(series, length, horizon)`. `series` is an array `(n,)` of any
# numbers, whole ones too. Return a pair:
#
# - `X` of shape `(windows, length, 1)`: window `i` begins at `series[i]`;
# - `y` of shape `(windows,)`: the value `horizon` steps after the last value of each window.
#
# Use every window that has a target, and no other. *Example:* for the series 0, 1, …, 9 with length 4 and horizon 3 the
# first window is 0, 1, 2, 3, its target is 6, and there are four windows. (How many are there for any n?)


# %% tags=["exercise"]
def make_windows(series, length, horizon):
    """Windows (windows, length, 1) and their targets (windows,)."""
    ### BEGIN SOLUTION
    count = len(series) - length - horizon + 1
    X = np.stack([series[i : i + length] for i in range(count)])[:, :, np.newaxis]
    return X, series[length + horizon - 1 :]
    ### END SOLUTION


# %% tags=["check"] points=1
check.make_windows(make_windows, points=1)
### BEGIN HIDDEN TESTS
check.make_windows(make_windows, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · Split in time · 8 min
#
# In chapter 04 you shuffled before you split. **Never do that with a series.** Neighbouring windows share all but one of
# their values. If one of them is used for training and the other for validation, the network is asked about what it has
# already seen. The answer looks brilliant, and is worth nothing: **leakage**.
#
# ### Exercise 2 · A chronological split (1 point · 4 min · ●○○)
#
# Write `chronological_split(series, validation, test)`: return three parts, `(train, validation, test)`, in the order of
# time: the oldest values train, the newest test. `validation` and `test` are shares of the **whole** series: a share `s`
# of `n` values is `round(n * s)` of them, with Python's `round` (2.4 gives 2, 2.6 gives 3, and of a half the even number:
# 2.5 gives 2, 3.5 gives 4). The training part has the rest. A share may be 0.
#
# *Example:* `chronological_split(np.arange(10), 0.2, 0.1)` gives `[0 … 6]`, `[7, 8]` and `[9]`.


# %% tags=["exercise"]
def chronological_split(series, validation, test):
    """Training, validation and test part, in the order of time."""
    ### BEGIN SOLUTION
    n = len(series)
    second = n - round(n * test)
    first = second - round(n * validation)
    return series[:first], series[first:second], series[second:]
    ### END SOLUTION


# %% tags=["check"] points=1
check.chronological_split(chronological_split, points=1)
### BEGIN HIDDEN TESTS
check.chronological_split(chronological_split, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
train, validation, test = chronological_split(series, 0.15, 0.15)
window_plots.cut_in_time(series, [len(train), len(validation), len(test)])

# %% [markdown]
# ### How misleading is leakage?
#
# Let us try it. Twelve years of daily temperature; from 60 days, predict the day a week later. Two models: **two
# nearest neighbours** (find the two windows that look most alike, and average their targets: it learns by heart) and
# **linear regression** (one weight for each day: too few to learn thousands of targets by heart). Each is validated twice, on
# shuffled windows and in time. Then comes the judge: the last fifth, which neither has seen.

# %%
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsRegressor

daily = data.load("temperature")
X, y = make_windows(np.concatenate([daily.y_train, daily.y_test]), length=60, horizon=7)
X, past = X[:, :, 0], int(0.8 * len(X))
shuffled, in_time = np.random.default_rng(0).permutation(past), np.arange(past)


def error_on(model, order, cut):
    """Fit on the windows before `cut`, and give the mean absolute error on those after it."""
    model.fit(X[order[:cut]], y[order[:cut]])
    return np.abs(model.predict(X[order[cut:]]) - y[order[cut:]]).mean()


errors = {}
for name, model in {"neighbours": KNeighborsRegressor(2), "linear": LinearRegression()}.items():
    promises = [error_on(model, order, int(0.8 * past)) for order in (shuffled, in_time)]
    errors[name] = [*promises, error_on(model, np.arange(len(X)), past)]
window_plots.promise_and_truth(errors)

# %% [markdown]
# By shuffled validation you would choose the neighbours, and expect an error below 2 °C. In the future they err by more
# than 4 °C, and the linear model is the better one. Validation **in time** ranks the two correctly.

# %% tags=["claim"]
# > By shuffled validation you would choose the neighbours, and expect an error below 2 °C. In the future they err by more
# > than 4 °C, and the linear model is the better one. Validation in time ranks the two correctly.
near, stiff = errors["neighbours"], errors["linear"]
assert near[0] < 2 < stiff[0]
assert near[2] > 4 > stiff[2]
assert near[1] > stiff[1]

# %% [markdown]
# ## 3 · Baselines first · 11 min
#
# Before any network, ask how good a forecast is that needs no learning. A forecast for time $t$ with horizon $h$ is made at
# time $t-h$; nothing later may be used.
#
# - **naive**: it stays as it is. The forecast for $t$ is the value at $t-h$.
# - **seasonal naive**: it will be as one season ago. With period $p$ (24 hours, 12 months) the forecast for $t$ is the
#   value at $t-p$. If $h>p$, that is not known yet: take $t-2p$, or as many whole periods as needed.
#
# And how do you measure? **MAE**, the mean absolute error, has the unit of the series. **MASE** (mean absolute *scaled*
# error) divides it by the error that the (seasonal) naive rule makes one period ahead **on the training data**:
#
# $$\text{MASE} = \frac{\text{mean}_t\,|y_t - \hat y_t|}{\text{mean}_t\,|z_t - z_{t-p}|},\qquad z \text{ the training series.}$$
#
# It has no unit. Below 1 the error is smaller than the one that repeating the last season made on the training data.
#
# ### Exercise 3 · Baselines and MASE (2 points · 7 min · ●●○)
#
# - `naive_forecasts(series, horizon, period)` returns two arrays of the length of `series`: the naive and the
#   seasonal-naive forecast **for** each time. Where nothing is known yet: `np.nan`. (`series` may hold whole numbers.)
# - `mase(y_true, y_pred, train, period)` returns one number, the mean absolute *scaled* error.
#
# *Example:* for the series 0, 1, …, 9 with horizon 3 and period 5 the forecasts for the last time are 6 and 4.


# %% tags=["exercise"]
def naive_forecasts(series, horizon, period):
    """The naive and the seasonal-naive forecast for each time."""
    ### BEGIN SOLUTION
    seasons = -(-horizon // period)
    naive, seasonal = np.full(len(series), np.nan), np.full(len(series), np.nan)
    naive[horizon:] = series[:-horizon]
    seasonal[seasons * period :] = series[: -seasons * period]
    return naive, seasonal
    ### END SOLUTION


def mase(y_true, y_pred, train, period):
    """Mean absolute error over that of the seasonal naive rule on the training series."""
    ### BEGIN SOLUTION
    scale = np.abs(train[period:] - train[:-period]).mean()
    return np.abs(y_true - y_pred).mean() / scale
    ### END SOLUTION


# %% tags=["check"] points=2
check.naive_forecasts(naive_forecasts, mase, points=2)
### BEGIN HIDDEN TESTS
check.naive_forecasts(naive_forecasts, mase, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Our task from now on: see **24 hours**, predict the temperature **6 hours** after them.

# %%
LENGTH, HORIZON, PERIOD = 24, 6, 24
naive, seasonal = naive_forecasts(series, HORIZON, PERIOD)
window_plots.baselines_at_work(series, naive, seasonal, hours=72, horizon=HORIZON)

# %%
scores = {}
for name, forecast in {"naive": naive, "seasonal naive": seasonal}.items():
    forecast = forecast[-len(test) :]
    scores[name] = np.abs(forecast - test).mean(), mase(test, forecast, train, PERIOD)
    print(f"{name:<15} MAE {scores[name][0]:.2f} °C   MASE {scores[name][1]:.2f}")

# %% [markdown]
# Six hours are a quarter of a day, so the naive forecast is wrong by the daily cycle: its error is more than three times
# that of the seasonal-naive one, which is the baseline to beat.

# %% tags=["claim"]
# > its error is more than three times that of the seasonal-naive one
assert scores["naive"][0] > 3 * scores["seasonal naive"][0]

# %% [markdown]
# ## 4 · The recurrent cell · 12 min
#
# The memory is a vector $h$, the **state**, with one number for each **unit**. At each step the cell mixes the new input
# $x_t$ with the state before:
#
# $$h_t = \tanh(x_t U + h_{t-1} W + b),\qquad h_0 = 0.$$
#
# $U$ has shape (features, units), $W$ (units, units) and $b$ (units,). They are **the same at every step**: the number of
# parameters, $u(d+u+1)$ for $d$ features and $u$ units, does not depend on how long the sequence is. Draw the cell once for
# each step and the loop becomes a chain: the network, **unrolled**.

# %%
from dlcourse.plots.rnn import unrolled

unrolled.unrolled_in_time(x=[1.0, -0.5, 0.5, 0.0], U=1.2, W=0.7, b=0.1, target=1.0)

# %% [markdown]
# Press play: states run forward in time; then the gradient runs backward, through the same $W$ again and again.
#
# ### Exercise 4 · One step (1 point · 2 min · ●○○)
#
# Write `rnn_cell(x, h, U, W, b)`: `x` is `(batch, features)`, `h` the state before, `(batch, units)`. Return the new
# state, `(batch, units)`, by the formula above.


# %% tags=["exercise"]
def rnn_cell(x, h, U, W, b):
    """The next state (batch, units)."""
    ### BEGIN SOLUTION
    return np.tanh(x @ U + h @ W + b)
    ### END SOLUTION


# %% tags=["check"] points=1
check.rnn_cell(rnn_cell, points=1)
### BEGIN HIDDEN TESTS
check.rnn_cell(rnn_cell, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5 · All steps (2 points · 5 min · ●●○)
#
# Write `rnn_forward(X, U, W, b)`: `X` is `(batch, time, features)`, sequences of any length. Begin with a state of zeros,
# walk along the time axis, and return **all** states as one array `(batch, time, units)`. Samples know nothing of each
# other, nor calls of earlier calls.


# %% tags=["exercise"]
def rnn_forward(X, U, W, b):
    """All states (batch, time, units), from a state of zeros."""
    ### BEGIN SOLUTION
    h = np.zeros((len(X), len(b)))
    states = []
    for t in range(X.shape[1]):
        h = rnn_cell(X[:, t], h, U, W, b)
        states.append(h)
    return np.stack(states, axis=1)
    ### END SOLUTION


# %% tags=["check"] points=2
check.rnn_forward(rnn_forward, points=2)
### BEGIN HIDDEN TESTS
check.rnn_forward(rnn_forward, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### The same in Keras, and in `dlcourse.nn`
#
# Keras calls it `SimpleRNN`, calls $U$ the *kernel* and $W$ the *recurrent kernel*, and keeps the three arrays in this
# order. `return_sequences=True` gives all states; without it you get the last one only.

# %%
layer = keras.layers.SimpleRNN(5, return_sequences=True)
batch = np.random.default_rng(1).normal(size=(4, 10, 3)).astype("float32")
theirs = layer(batch).numpy()
U, W, b = layer.get_weights()
mine = rnn_forward(batch, U, W, b)

twin = nn.Sequential([nn.Input((10, 3)), nn.layers.SimpleRNN(5, return_sequences=True)])
twin.set_weights([U, W, b])

print("states:", mine.shape, " parameters:", layer.count_params(), "= 5 · (3 + 5 + 1)")
print(
    "yours and Keras' differ by less than 1e-5:     ", bool(np.abs(mine - theirs).max() < 1e-5)
)
difference = np.abs(twin.predict(batch) - theirs).max()
print("dlcourse.nn's and Keras' differ by less than 1e-5:", bool(difference < 1e-5))

# %% [markdown]
# Which of the states do you use? That depends on the task. (*Read, then write* is built in elective 13: it translates.)

# %%
unrolled.patterns()

# %% [markdown]
# ## 5 · Backpropagation through time · 28 min
#
# Unrolled, the network is a deep network with one layer for each time step, and chapter 02 tells how to differentiate it.
# Two things are new. **The same weights appear in every layer**, so their gradients are *sums over all steps*. And a state
# has **two** successors: the loss at its own step, and the state after it.
#
# Let us derive it. Let $a_t = x_t U + h_{t-1} W + b$ be the sum inside the tanh, so $h_t = \tanh(a_t)$. Write
# $\delta_t = \partial L/\partial h_t$ for the whole gradient of a state, and $\alpha_t = \partial L/\partial a_t$.
#
# 1. *A state changes the loss in two ways.* Directly, at its own step: call this part $g_t$. And through the next sum
#    $a_{t+1} = \dots + h_t W + \dots$, whose gradient is $\alpha_{t+1}$. As in a dense layer, a product with $W$ forward
#    is a product with $W^\top$ backward. The two ways add up:
#    $$\delta_t = g_t + \alpha_{t+1} W^\top,\qquad \alpha_{T+1} = 0 \text{ after the last step } T.$$
# 2. *The sum changes the loss only through its tanh*, whose slope is $1-\tanh^2(a_t) = 1-h_t^2$:
#    $$\alpha_t = \delta_t\,(1-h_t^2).$$
# 3. *Each weight is used at every step.* At step $t$ alone, $a_t$ is a dense layer with the inputs $x_t$ and $h_{t-1}$ (and
#    $h_0=0$). The chain rule adds the steps:
#
# $$\frac{\partial L}{\partial U} = \sum_t x_t^\top \alpha_t,\quad
# \frac{\partial L}{\partial W} = \sum_t h_{t-1}^\top \alpha_t,\quad
# \frac{\partial L}{\partial b} = \sum_t \text{sum of } \alpha_t \text{ over the batch},\quad
# \frac{\partial L}{\partial x_t} = \alpha_t U^\top .$$
#
# Line 1 needs $\alpha_{t+1}$, so walk **backwards**, from the last step to the first.
#
# ### Exercise 6 · Backward (3 points · 10 min · ●●●)
#
# Write `rnn_backward(dH, X, H, U, W)`. `H` holds the states that `rnn_forward` gave; `dH`, of the same shape, holds the
# $g_t$. (If only the last state is used, `dH` is zero everywhere but at the last step.) Return
# `(dX, dU, dW, db)`, each of the shape of what it belongs to. Leave the arguments as they are.


# %% tags=["exercise"]
def rnn_backward(dH, X, H, U, W):
    """Gradients (dX, dU, dW, db) by backpropagation through time."""
    ### BEGIN SOLUTION
    dX, dU, dW, db = np.zeros(X.shape), np.zeros(U.shape), np.zeros(W.shape), np.zeros(len(W))
    from_later = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        alpha = (dH[:, t] + from_later) * (1 - H[:, t] ** 2)
        before = H[:, t - 1] if t > 0 else np.zeros_like(alpha)
        dU += X[:, t].T @ alpha
        dW += before.T @ alpha
        db += alpha.sum(axis=0)
        dX[:, t] = alpha @ U.T
        from_later = alpha @ W.T
    return dX, dU, dW, db
    ### END SOLUTION


# %% tags=["check"] points=3
check.rnn_backward(rnn_backward, points=3)
### BEGIN HIDDEN TESTS
check.rnn_backward(rnn_backward, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Against the tape of chapter 04, for the loss $\sum h_T^2$ of the last states:

# %%
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(batch)[:, -1] ** 2)
by_tape = tape.gradient(loss, [weight.value for weight in layer.trainable_weights])

dH = np.zeros_like(mine)
dH[:, -1] = 2 * mine[:, -1]
by_hand = rnn_backward(dH, batch, mine, U, W)[1:]
for name, yours, tapes in zip(("dU", "dW", "db"), by_hand, by_tape, strict=True):
    print(name, "agrees to 1e-4:", bool(np.abs(yours - tapes.numpy()).max() < 1e-4))

# %% [markdown]
# ### Vanish or explode
#
# On its way back by $k$ steps the gradient is multiplied $k$ times by $W^\top$ and by slopes of tanh, which lie in (0, 1].
# What becomes of a product of many such factors depends above all on $W$: on its **spectral radius**, the largest absolute
# value of its eigenvalues. The matrices below turn a vector and scale it by their spectral radius; with all slopes at 1,
# $k$ steps back would scale it by exactly radius$^k$. Your `rnn_backward` shows it: a loss on the last state only, and the
# norm of `dX` for the input $k$ steps earlier.

# %%
from dlcourse.plots.rnn import through_time


def random_network(radius, steps=41, units=32):
    """Tiny random inputs, and a recurrent matrix that turns states and scales them."""
    rng = np.random.default_rng(3)
    turn = np.linalg.qr(rng.normal(size=(units, units)))[0]  # all its eigenvalues have size 1
    return (
        0.01 * rng.normal(size=(8, steps, 2)),
        0.3 * rng.normal(size=(2, units)),
        radius * turn,
    )


# %%
norms = {}
for radius in (0.5, 0.8, 1.0, 1.2):
    X, U, W = random_network(radius)
    H = rnn_forward(X, U, W, np.zeros(len(W)))
    dH = np.zeros_like(H)
    dH[:, -1] = np.random.default_rng(4).normal(size=dH[:, -1].shape)
    dX = rnn_backward(dH, X, H, U, W)[0]
    norms[f"{radius:g}"] = np.linalg.norm(dX, axis=(0, 2))[::-1]
through_time.gradient_against_lag(norms)

# %% [markdown]
# With radius 0.5 next to nothing arrives from 20 steps ago, about a millionth: from so far back the network learns
# practically nothing. This is the **vanishing gradient** (기울기 소실). With 1.2 the gradient explodes, and one step of
# gradient descent can throw the weights far away. (The inputs are tiny, so that tanh stays near 0, where its slope is 1.
# With radius 1.2 the states themselves grow, to where tanh is flatter: that is why its curve bends.) Vanishing needs another
# cell: the LSTM of chapter 08. Exploding has a simple remedy.

# %% tags=["claim"]
# > With radius 0.5 next to nothing arrives from 20 steps ago, about a millionth
#
# > With 1.2 the gradient explodes
arrives = {name: values / values[0] for name, values in norms.items()}
assert 1e-7 < arrives["0.5"][20] < 1e-5
assert arrives["1.2"][-1] > 10

# %% [markdown]
# ### Clipping by the global norm
#
# If the gradient is too long, shorten it; keep its **direction**. The length is that of *all* gradients together, as if
# they were one long vector: $n = \sqrt{\sum_i \lVert g_i\rVert^2}$. If $n$ is larger than the limit, multiply **each**
# gradient by limit$/n$; otherwise leave all as they are.

# %%
through_time.clipping_directions([10.0, 2.0], limit=3.0)

# %% [markdown]
# ### Exercise 7 · Clip (1 point · 5 min · ●●○)
#
# Write `clip_by_global_norm(gradients, limit)`: `gradients` is a list of arrays of any shapes. Clip them by their global
# norm, as above: those that are too long become as long as the limit and keep their direction, others keep their values.
# Return `(clipped, norm)`: a list of arrays, and the global norm **before** clipping. The gradients may all be zero, and
# their norm may be exactly the limit. Leave what you were given as it is.
#
# *Example:* `clip_by_global_norm([np.array([3.0]), np.array([[4.0]])], 1.0)` gives 0.6, 0.8 and the norm 5.


# %% tags=["exercise"]
def clip_by_global_norm(gradients, limit):
    """Gradients scaled to a global norm of at most `limit`, and the norm before."""
    ### BEGIN SOLUTION
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    factor = limit / max(norm, limit)
    return [factor * g for g in gradients], norm
    ### END SOLUTION


# %% tags=["check"] points=1
check.clip_by_global_norm(clip_by_global_norm, points=1)
### BEGIN HIDDEN TESTS
check.clip_by_global_norm(clip_by_global_norm, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# TensorFlow has the same as `tf.clip_by_global_norm`, and in Keras every optimizer takes `global_clipnorm=1.0`.
#
# ### Truncated backpropagation through time
#
# A whole book, unrolled, is a network with as many layers as it has letters. **Truncated** backpropagation takes it piece
# by piece, $k$ steps each: the *state* goes on from piece to piece, the *gradient* stops at the beginning of its piece. That saves memory
# and time. Does it still learn to remember for longer than $k$ steps?
#
# Try it on a switch: a signal that is mostly 0, now and then 1 or −1, on average every twentieth step. The network must
# always say which of the two came last. Your `rnn_forward` begins with zeros, so how do you hand it a state $h_0$? Write the
# first step as $h_1 = \tanh(x_1 U + h_0 W + b)$: the state before is nothing but more inputs, with $W$ as their weights.


# %%
def a_switch(rng, streams=32, steps=2000):
    """Signals (streams, steps, 1), and at each step the last one that was not 0."""
    on = rng.random((streams, steps)) < 0.05
    on[:, 0] = True
    X = np.where(on, rng.choice([-1.0, 1.0], size=on.shape), 0.0)
    last = np.maximum.accumulate(np.where(on, np.arange(steps), 0), axis=1)
    return X[:, :, None], np.take_along_axis(X, last, axis=1)[:, :, None]


def with_state(x, h):
    """A piece (batch, k, features), with the state before as inputs of its first step."""
    carried = np.zeros((*x.shape[:2], h.shape[1]))
    carried[:, 0] = h
    return np.concatenate([x, carried], axis=2)


# %%
def learn(X, Y, k, carry, units=8):
    """Truncated backpropagation, `k` steps at a time. Gives the loss of each piece."""
    rng = np.random.default_rng(0)
    W = np.linalg.qr(rng.normal(size=(units, units)))[0] / 2
    U, V, b = rng.normal(size=(1, units)) / 2, rng.normal(size=(units, 1)) / 3, np.zeros(units)
    adam, h, losses = nn.optimizers.Adam(0.01), np.zeros((len(X), units)), []
    for start in range(0, X.shape[1], k):
        x, both = with_state(X[:, start : start + k], h), np.concatenate([U, W])
        H = rnn_forward(x, both, W, b)
        gap = H @ V - Y[:, start : start + k]
        losses.append(np.mean(gap**2))
        dY = 2 * gap / gap.size
        dV = np.einsum("btu,bto->uo", H, dY)
        _, d_both, dW, db = rnn_backward(
            dY @ V.T, x, H, both, W
        )  # stops where the piece begins
        gradients, _ = clip_by_global_norm([d_both[:1], dW + d_both[1:], db, dV], 1.0)
        adam.apply(gradients, [U, W, b, V])
        if carry:
            h = H[:, -1]  # the state goes on: for the next piece it is a plain number
    return np.array(losses)


# %% tags=["nbval-ignore-output"]
X, Y = a_switch(np.random.default_rng(5))
losses = {
    "state carried on": learn(X, Y, k=5, carry=True),
    "zeros before each piece": learn(X, Y, k=5, carry=False),
}
through_time.carried_on(losses, steps=5)

# %% [markdown]
# The gradient goes back 5 steps at most, and yet the network learns to hold a sign for as long as it must: *keep what you
# hold* is a rule that shows within 5 steps. Without the state, most pieces contain no signal at all, and nobody could know
# the answer. What truncation cannot teach is a rule of which nothing shows within $k$ steps: the weights never hear how an
# input from further back should have been kept.

# %% tags=["claim"]
# > yet the network learns to hold a sign for as long as it must
#
# > Without the state, most pieces contain no signal at all
assert losses["state carried on"][-40:].mean() < 0.1
assert losses["zeros before each piece"][-40:].mean() > 0.5
assert (np.abs(X[:, 5:]).reshape(-1, 5).max(axis=1) == 0).mean() > 0.6

# %% [markdown]
# Cutting a series into windows, as we do for forecasts, is truncation too, and the simplest: not even the state goes on.
# In Keras, `SimpleRNN(…, stateful=True)` carries the state from batch to batch.
#
# ## 6 · A forecaster · 19 min
#
# Now all of it together: windows, a recurrent layer, one number at the end.
#
# ### Exercise 8 · Beat the seasonal naive (3 points · 9 min · ●●○)
#
# Write `build_forecaster(series, length, horizon, epochs=10)`: make windows of `series`, build a model of Keras' layers,
# train it, return it (compiled or not: only its layers and weights are judged).
#
# - The model takes windows `(n, length, 1)` **in °C** and gives forecasts `(n, 1)` **in °C**. Scale inside: a
#   `Rescaling` layer computes `x * scale + offset`; begin with one that standardises by the mean and standard deviation
#   of `series`, and end with one that undoes it.
# - Between them: a `SimpleRNN` with 16 to 32 units, and `Dense(1)`. Adam with a learning rate that **falls** (chapter
#   03), from about 0.005 to 0, such as `keras.optimizers.schedules.CosineDecay(0.005, steps)`: the last steps of a
#   constant rate would decide by chance how good the forecast is.
# - It is judged on **new weather** (and when your notebook is graded, on other weather again), with 24 hours seen and 6
#   hours ahead: its mean absolute error must be below 0.9 of the seasonal-naive one, and its recurrent layer must matter
#   for that. Training should take a few seconds.


# %% tags=["exercise"]
def build_forecaster(series, length, horizon, epochs=10):
    """A trained model: windows (n, length, 1) in °C to forecasts (n, 1) in °C."""
    ### BEGIN SOLUTION
    X, y = make_windows(series, length, horizon)
    mean, spread = float(np.mean(series)), float(np.std(series))
    model = keras.Sequential(
        [
            keras.Input((length, 1)),
            keras.layers.Rescaling(1 / spread, offset=-mean / spread),
            keras.layers.SimpleRNN(24),
            keras.layers.Dense(1),
            keras.layers.Rescaling(spread, offset=mean),
        ]
    )
    steps = max(epochs, 1) * -(-len(X) // 32)
    slower = keras.optimizers.schedules.CosineDecay(0.005, steps)
    model.compile(
        keras.optimizers.Adam(slower, global_clipnorm=10.0), loss="mse", jit_compile=False
    )
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model
    ### END SOLUTION


# %% tags=["check"] points=3
check.build_forecaster(build_forecaster, points=3)
### BEGIN HIDDEN TESTS
check.build_forecaster(build_forecaster, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# And on our harbour? The windows of the whole series, the last of them for the test; a linear regression on the same
# windows beside it. (`jit_compile=False`, should you compile a small recurrent model yourself, saves the seconds that
# TensorFlow would spend on translating it into machine code.)

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(7)
network = build_forecaster(train, LENGTH, HORIZON)
X_train, y_train = make_windows(train, LENGTH, HORIZON)
X_test = make_windows(series, LENGTH, HORIZON)[0][-len(test) :]
linear = LinearRegression().fit(X_train[:, :, 0], y_train)

forecasts = {
    "naive": naive[-len(test) :],
    "seasonal naive": seasonal[-len(test) :],
    "linear regression": linear.predict(X_test[:, :, 0]),
    "SimpleRNN": network.predict(X_test, verbose=0)[:, 0],
}
scores = {
    name: (np.abs(values - test).mean(), mase(test, values, train, PERIOD))
    for name, values in forecasts.items()
}

# %% tags=["nbval-ignore-output"]
from dlcourse.plots.rnn import forecasts as forecast_plots

forecast_plots.table(scores, "°C")

# %% tags=["nbval-ignore-output"]
shown = slice(-96, None)
forecast_plots.beside_baselines(
    coast.x_test[shown],
    test[shown],
    {name: forecasts[name][shown] for name in ("seasonal naive", "SimpleRNN")},
    "Six hours ahead: closer to what came than yesterday's curve",
    "temperature (°C)",
)

# %% [markdown]
# The network beats both naive forecasts clearly. And the linear regression? On this one summer the two are close, and one
# summer does not decide. Over twenty other summers (docs/results.md) the network's error was 0.66 ± 0.039 of the
# seasonal-naive one, that of the linear regression 0.71 ± 0.037: the network is a little better on average. What does the
# linear model lack? The **hour**: it weighs each place in the window in the same way at all hours. Give it 24 more columns
# that say which hour it is, and it beats the network: 0.57 ± 0.035. So put a simple model beside the network, always, ask
# what you can tell it, and look at more than one series before you call one of them better.

# %% tags=["claim"]
# > The network beats both naive forecasts clearly.
#
# > On this one summer the two are close
assert scores["SimpleRNN"][0] < 0.9 * scores["seasonal naive"][0] < scores["naive"][0]
assert abs(scores["SimpleRNN"][0] / scores["linear regression"][0] - 1) < 0.25

# %% [markdown]
# ### Several features in, one out
#
# What else could help a forecast? What you see at *other* places. A river in a valley: rain in the hills reaches it six
# hours later. Whoever looks at the river alone notices a flood when it comes; whoever also reads the rain gauge knows
# before. Such a series is **multivariate**: several numbers at each step, windows `(samples, timesteps, features)` with
# more than one feature. (This river is made by the course. Like real ones, it answers to rain *and* wetness: dry soil drinks
# most of a shower, wet soil next to nothing. How wet it is, no column says; the hours before do.)


# %%
def many_windows(table, length, horizon):
    """Windows (n, length, features) of a table (time, features); targets: its first column."""
    columns = [make_windows(column, length, horizon)[0] for column in table.T]
    return np.concatenate(columns, axis=2), make_windows(table[:, 0], length, horizon)[1]


def build_many(X, y, epochs=10):
    """A trained model: windows (n, length, features) to forecasts (n, 1)."""
    scale = keras.layers.Normalization()  # its own mean and variance for each feature
    scale.adapt(X)
    back = keras.layers.Rescaling(float(y.std()), offset=float(y.mean()))
    layers = [scale, keras.layers.SimpleRNN(24), keras.layers.Dense(1), back]
    model = keras.Sequential([keras.Input(X.shape[1:]), *layers])
    slower = keras.optimizers.schedules.CosineDecay(0.005, epochs * -(-len(X) // 32))
    model.compile(keras.optimizers.Adam(slower, global_clipnorm=10.0), "mse", jit_compile=False)
    model.fit(X, y, batch_size=32, epochs=epochs, verbose=0)
    return model


# %% tags=["nbval-ignore-output"]
river = data.load("river")
table = np.concatenate([river.y_train, river.y_test])
X, y = many_windows(table, LENGTH, HORIZON)
cut = len(y) - len(river.y_test)  # the targets from here on are the test part
keras.utils.set_random_seed(7)
flows = {"naive": X[cut:, -1, 0]}
for name, features in {"flow": [0], "flow and rain": [0, 1]}.items():
    some = X[:, :, features]
    rows = some.reshape(len(some), -1)
    line = LinearRegression().fit(rows[:cut], y[:cut])
    flows[f"linear regression on {name}"] = line.predict(rows[cut:])
    flows[f"SimpleRNN on {name}"] = build_many(some[:cut], y[:cut]).predict(
        some[cut:], verbose=0
    )[:, 0]
misses = {name: np.abs(values - y[cut:]).mean() for name, values in flows.items()}
for name, error in misses.items():
    print(f"{name:<34} MAE {error:.2f} m³/s")

# %% tags=["nbval-ignore-output"]
forecast_plots.rain_and_flow(
    table[-len(y[cut:]) :],
    {name: flows[name] for name in ("SimpleRNN on flow", "SimpleRNN on flow and rain")},
    hours=120,
)

# %% [markdown]
# The second column helps more than the kind of model: with rain, even the linear regression beats the network that has none.
# With rain in both, the network is ahead here, because rain counts *more* on wet soil, a product that a linear model cannot
# form. (You could hand it that product as a further column, if you knew which one.)

# %% tags=["claim"]
# > with rain, even the linear regression beats the network that has none
#
# > With rain in both, the network is ahead here
assert misses["linear regression on flow and rain"] < misses["SimpleRNN on flow"]
assert misses["SimpleRNN on flow and rain"] < misses["linear regression on flow and rain"]

# %% [markdown]
# ### What else there is for series
#
# Statistics forecast long before there were networks: *exponential smoothing* and *ARIMA*, a linear regression on the last
# values (or changes) and the last errors, are still the first rivals to try. **Prophet** (Taylor & Letham, 2018) adds up a trend, seasons and holidays,
# one series at a time, without a network. **DeepAR** (Salinas and others, 2020) trains *one* recurrent network on many
# related series, such as the sales of thousands of goods, and forecasts probabilities instead of one number. In large
# competitions simple methods did well for long; the winner of M4 (2018) joined exponential smoothing with a recurrent
# network, and that of M5 (2020) used boosted trees. To find *anomalies*, look where a forecast, or the copy of its
# input that an autoencoder makes (chapter 11), misses by far more than usual.
#
# ## 7 · Text · 4 min
#
# A review is a sequence of words. `TextVectorization` gives each word a number (0 is padding, 1 is any unknown word), and
# an `Embedding` layer turns each number into a vector that is learned: a table with one row for each word. Then the recurrent
# layer reads the vectors, and its last state decides: **Embedding → SimpleRNN → Dense**. Short reviews are padded with
# zeros **in front**: then the last thing read is the last word, not a row of zeros. (The other way is
# `Embedding(…, mask_zero=True)`, which makes the recurrent layer skip the zeros.)

# %%
reviews = data.load("reviews_en")
vectorize = keras.layers.TextVectorization(max_tokens=500)
vectorize.adapt(reviews.x_train)


def encode(texts, length=30):
    """Word numbers (texts, length), padded in front; of longer texts the end is kept."""
    return keras.utils.pad_sequences([vectorize(text).numpy() for text in texts], length)


print(reviews.x_train[2])
print(encode(reviews.x_train[2:3])[0])

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(7)
reader = keras.Sequential(
    [
        keras.Input((30,)),
        keras.layers.Embedding(500, 16),
        keras.layers.Dropout(0.3),
        keras.layers.SimpleRNN(32),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
adam = keras.optimizers.Adam(0.003, global_clipnorm=1.0)
reader.compile(adam, "binary_crossentropy", metrics=["accuracy"], jit_compile=False)
words = encode(reviews.x_train), encode(reviews.x_test)
history = reader.fit(words[0], reviews.y_train, epochs=10, batch_size=32, verbose=0).history
print(f"accuracy on the reviews it has learned from: {history['accuracy'][-1]:.2f}")

# %% tags=["nbval-ignore-output"]
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

bag = make_pipeline(CountVectorizer(), LogisticRegression(max_iter=1000))
bag.fit(reviews.x_train, reviews.y_train)
found = {
    "counting words": bag.score(reviews.x_test, reviews.y_test),
    "SimpleRNN": reader.evaluate(*(words[1], reviews.y_test), verbose=0)[1],
}
for name, accuracy in found.items():
    print(f"{name:<14} {accuracy:.2f} of the test reviews right")

good = ["the price is more than fair", "i would buy it again", "the light is warm"]
bad = ["it takes forever to boil", "the space bar sticks", "it gave me a stomach ache"]
pairs = [(f"{g}, but {b}.", f"{b}, but {g}.") for g in good for b in bad]
chances = [reader.predict(encode(texts), verbose=0)[:, 0] for texts in zip(*pairs, strict=True)]
for text, p in zip(pairs[0], (chances[0][0], chances[1][0]), strict=True):
    print(f"{p:.2f} positive: {text}")
print(f"the good end wins in {np.sum(chances[1] > chances[0])} of {len(pairs)} such pairs")

# %% [markdown]
# Counting words cannot tell the two sentences of a pair apart: the same words, in another order. The recurrent network can,
# and in most of them it lets what comes after "but" decide. On the whole test set the two are about equal all the same (with
# 160 reviews, chance alone makes differences of a few hundredths): with so few short reviews to learn from, the network knows
# those nearly by heart. Chapter 10 goes on from here.

# %% tags=["claim"]
# > The recurrent network can, and in most of them it lets what comes after "but" decide.
#
# > On the whole test set the two are about equal all the same
#
# > with 160 reviews, chance alone makes differences of a few hundredths
assert len(reviews.x_test) == 160 and 0.02 < np.sqrt(0.8 * 0.2 / 160) < 0.05
# > the network knows those nearly by heart
assert np.mean(chances[1] > chances[0]) > 0.5
assert abs(found["SimpleRNN"] - found["counting words"]) < 0.1
assert history["accuracy"][-1] > 0.93

# %% [markdown]
# ## 8 · Writing, one letter at a time · 14 min
#
# A **character model** reads a text and says, after *every* letter, how likely each next letter is: many-to-many. Its
# outputs are **logits** $z$, one for each letter. To write, draw a letter, feed it in as the next input, and so on.
#
# The **temperature** $T$ sets how daring the draw is: use $\text{softmax}(z/T)$. At $T=1$ these are the model's own
# probabilities. A low temperature makes the likeliest letter more likely still, a high one evens all out.
#
# ### Exercise 9 · Draw (2 points · 5 min · ●●○)
#
# Write `sample(logits, temperature, rng)`: return **one index** as an `int`, drawn with the probabilities
# $\text{softmax}(\text{logits}/T)$ from `rng`, a NumPy `Generator`. Make it safe for large logits and for temperatures
# close to 0: there it always draws the likeliest.


# %% tags=["exercise"]
def sample(logits, temperature, rng):
    """One index, drawn with the probabilities softmax(logits / temperature)."""
    ### BEGIN SOLUTION
    z = np.asarray(logits, dtype=float) / temperature
    p = np.exp(z - z.max())
    return int(rng.choice(len(p), p=p / p.sum()))
    ### END SOLUTION


# %% tags=["check"] points=2
check.sample(sample, points=2)
### BEGIN HIDDEN TESTS
check.sample(sample, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The model learns from our product reviews, cut into pieces of 40 letters. The target of each letter is the next one.


# %%
def train_writer(text, letters, epochs):
    """A trained model: numbers of letters (batch, time) to logits (batch, time, letters)."""
    numbers = np.array([letters.index(letter) for letter in text])
    pieces = (len(numbers) - 1) // 40
    X, Y = (numbers[start : start + 40 * pieces].reshape(pieces, 40) for start in (0, 1))
    writer = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(len(letters), 16),
            keras.layers.SimpleRNN(96, return_sequences=True),
            keras.layers.Dense(len(letters)),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    adam = keras.optimizers.Adam(0.004, global_clipnorm=1.0)
    writer.compile(adam, loss, jit_compile=False)
    writer.fit(X, Y, epochs=epochs, batch_size=32, verbose=0)
    return writer


# %% tags=["nbval-ignore-output"]
text, held_out = ("\n".join(part).lower() for part in (reviews.x_train, reviews.x_test))
letters = sorted(set(text))
keras.utils.set_random_seed(7)
writer = train_writer(text, letters, epochs=11)
print(
    f"{len(text):,} letters to learn from, {len(letters)} different; {len(held_out):,} held out"
)

# %% [markdown]
# ### How good is it? On text that it has not seen
#
# A language model is measured by what it says of the letters that really come, on **held-out** text: the mean of
# $-\log p(\text{next letter})$, in **nats**, the unit of natural logarithms. Its exponential is the **perplexity**: a model
# with perplexity 5 is as unsure as if it drew from five equally likely letters. The model's weights now run in **your**
# cell, and the state goes on from the first letter to the last.


# %%
def nats_a_letter(weights, text, letters):
    """The mean of -log p(next letter) over a text, read with one state from start to end."""
    table, U, W, b, V, c = weights
    numbers = [letters.index(letter) for letter in text]
    h, states = np.zeros((1, len(b))), []
    for number in numbers[:-1]:
        h = rnn_cell(table[[number]], h, U, W, b)
        states.append(h[0])
    z = np.array(states) @ V + c
    z -= z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(z)), numbers[1:]].mean()


# %% [markdown]
# And the rival that needs no network? **Count.** An **n-gram** model looks at the $n-1$ letters before, and asks what
# followed them in the training text. Where it has seen them rarely or never, it *backs off* to shorter contexts: the
# probability mixes the shares at length $k$ with the probability from length $k-1$, and trusts the shares more the more
# often it has seen the context (Witten & Bell's rule).

# %%
from collections import Counter, defaultdict


def count_followers(text, n):
    """For each context of up to n - 1 letters, how often each letter followed it."""
    followers = defaultdict(Counter)
    for i, letter in enumerate(text):
        for k in range(min(i, n - 1) + 1):
            followers[text[i - k : i]][letter] += 1
    return followers


def probability(followers, context, letter, kinds):
    """The probability of a letter after a context, from the shortest context to the longest."""
    p = 1 / kinds
    for k in range(len(context) + 1):
        seen = followers.get(context[len(context) - k :])
        if seen is None:
            break
        p = (seen[letter] + len(seen) * p) / (seen.total() + len(seen))
    return p


# %% tags=["nbval-ignore-output"]
held = {"guessing": np.log(len(letters))}
for n in (2, 3, 5):
    followers = count_followers(text, n)
    said = [
        probability(followers, held_out[max(0, i - n + 1) : i], held_out[i], len(letters))
        for i in range(1, len(held_out))
    ]
    held[f"counting, {n}-grams"] = -np.mean(np.log(said))
held["SimpleRNN"] = nats_a_letter(writer.get_weights(), held_out, letters)
for name, nats in held.items():
    print(f"{name:<18} {nats:.2f} nats, perplexity {np.exp(nats):5.2f}")
learned = nats_a_letter(writer.get_weights(), text, letters)
print(f"SimpleRNN, on the text it has learned from: {learned:.2f} nats")

# %% [markdown]
# The network beats counts of pairs and of three letters. **Counts of five letters beat the network**, clearly, and took a
# second. The reviews explain it: they are put together from a stock of clauses, and most clauses of the held-out reviews
# stand word for word in the others. Behind four letters mostly the same one or two others came, and a counter forgets nothing. The
# network does not learn by heart: on its own training text it is only a little better. On natural
# text most long contexts are new. There recurrent networks, trained for much longer on much more, left the best n-grams
# behind (Mikolov and others, 2010, with words in place of letters). Which one wins is a question about the text and its
# amount: count first, then decide.

# %% tags=["claim"]
# > The network beats counts of pairs and of three letters. Counts of five letters beat the network
#
# > on its own training text it is only a little better
#
# > most clauses of the held-out reviews stand word for word in the others
import re

assert held["counting, 5-grams"] + 0.1 < held["SimpleRNN"] < held["counting, 3-grams"]
# > Behind four letters mostly the same one or two others came
behind = [len(followers.get(held_out[i - 4 : i], ())) for i in range(4, len(held_out))]
assert np.mean(np.isin(behind, (1, 2))) > 0.6
assert held["counting, 3-grams"] < held["counting, 2-grams"] < held["guessing"]
assert -0.1 < held["SimpleRNN"] - learned < 0.25
stock, new = ({c.strip() for c in re.split(r"[.\n,]", t)} for t in (text, held_out))
assert len(new & stock) > 0.6 * len(new)

# %% [markdown]
# ### Now it writes
#
# Here the state *must* go on from letter to letter.

# %%
from dlcourse.plots.rnn import sampling_temperature

table, U, W, b, V, c = writer.get_weights()


def write(start, count, temperature, seed=1):
    """Go on with `count` letters after `start`. Also gives the logits of the last step."""
    rng, h, written = np.random.default_rng(seed), np.zeros((1, len(b))), start
    for place in range(len(start) + count):
        x = table[[letters.index(written[place])]]
        h = rnn_cell(x, h, U, W, b)
        logits = (h @ V + c)[0]
        if len(start) <= place + 1 < len(start) + count:
            written += letters[sample(logits, temperature, rng)]
    return written, logits


# %% tags=["nbval-ignore-output"]
sampling_temperature.next_letters(
    write("it is no", 0, 1.0)[1], letters, "it is no", (0.3, 1.0, 2.0)
)

# %% tags=["nbval-ignore-output"]
for temperature in (0.3, 0.7, 1.0, 2.0):
    print(f"temperature {temperature}: {write('the ', 110, temperature)[0]!r}\n")

# %% [markdown]
# At a low temperature it repeats what is safest; at a high one the letters hardly make words. In between it shows what it
# has learned from nothing but letters: many words, spaces and full stops; and it has no idea what a kettle is. Large
# language models draw their words with a temperature, too.
#
# ## 9 · Speech is a sequence of spectra · 4 min
#
# Sound comes as samples, here 8,000 a second: far too many steps, and no single one means anything. So cut the sound into
# short **frames**, and ask of each *which frequencies are in it* (a Fourier transform gives this **spectrum**). Then a word is
# a short sequence of spectra. Our language has four whistled words of the same three tones; only the order differs. (Like a
# voice, each tone has an overtone: twice the frequency, and fainter.)

# %%
from IPython.display import Audio

tones = data.load("tones")
print("This is:", tones.classes[tones.y_train[0]])
Audio(tones.x_train[0], rate=tones.extra["rate"])


# %%
from dlcourse.plots.rnn import speech


def spectra(sounds, frame=256, bands=32):
    """Log spectra (n, frames, bands) up to 2 kHz of sounds (n, samples)."""
    count = sounds.shape[1] // frame
    frames = sounds[:, : count * frame].reshape(len(sounds), count, frame) / 32768
    sizes = np.abs(np.fft.rfft(frames * np.hanning(frame)))[..., 1 : 2 * bands + 1]
    sizes = sizes.reshape(len(sounds), count, bands, 2).mean(axis=-1)
    return np.log(sizes + 0.01).astype("float32")


first = [np.flatnonzero(tones.y_train == label)[0] for label in range(4)]
heard = spectra(tones.x_train)
speech.waves_and_spectra(tones.x_train[first], heard[first], tones.classes, 8000, 2000)

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(7)
listener = keras.Sequential(
    [
        keras.Input((None, heard.shape[2])),  # any number of frames
        keras.layers.SimpleRNN(32),
        keras.layers.Dense(4, activation="softmax"),
    ]
)
adam = keras.optimizers.Adam(0.003, global_clipnorm=1.0)
listener.compile(
    adam, "sparse_categorical_crossentropy", metrics=["accuracy"], jit_compile=False
)
history = listener.fit(heard, tones.y_train, epochs=25, batch_size=32, verbose=0).history
print(f"loss after the last epoch: {history['loss'][-1]:.2f} nats")

# %% tags=["nbval-ignore-output"]
unheard = spectra(tones.x_test)
average = LogisticRegression(max_iter=500).fit(heard.mean(axis=1), tones.y_train)
whole = LogisticRegression(C=0.01, max_iter=500).fit(heard.reshape(480, -1), tones.y_train)
results = {
    "guessing": 0.25,
    "logistic regression on the mean spectrum": average.score(
        unheard.mean(axis=1), tones.y_test
    ),
    "logistic regression on all frames": whole.score(unheard.reshape(160, -1), tones.y_test),
    "SimpleRNN on the sequence": listener.evaluate(unheard, tones.y_test, verbose=0)[1],
}
for name, accuracy in results.items():
    print(f"{name:<41} {accuracy:.2f}")

# %% [markdown]
# Without order there is nothing to hear: with the mean spectrum you could as well guess. With all frames side by side a
# linear model does about as well as the network, because in every sound the word lies at about the same place of the same
# half second. So what is the network for? Let the words begin later, after a few more frames of noise; three frames last a
# tenth of a second. (The linear model has weights for as many frames as it was trained on, so it reads those.)


# %% tags=["nbval-ignore-output"]
def begin_later(sounds, frames, frame=256):
    """The same words after more frames of noise, as loud as the noise before each word."""
    noise = np.random.default_rng(0).normal(size=(len(sounds), frame * frames))
    noise *= sounds[:, :150].std(axis=1, keepdims=True)
    return np.concatenate([np.round(noise).astype(sounds.dtype), sounds], axis=1)


late = {}
for frames in (0, 1, 3, 8):
    shifted = spectra(begin_later(tones.x_test, frames))
    seen = shifted[:, : heard.shape[1]].reshape(len(shifted), -1)
    network = listener.evaluate(shifted, tones.y_test, verbose=0)[1]
    late[frames] = whole.score(seen, tones.y_test), network
    print(f"{frames} frames later: linear {late[frames][0]:.2f}, SimpleRNN {network:.2f}")

# %% [markdown]
# This is what the same weights at every step are good for. The linear model ties each weight to a place: a tenth of a
# second later, it is lost. (Eight frames later it is worse than guessing: the first tone now stands where the last one
# used to be, and no word begins and ends with the same tone.) The recurrent network hardly notices, and it reads a sound
# of any length. (You could find the word's beginning first, and align it. People did, for decades.)
#
# A real recogniser hears sentences, from many voices, and nobody says in which frame a letter begins. One answer is
# **CTC** (Graves and others, 2006): at each frame the network gives a probability for each letter and for *no letter*,
# and the loss adds up the probabilities of all ways to spread the right letters over the frames.

# %% tags=["claim"]
# > with the mean spectrum you could as well guess
#
# > linear model does about as well as the network
#
# > a tenth of a second later, it is lost
#
# > Eight frames later it is worse than guessing
#
# > no word begins and ends with the same tone
#
# > The recurrent network hardly notices
assert results["logistic regression on the mean spectrum"] < 0.4
assert abs(late[0][0] - late[0][1]) < 0.12 and min(late[0]) > 0.75
assert late[3][0] < 0.6
assert late[8][0] < 0.2
assert all(word.split("-")[0] != word.split("-")[-1] for word in tones.classes)
assert late[3][1] > late[0][1] - 0.1 and late[3][1] > late[3][0] + 0.2

# %% [markdown]
# ## 10 · Where recurrent networks stand today · 2 min
#
# From about 2014 to 2017 the best systems for speech recognition and translation ran on recurrent networks, mostly LSTMs
# (chapter 08). Then came the **Transformer** (Vaswani et al., 2017): it looks at all places of a sequence at once with
# *attention* (chapter 10). It trains much faster on GPUs, because no step waits for the one before, and the path between two
# places is short however far apart they are. Translation and language models changed first. In speech the change took
# longer: from 2019 on, recurrent networks (RNN transducers) wrote down speech on phones, and by now large speech
# recognisers are mostly built with attention, too. The price of attention: its cost grows with the **square** of the length,
# while a recurrent network needs the same small state for every step. So recurrence lives on where data arrives step by step
# and memory is small: in small devices, in control, in streams. Newer **state-space models** join both ideas: a *linear*
# recurrence, which can be computed for all steps in parallel.
#
# ## 11 · Capstone: the temperature of the Pacific · 23 min
#
# Real data: the sea surface off Peru, monthly from 1950 to 2010. Every few years it is far too warm for the season (*El Niño*),
# and the weather changes around the world. Your `build_forecaster` looks at two years and predicts the next month. The training
# part is the oldest 60 %; validation is for the interval; nothing is chosen
# by the test part.

# %%
elnino = data.load("elnino")
sea = np.concatenate([elnino.y_train, elnino.y_test])
months = np.concatenate([elnino.x_train, elnino.x_test])
old, middle, new = chronological_split(sea, 0.2, 0.2)
print(f"{months[0]} to {months[-1]}: {len(old)} + {len(middle)} + {len(new)} months")

# %% [markdown]
# One more baseline belongs here: the **mean of the calendar month** over the training years, which is what a climate table
# tells. It knows the season and nothing else.

# %% tags=["nbval-ignore-output"]
calendar = np.array([old[month % 12 :: 12].mean() for month in range(len(sea))])


def forecast_sea(horizon):
    """All forecasts for each month from the 24th + horizon on, by name."""
    keras.utils.set_random_seed(7)
    model = build_forecaster(old, 24, horizon, epochs=20)
    windows, _ = make_windows(sea, 24, horizon)
    learned = LinearRegression().fit(
        *[part[..., 0] if part.ndim > 1 else part for part in make_windows(old, 24, horizon)]
    )
    naive, seasonal = (part[-len(windows) :] for part in naive_forecasts(sea, horizon, 12))
    return {
        "naive": naive,
        "seasonal naive": seasonal,
        "mean of the month": calendar[-len(windows) :],
        "linear regression": learned.predict(windows[:, :, 0]),
        "SimpleRNN": model.predict(windows, verbose=0)[:, 0],
    }


# %% tags=["nbval-ignore-output"]
next_month = forecast_sea(horizon=1)
cut = len(new)
scores = {
    name: (np.abs(values[-cut:] - new).mean(), mase(new, values[-cut:], old, 12))
    for name, values in next_month.items()
}
forecast_plots.table(scores, "°C")

# %% [markdown]
# ### How sure is it?
#
# A forecast without an interval is half a forecast. The simplest honest one: collect the errors on the **validation**
# part, which the network was not trained on. Five of a hundred lie below their 5 % **quantile**, five above their
# 95 % quantile, nine of ten between; add the two to each forecast.

# %% tags=["nbval-ignore-output"]
forecast = next_month["SimpleRNN"]
misses = sea[-len(forecast) :][-len(middle) - cut : -cut] - forecast[-len(middle) - cut : -cut]
low, high = np.quantile(misses, [0.05, 0.95])
forecast_plots.residuals(misses, low, high, "°C")

# %% tags=["nbval-ignore-output"]
shown = slice(-cut, None)
forecast_plots.with_interval(
    months[shown],
    new,
    forecast[shown],
    forecast[shown] + low,
    forecast[shown] + high,
    "sea surface (°C)",
)

# %% tags=["nbval-ignore-output"]
forecast_plots.beside_baselines(
    months[-60:],
    sea[-60:],
    {name: next_month[name][-60:] for name in ("seasonal naive", "SimpleRNN")},
    "One month ahead: the season, and how warm the sea is now",
    "sea surface (°C)",
)

# %% [markdown]
# The promise was nine of ten; what it kept is in the title of the picture with the band. The errors of the test years need
# not be like those of the validation years, and nobody can promise that they are.
#
# ### And further ahead?

# %% tags=["nbval-ignore-output"]
for horizon in (1, 3):
    found = next_month if horizon == 1 else forecast_sea(horizon)
    errors = [
        f"{name} {np.abs(values[-cut:] - new).mean():.2f}" for name, values in found.items()
    ]
    print(f"{horizon} month(s) ahead, MAE in °C:", "; ".join(errors))

# %% [markdown]
# One month ahead the network knows what the calendar does not: how warm the sea is *now*. It beats naive, seasonal naive
# and the calendar; a linear regression is about as good. Three months ahead the sea's memory has faded, and the **mean
# of the month** is as good as both, or better. Say so when you report it: an honest table is worth more than a model that
# looks better.

# %% tags=["claim"]
# > It beats naive, seasonal naive and the calendar; a linear regression is about as good.
#
# > the mean of the month is as good as both, or better
one, three = (
    {n: np.abs(v[-cut:] - new).mean() for n, v in f.items()} for f in (next_month, found)
)
rivals = [one[name] for name in ("naive", "seasonal naive", "mean of the month")]
assert one["SimpleRNN"] < 0.85 * min(rivals)
assert abs(one["SimpleRNN"] - one["linear regression"]) < 0.08
assert three["mean of the month"] < min(three["SimpleRNN"], three["linear regression"]) + 0.03

# %% [markdown]
#
# ### Sunspots
#
# The same forecaster, another series: one number for each year since 1700, with a cycle of about eleven years that is never
# quite eleven.

# %% tags=["nbval-ignore-output"]
spots = data.load("sunspots")
spots = np.concatenate([spots.y_train, spots.y_test])
old_spots, _, new_spots = chronological_split(spots, 0.0, 0.2)
keras.utils.set_random_seed(7)
sunny = build_forecaster(old_spots, 22, 1, epochs=40)
windows = make_windows(spots, 22, 1)[0]
found = sunny.predict(windows, verbose=0)[:, 0]
X_old, y_old = make_windows(old_spots, 22, 1)
line = LinearRegression().fit(X_old[:, :, 0], y_old)
names = ("naive", "seasonal naive (11 years)", "linear regression", "SimpleRNN")
forecasts = *naive_forecasts(spots, 1, 11), line.predict(windows[:, :, 0]), found
missed = {}
for name, values in zip(names, forecasts, strict=True):
    values = values[-len(new_spots) :]
    missed[name] = np.abs(values - new_spots).mean()
    ratio = mase(new_spots, values, old_spots, 11)
    print(f"{name:<26} MAE {missed[name]:4.1f}   MASE {ratio:.2f}")

# %% [markdown]
# A cycle that is never on time ruins the seasonal-naive forecast. Models that look at the last 22 years see *where in the
# cycle* we are, and are far better. Of the two, the linear regression is at least as good. It has a history: in 1927
# G. U. Yule introduced the autoregression, a linear regression of a series on its own past, and his example was the
# sunspots.

# %% tags=["claim"]
# > Models that look at the last 22 years see where in the cycle we are, and are far better.
#
# > Of the two, the linear regression is at least as good
baseline = min(missed["naive"], missed["seasonal naive (11 years)"])
assert max(missed["SimpleRNN"], missed["linear regression"]) < 0.85 * baseline
assert missed["linear regression"] < 1.05 * missed["SimpleRNN"]

# %% [markdown]
# ### Your turn: seas that nobody has measured
#
# Now **you** decide. `dlcourse.data.makers.months.sea` makes seas: a season, and an *anomaly* (the distance from what is
# usual for the month) that fades slowly. Each sea has its own.

# %%
from dlcourse.data.makers.months import sea as seas

made = seas.make(480 + 200 * 25, np.random.default_rng(11))
past, pieces = made[:480], made[480:].reshape(200, 25)
print(
    "past:", past.shape, " windows:", pieces[:, :24].shape, " what came:", pieces[:, 24].shape
)

# %% [markdown]
# ### Exercise 10 · A forecast and how sure it is (2 points · 13 min · ●●○)
#
# Write `forecast_interval(past, windows)`. `past` `(480,)` is forty years of one sea, a temperature in °C for each month.
# `windows` `(n, 24)` are two years each, from later times; none of them overlap. Return an array `(n, 3)`: low, forecast
# and high of the month after each window, with low ≤ forecast ≤ high in each row.
#
# **Which model, which months it learns from, and what makes the interval: that is yours to choose.** Keras and
# scikit-learn are allowed, and your functions from above. Three new seas judge it, with 300 windows each. On average
#
# - the mean absolute error must be at most 0.7 of that of the better of the naive and the seasonal-naive forecast;
# - between 80 and 96 of 100 true values must lie in their interval: aim at nine of ten;
# - the mean width of the intervals must be at most 5.5 times the mean absolute error. (Errors that are normally
#   distributed need about 4.1 times for nine of ten.)
#
# Training should take a few seconds for each sea.


# %% tags=["claim"]
# > with 300 windows each
#
# > at most 0.7 of that of the better
#
# > between 80 and 96 of 100 true values
#
# > at most 5.5 times the mean absolute error
#
# > about 4.1 times for nine of ten
from statistics import NormalDist

from dlcourse.checks.rnn.forecast_interval import LEAST, MOST, MOST_ERROR, WIDEST, WINDOWS

assert (WINDOWS, MOST_ERROR, LEAST, MOST, WIDEST) == (300, 0.7, 80 / 100, 96 / 100, 5.5)
assert round(2 * NormalDist().inv_cdf(0.95) / np.sqrt(2 / np.pi), 1) == 4.1


# %% tags=["exercise"]
def forecast_interval(past, windows):
    """Low, forecast and high (n, 3) of the month after each window (n, 24)."""
    ### BEGIN SOLUTION
    X, y = make_windows(past, windows.shape[1], 1)
    X, cut = X[:, :, 0], 300
    model = LinearRegression().fit(X[:cut], y[:cut])
    low, high = np.quantile(y[cut:] - model.predict(X[cut:]), [0.05, 0.95])
    forecast = model.predict(windows)
    return np.stack([forecast + low, forecast, forecast + high], axis=1)
    ### END SOLUTION


# %% tags=["check"] points=2
check.forecast_interval(forecast_interval, points=2)
### BEGIN HIDDEN TESTS
check.forecast_interval(forecast_interval, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
low, forecast, high = forecast_interval(past, pieces[:, :24]).T
came = pieces[:, 24]
for name, values in (
    ("naive", pieces[:, 23]),
    ("seasonal naive", pieces[:, 12]),
    ("yours", forecast),
):
    print(f"{name:<15} MAE {np.abs(values - came).mean():.2f} °C")
print(f"inside your interval: {np.mean((low <= came) & (came <= high)):.0%}", end=", ")
print(f"mean width {np.mean(high - low):.2f} °C")

# %% [markdown]
# ### Go bigger
#
# The same character model on Shakespeare, or on a novel of your choice: cut any text file into `text` and `held_out` above,
# set the 96 units of `train_writer` to 256, and let it train on a GPU for an hour.
#
# ## 12 · In your own words · 7 min
#
# ### Exercise 11 · Too good to be true (2 points, read by your instructor · 6 min · ●●○)
#
# A colleague forecasts hourly electricity demand 24 hours ahead. She cut three years into windows, shuffled them, held
# back 20 % for the test, and reports an error five times smaller than the seasonal-naive one. In four to six sentences:
# why do you not believe it, how would you test it properly, and which baselines and measures would you ask for?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# Neighbouring windows share nearly all their values, and their targets lie one hour apart. After shuffling, the
# neighbours of almost every test window are in the training set, so a model that has learned them by heart looks
# brilliant: leakage. The split must be made in time: train on the oldest part, choose on the next, test once on the
# newest, with the scaling fitted on the training part. As baselines I would ask for the naive forecast, the
# seasonal-naive one with periods of a day and of a week, and a linear regression on the same windows. MAE says how far
# off it is in megawatts, MASE how it compares with the seasonal rule; an interval from validation residuals says how
# sure it is.
#
# **Rubric.** ½ point: overlapping windows leak through the shuffled split. ½ point: a chronological split, test used
# once. ½ point: at least two sensible baselines, one seasonal. ½ point: MAE or MASE with its meaning, or an interval.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | sequence data | (samples, timesteps, features); windows cut from a series, the target after them |
# | split | in time, never shuffled: neighbours leak |
# | baselines | naive, seasonal naive, linear; MASE below 1: less than the error of repeating the last season on the training data |
# | recurrent cell | $h_t = \tanh(x_t U + h_{t-1} W + b)$, the same weights at every step |
# | backpropagation through time | chain rule along the unrolled network; weight gradients are sums over steps |
# | vanish, explode | a factor at each step; clip by the global norm against exploding, LSTM against vanishing |
# | truncation | pieces of k steps: the state goes on, the gradient stops |
# | held-out text | nats a letter, perplexity = exp(nats); beside it, a counter |
# | temperature | softmax(z/T): cold is careful, hot is wild |
# | interval | quantiles of the errors on months that the model has not learned from |
#
# **Words.** recurrent neural network 순환 신경망 · vanishing gradient 기울기 소실 · backpropagation 역전파 · gradient 기울기 ·
# weight 가중치 · loss 손실 · overfitting 과적합 · word embedding 단어 임베딩
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. A series has 100 values. How many windows of length 10 have a target 5 steps ahead?</summary>
#
# 100 − 10 − 5 + 1 = 86.
# </details>
#
# <details><summary>2. A SimpleRNN has 3 features and 20 units. How many parameters for sequences of 50 steps? Of 500?</summary>
#
# 20 · (3 + 20 + 1) = 480, for any length: the weights are shared by all steps.
# </details>
#
# <details><summary>3. Why is the gradient of W a sum over the time steps?</summary>
#
# W is used at every step, so it changes the loss along as many paths; the chain rule adds them.
# </details>
#
# <details><summary>4. Two gradients have the norms 6 and 8. What does clipping by the global norm to 5 make of them?</summary>
#
# The global norm is 10, so both are multiplied by ½: norms 3 and 4, together 5.
# </details>
#
# <details><summary>5. A forecast has MASE 0.8 on hourly data with period 24. What does that say?</summary>
#
# Its mean absolute error is 0.8 of the one that repeating yesterday's value made on the training data.
# </details>
#
# ## Go further
#
# - R. J. Hyndman & G. Athanasopoulos, *Forecasting: Principles and Practice*, third edition, OTexts 2021, free online.
#   Baselines, MASE and intervals, by one of the inventors of MASE.
# - R. Pascanu, T. Mikolov & Y. Bengio, *On the Difficulty of Training Recurrent Neural Networks*, ICML 2013. Why gradients
#   vanish and explode, and clipping by the norm.
# - A. Karpathy, *The Unreasonable Effectiveness of Recurrent Neural Networks*, 2015 (blog post). Character models that write
#   Shakespeare and C.
# - I. Goodfellow, Y. Bengio & A. Courville, *Deep Learning*, MIT Press 2016, chapter 10. Sequence models in full.
#
# **Next:** a cell that chooses what it keeps, and for how long: chapter 08.
