# %% [markdown]
# # 01 · Perceptron and multi-layer perceptron
#
# **After this chapter you will be able to**
#
# - **compute** what an artificial neuron does, and say what its weights and its bias mean;
# - **train** Rosenblatt's perceptron with his learning rule;
# - **explain** why one perceptron cannot learn XOR, and **build** a two-layer network that can;
# - **write** a multi-layer perceptron as matrix products and **count** its parameters;
# - **choose** the output units and the loss that fit a task, and say where cross-entropy comes from;
# - **implement** softmax and cross-entropy so that no logit is too large for them;
# - **write** the training loop of a softmax regression, and compare it with something simpler.
#
# **Time:** about 150 minutes. **Difficulty:** ●○○. **You need:** Python, a little NumPy
# (arrays, shapes, `@`), and the idea of a function. Nothing from a deep-learning library: in this chapter you build
# everything yourself.
#
# ## A puzzle to begin with · 2 min
#
# Each picture shows four points. In which of them can you draw **one straight line** with all the circles on one side
# and all the squares on the other?

# %%
from dlcourse.plots.perceptron import decision_boundary as decision_plots

decision_plots.puzzle()

# %% [markdown]
# A and C are easy. B resists: however you turn the line, at least one point stays on the wrong side.
#
# This small puzzle became famous: it was one of the reasons why many people gave up research on neural networks for
# more than ten years. In section 5 you solve it with three neurons.
#
# ## 1 · Where deep learning stands · 4 min
#
# **Machine learning** finds a rule from examples, where classical programming has somebody write the rule down.
# **Deep learning** is the part of machine learning that stacks layers of simple units, so that the first layers learn
# *features* (what to look at) and the last one uses them. **Artificial intelligence** is the name of the whole field.

# %%
from dlcourse.plots.perceptron import ai_landscape as field_plots

field_plots.nested_fields()

# %% [markdown]
# ### When something simpler is the better choice
#
# Deep learning shines where features are hard to write down: pixels, sound, text. Many problems are not like that.
#
# | Your data | Try first | Why |
# |---|---|---|
# | a table with a few thousand rows and named columns | gradient boosting, linear models | the columns *are* good features; training takes seconds |
# | fewer than a few hundred examples | linear models, nearest neighbours | a network has more parameters than you have examples |
# | every decision must be explained to the person it concerns | linear models, small trees | you can read the rule |
# | images, sound, text, long sequences | deep learning | nobody can write the features by hand |
#
# Chapter 05 compares both on real tables.
#
# ### A map of the field
#
# | You want to … | Families of models | Here |
# |---|---|---|
# | put numbers into classes, predict a number | MLP, deep neural networks | chapters 01–05 |
# | understand images (**vision**) | convolutional networks | chapter 06 |
# | follow **time series** and speech | recurrent networks, LSTM; one model for many series | chapters 07, 08; elective 14 |
# | **generate** new images | GANs; autoencoders, diffusion | chapter 09; electives 11, 12 |
# | read and write **language**, recommend | embeddings, attention; Transformers | chapter 10; elective 13 |
# | act and learn from reward (**reinforcement learning**) | policy and value networks | elective 15 |
#
# This map comes back at the end of chapter 10. An **elective** is a chapter that you may add: the course is whole
# without it.

# %% [markdown]
# ## 2 · From a nerve cell to a formula · 9 min
#
# In 1943 McCulloch and Pitts asked what a nerve cell could *compute*. Their unit fires when enough of its inputs are
# active. All these inputs count the same and the threshold is fixed, so nothing in such a unit can learn. In 1949 Hebb
# proposed that the connection between two cells grows stronger when they are active together. In 1958 Rosenblatt's
# **perceptron** had what we use today: each input has a **weight** of its own, and learning changes it.
#
# | Nerve cell | Artificial neuron |
# |---|---|
# | **dendrite**: where signals come in | inputs $x_1, x_2, \dots$ |
# | **synapse**: how strongly a signal counts | **weights** $w_1, w_2, \dots$ |
# | **soma**: adds up, and fires above a threshold | weighted sum, then an **activation function** $f$ |
# | **axon**: where the signal goes out | output $y$ |

# %%
from dlcourse.plots.perceptron import neuron as neuron_plots

neuron_plots.nerve_cell_and_unit()

# %% [markdown]
# Written as a formula, with $b$ for the **bias**:
#
# $$ y = f\Big(\sum_i w_i x_i + b\Big) $$
#
# **Where the comparison ends.** A nerve cell sends pulses in time, lives in chemistry, and rewires itself. Our unit is
# one line of arithmetic. The idea came from nature; the unit is no model of a brain.
#
# The first activation function was a **step**: 1 if the sum is above 0, otherwise 0. The unit *fires* or is *silent*.
#
# ### The bias is a negative threshold
#
# "Fire when $w_1 x_1 + w_2 x_2$ exceeds the threshold $\theta$" is the same as "fire when
# $w_1 x_1 + w_2 x_2 + b > 0$ with $b = -\theta$". So **a larger bias makes the unit fire more easily**. (Some notes
# say the opposite. Look at the pictures and decide for yourself.)

# %%
neuron_plots.bias_moves_the_line()

# %% [markdown]
# ### Setting up
#
# The next cell loads NumPy and the checks of this chapter. Every exercise is followed by a *check cell*. Run it as often
# as you like: it shows what already works, and gives a hint for what does not yet.

# %%
import numpy as np

from dlcourse.checks import perceptron as check

# %% [markdown]
# ### Exercise 1 · A neuron (1 point · 4 min · ●○○)
#
# Write `neuron(x, w, b)`.
#
# - `x` and `w` hold the same number of values (lists or arrays); `b` is one number.
# - Return `1` if $\sum_i w_i x_i + b > 0$ and `0` otherwise. At exactly 0 the unit stays silent.
#
# *Example:* `neuron([1, 2], [0.5, 0.25], -0.5)` is `1`, because 1 · 0.5 + 2 · 0.25 − 0.5 = 0.5.


# %% tags=["exercise"]
def neuron(x, w, b):
    """Output of a step unit: 1 if w·x + b > 0, else 0."""
    ### BEGIN SOLUTION
    return int(np.dot(x, w) + b > 0)
    ### END SOLUTION


