# %% [markdown]
# # 02 · Error backpropagation
#
# **After this chapter you will be able to**
#
# - **estimate** any derivative with two evaluations, and **choose** a step that is neither too large nor too small;
# - **derive** gradients with the chain rule, along a computational graph;
# - **implement** backpropagation for a two-layer network, and **test** it with a gradient check;
# - **build** a small automatic differentiator, **train** a network with it, and **tell** it from symbolic and numerical
#   differentiation;
# - **explain** why gradients vanish or explode in deep networks, and what to do about it;
# - **train** a network on data that no straight cut can separate, with nothing but NumPy and your own code.
#
# **Time:** about 160 minutes. **Difficulty:** ●●○. **You need:** chapter 01 (dense layers, sigmoid, softmax,
# cross-entropy). Of calculus only the idea of a slope; everything else is built here.
#
# ## A puzzle to begin with · 2 min
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
# ## 1 · The derivative is sensitivity · 9 min
#
# The **derivative** of $f$ at $x$ says how strongly $f$ reacts when $x$ moves a little: $f'(x) = 3$ means "move $x$ by
# 0.001, and $f$ moves by about 0.003". On a curve, it is the slope of the tangent.
#
# Four slopes to know:
#
# | $f(x)$ | $f'(x)$ | In words |
# |---|---|---|
# | $c$ (a constant) | $0$ | what never changes has no slope |
# | $x^n$ | $n x^{n-1}$ | the power comes down in front, and one is taken from it; negative powers too |
# | $e^x$ | $e^x$ | its slope is its own height |
# | $\ln x$ | $1 / x$ | the larger $x$ already is, the flatter |
#
# And three rules that put them together:
#
# | Rule | Formula | Example |
# |---|---|---|
# | **sum** | $(f + g)' = f' + g'$ | $x^2 + e^x$ has the slope $2x + e^x$ |
# | **product** | $(f \cdot g)' = f' g + f g'$ | $x e^x$ has the slope $e^x + x e^x$; $5 x^2$ has $5 \cdot 2x$, because $5' = 0$ |
# | **chain** | $f(g(x))' = f'(g(x)) \cdot g'(x)$ | section 3 |
#
# Every derivative of this chapter follows from these seven lines.
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
# ### Exercise 1 · Central difference (1 point · 3 min · ●○○)
#
# Write `central_difference(f, x, h)`: `f` is any function of one number, `x` and `h` are numbers. Return the central
# difference with the given `h`. Take care with the parentheses.
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
# 64-bit floats **$h = 10^{-5}$** is a good choice where $x$ and $f$ are neither tiny nor huge, and we keep to it. With
# the 32-bit floats of most deep-learning libraries you would get only a few digits:

# %% tags=["nbval-ignore-output"]
for kind in (np.float64, np.float32):
    steps = 10.0 ** np.arange(-12, 0)
    slopes = [central_difference(np.exp, kind(1), kind(h)) for h in steps]
    best = np.min(np.abs(np.array(slopes, dtype=float) / np.e - 1))
    print(f"{kind.__name__}: the best of twelve steps has a relative error of {best:.0e}")

# %% tags=["claim"]
# > is (15.625 − 3.375) / 1
#
# > a float carries about 16 digits
#
# > For central differences of 64-bit floats $h = 10^{-5}$ is a good choice
#
# > you would get only a few digits
assert (2.5**3, 1.5**3) == (15.625, 3.375)
assert round(53 * np.log10(2)) == 16  # a float has 53 binary digits
assert abs(central_difference(np.exp, 1.0, 1e-5) / np.e - 1) < 1e-9
assert 1e-7 < best < 1e-3

# %% [markdown]
# ## 2 · Many inputs: partial derivatives and the gradient · 9 min
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
# ### Exercise 2 · Numerical gradient (1 point · 8 min · ●●○)
#
# Write `numerical_gradient(f, x)`.
#
# - `x` is an array of **any shape**, of floats or of whole numbers; `f(x)` takes an array of that shape and returns one
#   number.
# - Return an array of the shape of `x`: for each entry the **central difference** with $h = 10^{-5}$, while **all the other
#   entries stay as they are**. Leave `x` unchanged.
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


