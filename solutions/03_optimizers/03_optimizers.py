# %% [markdown]
# # 03 · Optimisation
#
# **After this chapter you will be able to**
#
# - **count** the iterations and updates of a training run, and **cut** data into mini-batches;
# - **diagnose** a learning rate that is too small or too large from its curve;
# - **build** SGD, momentum, Nesterov, Adagrad, RMSProp and Adam, each equal to Keras' to six decimals;
# - **explain** what each of them remembers, and what problem that memory solves;
# - **train** a network with any of them, and **compare** them honestly.
#
# **Time:** about 110 minutes. **You need:** chapters 01 and 02: loss, gradient, softmax. Everything is NumPy.
#
# ## A puzzle to begin with
#
# You see a long valley from above; each thin line joins points of equal height, × is the deepest point. A ball starts
# at the dot. Gradient descent steps straight downhill, and only the **length** of the step is yours to choose.

# %%
from dlcourse.plots.optimizers import optimizer_comparison

optimizer_comparison.puzzle()

# %% [markdown]
# Straight downhill hardly points towards the ×! Short steps crawl. Long ones (C) land on the other side, higher up than
# before. This is the whole difficulty of training in one picture, and every method of this chapter is an answer to it.
#
# ### Setting up

# %%
import numpy as np

from dlcourse.checks import optimizers as check

# %% [markdown]
# ## 1 · How much data for one step?
#
# The gradient is a mean over samples. Over how many? There are three habits:
#
# | Name | Samples a step | Steps |
# |---|---|---|
# | **batch** (full-batch) descent | all | exact, but few and costly |
# | **stochastic** descent | one | cheap, but noisy |
# | **mini-batch** descent | some: 32, 64, 128 … | a good bargain, and what everyone uses |
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
# ### Exercise 1 · Counting (1 point)
#
# Write `iterations(samples, batch_size)`: return two whole numbers, the iterations in an epoch and the size of the
# last batch. If the batches fit exactly, the last one is full.
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
# four times smaller (it shrinks with the square root), but cost sixteen times the work. Some noise even helps: it
# shakes the weights out of shallow dents.
#
# Samples are often sorted: all zeros first, then all ones. So **shuffle** them anew in each epoch.
#
# ### Exercise 2 · Mini-batches (2 points)
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
# ## 2 · Plain descent and its learning rate
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
# ### Exercise 3 · SGD (1 point)
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
# Across the valley the slope is twenty times that along it. The steep direction forbids a larger rate (here above 1),
# the flat one would need it. Such a surface is a **ravine**, and networks are full of them.
#
# ### Learning-rate decay
#
# Large steps are good at first, small ones at the end. **Time decay** divides the rate by a number that grows with the
# step $n$:
#
# $$ \eta_n = \frac{\eta}{1 + p\,n} $$
#
# ### Exercise 4 · Time decay (1 point)
#
# Write `decayed_rate(lr, p, n)`. *Example:* `decayed_rate(0.1, 0.01, 100)` is `0.05`: after 100 steps, half.
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
# ## 3 · Momentum: remember the direction
#
# A ball does not turn at every pebble. Give the weights a **velocity** $v$, zero at the start:
#
# $$ v \leftarrow \mu v - \eta g \qquad\qquad w \leftarrow w + v $$
#
# The **momentum** $\mu$ says how much of the old velocity stays; 0.9 is usual. Across a ravine the gradients change
# sign and cancel. Along it they agree and add up, to $1/(1-\mu)$ times a plain step: ten times for $\mu = 0.9$.
#
# *Example.* $\eta = 0.1$, $\mu = 0.5$, gradients 2, 0, 0: $v$ is −0.2, −0.1, −0.05. The ball rolls on without a push.
#
# ### Exercise 5 · Momentum (2 points)
#
# Write the class `Momentum`, with one velocity for **each** array of `params`. The arrays' shapes are known in the
# first `step` only, so make the velocities there. Keep each by its array's **place** in `params`: the next step may bring
# copies of the arrays. Defaults: `learning_rate=0.01`, `momentum=0.9`.


