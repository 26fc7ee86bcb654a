# %% [markdown]
# # 01 · Perceptron and multi-layer perceptron
#
# **After this chapter you will be able to**
#
# - **compute** what an artificial neuron does, and say what its weights and its bias mean;
# - **train** Rosenblatt's perceptron with his learning rule;
# - **explain** why one perceptron cannot learn XOR, and **build** a two-layer network that can;
# - **write** a multi-layer perceptron as matrix products and **count** its parameters;
# - **choose** the output units and the loss that fit a task, and **implement** softmax and cross-entropy so that they
#   never overflow.
#
# **Time:** about 120 minutes. **You need:** Python, a little NumPy (arrays, shapes, `@`), and the idea of a function.
# Nothing from a deep-learning library: in this chapter you build everything yourself.
#
# ## A puzzle to begin with
#
# Each picture shows four points. In which of them can you draw **one straight line** with all the circles on one side
# and all the squares on the other?

# %%
from dlcourse.plots.perceptron import decision_boundary as decision_plots

decision_plots.puzzle()

# %% [markdown]
# A and C are easy. B resists: however you turn the line, one point stays on the wrong side.
#
# This small puzzle helped to bring most research on neural networks to a halt for more than ten years. By the end of
# this chapter you will have solved it with three neurons.
#
# ## 1 · Where deep learning stands
#
# **Machine learning** finds a rule from examples, where classical programming has somebody write the rule down.
# **Deep learning** is the part of machine learning that stacks layers of simple units, so that the first layers learn
# *features* (what to look at) and the last layer uses them. **Artificial intelligence** is the name of the whole field.

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
# | fewer than some hundred examples | linear models, nearest neighbours | a network has more parameters than you have examples |
# | every decision must be explained to the person it concerns | linear models, small trees | you can read the rule |
# | images, sound, text, long sequences | deep learning | nobody can write the features by hand |
#
# In chapter 05 you will compare both on real tables. Boosting often wins there, and the chapter says so.
#
# ### A map of the field
#
# | You want to … | Families of models | Here |
# |---|---|---|
# | put numbers into classes, predict a number | MLP, deep neural networks | chapters 01–05 |
# | understand images (**vision**) | convolutional networks | chapter 06 |
# | follow **time series** and speech | recurrent networks, LSTM | chapters 07, 08 |
# | **generate** new images | GANs (also autoencoders, diffusion) | chapter 09 |
# | read and write **language**, recommend | embeddings, attention, Transformers | chapter 10 |
# | act and learn from reward (**reinforcement learning**) | policy and value networks | not in this course; see the end of chapter 10 |
#
# This map comes back at the end of chapter 10. By then you will have built something from almost every row.

# %% [markdown]
# ## 2 · From a nerve cell to a formula
#
# In 1943 McCulloch and Pitts asked what a nerve cell could *compute*. They kept four of its parts:
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
# one line of arithmetic. It borrowed an idea from nature; it is no model of a brain.
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
# ### Exercise 1 · A neuron (1 point)
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
# ## 3 · A neuron as a logic gate
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
# ### Exercise 2 · Three gates (1 point)
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
# A unit with two inputs parts the plane with a straight line; with three inputs, space with a plane; with more, with a
# **hyperplane**. Two classes that one such cut can part are called **linearly separable**.
#
# ## 4 · The perceptron learns
#
# In 1957/58 Frank Rosenblatt let the machine find the weights itself, and had it built in hardware: the Mark I
# Perceptron looked at 20 × 20 light sensors, and motors turned its weights.
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
# finitely many steps, wherever the samples lie (Novikoff, 1962).
#
# ### Exercise 3 · The perceptron rule (3 points)
#
# Write `perceptron_fit(X, y, lr, epochs)`.
#
# - `X` has shape `(samples, features)`; `y` has shape `(samples,)` and holds 0 and 1.
# - Start with all weights and the bias at 0. Go through the samples **in order**, and change the weights **after each
#   sample**.
# - Return `(w, b, errors)`: the weights `(features,)`, the bias, and a list with the number of wrong outputs in each
#   epoch.
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
# Now watch it learn. The samples are two clouds of points. Press ▶: the line is drawn after every epoch, and circles
# mark the samples on the wrong side.