# %% tags=["check"] points=1
check.neuron(neuron, points=1)
### BEGIN HIDDEN TESTS
check.neuron(neuron, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 3 · A neuron as a logic gate · 7 min
#
# Give a neuron inputs that are 0 or 1 and it becomes a logic gate. Three gates, by their truth tables:
#
# | $x_1$ | $x_2$ | AND | OR | NAND |
# |:-:|:-:|:-:|:-:|:-:|
# | 0 | 0 | 0 | 0 | 1 |
# | 0 | 1 | 0 | 1 | 1 |
# | 1 | 0 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 1 | 0 |
#
# AND is true only when both inputs are. NAND ("not and") is its opposite: **false only when both inputs are true**.
#
# The unit's inputs and step stay the same for all three. Only the weights and the bias differ.
#
# ### Exercise 2 · Three gates (1 point · 4 min · ●○○)
#
# Find weights and a bias for each gate, by thinking, not by training. Write each gate as a pair `(w, b)`, for example
# `([0.3, -2.0], 1.0)`. There are infinitely many right answers.

# %% tags=["exercise"]
AND = OR = NAND = None  # give each its own pair ([w1, w2], b)
### BEGIN SOLUTION
AND = ([1.0, 1.0], -1.5)
OR = ([1.0, 1.0], -0.5)
NAND = ([-1.0, -1.0], 1.5)
### END SOLUTION

# %% tags=["check"] points=1
check.gates(AND, OR, NAND, points=1)
### BEGIN HIDDEN TESTS
check.gates(AND, OR, NAND, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Here are *your* gates. The line is where the weighted sum is exactly 0.

# %%
decision_plots.gates(AND=AND, OR=OR, NAND=NAND)

# %% [markdown]
# A unit with two inputs divides the plane by a straight line. With three inputs it divides space by a plane; with more,
# by a **hyperplane**. Two classes that one such cut can separate are called **linearly separable**.
#
# ## 4 · The perceptron learns · 19 min
#
# In 1957/58 Frank Rosenblatt let the machine find the weights itself, and by 1960 it was built in hardware: the Mark I
# Perceptron looked at 20 × 20 light sensors, and motors turned the knobs that held its weights.
#
# His rule looks at one sample at a time. With **target** $t$ (what it should be, 0 or 1), output $y$ and
# **learning rate** $\eta$ (how large a step to take):
#
# $$ w \leftarrow w + \eta\,(t - y)\,x \qquad\qquad b \leftarrow b + \eta\,(t - y) $$
#
# | Target $t$ | Output $y$ | $t - y$ | What happens |
# |:-:|:-:|:-:|---|
# | 1 | 1 | 0 | right: nothing |
# | 0 | 0 | 0 | right: nothing |
# | 1 | 0 | +1 | missed: weights move **towards** $x$, the bias up |
# | 0 | 1 | −1 | false alarm: weights move **away** from $x$, the bias down |
#
# One pass over all samples is an **epoch**. If the classes are linearly separable, the rule stops making mistakes after
# finitely many steps (Novikoff, 1962). If they are not, it never stops.
#
# ### Exercise 3 · The perceptron rule (3 points · 12 min · ●●○)
#
# Write `perceptron_fit(X, y, lr, epochs)`.
#
# - `X` has shape `(samples, features)`; `y` has shape `(samples,)` and holds 0 and 1.
# - Start with all weights and the bias at 0. Go through the samples **in order**, and change the weights **after each
#   sample**.
# - Return `(w, b, errors)`: the weights `(features,)`, the bias, and a list with the number of wrong outputs in each
#   epoch. Leave `X` and `y` unchanged.
#
# *Example:* `perceptron_fit(np.array([[2.0, 3.0]]), np.array([1]), 0.5, 2)` gives `w = [1.0, 1.5]`, `b = 0.5` and
# `errors = [1, 0]`.


# %% tags=["exercise"]
def perceptron_fit(X, y, lr, epochs):
    """Train a perceptron; return (w, b, errors per epoch)."""
    ### BEGIN SOLUTION
    w, b = np.zeros(X.shape[1]), 0.0
    errors = []
    for _ in range(epochs):
        wrong = 0
        for x, target in zip(X, y, strict=True):
            error = target - neuron(x, w, b)
            w = w + lr * error * x
            b = b + lr * error
            wrong += int(error != 0)
        errors.append(wrong)
    return w, b, errors
    ### END SOLUTION


# %% tags=["check"] points=3
check.perceptron_fit(perceptron_fit, points=3)
### BEGIN HIDDEN TESTS
from dlcourse.checks.core import close, criterion


def hidden_check(answer, rng):
    """Three features: nothing may be written for two only."""
    X = rng.normal(size=(30, 3))
    y = (X @ [1.0, -1.0, 0.5] > 0).astype(int)
    with criterion(
        "any number of features", hint="Take the number of weights from X.shape[1]."
    ):
        w, _, _ = answer(X[:1], np.array([1]), 1.0, 1)
        close(w, X[0], what="w after one missed sample with three features")
        close(answer(X, y, 0.1, 0)[0], [0, 0, 0], what="w after no epoch at all")


check.perceptron_fit(perceptron_fit, points=3, random_seed=True, hidden_check=hidden_check)
### END HIDDEN TESTS

# %% [markdown]
# Now watch it learn. The samples are two clouds of points with a gap between them. Press ▶: the line is drawn after every
# epoch, and large rings mark the samples on the wrong side. (The curve below counts something else: the mistakes
# *during* each epoch, while the weights still change.)

# %%
rng = np.random.default_rng(59)
X_clouds = rng.uniform(-1, 1, size=(60, 2)) + np.repeat([[0.0, 1.0], [2.2, 3.0]], 30, axis=0)
y_clouds = np.repeat([0, 1], 30)
order = rng.permutation(60)
X_clouds, y_clouds = X_clouds[order], y_clouds[order]

decision_plots.perceptron_learning(perceptron_fit, X_clouds, y_clouds, lr=0.1, epochs=12)

# %%
w, b, errors = perceptron_fit(X_clouds, y_clouds, 0.1, 12)
decision_plots.errors_per_epoch(errors)

# %% tags=["claim"]
# > After a few epochs the perceptron makes no mistake on these samples any more.
#
# > The picture stays the same!
#
# > everything is just multiplied by 100
assert errors[0] > 0 and errors[-1] == 0
faster, faster_b, faster_errors = perceptron_fit(X_clouds, y_clouds, 10, 12)
assert np.allclose([*faster, faster_b], 100 * np.array([*w, b])) and faster_errors == errors

# %% [markdown]
# After a few epochs the perceptron makes no mistake on these samples any more.
#
# **Try it.** Change the learning rate from 0.1 to 10. The picture stays the same! Can you see why? (Start from zero
# weights and follow the rule: everything is just multiplied by 100, and the step looks only at the sign.) For the
# networks that come later the learning rate matters a great deal: see exercise 12 and chapter 03.
#
# ### From the step to the sigmoid
#
# A step is either right or wrong: it never says "almost". Its slope is 0 everywhere but at the jump, so it gives no
# direction in which to improve. The **sigmoid** $\sigma(z) = 1 / (1 + e^{-z})$ is its smooth replacement. It rises from
# 0 to 1 and its slope is largest, 0.25, in the middle.

# %%
neuron_plots.step_and_sigmoid()

# %% [markdown]
# The sigmoid of $4z$ is four times as steep: with large weights, a sigmoid is almost a step.
#
# *The perceptron's own unit is the step.* The sigmoid came into networks later, because learning in several layers
# (chapter 02) needs a slope.
#
# The formula has a weakness on a computer: for $z = -1000$ it needs $e^{1000}$, which is more than a float can hold.
# Multiply numerator and denominator by $e^{z}$ and you get $e^{z} / (1 + e^{z})$: the same number, from a harmless
# $e^{-1000}$. So the code below only takes the exponential of $-|z|$.


# %%
def sigmoid(z):
    """1 / (1 + exp(-z)), elementwise, for numbers of any size."""
    small = np.exp(-np.abs(z))  # never above 1
    return np.where(np.asarray(z) >= 0, 1, small) / (1 + small)


sigmoid(np.array([-1000.0, -4.0, 0.0, 4.0, 1000.0])).round(3)

# %% tags=["claim"]
# > its slope is largest, 0.25, in the middle
#
# > So the code below only takes the exponential of
z = np.linspace(-20, 20, 4001)
slope = np.gradient(sigmoid(z), z)
assert abs(slope.max() - 0.25) < 1e-4 and abs(z[slope.argmax()]) < 0.02
with np.errstate(over="raise", invalid="raise"):
    assert np.allclose(sigmoid(np.array([-700.0, 30.0])) * (1 + np.exp([700.0, -30.0])), 1)
    assert sigmoid(np.array([-800.0, 800.0])).tolist()[1] == 1

# %% [markdown]
# ## 5 · XOR, and a winter · 11 min
#
# **XOR** ("exclusive or") is true when **exactly one** input is 1. It is **false when the inputs are equal**. It is
# picture B of the puzzle.
#
# The map below tries *every* straight line: all directions from left to right, all biases from bottom to top. The
# darker, the more of the four points are right.

# %%
decision_plots.no_line_for_xor()

# %% tags=["claim"]
# > Three of four is the best that a line can do
tries = np.random.default_rng(0).normal(size=(3, 20_000))
fires = decision_plots.CORNERS @ tries[:2] + tries[2] > 0
assert (fires == np.array([[False], [True], [True], [False]])).sum(axis=0).max() == 3

# %% [markdown]
# Three of four is the best that a line can do (the darkest shade of the map). Here is a proof in three lines. Suppose a
# unit computes XOR. Then
#
# - $(0, 1)$ and $(1, 0)$ fire: $w_2 + b > 0$ and $w_1 + b > 0$, so $w_1 + w_2 + 2b > 0$;
# - $(0, 0)$ and $(1, 1)$ are silent: $b \le 0$ and $w_1 + w_2 + b \le 0$, so $w_1 + w_2 + 2b \le 0$.
#
# Both cannot be true.
#
# Minsky and Papert made this limit widely known in *Perceptrons* (1969). They knew that several layers can do more, but
# no good way to train them was known, and hopes had been set too high. Interest in networks fell, and so did the money
# for them. In the 1970s this became part of a wider crisis, the **first AI winter**.
#
# ### Two layers solve it
#
# Look at what XOR asks: "at least one input is 1" **and** "not both are 1". Those are two gates you already have, and a
# third that joins them.
#
# ### Exercise 4 · XOR from gates (2 points · 5 min · ●●○)
#
# Write `xor(x1, x2)` with nothing but your `neuron` and your gates `AND`, `OR`, `NAND`. It is true (1) when exactly one
# of its inputs is 1, and false (0) when they are equal. In other words: call `neuron` a few times; the inputs of each
# call are `x1`, `x2` or what other neurons give, and you return what the last one gives. No `if`, no comparison.
#
# *Hint for Python:* `neuron([x1, x2], *OR)` unpacks the pair into `w` and `b`.


# %% tags=["exercise"]
def xor(x1, x2):
    """1 if exactly one of the inputs is 1, else 0, from two layers of gates."""
    ### BEGIN SOLUTION
    at_least_one = neuron([x1, x2], *OR)
    not_both = neuron([x1, x2], *NAND)
    return neuron([at_least_one, not_both], *AND)
    ### END SOLUTION


# %% tags=["check"] points=2
check.xor(xor, points=2)
### BEGIN HIDDEN TESTS
check.xor(xor, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **What did the first layer do?** It moved the points. To see the plane *bend*, we draw the two hidden units with
# sigmoids. A sigmoid needs some room: the line of a step may touch a corner, but at such a corner a sigmoid gives ½. So
# `sharpened` moves the line of a gate to the middle between the corners where it fires and those where it is silent, and
# multiplies weights and bias: the sum of the nearest corner becomes +`steepness` or −`steepness`. The truth table of the
# gate does not change.


# %%
def hidden_layer(steepness):
    """Your gates OR and NAND as one layer of sigmoids: W with one column per unit, and b."""
    units = [decision_plots.sharpened(gate, steepness) for gate in (OR, NAND)]
    return np.array([w for w, b in units]).T, np.array([b for w, b in units])


W_hidden, b_hidden = hidden_layer(steepness=2)
decision_plots.bent_space(lambda points: sigmoid(points @ W_hidden + b_hidden), xor)

# %% tags=["claim"]
# > The truth table of the gate does not change.
#
# > If the lines of your two gates are parallel, the whole grid falls on one curve.
#
# > The two circles fall on almost the same spot, and one straight line is enough.
assert np.linalg.matrix_rank(W_hidden) == 1  # the gates of this solution are parallel
moved = sigmoid(decision_plots.CORNERS @ W_hidden + b_hidden)
assert np.abs(moved[1] - moved[2]).max() < 0.15
assert (moved.sum(axis=1) > 1.5).tolist() == [False, True, True, False]

# %% [markdown]
# Left are the inputs, right the outputs of the two hidden units. (If the lines of your two gates are parallel, the whole
# grid falls on one curve.) The two circles fall on almost the same spot, and one straight line is enough.
#
# That is the idea of the whole course in one picture: **hidden layers bend space until the last layer's straight cut is
# enough.** What remains is to let the network find the bending itself. That is chapter 02.

# %% [markdown]
# ## 6 · The multi-layer perceptron · 17 min
#
# A **multi-layer perceptron** (MLP) stacks such layers. Every unit of a layer sees all outputs of the layer before: the
# layer is **fully connected**, or **dense**. Layers between input and output are **hidden**. A network with one hidden
# layer is called *shallow*; with two or more hidden layers it is **deep**, a deep neural network (DNN).
#
# Units of one layer do not depend on each other, so the whole layer is one matrix product, for all samples at once:
#
# $$ Z = X W + b \qquad \text{shapes: } (\text{samples}, \text{units}) = (\text{samples}, \text{inputs}) \cdot
# (\text{inputs}, \text{units}) + (\text{units},) $$
#
# Column $j$ of $W$ holds the weights of unit $j$. NumPy adds $b$ to every row.

# %%
from dlcourse.plots.perceptron import network as network_plots

network_plots.mlp_as_matrices((3, 4, 2))

# %% [markdown]
# ### Exercise 5 · Counting parameters (1 point · 4 min · ●○○)
#
# A network's **parameters** are all its weights and biases: the numbers that training changes. Write
# `count_parameters(sizes)`, where `sizes` lists the number of inputs, then the units of each layer.
#
# *Example:* `count_parameters([3, 4, 2])` is 26: 3 · 4 weights + 4 biases, then 4 · 2 weights + 2 biases.


# %% tags=["exercise"]
def count_parameters(sizes):
    """Weights and biases of a fully connected network with these layer sizes."""
    ### BEGIN SOLUTION
    return sum(
        (inputs + 1) * units for inputs, units in zip(sizes[:-1], sizes[1:], strict=True)
    )
    ### END SOLUTION


# %% tags=["check"] points=1
check.count_parameters(count_parameters, points=1)
### BEGIN HIDDEN TESTS
check.count_parameters(count_parameters, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Capacity has a price
#
# More units can bend space in more ways: the network has more **capacity**. But each parameter is also a number to
# multiply with, for every sample, in every step of training. So a step of training takes longer, and more examples are
# needed to pin all the numbers down.

# %%
for sizes in ([64, 10], [64, 32, 10], [64, 512, 10], [64, 512, 512, 10]):
    print(f"{' → '.join(map(str, sizes)):>24}: {count_parameters(sizes):>7,} parameters")

# %% tags=["claim"]
# > The last network has more than 400 times as many parameters as the first
assert count_parameters([64, 512, 512, 10]) > 400 * count_parameters([64, 10])

# %% [markdown]
# The last network has more than 400 times as many parameters as the first, and about as many times the multiplications
# in each step of training.
#
# ### How much can one hidden layer do?
#
# A lot. The **universal approximation theorem** (Cybenko, 1989; Hornik and others, 1989) says: with enough sigmoid units,
# a single hidden layer comes as close as you like to any continuous function on a bounded region. Know its limits: it does
# not say how many units are enough (there may be far too many to store), nor that training finds the weights, nor
# what happens between and beyond your samples. Several layers often need far fewer units: they build features of features.
#
# ### Exercise 6 · Forward through an MLP (1 point · 6 min · ●●○)
#
# To compute the output from the input is called the **forward pass**, **feed-forward** or **inference**: numbers flow
# from left to right, and no weight changes. Write `mlp_forward(X, layers)`.
#
# - `X` has shape `(samples, inputs)`; `layers` is a list of pairs `(W, b)`, from the first layer to the last.
# - Apply `sigmoid` after every layer **but the last**. The last layer's sums are returned as they are. They are called
#   **logits**, and the next section turns them into answers.
# - Return an array of shape `(samples, units of the last layer)`. Leave `X` and `layers` unchanged.


# %% tags=["exercise"]
def mlp_forward(X, layers):
    """Logits of a multi-layer perceptron with sigmoid hidden layers."""
    ### BEGIN SOLUTION
    *hidden_layers, (W_last, b_last) = layers
    for W, b in hidden_layers:
        X = sigmoid(X @ W + b)
    return X @ W_last + b_last
    ### END SOLUTION


# %% tags=["check"] points=1
check.mlp_forward(mlp_forward, points=1)
### BEGIN HIDDEN TESTS
check.mlp_forward(mlp_forward, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Your function already contains XOR. Take the hidden layer from above and one output unit (AND). With a steepness of 40
# the sigmoids are steps in all but name, and the sign of the logit gives the answer, for all four inputs in one call:

# %%
w_output, b_output = decision_plots.sharpened(AND, 40)
logits = mlp_forward(decision_plots.CORNERS, [hidden_layer(40), (w_output[:, None], b_output)])

for (x1, x2), logit in zip(decision_plots.CORNERS, logits[:, 0], strict=True):
    print(f"{x1} XOR {x2}: logit {logit:+.1f} → {int(logit > 0)}")

# %% tags=["claim"]
# > the sign of the logit gives the answer, for all four inputs in one call
# It does so for all gates that exercise 2 accepts, a corner on the line included.
gates_of = [
    (([1, 1], a), ([1, 1], o), ([-1, -1], -n))
    for a in (-1, -1.1, -1.5, -1.9)
    for o in (0, -0.1, -0.9)
    for n in (-2, -1.9, -1.1)
]
draws = np.random.default_rng(0)
gates_of += [
    (([3, 40], -40), ([0.01, 9], 0), ([-1e4, -3], 1e4 + 2)),
    (([0.1, 0.2], -0.2), ([7, 8], 0), ([-2, -1], 2.5)),
]
while len(gates_of) < 300:
    u, v, n = draws.uniform(0.01, 9, size=(3, 2))
    gates_of.append(
        (
            (u, -draws.uniform(u.max(), u.sum())),
            (v, -draws.uniform(0, v.min())),
            (-n, draws.uniform(n.max(), n.sum())),
        )
    )
for a, o, n in gates_of:
    assert check.gates.judge(a, o, n).score == 1, (a, o, n)
    layer = [decision_plots.sharpened(gate, 40) for gate in (o, n)]
    W, b = np.array([w for w, _ in layer]).T, np.array([b for _, b in layer])
    w_last, b_last = decision_plots.sharpened(a, 40)
    answers = mlp_forward(decision_plots.CORNERS, [(W, b), (w_last[:, None], b_last)])[:, 0] > 0
    assert answers.tolist() == [False, True, True, False], (a, o, n)

# %% [markdown]
# ## 7 · The last layer answers the question · 15 min
#
# Hidden layers may look alike in many networks. The **output layer** depends on the task:
#
# | Task | Output units | Activation | The output means | Loss (section 8) |
# |---|---|---|---|---|
# | **regression**: predict a number | 1 | none (linear) | the number | mean squared error |
# | **binary**: yes or no | 1 | sigmoid | probability of "yes" | binary cross-entropy |
# | **categorical**: one of $K$ classes | $K$ | softmax | $K$ probabilities, sum 1 | categorical cross-entropy |
#
# **Softmax** turns $K$ logits into $K$ probabilities:
#
# $$ p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} $$
#
# **Sigmoid or softmax?** $K$ sigmoids answer $K$ *independent* questions ("Is there a cat? Is there a dog?"): their
# outputs need not sum to 1. Softmax lets the classes *compete* for one answer: if one goes up, the others go down.
#
# ### Exercise 7 · Softmax (2 points · 8 min · ●●○)
#
# Write `softmax(z)` for an array of any number of axes; the **last** axis holds the classes.
#
# - Return an array of the same shape. Leave `z` unchanged.
# - It must work for large logits: `softmax(np.array([1000.0, 0.0]))` is `[1.0, 0.0]`. But `exp(1000)` is larger than any
#   float! *Think:* what happens to $p_i$ when you add the same number to all logits of a row?


# %% tags=["exercise"]
def softmax(z):
    """Probabilities over the last axis of z, for logits of any size."""
    ### BEGIN SOLUTION
    exponentials = np.exp(z - z.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% tags=["check"] points=2
check.softmax(softmax, points=2)
### BEGIN HIDDEN TESTS
from dlcourse.checks.core import close, criterion


def hidden_check(answer, rng):
    """Properties that hold for every softmax."""
    z = rng.normal(scale=3.0, size=(3, 6))
    hint = "Softmax depends on the differences between logits only."
    with criterion("adding a constant changes nothing", trivial=True, hint=hint):
        close(answer(z + 7.0), answer(z), rtol=1e-4, atol=1e-5, what="softmax(z + 7)")
    hint = "The largest logit of a row has the largest probability."
    with criterion("the order stays", hint=hint):
        z = rng.permuted(np.tile(np.arange(-6.0, 6.0, 2), (3, 1)), axis=-1)
        order = np.argsort(answer(z), axis=-1)
        close(order, np.argsort(z, axis=-1), what="the order of the classes")


check.softmax(softmax, points=2, random_seed=True, hidden_check=hidden_check)
### END HIDDEN TESTS

# %% [markdown]
# **Play with it.** Move one logit: all probabilities change, because they compete. The short black lines are three
# independent sigmoids of the same logits; each minds only its own slider.

# %%
from dlcourse.plots.perceptron.softmax import softmax_sliders

softmax_sliders(softmax)

# %% [markdown]
# ### One-hot targets
#
# To compare probabilities with the truth, write the truth as probabilities too: 1 for the true class, 0 for all others.
# This is **one-hot encoding**. With three classes, class 1 becomes `[0, 1, 0]`. (Classes are counted from 0.)
#
# Why not use the label itself, 0, 1 or 2? Because then class 2 would be "twice" class 1. Classes have no order.
#
# ### Exercise 8 · One-hot encoding (1 point · 3 min · ●○○)
#
# Write `one_hot(labels, classes)`: `labels` holds whole numbers from 0 to `classes − 1`, shape `(samples,)`, as a list
# or an array. Return an array of shape `(samples, classes)` with a single 1 in each row. Leave `labels` unchanged.
#
# *Example:* `one_hot([2, 0], 3)` is `[[0, 0, 1], [1, 0, 0]]`.


# %% tags=["exercise"]
def one_hot(labels, classes):
    """One row per label: 1 in the column of its class, 0 elsewhere."""
    ### BEGIN SOLUTION
    encoded = np.zeros((len(labels), classes))
    encoded[np.arange(len(labels)), labels] = 1
    return encoded
    ### END SOLUTION


# %% tags=["check"] points=1
check.one_hot(one_hot, points=1)
### BEGIN HIDDEN TESTS
check.one_hot(one_hot, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · Losses: how wrong are we? · 24 min
#
# A **loss** is one number that says how far predictions are from targets: 0 is perfect, larger is worse. Training means
# making it smaller.
#
# **Mean squared error** (MSE) is the mean of the squared differences over all entries:
#
# $$ \text{MSE} = \frac{1}{N}\sum_n (y_n - \hat{y}_n)^2 $$
#
# *Example.* Target $y = [0, 1, 0]$, prediction $\hat{y} = [0.1, 0.7, 0.2]$: the squares are 0.01, 0.09 and 0.04; their
# mean is **0.0467**.
#
# ### Exercise 9 · Mean squared error (1 point · 3 min · ●○○)
#
# Write `mse(y_true, y_pred)` for two arrays of the same shape, whatever that shape is. Return one number.


# %% tags=["exercise"]
def mse(y_true, y_pred):
    """Mean squared error over all entries."""
    ### BEGIN SOLUTION
    return np.mean((y_true - y_pred) ** 2)
    ### END SOLUTION


# %% tags=["check"] points=1
check.mse(mse, points=1)
### BEGIN HIDDEN TESTS
check.mse(mse, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### From likelihood to cross-entropy
#
# A model that gives *probabilities* can be judged by what really happened. How probable did it find that? If the samples
# are independent, multiply the probabilities that it gave to the true classes. The product is the **likelihood** of the
# data, and the best weights are those that make it as large as possible (**maximum likelihood**).
#
# A product of thousands of probabilities is usually too small for a float. So take its logarithm, which turns the product
# into a sum. Put a minus in front, so that small is good, and divide by the number of samples:

# %%
rng = np.random.default_rng(1)
given = rng.uniform(0.3, 0.99, size=3000)  # made-up probabilities of the true classes

print(f"likelihood:                          {np.prod(given)}")
print(f"mean negative log-likelihood: {-np.mean(np.log(given)):.3f}")

# %% tags=["claim"]
# > A product of thousands of probabilities is usually too small for a float.
assert np.prod(given) == 0 and 0 < -np.mean(np.log(given)) < 1

# %% [markdown]
# This mean is the **cross-entropy**. With two classes it is called **binary cross-entropy**. With target $y$ (0 or 1)
# and predicted probability $p$ of class 1:
#
# $$ \text{BCE} = -\frac{1}{N}\sum_n \big[\, y_n \ln p_n + (1 - y_n) \ln(1 - p_n) \,\big] $$
#
# It asks: how surprised is the model by the truth? For each sample only one of the two terms is not zero. If the true
# class was given probability 0, the loss is **+∞**: the worst possible mistake. (Not −∞: the minus sign in front turns
# $\ln 0 = -\infty$ round.) A computer cannot go on with ∞, so Keras keeps $p$ within $[10^{-7}, 1 - 10^{-7}]$.
#
# (Mean squared error comes from the same idea: if the errors follow a normal distribution with a fixed spread, the
# negative log-likelihood is the squared error times a constant, plus a constant.)
#
# ### Exercise 10 · Binary cross-entropy (1 point · 4 min · ●○○)
#
# Write `binary_crossentropy(y_true, y_pred)` for two arrays of shape `(samples,)`. Return the mean over the samples.
# Before the logarithm, keep all predictions within `1e-7` and `1 - 1e-7`, as Keras does. So the loss is finite even where
# a prediction is exactly 0 or 1: a sure mistake costs −ln 10⁻⁷ = 16.1. Leave both arrays unchanged.


# %% tags=["exercise"]
def binary_crossentropy(y_true, y_pred):
    """Mean of -[y ln p + (1 - y) ln(1 - p)], with p kept away from 0 and 1."""
    ### BEGIN SOLUTION
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    ### END SOLUTION


# %% tags=["check"] points=1
check.binary_crossentropy(binary_crossentropy, points=1)
### BEGIN HIDDEN TESTS
check.binary_crossentropy(binary_crossentropy, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Categorical cross-entropy** (CCE) is the same idea for $K$ classes with one-hot targets:
#
# $$ \text{CCE} = -\frac{1}{N}\sum_n \sum_k y_{nk} \ln p_{nk} $$
#
# In each sample the one-hot target picks a single term: $-\ln$ of the probability of the true class. For the example
# above, $-\ln 0.7 = $ **0.3567**.
#
# ### Exercise 11 · Categorical cross-entropy (1 point · 4 min · ●○○)
#
# Write `categorical_crossentropy(y_true, y_pred)`; the last axis holds the classes. Sum over the classes, then take the
# mean over the samples. A single sample may come as a vector of shape `(classes,)`. Before the logarithm, keep all
# predictions at `1e-7` or more, so that the loss is finite where a prediction is 0. Leave both arrays unchanged.


# %% tags=["exercise"]
def categorical_crossentropy(y_true, y_pred):
    """Mean over the samples of -sum(y ln p), with p kept away from 0."""
    ### BEGIN SOLUTION
    p = np.clip(y_pred, 1e-7, 1.0)
    return np.mean(-np.sum(y_true * np.log(p), axis=-1))
    ### END SOLUTION


# %% tags=["check"] points=1
check.categorical_crossentropy(categorical_crossentropy, points=1)
### BEGIN HIDDEN TESTS
check.categorical_crossentropy(categorical_crossentropy, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
target, prediction = np.array([[0.0, 1.0, 0.0]]), np.array([[0.1, 0.7, 0.2]])
print(f"MSE {mse(target, prediction):.4f}")
print(f"CCE {categorical_crossentropy(target, prediction):.4f}")

# %% [markdown]
# ### Cross-entropy as a distance of distributions
#
# The sum $H(q, p) = -\sum_k q_k \ln p_k$ also makes sense when the truth $q$ is not one-hot: then it is the mean surprise
# of a model $p$ in a world that follows $q$ (its unit is the **nat**, as ln is the natural logarithm). The mean surprise of
# a model that knows $q$ is the **entropy** $H(q) = -\sum_k q_k \ln q_k$. No model can do better. What a wrong model adds is
# the **Kullback–Leibler divergence** (KL):
#
# $$ H(q, p) = H(q) + \mathrm{KL}(q \,\|\, p), \qquad \mathrm{KL} \ge 0, \text{ and } 0 \text{ only for } p = q. $$
#
# So to make cross-entropy small is to bring $p$ close to $q$. (A one-hot $q$ has entropy 0: then cross-entropy *is* the
# KL divergence. KL is no distance as on a map: $\mathrm{KL}(q \,\|\, p)$ and $\mathrm{KL}(p \,\|\, q)$ differ.)

# %%
q = np.array([0.7, 0.2, 0.1])  # how often it is sunny, cloudy, rainy
entropy = -np.sum(q * np.log(q))
for p in ([0.7, 0.2, 0.1], [0.5, 0.3, 0.2], [0.1, 0.2, 0.7]):
    surprise = -np.sum(q * np.log(p))
    more = surprise - entropy
    print(f"p = {p}: cross-entropy {surprise:.3f} = {entropy:.3f} + KL {more:.3f}")

# %%
from dlcourse.plots.perceptron import losses as loss_plots

# A simpler truth: a coin that shows heads in 7 of 10 throws.
loss_plots.crossentropy_of_coins(q=0.7, guess=0.2)

# %% tags=["claim"]
# > No model can do better.
#
# > A one-hot $q$ has entropy 0
#
# > KL is no distance as on a map
guesses = np.random.default_rng(2).dirichlet(np.ones(3), size=1000)
assert np.all(-np.log(guesses) @ q >= entropy)
assert categorical_crossentropy(np.array([0.0, 1.0]), np.array([0.0, 1.0])) < 1e-6
other = np.array([0.5, 0.3, 0.2])
assert abs(np.sum(q * np.log(q / other)) - np.sum(other * np.log(other / q))) > 0.001

# %% [markdown]
# ### Why cross-entropy is the better loss for classes
#
# You may read: "because it looks at the true class only". That is not the reason. The reason is its **gradient**: how
# strongly it pushes the logit. Suppose the target is 1, and the model is sure that it is 0:
#
# - Squared error through a sigmoid gives the push $2(p - 1) \cdot p(1 - p)$. When $p$ is close to 0, the factor
#   $p(1 - p)$ is too: almost **no push at all**, exactly where it is needed most.
# - Cross-entropy's logarithm cancels that factor. What is left is $p - 1$: **the more wrong, the stronger the push.**

# %%
loss_plots.squared_error_and_crossentropy()

# %% [markdown]
# In chapter 02 you derive this gradient, $p - y$, yourself.
#
# ### Stay with the logits
#
# To clip at $10^{-7}$ prevents ∞, but at a price: below $10^{-7}$ the loss is flat, so a very wrong model gets no push
# at all. The cure is never to compute such a $p$. Put softmax into the logarithm:
#
# $$ \ln p_k = z_k - \ln \sum_j e^{z_j} $$
#
# The last term is called **log-sum-exp**. As in your softmax, the largest logit is subtracted first, and nothing can
# overflow.


# %%
def log_softmax(z):
    """Logarithms of the softmax probabilities over the last axis: z minus log-sum-exp."""
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


for logit in (5.0, 20.0, 50.0, 1000.0):
    z, truth = np.array([logit, 0.0]), np.array([0.0, 1.0])  # the true class has the logit 0
    clipped = categorical_crossentropy(truth, softmax(z))
    loss = -log_softmax(z)[1]
    print(f"wrong by {logit:6.1f}: from probabilities {clipped:5.2f}, from logits {loss:7.2f}")

# %% tags=["claim"]
# > the loss is flat, so a very wrong model gets no push at all
#
# > nothing can overflow
flat = [
    categorical_crossentropy(np.array([0.0, 1.0]), softmax(np.array([z, 0.0])))
    for z in (20.0, 1000.0)
]
assert flat[0] == flat[1]
with np.errstate(over="raise"):
    assert np.allclose(
        [-log_softmax(np.array([z, 0.0]))[1] for z in (20.0, 1000.0)], [20, 1000]
    )

# %% [markdown]
# From probabilities, a mistake of 50 costs as much as one of 20; from logits the loss goes on rising. In Keras you ask for
# this with `from_logits=True` (chapter 04): the last layer stays linear, and the loss does the rest.

# %% [markdown]
# ## 9 · Capstone: an electronic nose, and digits · 30 min
#
# Everything comes together on data. First on real ones: 1,797 handwritten digits, 8 × 8 pixels each, collected at Boğaziçi University
# (Alpaydin and Kaynak, 1998) and shipped with scikit-learn. We scale the pixels from 0…16 to 0…1 and put a quarter
# aside as a **test set**: samples that the model never sees while it learns.

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from dlcourse.plots import images as image_plots

pixels, digits = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(
    pixels / 16, digits, test_size=0.25, random_state=0, stratify=digits
)

image_plots.image_grid(
    X_train[:20].reshape(-1, 8, 8),
    [str(digit) for digit in y_train[:20]],
    "Twenty of the training samples",
    "Twenty small grey images of handwritten digits, each with its label above.",
)

# %% [markdown]
# ### Zero or one? A perceptron
#
# After its first epoch, your `perceptron_fit` makes no mistake on the two classes 0 and 1. Its weights have one value for
# each pixel, so we can look at them as an image.

# %%
binary = y_train < 2
w, b, errors = perceptron_fit(X_train[binary], y_train[binary], 0.1, 5)
answers = np.array([neuron(x, w, b) for x in X_test[y_test < 2]])

print(f"errors per epoch: {errors}")
accuracy = np.mean(answers == y_test[y_test < 2])
print(f"test accuracy:    {accuracy:.3f} on {len(answers)} digits never seen before")
image_plots.weight_images(
    w[:, None],
    8,
    ["weights"],
    "Bright speaks for 1, dark for 0",
    "The 64 weights as an image: bright in the middle, where a 1 has ink, dark around it.",
)

# %% tags=["claim"]
# > After its first epoch, your perceptron_fit makes no mistake on the two classes 0 and 1.
#
# > Bright in the middle, where a 1 has its stroke; dark around it
assert errors[0] > 0 and not any(errors[1:]) and accuracy > 0.97
image = w.reshape(8, 8)
assert image[2:6, 3:5].mean() > 0 > image[2:6, [1, 2, 5, 6]].mean()

# %% [markdown]
# Bright in the middle, where a 1 has its stroke; dark around it, where a 0 has its ring. Nobody told the perceptron what a
# ring is.
#
# ### More than two classes: softmax regression
#
# A network without a hidden layer and with softmax is called **softmax regression**. It learns by **gradient descent**:
# small steps against the gradient, the slopes of the loss. The gradient of a sample's cross-entropy with respect to its
# logits is again prediction minus target (chapter 02 derives it). For the mean loss of all samples, with probabilities
# $P$ and one-hot targets $Y$, both of shape (samples, classes):
#
# $$ W \leftarrow W - \eta\, \frac{1}{N} X^\top (P - Y) \qquad\qquad b \leftarrow b - \eta\, \frac{1}{N} \sum_n (P - Y)_n $$
#
# Compare this with Rosenblatt's rule: it has the same form, input times (target minus output).
#
# ### A nose with ten sensors
#
# Here is a task to train on. An electronic nose has ten gas sensors. Each row holds their voltages, measured from their
# resting values; `y` says which of five smells it was. The data are generated, so there is always a new nose to try.

# %%
from dlcourse import data

nose = data.new_nose(train=600, test=1000, seed=1)
X_smells, y_smells = nose["x_train"], nose["y_train"]

for k, smell in enumerate(["clean air", "coffee", "orange", "onion", "mint"]):
    print(f"{smell:>9}: {X_smells[y_smells == k][0].round(2)}")

# %% [markdown]
# First, an honest **baseline**: a model is only good in comparison with something simple. The simplest idea is to
# answer with the class whose mean is nearest.


# %%
def nearest_mean(X, y, X_new):
    """For each new row, the class whose mean over the training rows is nearest."""
    means = np.stack([X[y == k].mean(axis=0) for k in range(y.max() + 1)])
    return np.linalg.norm(X_new[:, None, :] - means, axis=-1).argmin(axis=1)


guesses = nearest_mean(X_smells, y_smells, nose["x_test"])
print(f"nearest mean: {np.mean(guesses == nose['y_test']):.1%} of 1,000 new rows are right")

# %% tags=["claim"]
# > humid air moves all sensors together
#
# > The nearest mean gets many rows wrong
assert np.mean(guesses == nose["y_test"]) < 0.9
assert np.corrcoef((X_smells - X_smells.mean(axis=0)).T).min() > 0.3

# %% [markdown]
# The nearest mean gets many rows wrong: humid air moves all sensors together, by more than most smells do. To separate
# the smells, a model must learn which *differences* between sensors count. Weights can say that.
#
# ### Exercise 12 · Softmax regression (3 points · 20 min · ●●●)
#
# Write `train_softmax(X, y, classes)`. Start with a `W` and a `b` of zeros (or of small random numbers), take many steps
# against the gradient of both, and return `(W, b)`.
#
# - `X` has shape `(samples, features)`; `y` has shape `(samples,)` and holds whole numbers from 0 to `classes − 1`.
# - `W` has shape `(features, classes)`, and `b` has shape `(classes,)`, also if `y` holds no sample of some class.
# - **You decide**: the learning rate, the number of steps, and whether a step uses all samples or a few. Print the loss
#   now and then while you try. Does it still fall at the end? Does it jump?
# - The check lets your function train on 600 rows of a *new* nose, for at most 5 seconds. It must get at least 90 % of 1,000
#   new rows right, far better than the nearest mean, and their mean cross-entropy must be below 0.7. On rows whose features
#   say nothing, the probabilities must come near the shares of the classes.
# - Leave `X` and `y` unchanged. You may call your own `softmax` and `one_hot`.


# %% tags=["exercise"]
def train_softmax(X, y, classes):
    """Train softmax regression on these rows by gradient descent; return (W, b)."""
    ### BEGIN SOLUTION
    learning_rate, steps = 1.0, 300
    W, b = np.zeros((X.shape[1], classes)), np.zeros(classes)
    Y = np.eye(classes)[y]  # one-hot: this function needs none of those above
    for _ in range(steps):
        logits = X @ W + b
        P = np.exp(logits - logits.max(axis=1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        W -= learning_rate * X.T @ (P - Y) / len(X)
        b -= learning_rate * (P - Y).mean(axis=0)
    return W, b
    ### END SOLUTION


# %% tags=["check"] points=3
check.train_softmax(train_softmax, points=3)
### BEGIN HIDDEN TESTS
check.train_softmax(train_softmax, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### All ten digits
#
# The function that you wrote for smells knows nothing about smells. Let it read digits.

# %%
W, b = train_softmax(X_train, y_train, 10)
predicted = (X_test @ W + b).argmax(axis=1)

most_common = np.bincount(y_train).argmax()
centroid_accuracy = np.mean(nearest_mean(X_train, y_train, X_test) == y_test)
softmax_accuracy = np.mean(predicted == y_test)
print(f"always answer {most_common}:           {np.mean(y_test == most_common):.3f}")
print(f"nearest mean image:        {centroid_accuracy:.3f}")
print(f"softmax regression:        {softmax_accuracy:.3f}")
print(f"parameters:                {count_parameters([64, 10])}")

# %% tags=["claim"]
# > Softmax regression reads more digits than the nearest mean image
assert softmax_accuracy > centroid_accuracy + 0.02

# %%
image_plots.weight_images(
    W,
    8,
    [str(digit) for digit in range(10)],
    "What each of the ten units looks for",
    "Ten images of weights, one per digit: bright where ink speaks for it, dark where against.",
)

# %% [markdown]
# Softmax regression reads more digits than the nearest mean image. (If yours does not: a learning rate that suits the nose
# may be too large or too small for digits.) And it has one more good property: each answer comes with a probability.
#
# **Where it fails.** A model's mistakes teach more than its accuracy. Here are those it was most sure of.

# %%
probabilities = softmax(X_test @ W + b)
mistakes = np.flatnonzero(predicted != y_test)
worst = mistakes[np.argsort(-probabilities[mistakes].max(axis=1))][:8]

image_plots.image_grid(
    X_test[worst].reshape(-1, 8, 8),
    [f"{y_test[i]} → {predicted[i]}" for i in worst],
    f"The surest of {len(mistakes)} mistakes (truth → answer)",
    "Eight badly written digits, each with the true and the predicted digit above.",
    columns=8,
)

# %% [markdown]
# Some of them would puzzle you too. Others would not: a single layer can only weigh pixel by pixel, and a stroke that has
# moved by one pixel looks new to it.

# %%
for pixels_moved in (0, 1, 2):
    moved = np.roll(X_test.reshape(-1, 8, 8), pixels_moved, axis=2).reshape(-1, 64)
    accuracy = np.mean((moved @ W + b).argmax(axis=1) == y_test)
    print(f"moved to the right by {pixels_moved}: {accuracy:.3f} right")

# %% tags=["claim"]
# > One pixel is enough to spoil many answers
assert np.mean(
    (np.roll(X_test.reshape(-1, 8, 8), 1, axis=2).reshape(-1, 64) @ W + b).argmax(1) == y_test
) < (softmax_accuracy - 0.2)

# %% [markdown]
# One pixel is enough to spoil many answers. Chapter 06 has a layer that is made for this, the convolution.

# %% [markdown]
# ## 10 · In your own words · 9 min
#
# ### Exercise 13 · Why two layers? (2 points, read by your instructor · 8 min · ●●○)
#
# In four to six sentences: why can no single perceptron compute XOR, what does the hidden layer change, and why would a
# hidden layer **without** an activation function not help?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# A single perceptron divides its inputs by one straight line. XOR's classes lie crosswise: the conditions for (0, 1) and
# (1, 0) to fire and for (0, 0) and (1, 1) to be silent contradict each other, so no line fits. A hidden layer computes
# new features first, such as OR and NAND. In the plane of these features (0, 1) and (1, 0) fall together, and one line
# separates them from the rest, so an output unit that is itself a perceptron can finish the job. Without an activation
# function two layers are X W1 W2 + …: again a single linear map, one line.
#
# **Rubric.** ½ point: one unit is one straight line. ½ point: why no line fits (picture or inequalities). ½ point: the
# hidden layer moves the points so that a line fits. ½ point: linear after linear is linear.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | artificial neuron | $y = f(\sum_i w_i x_i + b)$ |
# | bias | a negative threshold: larger means firing more easily |
# | perceptron rule | $w \leftarrow w + \eta\,(t - y)\,x$; stops if a line can separate the classes |
# | XOR | no single line; two layers bend space until one line is enough |
# | deep | two or more hidden layers; one already approximates any continuous function, with enough units |
# | dense layer | $Z = XW + b$, with $W$ of shape (inputs, units); (inputs + 1) · units parameters |
# | output layer | linear, sigmoid or softmax: by the task |
# | cross-entropy | mean $-\ln p$ of the true class: negative log-likelihood; smallest where model and truth agree |
# | its gradient | prediction minus target: pushes hardest where the model is most wrong |
# | no overflow | subtract the largest logit; take the loss from logits, by log-sum-exp |
#
# **Words.** perceptron 퍼셉트론 · multi-layer perceptron 다층 퍼셉트론 · weight 가중치 · bias 편향 · activation function
# 활성화 함수 · threshold 임계값 · likelihood 가능도(우도) · cross-entropy 교차 엔트로피 · one-hot encoding 원-핫 인코딩 · loss 손실 · forward propagation 순전파 · learning
# rate 학습률 · epoch 에포크
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. A unit has weights (1, 1) and bias −1.5. You raise the bias to −0.5. Does it fire more or less
# often?</summary>
#
# More often. The threshold falls from 1.5 to 0.5: AND becomes OR.
# </details>
#
# <details><summary>2. For which inputs is NAND false?</summary>
#
# Only for (1, 1).
# </details>
#
# <details><summary>3. How many parameters has a 784-128-10 network?</summary>
#
# 784 · 128 + 128 + 128 · 10 + 10 = 101,770.
# </details>
#
# <details><summary>4. An image may show a cat, a dog, both, or neither. Two sigmoids or softmax over two
# classes?</summary>
#
# Two sigmoids: the questions are independent. Softmax would force exactly one answer.
# </details>
#
# <details><summary>5. The model gives the true class the probability 0.01. What is the categorical cross-entropy of
# this sample?</summary>
#
# −ln 0.01 = 4.61. For comparison: 0.5 gives 0.69, and 1 gives 0.
# </details>
#
# ## Go further
#
# - F. Rosenblatt, *The Perceptron: A Probabilistic Model for Information Storage and Organization in the Brain*,
#   Psychological Review 65, 1958. The original, in surprisingly modern words.
# - M. Minsky, S. Papert, *Perceptrons*, MIT Press, 1969 (expanded 1988). What single layers cannot do; the epilogue of
#   the later edition looks back on the winter.
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006, sections 4.1 to 4.3. Linear models for
#   classes, with the derivation of cross-entropy from probability.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press, 2016, chapter 6. Output units and losses in
#   depth, and what universal approximation does and does not say; free to read online.
#
# **Next:** you set the weights of XOR by hand. In chapter 02 a network finds them itself.
