# %% [markdown]
# # 03 · Optimisation
#
# **After this chapter you will be able to**
#
# - **count** the iterations and updates of a training run, and **cut** data into mini-batches;
# - **diagnose** a learning rate that is too small or too large from its curve;
# - **build** SGD, momentum, Nesterov, Adagrad, RMSProp and Adam, each equal to Keras' to six decimals;
# - **explain** what each of them remembers, and what problem that memory solves;
# - **choose** optimiser and learning rate for a task you have not seen, and **compare** them honestly.
#
# **Time:** about 120 minutes. **Difficulty:** ●●○. **You need:** chapters 01 and 02: loss, gradient, softmax. Everything is NumPy.
#
# ## A puzzle to begin with · 2 min
#
# You see a long valley from above; each thin line joins points of equal height, × is the deepest point. A ball starts
# at the dot. Gradient descent steps straight downhill, and only the **length** of the step is yours to choose.

# %%
from dlcourse.plots.optimizers import optimizer_comparison

optimizer_comparison.puzzle()

# %% [markdown]
# Straight downhill hardly points towards the ×! Short steps crawl. Long ones (C) land on the other side, higher up than
# before. Much of the difficulty of training is in this one picture, and most methods of this chapter are an answer to it.
#
# ### Setting up

# %%
import numpy as np

from dlcourse.checks import optimizers as check

# %% [markdown]
# ## 1 · How much data for one step? · 15 min
#
# The gradient is a mean over samples. Over how many? There are three ways:
#
# | Name | Samples in a step | Its steps are |
# |---|---|---|
# | **batch** (full-batch) descent | all | exact, but costly |
# | **stochastic** descent | one | cheap, but noisy |
# | **mini-batch** descent | some: 32, 64, 128 … | a good bargain, and what nearly everyone uses |
#
# Three words that are easy to mix up:
#
# - a **batch** is the group of samples used for one step;
# - an **iteration** is one step: one update of the weights;
# - an **epoch** is one pass over all samples.
#
# *Example.* 60,000 samples in batches of 128: 468 full batches hold 59,904 samples, and 96 are left. They make one
# more, smaller batch. So an epoch has **469 iterations**, the last with **96** samples, and five epochs are 5 · 469 =
# **2,345 updates**.
#
# Why not all samples at once? One reason is **memory**. 60,000 images of 28 × 28 pixels are 188 MB as 32-bit numbers, and
# every layer keeps its outputs for the way back as well. A batch of 128 needs less than half a megabyte.
#
# Why 32, 64, 128? These are **powers of 2**, and so are the sizes of memory blocks and of the groups in which
# processors multiply. It can help a little. Mostly it is a habit: 100 works as well.
#
# ### Exercise 1 · Counting (1 point · 4 min · ●○○)
#
# Write `iterations(samples, batch_size)`: return two whole numbers, the iterations in an epoch and the size of the
# last batch. If the batches fit exactly, the last one is full. If there are fewer samples than a batch holds, there is
# one batch with all of them.
#
# *Example:* `iterations(60_000, 128)` is `(469, 96)`.