# %%
rng = np.random.default_rng(59)
X_clouds = rng.normal(scale=0.8, size=(60, 2)) + np.repeat([[0.0, 1.0], [2.2, 3.0]], 30, axis=0)
y_clouds = np.repeat([0, 1], 30)
order = rng.permutation(60)
X_clouds, y_clouds = X_clouds[order], y_clouds[order]

decision_plots.perceptron_learning(perceptron_fit, X_clouds, y_clouds, lr=0.1, epochs=12)

# %%
w, b, errors = perceptron_fit(X_clouds, y_clouds, 0.1, 12)
decision_plots.errors_per_epoch(errors)

# %% [markdown]
# **Try it.** Change the learning rate from 0.1 to 10. The picture stays the same! Can you see why? (Start from zero
# weights and follow the rule: everything is just multiplied by 100, and the step looks only at the sign.) For other
# networks the learning rate matters a great deal: see chapter 03.
#
# ### From the step to the sigmoid
#
# A step is either right or wrong: it never says "almost". Its slope is 0 everywhere, so it gives no direction in which
# to improve. The **sigmoid** $\sigma(z) = 1 / (1 + e^{-z})$ is its smooth replacement. It rises from 0 to 1 and its
# slope is largest, 0.25, in the middle.

# %%
neuron_plots.step_and_sigmoid()

# %% [markdown]
# *The perceptron's own unit is the step.* The sigmoid came later, because learning in several layers (chapter 02) needs
# a slope.


# %%
def sigmoid(z):
    """1 / (1 + exp(-z)), elementwise, for any array."""
    return 1 / (1 + np.exp(-z))


sigmoid(np.array([-4.0, 0.0, 4.0])).round(3)

# %% [markdown]
# ## 5 · XOR, and a winter
#
# **XOR** ("exclusive or") is true when **exactly one** input is 1. It is **false when the inputs are equal**. It is
# picture B of the puzzle.
#
# The map below tries *every* straight line: all directions from left to right, all biases from bottom to top. The
# darker, the more of the four points are right.

# %%
decision_plots.no_line_for_xor()

# %% [markdown]
# Three of four is the best that a line can do. Here is a proof in three lines. Suppose a unit computes XOR. Then
#
# - $(0, 1)$ and $(1, 0)$ fire: $w_2 + b > 0$ and $w_1 + b > 0$, so $w_1 + w_2 + 2b > 0$;
# - $(0, 0)$ and $(1, 1)$ are silent: $b \le 0$ and $w_1 + w_2 + b \le 0$, so $w_1 + w_2 + 2b \le 0$.
#
# Both cannot be true.
#
# Minsky and Papert made this limit widely known in *Perceptrons* (1969). They knew that several layers can do more; but
# nobody had a good way to train them, hopes had been set too high, and money for research on networks dried up: part of
# the **first AI winter**.
#
# ### Two layers solve it
#
# Look at what XOR asks: "at least one input is 1" **and** "not both are 1". Those are two gates you already have, and a
# third that joins them.
#
# ### Exercise 4 · XOR from gates (2 points)
#
# Write `xor(x1, x2)` with nothing but your `neuron` and your gates `AND`, `OR`, `NAND`. No `if`, no comparison.
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
# **What did the first layer do?** It moved the points. Below, left, the inputs; right, the outputs of the two hidden
# units, drawn with sigmoids so that you can see the plane *bend*. The two circles fall on the same spot, and one
# straight line is enough.

# %%
W_hidden = 4 * np.array([OR[0], NAND[0]]).T  # one column a unit; times 4 for a steeper sigmoid
b_hidden = 4 * np.array([OR[1], NAND[1]])

