# %% [markdown]
# # 08 · Long short-term memory
#
# **After this chapter you will be able to**
#
# - **compute** an LSTM and a GRU by hand, forward and backward through time, and **show** that Keras agrees;
# - **explain** why a gradient survives in a memory cell where it vanishes in a plain recurrent network;
# - **build** stacked, bidirectional and masked recurrent networks, and **count** their parameters;
# - **forecast** several steps ahead, recursively and directly;
# - **judge** a forecast against naive ones, and **say so** when the naive one wins.
#
# **Time:** about 160 minutes. **Difficulty:** ●●●. **You need:** chapters 02 (backpropagation), 04 (Keras) and 07
# (recurrent networks).
#
# ## A puzzle to begin with · 2 min
#
# Numbers come in, one after another. Two of them are marked. When the last has passed, say the **sum of the two marked
# numbers**. What do you have to carry in your head while you wait?

# %%
from dlcourse.plots.lstm import adding_problem as adding_plots

adding_plots.puzzle()

# %% [markdown]
# One number is enough: the sum so far. You **ignore** what is not marked, **add** what is, and **keep** the rest of the
# time. Easy? A plain recurrent network finds it very hard: in this chapter you will watch one fail. And you will build a
# network that can do what you did: ignore, add, keep.

# %%
from dlcourse.checks import lstm as check  # first: it keeps TensorFlow quiet

import keras
import numpy as np
import tensorflow as tf

from dlcourse import data, nn

keras.utils.set_random_seed(8)

# %% [markdown]
# ## 1 · Remembering over a distance · 8 min
#
# Chapter 07's recurrent cell makes a new state at every step: $h' = \tanh(xU + hW + b)$. Whatever it wants to remember
# must pass through a matrix **and** a tanh, at each step anew. Going back, the gradient passes through the same matrix
# and the same tanh, as many times. Multiply thirty numbers well below 1 and little is left: the **vanishing gradient**
# (기울기 소실) of chapter 02, now over time. What connects two steps far apart is called a **long-range dependence**.
#
# Our puzzle is a famous test for it: Hochreiter and Schmidhuber tried a task like it on their new network in 1997.
#
# ### Exercise 1 · The adding problem (1 point · 6 min · ●○○)
#
# Write `adding_problem(samples, length, rng)`. Return `X` of shape `(samples, length, 2)` and `y` of shape `(samples,)`:
#
# - `X[..., 0]`: numbers drawn uniformly from 0 to 1;
# - `X[..., 1]`: marks. One 1 at a step drawn from the first `length // 2`, one 1 at a step drawn from the others (two
#   independent draws); all else 0;
# - `y`: the sum of the two marked numbers.
#
# Draw everything from the generator `rng`. *Example:* numbers `0.5 0.2 0.9 0.1` with marks `0 1 0 1` give `y = 0.3`.