# %% tags=["exercise"]
class Momentum:
    """SGD with momentum: v ← μv − η g, then w ← w + v."""

    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocities = None  # one array a parameter, made in the first step

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
# The velocity will carry the ball on anyway. So Nesterov (1983) measures the slope *there*, one velocity ahead, and
# brakes in time. In the form that Keras uses, with the **new** $v$ in the second formula:
#
# $$ v \leftarrow \mu v - \eta g \qquad\qquad w \leftarrow w + \mu v - \eta g $$
#
# *Example.* $\eta = 0.1$, $\mu = 0.5$, first gradient 2: $v = -0.2$, and $w$ moves by $0.5 \cdot (-0.2) - 0.2 = -0.3$.
#
# ### Exercise 6 · Nesterov (2 points)
#
# Write the class `Nesterov`, with the same defaults as `Momentum`.


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


# %% tags=["check"] points=2
check.Nesterov(Nesterov, points=2)
### BEGIN HIDDEN TESTS
check.Nesterov(Nesterov, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · A learning rate for each weight
#
# Momentum remembers directions. The next family remembers **sizes**: a weight with large gradients gets small steps, a
# weight with small gradients large ones. Such optimisers are called **adaptive**.
#
# **Adagrad** (Duchi and others, 2011) adds up all squared gradients in an accumulator $a$, elementwise:
#
# $$ a \leftarrow a + g^2 \qquad\qquad w \leftarrow w - \frac{\eta\, g}{\sqrt{a + \varepsilon}} $$
#
# The small number $\varepsilon = 10^{-7}$ (epsilon) prevents division by 0. The sum only grows, so the steps shrink for
# ever. That suits rare features, and it can stop a long training too early.
#
# *Example.* From $a = 0$, $\eta = 0.1$, gradients 3 and 4: the steps are $0.1 \cdot 3/\sqrt{9} = 0.1$ and
# $0.1 \cdot 4/\sqrt{25} = 0.08$.
#
# ### Exercise 7 · Adagrad (2 points)
#
# Write the class `Adagrad`. Each accumulator starts at `initial_accumulator_value`. Defaults: 0.001, 0.1 and 1e-7.


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
# With $\rho = 0.9$ it remembers about the last ten steps, so the steps need not shrink for ever. **Neither Adagrad nor
# RMSProp uses momentum:** they average sizes, not directions.
#
# ### Exercise 8 · RMSProp (2 points)
#
# Write the class `RMSProp`. Each mean starts at 0. Defaults: `learning_rate=0.001`, `rho=0.9`, `epsilon=1e-7`.
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


# %% tags=["check"] points=2
check.RMSProp(RMSProp, points=2)
### BEGIN HIDDEN TESTS
check.RMSProp(RMSProp, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Adam: direction and size
#
# **Adam** (Kingma and Ba, 2015) keeps both: an exponential mean $m$ of the gradients (direction, as momentum does) and
# one, $s$, of their squares (size, as RMSProp does).
#
# $$ m \leftarrow \beta_1 m + (1 - \beta_1) g \qquad\qquad s \leftarrow \beta_2 s + (1 - \beta_2) g^2 $$
#
# Both start at 0, so at first they are far too small. **Bias correction** mends it. In step $t$, counted from 1:
#
# $$ \hat m = \frac{m}{1 - \beta_1^t} \qquad \hat s = \frac{s}{1 - \beta_2^t} \qquad
# w \leftarrow w - \eta\, \frac{\hat m}{\sqrt{\hat s} + \varepsilon} $$
#
# *Example.* First gradient 3: $m = 0.1 \cdot 3$ and $\hat m = 3$; $s = 0.001 \cdot 9$ and $\hat s = 9$. The step is
# $\eta \cdot 3/3 = \eta$. Whatever the first gradient, the first step is as long as the learning rate.
#
# (Keras multiplies the corrections into the rate, so its ε counts a little differently. For gradients that are not tiny
# both forms agree to far more than six decimals.)
#
# ### Exercise 9 · Adam (3 points)
#
# Write the class `Adam`. Defaults: `learning_rate=0.001`, `beta_1=0.9`, `beta_2=0.999`, `epsilon=1e-7`. Count $t$ once
# for each call of `step`, not for each array.


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


# %% tags=["check"] points=3
check.Adam(Adam, points=3)
### BEGIN HIDDEN TESTS
check.Adam(Adam, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### AdamW
#
# A common wish is to keep weights small: in each step, shrink every weight a little (**weight decay**). If one adds the
# shrinking to the *gradient*, Adam divides it by the size of the gradients too, and weights with large gradients hardly
# shrink. **AdamW** (Loshchilov and Hutter, 2019) shrinks the weights beside the step, untouched by the division:
#
# $$ w \leftarrow w - \eta\,\lambda\, w \quad\text{and then Adam's step} $$
#
# with a small $\lambda$, 0.004 in Keras. Large language models are usually trained with AdamW.
#
# ## 6 · The race
#
# Your six optimisers on three surfaces. Press ▶.
#
# - **Ravine:** steep across, flat along.
# - **Saddle:** a minimum in one direction and a maximum in the other. The gradient at its centre is 0, and all start
#   almost on the ridge. In networks saddles are far more common than bad local minima.
# - **Local minima:** dents that are not the deepest point.

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
# Look for each one's character. On the saddle Adagrad and RMSProp leave at once: they enlarge the tiny gradient across
# the ridge. Momentum overshoots in the ravine and swings back. Among the dents SGD, Adagrad and RMSProp stop in the
# first one; Momentum, Nesterov and Adam roll through it.
#
# Count who comes first to within 0.5 of a ×: Adam in the ravine, Adagrad on the saddle, Nesterov among the dents.
# **Each surface has another winner**, and with other learning rates the order changes again. Try it: change the numbers
# above.
#
# ## 7 · Training a network
#
# The class below is a multi-layer perceptron with ReLU in the hidden layers and softmax at the end. It is given. What
# matters is its surface: `params`, a list of arrays, and `loss_and_gradients(X, y)`, which you derived in chapter 02.


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
    """Chapter 02 in fifteen lines: loss, then gradients from the last layer to the first."""
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
# ### Exercise 10 · The training loop (2 points)
#
# Write `train(model, data, optimizer, epochs)`.
#
# - In each epoch go through `data`: `for X, y in data` gives one mini-batch after another.
# - For each batch, get loss and gradients from `model.loss_and_gradients(X, y)`, and let the optimiser step on
#   `model.params`.
# - Return a list with the mean of the batches' losses, one number an epoch.
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
# ## 8 · Capstone: which optimiser for the digits?
#
# The digits of chapter 01 again: 1,797 images of 8 × 8 pixels, a quarter put aside for testing. `Batches` turns your
# generator into something that `train` can go through again and again, in a new order each time.

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

pixels, digits = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(
    pixels / 16, digits, test_size=0.25, random_state=0, stratify=digits
)


class Batches:
    """Data that come in fresh mini-batches whenever they are gone through."""

    def __init__(self, X, y, batch_size, seed=0):
        self.X, self.y, self.batch_size = X, y, batch_size
        self.rng = np.random.default_rng(seed)

    def __iter__(self):
        return iter(minibatches(self.X, self.y, self.batch_size, self.rng))


centroids = np.stack([X_train[y_train == digit].mean(axis=0) for digit in range(10)])
nearest = np.linalg.norm(X_test[:, None] - centroids, axis=-1).argmin(axis=1)
print(f"{len(X_train)} samples at 32: {iterations(len(X_train), 32)[0]} iterations an epoch")
print(f"baseline, nearest mean image: {np.mean(nearest == y_test):.3f}")

# %% [markdown]
# First all six, each with a learning rate that suits it, from the same initial weights and with the same batches:

# %%
suited = {
    "SGD": lambda: SGD(0.1),
    "Momentum": lambda: Momentum(0.03),
    "Nesterov": lambda: Nesterov(0.03),
    "Adagrad": lambda: Adagrad(0.03),
    "RMSProp": lambda: RMSProp(0.003),
    "Adam": lambda: Adam(0.003),
}
curves = {}
for name, make in suited.items():
    data = Batches(X_train, y_train, 32, seed=1)
    curves[name] = train(MLP([64, 32, 10], seed=1), data, make(), 15)

optimizer_comparison.losses_by_step(
    curves, "With a rate that suits it, each of the six learns the digits"
)

# %% [markdown]
# ### By step or by the clock?
#
# A larger batch takes calmer steps, and each takes longer. Both panels below show the *same* three runs. (Times depend
# on your computer; yours will look a little different.)


# %% tags=["nbval-ignore-output"]
import time


def timed_run(batch_size, updates):
    """Seconds and training loss after each of the updates."""
    model, optimizer = MLP([64, 32, 10], seed=1), Momentum(0.03)
    data, seconds, losses = Batches(X_train, y_train, batch_size), [], []
    spent = 0.0
    while len(losses) < updates:
        for X, y in data:
            start = time.perf_counter()
            optimizer.step(model.params, model.loss_and_gradients(X, y)[1])
            spent += time.perf_counter() - start
            seconds.append(spent)
            losses.append(model.loss_and_gradients(X_train, y_train)[0])
    return seconds[:updates], losses[:updates]


sizes = [8, 64, len(X_train)]
optimizer_comparison.step_and_clock(
    {f"batch of {size}": timed_run(size, 300) for size in sizes}
)

# %% [markdown]
# Compare optimisers by the clock if time is what you pay for, and by updates if you want to understand the method. Say
# which one you used.
#
# ### The table
#
# One run proves little: another seed may turn the order round. So: six optimisers, three learning rates, **three seeds
# each**, and mean ± standard deviation of the test accuracy after five epochs.

# %%
kinds = {
    "SGD": SGD,
    "Momentum": Momentum,
    "Nesterov": Nesterov,
    "Adagrad": Adagrad,
    "RMSProp": RMSProp,
    "Adam": Adam,
}
rates = [0.001, 0.01, 0.1]
scores = np.zeros((len(kinds), len(rates), 3))
for i, kind in enumerate(kinds.values()):
    for j, rate in enumerate(rates):
        for seed in range(3):
            model = MLP([64, 32, 10], seed=seed)
            train(model, Batches(X_train, y_train, 32, seed=seed), kind(learning_rate=rate), 5)
            scores[i, j, seed] = np.mean(model.predict(X_test) == y_test)

optimizer_comparison.table_of_scores(scores, list(kinds), rates)

# %% [markdown]
# **An honest conclusion.** ★ marks the best of each column. The column decides more than the row: plain SGD with a good
# rate beats Adam with a bad one. The differences between the best few cells are about as large as the spread over the
# seeds, so this experiment does not tell them apart. **No optimiser wins everywhere.** In practice: start with Adam or
# AdamW at 0.001, then tune the rate; and if the result matters, give SGD with momentum a fair chance, with a rate of
# its own.
#
# (To choose the best cell for real, use a *validation* set. Whoever chooses by the test set has used it up: chapter
# 05.)
#
# ### Saving what was learned
#
# A trained model is two things: its **architecture** (which layers, of which sizes) and its **parameters** (the numbers
# in them). Neither is any use without the other. To *go on training* later, save the optimiser's memory as well.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "digits.npz"
    np.savez(path, model.sizes, *model.params)  # architecture first, then parameters
    with np.load(path) as saved:
        sizes, *params = [saved[key] for key in saved.files]

restored = MLP(list(sizes))
restored.params = params
print("same answers:", np.array_equal(restored.predict(X_test), model.predict(X_test)))

# %% [markdown]
# ## 9 · In your own words
#
# ### Exercise 11 · What do they remember? (2 points, read by your instructor)
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
# or time), as the race and the table show.
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
# | Nesterov | velocity, one step ahead | $\mu v - \eta g$ |
# | Adagrad | sum of squares | $-\eta g / \sqrt{a + \varepsilon}$ |
# | RMSProp | exponential mean of squares | $-\eta g / \sqrt{s + \varepsilon}$ |
# | Adam | means of gradients and of squares, corrected | $-\eta\, \hat m / (\sqrt{\hat s} + \varepsilon)$ |
# | AdamW | as Adam | Adam's, and weights shrink by $\eta\lambda w$ |
#
# Time decay, $\eta/(1 + pn)$, looks at the clock only. A saved model is architecture + parameters.
#
# **Words.** optimizer 옵티마이저 · gradient descent 경사 하강법 · stochastic 확률적 · mini-batch 미니배치 · iteration 반복 ·
# epoch 에포크 · learning rate 학습률 · learning-rate decay 학습률 감소 · momentum 모멘텀 · local minimum 지역 최솟값 ·
# saddle point 안장점
#
# ## Quick self-check
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
# The learning rate: it is too large. Divide it by ten.
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
# - I. Sutskever and others, *On the Importance of Initialization and Momentum in Deep Learning*, ICML 2013. Momentum
#   and Nesterov's look ahead, made practical.
# - D. Kingma, J. Ba, *Adam: A Method for Stochastic Optimization*, ICLR 2015. Short and readable; compare algorithm 1
#   with your class.
# - I. Loshchilov, F. Hutter, *Decoupled Weight Decay Regularization*, ICLR 2019. AdamW.
# - A. Wilson and others, *The Marginal Value of Adaptive Gradient Methods in Machine Learning*, NeurIPS 2017. Where
#   plain SGD beats the adaptive ones.
#
# **Next:** chapter 04 hands all of this to Keras, and you will know what it does inside.