# %% tags=["exercise"]
def iterations(samples, batch_size):
    """Iterations in one epoch, and the size of its last batch."""
    ### BEGIN SOLUTION
    count = -(-samples // batch_size)  # division, rounded up
    return count, samples - (count - 1) * batch_size
    ### END SOLUTION


# %% tags=["check"] points=1
check.iterations(iterations, points=1)
### BEGIN HIDDEN TESTS
check.iterations(iterations, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# What does a batch's size change? Here a line is fitted to 256 points, always with 60 steps of the same learning rate.

# %%
optimizer_comparison.noise_of_batches([1, 16, 256])

# %% [markdown]
# A gradient from few samples is right *on average* only: the path is noisy. Sixteen times the samples make the noise
# four times smaller (it shrinks with the square root), but cost sixteen times the work. Some noise can even help: it
# may shake the weights out of shallow dents.

# %% tags=["claim"]
# > Sixteen times the samples make the noise four times smaller
rng = np.random.default_rng(0)
x = rng.normal(size=100_000)
slopes = (
    -2 * x * (2 * x + rng.normal(size=x.size))
)  # of the squared error at weight 0, one for each sample
noise = {size: slopes[: 6000 * size].reshape(6000, size).mean(axis=1).std() for size in (1, 16)}
assert 3.5 < noise[1] / noise[16] < 4.5
# > 188 MB as 32-bit numbers
assert round(60_000 * 28 * 28 * 4 / 1e6) == 188
# > less than half a megabyte
assert 128 * 28 * 28 * 4 < 0.5e6

# %% [markdown]
# Samples are often sorted: all zeros first, then all ones. So **shuffle** them anew in each epoch, all of them before you
# cut: then any samples may meet in a batch.
#
# ### Exercise 2 · Mini-batches (2 points · 7 min · ●●○)
#
# Write the generator `minibatches(X, y, batch_size, rng)`.
#
# - `X` has shape `(samples, features)`, `y` has shape `(samples,)`, and `rng` is a NumPy generator.
# - `yield` pairs `(X_batch, y_batch)`. Every sample comes exactly once, in an order drawn from `rng`; the last batch
#   may be smaller. Row and target of a sample stay together.
# - Do not reorder `X` and `y` themselves.
#
# *Example:* ten samples in batches of 4 give batches of 4, 4 and 2.


# %% tags=["exercise"]
def minibatches(X, y, batch_size, rng):
    """Yield (X_batch, y_batch) until every sample has come once, in random order."""
    ### BEGIN SOLUTION
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]
    ### END SOLUTION


# %% tags=["check"] points=2
check.minibatches(minibatches, points=2)
### BEGIN HIDDEN TESTS
check.minibatches(minibatches, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · Plain descent and its learning rate · 15 min
#
# With weights $w$, gradient $g$ and learning rate $\eta$ (eta):
#
# $$ w \leftarrow w - \eta\, g $$
#
# The gradient points uphill, so we subtract it. This is **SGD**, stochastic gradient descent.
#
# Every optimiser of this chapter is a class with one method. It works like this:
#
# ```python
# optimizer = SGD(learning_rate=0.1)
# optimizer.step([W, b], [dW, db])   # changes W and b themselves
# ```
#
# **In place** means that the arrays themselves change. In a loop `for param, grad in zip(params, grads):` the line
# `param -= 0.1 * grad` writes into the array, while `param = param - 0.1 * grad` makes a *new* array, and the network
# never hears of it.
#
# ### Exercise 3 · SGD (1 point · 4 min · ●○○)
#
# Write the class `SGD`. Default: `learning_rate=0.01`, as in Keras. Leave the gradients as they were.


# %% tags=["exercise"]
class SGD:
    """Stochastic gradient descent: w ← w − η g."""

    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def step(self, params, grads):
        """Change each array of `params` in place, by the array of `grads` that goes with it."""
        ### BEGIN SOLUTION
        for param, grad in zip(params, grads, strict=True):
            param -= self.learning_rate * grad
        ### END SOLUTION


# %% tags=["check"] points=1
check.SGD(SGD, points=1)
### BEGIN HIDDEN TESTS
check.SGD(SGD, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Your SGD in the valley of the puzzle, with three learning rates:

# %%
optimizer_comparison.learning_rates(SGD, [0.03, 0.85, 1.05])

# %% [markdown]
# - **Too small:** safe and slow. The curve falls, but you wait.
# - **Right:** it swings a little, and arrives.
# - **Too large:** every jump lands higher on the other side. The loss *rises*. If a loss grows or turns into `nan`,
#   divide the learning rate by ten first.
#
# ### Why there is a limit
#
# In one direction the valley is $\frac{\lambda}{2} w^2$. The **curvature** $\lambda$ says how sharply it bends, and the
# gradient is $\lambda w$. So a step of SGD is
#
# $$ w \leftarrow w - \eta\,\lambda\, w = (1 - \eta\lambda)\, w $$
#
# Each step multiplies $w$ by $1 - \eta\lambda$. That shrinks $w$ only if $-1 < 1 - \eta\lambda < 1$, that is if
# $\eta < 2/\lambda$. Our valley has two directions, and one rate must do for both:

# %%
across, along = 2.0, 0.1  # the two curvatures of the valley
print(f"rates up to 2/λ: {2 / across:g} in the steep direction, {2 / along:g} in the flat one")
print(f"condition number: {across / along:.0f}")
for rate in [0.03, 0.5, 0.85, 1.05]:
    steep, flat = 1 - rate * across, 1 - rate * along
    print(f"η = {rate}: each step × {steep:+.2f} across, × {flat:+.3f} along")

# %% [markdown]
# Above 1 the steep direction grows, whatever the flat one does: C of the puzzle has η = 1.1, and its steps lead away. A and
# B (0.3 and 0.6) reach the valley's floor, and then crawl. Below 1 the flat direction loses at most a tenth in a step. The ratio of the largest to the smallest curvature, $\lambda_{max}/\lambda_{min}$, is the **condition number**: the
# number of steps grows with it. Where it is large, the surface is a **ravine**. The loss of a network often is one,
# with condition numbers of thousands and more.
#
# One line explains the rest of this chapter: *one rate for all directions must suit the steepest.* Momentum gains speed in
# the flat ones. Adaptive methods give each weight a rate of its own.

# %% tags=["claim"]
# > C of the puzzle has η = 1.1, and its steps lead away
assert abs(1 - 1.1 * across) > 1
# > A and
# > B (0.3 and 0.6) reach the valley's floor, and then crawl
assert all(
    abs(1 - rate * across) ** 20 < 0.001 and (1 - rate * along) ** 20 > 0.25
    for rate in (0.3, 0.6)
)
# > Below 1 the flat direction loses at most a tenth in a step
assert all(1 - rate * along >= 0.9 for rate in (0.03, 0.5, 0.85, 1.0))
# > the number of steps grows with it
steps = [np.log(10) / -np.log(1 - 1 / condition) for condition in (20, 200)]
assert 9 < steps[1] / steps[0] < 11

# %% [markdown]
# ### Learning-rate decay
#
# Large steps are good at first, small ones at the end. **Time decay** divides the rate by a number that grows with the
# step $n$, counted from 0:
#
# $$ \eta_n = \frac{\eta}{1 + p\,n} $$
#
# ### Exercise 4 · Time decay (1 point · 2 min · ●○○)
#
# Write `decayed_rate(lr, p, n)`; the rate of step 0 is `lr`. With `p = 0` nothing decays. *Example:*
# `decayed_rate(0.1, 0.01, 100)` is `0.05`: after 100 steps, half.
#
# (Some notes call this formula Adagrad. It is not: Adagrad looks at the gradients, this looks at the clock only.)


# %% tags=["exercise"]
def decayed_rate(lr, p, n):
    """The learning rate of step n under time decay."""
    ### BEGIN SOLUTION
    return lr / (1 + p * n)
    ### END SOLUTION


# %% tags=["check"] points=1
check.decayed_rate(decayed_rate, points=1)
### BEGIN HIDDEN TESTS
check.decayed_rate(decayed_rate, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
optimizer_comparison.rates_over_time(decayed_rate, 0.1, [0, 0.01, 0.1, 1])

# %% [markdown]
# Does it help? Put it to work: before each step, set the optimiser's rate. We fit a line to 256 noisy points, 400 steps
# with batches of 4, and ask how far the loss is above the best possible one. Each seed gets the same points and the same
# batches for every $p$: the comparison is **paired**.


# %%
def excess_loss(p, seed, steps=400, batch_size=4):
    """How far the loss of a fitted line is above the smallest one, after SGD with decay."""
    rng = np.random.default_rng(seed)
    X = np.stack([rng.normal(size=256), np.ones(256)], axis=1)
    y = X @ [2, 1] + rng.normal(size=256)
    w, optimizer = np.zeros(2), SGD(0.1)
    for n in range(steps):
        optimizer.learning_rate = decayed_rate(0.1, p, n)
        rows = rng.integers(256, size=batch_size)
        optimizer.step([w], [2 * X[rows].T @ (X[rows] @ w - y[rows]) / batch_size])
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    return np.mean((X @ w - y) ** 2) - np.mean((X @ best - y) ** 2)


excess = {p: np.array([excess_loss(p, seed) for seed in range(20)]) for p in [0, 0.01, 0.1, 1]}
for p, losses in excess.items():
    better = np.sum(losses < excess[0])
    print(f"p = {p:<4g}  mean excess {losses.mean():.4f}, below p = 0 in {better} of 20 seeds")

# %% [markdown]
# With a constant rate the weights never come to rest: the noise of the batches keeps pushing them. Some decay calms them,
# in most seeds. Too much of it ($p = 1$) stops them before they arrive.
#
# So decay helps at the *end*, when noise is what is left. A short run does not get that far. In 315 steps of a network
# that you will meet in section 8, a little decay changed the validation loss hardly at all for SGD and Adam, and improved
# it for Nesterov; more decay made it worse for SGD and Adam (docs/results.md, chapter 03). Large networks are usually
# trained with some decay, and often with small but growing rates first, called **warm-up**.

# %% tags=["claim"]
# > Some decay calms them, in most seeds.
assert all(np.sum(excess[p] < excess[0]) > 12 for p in (0.01, 0.1))
# > Too much of it ($p = 1$) stops them before they arrive.
assert np.sum(excess[1] > excess[0]) > 15 and np.mean(excess[1]) > 2 * np.mean(excess[0])

# %% [markdown]
# ## 3 · Momentum: remember the direction · 14 min
#
# A ball does not turn at every pebble. Give the weights a **velocity** $v$, zero at the start:
#
# $$ v \leftarrow \mu v - \eta g \qquad\qquad w \leftarrow w + v $$
#
# The **momentum** $\mu$ says how much of the old velocity stays; 0.9 is usual. Across a ravine the steps jump
# from side to side, so the gradients change sign and cancel. Along it they agree and add up, to $1/(1-\mu)$ times a plain step: ten times for $\mu = 0.9$.
#
# *Example.* $\eta = 0.1$, $\mu = 0.5$, gradients 2, 0, 0: $v$ is −0.2, −0.1, −0.05. The ball rolls on without a push.
#
# ### Exercise 5 · Momentum (2 points · 6 min · ●●○)
#
# Write the class `Momentum`, with one velocity for **each** array of `params`. The arrays' shapes are known in the
# first `step` only, so make the velocities there, in `self`. Keep each by its array's **place** in `params`: the next step
# may bring copies of the arrays. Leave the gradients as they were, here and in all optimisers that follow. Defaults:
# `learning_rate=0.01`, `momentum=0.9`.


# %% tags=["exercise"]
class Momentum:
    """SGD with momentum: v ← μv − η g, then w ← w + v."""

    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = None  # one array for each parameter, made in the first step

    def step(self, params, grads):
        """Change each array of `params` in place."""
        ### BEGIN SOLUTION
        if self.velocities is None:
            self.velocities = [np.zeros_like(param) for param in params]
        for param, grad, v in zip(params, grads, self.velocities, strict=True):
            v[...] = self.momentum * v - self.learning_rate * grad
            param += v
        ### END SOLUTION


# %% tags=["check"] points=2
check.Momentum(Momentum, points=2)
### BEGIN HIDDEN TESTS
check.Momentum(Momentum, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Nesterov: look before you leap
#
# The velocity will carry the ball on anyway. So Nesterov (1983) measures the slope *there*, one velocity ahead, at
# $w + \mu v$, and brakes in time. As Sutskever and others (2013) write it:
#
# $$ v' = \mu v - \eta\, g(w + \mu v) \qquad\qquad w' = w + v' $$
#
# But a network computes its gradient at the weights that it holds. So programs store the point *ahead*,
# $\hat w = w + \mu v$, in place of $w$. Two lines give its own rule (use $w = \hat w - \mu v$, then
# $v' - \mu v = -\eta g$):
#
# $$ \hat w' = w' + \mu v' = \hat w - \mu v + v' + \mu v' $$
# $$ \hat w' = \hat w + \mu v' - \eta\, g(\hat w) $$
#
# This is the form of Keras and of your exercise. **What the code calls $w$ is the point ahead**, so its gradient $g$ is
# the one that Nesterov asks for. With the **new** $v$ in the second formula:
#
# $$ v \leftarrow \mu v - \eta g \qquad\qquad w \leftarrow w + \mu v - \eta g $$
#
# *Example.* $\eta = 0.1$, $\mu = 0.5$, first gradient 2: $v = -0.2$, and $w$ moves by $0.5 \cdot (-0.2) - 0.2 = -0.3$.
#
# ### Exercise 6 · Nesterov (1 point · 3 min · ●○○)
#
# Write the class `Nesterov`, with the same defaults and velocities as in `Momentum`. Leave the gradients as they were.


# %% tags=["exercise"]
class Nesterov:
    """Nesterov momentum: v ← μv − η g, then w ← w + μv − η g."""

    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = None

    def step(self, params, grads):
        """Change each array of `params` in place."""
        ### BEGIN SOLUTION
        if self.velocities is None:
            self.velocities = [np.zeros_like(param) for param in params]
        for param, grad, v in zip(params, grads, self.velocities, strict=True):
            v[...] = self.momentum * v - self.learning_rate * grad
            param += self.momentum * v - self.learning_rate * grad
        ### END SOLUTION


# %% tags=["check"] points=1
check.Nesterov(Nesterov, points=1)
### BEGIN HIDDEN TESTS
check.Nesterov(Nesterov, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Is it really the same? Run both forms in the valley and compare: at every step, your $w$ should be the point ahead of
# the textbook's.

# %%
slope = optimizer_comparison.ravine().gradient
mine, optimizer = np.array([-7.0, 2.0]), Nesterov(0.1, 0.9)
w, v = mine.copy(), np.zeros(2)  # the textbook's point and velocity
for _ in range(30):
    optimizer.step([mine], [slope(mine)])
    v = 0.9 * v - 0.1 * slope(w + 0.9 * v)
    w = w + v
print(f"yours {mine.round(6)}, the point ahead in the textbook's form {(w + 0.9 * v).round(6)}")

# %% tags=["claim"]
# > What the code calls $w$ is the point ahead
assert np.allclose(mine, w + 0.9 * v)

# %% [markdown]
# ## 4 · A learning rate for each weight · 12 min
#
# Momentum remembers directions. The next family remembers **sizes**. Each weight's gradient is divided by how large its
# gradients usually are: large gradients get a small *rate*, small gradients a large one, and the *steps* become about
# equal. Such optimisers are called **adaptive**. In a ravine along the axes this takes the steepness out of the steep
# direction, as if the condition number were near 1.
#
# **Adagrad** (Duchi and others, 2011) adds up all squared gradients in an accumulator $a$, elementwise:
#
# $$ a \leftarrow a + g^2 \qquad\qquad w \leftarrow w - \frac{\eta\, g}{\sqrt{a + \varepsilon}} $$
#
# The small number $\varepsilon = 10^{-7}$ (epsilon) prevents division by 0. The sum only grows, so the rates shrink for
# ever. That suits weights whose gradient is mostly 0 (a rare word's), and it can stop a long training too early.
#
# *Example.* From $a = 0$, $\eta = 0.1$, gradients 3 and 4: the steps are $0.1 \cdot 3/\sqrt{9} = 0.1$ and
# $0.1 \cdot 4/\sqrt{25} = 0.08$.
#
# ### Exercise 7 · Adagrad (2 points · 5 min · ●●○)
#
# Write the class `Adagrad`, with one accumulator for each array, of the array's shape; keep the accumulators as in
# `Momentum`. Each starts at `initial_accumulator_value`. Here ε stands under the root. Defaults: 0.001, 0.1 and 1e-7.
# Leave the gradients as they were.


# %% tags=["exercise"]
class Adagrad:
    """Adagrad: a ← a + g², then w ← w − η g / √(a + ε)."""

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon
        self.sums = None

    def step(self, params, grads):
        """Change each array of `params` in place."""
        ### BEGIN SOLUTION
        if self.sums is None:
            self.sums = [
                np.full_like(param, self.initial_accumulator_value) for param in params
            ]
        for param, grad, a in zip(params, grads, self.sums, strict=True):
            a += grad**2
            param -= self.learning_rate * grad / np.sqrt(a + self.epsilon)
        ### END SOLUTION


# %% tags=["check"] points=2
check.Adagrad(Adagrad, points=2)
### BEGIN HIDDEN TESTS
check.Adagrad(Adagrad, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **RMSProp** (Hinton, in a lecture of 2012) forgets. In place of the sum it keeps an **exponential mean** $s$ of the
# squares, where the old value counts $\rho$ (rho) and the new one $1 - \rho$:
#
# $$ s \leftarrow \rho s + (1 - \rho)\, g^2 \qquad\qquad w \leftarrow w - \frac{\eta\, g}{\sqrt{s + \varepsilon}} $$
#
# With $\rho = 0.9$ it remembers about the last ten steps, so the rates need not shrink for ever. **Neither Adagrad nor
# RMSProp uses momentum:** they remember sizes, not directions.
#
# ### Exercise 8 · RMSProp (1 point · 3 min · ●○○)
#
# Write the class `RMSProp`, with one mean for each array, of the array's shape; keep the means as in `Momentum`. Each
# starts at 0. Here, too, ε stands under the root. Defaults: `learning_rate=0.001`, `rho=0.9`, `epsilon=1e-7`. Leave the
# gradients as they were.
#
# *Example:* first gradient 4, $\rho = 0.75$, $\eta = 0.1$: $s = 0.25 \cdot 16 = 4$, and $w$ moves by
# $-0.1 \cdot 4 / 2 = -0.2$.


# %% tags=["exercise"]
class RMSProp:
    """RMSProp: s ← ρs + (1 − ρ)g², then w ← w − η g / √(s + ε)."""

    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.rho = rho
        self.epsilon = epsilon
        self.means = None

    def step(self, params, grads):
        """Change each array of `params` in place."""
        ### BEGIN SOLUTION
        if self.means is None:
            self.means = [np.zeros_like(param) for param in params]
        for param, grad, s in zip(params, grads, self.means, strict=True):
            s[...] = self.rho * s + (1 - self.rho) * grad**2
            param -= self.learning_rate * grad / np.sqrt(s + self.epsilon)
        ### END SOLUTION


# %% tags=["check"] points=1
check.RMSProp(RMSProp, points=1)
### BEGIN HIDDEN TESTS
check.RMSProp(RMSProp, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Adam: direction and size · 11 min
#
# **Adam** (Kingma and Ba, 2015) keeps both: an exponential mean $m$ of the gradients (direction, as momentum does) and
# one, $s$, of their squares (size, as RMSProp does).
#
# $$ m \leftarrow \beta_1 m + (1 - \beta_1) g \qquad\qquad s \leftarrow \beta_2 s + (1 - \beta_2) g^2 $$
#
# Both start at 0, so at first they are far too small. **Bias correction** repairs that. In step $t$, counted from 1:
#
# $$ \hat m = \frac{m}{1 - \beta_1^t} \qquad \hat s = \frac{s}{1 - \beta_2^t} \qquad
# w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon} $$
#
# *Example.* First gradient 3: $m = 0.1 \cdot 3$ and $\hat m = 3$; $s = 0.001 \cdot 9$ and $\hat s = 9$. The step is
# $\eta \cdot 3/3 = \eta$. Whatever the first gradient, if it is not tiny, the first step is as long as the learning rate.
#
# (Keras multiplies the corrections into the rate, so its ε counts a little differently. For gradients that are not tiny
# both forms agree to far more than six decimals.)
#
# ### Exercise 9 · Adam (2 points · 7 min · ●●●)
#
# Write the class `Adam`, with two means for each array, of the array's shape; keep the means as in `Momentum`. Count $t$
# once for each call of `step`, not for each array. Unlike in RMSProp, ε stands beside the root. Defaults:
# `learning_rate=0.001`, `beta_1=0.9`, `beta_2=0.999`, `epsilon=1e-7`. Leave the gradients as they were.


# %% tags=["exercise"]
class Adam:
    """Adam: exponential means of g and g², both corrected for their start at 0."""

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate = learning_rate
        self.beta_1, self.beta_2 = beta_1, beta_2
        self.epsilon = epsilon
        self.t = 0
        self.means = self.squares = None

    def step(self, params, grads):
        """Change each array of `params` in place."""
        ### BEGIN SOLUTION
        if self.means is None:
            self.means = [np.zeros_like(param) for param in params]
            self.squares = [np.zeros_like(param) for param in params]
        self.t += 1
        for param, grad, m, s in zip(params, grads, self.means, self.squares, strict=True):
            m[...] = self.beta_1 * m + (1 - self.beta_1) * grad
            s[...] = self.beta_2 * s + (1 - self.beta_2) * grad**2
            direction, size = m / (1 - self.beta_1**self.t), s / (1 - self.beta_2**self.t)
            param -= self.learning_rate * direction / (np.sqrt(size) + self.epsilon)
        ### END SOLUTION


# %% tags=["check"] points=2
check.Adam(Adam, points=2)
### BEGIN HIDDEN TESTS
check.Adam(Adam, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### AdamW
#
# A common wish is to keep weights small: in each step, shrink every weight a little (**weight decay**). Or add a penalty
# $\frac{\lambda}{2} w^2$ to the loss, called **L2**, whose gradient is $\lambda w$. For plain SGD both are the same. With
# Adam they are not: **L2 in the loss with Adam is not weight decay.** Adam divides the penalty's gradient by the size of
# the gradients, like the rest, and weights with large gradients hardly shrink. **AdamW** (Loshchilov and Hutter, 2019)
# shrinks the weights beside the step, untouched by the division:
#
# $$ w \leftarrow w - \eta\,\lambda\, w \quad\text{and then Adam's step} $$
#
# with a small $\lambda$, 0.004 in Keras. Many large language models were trained with AdamW. Two weights show the difference.
# Their gradients only change sign from step to step, so nothing but the decay moves them far. One has large gradients, one
# small ones:

# %%
shrunk = {}
for method in ["L2 in the loss", "weight decay"]:
    w, adam = np.ones(2), Adam(0.001)
    for n in range(2000):
        g = np.array([10.0, 0.1]) * (-1) ** n
        if method == "L2 in the loss":
            g += 0.1 * w
        else:
            w -= 0.001 * 0.1 * w
        adam.step([w], [g])
    shrunk[method] = w
    print(
        f"{method:<15} from 1 to {w[0]:.2f} (large gradients) and {w[1]:.2f} (small gradients)"
    )

# %% tags=["claim"]
# > weights with large gradients hardly shrink
assert shrunk["L2 in the loss"][1] < 0.6 < shrunk["L2 in the loss"][0]
# > shrinks the weights beside the step, untouched by the division
assert abs(shrunk["weight decay"][0] - shrunk["weight decay"][1]) < 0.02
assert shrunk["weight decay"][0] < 0.9 < shrunk["L2 in the loss"][0]

# %% [markdown]
# ## 6 · The race · 5 min
#
# Your six optimisers on three surfaces. Press ▶.
#
# - **Ravine:** steep across, flat along.
# - **Saddle:** a minimum in one direction and a maximum in the other. The gradient at its centre is 0, and all start
#   almost on the ridge. In large networks, saddles are believed to be far more common than bad local minima (Dauphin
#   and others, 2014).
# - **Local minima:** dents that are not the deepest point.
#
# Mind the numbers behind the names: the learning rates differ.

# %%
racers = {
    "SGD": lambda: SGD(0.1),
    "Momentum": lambda: Momentum(0.1, 0.9),
    "Nesterov": lambda: Nesterov(0.1, 0.9),
    "Adagrad": lambda: Adagrad(0.5),
    "RMSProp": lambda: RMSProp(0.1),
    "Adam": lambda: Adam(0.2),
}
optimizer_comparison.race(racers)

# %% [markdown]
# Each moves in its own way. Momentum overshoots in the ravine and swings back. Among the dents SGD, Adagrad and
# RMSProp stop in the first one; Momentum, Nesterov and Adam roll through it. How many steps does each need to come within
# 0.5 of a ×? The *turned ravine* is the same one, turned by 45°.

# %%
surfaces = ["ravine", "turned ravine", "saddle", "local minima"]
arrivals = {
    name: [optimizer_comparison.arrival(make(), surface) for surface in surfaces]
    for name, make in racers.items()
}
print(f"{'':<10}" + "".join(f"{surface:>16}" for surface in surfaces))
for name, steps in arrivals.items():
    print(f"{name:<10}" + "".join(f"{'never' if n is None else n:>16}" for n in steps))

# %% [markdown]
# **There is no winner everywhere**: with these rates, Nesterov is first in the ravine and among the dents, and on the
# saddle an adaptive method is first. Now turn the ravine: SGD, Momentum and Nesterov do not notice, but Adagrad and Adam
# need about twice the steps, and RMSProp a few more. Adaptive methods have one rate for each *weight*, so they deal best
# with a ravine along the weights' axes.
#
# Is it the method or its rate? On the saddle, give all of them the same one:

# %%
on_saddle = {
    name: optimizer_comparison.arrival(kind(learning_rate=0.1), "saddle")
    for name, kind in {"SGD": SGD, "Adagrad": Adagrad, "RMSProp": RMSProp, "Adam": Adam}.items()
}
print("steps on the saddle, all with learning rate 0.1:", on_saddle)

# %% [markdown]
# Adagrad owed its 6 steps to its larger rate: at equal rates it leaves the saddle *later* than SGD. Its *sum* of squares
# only grows, so its steps get shorter and shorter; a start at 0 in place of 0.1 saves a single step of 50. RMSProp and
# Adam divide by a *mean*, which does not grow with the number of steps: they need 7 and 12. Change the numbers above and
# see how the order changes.

# %% tags=["claim"]
# > Among the dents SGD, Adagrad and RMSProp stop in the first one; Momentum, Nesterov and Adam roll through it.
dents = {name: steps[3] for name, steps in arrivals.items()}
assert {name for name, n in dents.items() if n is None} == {"SGD", "Adagrad", "RMSProp"}
# > Nesterov is first in the ravine and among the dents, and on the
# > saddle an adaptive method is first
first = [
    min((n[i], name) for name, n in arrivals.items() if n[i] is not None)[1] for i in range(4)
]
assert first[0] == first[3] == "Nesterov" and first[2] in ("Adagrad", "Adam", "RMSProp")
# > SGD, Momentum and Nesterov do not notice, but Adagrad and Adam
# > need about twice the steps, and RMSProp a few more
more = {name: steps[1] / steps[0] for name, steps in arrivals.items()}
assert more["SGD"] == more["Momentum"] == more["Nesterov"] == 1
assert 1.8 < more["Adagrad"] < 2.5 and 1.8 < more["Adam"] < 2.5 and 1 < more["RMSProp"] < 1.3
# > at equal rates it leaves the saddle *later* than SGD
assert on_saddle["Adagrad"] > on_saddle["SGD"] > 2 * on_saddle["RMSProp"]
# > Adagrad owed its 6 steps to its larger rate
assert arrivals["Adagrad"][2] == 6
# > a start at 0 in place of 0.1 saves a single step of 50
from_0 = optimizer_comparison.arrival(Adagrad(0.1, initial_accumulator_value=0), "saddle")
assert (on_saddle["Adagrad"], from_0) == (50, 49), (on_saddle, from_0)
# > divide by a *mean*, which does not grow with the number of steps: they need 7 and 12
plain_mean = optimizer_comparison.arrival(Adam(0.1, beta_2=0.9999999), "saddle")
assert plain_mean == on_saddle["Adam"] == 12 and on_saddle["RMSProp"] == 7

# %% [markdown]
# ## 7 · Training a network · 7 min
#
# The class below is a multi-layer perceptron with ReLU in the hidden layers and softmax at the end. It is given. What
# matters is how you use it: it has `params`, a list of arrays, and `loss_and_gradients(X, y)`, which you derived in chapter 02.


# %%
class MLP:
    """Dense layers with ReLU between them; softmax and cross-entropy at the end."""

    def __init__(self, sizes, seed=0):
        rng = np.random.default_rng(seed)
        self.sizes = sizes
        self.params = []  # W1, b1, W2, b2, …
        for inputs, units in zip(sizes[:-1], sizes[1:], strict=True):
            scale = np.sqrt(2 / inputs)  # He
            self.params += [rng.normal(scale=scale, size=(inputs, units)), np.zeros(units)]

    def forward(self, X):
        """The inputs of every layer, as a list, and the logits."""
        inputs = [X]
        for W, b in zip(self.params[::2], self.params[1::2], strict=True):
            logits = inputs[-1] @ W + b
            inputs.append(np.maximum(logits, 0))
        return inputs[:-1], logits

    def predict(self, X):
        return self.forward(X)[1].argmax(axis=1)

    def loss_and_gradients(self, X, y):
        """Mean cross-entropy, and its gradient for each array of `params`; y holds labels."""
        return backpropagate(self, X, y)


# %%
def backpropagate(model, X, y):
    """Chapter 02 in a dozen lines: loss, then gradients from the last layer to the first."""
    inputs, logits = model.forward(X)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    P = powers / powers.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(np.maximum(P[np.arange(len(y)), y], 1e-12)))
    error = (P - np.eye(P.shape[1])[y]) / len(y)
    gradients = []
    for depth in reversed(range(len(inputs))):
        gradients = [inputs[depth].T @ error, error.sum(axis=0), *gradients]
        error = (error @ model.params[2 * depth].T) * (inputs[depth] > 0)
    return loss, gradients


# %% [markdown]
# ### Exercise 10 · The training loop (2 points · 5 min · ●●○)
#
# Write `train(model, data, optimizer, epochs)`.
#
# - In each epoch go through `data`: `for X, y in data` gives one mini-batch after another.
# - For each batch, get loss and gradients from `model.loss_and_gradients(X, y)`, and let the optimiser step on
#   `model.params`. Leave the data and the optimiser's learning rate as they are.
# - Return a list with the mean of the batches' losses, one number for each epoch.
#
# On the data of the check, three clouds of points, the loss must fall below 0.15 within 30 epochs.


# %% tags=["exercise"]
def train(model, data, optimizer, epochs):
    """Train the model in place; return the mean loss of each epoch."""
    ### BEGIN SOLUTION
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in data:
            loss, gradients = model.loss_and_gradients(X, y)
            optimizer.step(model.params, gradients)
            losses.append(loss)
        history.append(float(np.mean(losses)))
    return history
    ### END SOLUTION


# %% tags=["check"] points=2
check.train(train, MLP, SGD, points=2)
### BEGIN HIDDEN TESTS
check.train(train, MLP, SGD, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · Capstone: which optimiser, which rate? · 26 min
#
# Ten kinds of drawings, which you will meet again in chapter 04, here shrunk to 14 × 14 pixels. 2,000 are there to train
# on. 1,000 others form the **validation** part: by them we choose. The test part is used once, at the very end. A choice
# looks best on the data it was made by, so those cannot say how good it is (more in chapter 05).
#
# `Batches` turns your generator into something that `train` can go through again and again, in a new order each time.

# %%
from dlcourse import data

sketches = data.load("sketches")


def part(images, labels):
    """Rows of 196 numbers from 0 to 1, each the mean of 2 × 2 pixels; and their labels."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(
        len(images), 196
    ) / 255, labels


drawings = part(sketches.x_train[:2000], sketches.y_train[:2000])
validation = part(sketches.x_train[2000:3000], sketches.y_train[2000:3000])


class Batches:
    """Data that come in fresh mini-batches whenever they are gone through."""

    def __init__(self, X, y, batch_size, seed=0):
        self.X, self.y, self.batch_size = X, y, batch_size
        self.rng = np.random.default_rng(seed)

    def __iter__(self):
        return iter(minibatches(self.X, self.y, self.batch_size, self.rng))


# %%
def accuracy_of_means(train_part, new_part):
    """Share right if each drawing gets the class with the nearest mean image: a baseline."""
    (X, y), (new, labels) = train_part, new_part
    means = np.stack([X[y == label].mean(axis=0) for label in range(10)])
    return np.mean(np.linalg.norm(new[:, None] - means, axis=-1).argmin(axis=1) == labels)


print(f"2000 drawings at 32: {iterations(2000, 32)[0]} iterations in an epoch")
print(f"baseline, nearest mean image: {accuracy_of_means(drawings, validation):.3f}")

# %% [markdown]
# First all six, each with a learning rate that suits it, from the same initial weights and with the same batches:

# %% tags=["nbval-ignore-output"]
kinds = {
    "SGD": SGD,
    "Momentum": Momentum,
    "Nesterov": Nesterov,
    "Adagrad": Adagrad,
    "RMSProp": RMSProp,
    "Adam": Adam,
}
suited = dict(zip(kinds, [0.1, 0.03, 0.03, 0.03, 0.003, 0.003], strict=True))
curves = {}
for name, rate in suited.items():
    batches = Batches(*drawings, 32, seed=1)
    curves[name] = train(MLP([196, 32, 10], seed=1), batches, kinds[name](rate), 12)

optimizer_comparison.losses_by_step(
    curves, "With a rate that suits it, each of the six learns the drawings"
)

# %% tags=["claim"]
# > each with a learning rate that suits it
assert all(losses[-1] < 0.75 * losses[0] for losses in curves.values())

# %% [markdown]
# ### By step or by the clock?
#
# A larger batch takes calmer steps, and each takes longer. Both panels below show the *same* three runs. (Times depend
# on your computer; yours will look a little different.)


# %% tags=["nbval-ignore-output"]
import time


def timed_run(batch_size, updates):
    """Seconds and training loss (of 200 drawings) after each of the updates."""
    model, optimizer = MLP([196, 32, 10], seed=1), Momentum(0.03)
    batches, seconds, losses = Batches(*drawings, batch_size), [], []
    spent = 0.0
    while len(losses) < updates:
        for X, y in batches:
            start = time.perf_counter()
            optimizer.step(model.params, model.loss_and_gradients(X, y)[1])
            spent += time.perf_counter() - start
            seconds.append(spent)
            losses.append(model.loss_and_gradients(drawings[0][:200], drawings[1][:200])[0])
    return seconds[:updates], losses[:updates]


optimizer_comparison.step_and_clock(
    {f"batch of {size}": timed_run(size, 100) for size in [8, 64, 2000]}
)

# %% [markdown]
# Compare optimisers by the clock if time is what you pay for, and by updates if you want to understand the method. Say
# which one you used.
#
# ### The table
#
# One run proves little: another seed may turn the order round. So: six optimisers, three learning rates, **three seeds
# each**, and mean ± standard deviation of the accuracy on the *validation* part after three epochs. For each seed, all
# start with the same weights and get the same batches.

# %% tags=["nbval-ignore-output"]
rates = [0.001, 0.01, 0.1]
scores = np.zeros((len(kinds), len(rates), 3))
for i, kind in enumerate(kinds.values()):
    for j, rate in enumerate(rates):
        for seed in range(3):
            model = MLP([196, 32, 10], seed=seed)
            train(model, Batches(*drawings, 32, seed=seed), kind(learning_rate=rate), 3)
            scores[i, j, seed] = np.mean(model.predict(validation[0]) == validation[1])

optimizer_comparison.table_of_scores(scores, list(kinds), rates)

# %% [markdown]
# ★ marks the best cell, by validation. What does the table say?
#
# - **The rate decides more than the name.** Plain SGD with a good rate (0.1) beats Adam with a bad one (0.1).
# - **The right rates differ.** Adam and RMSProp want a rate at least ten times smaller than SGD does.
# - **The table names no winner for other tasks.** It knows three seeds and one set of data, and several optimisers come
#   within a few hundredths of the ★.
#
# Many comparisons have found that no optimiser wins everywhere. In practice: start with Adam or AdamW at 0.001, then tune
# the rate; and if the result matters, give SGD with momentum a fair chance, with a rate of its own.

# %% tags=["claim"]
# > **The rate decides more than the name.**
mean = dict(zip(kinds, scores.mean(axis=-1), strict=True))
assert min(map(np.ptp, mean.values())) > 1.3 * np.ptp([max(values) for values in mean.values()])
# > Plain SGD with a good rate (0.1) beats Adam with a bad one (0.1).
assert mean["SGD"][2] > mean["Adam"][2] + 0.03
# > Adam and RMSProp want a rate at least ten times smaller than SGD does.
assert mean["SGD"].argmax() == 2 and all(
    mean[name].argmax() < 2 for name in ("Adam", "RMSProp")
)
# > several optimisers come within a few hundredths of the ★
best = sorted(values.max() for values in mean.values())
assert best[-1] - best[-3] < 0.08

# %% [markdown]
# ### A choice that is yours
#
# Now a task that you have not seen. Screws of three kinds pass six sensors, and nobody has made the sensors' units alike:
# all numbers may be tiny, or large, and one sensor's may be twenty times another's. `check.sensors` makes such tasks. With
# `mixed=True`, each sensor shows a mixture.


# %%
def practice(factor, mixed=False, seed=1):
    """A training part, a validation part and a new part; 200, 200 and 2,000 rows."""
    X, y = check.sensors(2400, factor, mixed, seed)
    return [(X[rows], y[rows]) for rows in (slice(200), slice(200, 400), slice(400, None))]


tasks = {"tiny": practice(0.01), "large": practice(2.0), "mixed": practice(1.0, mixed=True)}
after_scaling = {}
for name, ((X, _), _, _) in tasks.items():
    scaled = (X - X.mean(axis=0)) / X.std(axis=0)
    before, after_scaling[name] = np.linalg.cond(np.cov(X.T)), np.linalg.cond(np.cov(scaled.T))
    print(f"{name:<6} first row {X[0].round(3)}")
    print(
        f"    condition number {before:.0f}, or {after_scaling[name]:.1f} with scaled columns"
    )

# %% tags=["claim"]
# > Where each column is one direction of the ravine, this makes the valley almost round
assert max(after_scaling["tiny"], after_scaling["large"]) < 3
# > Where directions are mixed, it helps less.
assert after_scaling["mixed"] > 5 * after_scaling["tiny"]

# %% [markdown]
# The condition number is that of the valley which a linear model would see. With real measurements you would **scale
# first**: mean 0 and standard deviation 1 in every column. Where each column is one direction of the ravine, this makes
# the valley almost round, and costs one line. Where directions are mixed, it helps less. Here you may not scale: the
# optimiser has to cope.
#
# ### Exercise 11 · Choose (3 points · 14 min · ●●●)
#
# Write `choose_optimizer(sizes, train_part, validation_part, epochs)`.
#
# - `train_part` and `validation_part` are pairs `(X, y)`.
# - Try optimisers of `kinds`, each with several learning rates. Train an `MLP(sizes)` on the training part for `epochs`
#   epochs, in batches of 50. Look for the smallest loss on the validation part.
# - Return the pair `(name, learning_rate)`, for example `("SGD", 0.1)`.
#
# The right rate may lie anywhere between 0.001 and 10. How closely you search, and how often you repeat a run, is your
# decision; on a task like those above you have about ten seconds. A rate that is far too large can make a loss `nan`, and
# `nan < best` is False. `with np.errstate(all="ignore"):` keeps NumPy's warnings quiet.
#
# The check has three tasks of its own, with 200 rows in each part, `sizes=[6, 3]` and 10 epochs: one with tiny measurements, one
# with large measurements, and one whose training part misleads, so that learning does harm on the validation part. It
# trains your choice itself, five times. The median loss on 2,000 new rows must be at most 0.8 times that of the better of
# SGD at 0.01 and SGD at 0.1. (A search can have bad luck: if it misses, it gets one more task of the same kind.) On the
# third task, the median loss on the validation part must be at most 1.1 times that of guessing, $\ln 3$.


# %% tags=["exercise"]
def choose_optimizer(sizes, train_part, validation_part, epochs):
    """Name and learning rate of the optimiser with the smallest loss on the validation part."""
    ### BEGIN SOLUTION
    best = (np.inf, "SGD", 0.01)
    with np.errstate(all="ignore"):
        for name in ["Nesterov", "Adam"]:  # one with momentum, one adaptive
            for rate in [0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]:
                model = MLP(sizes)
                train(model, Batches(*train_part, 50), kinds[name](rate), epochs)
                loss = model.loss_and_gradients(*validation_part)[0]
                if loss < best[0]:
                    best = (loss, name, rate)
    return best[1:]
    ### END SOLUTION


# %% tags=["check"] points=3
check.choose_optimizer(choose_optimizer, points=3)
### BEGIN HIDDEN TESTS
check.choose_optimizer(choose_optimizer, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# What does your function choose, and what does the choice gain on new rows?


# %% tags=["nbval-ignore-output"]
def loss_on_new(name, rate, sizes, train_part, new_part, epochs, seed=7):
    """The loss on new data after training with an optimiser."""
    model = MLP(sizes, seed)
    train(model, Batches(*train_part, 50, seed), kinds[name](rate), epochs)
    return model.loss_and_gradients(*new_part)[0]


gains = {}
for task, (train_part, validation_part, new_part) in tasks.items():
    name, rate = choose_optimizer([6, 3], train_part, validation_part, 10)
    chosen, *plain = [
        loss_on_new(*choice, [6, 3], train_part, new_part, 10)
        for choice in [(name, rate), ("SGD", 0.01), ("SGD", 0.1)]
    ]
    gains[task] = chosen / min(plain)
    print(f"{task:<6} {name} at {rate:.3g}: loss {chosen:.3f}, the better SGD {min(plain):.3f}")

# %% [markdown]
# No single pair serves all tasks: where inputs are tiny, weights must become large, and rates above 1 are right; where
# inputs are large, such rates destroy everything. Over twenty tasks of each kind, a search like this one passes every
# time, and none of the plain choices (SGD at 0.01 or 0.1, Adam at its default rate) ever does (docs/results.md, chapter 03).
#
# A grid is one way to search. Where several settings matter at once, draw them at random, a rate for example as
# `10 ** rng.uniform(-3, 1)`: the same number of runs then tries more values of each (Bergstra and Bengio, 2012).
#
# Now the drawings. Choose by validation, and use the test part, once:

# %% tags=["nbval-ignore-output"]
test = part(sketches.x_test, sketches.y_test)
name, rate = choose_optimizer([196, 32, 10], drawings, validation, 4)
print(f"chosen: {name} at {rate:.3g}. Test accuracies:")
print(f"nearest mean image: {accuracy_of_means(drawings, test):.3f}")
accuracies = {}
for kind, eta in [("SGD", 0.01), ("SGD", 0.1), (name, rate)]:
    found = []
    for seed in range(3):
        model = MLP([196, 32, 10], seed=seed)
        train(model, Batches(*drawings, 50, seed=seed), kinds[kind](eta), 4)
        found.append(np.mean(model.predict(test[0]) == test[1]))
    print(
        f"{kind} at {eta:.3g}: {np.mean(found):.3f} (from {min(found):.3f} to {max(found):.3f})"
    )
    accuracies[kind, eta] = np.mean(found)

# %% [markdown]
# The chosen pair is far above SGD at 0.01 and at 0.1, and above the mean images. After four epochs on 2,000 drawings no network is
# done; chapter 04 trains longer, on more. What carries over is the way: several rates for each candidate, chosen on
# validation data, reported on data that took no part in the choice.

# %% tags=["claim"]
# > The chosen pair is far above SGD at 0.01 and at 0.1, and above the mean images.
assert all(accuracies[name, rate] > accuracies["SGD", eta] + 0.05 for eta in (0.01, 0.1))
assert accuracies[name, rate] > accuracy_of_means(drawings, test)

# %% [markdown]
# ### Saving what was learned
#
# A trained model is two things: its **architecture** (which layers, of which sizes) and its **parameters** (the numbers
# in them). Neither is any use without the other. To *go on training* later, save the optimiser's memory as well.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "drawings.npz"
    np.savez(path, model.sizes, *model.params)  # architecture first, then parameters
    with np.load(path) as saved:
        sizes, *params = [saved[key] for key in saved.files]

restored = MLP(list(sizes))
restored.params = params
print("same answers:", np.array_equal(restored.predict(test[0]), model.predict(test[0])))

# %% [markdown]
# ## 9 · In your own words · 10 min
#
# ### Exercise 12 · What do they remember? (2 points, read by your instructor · 9 min · ●●○)
#
# In four to six sentences: why does plain gradient descent struggle in a ravine, how does momentum help, how does
# RMSProp help in a different way, and why is it fair to say that no optimiser wins everywhere?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# In a ravine the slope across is much steeper than along. The steep direction limits the learning rate, because larger
# steps jump from side to side and grow; with such a rate the flat direction crawls. Momentum adds up past gradients:
# across the ravine they change sign and cancel, along it they agree and build up speed. RMSProp remembers no direction:
# it divides each weight's gradient by the root of the mean of its squares, so that steep and flat directions take steps
# of similar length. Which of them is best depends on the surface, the learning rate, the seed and the measure (updates
# or time), as the race and the tables show.
#
# **Rubric.** ½ point: the steep direction limits the rate while the flat one needs more. ½ point: momentum cancels and
# accumulates. ½ point: RMSProp scales each weight by the size of its gradients, without momentum. ½ point: an argument
# from the race or the table.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Optimiser | Remembers | Step |
# |---|---|---|
# | SGD | nothing | $-\eta g$ |
# | Momentum | velocity | $v = \mu v - \eta g$ |
# | Nesterov | velocity; $w$ is the point ahead | $\mu v - \eta g$ |
# | Adagrad | sum of squares | $-\eta g / \sqrt{a + \varepsilon}$ |
# | RMSProp | exponential mean of squares | $-\eta g / \sqrt{s + \varepsilon}$ |
# | Adam | means of gradients and of squares, corrected | $-\eta\, \hat m / (\sqrt{\hat s} + \varepsilon)$ |
# | AdamW | as Adam | Adam's, and weights shrink by $\eta\lambda w$ |
#
# SGD in a direction of curvature $\lambda$: $w \leftarrow (1 - \eta\lambda) w$, so $\eta < 2/\lambda_{max}$; the number of steps
# grows with the condition number $\lambda_{max}/\lambda_{min}$. Time decay, $\eta/(1 + pn)$, looks at the clock only. Choose by
# validation data. A saved model is architecture + parameters.
#
# **Words.** optimizer 옵티마이저 · gradient descent 경사 하강법 · stochastic 확률적 · mini-batch 미니배치 · iteration 반복 ·
# epoch 에포크 · curvature 곡률 · condition number 조건수 · learning rate 학습률 · learning-rate decay 학습률 감소 · momentum 모멘텀 · weight decay 가중치 감쇠 · validation 검증 · local minimum 지역 최솟값 ·
# saddle point 안장점
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. 50,000 samples at 64: how many iterations has an epoch, and how large is the last
# batch?</summary>
#
# 782 iterations: 781 full batches hold 49,984 samples, and the last holds 16.
# </details>
#
# <details><summary>2. The loss goes 2.3, 4.1, 19, nan. What do you change first?</summary>
#
# The learning rate: it is too large. Divide it by ten. (In some direction it is above 2/λ.)
# </details>
#
# <details><summary>3. Which of Adagrad and RMSProp uses momentum?</summary>
#
# Neither. Both remember sizes of gradients, not directions.
# </details>
#
# <details><summary>4. Adam without bias correction: are its first steps too long or too short?</summary>
#
# Too long. Both means are too small, but the root of s by more: in the first step 0.1 g / √(0.001 g²) is about 3.2,
# where it should be 1.
# </details>
#
# <details><summary>5. You saved all the weights, but not the layers' sizes. Can you use the model?</summary>
#
# Not as it stands: you must know the architecture to put the numbers back in their places.
# </details>
#
# ## Go further
#
# - L. Bottou, F. Curtis, J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*, SIAM Review 60, 2018. Why
#   mini-batches work, with proofs.
# - Y. Dauphin and others, *Identifying and Attacking the Saddle Point Problem in High-Dimensional Non-Convex Optimization*,
#   NeurIPS 2014. Why saddles, more than bad minima, are in the way.
# - I. Sutskever and others, *On the Importance of Initialization and Momentum in Deep Learning*, ICML 2013. Momentum
#   and Nesterov's look ahead, made practical.
# - D. Kingma, J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015. Short and readable; compare algorithm 1
#   with your class.
# - I. Loshchilov, F. Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019. AdamW.
# - A. Wilson and others, *The Marginal Value of Adaptive Gradient Methods in Machine Learning*, NeurIPS 2017. Where
#   plain SGD beats the adaptive ones.
#
# **Next:** chapter 04 hands all of this to Keras, and you will know what it does inside.