decision_plots.bent_space(lambda points: sigmoid(points @ W_hidden + b_hidden), xor)

# %% [markdown]
# That is the idea of the whole course in one picture: **hidden layers bend space until the last layer's straight cut is
# enough.** What remains is to let the network find the bending itself. That is chapter 02.
#
# ## 6 · The multi-layer perceptron
#
# A **multi-layer perceptron** (MLP) stacks such layers. Every unit of a layer sees all outputs of the layer before: the
# layer is **fully connected**, or **dense**. Layers between input and output are **hidden**.
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
# ### Exercise 5 · Counting parameters (1 point)
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

# %% [markdown]
# From the first row to the last, every training step costs about 450 times as much. Chapter 05 asks when that is worth
# it.
#
# ### Exercise 6 · Forward through an MLP (2 points)
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


# %% tags=["check"] points=2
check.mlp_forward(mlp_forward, points=2)
### BEGIN HIDDEN TESTS
check.mlp_forward(mlp_forward, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Your function already contains XOR. With the hidden layer from above and one output unit (AND), the sign of the logit
# gives the answer, for all four inputs in one call:

# %%
output_layer = (np.array(AND[0])[:, None], np.array(AND[1]))
logits = mlp_forward(decision_plots.CORNERS, [(W_hidden, b_hidden), output_layer])

for (x1, x2), logit in zip(decision_plots.CORNERS, logits[:, 0], strict=True):
    print(f"{x1} XOR {x2}: logit {logit:+.2f} → {int(logit > 0)}")

# %% [markdown]
# ## 7 · The last layer answers the question
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
# ### Exercise 7 · Softmax (2 points)
#
# Write `softmax(z)` for an array of any number of axes; the **last** axis holds the classes.
#
# - Return an array of the same shape. Leave `z` unchanged.
# - It must work for large logits: `softmax(np.array([1000.0, 0.0]))` is `[1.0, 0.0]`, without a warning. But `exp(1000)`
#   is larger than any float! *Think:* what happens to $p_i$ when you add the same number to all logits of a row?


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
        close(answer(z + 7.0), answer(z), what="softmax(z + 7)")
    hint = "The largest logit of a row has the largest probability."
    with criterion("the order stays", hint=hint):
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
# ### Exercise 8 · One-hot encoding (1 point)
#
# Write `one_hot(labels, classes)`: `labels` holds whole numbers from 0 to `classes − 1`, shape `(samples,)`, as a list
# or an array. Return an array of shape `(samples, classes)` with a single 1 in each row.
#
# *Example:* `one_hot([2, 0], 3)` is `[[0, 0, 1], [1, 0, 0]]`.


# %% tags=["exercise"]
def one_hot(labels, classes):
    """One row a label: 1 in the column of its class, 0 elsewhere."""
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
# ## 8 · Losses: how wrong are we?
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
# ### Exercise 9 · Mean squared error (1 point)
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
# ### Cross-entropy
#
# For probabilities there is a better loss. **Binary cross-entropy** asks: how surprised is the model by the truth? With
# target $y$ (0 or 1) and predicted probability $p$ of class 1:
#
# $$ \text{BCE} = -\frac{1}{N}\sum_n \big[\, y_n \ln p_n + (1 - y_n) \ln(1 - p_n) \,\big] $$
#
# For each sample only one of the two terms is not zero. If the true class was given probability 0, the loss is
# **+∞**: the worst possible mistake. (Not −∞: the minus sign in front turns $\ln 0 = -\infty$ round.) A computer cannot
# go on with ∞, so programs keep $p$ a tiny bit away from 0 and 1, for example within $[10^{-7}, 1 - 10^{-7}]$. Keras
# does the same.
#
# ### Exercise 10 · Binary cross-entropy (2 points)
#
# Write `binary_crossentropy(y_true, y_pred)` for two arrays of shape `(samples,)`. Return the mean over the samples. It
# must be finite even where a prediction is exactly 0 or 1. Leave both arrays unchanged.


# %% tags=["exercise"]
def binary_crossentropy(y_true, y_pred):
    """Mean of -[y ln p + (1 - y) ln(1 - p)], with p kept away from 0 and 1."""
    ### BEGIN SOLUTION
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))
    ### END SOLUTION