# %% tags=["check"] points=1
check.numerical_gradient(numerical_gradient, points=1)
### BEGIN HIDDEN TESTS
check.numerical_gradient(numerical_gradient, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Count the cost.** For $P$ entries you called `f` $2P$ times. Keep that number in mind.
#
# ## 3 · The chain rule · 14 min
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
# ### Exercise 3 · A nested function (1 point · 4 min · ●○○)
#
# Write `d_exp_3x2(x)`: the derivative of $e^{3x^2}$, **from the rules, not from differences**: to as many digits as floats
# carry, for negative `x` too. `x` is a number or an array (then work elementwise).
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
# ### Two slopes that you need all the time
#
# The sigmoid is nested too: $\sigma(x) = u^{-1}$ with $u = 1 + e^{-x}$. The power rule gives the outer slope $-u^{-2}$,
# the inner slope is $-e^{-x}$, and the product simplifies:
#
# $$ \sigma'(x) = (-u^{-2}) \cdot (-e^{-x}) = \frac{1}{u} \cdot \frac{e^{-x}}{u} = \sigma(x)\,\big(1 - \sigma(x)\big),
# \qquad \text{since} \quad \frac{e^{-x}}{u} = \frac{u - 1}{u} = 1 - \sigma(x) $$
#
# tanh is a sigmoid, stretched and shifted: $\tanh x = 2\,\sigma(2x) - 1$. With $t = \tanh x$, so that
# $\sigma(2x) = (1 + t)/2$, the chain rule gives
#
# $$ \tanh'(x) = 2 \cdot \sigma'(2x) \cdot 2 = 4 \cdot \frac{1 + t}{2} \cdot \frac{1 - t}{2} = 1 - t^2 $$
#
# ### Does it agree with the difference?
#
# Whenever you derive a gradient by hand, compare it with a numerical one. This **gradient check** finds most slips: a
# forgotten factor, a wrong sign, a missing sum. Two gradients $a$ (analytical) and $n$ (numerical) are compared by their
# **relative error**:
#
# $$ \text{error} = \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert} \qquad
# \lVert v \rVert = \sqrt{\textstyle\sum_i v_i^2} \ \text{ over all entries} $$
#
# | Error | What it usually means (64-bit floats, $h = 10^{-5}$) |
# |---|---|
# | below $10^{-6}$ | passed: no mistake shows **at this point** |
# | $10^{-6}$ to $10^{-3}$ | suspicious: a kink (a corner of the curve) near by, or a small mistake |
# | above $10^{-3}$ | a mistake, or a kink exactly there |
#
# A check is a **test, not a proof**. It looks at one point. A ReLU ($\max(x, 0)$, section 4) that happens to be silent
# there, or a branch that was not taken, is not tested at all. And a wrong entry that is a millionth as long as the whole
# gradient hides in the norms. So check at several random points, and each parameter array separately. (Some courses,
# CS231n among them, take the relative error of each entry and look at the largest. That finds such an entry, but it
# also gives false alarms where both numbers are almost 0.)
#
# ### Exercise 4 · Gradient check (1 point · 5 min · ●○○)
#
# Write `gradient_check(f, grad, x)`.
#
# - `f(x)` returns one number; `grad(x)` returns the analytical gradient, an array of the shape of `x` (any shape).
# - Return the relative error as one number, over **all** entries; where both lengths are 0, return `0.0`. Use your
#   `numerical_gradient`.
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
def sum_of_exp(v):
    return np.sum(np.exp(3 * v**2))


x = np.array([0.5, -0.2, 0.9])
print(f"d_exp_3x2 passes: {gradient_check(sum_of_exp, d_exp_3x2, x) < 1e-6}")
error = gradient_check(sum_of_exp, lambda v: np.exp(3 * v**2), x)
print(f"inner derivative forgotten: error {error:.2f}")

# %% [markdown]
# And here is a wrong gradient that passes, because the point was badly chosen. The slope of ReLU is given as 1
# everywhere; at this point no input is negative:

# %%
x = np.array([0.4, 1.5, 0.9])
for point in (x, x - 1):
    error = gradient_check(lambda v: np.sum(np.maximum(v, 0)), np.ones_like, point)
    print(f"slope 1 everywhere, at {point}: passes: {error < 1e-6}")

# %% [markdown]
# ## 4 · The network as a graph · 20 min
#
# A network is nothing but simple functions, nested. Draw each as a node and you get a **computational graph**. Here is
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
# 1. **Every node needs to know only itself.** A product hands each input the gradient times *the other* input. A sum hands
#    it on unchanged. A sigmoid multiplies by $a(1 - a)$.
# 2. **Forward values are reused.** The product needs $x$ and $w$ again, the sigmoid its output $a$. So the forward pass must
#    *remember* them: one reason why training takes more memory than using a network.
# 3. **One walk is enough for all.** $dL/dz$ is computed once, and both $w$ and $b$ use it.
#
# For the weight the walk multiplies to
#
# $$ \frac{dL}{dw} = \underbrace{2(a - t)}_{\text{error}} \cdot \underbrace{a\,(1 - a)}_{\text{output}\,(1\,-\,\text{output})}
# \cdot \underbrace{x}_{\text{input}} $$
#
# **error × output (1 − output) × input**: the famous rule for a sigmoid unit. Nothing in it was measured by nudging, but
# backpropagation *does* differentiate: it evaluates local derivatives that are known beforehand, in place of differences.
#
# If one value is used in **several places**, a gradient arrives from each of them. They are **added** (the sum rule, over
# paths): a nudge works through all the paths at once.
#
# ### Activation functions and their slopes
#
# Sigmoid and tanh are from section 3; the other three are straight lines and $e^x$, piece by piece.
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
# ### Exercise 5 · Five slopes (1 point · 6 min · ●○○)
#
# Write the derivatives of the table: of sigmoid, tanh, ReLU, leaky ReLU and ELU. Each takes an array `x` of any shape,
# the **input** of the activation, and returns an array of the same shape. At `x = 0`: ReLU gives 0, leaky ReLU 0.01,
# ELU 1. Leave `x` unchanged.
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


# %% tags=["check"] points=1
check.activation_gradients(
    sigmoid_gradient, tanh_gradient, relu_gradient, leaky_relu_gradient, elu_gradient, points=1
)
### BEGIN HIDDEN TESTS
check.activation_gradients(
    sigmoid_gradient,
    tanh_gradient,
    relu_gradient,
    leaky_relu_gradient,
    elu_gradient,
    points=1,
    random_seed=True,
)
### END HIDDEN TESTS

# %% [markdown]
# ### Two losses, two pushes
#
# Chapter 01 named two gradients and proved neither. A sigmoid unit has the logit $z$ and the output $p = \sigma(z)$; the target is $y$.
# How strongly does the loss push the logit? The chain is short, $z \to p \to L$:
#
# $$ \frac{dL}{dz} = \frac{dL}{dp} \cdot \frac{dp}{dz}, \qquad \frac{dp}{dz} = p\,(1 - p) $$
#
# - **Squared error**, $L = (p - y)^2$: outer slope $2(p - y)$. It is the product that you have just seen in the graph.
# - **Binary cross-entropy**, $L = -\big[\,y \ln p + (1 - y) \ln(1 - p)\,\big]$: this one is yours. Take pen and paper.
#   First $dL/dp$, with the slope of the logarithm (and the chain rule for $1 - p$). Bring both terms over one
#   denominator. Then multiply by $p\,(1 - p)$. Something cancels.
#
# ### Exercise 6 · Two gradients at the logit (1 point · 7 min · ●●○)
#
# Write `logit_gradients(z, y)`: `z` holds logits, `y` targets from 0 to 1 (values between count too), two arrays of the
# same shape, whatever that shape is. Return the pair `(squared, crossentropy)`: two arrays of that shape, $dL/dz$ of each
# entry for either loss, with no mean over the entries. Both must be right and finite where the logits are ±1000.
#
# *Example:* `z = [0.0]`, `y = [1.0]` gives `squared = [-0.25]` and `crossentropy = [-0.5]`.


# %% tags=["exercise"]
def logit_gradients(z, y):
    """Slopes of (p - y)² and of binary cross-entropy by z, where p = sigmoid(z)."""
    ### BEGIN SOLUTION
    p = sigmoid(np.clip(z, -500, 500))  # exp(1000) would be too large for a float
    return 2 * (p - y) * p * (1 - p), p - y
    ### END SOLUTION


# %% tags=["check"] points=1
check.logit_gradients(logit_gradients, points=1)
### BEGIN HIDDEN TESTS
check.logit_gradients(logit_gradients, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
z = np.array([-8.0, -4.0, 0.0, 4.0])
squared, cross = logit_gradients(z, np.ones(4))
for i in range(4):
    print(
        f"logit {z[i]:+.0f}, target 1: squared {squared[i]:+.5f}   "
        f"cross-entropy {cross[i]:+.5f}"
    )

# %% [markdown]
# This is the number behind chapter 01's advice. At a logit of −8 the unit is sure and wrong. Cross-entropy pushes with
# almost its full strength of 1; the push of the squared error has nearly vanished.

# %% tags=["claim"]
# > Cross-entropy pushes with almost its full strength of 1; the push of the squared error has nearly vanished.
assert cross[0] < -0.99
assert abs(squared[0]) < 0.001

# %% [markdown]
# ## 5 · Layers, backward · 14 min
#
# The nodes of a real network are whole layers, and their values arrays. A **dense layer** computes $Z = XW + b$ for a
# **batch**: all the samples that go through together. Suppose the walk back has reached it with `dout`, the gradient of the
# loss with respect to $Z$ (also called the *error* of each unit). It has the shape of $Z$, `(batch, units)`. The layer owes
# three gradients:
#
# | Gradient | Shape | Thought |
# |---|---|---|
# | `dW` | `(inputs, units)` | weight $(i, j)$ joins input $i$ to unit $j$: its input × its unit's error, **summed** over the batch |
# | `db` | `(units,)` | the bias's input is always 1: the error itself, **summed** over the batch |
# | `dx` | `(batch, inputs)` | input $i$ feeds every unit: the errors of all units, each times its weight |
#
# A gradient always has the shape of the thing itself. Together with `@` the shapes almost tell you the formulas.
#
# ### Exercise 7 · A dense layer, backward (1 point · 6 min · ●●○)
#
# Write `dense_backward(dout, x, W)`; return `(dx, dW, db)`. Array expressions are enough, without a loop. Leave the
# arguments unchanged.
#
# *Example:* `dout = [[1, 2]]`, `x = [[3]]`, `W = [[10, 20]]` (as arrays): `dx = [[50]]`, `dW = [[3, 6]]`, `db = [1, 2]`.


# %% tags=["exercise"]
def dense_backward(dout, x, W):
    """Gradients (dx, dW, db) of x @ W + b, where dout is that of its output."""
    ### BEGIN SOLUTION
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)
    ### END SOLUTION


# %% tags=["check"] points=1
check.dense_backward(dense_backward, points=1)
### BEGIN HIDDEN TESTS
check.dense_backward(dense_backward, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Softmax and cross-entropy together
#
# The end of a classifier is softmax, then cross-entropy. Together they simplify as sigmoid and binary cross-entropy did.
# For one sample with logits
# $z$ and one-hot target $y$ the loss is
#
# $$ L = -\sum_k y_k \ln \frac{e^{z_k}}{\sum_j e^{z_j}} = \ln \sum_j e^{z_j} - \sum_k y_k z_k $$
#
# (the targets add up to 1). Differentiate by $z_k$: with $\frac{d}{dx} \ln x = \frac1x$ the first term gives
# $e^{z_k} / \sum_j e^{z_j} = p_k$, and the second $y_k$. So
#
# $$ \frac{\partial L}{\partial z_k} = p_k - y_k : \quad \text{prediction minus target.} $$
#
# Chapter 01 used this fact and left the proof to this chapter; here it is. For a batch, the loss is the **mean** over the
# samples, so each sample's gradient is divided by their number.
#
# ### Exercise 8 · The gradient at the logits (1 point · 5 min · ●○○)
#
# Write `softmax_crossentropy_gradient(z, y)`: logits and one-hot targets of shape `(batch, classes)`; return the
# gradient of the **mean** cross-entropy, same shape. It must be right for logits up to ±1000 too. Leave both arrays
# unchanged.
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


# %% tags=["check"] points=1
check.softmax_crossentropy_gradient(softmax_crossentropy_gradient, points=1)
### BEGIN HIDDEN TESTS
check.softmax_crossentropy_gradient(softmax_crossentropy_gradient, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · A whole network · 20 min
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
# ### Exercise 9 · Loss and gradients (3 points · 12 min · ●●○)
#
# Write `loss_and_gradients(params, X, y)`.
#
# - `params` is a dict with `"W1"` `(inputs, hidden)`, `"b1"` `(hidden,)`, `"W2"` `(hidden, classes)`, `"b2"` `(classes,)`.
# - `X` has shape `(batch, inputs)`, `y` holds one-hot targets `(batch, classes)`.
# - Return `(loss, gradients)`: one number, the mean cross-entropy, and a dict with the gradient of `"W1"`, of `"b1"`, of
#   `"W2"` and of `"b2"`. Change no parameter.
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
# Check it yourself, with your own `gradient_check`, one parameter array after the other. A helper makes parameters for any
# size: random weights, because equal weights would make all hidden units learn the same thing.


# %%
def random_params(inputs, hidden, classes, rng):
    """Weights with standard deviation 1/√(inputs of the layer) (see section 8), biases 0."""
    return {
        "W1": rng.normal(scale=inputs**-0.5, size=(inputs, hidden)),
        "b1": np.zeros(hidden),
        "W2": rng.normal(scale=hidden**-0.5, size=(hidden, classes)),
        "b2": np.zeros(classes),
    }


# %%
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
# ### The network finds XOR's bending itself
#
# Backpropagation only supplies gradients. The learning is **gradient descent**: take a small step *against* the gradient,
# $W \leftarrow W - \eta\, dW$, and repeat. In chapter 01 you set the weights of XOR by hand. Now nobody does. Ten networks
# with two hidden units each start from random weights. Beside them is the rival without a hidden layer: softmax regression.


# %%
def descend(params, X, y, lr, steps):
    """Gradient descent with your gradients; returns the new parameters and the last loss."""
    for _ in range(steps):
        loss, gradients = loss_and_gradients(params, X, y)
        params = {name: params[name] - lr * gradients[name] for name in params}
    return params, loss


def train_linear(X, y, lr, steps):
    """Softmax regression: the same, without the hidden layer; returns W and b."""
    W = np.random.default_rng(0).normal(size=(X.shape[1], y.shape[1]))
    b = np.zeros(y.shape[1])
    for _ in range(steps):
        dz = softmax_crossentropy_gradient(X @ W + b, y)
        _, dW, db = dense_backward(dz, X, W)
        W, b = W - lr * dW, b - lr * db
    return W, b


# %%
X_xor = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y_xor = np.eye(2)[[0, 1, 1, 0]]  # one-hot: class 1 if exactly one input is 1

W, b = train_linear(X_xor, Y_xor, 2.0, 2000)
linear_loss = crossentropy(X_xor @ W + b, Y_xor)
print(f"linear: loss {linear_loss:.3f}. To say ½ each time costs ln 2 = {np.log(2):.3f}.")
starts = [random_params(2, 2, 2, np.random.default_rng(seed)) for seed in range(10)]
runs = [descend(start, X_xor, Y_xor, 2.0, 2000) for start in starts]
print("two layers:", *[f"{loss:.3f}" for _, loss in runs])

# %% [markdown]
# The linear model ends where it must: at "one half" for every input. Most of the networks reach a loss close to 0. With
# only two hidden units, some starts can get stuck on a plateau far above it; more units make that rare. Look into the
# best of the ten: what do its two hidden units say to each input?

# %% tags=["claim"]
# > The linear model ends where it must: at "one half" for every input. Most of the networks reach a loss close to 0.
#
# > more units make that rare
assert abs(linear_loss - np.log(2)) < 1e-6
assert sum(loss < 0.05 for _, loss in runs) >= 6
assert min(loss for _, loss in runs) < 0.02
wider = [random_params(2, 4, 2, np.random.default_rng(seed)) for seed in range(10)]
assert sum(descend(start, X_xor, Y_xor, 2.0, 2000)[1] < 0.05 for start in wider) >= 9

# %%
from dlcourse.plots.backpropagation import learned_spaces as space_plots

xor_params, xor_loss = min(runs, key=lambda run: run[1])
z, hidden = logits(xor_params, X_xor)
for inputs, units, scores in zip(X_xor, hidden, z, strict=True):
    print(f"{inputs} → hidden units {units.round(2)} → class {scores.argmax()}")
space_plots.hidden_space(lambda X: logits(xor_params, X), X_xor, Y_xor.argmax(axis=1))

# %% [markdown]
# Nobody told the network about OR, AND or NAND. Read each hidden unit as a gate: in which inputs is it near 1? Two such
# **features**, learned from four examples, move the points so that one straight line separates the classes. The same
# idea is at work in every network of this course; only the features become harder to read.

# %% tags=["claim"]
# > Two such features, learned from four examples, move the points so that one straight line separates the classes.
assert np.array_equal(logits(xor_params, X_xor)[0].argmax(axis=1), [0, 1, 1, 0])

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
# million weights, by the count above:

# %% tags=["claim"]
# > What backpropagation removes is the extra forward passes for every parameter.
assert measured["numerical"][-1] > 20 * measured["backpropagation"][-1]
assert measured["backpropagation"][-1] < 15 * measured["one forward pass"][-1]

# %%
P = 1_000_000
ratio = 2 * P / 3  # 2P forward passes, against one forward and a backward pass worth two
days = ratio / (60 * 60 * 24)
print(f"{ratio:,.0f} times: what takes one second takes {days:.1f} days by differences")

# %% [markdown]
# ## 7 · Let the computer do it · 29 min
#
# You derived each backward step by hand. But every step followed the same recipe: local derivative times what arrives
# from the right, added up where paths meet. A program can follow that recipe for *any* graph: **reverse-mode automatic
# differentiation**. This is what TensorFlow, JAX and PyTorch do.
#
# | Kind | How | Exact? | Cost of a gradient of $P$ entries |
# |---|---|---|---|
# | **numerical** | nudge and measure | no: truncation and rounding | $2P$ forward passes |
# | **symbolic** | rewrite the formula into a formula, as on paper | yes | formulas can swell; loops and `if` are hard |
# | **automatic** | differentiate the *program*, operation by operation, and share what is computed once | yes, up to rounding | a few forward passes |
#
# Frameworks use *automatic* differentiation: they apply the chain rule to each operation of a program, and never write out
# one large formula for the whole. How they do it differs. In **eager** mode (PyTorch, TensorFlow's tape) the operations are
# recorded with their numbers while the program runs, as you will do now. In **graph** mode (JAX's `jit`,
# TensorFlow's `tf.function`) a second program for the backward pass is built first, and numbers flow through it later.
#
# ### The order of the walk
#
# A value may hand its gradient on only when *all* gradients have arrived at it. So walk in **topological order**,
# reversed. In topological order, nothing comes before what it was made from (its **parents**). Here is a function that
# finds it:
#
# ```python
# def visit(node, order, seen):
#     if id(node) not in seen:
#         seen.add(id(node))
#         for parent, slope in node.parents:
#             visit(parent, order, seen)
#         order.append(node)  # after everything that it was made from
# ```
#
# `seen` makes sure that a value that is used twice stands in the order once. The function is right, and good enough for
# small graphs. But it calls itself once for each step of a chain, and Python stops at a depth of about a thousand calls.
# A program without that limit keeps a **list of work** in place of the calls: take the last node from the list. If you
# meet it for the first time, put it back with a mark "parents first", and put its parents on top. If it has the mark, all
# its parents are done: append it to the order.
#
# The class `Node` is given. It knows its number `data`, its gradient `grad`, and its `parents`: pairs of a node that it was
# made from and the *local derivative* with respect to that node.
#
# - `self.made(number, (parent, slope), …)` makes a new node of your class; parents that are plain numbers are left out.
# - `float(other)` gives the number, whether `other` is a node or a plain number.


# %%
class Node:
    """A number that remembers what it was made from."""

    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = float(data), 0.0, parents

    def __float__(self):
        return self.data

    def made(self, data, *parents):
        """A new node of the same class, made from `parents`: pairs (node, local derivative)."""
        return type(self)(data, [pair for pair in parents if isinstance(pair[0], Node)])


# %% [markdown]
# ### Exercise 10 · Your own automatic differentiation (3 points · 20 min · ●●●)
#
# Write the class `Value`. It inherits what `Node` has.
#
# - Sums `a + b` and products `a * b`, where `b` is a `Value` or a plain number; `2 + a` and `2 * a` too, for which Python
#   calls `__radd__` and `__rmul__`; powers `a ** n` with `n` a plain number, also negative or a fraction; `a.exp()` and
#   `a.tanh()`. Each returns a **new** `Value` that knows its parents and local derivatives.
# - `backward()` sets the value's own `grad` to 1, walks back **in reversed topological order**, and **adds** to each parent's
#   `grad`: the node's own `grad` times the local derivative.
# - `zero_grad()` sets `grad` to 0: its own, and that of everything that the value was made from. You will soon see what it
#   is good for. (`backward()` must not do this by itself.)
# - **Long chains** of two thousand operations work: no recursion. (With `visit` as it is, you miss this part only.)
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

    __radd__, __rmul__ = __add__, __mul__  # 2 + a is a + 2, and 2 * a is a * 2

    def __pow__(self, n):
        return self.made(self.data**n, (self, n * self.data ** (n - 1)))

    def exp(self):
        return self.made(math.exp(self.data), (self, math.exp(self.data)))

    def tanh(self):
        return self.made(math.tanh(self.data), (self, 1 - math.tanh(self.data) ** 2))

    def topological_order(self):
        order, seen, work = [], set(), [(self, False)]
        while work:
            node, parents_done = work.pop()
            if parents_done:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                work.append((node, True))
                work.extend((parent, False) for parent, _ in node.parents)
        return order

    def backward(self):
        self.grad = 1.0
        for node in reversed(self.topological_order()):
            for parent, slope in node.parents:
                parent.grad += node.grad * slope

    def zero_grad(self):
        for node in self.topological_order():
            node.grad = 0.0

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
# From node to node, `parents` leads through the whole graph. Here is the one that *your* operations built (one line only,
# if your nodes keep their parents elsewhere): each step to the right goes one node back. A dot is a node without a name.

# %%
names = {id(node): name for name, node in {"x": x, "w": w, "b": b, "a": a, "L": L}.items()}


def show_graph(node, depth=0):
    """Print a Value and, one step further to the right, what it was made from."""
    name = f"{'  ' * depth}{names.get(id(node), '·')}"
    print(f"{name:<18} data {node.data:+.3f}   grad {node.grad:+.3f}")
    for parent, _ in node.parents:
        show_graph(parent, depth + 1)


show_graph(L)

# %% [markdown]
# ### A famous trap
#
# Gradients are *added*. That is right within one walk, and a trap between two. Here $d = (a \cdot a) \cdot 1$ with the slope
# $2a = 6$. Guess first: what does `a.grad` show after a second `backward()`? Twice as much?

# %%
a = Value(3.0)
d = (a * a) * 1
d.backward()
print(f"once:                  a.grad = {a.grad:.0f}")
d.backward()
print(f"twice:                 a.grad = {a.grad:.0f}")
d.zero_grad()
d.backward()
print(f"after zero_grad, once: a.grad = {a.grad:.0f}")

# %% [markdown]
# Not $4a$, but $6a$: the old gradients pile up in the *inner* nodes too. The node $a \cdot a$ still had its 1 from the first
# walk, got another 1, and handed on $2 \cdot 2a$, on top of the $2a$ that were there.
#
# In a training loop each step computes a new graph, so inner nodes are new and start at 0. But the **parameters** stay,
# and keep their old gradients unless somebody resets them. In PyTorch that is `optimizer.zero_grad()`, and to forget it
# is a common mistake. (TensorFlow's tape returns new gradients each time: nothing piles up.)
#
# ### Your engine trains a network
#
# Two half-moons, each bent round the end of the other: 40 points with targets −1 and 1. The network has eight tanh units and
# one output, every weight is a `Value`, and you have not derived a single gradient for it. It takes a few seconds: each
# number is a Python object. Frameworks do the same with whole arrays.

# %%
from sklearn.datasets import make_moons

moons, labels = make_moons(40, noise=0.1, random_state=0)
targets = (2 * labels - 1).tolist()  # −1 and 1, the ends of tanh

rng = np.random.default_rng(0)
W1 = [[Value(weight) for weight in row] for row in rng.normal(size=(8, 2))]
b1 = [Value(0) for _ in range(8)]
W2 = [Value(weight) for weight in rng.normal(scale=8**-0.5, size=8)]
b2 = Value(0)
parameters = [weight for row in W1 for weight in row] + b1 + W2 + [b2]


def network(point):
    """Output of the network for one point, a list of two numbers: a Value from −1 to 1."""
    total = b2
    for (w1, w2), b, weight in zip(W1, b1, W2, strict=True):
        total = total + weight * (w1 * point[0] + w2 * point[1] + b).tanh()
    return total.tanh()


# %% tags=["nbval-ignore-output"]
start = time.perf_counter()
for step in range(201):
    loss = 0
    for point, target in zip(moons.tolist(), targets, strict=True):
        loss = loss + (network(point) + -target) ** 2 * (1 / 40)
    loss.zero_grad()  # the trap: without this line, old gradients pile up in the parameters
    loss.backward()
    for parameter in parameters:
        parameter.data -= 1.0 * parameter.grad
    if step % 50 == 0:
        print(f"step {step:3}: loss {loss.data:.3f}")
print(f"{len(parameters)} parameters, {time.perf_counter() - start:.1f} s")

# %% [markdown]
# How good is it on points that it has never seen, and how good is a straight line (fitted by least squares)?

# %% tags=["nbval-ignore-output"]
new_moons, new_labels = make_moons(400, noise=0.1, random_state=1)
by_network = np.array([network(point).data > 0 for point in new_moons.tolist()])

with_ones = np.column_stack([moons, np.ones(40)])
line = np.linalg.lstsq(with_ones, targets, rcond=None)[0]
by_line = np.column_stack([new_moons, np.ones(400)]) @ line > 0

print(f"straight line: {np.mean(by_line == new_labels):.1%} of 400 new points are right")
print(f"your network:  {np.mean(by_network == new_labels):.1%}")
space_plots.moons(network, line, moons, labels)

# %% tags=["claim"]
# > Your engine trains a network
assert loss.data < 0.1
assert np.mean(by_network == new_labels) > np.mean(by_line == new_labels) + 0.03

# %% [markdown]
# ## 8 · Vanishing and exploding gradients · 14 min
#
# On its way back the gradient is multiplied by the slope of an activation at *every* layer, and by the weights. The
# sigmoid's slope is at most ¼. With weights that neither enlarge nor shrink it, twenty sigmoids in a row let through at
# most $0.25^{20} \approx 10^{-12}$: a millionth of a millionth.
#
# The first layers then learn next to nothing, although all later layers build on them. This is the **vanishing gradient**
# problem, one reason why deep networks were thought hard to train until about 2006. Three remedies:
#
# 1. **Activations with slope 1.** tanh reaches 1, but only at 0. ReLU has exactly 1 for all positive inputs. The price: a
#    ReLU unit whose input is negative for *every* sample has slope 0 for all of them, and its own weights get no gradient.
#    It is called a **dying ReLU**. It can come back only if earlier layers change its inputs, or if new samples arrive; in
#    the first hidden layer, with fixed data and plain gradient descent, it never does. Leaky ReLU and ELU keep a small
#    slope there.
# 2. **Weights of the right size.** A sum of $n$ independent products with mean 0 grows like $\sqrt n$. So draw weights with
#    standard deviation $\sqrt{1/n}$ for $n$ inputs (**Xavier** or Glorot initialisation, here for layers of equal width), for
#    tanh and sigmoid, and $\sqrt{2/n}$ for ReLU, which silences half of its inputs (**He** initialisation).
# 3. **Shortcuts** round the layers (residual connections, chapter 06; LSTM, chapter 08).
#
# ### Exercise 11 · Where does the gradient go? (1 point · 8 min · ●●●)
#
# `deep_network` is given: random inputs `X` `(32, 16)` and a list of `depth` weight matrices `(16, 16)`, drawn as remedy 2
# says. There are no biases. Each layer computes `z = out @ W` and `out = f(z)`, the last one too. As the loss take the mean
# over the 32 samples of the *sum* of the last layer's outputs; so the walk back starts with `dout = np.ones((32, 16)) / 32`.
#
# Write `layer_gradient_norms(depth, activation)` with `activation` one of `"sigmoid"`, `"tanh"`, `"relu"`. Return a list of
# `depth` numbers: the length $\lVert dz \rVert$ of the gradient at each layer's sums $z$, **first layer first**.


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
    """Length of the gradient at the sums z of each layer, first layer first."""
    ### BEGIN SOLUTION
    out, weights = deep_network(depth, activation)
    f, slope = ACTIVATIONS[activation]
    sums = []
    for W in weights:
        sums.append(out @ W)
        out = f(sums[-1])
    dout, norms = np.ones(out.shape) / len(out), []
    for z, W in zip(reversed(sums), reversed(weights), strict=True):
        dz = dout * slope(z)
        norms.append(float(np.linalg.norm(dz)))
        dout = dz @ W.T
    return norms[::-1]
    ### END SOLUTION


# %% tags=["check"] points=1
check.layer_gradient_norms(layer_gradient_norms, points=1)
### BEGIN HIDDEN TESTS
check.layer_gradient_norms(layer_gradient_norms, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
norms = {
    name: {depth: layer_gradient_norms(depth, name) for depth in (2, 5, 10, 20)}
    for name in ("sigmoid", "tanh", "relu")
}
derivatives.gradient_norms(norms)
for name in norms:
    share = norms[name][20][0] / norms[name][20][-1]
    print(f"{name:8} first layer / last: {share:.1e}, {share ** (1 / 19):.2f} times per layer")

# %% [markdown]
# Follow the line of depth 20. With sigmoids each layer keeps a little less than a quarter of the gradient, just as the
# theory's ¼ says: the line is almost parallel to the dotted one. tanh loses too, but far less: its slope is below 1, yet
# close to 1 for the small sums of the later layers. ReLU with He's weights neither loses nor gains much in twenty layers.
#
# You may meet this picture with $\lVert dW \rVert$ in place of $\lVert dz \rVert$. That one hides part of the effect: $dW$ is
# $dz$ times the layer's *inputs*, and with tanh those shrink on the way, which makes the last layers look small.

# %% tags=["claim"]
# > With sigmoids each layer keeps a little less than a quarter of the gradient
#
# > tanh loses too, but far less
#
# > ReLU with He's weights neither loses nor gains much in twenty layers.
#
# > with tanh those shrink on the way
shares = {name: norms[name][20][0] / norms[name][20][-1] for name in norms}
assert 0.2 < shares["sigmoid"] ** (1 / 19) < 0.25
assert 0.02 < shares["tanh"] < 1
assert 0.85 < shares["relu"] ** (1 / 19) < 1.15
out, weights = deep_network(20, "tanh")
lengths = [np.linalg.norm(out := np.tanh(out @ W)) for W in weights]
assert lengths[-1] < 0.6 * lengths[0]

# %% [markdown]
# **The opposite happens too.** Write 0.5 in place of `scale` in `deep_network`, run its cell again and draw the picture
# again. (The check above then complains: it expects the network as it was. So put `scale` back at the end.) Look at the
# left end of the lines of depth 20: with ReLU the first layer now gets more than a hundred times as much as the last, with
# tanh more than ten times as much. These are
# **exploding gradients**: one step throws the first layers far away, and the loss jumps or becomes `nan`. Weights of the
# right size are the first cure. Where one set of weights is used over and over, in recurrent networks, chapter 07 clips
# the gradient as well.

# %% tags=["claim"]
# > with ReLU the first layer now gets more than a hundred times as much as the last, with tanh more than ten times as
# > much
for name, at_least in (("relu", 100), ("tanh", 10)):
    out, weights = deep_network(20, name)
    f, slope = ACTIVATIONS[name]
    weights = [W * 0.5 / np.sqrt((2 if name == "relu" else 1) / 16) for W in weights]
    sums = [out := f(out) @ W if i else out @ W for i, W in enumerate(weights)]
    dz = last = np.ones((32, 16)) / 32 * slope(sums[-1])
    for z, W in zip(sums[-2::-1], weights[:0:-1], strict=True):
        dz = dz @ W.T * slope(z)
    assert np.linalg.norm(dz) > at_least * np.linalg.norm(last)

# %% [markdown]
# ## 9 · Capstone: three arms of a spiral · 18 min
#
# Everything in this notebook now works together, on data that no straight cut can separate. A spiral has three arms; each
# point belongs to one of them. First, as always, an honest **rival**: softmax regression, the network without its hidden
# layer.


# %%
def spiral(samples, rng):
    """Points (3 · samples, 2) of a spiral, and the arm of each: 0, 1 or 2."""
    y = np.repeat([0, 1, 2], samples)
    radius = rng.uniform(0.05, 1.0, size=len(y))
    angle = 2 * np.pi * (y / 3 + 0.75 * radius) + rng.normal(scale=0.15, size=len(y))
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), y


X, y = spiral(100, np.random.default_rng(1))
X_new, y_new = spiral(1000, np.random.default_rng(2))

W, b = train_linear(X, np.eye(3)[y], 1.0, 2000)
linear_accuracy = np.mean((X_new @ W + b).argmax(axis=1) == y_new)
print(f"softmax regression: {linear_accuracy:.1%} of 3,000 new points; guessing: 33.3 %")

# %% [markdown]
# ### Exercise 12 · Train a network (3 points · 15 min · ●●●)
#
# Write `train_network(X, y)`: train the two-layer network of section 6 and return its parameters.
#
# - `X` has shape `(samples, 2)`, `y` holds the class of each sample: 0, 1 or 2. They come from a spiral like the one above,
#   but turned by another angle, and with its arms numbered anew.
# - Return a dict of four arrays as in section 6: `"W1"` `(2, hidden)`, `"b1"` `(hidden,)`, `"W2"` `(hidden, 3)` and `"b2"`
#   `(3,)`. The examiner computes dense → sigmoid → dense from them and takes the class with the largest logit.
# - **You decide**: how many hidden units, how to draw the first weights, which learning rate, how many steps. Use your
#   functions from above. Call your function with `X` and `y`, look at the loss, and keep some points aside to judge by.
# - Full marks for **95 % of new points**, one of the three points if it beats every straight cut, with **70 %**. You have 15
#   seconds; two are enough.


# %% tags=["exercise"]
def train_network(X, y):
    """Parameters of a two-layer network that tells the arms of a spiral apart."""
    ### BEGIN SOLUTION
    params = random_params(2, 32, 3, np.random.default_rng(0))
    params, _ = descend(params, X, np.eye(3)[y], 5.0, 3000)
    return params
    ### END SOLUTION


# %% tags=["check"] points=3
check.train_network(train_network, points=3)
### BEGIN HIDDEN TESTS
check.train_network(train_network, points=3, random_seed=True)
### END HIDDEN TESTS

# %% tags=["nbval-ignore-output"]
params = train_network(X, y)
network_accuracy = np.mean(logits(params, X_new)[0].argmax(axis=1) == y_new)
print(f"softmax regression: {linear_accuracy:.1%} of 3,000 new points")
print(f"your network:       {network_accuracy:.1%}, with {len(params['b1'])} hidden units")
space_plots.decision_regions(
    {
        "Softmax regression": lambda points: points @ W + b,
        "Your network": lambda points: logits(params, points)[0],
    },
    X,
    y,
)

# %% [markdown]
# **Read it.** The linear model cuts the plane into three straight sectors and gets about half of the points. The network
# bends its borders along the arms. Each hidden unit is still one soft straight cut; the output layer adds them up, and
# the sum is bent. Nobody gave it the radius or the angle: it made its own features.
#
# Twenty spirals and twenty starts give the same picture (`benchmarks/seeds/spiral.py`; the table is in docs/results.md).
# Softmax regression reaches 95 % in 0 of 20 runs, the network of the sample solution 20 of 20. With three hidden units in
# place of 32 it is above softmax regression each time, and yet reaches 95 % in none: three soft cuts are too few. The
# learning rate of the sample solution was found by trying; chapter 03 has better steps, and chapter 05 asks how far such
# a network can be trusted on data that it has not seen.

# %% tags=["claim"]
# > gets about half of the points
#
# > The network bends its borders along the arms.
assert 0.35 < linear_accuracy < 0.65
assert network_accuracy > 0.95

# %% [markdown]
# ## 10 · In your own words · 8 min
#
# ### Exercise 13 · What does backpropagation save? (2 points, read by your instructor · 8 min · ●●○)
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
# | sigmoid or softmax with cross-entropy | prediction minus target, over the number of samples |
# | gradient check | relative error below $10^{-6}$ in 64-bit floats; a test at one point, not a proof |
# | automatic differentiation | the chain rule, operation by operation of a program; gradients add up, so reset them |
# | vanishing gradients | sigmoid′ ≤ ¼, tanh′ ≤ 1: products shrink; ReLU and the right initialisation help |
# | exploding gradients | weights too large: products grow from layer to layer |
# | hidden layer | learned features, in which a straight cut is enough |
#
# **Words.** gradient 기울기/그래디언트 · partial derivative 편미분 · chain rule 연쇄 법칙 · backpropagation 역전파 ·
# forward propagation 순전파 · gradient descent 경사 하강법 · vanishing gradient 기울기 소실 ·
# exploding gradient 기울기 폭주 · automatic differentiation 자동 미분 · activation function 활성화 함수
#
# ## Quick self-check · 3 min
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
# - D. Rumelhart, G. Hinton, R. Williams, *Learning representations by back-propagating errors*, Nature 323, 1986. The four
#   pages that made backpropagation widely known. (The idea is older: S. Linnainmaa 1970, P. Werbos 1974.)
# - A. G. Baydin and others, *Automatic Differentiation in Machine Learning: a Survey*, JMLR 18, 2018. Numerical, symbolic
#   and automatic differentiation, told apart with care.
# - A. Karpathy, *micrograd* (on GitHub). A small automatic differentiator to compare with your `Value`; it trains on
#   half-moons too.
# - Stanford's course CS231n, notes *Putting it together: Minimal Neural Network Case Study*. The spiral comes from there.
# - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural networks*, AISTATS 2010.
#   Gradients layer by layer, and the initialisation that bears the name Xavier.
# - K. He and others, *Delving Deep into Rectifiers*, ICCV 2015. The same for ReLU.
#
# **Next:** the gradients are right and cheap. Chapter 03 asks how to walk with them.