# %% tags=["exercise"]
def adding_problem(samples, length, rng):
    """Numbers and marks (samples, length, 2), and the sums of the marked (samples,)."""
    ### BEGIN SOLUTION
    X = np.zeros((samples, length, 2))
    X[..., 0] = rng.random((samples, length))
    rows = np.arange(samples)
    X[rows, rng.integers(0, length // 2, samples), 1] = 1
    X[rows, rng.integers(length // 2, length, samples), 1] = 1
    return X, (X[..., 0] * X[..., 1]).sum(axis=1)
    ### END SOLUTION


# %% tags=["check"] points=1
check.adding_problem(adding_problem, points=1)
### BEGIN HIDDEN TESTS
check.adding_problem(adding_problem, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · A memory on a conveyor belt · 12 min
#
# The **long short-term memory** (LSTM, 장단기 메모리) has two states. The **cell state** $c$ is its memory; the output $h$
# is what it shows of it. And it has three **gates**, numbers between 0 (shut) and 1 (open):
#
# - the **forget gate** $f$ says how much of the old memory to **keep** (yes: open means *keep*);
# - the **input gate** $i$ says how much of something new to **write**;
# - the **output gate** $o$ says how much of the memory to **show**.

# %%
from dlcourse.plots.lstm import lstm_cell as cell_plots

cell_plots.cell()

# %% [markdown]
# Every gate looks at the input $x$ and at the old output $h$, with weights of its own. All four parts come from one
# product, which is then cut into quarters, in Keras' order $i, f, g, o$:
#
# $$ z = x W + h R + b, \qquad i, f, o = \sigma(z_i), \sigma(z_f), \sigma(z_o), \qquad g = \tanh(z_g) $$
#
# $$ c' = f \cdot c + i \cdot g, \qquad\qquad h' = o \cdot \tanh(c') $$
#
# The dot means entry by entry. The **candidate** $g$ is what might be written. Look at $c'$: **no matrix and no tanh**
# stand between the old memory and the new one.
#
# *With numbers:* $c = 2$, $f = 0.9$, $i = 0.5$, $g = -0.4$ give $c' = 1.8 - 0.2 = 1.6$; with $o = 0.5$,
# $h' = 0.5 \cdot \tanh 1.6 = 0.461$.
#
# ### Exercise 2 · One step of an LSTM (2 points · 8 min · ●●○)
#
# Write `lstm_cell(x, h, c, W, R, b)`: `x` is `(batch, d)`; `h` and `c` are `(batch, u)`; `W` is `(d, 4u)`, `R` is
# `(u, 4u)`, `b` is `(4u,)`. Return the new `h` and the new `c`, in this order. Change none of the arguments.


# %%
def sigmoid(z):
    """1 / (1 + e⁻ᶻ)."""
    return 1 / (1 + np.exp(-z))


# %% tags=["exercise"]
def lstm_cell(x, h, c, W, R, b):
    """The new output and the new memory, each (batch, units)."""
    ### BEGIN SOLUTION
    i, f, g, o = np.split(x @ W + h @ R + b, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c
    ### END SOLUTION


# %% tags=["check"] points=2
check.lstm_cell(lstm_cell, points=2)
### BEGIN HIDDEN TESTS
check.lstm_cell(lstm_cell, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · Through a whole sequence · 15 min
#
# The same cell, with the same weights, reads one step after another. Both states start at zero, **for each sequence
# anew**, and both are handed on.
#
# ### Exercise 3 · An LSTM layer (1 point · 6 min · ●●○)
#
# Write `lstm_forward(X, W, R, b)`: `X` is `(batch, timesteps, d)`. Return `H` and `C`, each `(batch, timesteps, u)`:
# the outputs and the memories after every step, equal to Keras'. Your `lstm_cell` does most of the work.


# %% tags=["exercise"]
def lstm_forward(X, W, R, b):
    """Every output H and every memory C, each (batch, timesteps, units)."""
    ### BEGIN SOLUTION
    h = c = np.zeros((len(X), len(R)))
    H, C = [], []
    for t in range(X.shape[1]):
        h, c = lstm_cell(X[:, t], h, c, W, R, b)
        H.append(h)
        C.append(c)
    return np.stack(H, axis=1), np.stack(C, axis=1)
    ### END SOLUTION


# %% tags=["check"] points=1
check.lstm_forward(lstm_forward, points=1)
### BEGIN HIDDEN TESTS
check.lstm_forward(lstm_forward, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Keras agrees**, and so does the course's own library: three programs, one set of weights. Keras' `LSTM` gives the
# last output alone, unless you ask for all with `return_sequences=True`.

# %%
rng = np.random.default_rng(8)
X = rng.normal(size=(16, 20, 3)).astype("float32")
layer = keras.layers.LSTM(8, return_sequences=True)
by_keras = layer(X).numpy()
W, R, b = layer.get_weights()

ours = nn.layers.LSTM(8, return_sequences=True)
ours(X)
ours.kernel[...], ours.recurrent_kernel[...], ours.bias[...] = W, R, b

by_hand = lstm_forward(X, W, R, b)[0]
print("shapes of W, R and b:", W.shape, R.shape, b.shape)
print("equal to Keras to 1e-5:     ", np.allclose(by_hand, by_keras, atol=1e-5))
print("equal to dlcourse.nn to 1e-5:", np.allclose(by_hand, ours(X), atol=1e-5))
print("the bias at the start, i f g o:", b[0], b[8], b[16], b[24])

# %% [markdown]
# The bias of the forget gate starts at **1**, not at 0 (Keras calls it `unit_forget_bias`): at the start
# $f \approx \sigma(1) = 0.73$ rather than $0.5$. A new network had better keep than forget. Section 4 shows how much
# that matters.
#
# ### Solve the puzzle by hand
#
# An LSTM with a **single unit** can do what you did at the beginning, and you can write down its weights. The input gate
# opens for a mark ($-8 + 16 \cdot \text{mark}$), the forget gate is always open ($+10$), and the candidate is a tenth of the
# number, so small that tanh hardly bends it.

# %%
latch_W = np.array([[0, 0, 0.1, 0], [16, 0, 0, 0]])  # rows: number, mark; columns: i, f, g, o
latch_R = np.zeros((1, 4))
latch_b = np.array([-8, 10, 0, 10])

numbers, sums = adding_problem(200, 8, np.random.default_rng(17))
shown, memory = lstm_forward(numbers, latch_W, latch_R, latch_b)
latch_error = np.abs(10 * memory[:, -1, 0] - sums).max()
print(f"largest error of 10 c on 200 sequences: {latch_error:.3f}")
cell_plots.memory_at_work(numbers[0], memory[0, :, 0], latch_W, latch_b, scale=10)

# %% tags=["claim"]
# > No training at all, and a small error
assert latch_error < 0.05

# %% [markdown]
# No training at all, and a small error: tanh bends the numbers a little, and no gate is ever quite open or quite shut. The
# architecture **fits** the task. Training only has to find such weights.
#
# ### How many parameters?
#
# Each of the four parts has a row of weights for every feature, one for every unit of $h$, and a bias:
#
# ### Exercise 4 · Count them (1 point · 3 min · ●○○)
#
# Write `lstm_parameters(d, u)`: how many numbers Keras' LSTM of `u` units learns for `d` features, its `W`, `R` and one bias `b`.
#
# *Example:* one unit and one feature make 12: four parts with three numbers each.


# %% tags=["exercise"]
def lstm_parameters(d, u):
    """The number of parameters of an LSTM with u units for d features."""
    ### BEGIN SOLUTION
    return 4 * (u * (u + d) + u)
    ### END SOLUTION


# %% tags=["check"] points=1
check.lstm_parameters(lstm_parameters, points=1)
### BEGIN HIDDEN TESTS
check.lstm_parameters(lstm_parameters, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Double the units and $R$ has four times as many numbers: it grows with the square. And with the same units and features an
# LSTM has exactly four times the parameters of a plain recurrent layer. Is it worth the price? Section 5 compares the two at
# *equal* size.
#
# ## 4 · Why the gradient survives · 21 min
#
# Along the conveyor $c' = f \cdot c + i \cdot g$, so one step back multiplies the gradient by
#
# $$ \frac{\partial c'}{\partial c} = f, $$
#
# a **gate that the network sets itself**. Over a hundred steps: $f_1 f_2 \cdots f_{100}$. With $f = 0.99$, $0.99^{100} = 0.37$ is
# left; with $f = 0.5$ it is $10^{-30}$. (There are other ways back too, through $h$ and $R$. They can fade or explode as in a plain
# network.)
#
# So an LSTM does not abolish vanishing. It lets the network **choose** where to forget. Look what the forget bias alone
# does, before any training:

# %% tags=["nbval-ignore-output"]
from dlcourse.plots.lstm import gates as gate_plots


def norms_by_lag(layer, X, probe):
    """Mean norm of d(last output · probe)/d(input), for the inputs at lag 0, 1, 2, …"""
    X = tf.constant(X)
    with tf.GradientTape() as tape:
        tape.watch(X)
        score = tf.reduce_sum(layer(X) * probe)
    return np.linalg.norm(tape.gradient(score, X), axis=-1).mean(axis=0)[::-1]


keras.utils.set_random_seed(8)
noise = rng.normal(size=(16, 60, 8)).astype("float32")
probe = rng.normal(size=(16, 24)).astype("float32")
norms = {"SimpleRNN": norms_by_lag(keras.layers.SimpleRNN(24), noise, probe)}
for bias in (0, 1, 3):
    gated = keras.layers.LSTM(24)
    gated.build(noise.shape)
    gated.cell.bias.assign(np.repeat([0.0, bias, 0.0, 0.0], 24))
    norms[f"LSTM, forget bias {bias}"] = norms_by_lag(gated, noise, probe)
gate_plots.gradient_by_lag(norms)

# %% tags=["claim"]
# > $0.99^{100} = 0.37$ is left; with $f = 0.5$ it is $10^{-30}$
#
# > An untrained LSTM whose forget bias is **0** forgets *faster* than the plain network.
#
# > With the usual 1 it reaches further, and with 3 the gradient hardly fades
#
# > Along the conveyor alone $\sigma(3)^{59} = 0.06$ would be left
assert round(0.99**100, 2) == 0.37 and -31 < np.log10(0.5**100) < -30
plain, closed, usual, wide = (norms[name][-1] for name in norms)
assert closed < 0.1 * plain and usual > 100 * closed and wide > 1000 * usual
assert norms["LSTM, forget bias 3"][-1] > 0.3 * norms["LSTM, forget bias 3"][0]
assert round(sigmoid(3.0) ** 59, 2) == 0.06

# %% [markdown]
# Read it with care. An untrained LSTM whose forget bias is **0** forgets *faster* than the plain network. With the usual 1 it
# reaches further, and with 3 the gradient hardly fades in 60 steps. Along the conveyor alone $\sigma(3)^{59} = 0.06$ would be left:
# the rest comes back through $h$ and $R$. It is the open gate that makes the difference, not the name.
#
# ### Backward through time, by hand
#
# As in chapter 07: walk back from the last step. Two gradients come back from the step after, $dh$ and $dc$. At each step:
#
# 1. the loss may look at this output directly: add what comes from there to $dh$;
# 2. $h = o \cdot \tanh(c)$ hands a part of $dh$ to $o$ and a part to $c$: $\;dc \mathrel{+}= dh \cdot o \cdot (1 - \tanh^2 c)$;
# 3. $c = f \cdot c_{\text{before}} + i \cdot g$ hands $dc$ to $f$, $i$, $g$, **and to the memory before**;
# 4. through σ and tanh to $dz$; from there, as in any dense layer, to $W$, $R$, $b$, $x$ and the $h$ before.
#
# ### Exercise 5 · The backward pass (3 points · 16 min · ●●●)
#
# Write `lstm_backward(dH, X, W, R, b)`: `dH` has the shape of `H` and holds $\partial L/\partial h_t$ for **every** step
# $t$, as far as the loss sees that output directly. Return `dX, dW, dR, db`, each with the shape of what it belongs to.
# Sum over the batch and over time.
#
# Call your `lstm_forward` first: from `H` and `C` all gates can be had again, for all steps at once.


# %% tags=["exercise"]
def lstm_backward(dH, X, W, R, b):
    """Gradients of the loss by X, W, R and b, through all time steps."""
    ### BEGIN SOLUTION
    H, C = lstm_forward(X, W, R, b)
    first = np.zeros_like(H[:, :1])
    H_old, C_old = (np.concatenate([first, part[:, :-1]], axis=1) for part in (H, C))
    i, f, g, o = np.split(X @ W + H_old @ R + b, 4, axis=-1)
    i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
    # What dc makes of i, f, g and dh of o, for all steps at once
    slopes = [g * i * (1 - i), C_old * f * (1 - f), i * (1 - g**2), np.tanh(C) * o * (1 - o)]
    dZ = np.zeros((*X.shape[:2], W.shape[1]))
    dh = dc = np.zeros_like(H[:, 0])
    for t in reversed(range(X.shape[1])):
        dh = dh + dH[:, t]
        dc = dc + dh * o[:, t] * (1 - np.tanh(C[:, t]) ** 2)
        parts = [up * slope[:, t] for up, slope in zip((dc, dc, dc, dh), slopes, strict=True)]
        dZ[:, t] = np.concatenate(parts, axis=1)
        dh, dc = dZ[:, t] @ R.T, dc * f[:, t]
    dW, dR = (np.tensordot(part, dZ, axes=((0, 1), (0, 1))) for part in (X, H_old))
    return dZ @ W.T, dW, dR, dZ.sum(axis=(0, 1))
    ### END SOLUTION


# %% tags=["check"] points=3
check.lstm_backward(lstm_backward, points=3)
### BEGIN HIDDEN TESTS
check.lstm_backward(lstm_backward, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The same gradients from `GradientTape`, which records the forward pass and plays it backwards:

# %%
pull = rng.normal(size=by_keras.shape).astype("float32")
inputs = tf.constant(X)
with tf.GradientTape() as tape:
    tape.watch(inputs)
    loss = tf.reduce_sum(layer(inputs) * pull)

by_tape = tape.gradient(loss, [inputs, *layer.trainable_weights])
mine = lstm_backward(pull, X, W, R, b)
for name, ours_, theirs in zip(("X", "W", "R", "b"), mine, by_tape, strict=True):
    print(f"d{name} equal to 1e-4:", np.allclose(ours_, theirs, rtol=1e-4, atol=1e-4))

# %% [markdown]
# ## 5 · It learns to add · 12 min
#
# Now for real: no weights by hand. 2,000 sequences of 30 steps; the first mark is up to 29 steps away from the answer.
# The best answer of a network that has learned nothing is always the mean, 1. Its mean squared error is then the variance
# of a sum of two uniform numbers, $2 \cdot \tfrac{1}{12} = 0.167$.
#
# ### Exercise 6 · Solve it (1 point · 7 min · ●●○)
#
# Write `solve_adding(X, y)`: `X` is `(2000, 30, 2)`, `y` is `(2000,)`. Build a model of Keras' own layers with one output, train it,
# return it. On 500 **new** sequences its mean squared error must be 0.03 or less (0.12 shows that it has begun to learn).
#
# The network has to **remember**: an LSTM or a GRU reads all 30 steps, and nothing goes around it.
#
# 24 LSTM units and one linear unit are enough. Use Adam with a learning rate of 0.01 and batches of 50. For some time the
# loss will hardly move; then it drops. Training should take no longer than about 20 seconds.


# %% tags=["exercise"]
def solve_adding(X, y):
    """A trained model that adds the two marked numbers."""
    ### BEGIN SOLUTION
    network = keras.Sequential()
    network.add(keras.Input(X.shape[1:]))
    network.add(keras.layers.LSTM(24))
    network.add(keras.layers.Dense(1))
    network.compile(keras.optimizers.Adam(0.01, clipnorm=1.0), loss="mse")
    network.fit(X, y, batch_size=50, epochs=18, verbose=0)
    return network
    ### END SOLUTION


# %% tags=["check"] points=1
check.solve_adding(solve_adding, points=1)
### BEGIN HIDDEN TESTS
check.solve_adding(solve_adding, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# And the plain recurrent network, with the same data and the same optimizer? A fair rival has **as many parameters**: 49 units
# instead of 24.

# %% tags=["nbval-ignore-output"]
numbers, sums = adding_problem(2000, 30, np.random.default_rng(30))
keras.utils.set_random_seed(8)
solver = solve_adding(numbers, sums)

keras.utils.set_random_seed(8)
plain = keras.Sequential([keras.Input((30, 2)), keras.layers.SimpleRNN(49)])
plain.add(keras.layers.Dense(1))
plain.compile(keras.optimizers.Adam(0.01, clipnorm=1.0), loss="mse")
losses = {"SimpleRNN": plain.fit(numbers, sums, batch_size=50, epochs=18, verbose=0)}
losses = {name: run.history["loss"] for name, run in losses.items()}
losses["LSTM"] = solver.history.history["loss"]
adding_plots.learning(losses, guess=np.var(sums))
print("parameters of the LSTM and of the SimpleRNN:", end=" ")
print(solver.layers[0].count_params(), "and", plain.layers[0].count_params())

# %% tags=["claim"]
# > The LSTM learns to add; the plain network of the same size hardly gets beyond the mean
assert losses["LSTM"][-1] < 0.03 and losses["SimpleRNN"][-1] > 0.05
assert abs(plain.layers[0].count_params() / solver.layers[0].count_params() - 1) < 0.03

# %% [markdown]
# The LSTM learns to add; the plain network of the same size hardly gets beyond the mean. (Over 20 seeds a plain network of 24 units
# passed the exercise's bar in none: `docs/results.md`.)
#
# **What do they listen to?** For a perfect sum the derivative of the answer by each marked number is exactly 1, however
# long ago it came. `GradientTape` tells what it is for the two networks, on 600 new sequences.

# %% tags=["nbval-ignore-output"]
fresh, _ = adding_problem(600, 30, np.random.default_rng(31))
sample, step = np.nonzero(fresh[..., 1])
slopes = {}
for name, model in {"LSTM": solver, "SimpleRNN": plain}.items():
    inputs = tf.constant(fresh, dtype="float32")
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        total = tf.reduce_sum(model(inputs))
    slopes[name] = (29 - step, tape.gradient(total, inputs).numpy()[sample, step, 0])
adding_plots.what_counts(slopes)

# %% [markdown]
# **Look inside.** With your `lstm_forward` and the trained weights you can watch the gates while the network reads one
# sequence. Rows are units, sorted by how strongly their input gate reacts to a mark.

# %% tags=["nbval-ignore-output"]
weights = solver.layers[0].get_weights()
outputs, memories = lstm_forward(fresh[:1], *weights)
gate_plots.gates_over_time(fresh[0], outputs[0], memories[0], weights)

states = np.concatenate([np.zeros_like(outputs[:, :1]), outputs[:, :-1]], axis=1)
gates = sigmoid(fresh[:1] @ weights[0] + states @ weights[1] + weights[2])[0]
forget = gates[fresh[0, :, 1] == 0, 24:48].mean(axis=0)  # a mean for each unit
print(
    f"forget gates at the other steps: mean {forget.mean():.2f}, "
    f"most open unit {forget.max():.2f}"
)
print(f"over 20 steps: {forget.mean() ** 20:.3f} and {forget.max() ** 20:.2f} is kept")

# %% tags=["claim"]
# > The forget gates still stand near their start
#
# > a unit like that has lost a number after 20 steps
assert abs(forget.mean() - sigmoid(1)) < 0.12
assert sigmoid(1) ** 20 < 0.01

# %% [markdown]
# It is no tidy memory like the one with a single unit, but the same idea, found by gradient descent and spread over many units: input gates react to a
# mark. The forget gates still stand near their start, $\sigma(1) = 0.73$, on average, and a unit like that has lost a number after 20
# steps. What lasts must be carried by units whose gate is more open, or by what $h$ hands back through $R$. Do not expect to
# read a trained network like a drawing.
#
# ## 6 · The GRU: fewer gates · 10 min
#
# The **gated recurrent unit** (Cho et al., 2014) has one state and two gates. The **update gate** $z$ mixes old and new;
# the **reset gate** $r$ says how much of the past the candidate $g$ may see:
#
# $$ a = xW + b_0, \qquad u = hR + b_1, \qquad z = \sigma(a_z + u_z), \qquad r = \sigma(a_r + u_r) $$
#
# $$ g = \tanh(a_g + r \cdot u_g), \qquad h' = z \cdot h + (1 - z) \cdot g $$
#
# (In these two lines $u$ is a vector; below it is the number of units again.)
#
# Two things differ from book to book. Here, as in Keras: **$z$ near 1 keeps** the old state (other texts swap $z$ and
# $1 - z$), and $r$ is applied **after** the product $hR + b_1$ (`reset_after=True`). That is why there are **two** biases.
#
# | Question | LSTM | GRU |
# |---|---|---|
# | states | $h$ and $c$ | $h$ |
# | gates | $i$, $f$, $o$ | $z$, $r$ |
# | parameters | $4\,(u(u+d)+u)$ | $3\,(u(u+d)+2u)$ |
# | keeping | $f$ and $i$ are free: can keep **and** add | $z$ keeps, $1-z$ renews: one at the cost of the other |
#
# ### Exercise 7 · One step of a GRU (2 points · 7 min · ●●○)
#
# Write `gru_cell(x, h, W, R, b)`: `W` is `(d, 3u)`, `R` is `(u, 3u)`, `b` is `(2, 3u)` and holds $b_0$ and $b_1$. The
# order of the thirds is $z, r, g$. Return the new `h`, as Keras does. Change none of the arguments.


# %% tags=["exercise"]
def gru_cell(x, h, W, R, b):
    """The new state (batch, units)."""
    ### BEGIN SOLUTION
    a_z, a_r, a_g = np.split(x @ W + b[0], 3, axis=-1)
    u_z, u_r, u_g = np.split(h @ R + b[1], 3, axis=-1)
    z, r = sigmoid(a_z + u_z), sigmoid(a_r + u_r)
    return z * h + (1 - z) * np.tanh(a_g + r * u_g)
    ### END SOLUTION


# %% tags=["check"] points=2
check.gru_cell(gru_cell, points=2)
### BEGIN HIDDEN TESTS
check.gru_cell(gru_cell, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
gru = keras.layers.GRU(8)
last = gru(X).numpy()
state = np.zeros((16, 8))
for moment in range(20):
    state = gru_cell(X[:, moment], state, *gru.get_weights())

print("equal to Keras to 1e-5:", np.allclose(state, last, atol=1e-5))
print(f"parameters: {gru.count_params()}; the LSTM of the same size: {layer.count_params()}")

# %% [markdown]
# Which is better? Large comparisons found no winner for all tasks. Try both; take the GRU when it is as good.
#
# ## 7 · Putting layers together · 13 min

# %%
from dlcourse.plots.lstm import rnn_architectures

rnn_architectures.three_wirings()

# %% [markdown]
# - **`return_sequences=True`** gives every output; a recurrent layer **on top of another** needs it. Without it you get the
#   last one alone, `(batch, units)`.
# - **Stacked** layers, like deep ones: the second reads the outputs of the first.
# - **Bidirectional**: one layer reads forwards, a second one backwards; their outputs stand side by side. Good where the
#   whole sequence is there before you answer: a sentence, or a window of the past that you forecast from. **Wrong** where you need
#   an output at each step while the sequence still goes on: there the backward layer has read the future.

# %%
sequence = keras.Input((None, 3))
print("last output: ", keras.layers.LSTM(5)(sequence).shape)
print("all outputs: ", keras.layers.LSTM(5, return_sequences=True)(sequence).shape)
both_ways = keras.layers.Bidirectional(keras.layers.LSTM(5, return_sequences=True))
print("bidirectional:", both_ways(sequence).shape)

# %% [markdown]
# See the leak: change the last step of a sequence, and ask whether the output at the *first* step changes.

# %%
original = rng.normal(size=(1, 6, 3)).astype("float32")
changed = original.copy()
changed[:, -1] += 1
leaks = {}
for name, reads in (("LSTM", layer), ("bidirectional LSTM", both_ways)):
    leaks[name] = not np.allclose(reads(original)[:, 0], reads(changed)[:, 0])
    print(f"{name}: the first output depends on the last step: {leaks[name]}")

# %% tags=["claim"]
# > there the backward layer has read the future
assert leaks == {"LSTM": False, "bidirectional LSTM": True}

# %% [markdown]
# ### Masking
#
# Sequences of a batch must be equally long, so short ones are filled up with zeros: **padding** (패딩). But an LSTM takes
# zeros for data, and its state moves on. A **mask** says which steps are real; at the others the state is simply kept.
# `Masking(0.0)` makes one from steps that hold nothing but zeros.

# %%
short = rng.normal(size=(1, 6, 3)).astype("float32")
padded = np.concatenate([short, np.zeros((1, 4, 3), "float32")], axis=1)
reader = keras.layers.LSTM(4, seed=1)
only_real = keras.layers.Masking(0.0)
masked = keras.Sequential([only_real, reader])

print("six steps:            ", reader(short).numpy().round(3)[0])
print("with padding:         ", reader(padded).numpy().round(3)[0])
print("with padding and mask:", masked(padded).numpy().round(3)[0])

# %% [markdown]
# ### Dropout, of two kinds
#
# `dropout=0.2` drops a part of the **inputs** of the layer. `recurrent_dropout=0.2` drops a part of the **old output** on
# its way into the gates; the memory $c$ itself is left in peace. Both draw **one pattern for a whole sequence**: a new one
# at every step would wear the memory down (Gal and Ghahramani, 2016). Both act in training only.

# %%
dropping = keras.layers.LSTM(4, dropout=0.5, recurrent_dropout=0.5, seed=2)
answers = [dropping(short, training=True).numpy() for _ in range(20)]
print("spread over 20 training calls > 0:", bool(np.std(answers, axis=0).min() > 0))
print("two calls outside training equal: ", np.array_equal(dropping(short), dropping(short)))

# %% [markdown]
# ### Exercise 8 · A stacked network (2 points · 7 min · ●●○)
#
# Write `build_stacked(features, classes)`: a `keras.Sequential` of Keras' own layers (no need to compile it) that reads sequences of
# **any** length with `features` numbers a step, filled up with zeros, and gives the probability of each class:
#
# 1. `Masking(0.0)`;
# 2. an LSTM of 16 units **in both directions**, with a dropout of 0.2, that hands on its whole sequence (padding must change nothing);
# 3. an LSTM of 8 units with a dropout of 0.2, that hands on its last output alone;
# 4. `Dense` with softmax.
#
# Leave all biases as Keras starts them.


# %% tags=["exercise"]
def build_stacked(features, classes):
    """Masking, a bidirectional LSTM, an LSTM, and a probability for each class."""
    ### BEGIN SOLUTION
    first = keras.layers.LSTM(16, return_sequences=True, dropout=0.2)
    return keras.Sequential(
        [
            keras.Input((None, features)),
            keras.layers.Masking(0.0),
            keras.layers.Bidirectional(first),
            keras.layers.LSTM(8, dropout=0.2),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    ### END SOLUTION


# %% tags=["check"] points=2
check.build_stacked(build_stacked, points=2)
### BEGIN HIDDEN TESTS
check.build_stacked(build_stacked, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
stacked = build_stacked(features=3, classes=4)
parts = [2 * lstm_parameters(3, 16), lstm_parameters(2 * 16, 8), (8 + 1) * 4]
print("by your formula:", " + ".join(map(str, parts)), "=", sum(parts))
print("Keras counts:   ", stacked.count_params())

# %% [markdown]
# ## 8 · Beyond recurrence · 3 min
#
# A recurrent network must take its steps one after another, and everything it knows must fit into its state. Two newer
# designs look back **directly**.

# %%
from dlcourse.plots.lstm import context_windows

context_windows.dilated_and_attention(
    np.array([0, 0, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 2.5])
)

# %% [markdown]
# **Dilated convolutions** (the *temporal convolutional network*, TCN): a convolution along time that looks at two steps,
# then at two that lie 2 apart, then 4, then 8. Each layer doubles the reach, and all steps are computed at once. Its
# reach is fixed when you build it; the path between two steps has one link for each layer.
#
# **Attention** asks at each step: *which* steps matter now? It compares the step with all of them, itself too, makes weights
# of the scores by softmax and takes the weighted mean. Any two steps are one layer apart. The price: the number of
# comparisons grows with the square of the length. Chapter 10 builds it; Transformers are made of it.
#
# A gradient tells how far the four convolutions really look:

# %%
tcn = keras.Sequential([keras.Input((60, 1))])
for dilation in (1, 2, 4, 8):
    tcn.add(keras.layers.Conv1D(4, 2, dilation_rate=dilation, padding="causal"))

inputs = tf.constant(rng.normal(size=(1, 60, 1)), dtype="float32")
with tf.GradientTape() as tape:
    tape.watch(inputs)
    total = tf.reduce_sum(tcn(inputs)[:, -1])
reached = np.flatnonzero(tape.gradient(total, inputs)[0, :, 0])
print(f"inputs that the last output depends on: {len(reached)}, from step {reached[0]} on")

# %% [markdown]
# ## 9 · More than one step ahead · 16 min
#
# You know a series up to today, and want the next twelve months. There are two ways.

# %%
from dlcourse.plots.lstm import multi_step_forecasts

multi_step_forecasts.two_ways()

# %% [markdown]
# - **Recursive**: a model for **one** step. Put its forecast into the window as if it were known, and ask again. One
#   small model for any horizon; but its errors go into its next input.
# - **Direct**: a model with **twelve outputs**, trained on all twelve. No error is fed back; but there is more to learn
#   from the same data.
#
# Both learn from pairs of a window and what followed it. This helper cuts them from a series:


# %%
def pairs(series, length, steps):
    """Windows X (n, length) and the values that follow each, Y (n, steps)."""
    every = np.lib.stride_tricks.sliding_window_view(series, length + steps)
    return every[:, :length], every[:, length:]


print(*(part.tolist() for part in pairs(np.arange(6), length=3, steps=2)), sep="   ")

# %% [markdown]
# An **origin** is the moment of a forecast: `series[:origin]` is known, `series[origin]` is the first value to forecast.
#
# ### Exercise 9 · Recursive (1 point · 5 min · ●●○)
#
# Write `forecast_recursive(predict, series, origins, length, steps)`:
#
# - `predict(windows)` takes windows `(n, length)` and returns one forecast for each, `(n, 1)`;
# - `origins` is an array of indices into `series`. For each of them, forecast `steps` values from the `length` values
#   before it. Return an array `(len(origins), steps)`.
#
# Each forecast goes into the window as if it were known, and the oldest value leaves it. All windows go through `predict`
# together: `steps` calls in all. Leave `series` as it is. *Example:* if `predict` repeats the last value, every
# row holds the value before its origin, `steps` times.


# %% tags=["exercise"]
def forecast_recursive(predict, series, origins, length, steps):
    """Forecasts (origins, steps), each step made from the one before."""
    ### BEGIN SOLUTION
    windows = np.stack([series[origin - length : origin] for origin in origins])
    for _ in range(steps):
        windows = np.concatenate([windows, predict(windows[:, -length:])], axis=1)
    return windows[:, length:]
    ### END SOLUTION


# %% tags=["check"] points=1
check.forecast_recursive(forecast_recursive, points=1)
### BEGIN HIDDEN TESTS
check.forecast_recursive(forecast_recursive, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 10 · Direct (1 point · 6 min · ●●○)
#
# Write `forecast_direct(fit, series, origins, length, steps)`:
#
# - `fit(X, Y)` trains a model on windows `X` `(n, length)` and targets `Y` `(n, steps)` and returns its `predict`, which
#   takes windows `(m, length)` and returns `(m, steps)`;
# - train **once**, on all pairs of what was known at the **first** origin, and on nothing later;
# - return the forecasts for all origins, `(len(origins), steps)`.


# %% tags=["exercise"]
def forecast_direct(fit, series, origins, length, steps):
    """Forecasts (origins, steps) of one model that gives all steps at once."""
    ### BEGIN SOLUTION
    predict = fit(*pairs(series[: origins[0]], length, steps))
    return predict(np.stack([series[origin - length : origin] for origin in origins]))
    ### END SOLUTION


# %% tags=["check"] points=1
check.forecast_direct(forecast_direct, points=1)
### BEGIN HIDDEN TESTS
check.forecast_direct(forecast_direct, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 10 · Can it forecast share prices? · 9 min
#
# "LSTM predicts stock prices" is an example that is copied again and again. Before you believe it: what is the **baseline**? If
# tomorrow's price is today's price plus chance, the best forecast is **today's price**. That is the **random walk**.
#
# The prices here are made by a program, so that we know the truth: they *are* random walks. Would you have guessed?

# %%
from dlcourse.plots.lstm import random_walk

stocks = data.load("stocks")
prices = np.concatenate([stocks.y_train, stocks.y_test])
random_walk.prices(np.concatenate([stocks.x_train, stocks.x_test]), prices, stocks.features)

# %% [markdown]
# ### Exercise 11 · The baseline (1 point · 4 min · ●○○)
#
# Write `random_walk_baseline(prices, horizon)`: `prices` is `(days,)` or `(days, shares)`. Forecast each price by the one
# `horizon` days earlier. Return
#
# - the forecasts for `prices[horizon:]`, in step with them;
# - their mean absolute error: one number, or one for each share.
#
# *Example:* prices `10, 13, 12` with horizon 1: forecasts `10, 13`, errors 3 and 1, mean 2.


# %% tags=["exercise"]
def random_walk_baseline(prices, horizon):
    """Forecasts for prices[horizon:] and their mean absolute error."""
    ### BEGIN SOLUTION
    forecasts = prices[:-horizon]
    return forecasts, np.abs(prices[horizon:] - forecasts).mean(axis=0)
    ### END SOLUTION


# %% tags=["check"] points=1
check.random_walk_baseline(random_walk_baseline, points=1)
### BEGIN HIDDEN TESTS
check.random_walk_baseline(random_walk_baseline, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Now give the LSTM a fair chance: not raw prices, whose level drifts away, but **changes** of their logarithm, scaled by
# what is known from the training days. It reads 20 changes of a share and forecasts the next; one network learns from
# all five shares, 400 test days are left aside. Three seeds.

# %%
first = len(stocks.y_train)
changes = np.diff(np.log(prices), axis=0)  # changes[t] leads from day t to day t + 1
scale = changes[: first - 1].std(axis=0)
cut = [pairs(column, 20, 1) for column in (changes[: first - 1] / scale).T]
x_known, y_known = (np.concatenate(part) for part in zip(*cut, strict=True))
x_new = [pairs(column[first - 21 :], 20, 1)[0] for column in (changes / scale).T]

truth = prices[first:]
walk, walk_mae = random_walk_baseline(prices[first - 1 :], 1)
print("windows to learn from:", x_known.shape, "; test days:", len(truth))
print("MAE of the random walk:", walk_mae.round(2))

# %% tags=["nbval-ignore-output"]
ratios = []
for seed in range(3):
    keras.utils.set_random_seed(seed)
    trader = keras.Sequential([keras.Input((20, 1)), keras.layers.LSTM(16)])
    trader.add(keras.layers.Dense(1))
    trader.compile("adam", loss="mse")
    trader.fit(x_known[..., None], y_known, batch_size=128, epochs=4, verbose=0)
    moves = [trader(windows[..., None]).numpy()[:, 0] for windows in x_new]
    foretold = walk * np.exp(np.stack(moves, axis=1) * scale)
    ratios.append(np.abs(truth - foretold).mean(axis=0) / walk_mae)

spread = np.sum((truth[:, 0] - truth[:, 0].mean()) ** 2)
r_squared = 1 - np.sum((truth[:, 0] - foretold[:, 0]) ** 2) / spread
rightly = np.mean((foretold > walk) == (truth > walk))
print(f"R² of the last network, {stocks.features[0]}: {r_squared:.3f}")
print(f"up or down forecast rightly: {rightly:.1%}")
random_walk.looks_right(truth[:, 0], foretold[:, 0])

# %% [markdown]
# A picture to frame, and an R² near 1! (R² is 1 minus the squared error over that of always saying the mean: 1 is
# perfect.) Now look closely: the forecast is **yesterday's price**. Any forecast that stays close
# to the last known price gets such a picture and such an R². The only question is whether it beats the walk:

# %% tags=["nbval-ignore-output"]
random_walk.against_the_walk(stocks.features, np.array(ratios))

# %% tags=["claim"]
# > A picture to frame, and an R² near 1!
#
# > Its errors *are* those of the random walk, to within about a percent.
#
# > "Up or down" is right about as often as for a coin.
assert r_squared > 0.9
assert np.abs(np.array(ratios) - 1).max() < 0.02
assert abs(rightly - 0.5) < 0.05

# %% [markdown]
# **Plainly: it does not.** Its errors *are* those of the random walk, to within about a percent. Points below the line are
# no victory: three networks saw the same 400 days, the five shares move together, and a lead that small comes and goes
# with the seed. Here nothing *can* win for long, because there is nothing to learn; the network has found out as much, and
# repeats the last price. "Up or down" is right about as often as for a coin.
#
# Real prices are not exactly random walks, but so close that forecasts of the next day from past prices usually do not
# beat the walk either, and trading costs take what is left. If somebody shows you a price forecast, ask for this picture.
#
# ## 11 · Capstone: a year of carbon dioxide · 24 min
#
# A series that does have something to learn: carbon dioxide in the air of Mauna Loa, Hawaii, since 1958, in parts per million (ppm).
# Plants make it fall each summer; we make it rise from year to year. Stand at the end of a month; forecast the next **twelve**. The
# rules of an honest comparison:
#
# - **chronological**: train on the past, test on the last nine years;
# - **baselines**: the last value (*naive*); the same month a year ago (*seasonal naive*); the same month a year ago *plus what
#   the last twelve months have risen* (*seasonal + rise*); and **linear regression** on the last 24 months (the
#   network's 24 changes take one month more);
# - **errors**: MAE in ppm, and MASE (chapter 07), which divides it by that of the seasonal naive on the training years;
# - ten years before the test are kept out of training, to learn from their errors **how sure** a forecast may be.
#
# The file has weekly values with gaps. Take the mean of each month, and put a straight line across the few months without any.

# %%
air = data.load("co2")
weeks = np.concatenate([air.x_train, air.x_test]).astype("datetime64[M]").astype(int)
values = np.concatenate([air.y_train, air.y_test])
month, there = weeks - weeks[0], ~np.isnan(values)
count = np.bincount(month[there], minlength=month[-1] + 1)
mean = np.bincount(month[there], values[there]) / np.maximum(count, 1)
series = np.interp(np.arange(len(count)), np.flatnonzero(count), mean[count > 0])

known = len(series) - 108  # the last nine years are the test
learned = known - 120  # ten years before them are for the interval
multi_step_forecasts.rising(series, 1958 + (2 + np.arange(len(series))) / 12, learned, known)
print(f"months: {len(series)}, of these without a value: {np.sum(count == 0)}")

# %%
origins = np.arange(learned, len(series) - 11)
future = np.stack([series[origin : origin + 12] for origin in origins])
windows = np.stack([series[origin - 24 : origin] for origin in origins])
last, year_ago = windows[:, -1:], windows[:, -12:]


def linear(X):
    """Changes since the last value of each window, and a column of ones."""
    return np.column_stack([X[:, :-1] - X[:, -1:], np.ones(len(X))])


X, Y = pairs(series[:learned], 24, 12)
weights = np.linalg.lstsq(linear(X), Y - X[:, -1:], rcond=None)[0]
forecasts = {
    "naive": np.repeat(last, 12, axis=1),
    "seasonal naive": year_ago,
    "seasonal + rise": year_ago + last - windows[:, -13:-12],
    "linear regression": last + linear(windows) @ weights,
}

# %% [markdown]
# For the network there is a decision to make: **what shall it read?** Values as they are, scaled by the mean and the spread
# of the training years? Or the **change** from each month to the next, from which the level can be had again by adding up?
# Think first: which values will the network meet in the test that it has never seen? Try both.


# %%
def fit_lstm(X, Y):
    """A trained LSTM for windows X (n, length) and targets Y (n, steps), as a function."""
    keras.utils.set_random_seed(8)
    model = keras.Sequential([keras.Input((X.shape[1], 1)), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(Y.shape[1]))
    model.compile(keras.optimizers.Adam(0.005), loss="mse")
    model.fit(X[..., None], Y, batch_size=32, epochs=25, verbose=0)
    return lambda windows: model(windows[..., None]).numpy()


def scaled(values):
    """Values as the training years scale them, their mean, and their standard deviation."""
    centre, width = values[:learned].mean(), values[:learned].std()
    return (values - centre) / width, centre, width


# %% tags=["nbval-ignore-output"]
levels, centre, width = scaled(series)
found = forecast_direct(fit_lstm, levels, origins, 24, 12)
forecasts["LSTM on levels"] = found * width + centre

changes, centre, width = scaled(np.diff(series, prepend=series[0]))
one_step = fit_lstm(*pairs(changes[:learned], 24, 1))
recursive = forecast_recursive(one_step, changes, origins, 24, 12)
direct = forecast_direct(fit_lstm, changes, origins, 24, 12)
for name, found in (("recursive", recursive), ("direct", direct)):
    forecasts[f"LSTM {name}"] = last + np.cumsum(found * width + centre, axis=1)

# %% tags=["nbval-ignore-output"]
tested = origins >= known
seasonal = np.abs(series[12:learned] - series[: learned - 12]).mean()  # of the training years
errors = {name: np.abs(values - future)[tested] for name, values in forecasts.items()}
for name, error in errors.items():
    print(f"{name:<18} MAE {error.mean():5.2f} ppm   MASE {error.mean() / seasonal:5.2f}")

# %% tags=["nbval-ignore-output"]
by_step = {name: error.mean(axis=0) for name, error in errors.items()}
del by_step["LSTM on levels"], by_step["naive"]  # too far up for this picture
multi_step_forecasts.error_by_step(
    by_step, "Linear regression forecasts as well as the LSTM", "ppm"
)

# %% tags=["claim"]
# > **On levels the network fails**, and badly
#
# > On changes it beats the naive and the seasonal-naive forecast by far.
#
# > But *seasonal + rise*, one line of code, comes close, and linear regression on the last 24 months does as well as the
# > network or better.
mae = {name: error.mean() for name, error in errors.items()}
assert mae["LSTM on levels"] > 3 * mae["seasonal naive"]
assert max(mae["LSTM direct"], mae["LSTM recursive"]) < 0.6 * mae["seasonal naive"]
assert mae["seasonal naive"] < mae["naive"]
assert mae["seasonal + rise"] < 1.5 * mae["LSTM direct"]
assert mae["linear regression"] < 1.05 * min(mae["LSTM direct"], mae["LSTM recursive"])
# > some 300 months are few to learn from
assert 290 < learned < 310

# %% [markdown]
# **On levels the network fails**, and badly: the test years lie higher than anything it was trained on, and nothing there has
# taught it what to answer. Do not ask a network for numbers outside of what it has seen. On changes it beats the naive and the
# seasonal-naive forecast by far. Had you stopped there, you would have claimed a victory. But *seasonal + rise*, one line
# of code, comes close, and linear regression on the last 24 months does as well as the network or better. Changes that repeat each
# year are a nearly linear affair: a network has little to add, and some 300 months are few to learn from.
#
# **How sure?** Take the forecast with the smallest error in the ten years that were kept out of training. At each step
# ahead, 80 % of its errors there lay between two bounds. Put these bounds around new forecasts, and count how often the truth falls inside.

# %% tags=["nbval-ignore-output"]
held = origins + 12 <= known  # the ten years
best = min(forecasts.values(), key=lambda values: np.abs(values - future)[held].mean())
residuals = (future - best)[held]
low, high = np.quantile(residuals, [0.1, 0.9], axis=0)  # 80 % lie between them
chosen, actual = best[tested], future[tested]
inside = (actual >= chosen + low) & (actual <= chosen + high)

when = 27
start = origins[tested][when]
multi_step_forecasts.with_interval(
    known=series[start - 24 : start],
    truth=actual[when],
    forecast=chosen[when],
    low=chosen[when] + low,
    high=chosen[when] + high,
    coverage=inside.mean(),
)

# %% [markdown]
# A share above 80 % means that the errors of the test years were smaller than those of the ten years before them, a share
# below that they were larger; a few percent can be chance. An interval from past errors holds as far as the future
# resembles the past.
#
# ### Your turn: air that nobody has measured
#
# Now **you** decide. `dlcourse.data.makers.months.air` makes air with a season and a rise of its own. The rise is now
# faster, now slower, so that the next year is less certain than the next month.

# %%
from dlcourse.data.makers.months import air as airs

made = airs.make(480 + 120 * 48, np.random.default_rng(12))
past, pieces = made[:480], made[480:].reshape(120, 48)
print(
    "past:", past.shape, " windows:", pieces[:, :36].shape, " what came:", pieces[:, 36:].shape
)
print(f"highest: past {past.max():.0f} ppm, last window {pieces[-1].max():.0f} ppm")

# %% [markdown]
# ### Exercise 12 · A year ahead, and how sure it is (2 points · 14 min · ●●●)
#
# Write `forecast_year(past, windows)`. `past` `(480,)` is forty years of one air, in ppm, a value for each month.
# `windows` `(n, 36)` are three years each, from later times; none of them overlap. Return an array `(n, 12, 3)`: low,
# forecast and high of each of the twelve months after each window, with low ≤ forecast ≤ high for each month.
#
# **What to read, recursive or direct, which model, how to make the interval: that is yours to choose.** Keras and
# scikit-learn are allowed, and your functions from above. Four new airs judge it, with 120 windows each. On average
#
# - the mean absolute error must be at most 0.95 times that of *seasonal + rise*;
# - aim at intervals that hold eight of ten. In the first month and in the last one, between 65 and 92 of 100 true values
#   must lie inside;
# - the mean width of the intervals must be at most 4.5 times the mean absolute error. (Errors that are normally
#   distributed need about 3.2 times for eight of ten.)
#
# Training should take a few seconds for each air.


# %% tags=["claim"]
# > with 120 windows each
#
# > at most 0.95 times that of *seasonal + rise*
#
# > between 65 and 92 of 100 true values
#
# > at most 4.5 times the mean absolute error
#
# > about 3.2 times for eight of ten
from statistics import NormalDist

from dlcourse.checks.lstm.forecast_year import LEAST, MOST, MOST_ERROR, WIDEST, WINDOWS

assert (WINDOWS, MOST_ERROR, LEAST, MOST, WIDEST) == (120, 0.95, 65 / 100, 92 / 100, 4.5)
assert round(2 * NormalDist().inv_cdf(0.9) / np.sqrt(2 / np.pi), 1) == 3.2


# %% tags=["exercise"]
def forecast_year(past, windows):
    """Low, forecast and high (n, 12, 3) of the year after each window (n, 36)."""
    ### BEGIN SOLUTION
    X, Y = pairs(past, 24, 12)
    X, Y = linear(X), Y - X[:, -1:]
    half, errors = len(X) // 2, []
    for learned, kept in ((slice(half), slice(half, None)), (slice(half, None), slice(half))):
        weights = np.linalg.lstsq(X[learned], Y[learned], rcond=None)[0]
        errors.append(Y[kept] - X[kept] @ weights)
    low, high = np.quantile(np.concatenate(errors), [0.1, 0.9], axis=0)
    weights = np.linalg.lstsq(X, Y, rcond=None)[0]
    forecast = windows[:, -1:] + linear(windows[:, -24:]) @ weights
    return np.stack([forecast + low, forecast, forecast + high], axis=-1)
    ### END SOLUTION


# %% tags=["check"] points=2
check.forecast_year(forecast_year, points=2)
### BEGIN HIDDEN TESTS
check.forecast_year(forecast_year, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
low, forecast, high = np.moveaxis(forecast_year(past, pieces[:, :36]), -1, 0)
came, window = pieces[:, 36:], pieces[:, :36]
rise = window[:, -12:] + window[:, -1:] - window[:, -13:-12]
for name, values in (("seasonal + rise", rise), ("yours", forecast)):
    print(f"{name:<16} MAE {np.abs(values - came).mean():.2f} ppm")
inside = np.mean((low <= came) & (came <= high), axis=0)
print("inside, by months ahead:", *(f"{share:.0%}" for share in inside))

# %% [markdown]
# ### Go bigger
#
# With a network connection, eight years of weather at Jena, one row every ten minutes, are one line away:
# `data.load("jena_climate")`. Forecast the temperature, the second of its fourteen columns, for the next 24 hours: from
# itself alone, and from all fourteen (as chapter 07 does for the river). Mind the baselines.
#
# ## 12 · In your own words · 12 min
#
# ### Exercise 13 · "97 % accurate" (2 points, read by your instructor · 12 min · ●●○)
#
# A friend shows you an LSTM that forecasts tomorrow's price of a share. On the chart the two lines can hardly be told apart,
# R² is 0.97, and the friend has shuffled all windows before splitting them into training and test data. In four to six
# sentences: why do the chart and R² prove nothing, what is wrong with the shuffling, and what would you ask to see
# before you believe it?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# Prices change little from one day to the next, so every forecast that stays near the last known price hugs the chart
# and has an R² near 1; repeating today's price does so too. R² compares with the mean of all prices, which is no
# serious rival for a series that drifts. Shuffled windows overlap: the test days, or their neighbours, have been seen in
# training, and the model is tested on the past with knowledge of the future. I would ask for a chronological split, for
# the error next to that of the random walk on the same days, as a ratio (below 1 is better), and for several seeds and
# periods, to see whether a small lead is more than chance.
#
# **Rubric.** ½ point: near the last price every forecast looks good (chart and R²). ½ point: shuffled windows leak
# (overlap, or future into training). ½ point: the random walk as the baseline. ½ point: chronological split, or several
# periods or seeds.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | LSTM | $c' = f c + i g$ keeps and adds; $h' = o \tanh c'$ shows |
# | forget gate | open (1) means **keep**; its bias starts at 1 |
# | why gradients survive | one step back along $c$ multiplies by $f$, which the network chooses |
# | parameters | $4\,(u(u+d)+u)$; Keras' order $i, f, g, o$ |
# | GRU | one state, two gates; $h' = z h + (1-z) g$ |
# | wiring | `return_sequences` to stack; bidirectional only where the whole sequence is known; masks skip padding |
# | several steps | recursive: one model, its errors go into its next input; direct: all steps at once |
# | baselines | random walk for prices; seasonal naive, with the rise, **and** a linear regression for seasons |
# | what to read | changes, where levels leave the range of the training years |
#
# **Words.** recurrent neural network 순환 신경망 · vanishing gradient 기울기 소실 · gate 게이트 · cell state 셀 상태 ·
# padding 패딩 · dropout 드롭아웃 · time series 시계열
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. The forget gate is 1 and the input gate 0. What happens to the memory?</summary>
#
# Nothing: $c' = c$. Forget gate open means keep.
# </details>
#
# <details><summary>2. How many parameters has an LSTM with 32 units for 10 features?</summary>
#
# 4 · (32 · (32 + 10) + 32) = 5,504.
# </details>
#
# <details><summary>3. Two LSTM layers, and Keras complains that the second expected three axes. What is missing?</summary>
#
# `return_sequences=True` in the first.
# </details>
#
# <details><summary>4. Can an LSTM's gradient vanish?</summary>
#
# Yes: along the memory it is multiplied by $f$ at each step, and survives there only where the forget gates stay near 1.
# What comes back through $h$ and $R$ can vanish as well.
# </details>
#
# <details><summary>5. A bidirectional LSTM gives an output at each step of a sensor that is still running. Why is its good score
# no proof? And is a bidirectional LSTM over a window of the past a leak, too?</summary>
#
# At each step its backward layer has read what comes later; in use, later values are not there yet. A window that lies wholly in
# the past holds nothing of the future: there, reading it backwards is no leak.
# </details>
#
# ## Go further
#
# - S. Hochreiter and J. Schmidhuber, *Long Short-Term Memory*, Neural Computation 9(8), 1997. The original, with the adding
#   problem; the forget gate came later (F. Gers et al., *Learning to Forget*, 2000).
# - C. Olah, *Understanding LSTM Networks*, colah.github.io, 2015. The drawings everybody knows.
# - R. Jozefowicz, W. Zaremba and I. Sutskever, *An Empirical Exploration of Recurrent Network Architectures*, ICML 2015.
#   Thousands of variants, and why the forget bias should be 1.
# - S. Bai, J. Z. Kolter and V. Koltun, *An Empirical Evaluation of Generic Convolutional and Recurrent Networks for Sequence
#   Modeling*, arXiv:1803.01271, 2018. The TCN, tested on the adding problem among others.
# - R. J. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice*, otexts.com. Free online; baselines, MASE
#   and intervals done properly.
#
# **Next:** networks that make new things: chapter 09.
