# %% [markdown]
# # 07 · Recurrent neural networks
#
# **After this chapter you will be able to**
#
# - **cut** a series into windows, and **split** it in time so that nothing leaks from the future;
# - **judge** a forecast by MAE and MASE beside naive and seasonal-naive baselines;
# - **write** a recurrent cell, run it forward, and **derive** its gradients through time;
# - **explain** why these gradients vanish or explode, and **clip** them;
# - **build** recurrent networks in Keras for forecasts, texts and sounds;
# - **sample** text letter by letter, carefully or wildly.
#
# **Time:** about 120 minutes. **You need:** chapters 02 (backpropagation), 03 (optimisers) and 04 (Keras).
#
# ## A puzzle to begin with
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
# network takes a row of numbers and does not know which came first: shuffle the columns of all samples alike, and it
# learns just as well. A **recurrent neural network** (순환 신경망) reads a sequence step by step, and carries a *memory*
# from each step to the next.

# %%
from dlcourse.checks import rnn as check  # first: it keeps TensorFlow quiet

import keras
import tensorflow as tf

from dlcourse import nn

keras.utils.set_random_seed(7)
print(coast.describe())

# %% [markdown]
# ## 1 · Windows
#
# A sequence model takes arrays of shape **(samples, timesteps, features)**. Our series is one long row of 2,400 numbers.
# To learn from it, cut it into **windows**: each is a sample of `length` time steps with one feature. What the network
# must say, the **target**, is the value `horizon` steps after the window's last one.

# %%
window_plots.sliding([3.0, 4.5, 5.0, 4.0, 2.5, 2.0, 3.5, 5.0, 5.5, 4.5], length=4, horizon=2)

# %% [markdown]
# ### Exercise 1 · Windows (2 points)
#
# Write `make_windows(series, length, horizon)`. `series` has shape `(n,)`. Return a pair:
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