# %% tags=["check"] points=2
check.binary_crossentropy(binary_crossentropy, points=2)
### BEGIN HIDDEN TESTS
check.binary_crossentropy(binary_crossentropy, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Categorical cross-entropy** (CCE) is the same idea for $K$ classes with one-hot targets:
#
# $$ \text{CCE} = -\frac{1}{N}\sum_n \sum_k y_{nk} \ln p_{nk} $$
#
# In each sample the one-hot target picks a single term: $-\ln$ of the probability of the true class. For the example
# above, $-\ln 0.7 = $ **0.3567**.
#
# ### Exercise 11 · Categorical cross-entropy (2 points)
#
# Write `categorical_crossentropy(y_true, y_pred)`; the last axis holds the classes. Sum over the classes, then take the
# mean over the samples. A single sample may come as a vector of shape `(classes,)`. It must be finite where a
# prediction is 0. Leave both arrays unchanged.


# %% tags=["exercise"]
def categorical_crossentropy(y_true, y_pred):
    """Mean over the samples of -sum(y ln p), with p kept away from 0."""
    ### BEGIN SOLUTION
    p = np.clip(y_pred, 1e-7, 1.0)
    return np.mean(-np.sum(y_true * np.log(p), axis=-1))
    ### END SOLUTION


# %% tags=["check"] points=2
check.categorical_crossentropy(categorical_crossentropy, points=2)
### BEGIN HIDDEN TESTS
check.categorical_crossentropy(categorical_crossentropy, points=2, random_seed=True)
### END HIDDEN TESTS

# %%
target, prediction = np.array([[0.0, 1.0, 0.0]]), np.array([[0.1, 0.7, 0.2]])
print(f"MSE {mse(target, prediction):.4f}")
print(f"CCE {categorical_crossentropy(target, prediction):.4f}")

# %% [markdown]
# ### Why cross-entropy is the better loss for classes
#
# You may read: "because it looks at the true class only". That is not the reason. The reason is its **gradient**: how
# strongly it pushes the logit. Suppose the model is sure and wrong:
#
# - Squared error through a sigmoid gives the push $2(p - 1) \cdot p(1 - p)$. When $p$ is close to 0, the factor
#   $p(1 - p)$ is too: almost **no push at all**, exactly where it is needed most.
# - Cross-entropy's logarithm cancels that factor. What is left is $p - 1$: **the more wrong, the stronger the push.**

# %%
from dlcourse.plots.perceptron import losses as loss_plots

loss_plots.squared_error_and_crossentropy()

# %% [markdown]
# You will derive both gradients yourself in chapter 02.
#
# ## 9 · Capstone: reading digits
#
# Everything comes together on real data: 1,797 handwritten digits, 8 × 8 pixels each, collected at Boğaziçi University
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
# Your `perceptron_fit` needs a few epochs for the two classes 0 and 1. Its weights have one value for each pixel, so we
# can look at them as an image.

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

# %% [markdown]
# Bright in the middle, where a 1 has its stroke; dark around it, where a 0 has its ring. Nobody told the perceptron what a
# ring is.
#
# ### All ten digits: softmax regression
#
# For ten classes take ten units and softmax. A network without a hidden layer and with softmax is called **softmax
# regression**. The training loop is given. It uses one fact that you will prove in chapter 02: the gradient of softmax
# with cross-entropy with respect to the logits is simply $P - Y$, prediction minus target.
#
# First, honest **baselines**. A model is only good in comparison with something simple.

# %%
most_common = np.bincount(y_train).argmax()
centroids = np.stack([X_train[y_train == digit].mean(axis=0) for digit in range(10)])
distances = np.linalg.norm(X_test[:, None, :] - centroids, axis=-1)  # (samples, 10)

majority_accuracy = np.mean(y_test == most_common)
centroid_accuracy = np.mean(distances.argmin(axis=1) == y_test)
print(f"always answer {most_common}:           {majority_accuracy:.3f}")
print(f"nearest mean image:        {centroid_accuracy:.3f}")


# %%
def train_softmax_regression(X, y, lr=1.0, epochs=100):
    """Full-batch gradient descent; returns W, b, and loss and test accuracy by epoch."""
    W, b, Y = np.zeros((64, 10)), np.zeros(10), one_hot(y, 10)
    losses, accuracies = [], []
    for _ in range(epochs):
        error = (
            softmax(X @ W + b) - Y
        )  # the gradient with respect to the logits, one row a sample
        W -= lr * X.T @ error / len(X)
        b -= lr * error.mean(axis=0)
        losses.append(categorical_crossentropy(Y, softmax(X @ W + b)))
        accuracies.append(np.mean((X_test @ W + b).argmax(axis=1) == y_test))
    return W, b, losses, accuracies


W, b, history, accuracies = train_softmax_regression(X_train, y_train)
image_plots.loss_and_accuracy(history, accuracies, centroid_accuracy, "nearest mean image")

# %%
print(f"softmax regression: {accuracies[-1]:.3f} of the test digits right")
print(f"parameters:         {count_parameters([64, 10])}")
image_plots.weight_images(
    W,
    8,
    [str(digit) for digit in range(10)],
    "What each of the ten units looks for",
    "Ten images of weights, one a digit: bright where ink speaks for it, dark where against.",
)

# %% [markdown]
# **Where it fails.** A model's mistakes teach more than its accuracy. Here are those it was most sure of.

# %%
probabilities = softmax(X_test @ W + b)
predicted = probabilities.argmax(axis=1)
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
# Some of them would puzzle you too. Others would not: a single layer can only weigh pixel by pixel, and a stroke that
# has moved by one pixel looks new to it. Hidden layers (chapter 05) and convolutions (chapter 06) mend that.
#
# ## 10 · In your own words
#
# ### Exercise 12 · Why two layers? (2 points, read by your instructor)
#
# In four to six sentences: why can no single perceptron compute XOR, what does the hidden layer change, and why would a
# hidden layer **without** an activation function not help?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# A single perceptron parts its inputs with one straight line. XOR's classes lie crosswise: the conditions for (0, 1) and
# (1, 0) to fire and for (0, 0) and (1, 1) to be silent contradict each other, so no line fits. A hidden layer computes
# new features first, such as OR and NAND. In the plane of these features (0, 1) and (1, 0) fall together, and one line
# parts them from the rest, so an output unit that is itself a perceptron can finish the job. Without an activation
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
# | perceptron rule | $w \leftarrow w + \eta\,(t - y)\,x$; stops if a line can part the classes |
# | XOR | no single line; two layers bend space until one line will do |
# | dense layer | $Z = XW + b$, with $W$ of shape (inputs, units); (inputs + 1) · units parameters |
# | output layer | linear, sigmoid or softmax: by the task |
# | cross-entropy | $-\ln p$ of the true class; pushes hardest where the model is most wrong |
#
# **Words.** perceptron 퍼셉트론 · multi-layer perceptron 다층 퍼셉트론 · weight 가중치 · bias 편향 · activation function
# 활성화 함수 · threshold 임계값 · one-hot encoding 원-핫 인코딩 · loss 손실 · forward propagation 순전파 · learning
# rate 학습률 · epoch 에포크
#
# ## Quick self-check
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
#   depth; free to read online.
#
# **Next:** you set the weights of XOR by hand. In chapter 02 the network finds them itself.
