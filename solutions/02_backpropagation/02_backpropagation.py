# %% [markdown]
# # 02 · Error backpropagation
#
# **After this chapter you will be able to**
#
# - **estimate** any derivative with two evaluations, and **choose** a step that is neither too large nor too small;
# - **derive** gradients with the chain rule, along a computational graph;
# - **implement** backpropagation for a two-layer network, and **prove** that it is right with a gradient check;
# - **build** a small automatic differentiator, and **tell** it from symbolic and numerical differentiation;
# - **explain** why gradients vanish in deep networks, and what to do about it.
#
# **Time:** about 120 minutes. **You need:** chapter 01 (dense layers, sigmoid, softmax, cross-entropy). Of calculus only
# the idea of a slope; everything else is built here.
#
# ## A puzzle to begin with
#
# A network has three weights. Each picture shows how its loss changes when you turn **one** weight and leave the other
# two alone. You stand at the dots. You may turn one weight by a tiny amount: **which one, and which way?**

# %%
from dlcourse.plots.backpropagation import derivatives

derivatives.puzzle()

# %% [markdown]
# Weight 2, to the left: there the curve is steepest. You read it off from the **slope** at the dot; you did not need
# the rest of the curve.
#
# Now a real network: a million weights, a million slopes, and new ones after every small step. The obvious way, to
# nudge each weight and look, takes more than a million runs of the network *for a single step*. **Backpropagation** finds all
# the slopes for the price of about two more runs. This chapter shows how.
#
# ## 1 · The derivative is sensitivity
#
# The **derivative** of $f$ at $x$ says how strongly $f$ reacts when $x$ moves a little: $f'(x) = 3$ means "move $x$ by
# 0.001, and $f$ moves by about 0.003". On a curve, it is the slope of the tangent.
#
# Four rules are enough for this course:
#
# | $f(x)$ | $f'(x)$ | In words |
# |---|---|---|
# | $c$ (a constant) | $0$ | what never changes has no slope |
# | $a x^n$ | $a n x^{n-1}$ | the power comes down in front, and one is taken from it |
# | $e^x$ | $e^x$ | the only curve whose slope is its own height |
# | $\ln x$ | $1 / x$ | the larger $x$ already is, the flatter |
#
# ### Slopes without rules: differences
#
# Do you have only the function, and no rule? Take two points close together and measure:
#
# $$ \text{forward: } \frac{f(x+h) - f(x)}{h} \qquad \text{backward: } \frac{f(x) - f(x-h)}{h} \qquad
# \text{central: } \frac{f(x+h) - f(x-h)}{2h} $$

# %%
derivatives.secants()

# %% [markdown]
# The central difference looks to both sides, so that the bend to the left and the bend to the right cancel.
#
# ### Setting up

# %%
import math
import time

import numpy as np

from dlcourse.checks import backpropagation as check

# %% [markdown]
# ### Exercise 1 · Central difference (1 point)
#
# Write `central_difference(f, x, h)`: `f` is a function of one number, `x` and `h` are numbers. Return the central
# difference. Mind the parentheses.
#
# *Example:* for $f(x) = x^3$, `central_difference(f, 2.0, 0.5)` is (15.625 − 3.375) / 1 = `12.25`. (The true slope is
# 12.)