# %% tags=["check"] points=2
check.make_windows(make_windows, points=2)
### BEGIN HIDDEN TESTS
check.make_windows(make_windows, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · Split in time
#
# In chapter 04 you shuffled before you split. **Never do that with a series.** Neighbouring windows share all but one of
# their values. If one of them is used for training and the other for validation, the network is asked about what it has
# already seen. The answer looks brilliant, and is worth nothing: **leakage**.
#
# ### Exercise 2 · A chronological split (1 point)
#
# Write `chronological_split(series, validation, test)`: return three parts, `(train, validation, test)`, in the order of
# time: the oldest values train, the newest test. `validation` and `test` are shares of the **whole** series: a share `s`
# of `n` values is `round(n * s)` of them, and the training part has the rest. A share may be 0.
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
# ### How much does leakage lie?
#
# Let us provoke it. Twelve years of daily temperature; from 60 days, foretell the day a week later. Two models: **two
# nearest neighbours** (find the two windows that look most alike, and average their targets; it learns by heart) and
# **linear regression** (too stiff to learn by heart). Each is validated twice, on shuffled windows and in time. Then
# comes the judge: the last fifth, which neither has seen.

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
# than 4 °C, and the linear model is the better one. Validation **in time** had said so all along.
#
# ## 3 · Baselines first
#
# Before any network, ask what a forecast costs that needs no learning. A forecast for time $t$ with horizon $h$ is made at
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
# It has no unit, and below 1 it says: better than repeating the last season.
#
# ### Exercise 3 · Baselines and MASE (2 points)
#
# - `naive_forecasts(series, horizon, period)` returns two arrays of the length of `series`: the naive and the
#   seasonal-naive forecast **for** each time. Where nothing is known yet: `np.nan`.
# - `mase(y_true, y_pred, train, period)` returns one number.
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
# Our task from now on: see **24 hours**, say the temperature **6 hours** after them.

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
# Six hours are a quarter of a day, so the naive forecast is wrong by the daily cycle. The seasonal-naive one is the
# baseline to beat.
#
# ## 4 · The recurrent cell
#
# The memory is a vector $h$, the **state**, with one number a **unit**. At each step the cell mixes the new input
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
# ### Exercise 4 · One step (1 point)
#
# Write `rnn_cell(x, h, U, W, b)`: `x` is `(batch, features)`, `h` the state before, `(batch, units)`. Return the new
# state, `(batch, units)`.


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
# ### Exercise 5 · All steps (2 points)
#
# Write `rnn_forward(X, U, W, b)`: `X` is `(batch, time, features)`. Begin with a state of zeros, walk along the time
# axis, and return **all** states as one array `(batch, time, units)`. Samples know nothing of each other.


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
# Which of the states do you use? That depends on the task.

# %%
unrolled.patterns()

# %% [markdown]
# ## 5 · Backpropagation through time
#
# Unrolled, the network is a deep network with one layer a time step, and chapter 02 tells how to differentiate it. Two
# things are new. **The same weights appear in every layer**, so their gradients are *sums over all steps*. And a state
# has **two** successors: the loss at its own step, and the state after it.
#
# Go backwards from the last step to the first. Let $\delta_t = \partial L/\partial h_t$ in full, and let
# $g_t$ be the part that comes straight from the loss at step $t$ (the array `dH` holds these). Let $a_t$ be the sum inside
# the tanh. Then
#
# $$\delta_t = g_t + \alpha_{t+1} W^\top,\qquad \alpha_t = \frac{\partial L}{\partial a_t} = \delta_t\,(1-h_t^2),$$
#
# $$\frac{\partial L}{\partial U} = \sum_t x_t^\top \alpha_t,\quad
# \frac{\partial L}{\partial W} = \sum_t h_{t-1}^\top \alpha_t,\quad
# \frac{\partial L}{\partial b} = \sum_t \text{sum of } \alpha_t \text{ over the batch},\quad
# \frac{\partial L}{\partial x_t} = \alpha_t U^\top .$$
#
# ### Exercise 6 · Backward (3 points)
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
# Whether a product of $k$ such factors fades or grows depends on $W$: on its **spectral radius**, the largest absolute
# value of its eigenvalues. Your `rnn_backward` shows it: a loss on the last state only, and the norm of `dX` for the
# input $k$ steps earlier.

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
# With radius 0.5 the network cannot learn anything from what happened 20 steps ago: no gradient arrives. This is the
# **vanishing gradient** (기울기 소실). With 1.2 it explodes, and one step of gradient descent throws the weights far away.
# (The inputs are tiny, so that tanh stays where its slope is 1. Larger states lie where it is flatter: then gradients
# vanish sooner, and explode later.) Vanishing needs another cell: the LSTM of chapter 08. Exploding has a plain remedy.
#
# ### Clipping by the global norm
#
# If the gradient is too long, shorten it; keep its **direction**. The length is that of *all* gradients together, as if
# they were one long vector: $n = \sqrt{\sum_i \lVert g_i\rVert^2}$. If $n$ is larger than the limit, multiply **each**
# gradient by limit$/n$; otherwise leave all as they are.

# %%
through_time.clipping_directions([10.0, 2.0], limit=3.0)

# %% [markdown]
# ### Exercise 7 · Clip (2 points)
#
# Write `clip_by_global_norm(gradients, limit)`: `gradients` is a list of arrays of any shapes. Return
# `(clipped, norm)`: a list of new arrays, and the global norm **before** clipping.
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


# %% tags=["check"] points=2
check.clip_by_global_norm(clip_by_global_norm, points=2)
### BEGIN HIDDEN TESTS
check.clip_by_global_norm(clip_by_global_norm, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# TensorFlow has the same as `tf.clip_by_global_norm`, and in Keras every optimizer takes `global_clipnorm=1.0`.
#
# ### Truncated backpropagation through time
#
# A text of 50,000 letters unrolled is a network of 50,000 layers. **Truncated** backpropagation goes back only $k$ steps:
# the *state* is carried on, the *gradient* is cut. That saves memory and time, and what lies further back than $k$ steps
# cannot be learned directly. How much of the gradient is lost? For `dU` of the networks above:

# %%
lags, missing = [1, 2, 3, 5, 8, 12, 16, 24, 32, 40], {}
for radius in (0.5, 0.8, 1.0):
    X, U, W = random_network(radius)
    H = rnn_forward(X, U, W, np.zeros(len(W)))
    dH = np.zeros_like(H)
    dH[:, -1] = np.random.default_rng(4).normal(size=dH[:, -1].shape)
    full = rnn_backward(dH, X, H, U, W)[1]
    cut = [rnn_backward(dH[:, -k:], X[:, -k:], H[:, -k:], U, W)[1] for k in lags]
    missing[f"{radius:g}"] = [
        np.linalg.norm(part - full) / np.linalg.norm(full) for part in cut
    ]
through_time.truncated(lags, missing)

# %% [markdown]
# Where gradients vanish anyway, little is lost. Cutting a series into windows, as we do, is truncation too: nothing
# before the window is seen.
#
# ## 6 · A forecaster
#
# Now all of it together: windows, a recurrent layer, one number at the end.
#
# ### Exercise 8 · Beat the seasonal naive (3 points)
#
# Write `build_forecaster(series, length, horizon, epochs=10)`: make windows of `series`, build a model, train it, return
# it.
#
# - The model takes windows `(n, length, 1)` **in °C** and gives forecasts `(n, 1)` **in °C**. Scale inside: a
#   `Rescaling` layer computes `x * scale + offset`; begin with one that standardises by the mean and standard deviation
#   of `series`, and end with one that undoes it.
# - Between them: a `SimpleRNN` with 16 to 32 units, and `Dense(1)`. Adam with a learning rate that **falls** (chapter
#   03), from about 0.005 to 0: the last steps of a constant rate would decide by chance how good the forecast is.
# - It is judged on **new weather**, made anew for each check, with 24 hours seen and 6 hours ahead: its mean absolute
#   error must be below 0.9 of the seasonal-naive one. Training should take a few seconds.


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
# windows for company. (`jit_compile=False`, should you compile a small recurrent model yourself, saves the seconds that
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
    "Six hours ahead: the network knows the hour, and today's weather",
    "temperature (°C)",
)

# %% [markdown]
# The network beats both naive forecasts clearly. And the linear regression? It is **better still**, in a hundredth of the
# time. This weather was made by a linear rule, and 24 weights are enough for it. Keep the habit: a simple model
# beside the network, always. Recurrent networks earn their keep where the order matters in ways that no fixed weight for
# each place can express: in texts and in sounds.
#
# ## 7 · Text
#
# A review is a sequence of words. `TextVectorization` gives each word a number (0 is padding, 1 is any unknown word), and
# an `Embedding` layer turns each number into a vector that is learned: a table with one row a word. Then the recurrent
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
print(f"loss after the last epoch: {history['loss'][-1]:.2f} nats")

# %% tags=["nbval-ignore-output"]
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

bag = make_pipeline(CountVectorizer(), LogisticRegression(max_iter=1000))
bag.fit(reviews.x_train, reviews.y_train)
print(f"counting words: {bag.score(reviews.x_test, reviews.y_test):.2f}")
print(f"SimpleRNN:      {reader.evaluate(*(words[1], reviews.y_test), verbose=0)[1]:.2f}")

good, bad = "the price is more than fair", "it takes forever to boil"
both = [f"{good}, but {bad}.", f"{bad}, but {good}."]
for text, p in zip(both, reader.predict(encode(both), verbose=0)[:, 0], strict=True):
    print(f"{p:.2f} positive: {text}")

# %% [markdown]
# Counting words cannot tell the last two sentences apart: the same words, in another order. The recurrent network has
# found that what comes after "but" decides. On the whole test set the two are close all the same: with 640 short
# reviews it has also learned much by heart. Chapter 10 goes on from here.
#
# ## 8 · Writing, one letter at a time
#
# A **character model** reads a text and says, after *every* letter, how likely each next letter is: many-to-many. Its
# output are **logits** $z$, one a letter. To write, draw a letter, feed it in as the next input, and so on.
#
# The **temperature** $T$ sets how daring the draw is: use $\text{softmax}(z/T)$. At $T=1$ these are the model's own
# probabilities. A low temperature makes the likeliest letter more likely still, a high one evens all out.
#
# ### Exercise 9 · Draw (2 points)
#
# Write `sample(logits, temperature, rng)`: return **one index** as an `int`, drawn with the probabilities
# $\text{softmax}(\text{logits}/T)$ from `rng`, a NumPy `Generator`. Make it safe for large logits.


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

# %% tags=["nbval-ignore-output"]
text = "\n".join(reviews.x_train).lower()
letters = sorted(set(text))
numbers = np.array([letters.index(letter) for letter in text])
pieces = (len(numbers) - 1) // 40
X, Y = (numbers[start : start + 40 * pieces].reshape(pieces, 40) for start in (0, 1))

keras.utils.set_random_seed(7)
writer = keras.Sequential(
    [
        keras.Input((None,)),
        keras.layers.Embedding(len(letters), 16),
        keras.layers.SimpleRNN(96, return_sequences=True),
        keras.layers.Dense(len(letters)),
    ]
)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
writer.compile(keras.optimizers.Adam(0.004, global_clipnorm=1.0), loss, jit_compile=False)
history = writer.fit(X, Y, epochs=14, batch_size=32, verbose=0).history["loss"]
guess = np.log(len(letters))
print(f"{len(text):,} letters, {len(letters)} different; guessing: {guess:.2f} nats")
print(f"loss after the first epoch {history[0]:.2f} nats, after the last {history[-1]:.2f}")

# %% [markdown]
# Now the model's weights run in **your** cell. The state goes from letter to letter; here it *must* be carried on.

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
        if place >= len(start) - 1:
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
# Cold, it repeats what is safest; hot, it babbles. In between it has learned spelling, spaces and full stops from
# nothing but letters, and yet has no idea what a kettle is. Large language models draw their words with a temperature,
# too.
#
# ## 9 · Speech is a sequence of spectra
#
# Sound comes as samples, here 8,000 a second: far too many steps, and no single one means anything. So cut the sound into
# short **frames**, and ask of each *which frequencies are in it* (a Fourier transform gives this **spectrum**). Then a word is
# a short sequence of spectra. Our language has four whistled words of the same three tones; only the order differs.

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
        keras.Input(heard.shape[1:]),
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
# Without order there is nothing to hear: the mean spectrum is as good as guessing. With all frames side by side a linear
# model does well, because each word begins at nearly the same time and lasts half a second. It would need a new weight
# for each further frame; the recurrent network reads a sound of any length with the weights it has.
#
# ## 10 · Where recurrent networks stand today
#
# From about 2014 to 2017 speech recognition and translation ran on recurrent networks (mostly LSTMs, chapter 08). Then
# came the **Transformer** (Vaswani et al., 2017): it looks at all places of a sequence at once with *attention* (chapter
# 10). It trains much faster on GPUs, because no step waits for the one before, and the path between two places is short
# however far apart they are. Its price: the cost of attention grows with the **square** of the length, while a recurrent
# network needs the same small state for every step. So recurrence lives on where data arrives step by step and memory is
# short: in small devices, in control, in streams. Newer **state-space models** join both ideas: a *linear* recurrence,
# which can be computed for all steps in parallel.
#
# ## 11 · Capstone: the temperature of the Pacific
#
# Real data: the sea surface off Peru, monthly since 1950. Every few years it warms far above the season, *El Niño*, and
# weather goes wild around the world. Your `build_forecaster` shall look at two years and say the next month. The training
# part is the oldest 60 %; validation is for the interval; the test part is used once.

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
# part, which the network was not trained on. Nine of ten lie between their 5 % and 95 % quantiles; add these to each
# forecast.

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
# The promise was nine of ten; what it kept is in the title. The sea of the test years need not err as that of the
# validation years did, and nobody can promise that it will.
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
# of the month wins**. Say so when you report it: the honest table is worth more than the better model.
#
# ### Sunspots
#
# The same forecaster, another series: one number a year since 1700, with a cycle of about eleven years that is never
# quite eleven.

# %% tags=["nbval-ignore-output"]
spots = data.load("sunspots")
spots = np.concatenate([spots.y_train, spots.y_test])
old_spots, _, new_spots = chronological_split(spots, 0.0, 0.2)
keras.utils.set_random_seed(7)
sunny = build_forecaster(old_spots, 22, 1, epochs=40)
found = sunny.predict(make_windows(spots, 22, 1)[0], verbose=0)[:, 0]
rows = dict(
    zip(("naive", "seasonal naive (11 years)"), naive_forecasts(spots, 1, 11), strict=True)
)
for name, values in (rows | {"SimpleRNN": found}).items():
    values = values[-len(new_spots) :]
    error = np.abs(values - new_spots).mean()
    print(f"{name:<26} MAE {error:4.1f}   MASE {mase(new_spots, values, old_spots, 11):.2f}")

# %% [markdown]
# A cycle that is never on time ruins the seasonal-naive forecast; a network that looks at the last years can see *where in
# the cycle* we are.
#
# ### Go bigger
#
# The same character model on Shakespeare, or on a novel of your choice: read any text file into `text` above, give the
# network 256 units and a GPU, and let it train for an hour.
#
# ## 12 · In your own words
#
# ### Exercise 10 · Too good to be true (2 points, read by your instructor)
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
# | baselines | naive, seasonal naive; MASE below 1 beats the last season |
# | recurrent cell | $h_t = \tanh(x_t U + h_{t-1} W + b)$, the same weights at every step |
# | backpropagation through time | chain rule along the unrolled network; weight gradients are sums over steps |
# | vanish, explode | a factor at each step; clip by the global norm against exploding, LSTM against vanishing |
# | temperature | softmax(z/T): cold is careful, hot is wild |
# | interval | quantiles of the residuals on validation data |
#
# **Words.** recurrent neural network 순환 신경망 · vanishing gradient 기울기 소실 · backpropagation 역전파 · gradient 기울기 ·
# weight 가중치 · loss 손실 · overfitting 과적합 · word embedding 단어 임베딩
#
# ## Quick self-check
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
# **Next:** a cell that remembers for hundreds of steps: chapter 08.