# %% tags=["exercise"]
def central_difference(f, x, h):
    """Slope of f at x from one step of h to each side."""
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% tags=["check"] points=1
check.central_difference(central_difference, points=1)
### BEGIN HIDDEN TESTS
check.central_difference(central_difference, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### How small should h be?
#
# "As small as possible" is wrong. Two errors pull in opposite directions:
#
# - **Truncation:** the curve bends between the two points. The error shrinks like $h$ (forward) or $h^2$ (central).
# - **Rounding:** a float carries about 16 digits. When $f(x+h)$ and $f(x-h)$ are almost equal, their difference keeps
#   only the last few. This error *grows* like $1/h$.

# %%
derivatives.difference_errors()

# %% [markdown]
# Read it from right to left. The error falls with slope 1 or 2, until rounding takes over. For central differences of
# 64-bit floats **$h = 10^{-5}$** is a good choice, and we stay with it. With the 32-bit floats of most deep-learning
# libraries you would get only a few digits: one reason why frameworks do not learn with differences.
#
# ## 2 · Many inputs: partial derivatives and the gradient
#
# A loss depends on many weights. Change one and hold all the others still: the slope that you see is the **partial
# derivative** $\partial f / \partial x$. For
#
# $$ f(x, y) = 3x + 2xy + y^2 \qquad \frac{\partial f}{\partial x} = 3 + 2y \qquad
# \frac{\partial f}{\partial y} = 2x + 2y $$
#
# (For $\partial f/\partial x$, $y$ is a constant: $y^2$ vanishes.) All partial derivatives together are the
# **gradient**. It has the shape of the input, and points in the direction in which $f$ grows fastest.
#
# ### Exercise 2 · Numerical gradient (2 points)
#
# Write `numerical_gradient(f, x)`.
#
# - `x` is an array of **any shape**; `f(x)` takes such an array and returns one number.
# - Return an array of the shape of `x`: for each entry the central difference with $h = 10^{-5}$ while all the other
#   entries stay as they are. Leave `x` unchanged.
#
# *Example:* for the function above at `np.array([1.0, 2.0])`: `[7, 6]` (to about ten digits).


# %% tags=["exercise"]
def numerical_gradient(f, x):
    """Partial derivatives of f at x by central differences, in the shape of x."""
    ### BEGIN SOLUTION
    h, gradient = 1e-5, np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
    ### END SOLUTION


# %% tags=["check"] points=2
check.numerical_gradient(numerical_gradient, points=2)
### BEGIN HIDDEN TESTS
check.numerical_gradient(numerical_gradient, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Count the cost.** For $P$ entries you called `f` $2P$ times. Keep that number in mind.
#
# ## 3 · The chain rule
#
# Functions are nested: $f(g(x))$. If $g$ reacts 3 times as strongly as $x$, and $f$ reacts 2 times as strongly as $g$,
# then $f$ reacts $2 \cdot 3 = 6$ times as strongly as $x$. Sensitivities **multiply**:
#
# $$ \frac{df}{dx} = \frac{df}{dg} \cdot \frac{dg}{dx} $$
#
# *Example:* $\ln(x^2)$. Outside $\ln u$ with slope $1/u$, inside $u = x^2$ with slope $2x$. Together
# $\frac{1}{x^2} \cdot 2x = \frac{2}{x}$. Note **where** the outer slope is taken: at $u = x^2$, the value that the inner
# function has just produced.
#
# ### Exercise 3 · A nested function (1 point)
#
# Write `d_exp_3x2(x)`: the derivative of $e^{3x^2}$, from the rules, not from differences. `x` is a number or an array
# (then work elementwise).
#
# *Example:* `d_exp_3x2(0.5)` is about `6.351`.


# %% tags=["exercise"]
def d_exp_3x2(x):
    """Derivative of exp(3x²) with respect to x."""
    ### BEGIN SOLUTION
    return np.exp(3 * x**2) * 6 * x
    ### END SOLUTION


# %% tags=["check"] points=1
check.d_exp_3x2(d_exp_3x2, points=1)
### BEGIN HIDDEN TESTS
check.d_exp_3x2(d_exp_3x2, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the difference?
#
# Whenever you derive a gradient by hand, compare it with a numerical one. That is a **gradient check**, and it has found
# more bugs than staring at formulas ever will. Two gradients $a$ (analytical) and $n$ (numerical) are compared by their
# **relative error**:
#
# $$ \text{error} = \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert} \qquad
# \lVert v \rVert = \sqrt{\textstyle\sum_i v_i^2} \ \text{ over all entries} $$
#
# | Error | What it usually means (64-bit floats) |
# |---|---|
# | below $10^{-6}$ | the gradient is right |
# | $10^{-6}$ to $10^{-3}$ | suspicious: a kink (ReLU) near by, or a small mistake |
# | above $10^{-3}$ | a mistake |
#
# ### Exercise 4 · Gradient check (1 point)
#
# Write `gradient_check(f, grad, x)`.
#
# - `f(x)` returns one number; `grad(x)` returns the analytical gradient, an array of the shape of `x` (any shape).
# - Return the relative error as one number; where both lengths are 0, return `0.0`. Use your `numerical_gradient`.
#
# *Example:* a gradient that is exactly twice too large has the error 1/3, one with the wrong sign has the error 1.


# %% tags=["exercise"]
def gradient_check(f, grad, x):
    """Relative error between grad(x) and the numerical gradient of f at x."""
    ### BEGIN SOLUTION
    analytical, numerical = grad(x).ravel(), numerical_gradient(f, x).ravel()
    lengths = np.linalg.norm(analytical) + np.linalg.norm(numerical)
    return float(np.linalg.norm(analytical - numerical) / lengths) if lengths > 0 else 0.0
    ### END SOLUTION


# %% tags=["check"] points=1
check.gradient_check(gradient_check, points=1)
### BEGIN HIDDEN TESTS
check.gradient_check(gradient_check, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
x = np.array([0.5, -0.2, 0.9])
error = gradient_check(lambda v: np.sum(np.exp(3 * v**2)), d_exp_3x2, x)
print(f"d_exp_3x2 passes: {error < 1e-6}")
error = gradient_check(lambda v: np.sum(np.exp(3 * v**2)), lambda v: np.exp(3 * v**2), x)
print(f"inner derivative forgotten: error {error:.2f}")

# %% [markdown]
# ## 4 · The network as a graph
#
# A network is nothing but simple functions in a nest. Draw each as a node and you get a **computational graph**. Here is
# the smallest network there is, one sigmoid unit with a squared error: $L = (\sigma(w x + b) - t)^2$.
#
# Press ▶. First the **forward pass** computes the values from left to right. Then the **backward pass** walks back, from
# the loss to the parameters. At each node it asks one thing only: *how strongly does this node's output react to each
# of its inputs?* That is the node's **local derivative**, and the chain rule multiplies it on.

# %%
from dlcourse.plots.backpropagation import computation_graph as graph_plots

graph_plots.unit_graph()

# %% [markdown]
# Three things to see:
#
# 1. **Every node minds its own business.** A product hands each input the gradient times *the other* input. A sum hands
#    it on unchanged. A sigmoid multiplies by $a(1 - a)$.
# 2. **Forward values are reused.** The product needs $x$ and $w$ again, the sigmoid its output $a$. So the forward pass must
#    *remember* them: that is why training takes more memory than using a network.
# 3. **One walk serves everyone.** $dL/dz$ is computed once, and both $w$ and $b$ use it.
#
# For the weight the walk multiplies to
#
# $$ \frac{dL}{dw} = \underbrace{2(a - t)}_{\text{error}} \cdot \underbrace{a\,(1 - a)}_{\text{output}\,(1\,-\,\text{output})}
# \cdot \underbrace{x}_{\text{input}} $$
#
# **error × output (1 − output) × input**: the famous rule for a sigmoid unit. Nothing in it was measured by nudging, but
# backpropagation *does* differentiate: it evaluates local derivatives that are known beforehand, in place of differences.
#
# If one value is used in **several places**, a gradient arrives from each of them. They are **added**: a nudge works
# through all the paths at once.
#
# ### Activation functions and their slopes
#
# | Name | $f(x)$ | $f'(x)$ |
# |---|---|---|
# | sigmoid | $s = 1/(1 + e^{-x})$ | $s\,(1 - s)$, within $(0, 0.25]$ |
# | tanh | $\tanh x$ | $1 - \tanh^2 x$, within $(0, 1]$ |
# | ReLU | $x$ if $x > 0$, else $0$ | $1$ if $x > 0$, else $0$ |
# | leaky ReLU | $x$ if $x > 0$, else $0.01\,x$ | $1$ if $x > 0$, else $0.01$ |
# | ELU | $x$ if $x > 0$, else $e^x - 1$ | $1$ if $x > 0$, else $e^x$ |

# %%
derivatives.activations_and_slopes()

# %% [markdown]
# At exactly 0 ReLU has a kink, hence no slope. Any number from 0 to 1 will do; the usual choice is 0.
#
# ### Exercise 5 · Five slopes (2 points)
#
# Write the derivatives of the table. Each takes an array `x` of any shape, the **input** of the activation, and returns
# an array of the same shape. At `x = 0`: ReLU gives 0, leaky ReLU 0.01, ELU 1. Leave `x` unchanged.
#
# *Example:* `relu_gradient(np.array([-2.0, 0.0, 3.0]))` is `[0, 0, 1]`.


# %%
def sigmoid(x):
    """1 / (1 + exp(-x)), elementwise."""
    return 1 / (1 + np.exp(-x))


def relu(x):
    """x where it is positive, else 0, elementwise."""
    return np.maximum(x, 0)


# %% tags=["exercise"]
sigmoid_gradient = tanh_gradient = relu_gradient = None  # define five functions of x
leaky_relu_gradient = elu_gradient = None
### BEGIN SOLUTION


def sigmoid_gradient(x):
    return sigmoid(x) * (1 - sigmoid(x))


def tanh_gradient(x):
    return 1 - np.tanh(x) ** 2


def relu_gradient(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_relu_gradient(x):
    return np.where(x > 0, 1.0, 0.01)


def elu_gradient(x):
    return np.where(x > 0, 1.0, np.exp(x))
    ### END SOLUTION


# %% tags=["check"] points=2
check.activation_gradients(
    sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient, points=2
)
### BEGIN HIDDEN TESTS
check.activation_gradients(
    sigmoid_gradient,
    tanh_gradient,
    relu_gradient,
    leaky_relu_gradient,
    elu_gradient,
    points=2,
    random_seed=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · Layers, backward
#
# The nodes of a real network are whole layers, and their values arrays. A **dense layer** computes, for all samples at
# once, $Z = XW + b$. Suppose the walk back has reached it with `dout`, the gradient of the loss with respect to $Z$. It
# has the shape of $Z$, `(batch, units)`. The layer owes three gradients:
#
# | Gradient | Shape | Thought |
# |---|---|---|
# | `dW` | `(inputs, units)` | weight $(i, j)$ joins input $i$ to unit $j$: its input × its unit's error, **summed** over the batch |
# | `db` | `(units,)` | the bias's input is always 1: the error itself, **summed** over the batch |
# | `dx` | `(batch, inputs)` | input $i$ feeds every unit: the errors of all units, each times its weight |
#
# A gradient always has the shape of the thing itself. Together with `@` the shapes almost tell you the formulas.
#
# ### Exercise 6 · A dense layer, backward (2 points)
#
# Write `dense_backward(dout, x, W)`; return `(dx, dW, db)`. No loops.
#
# *Example:* `dout = [[1, 2]]`, `x = [[3]]`, `W = [[10, 20]]` (as arrays): `dx = [[50]]`, `dW = [[3, 6]]`, `db = [1, 2]`.


# %% tags=["exercise"]
def dense_backward(dout, x, W):
    """Gradients (dx, dW, db) of x @ W + b, where dout is that of its output."""
    ### BEGIN SOLUTION
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)
    ### END SOLUTION


# %% tags=["check"] points=2
check.dense_backward(dense_backward, points=2)
### BEGIN HIDDEN TESTS
check.dense_backward(dense_backward, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Softmax and cross-entropy together
#
# The end of a classifier is softmax, then cross-entropy. Together they simplify wonderfully. For one sample with logits
# $z$ and one-hot target $y$ the loss is
#
# $$ L = -\sum_k y_k \ln \frac{e^{z_k}}{\sum_j e^{z_j}} = \ln \sum_j e^{z_j} - \sum_k y_k z_k $$
#
# (the targets add up to 1). Differentiate by $z_k$: with $\frac{d}{dx} \ln x = \frac1x$ the first term gives
# $e^{z_k} / \sum_j e^{z_j} = p_k$, and the second $y_k$. So
#
# $$ \frac{\partial L}{\partial z_k} = p_k - y_k : \quad \text{prediction minus target.} $$
#
# This is the promise that chapter 01 made. For a batch, the loss is the **mean** over the samples, so each sample's
# gradient is divided by their number.
#
# ### Exercise 7 · The gradient at the logits (2 points)
#
# Write `softmax_crossentropy_gradient(z, y)`: logits and one-hot targets of shape `(batch, classes)`; return the
# gradient of the **mean** cross-entropy, same shape. It must survive logits of ±1000. Leave both arrays unchanged.
#
# *Example:* `z = [[0, 0]]`, `y = [[1, 0]]` gives `[[-0.5, 0.5]]`. The minus sign means: raise this logit, and the loss
# falls.


# %% tags=["exercise"]
def softmax_crossentropy_gradient(z, y):
    """Gradient of the mean categorical cross-entropy with respect to the logits z."""
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True) - y) / len(z)
    ### END SOLUTION


# %% tags=["check"] points=2
check.softmax_crossentropy_gradient(softmax_crossentropy_gradient, points=2)
### BEGIN HIDDEN TESTS
check.softmax_crossentropy_gradient(softmax_crossentropy_gradient, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · A whole network
#
# Now put the pieces together: **dense → sigmoid → dense → softmax → cross-entropy**.
#
# | Forward, remember | Backward, in reverse |
# |---|---|
# | $Z_1 = X W_1 + b_1$ | 4. `dense_backward` of $dZ_1$: gives $dW_1$, $db_1$ |
# | $H = \sigma(Z_1)$ | 3. times the sigmoid's slope: $dZ_1 = dH \cdot H (1 - H)$, elementwise |
# | $Z_2 = H W_2 + b_2$ | 2. `dense_backward` of $dZ_2$: gives $dH$, $dW_2$, $db_2$ |
# | $L = $ mean cross-entropy | 1. `softmax_crossentropy_gradient`: gives $dZ_2$ |
#
# ### Exercise 8 · Loss and gradients (3 points)
#
# Write `loss_and_gradients(params, X, y)`.
#
# - `params` is a dict with `"W1"` `(inputs, hidden)`, `"b1"` `(hidden,)`, `"W2"` `(hidden, classes)`, `"b2"` `(classes,)`.
# - `X` has shape `(batch, inputs)`, `y` holds one-hot targets `(batch, classes)`.
# - Return `(loss, gradients)`: one number, and a dict with the same four keys. Change no parameter.
#
# *Example:* with all parameters 0 and ten classes the loss is ln 10 = 2.303, whatever the data.
#
# `logits` and `crossentropy` are given. (`crossentropy` is the second form of $L$ above, safe for large logits.)


# %%
def logits(params, X):
    """Forward pass of the two-layer network: logits (batch, classes), hidden activations."""
    hidden = sigmoid(X @ params["W1"] + params["b1"])
    return hidden @ params["W2"] + params["b2"], hidden


def crossentropy(z, y):
    """Mean over the batch of -ln p of the true class. z: logits, y: one-hot targets."""
    z = z - z.max(axis=-1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=-1)) - (y * z).sum(axis=-1))


# %% tags=["exercise"]
def loss_and_gradients(params, X, y):
    """Mean cross-entropy of the two-layer network, and the gradient of each parameter."""
    ### BEGIN SOLUTION
    z, hidden = logits(params, X)
    dz = softmax_crossentropy_gradient(z, y)
    dhidden, dW2, db2 = dense_backward(dz, hidden, params["W2"])
    dz1 = dhidden * hidden * (1 - hidden)
    _, dW1, db1 = dense_backward(dz1, X, params["W1"])
    return crossentropy(z, y), {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    ### END SOLUTION


# %% tags=["check"] points=3
check.loss_and_gradients(loss_and_gradients, points=3)
### BEGIN HIDDEN TESTS
check.loss_and_gradients(loss_and_gradients, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Check it yourself, with your own `gradient_check`. One helper makes parameters for any size: random weights, because
# equal weights would make all hidden units learn the same thing.


# %%
def random_params(inputs, hidden, classes, rng):
    """Weights with standard deviation 1/√(inputs of the layer) (see section 8), biases 0."""
    return {
        "W1": rng.normal(scale=inputs**-0.5, size=(inputs, hidden)),
        "b1": np.zeros(hidden),
        "W2": rng.normal(scale=hidden**-0.5, size=(hidden, classes)),
        "b2": np.zeros(classes),
    }


rng = np.random.default_rng(2)
params = random_params(5, 4, 3, rng)
X, y = rng.normal(size=(8, 5)), np.eye(3)[rng.integers(0, 3, size=8)]

for name in params:

    def loss_of(value, name=name):
        return loss_and_gradients(params | {name: value}, X, y)[0]

    def gradient_of(value, name=name):
        return loss_and_gradients(params | {name: value}, X, y)[1][name]

    print(name, "passes:", gradient_check(loss_of, gradient_of, params[name]) < 1e-6)

# %% [markdown]
# ### What it costs
#
# You now have two ways to the same gradients. Numerical: $2P$ forward passes for $P$ parameters. Backpropagation: one
# pass forward and one backward, and the backward pass does about twice the work of the forward pass. Let us measure, for
# networks of growing size. (The times depend on your computer. The picture's shape does not.)


# %%
def seconds(action, repeats):
    """The shortest time of several runs: the one that was disturbed least."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def numerical_gradients(params, X, y):
    """The same dict as from loss_and_gradients, by differences."""
    return {
        name: numerical_gradient(
            lambda v, n=name: crossentropy(logits(params | {n: v}, X)[0], y), value
        )
        for name, value in params.items()
    }


# %% tags=["nbval-ignore-output"]
from dlcourse.plots.backpropagation import gradient_cost as cost_plots

sizes, measured = (
    [1, 4, 16, 64],
    {"numerical": [], "backpropagation": [], "one forward pass": []},
)
X, y = rng.normal(size=(64, 64)), np.eye(10)[rng.integers(0, 10, size=64)]
for hidden in sizes:
    p = random_params(64, hidden, 10, rng)
    measured["numerical"].append(seconds(lambda p=p: numerical_gradients(p, X, y), 1))
    measured["backpropagation"].append(seconds(lambda p=p: loss_and_gradients(p, X, y), 20))
    measured["one forward pass"].append(
        seconds(lambda p=p: crossentropy(logits(p, X)[0], y), 20)
    )

cost_plots.gradient_cost([75 * hidden + 10 for hidden in sizes], measured)

# %% [markdown]
# **Read this carefully.** The cost of a training step *does* grow with the number of parameters: a larger network takes
# longer to run, forward and backward. What backpropagation removes is the *extra forward passes for every parameter*. For a
# million weights that is the difference between a second and a fortnight.
#
# **And who learns?** Backpropagation only supplies gradients. The learning is still **gradient descent**: take a small
# step *against* the gradient, $W \leftarrow W - \eta\, dW$, and repeat. Chapter 03 is about better steps; the gradients
# stay the same.
#
# ## 7 · Let the computer do it
#
# You derived each backward step by hand. But every step followed the same recipe: local derivative times what arrives
# from the right, added up where paths meet. A program can follow that recipe for *any* graph: **reverse-mode automatic
# differentiation**. This is what TensorFlow, JAX and PyTorch do.
#
# | Kind | How | Exact? | Cost of a gradient of $P$ entries |
# |---|---|---|---|
# | **numerical** | nudge and measure | no: truncation and rounding | $2P$ forward passes |
# | **symbolic** | rewrite the formula into a formula, as on paper | yes | formulas can swell; loops and `if` are hard |
# | **automatic** | run the program, record the *numbers* and local derivatives, walk back | yes, up to rounding | a few forward passes |
#
# Frameworks use *automatic*, not symbolic, differentiation: they never hold a formula of the derivative, only numbers.
#
# ### The order of the walk
#
# A value may hand its gradient on only when *all* gradients have arrived at it. So walk in **topological order**,
# reversed: nothing comes before anything that was made from it. `Node` and `topological_order` are given.
#
# - A `Node` knows its number `data`, its gradient `grad`, and its `parents`: pairs of a node that it was made from and
#   the *local derivative* with respect to that node.
# - `self.made(number, (parent, slope), …)` makes a new node of your class; parents that are plain numbers are left out.
# - `float(other)` gives the number, whether `other` is a node or a plain number.
# - The order is found with a list as a stack. A function that called itself once a node would fail on long chains:
#   Python stops at a depth of about a thousand calls.


# %%
class Node:
    """A number that remembers what it was made from."""

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = float(data), 0.0, parents

    def __float__(self):
        return self.data

    def __radd__(self, other):  # for 2 + node
        return self + other

    def __rmul__(self, other):  # for 2 * node
        return self * other

    def made(self, data, *parents):
        """A new node of the same class, made from `parents`: pairs (node, local derivative)."""
        return type(self)(data, [pair for pair in parents if isinstance(pair[0], Node)])


# %%
def topological_order(last):
    """All nodes that `last` was made from, and itself at the end; each after its parents."""
    order, seen, stack = [], set(), [(last, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))  # comes back when its parents are done
            stack.extend((parent, False) for parent, _ in node.parents)
    return order


# %% [markdown]
# ### Exercise 9 · Your own automatic differentiation (3 points)
#
# Complete the class `Value`.
#
# - `a + b`, `a * b` (where `b` is a `Value` or a plain number), `a ** n` (`n` a plain number), `a.exp()`, `a.tanh()`: each
#   returns a new `Value` that knows its parents and local derivatives.
# - `backward()` sets the value's own `grad` to 1, walks back in reversed topological order, and **adds** to each parent's
#   `grad`: the node's own `grad` times the local derivative. Long chains must not exhaust the stack.
#
# *Example:* after `a = Value(3.0)`, `c = a * a + a`, `c.backward()`: `c.data` is 12 and `a.grad` is 7.


# %% tags=["exercise"]
class Value(Node):
    """A number with + * ** exp tanh, and gradients by reverse-mode differentiation."""

    ### BEGIN SOLUTION
    def __add__(self, other):
        return self.made(self.data + float(other), (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return self.made(self.data * float(other), (self, float(other)), (other, self.data))

    def __pow__(self, n):
        return self.made(self.data**n, (self, n * self.data ** (n - 1)))

    def exp(self):
        return self.made(math.exp(self.data), (self, math.exp(self.data)))

    def tanh(self):
        return self.made(math.tanh(self.data), (self, 1 - math.tanh(self.data) ** 2))

    def backward(self):
        self.grad = 1.0
        for node in reversed(topological_order(self)):
            for parent, slope in node.parents:
                parent.grad += node.grad * slope

    ### END SOLUTION


# %% tags=["check"] points=3
check.value(Value, points=3)
### BEGIN HIDDEN TESTS
check.value(Value, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The unit of section 4 once more, $L = (\sigma(wx + b) - t)^2$, with $\sigma(z) = (1 + e^{-z})^{-1}$. Compare with the
# last frame of the animation: you wrote down no derivative for this network, and yet here they are.

# %%
x, w, b, t = Value(2.0), Value(-0.5), Value(1.5), 1.0
a = (1 + (-1 * (w * x + b)).exp()) ** -1
L = (a + -t) ** 2
L.backward()
print(f"L = {L.data:.3f}   dL/dw = {w.grad:.3f}   dL/dx = {x.grad:.3f}   dL/db = {b.grad:.3f}")

# %% [markdown]
# ## 8 · Vanishing gradients
#
# On its way back the gradient is multiplied by the slope of an activation at *every* layer. The sigmoid's slope is at
# most ¼. Twenty sigmoids in a row let through at most $0.25^{20} \approx 10^{-12}$ (times the weights):

# %%
derivatives.products_of_slopes()

# %% [markdown]
# The first layers then learn next to nothing, although they do the groundwork. This is the **vanishing gradient**
# problem, one reason why deep networks were thought untrainable until about 2006. Three remedies:
#
# 1. **Activations with slope 1.** tanh reaches 1, but only at 0. ReLU has exactly 1 for all positive inputs. A ReLU unit
#    whose input is negative for *every* sample has slope 0 everywhere and never learns again: a **dying ReLU**. Leaky
#    ReLU and ELU keep a small slope there.
# 2. **Weights of the right size.** A sum of $n$ products grows like $\sqrt n$. So draw weights with standard deviation
#    $\sqrt{1/n}$ for $n$ inputs (**Xavier** or Glorot initialisation, here for layers of equal width), for tanh and sigmoid, and $\sqrt{2/n}$
#    for ReLU, which silences half of its inputs (**He** initialisation).
# 3. **Shortcuts** round the layers (residual connections, chapter 06; LSTM, chapter 08).
#
# ### Exercise 10 · Where does the gradient go? (1 point)
#
# `deep_network` is given: random inputs `X` `(32, 16)` and a list of `depth` weight matrices `(16, 16)`, drawn as remedy 2
# says. There are no biases. Each layer computes `out = f(out @ W)`, the last one too. As the loss take the mean over the 32
# samples of the *sum* of the last layer's outputs; so the walk back starts with `dout = np.ones((32, 16)) / 32`.
#
# Write `layer_gradient_norms(depth, activation)` with `activation` one of `"sigmoid"`, `"tanh"`, `"relu"`. Return a list of
# `depth` numbers: the length $\lVert dW \rVert$ of the gradient of each layer's weights, **first layer first**.


# %%
def deep_network(depth, activation):
    """Inputs (32, 16) and `depth` weight matrices (16, 16); always the same numbers."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(32, 16))
    scale = np.sqrt((2 if activation == "relu" else 1) / 16)
    return X, [rng.normal(scale=scale, size=(16, 16)) for _ in range(depth)]


ACTIVATIONS = {
    "sigmoid": (sigmoid, sigmoid_gradient),
    "tanh": (np.tanh, tanh_gradient),
    "relu": (relu, relu_gradient),
}


# %% tags=["exercise"]
def layer_gradient_norms(depth, activation):
    """Length of the gradient of each layer's weights, first layer first."""
    ### BEGIN SOLUTION
    out, weights = deep_network(depth, activation)
    f, slope = ACTIVATIONS[activation]
    remembered = []
    for W in weights:
        z = out @ W
        remembered.append((out, z, W))
        out = f(z)
    dout, norms = np.ones(out.shape) / len(out), []
    for layer_input, z, W in reversed(remembered):
        dout, dW, _ = dense_backward(dout * slope(z), layer_input, W)
        norms.append(float(np.linalg.norm(dW)))
    return norms[::-1]
    ### END SOLUTION


# %% tags=["check"] points=1
check.layer_gradient_norms(layer_gradient_norms, points=1)
### BEGIN HIDDEN TESTS
check.layer_gradient_norms(layer_gradient_norms, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
derivatives.gradient_norms(
    {
        name: {depth: layer_gradient_norms(depth, name) for depth in (2, 5, 10, 20)}
        for name in ("sigmoid", "tanh", "relu")
    }
)

# %% [markdown]
# Follow the line of depth 20. With sigmoids, the gradient loses almost a factor of ten at every layer; the first layer gets
# less than a millionth of a millionth of what the last one gets. tanh holds up here, although its slope is below 1: Xavier's weights keep
# its inputs close to 0, where the slope is close to 1. ReLU with He's weights carries the gradient through all twenty layers.
#
# **Try it.** Take 0.5 in place of `scale` in `deep_network` and draw the picture again. (The check above then complains: it
# expects the network as it was.)
#
# ## 9 · Capstone: a network that reads digits
#
# Everything in this notebook now works together: the digits of chapter 01, a network with 32 hidden units, and no code
# for the learning but yours. Three lines of gradient descent are all that is missing.

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

pixels, digits = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(
    pixels / 16, digits, test_size=0.25, random_state=0, stratify=digits
)
Y_train = np.eye(10)[y_train]


# %%
def train(seed, hidden=32, lr=1.0, epochs=1500):
    """Full-batch gradient descent; returns params, and loss and test accuracy by epoch."""
    params = random_params(64, hidden, 10, np.random.default_rng(seed))
    losses, accuracies = [], []
    for _ in range(epochs):
        loss, gradients = loss_and_gradients(params, X_train, Y_train)
        params = {name: params[name] - lr * gradients[name] for name in params}
        losses.append(loss)
        accuracies.append(np.mean(logits(params, X_test)[0].argmax(axis=1) == y_test))
    return params, losses, accuracies


runs = [train(seed) for seed in (0, 1, 2)]
network_accuracy = np.array([accuracies[-1] for _, _, accuracies in runs])

# %% [markdown]
# **Honest baselines:** the nearest mean image, and softmax regression, trained for just as long. It is the same network
# without its hidden layer, so that the difference is what the hidden layer brings.

# %%
centroids = np.stack([X_train[y_train == digit].mean(axis=0) for digit in range(10)])
distances = np.linalg.norm(X_test[:, None, :] - centroids, axis=-1)  # (samples, 10)
centroid_accuracy = np.mean(distances.argmin(axis=1) == y_test)

W, b = np.zeros((64, 10)), np.zeros(10)
for _ in range(1500):
    dz = softmax_crossentropy_gradient(X_train @ W + b, Y_train)
    _, dW, db = dense_backward(dz, X_train, W)
    W, b = W - 1.0 * dW, b - 1.0 * db
linear_accuracy = np.mean((X_test @ W + b).argmax(axis=1) == y_test)

print(f"nearest mean image   {centroid_accuracy:.3f}")
print(f"softmax regression   {linear_accuracy:.3f}")
print(
    f"two-layer network    {network_accuracy.mean():.3f} ± {network_accuracy.std(ddof=1):.3f}"
)

# %%
from dlcourse.plots import images as image_plots

params, losses, accuracies = runs[0]
image_plots.loss_and_accuracy(
    losses, accuracies, linear_accuracy, "softmax regression", model="two-layer network"
)

# %% [markdown]
# **Read it honestly.** The hidden layer is ahead by two of the 450 test digits or so: hardly more than the spread from
# seed to seed. For most of its training it stays below the dashed line, where softmax regression ended. Digits of 8 × 8 pixels are
# almost linearly separable, so a linear model is a strong baseline here; and full-batch gradient descent is a slow teacher.
# What *has* been shown is that your gradients train a network. Better steps come in chapter 03, better layers for images
# in chapter 06.
#
# What do the hidden units look at? Their weights, as images:

# %%
image_plots.weight_images(
    params["W1"][:, :8],
    8,
    [f"unit {i}" for i in range(1, 9)],
    "Eight of the 32 hidden units: each weighs the ink in its own way",
    "Eight small images of the weights of hidden units, each with bright and dark patches.",
)

# %% [markdown]
# ## 10 · In your own words
#
# ### Exercise 11 · What does backpropagation save? (2 points, read by your instructor)
#
# In four to six sentences: somebody says "backpropagation does not compute derivatives, and with it the cost of training
# no longer depends on the number of parameters". What is wrong with each half of the sentence? What *does*
# backpropagation save, and what must the forward pass remember for it?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# Backpropagation does compute derivatives: it evaluates the known local derivative of every node and multiplies and adds
# them by the chain rule; it only takes no differences. The cost of a step still grows with the number of parameters,
# since every weight takes part in the forward and in the backward pass. What is saved are the extra forward passes:
# numerical gradients need 2P of them for P parameters, backpropagation one forward and one backward pass for all of them
# together. It works because partial results, such as the error at a layer, are computed once and shared by all weights
# before it. For that the forward pass must remember each layer's input and its activation's output.
#
# **Rubric.** ½ point: it evaluates local derivatives (chain rule). ½ point: the cost grows with P all the same. ½ point:
# 2P forward passes against about one forward and one backward. ½ point: layer inputs and outputs are kept for reuse.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | derivative | sensitivity: how strongly the output reacts to a small change |
# | central difference | $(f(x+h) - f(x-h)) / (2h)$; error like $h^2$, then rounding; $h = 10^{-5}$ |
# | chain rule | sensitivities along a path multiply; those of several paths add up |
# | backpropagation | local derivatives, from the loss backward, with the forward pass's values |
# | sigmoid unit | error × output (1 − output) × input |
# | dense layer | $dW = X^T dZ$, $db = $ sum of $dZ$ over the batch, $dX = dZ\,W^T$ |
# | softmax with cross-entropy | prediction minus target, over the number of samples |
# | gradient check | relative error below $10^{-6}$ in 64-bit floats |
# | automatic differentiation | neither formulas nor differences: numbers and local derivatives |
# | vanishing gradients | sigmoid′ ≤ ¼, tanh′ ≤ 1: products shrink; ReLU and the right initialisation help |
#
# **Words.** gradient 기울기/그래디언트 · partial derivative 편미분 · chain rule 연쇄 법칙 · backpropagation 역전파 ·
# forward propagation 순전파 · gradient descent 경사 하강법 · vanishing gradient 기울기 소실 · activation function 활성화 함수
#
# ## Quick self-check
#
# Answer first, then unfold.
#
# <details><summary>1. What is the derivative of 4 ln x at x = 2?</summary>
#
# 4 · 1/2 = 2.
# </details>
#
# <details><summary>2. Why not take h = 10⁻¹⁵ in a central difference?</summary>
#
# Rounding. f(x + h) and f(x − h) agree in almost all of their 16 digits; their difference is mostly noise.
# </details>
#
# <details><summary>3. A network has 10,000 parameters. How many forward passes do numerical gradients need for one
# step?</summary>
#
# 20,000 with central differences. Backpropagation needs one, and one backward pass.
# </details>
#
# <details><summary>4. A value is used in two places, and the gradients 3 and −1 arrive from there. What is its
# gradient?</summary>
#
# 3 + (−1) = 2: paths are added.
# </details>
#
# <details><summary>5. In which ranges do the slopes of sigmoid and tanh lie?</summary>
#
# The sigmoid's in (0, 0.25], that of tanh in (0, 1]; both are largest at 0.
# </details>
#
# ## Go further
#
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, Nature 323, 1986. Four
#   pages that ended the winter of chapter 01.
# - A. G. Baydin and others, *Automatic Differentiation in Machine Learning: a Survey*, JMLR 18, 2018. Numerical, symbolic
#   and automatic differentiation, told apart with care.
# - A. Karpathy, *micrograd* (on GitHub). A small automatic differentiator to compare with your `Value`.
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, AISTATS 2010.
#   Gradients layer by layer, and the initialisation that bears the name Xavier.
# - K. He and others, *Delving Deep into Rectifiers*, ICCV 2015. The same for ReLU.
#
# **Next:** the gradients are right and cheap. Chapter 03 asks how to walk with them.
