# %% [markdown]
# # 12 · Diffusion models
#
# **After this chapter you will be able to**
#
# - **destroy** data in many small steps, and **say** how much is left after each of them;
# - **explain** why a network that guesses the noise is all you need, and what this has to do with the slope of a density;
# - **write** the steps that lead back, by DDPM and by DDIM, and **measure** what fewer steps cost;
# - **train** a network that makes new data out of pure noise, and **ask** it for a class, more or less strictly;
# - **compare** four kinds of generative models honestly, and **test** whether one has only learned its data by heart.
#
# **Time:** about 160 minutes. **Difficulty:** ●●●. **You need:** chapter 04 (Keras, the tape) and chapter 09 (the ring, the
# digits, and how to measure generated data).
#
# ## A puzzle to begin with · 3 min
#
# On the left are data, the ring of chapter 09. To each point somebody added random noise: a little in A, more in B, very much
# in C (and shrank the data as the noise grew, so that the cloud stays in the picture). The star marks the same place in all three.
# **Where did a point come from that is now at the star?** You may name one place, and want a small squared error on average. In
# which pictures is your best guess a place where no point of the data has ever been?

# %%
import numpy as np

from dlcourse import data
from dlcourse.plots.diffusion import forward as forward_plots

ring = data.load("ring")
centres, spread = ring.extra["centres"], ring.extra["spread"]
star, left_over = (1.0, 0.6), (0.95, 0.5, 0.0001)
forward_plots.puzzle(ring.x_train[:1000], left_over, star)

# %% [markdown]
# In A it is easy: from the nearest blob. In C the star tells you nothing, every blob may be the one, and the best guess is the
# mean of all data: the middle of the ring, where there is nothing. In B you can rule out the far side only, and the best
# guess lies between the blobs, again where there is nothing.
#
# So whoever jumps from noise to data **in one step** gets an average: a blur. But a *small* step back is easy. The idea of this
# chapter: **destroy the data in many small steps, let a network learn to undo one, and go all the way back**. It is a **diffusion
# model** (확산 모델); many of the best-known image generators are made this way.

# %%
from dlcourse.checks import diffusion as check  # first: it keeps TensorFlow quiet

import keras
import tensorflow as tf

keras.utils.set_random_seed(12)

# %% [markdown]
# ## 1 · Destroy, a little at a time · 24 min
#
# One step shrinks what is there and adds a little noise. With $\varepsilon$ for new noise, normal with mean 0 and variance 1,
#
# $$ x_t = \sqrt{\alpha_t}\; x_{t-1} + \sqrt{1 - \alpha_t}\; \varepsilon $$
#
# Why two roots? Variances of independent numbers add up, and a factor counts as its square. If $x_{t-1}$ has variance 1, so
# has $x_t$: $\alpha_t \cdot 1 + (1 - \alpha_t) \cdot 1 = 1$. The variance neither grows without end nor
# vanishes. Data are only *replaced* by noise.
#
# **Many steps are one.** Two steps in a row shrink by $\sqrt{\alpha_1 \alpha_2}$, and the sum of two independent normal numbers is again
# normal. So the way from the clean data $x_0$ straight to step $t$ needs no loop:
#
# $$ x_t = \sqrt{\bar\alpha_t}\; x_0 + \sqrt{1 - \bar\alpha_t}\; \varepsilon \qquad \bar\alpha_t = \text{product of all } \alpha \text{ up to step } t $$
#
# $\bar\alpha_t$ is the **share of the variance that is still signal** (exactly so if the data have variance 1; the formulas hold for
# other data as well). The whole list of them is the **noise schedule** (노이즈 스케줄). We count steps as Python does,
# $t = 0, …, T - 1$; so at $t = 0$, in `alpha_bar[0]`, a little is lost already. Only *before* step 0 are the data clean, and the share is 1.
#
# ### Exercise 1 · The cosine schedule (2 points · 8 min · ●●○)
#
# Write `cosine_schedule(T)` with NumPy alone. Return `alpha_bar`, an array of $T$ numbers: how much of the variance is
# still signal after step $t = 0, …, T - 1$. Nichol and Dhariwal (2021) let the share follow a cosine,
#
# $$ \bar\alpha_t = \frac{f(t + 1)}{f(0)} \qquad f(u) = \cos^2\!\left(\frac{u / T + 0.008}{1.008} \cdot \frac{\pi}{2}\right) $$
#
# But $f(T) = 0$: after the last step nothing would be left, and later we divide by $\sqrt{\bar\alpha_t}$. So they go step by step: step $t$
# keeps the share $\alpha_t = f(t + 1) / f(t)$, **but never less than 0.001**; $\bar\alpha_t$ is the product $\alpha_0 \alpha_1 \cdots \alpha_t$.
#
# *Example:* `cosine_schedule(2)` is `[0.493844, 0.000494]`.


# %% tags=["exercise"]
def cosine_schedule(T):
    """The share of the variance that is still signal after each of T steps, (T,)."""
    ### BEGIN SOLUTION
    f = np.cos((np.arange(T + 1) / T + 0.008) / 1.008 * np.pi / 2) ** 2
    return np.cumprod(np.maximum(f[1:] / f[:-1], 0.001))
    ### END SOLUTION


# %% tags=["check"] points=2
check.cosine_schedule(cosine_schedule, points=2)
### BEGIN HIDDEN TESTS
check.cosine_schedule(cosine_schedule, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The older schedule is linear: $1 - \alpha_t$ grows evenly, from 0.0001 to 0.02 in 1,000 steps (Ho et al., 2020). For our
# 100 steps both ends must be ten times as large, or the data would not be gone at the end.

# %%
T = 100
alpha_bar = cosine_schedule(T)
linear = np.cumprod(1 - np.linspace(0.001, 0.2, T))
forward_plots.schedules({"cosine": alpha_bar, "linear": linear})
wasted = {"cosine": np.sum(alpha_bar < 0.05), "linear": np.sum(linear < 0.05)}
print(f"steps with less than 5% signal: cosine {wasted['cosine']}, linear {wasted['linear']}")

# %% [markdown]
# The linear schedule has destroyed almost everything soon after half of its steps; the rest of them hardly matter. The cosine spreads the work. (For
# large photographs it may be the other way round: many pixels show the same thing, and more noise is needed to hide it.)

# %% tags=["claim"]
# > The linear schedule has destroyed almost everything soon after half of its steps
assert linear[T // 2 + 10] < 0.05 < alpha_bar[T // 2 + 10]
assert wasted["linear"] > 2 * wasted["cosine"]

# %% [markdown]
# A schedule holds one number a step. For a batch in which each sample has its own step, such numbers must be shaped so that each
# multiplies a whole point, or a whole image. This cell is yours to use:


# %%
def of_each(share, x):
    """One number, or one for each sample (n,), shaped so that it multiplies x (n, …)."""
    return np.reshape(share, np.shape(share) + (1,) * (np.ndim(x) - np.ndim(share)))


# %% [markdown]
# ### Exercise 2 · Straight to step t (1 point · 5 min · ●○○)
#
# Write `noisy(x0, t, eps, alpha_bar)` with NumPy alone: $x_t = \sqrt{\bar\alpha_t}\, x_0 + \sqrt{1 - \bar\alpha_t}\, \varepsilon$.
# `x0` and `eps` have the same shape, `(n, 2)` or `(n, 8, 8, 1)` or another one that begins with $n$. `t` is one step for all samples, or an array `(n,)`
# with a step for each. Do not change the arguments.
#
# *Example:* with $\bar\alpha = 0.36$, the point `[10, 0]` and the noise `[0, 10]` give `[6, 8]`.


# %% tags=["exercise"]
def noisy(x0, t, eps, alpha_bar):
    """The data x0 after step t, with this noise."""
    ### BEGIN SOLUTION
    share = of_each(alpha_bar[t], x0)
    return np.sqrt(share) * x0 + np.sqrt(1 - share) * eps
    ### END SOLUTION


# %% tags=["check"] points=1
check.noisy(noisy, points=1)
### BEGIN HIDDEN TESTS
check.noisy(noisy, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
digits = data.load("digits")
x_train, x_test = (
    (x / 8 - 1).astype("float32")[..., None] for x in (digits.x_train, digits.x_test)
)
y_train, y_test = digits.y_train, digits.y_test

rng = np.random.default_rng(12)
shown = [0, 10, 25, 50, 75, 99]
some = x_train[:4]
eps = rng.normal(size=some.shape)
fades = [some, *(noisy(some, t, eps, alpha_bar) for t in shown)]
forward_plots.fading(
    np.stack(fades, axis=1)[..., 0], [-1, *shown], [1.0, *alpha_bar[shown].tolist()]
)

# %% [markdown]
# **Is the short cut right?** Go through all steps one by one, with new noise in each, and compare the mean and the
# spread of the result with the formula. One point of the plane, 20,000 times:

# %%
start = np.array([2.0, -1.0])
alpha = alpha_bar / np.concatenate([[1.0], alpha_bar[:-1]])  # what each step keeps
walk = np.tile(start, (20000, 1))
for t in range(40):
    walk = np.sqrt(alpha[t]) * walk + np.sqrt(1 - alpha[t]) * rng.normal(size=walk.shape)
mean, deviation = np.sqrt(alpha_bar[39]) * start, np.sqrt(1 - alpha_bar[39])
print(f"mean   step by step {walk.mean(axis=0).round(2)},  by the formula {mean.round(2)}")
print(f"s.d.   step by step {walk.std(axis=0).round(2)},  by the formula {deviation:.2f}")

# %% [markdown]
# Both ways agree, up to chance.

# %% tags=["claim"]
# > Both ways agree, up to chance.
assert np.all(np.abs(walk.mean(axis=0) - mean) < 0.03)
assert np.all(np.abs(walk.std(axis=0) - deviation) < 0.03)

# %% [markdown]
# ### Exercise 3 · Signal and noise (1 point · 4 min · ●○○)
#
# Write `signal_to_noise(alpha_bar)` with NumPy alone, for an array of any shape: the *variance* of the signal divided by the
# *variance* of the noise in $x_t$, if the data have variance 1. Where `alpha_bar` is 1 there is no noise: return `inf` there.
#
# *Example:* `signal_to_noise(np.array([0.5, 0.9]))` is `[1, 9]`.


# %% tags=["exercise"]
def signal_to_noise(alpha_bar):
    """Variance of the signal over variance of the noise."""
    ### BEGIN SOLUTION
    noise = 1 - alpha_bar
    return np.where(noise > 0, alpha_bar / np.where(noise > 0, noise, 1.0), np.inf)
    ### END SOLUTION


# %% tags=["check"] points=1
check.signal_to_noise(signal_to_noise, points=1)
### BEGIN HIDDEN TESTS
check.signal_to_noise(signal_to_noise, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
ratio = signal_to_noise(alpha_bar)
equal = np.argmin(np.abs(np.log(ratio)))
print(f"signal-to-noise ratio: {ratio[0]:.0f} at t = 0, {ratio[-1]:.0e} at t = {T - 1}")
print(f"as much noise as signal at t = {equal}")

# %% [markdown]
# The **signal-to-noise ratio** (신호 대 잡음비) is what really counts. A model knows only how noisy its input is; how many steps
# it took to get there is our choice.
#
# ## 2 · The noise, the data and the slope · 13 min
#
# What should a network learn? It sees $x_t$ and $t$. It could guess the clean $x_0$, or the noise $\varepsilon$. **That is the same
# knowledge**: who has one of them and $x_t$ can work out the other.
#
# ### Exercise 4 · Who knows the noise, knows the data (1 point · 5 min · ●○○)
#
# Write `x0_from_noise(x_t, eps, t, alpha_bar)` with NumPy alone: the $x_0$ from which `noisy` makes $x_t$ with this noise.
# Shapes and `t` are as in exercise 2: `t` is one step for all samples, or an array `(n,)`.
#
# *Example:* with $\bar\alpha = 0.36$, `[6, 8]` and the noise `[0, 10]` come from `[10, 0]`.


# %% tags=["exercise"]
def x0_from_noise(x_t, eps, t, alpha_bar):
    """The data from which x_t was made with this noise."""
    ### BEGIN SOLUTION
    share = of_each(alpha_bar[t], x_t)
    return (x_t - np.sqrt(1 - share) * eps) / np.sqrt(share)
    ### END SOLUTION


# %% tags=["check"] points=1
check.x0_from_noise(x0_from_noise, points=1)
### BEGIN HIDDEN TESTS
check.x0_from_noise(x0_from_noise, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### The best guess, without a network
#
# For the ring we know the density: eight normal distributions with standard deviation 0.1. So we can compute what no
# network can beat: the *mean* of the noise over all the ways in which a point may have come to $x_t$. If it came from blob $k$
# with centre $c_k$, then $x_t$ is normal around $\sqrt{\bar\alpha}\, c_k$ with variance $v = \bar\alpha \cdot 0.1^2 + 1 - \bar\alpha$; of
# this variance $1 - \bar\alpha$ is noise, so the noise's part of the gap $x_t - \sqrt{\bar\alpha}\, c_k$ is expected to be
# $(1 - \bar\alpha) / v$ of it. Which blob was it? All
# are equally likely before we look; so each gets a weight by its density at $x_t$ (Bayes' rule), which is a softmax:


# %%
def from_each_blob(x_t, share):
    """Gaps to the eight centres (n, 8, 2), each blob's probability (n, 8, 1), the variance."""
    gaps = x_t[:, None] - np.sqrt(share) * centres
    variance = share * spread**2 + 1 - share
    closeness = -np.sum(gaps**2, axis=-1, keepdims=True) / (2 * variance)
    weights = np.exp(closeness - closeness.max(axis=1, keepdims=True))
    return gaps, weights / weights.sum(axis=1, keepdims=True), variance


def perfect_noise(x_t, share):
    """The mean of the noise in x_t (n, 2), given x_t: the best guess there is."""
    gaps, weights, variance = from_each_blob(x_t, share)
    return np.sqrt(1 - share) / variance * np.sum(weights * gaps, axis=1)


# %% [markdown]
# With it, the puzzle's answer: the best guess of $x_0$ at the star. (A schedule of three steps will do, one for each picture.)

# %%
answers = {}
for i, (name, share) in enumerate(zip("ABC", left_over, strict=True)):
    x_t = np.array([star])
    x0 = x0_from_noise(x_t, perfect_noise(x_t, share), i, np.array(left_over))[0]
    answers[name] = np.linalg.norm(x0 - centres, axis=1).min()
    print(f"{name}: guess {x0.round(2)}, distance from the nearest blob {answers[name]:.2f}")

# %% tags=["claim"]
# > In B the best guess is far from every blob, and in C it is the middle.
assert answers["A"] < 0.2 and answers["B"] > 0.4 and abs(answers["C"] - 2) < 0.1

# %% [markdown]
# A blob's standard deviation is 0.1. In A the guess is inside a blob. In B the best guess is far from every blob, and in C it is the middle.
#
# ### The score
#
# The same formula has a second meaning. The density of $x_t$ is a sum of eight bell curves. The gradient of its logarithm is called
# the **score** (스코어), and for each bell curve it is $-\text{gap} / v$. So
#
# $$ \nabla_x \log p(x_t) = -\frac{\mathbb{E}[\varepsilon \mid x_t]}{\sqrt{1 - \bar\alpha_t}} $$
#
# and this holds for *any* data, not only for a ring (Tweedie's formula). **Whoever guesses the noise well knows in which direction
# data become more probable.** Do not take it on trust: compare the
# formula with differences of the log-density.


# %%
def log_density(x, share):
    """Logarithm of the density of x_t (n, 2), up to a constant, summed the safe way."""
    gaps, _, variance = from_each_blob(x, share)
    parts = -np.sum(gaps**2, axis=-1) / (2 * variance)
    top = parts.max(axis=1)
    return top + np.log(np.exp(parts - top[:, None]).sum(axis=1))


def score(x, share):
    """Gradient of the log-density, from the best guess of the noise."""
    return -perfect_noise(x, share) / np.sqrt(1 - share)


places = rng.uniform(-3, 3, (200, 2))
for share in (0.9, 0.5, 0.1):
    sides = [(np.eye(2)[i] * 1e-5) for i in (0, 1)]
    slopes = [(log_density(places + h, share) - log_density(places - h, share)) for h in sides]
    gap = np.abs(np.stack(slopes, axis=1) / 2e-5 - score(places, share)).max()
    print(f"{share:.0%} signal: slope and formula agree to 1e-4: {gap < 1e-4}")

# %%
from dlcourse.plots.diffusion import field as field_plots

field_plots.scores(score, (0.05, 0.5, 0.95), centres)

# %% [markdown]
# Read the figure from left to right: that is the way back. First all arrows point to the middle, then to the ring, and at last each
# to the nearest blob. No arrow needs to know the whole way.
#
# ## 3 · One step back · 25 min
#
# Going forward was easy: we *chose* the noise. What is the distribution of $x_{t-1}$ when $x_t$ is known? In general nobody can
# say, it depends on all data. But **if $x_0$ were known too**, everything would be normal: $x_{t-1}$ comes from $x_0$ (by the short
# cut) and leads to $x_t$ (by one step). Multiply the two bell curves, complete the square, and you have another bell curve.
# It is called the **posterior** (사후 분포): what is known of $x_{t-1}$ *after* both have been seen. Its mean is made of $x_0$ and $x_t$.
#
# ### Exercise 5 · One step back, if the goal were known (2 points · 12 min · ●●●)
#
# Write `posterior(x_t, x0, t, alpha_bar)` with NumPy alone: the pair *(mean, variance)* of $q(x_{t-1} \mid x_t, x_0)$. `x_t` and `x0` have the
# same shape, `t` is one number. The mean has the shape of `x_t`; the variance is one number. With $\bar\alpha_{t-1}$ for the
# share one step earlier (**for $t = 0$ it is 1**: the clean data), $\alpha_t = \bar\alpha_t / \bar\alpha_{t-1}$ and $\beta_t = 1 - \alpha_t$:
#
# $$ \text{mean} = \frac{\sqrt{\bar\alpha_{t-1}}\, \beta_t}{1 - \bar\alpha_t}\, x_0 + \frac{\sqrt{\alpha_t}\, (1 - \bar\alpha_{t-1})}{1 - \bar\alpha_t}\, x_t
# \qquad \text{variance} = \frac{1 - \bar\alpha_{t-1}}{1 - \bar\alpha_t}\, \beta_t $$
#
# At $t = 0$ that is `x0` itself, with variance 0.
#
# *Example:* for `alpha_bar = np.array([0.8, 0.4])`, $x_1 = 1$ and $x_0 = 0$: the mean is `0.2357`, the variance `0.1667`.


# %% tags=["exercise"]
def posterior(x_t, x0, t, alpha_bar):
    """Mean (shaped like x_t) and variance (one number) of q(x_{t−1} | x_t, x_0)."""
    ### BEGIN SOLUTION
    before = alpha_bar[t - 1] if t > 0 else 1.0
    alpha = alpha_bar[t] / before
    left = 1 - alpha_bar[t]
    mean = np.sqrt(before) * (1 - alpha) / left * x0
    mean = mean + np.sqrt(alpha) * (1 - before) / left * x_t
    return mean, (1 - before) / left * (1 - alpha)
    ### END SOLUTION


# %% tags=["check"] points=2
check.posterior(posterior, points=2)
### BEGIN HIDDEN TESTS
check.posterior(posterior, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Do the two formulas tell the truth? Walk forward 200,000 times from $x_0 = 1$ to $t = 1$, keep the walks that end near $x_1 = 0.5$, and
# look at where they were one step before.

# %%
few = np.array([0.8, 0.4])
at_0 = np.sqrt(few[0]) + np.sqrt(1 - few[0]) * rng.normal(size=200000)
at_1 = np.sqrt(few[1] / few[0]) * at_0 + np.sqrt(1 - few[1] / few[0]) * rng.normal(size=200000)
kept = at_0[np.abs(at_1 - 0.5) < 0.02]
mean, variance = posterior(np.array([0.5]), np.array([1.0]), 1, few)
print(f"{len(kept)} walks: mean {kept.mean():.3f}, variance {kept.var():.3f}")
print(f"the formula:  mean {mean[0]:.3f}, variance {variance:.3f}")

# %% [markdown]
# They do, up to chance.

# %% tags=["claim"]
# > They do, up to chance.
assert abs(kept.mean() - mean[0]) < 0.03 and abs(kept.var() - variance) < 0.02

# %% [markdown]
# ### Put in the guess
#
# We do not know $x_0$. But a guess of the noise gives a guess of $x_0$ (exercise 4). Far from the goal the guess is a blur, and
# that does no harm: the step is small, and after it we guess again, from a little less noise. This is **DDPM** (*denoising
# diffusion probabilistic model*).
#
# ### Exercise 6 · A DDPM step (2 points · 8 min · ●●○)
#
# Write `ddpm_step(x_t, eps, t, alpha_bar, noise)` with NumPy alone. `eps` is the noise that the network sees in `x_t`; `noise` is new, standard
# normal; all three have the same shape, and `t` is one number. Return $x_{t-1}$: estimate $x_0$ from `eps` (exercise 4), take mean and variance of the posterior
# with this estimate (exercise 5), and go to the mean plus *standard deviation* times `noise`. At $t = 0$ no noise is added.
#
# (Ho et al. try two variances: this one, and $\beta_t$ itself.)
#
# *Example:* for `alpha_bar = np.array([0.8, 0.4])`, $t = 1$, $x_1 = 1$, `eps = 1` and `noise = 0`: `0.5013`.


# %% tags=["exercise"]
def ddpm_step(x_t, eps, t, alpha_bar, noise):
    """x_{t−1}, drawn with this noise, if eps is the noise in x_t."""
    ### BEGIN SOLUTION
    x0 = x0_from_noise(x_t, eps, t, alpha_bar)
    mean, variance = posterior(x_t, x0, t, alpha_bar)
    return mean + np.sqrt(variance) * noise
    ### END SOLUTION


# %% tags=["check"] points=2
check.ddpm_step(ddpm_step, points=2)
### BEGIN HIDDEN TESTS
check.ddpm_step(ddpm_step, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### All the way, with a perfect guess
#
# Before we train anything: if the guess of the noise were perfect, would this really make a ring out of nothing? Start from
# pure noise and go back through all steps. `sees_noise(x, t)` stands for whoever guesses the noise, today the formula and
# tomorrow a network. With fewer `steps` only some of the schedule's steps are used; the shares at these are a schedule again.


# %%
def chosen(T, steps):
    """Which of T steps to use, about evenly spread, the last one among them."""
    return np.linspace(-1, T - 1, steps + 1).round().astype(int)[1:]


def ddpm_sample(sees_noise, alpha_bar, x, rng, steps=None, watch=lambda t, x: None):
    """From pure noise x to data, by DDPM steps: all of them, or fewer."""
    stops = chosen(len(alpha_bar), steps or len(alpha_bar))
    for i in reversed(range(len(stops))):
        watch(stops[i], x)
        guess, new = sees_noise(x, stops[i]), rng.normal(size=x.shape)
        x = ddpm_step(x, guess, i, alpha_bar[stops], new)
    watch(-1, x)
    return x


# %%
from dlcourse.plots.diffusion import paths as path_plots


def formula(x, t):
    """The perfect guess, with the shares of our schedule."""
    return perfect_noise(x, alpha_bar[t])


frames = []
noise = rng.normal(size=(800, 2))
ddpm_sample(formula, alpha_bar, noise, rng, watch=lambda t, x: frames.append((t, x)))
path_plots.from_noise([frames[i] for i in (*range(0, 100, 7), 99, 100)], centres)

# %% [markdown]
# Press ▶ or drag the slider. Nothing in these steps has seen a single point of the data, only the score.
#
# And the single jump of the puzzle? Count, as in chapter 09: a sample is *good* within 0.3 of a centre, and a mode is *covered* if at
# least 1 % of the samples are good ones of it.

# %%
from scipy.spatial import cKDTree


def counted(samples):
    """Covered modes and the share of good samples, as in chapter 09."""
    distance, blob = cKDTree(centres).query(samples)
    in_each = [np.mean((blob == k) & (distance <= 0.3)) for k in range(8)]
    return sum(share >= 0.01 for share in in_each), sum(in_each)


noise = rng.normal(size=(2000, 2))
tries = {
    "the data": ring.x_train,
    "100 small steps": ddpm_sample(formula, alpha_bar, noise, rng),
    "one jump": ddpm_sample(formula, alpha_bar, noise, rng, steps=1),
}
results = {name: counted(points) for name, points in tries.items()}
for name, (modes, good) in results.items():
    print(f"{name:<16} {modes} modes covered, {good:4.0%} good")

# %% tags=["claim"]
# > One jump covers nothing, even with a perfect guess
assert results["100 small steps"][0] == 8 and results["100 small steps"][1] > 0.9
assert results["one jump"] == (0, 0)

# %% [markdown]
# One jump covers nothing, even with a perfect guess: all samples land in the middle. Its best guess of the goal is an average. So the
# many steps make up for no weakness of a network. They are the method.
#
# ## 4 · Fewer steps · 13 min
#
# 100 steps mean 100 calls of a network for one batch of samples. That is the price of diffusion. **DDIM** (*denoising diffusion
# implicit model*) makes it smaller with one idea: draw nothing. If the guess says which noise is in $x_t$, then take out a part of
# **this** noise. (DDPM takes out more, and puts new noise in its place.) Then a leap from step $t$ to any earlier step $s$ is as easy as one step.
#
# ### Exercise 7 · A DDIM step (2 points · 8 min · ●●○)
#
# Write `ddim_step(x_t, eps, t, s, alpha_bar)` with NumPy alone: from step `t` to any earlier step `s`, in one leap. `x_t` and `eps`
# have the same shape, `t` and `s` are one number each. Nothing is drawn: estimate $x_0$ from `eps`, then make it noisy again for step `s`, with the **same** `eps`. `s = -1` means the clean data, the estimate itself.
#
# *Example:* for `alpha_bar = np.array([0.8, 0.4])`, $x_1 = 1$ and `eps = 1`: step 0 is `0.7660`, and the clean data are `0.3564`.


# %% tags=["exercise"]
def ddim_step(x_t, eps, t, s, alpha_bar):
    """x at the earlier step s (−1: clean data), with the noise eps that is in x_t."""
    ### BEGIN SOLUTION
    x0 = x0_from_noise(x_t, eps, t, alpha_bar)
    return x0 if s < 0 else noisy(x0, s, eps, alpha_bar)
    ### END SOLUTION


# %% tags=["check"] points=2
check.ddim_step(ddim_step, points=2)
### BEGIN HIDDEN TESTS
check.ddim_step(ddim_step, points=2, random_seed=True)
### END HIDDEN TESTS


# %%
def ddim_sample(sees_noise, alpha_bar, x, steps, watch=lambda t, x: None):
    """From pure noise x to data, in so many leaps; nothing is drawn on the way."""
    stops = [-1, *chosen(len(alpha_bar), steps)]
    for i in reversed(range(1, len(stops))):
        watch(stops[i], x)
        x = ddim_step(x, sees_noise(x, stops[i]), stops[i], stops[i - 1], alpha_bar)
    watch(-1, x)
    return x


# %%
paths = {"DDPM": [], "DDIM": []}
few_points = rng.normal(size=(4, 2))
ddpm_sample(formula, alpha_bar, few_points, rng, watch=lambda t, x: paths["DDPM"].append(x))
ddim_sample(formula, alpha_bar, few_points, 100, lambda t, x: paths["DDIM"].append(x))
path_plots.trails({name: np.stack(path) for name, path in paths.items()}, centres)

# %% [markdown]
# A DDIM path has no chance in it: the same noise gives the same sample. So the noise is a **latent code**, like a GAN's $z$: you can walk from one to
# another, and find the noise of given data by going the other way. A DDPM path has chance in every step but the last.
#
# What do fewer steps cost? Both ways, always with the perfect guess, so that nothing but the steps is to blame:

# %%
counts = [2, 3, 5, 10, 20, 50, 100]
good = {
    "DDPM": [counted(ddpm_sample(formula, alpha_bar, noise, rng, steps=k))[1] for k in counts],
    "DDIM": [counted(ddim_sample(formula, alpha_bar, noise, k))[1] for k in counts],
}
path_plots.quality_by_steps(counts, good, counted(ring.x_train)[1])

# %% tags=["claim"]
# > With two or three steps both fail; from about ten on both are nearly as good as the data.
assert max(good["DDPM"][1], good["DDIM"][1]) < 0.6
assert min(good["DDPM"][3:] + good["DDIM"][3:]) > 0.9

# %% [markdown]
# With two or three steps both fail; from about ten on both are nearly as good as the data. So a hundred steps are more than a perfect guess needs, and
# with such a guess neither way is better than the other on the ring. (With a network it is not so: section 6.) What DDIM gives you for sure is the fixed code. (For photographs Song et al. also report good samples in a tenth of the
# steps. Section 7 counts on digits.)
#
# ## 5 · A network that sees noise · 22 min
#
# Now the formula goes, because for real data there is none. What remains are samples: take a clean $x_0$, draw a step and noise,
# make $x_t$ with the short cut, and ask a network for the noise. *We* know the right answer, since we drew it. It is regression with
# squared error, as in chapter 01. The best answer under this loss is the mean of all noise that may be in $x_t$: just what
# `perfect_noise` computes.
#
# ### What time is it?
#
# The same point means one thing at $t = 5$ and another at $t = 90$; so the network must be told the step. One number $t$ between 0 and 99 would be a poor
# input: too large, and a small change of it would have to change a lot. A **time embedding** (시간 임베딩) writes it as many waves, quick and slow
# ones, like the hands of a clock.
#
# ### Exercise 8 · What time is it? (1 point · 6 min · ●●○)
#
# Write `time_embedding(t, dim)` with NumPy alone: `t` is an array `(n,)` of steps, `dim` an even number. Return `(n, dim)`: first `dim / 2` sines,
# then `dim / 2` cosines, of the angles $t\, \omega_i$ with
#
# $$ \omega_i = 10000^{-2i / \text{dim}} \qquad i = 0, …, \tfrac{\text{dim}}{2} - 1 $$
#
# *Example:* `time_embedding(np.array([0, 1]), 2)` is `[[0, 1], [0.8415, 0.5403]]`.


# %% tags=["exercise"]
def time_embedding(t, dim):
    """Sines and cosines of each step at dim / 2 frequencies, (n, dim)."""
    ### BEGIN SOLUTION
    frequencies = 10000.0 ** (-2 * np.arange(dim // 2) / dim)
    angles = t[:, None] * frequencies
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1)
    ### END SOLUTION


# %% tags=["check"] points=1
check.time_embedding(time_embedding, points=1)
### BEGIN HIDDEN TESTS
check.time_embedding(time_embedding, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
from dlcourse.plots.diffusion import embedding as embedding_plots

embedding_plots.waves(time_embedding(np.arange(T), 32), (20, 60))

# %% [markdown]
# The columns on the right of each half hardly change within our 100 steps: those slow hands are made for longer schedules.
#
# ### Exercise 9 · The loss (2 points · 10 min · ●●○)
#
# Write `diffusion_loss(model, x0, t, eps, alpha_bar)` with TensorFlow: make $x_t$ from `x0` and `eps`, ask the network for the noise in it,
# `model([x_t, t])`, and return the mean of the squared differences from `eps`, over **all** numbers.
#
# - `x0` and `eps` are `float32` tensors, `(n, 2)` or images `(n, 8, 8, 1)`; `t` holds $n$ whole numbers;
#   `alpha_bar` is a NumPy array of `float64`, which TensorFlow does not multiply with `float32`: convert it.
# - It will run inside a TensorFlow graph, where `t` has no numbers yet: `alpha_bar[t]` does not work there, `tf.gather` does.
# - Compute with TensorFlow's functions alone, so that a tape can follow to the weights of the model.
#
# *Example:* a network that always says 0 has the loss `tf.reduce_mean(eps**2)`.


# %% tags=["exercise"]
def diffusion_loss(model, x0, t, eps, alpha_bar):
    """Mean squared error of the noise that the model sees in x_t."""
    ### BEGIN SOLUTION
    share = tf.gather(tf.constant(alpha_bar, tf.float32), t)
    share = tf.reshape(share, [-1] + [1] * (len(x0.shape) - 1))
    x_t = tf.sqrt(share) * x0 + tf.sqrt(1 - share) * eps
    return tf.reduce_mean((eps - model([x_t, t])) ** 2)
    ### END SOLUTION


# %% tags=["check"] points=2
check.diffusion_loss(diffusion_loss, points=2)
### BEGIN HIDDEN TESTS
check.diffusion_loss(diffusion_loss, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### By hand: one hidden layer, forward and backward
#
# Nothing about this network is new. Point and embedding stand side by side as inputs; one hidden layer with tanh; two outputs.
# The gradients are those of chapter 02:


# %%
def see(inputs, weights):
    """A small network: hidden units (n, h) and the guessed noise (n, 2)."""
    W1, b1, W2, b2 = weights
    hidden = np.tanh(inputs @ W1 + b1)
    return hidden, hidden @ W2 + b2


def loss_and_gradients(inputs, eps, weights):
    """Mean squared error of the guessed noise, and its gradient for each weight."""
    hidden, guess = see(inputs, weights)
    back = 2 * (guess - eps) / eps.size  # d loss / d guess
    deeper = back @ weights[2].T * (1 - hidden**2)  # through tanh
    gradients = [inputs.T @ deeper, deeper.sum(0), hidden.T @ back, back.sum(0)]
    return np.mean((guess - eps) ** 2), gradients


# %% [markdown]
# The same in Keras, from the same weights, with your `diffusion_loss` and a tape:

# %%
small = keras.Sequential(
    [keras.Input((2 + 32,)), keras.layers.Dense(16, "tanh"), keras.layers.Dense(2)]
)
table = time_embedding(np.arange(T), 32).astype("float32")


def with_time(pair):
    """The small network as model([x_t, t])."""
    return small(tf.concat([pair[0], tf.gather(table, pair[1])], axis=1))


x0, t = ring.x_train[:64], rng.integers(0, T, 64)
eps = rng.normal(size=x0.shape).astype("float32")
with tf.GradientTape() as tape:
    loss = diffusion_loss(with_time, *map(tf.constant, (x0, t, eps)), alpha_bar)
by_tape = tape.gradient(loss, small.trainable_variables)

inputs = np.concatenate([noisy(x0, t, eps, alpha_bar), table[t]], axis=1)
by_hand_loss, by_hand = loss_and_gradients(inputs, eps, small.get_weights())
gaps = [np.abs(a - b.numpy()).max() for a, b in zip(by_hand, by_tape, strict=True)]
print(f"losses agree to 1e-5:    {abs(by_hand_loss - loss.numpy()) < 1e-5}")
print(f"gradients agree to 1e-4: {max(gaps) < 1e-4}")

# %% [markdown]
# ### Why this loss is called simple
#
# Diffusion models are derived from a *bound* on minus the log-likelihood: a sum over steps of the Kullback–Leibler divergence (chapter 01) between
# the true step back (exercise 5, which knows $x_0$) and the step that the network proposes. Both are normal with the same variance
# $\sigma_t^2$, so the divergence is the squared distance of their means over $2 \sigma_t^2$, and the means differ only
# in the guess of the noise, which we call $\varepsilon_\theta(x_t, t)$:
#
# $$ \text{bound} = \sum_t w_t\, \mathbb{E}\,\lVert \varepsilon - \varepsilon_\theta(x_t, t) \rVert^2 + \text{rest}
# \qquad w_t = \frac{\beta_t}{2\, \alpha_t\, (1 - \bar\alpha_{t-1})} $$
#
# (The rest has the last step, $t = 0$, and what is left of the signal at the end.) DDPM's *simple* loss **drops the weights**: all
# steps count alike. What does that change?

# %%
before = np.concatenate([[1.0], alpha_bar[:-1]])
weight = (1 - alpha[1:]) / (2 * alpha[1:] * (1 - before[1:]))
for t in (1, 10, 50, 90, 99):
    print(f"w at t = {t:>2}: {weight[t - 1]:7.2f}")
print(f"t = 1 counts {weight[0] / weight[49]:.0f} times as much as t = 50")

# %% tags=["claim"]
# > The weights are largest at both ends
assert min(weight[0], weight[-1]) > 5 * weight[49]

# %% [markdown]
# The weights are largest at both ends: at the first steps, where the noise is so small that hardly anybody sees it, and at the very last, where there is
# little else to see. The simple loss leaves more of the network's effort to the steps between them, which decide what the picture shows. So it is *not* the
# bound: Ho et al. found that it makes better pictures, and says less about likelihood.
#
# ## 6 · Capstone, first part: the ring out of noise · 20 min
#
# Now everything together. The network: a point and its step go in, the noise comes out. The table of time embeddings is a layer
# with a row for each step, and is not trained. And, as in chapter 09, thousands of small steps in one TensorFlow graph. Both functions are yours
# to use:


# %%
def denoiser(T, units=128):
    """A network for points: model([x_t (n, 2), t (n,)]) is the noise, (n, 2)."""
    x_t, t = keras.Input((2,)), keras.Input((), dtype="int32")
    rows = keras.initializers.Constant(time_embedding(np.arange(T), 32))
    time = keras.layers.Embedding(T, 32, embeddings_initializer=rows, trainable=False)(t)
    hidden = keras.layers.Concatenate()([x_t, time])
    for _ in range(3):
        hidden = keras.layers.Dense(units, "silu")(hidden)
    return keras.Model([x_t, t], keras.layers.Dense(2)(hidden))


def many_steps(step, count):
    """Run step() so many times, inside one TensorFlow graph."""

    @tf.function
    def run(count):
        for _ in tf.range(count):
            step()

    run(tf.constant(count))


# %% [markdown]
# ### Exercise 10 · A network that undoes one step (3 points · 15 min · ●●●)
#
# Write `train_denoiser(points, alpha_bar)`: `points` is `(4000, 2)`, `float32`; `alpha_bar` is a cosine schedule. Train a network to see the noise, and
# return it: a Keras model that is called as `model([x_t, t])`.
#
# - Return a model of Keras' own layers: the check builds it again. It goes through all steps itself, from pure noise, by the
#   DDPM step, and judges 2,000 samples.
# - The ring is **turned** by a random angle, its radius lies between 1.5 and 2.5, and the schedule has 80 to 120 steps.
# - Wanted: all 8 modes (each with 1 % of the samples or more), and 90 % good samples (within 0.3 of a centre). They must be new points, not the training points again.
# - Use `denoiser`, `many_steps` and your `diffusion_loss`, or go your own way: the samples are judged. A recipe that works: in each step a batch of 256
#   points, **for each point its own** random step and new noise; Adam, 3,000 steps, with a rate that falls from 0.003 to 0
#   (`keras.optimizers.schedules.CosineDecay`). It should take about ten seconds, at most 40. (`optimizer.build(weights)` comes before the graph, as in chapter 09.)


# %% tags=["exercise"]
def train_denoiser(points, alpha_bar):
    """A network model([x_t, t]) that sees the noise in points like these."""
    ### BEGIN SOLUTION
    model, points, batch = denoiser(len(alpha_bar)), tf.constant(points), 256
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.003, 3000))
    optimizer.build(model.trainable_variables)

    def step():
        x0 = tf.gather(points, tf.random.uniform([batch], 0, len(points), tf.int32))
        t = tf.random.uniform([batch], 0, len(alpha_bar), tf.int32)
        with tf.GradientTape() as tape:
            loss = diffusion_loss(model, x0, t, tf.random.normal([batch, 2]), alpha_bar)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(gradients, model.trainable_variables)

    many_steps(step, 3000)
    return model
    ### END SOLUTION


# %% tags=["check"] points=3
check.train_denoiser(train_denoiser, points=3)
### BEGIN HIDDEN TESTS
check.train_denoiser(train_denoiser, points=3, random_seed=True)
### END HIDDEN TESTS

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(12)
network = tf.function(train_denoiser(ring.x_train, alpha_bar))  # one graph: quicker


def seen(x, t):
    """The network's guess of the noise in x (n, 2) at step t."""
    steps = np.full(len(x), t, "int32")
    return network([x.astype("float32"), steps]).numpy().astype("float64")


def at(share_of_step):
    """The step whose share of signal is nearest to this."""
    return int(np.abs(alpha_bar - share_of_step).argmin())


t = at(0.9)
field_plots.two_fields(lambda x: -formula(x, t), lambda x: -seen(x, t), centres, alpha_bar[t])

# %% [markdown]
# The formula knew the density; the network has seen 4,000 points. How near is it to the best guess there is? Its error, step by step, on
# points that it has not seen:

# %% tags=["nbval-ignore-output"]
rng = np.random.default_rng(12)
steps = np.arange(0, T, 3)
errors = {"formula": [], "network": []}
for t in steps:
    eps = rng.normal(size=ring.x_test.shape)
    x_t = noisy(ring.x_test, t, eps, alpha_bar)
    errors["formula"].append(np.mean((formula(x_t, t) - eps) ** 2))
    errors["network"].append(np.mean((seen(x_t, t) - eps) ** 2))
errors = {name: np.array(values) for name, values in errors.items()}
field_plots.error_by_step(steps, errors["formula"], errors["network"])
excess = errors["network"].mean() - errors["formula"].mean()
print(f"mean error: formula {errors['formula'].mean():.3f}, network {excess:.3f} more")

# %% tags=["claim"]
# > The loss of a good network is not near 0
#
# > in the middle it is open from which blob a point came
#
# > the network has seen 4,000 points
assert len(ring.x_train) == 4000
assert errors["formula"].mean() > 0.15
assert -0.01 <= excess < 0.03
assert errors["formula"][12] > 1.5 * errors["formula"][5]  # the hump

# %% [markdown]
# **The loss of a good network is not near 0**, and cannot be. At small $t$ the noise hides in the width of the blobs; and in the middle it is open
# from which blob a point came (picture B of the puzzle). So a loss alone says little. Compare it with the best possible one, if you know it, or count samples.
#
# How much of the 90 % is the network's work? Over twenty rings (`docs/results.md`) the reference for exercise 10 has 96.9 % good samples on average, the
# same network after 300 steps of training 14.0 %, and one Gaussian in its place 6.5 %. Eight Gaussians placed with care have 99.7 %: these data *are*
# eight Gaussians. Diffusion was not told so.
#
# ### Cut the guess to where data are
#
# At the last step $\bar\alpha$ is tiny, and $x_0 = (x_t - …) / \sqrt{\bar\alpha_t}$ divides by its root. An error of the guess is then multiplied by
# thousands. DDPM's small steps forgive this, DDIM's leaps do not. The usual remedy: no data are farther out than some limit, so **cut the guess
# of $x_0$** to that range, and take the noise that belongs to it.


# %%
def cut(sees_noise, alpha_bar, limit):
    """sees_noise, with its guess of x_0 cut to −limit … limit."""

    def sees(x, t):
        x0 = x0_from_noise(x, sees_noise(x, t), t, alpha_bar)
        inside = np.clip(x0, -limit, limit)
        return (x - np.sqrt(alpha_bar[t]) * inside) / np.sqrt(1 - alpha_bar[t])

    return sees


# %% tags=["nbval-ignore-output"]
careful = cut(seen, alpha_bar, 2.5)
ways = {
    "DDPM, 100 steps": ddpm_sample(seen, alpha_bar, noise, rng),
    "DDPM, 100 steps, cut": ddpm_sample(careful, alpha_bar, noise, rng),
    "DDPM, 10 steps, cut": ddpm_sample(careful, alpha_bar, noise, rng, steps=10),
    "DDIM, 10 leaps": ddim_sample(seen, alpha_bar, noise, 10),
    "DDIM, 10 leaps, cut": ddim_sample(careful, alpha_bar, noise, 10),
}
table_of_ways = {name: counted(points) for name, points in ways.items()}
for name, (modes, share) in table_of_ways.items():
    print(f"{name:<21} {modes} modes covered, {share:4.0%} good")

# %% tags=["claim"]
# > DDPM with all its steps does without the cut. Leaps are better with it
#
# > ten steps are no longer as good as a hundred
assert table_of_ways["DDPM, 10 steps, cut"][1] < table_of_ways["DDPM, 100 steps"][1] - 0.02
assert table_of_ways["DDPM, 100 steps"][1] > 0.9
assert table_of_ways["DDIM, 10 leaps, cut"][1] > table_of_ways["DDIM, 10 leaps"][1] + 0.03

# %% [markdown]
# DDPM with all its steps does without the cut. Leaps are better with it: the first one goes far, on a guess that was multiplied by a large
# number. And with a network ten steps are no longer as good as a hundred: each guess is a little wrong, and fewer steps leave
# less time to mend it. DDPM mends more: on the ring it stays ahead of DDIM, with ten steps and with all (over five seeds, in `docs/results.md`).

# %% [markdown]
# ## 7 · Capstone, second part: ask for a seven, and insist · 12 min
#
# The way from points to images changes two things only: the network's shape, and that it is told which digit is wanted. A label goes in as an embedding, as
# a step does. And one more label, 10, means *any digit*: in training 15 % of the labels are replaced by it. So one network learns two things, the noise **given the
# class** and the noise **in general**.


# %%
from keras import layers as L


def digit_denoiser(T, units=256):
    """model([x_t (n, 8, 8, 1), t (n,), label (n,)]) is the noise; label 10: any digit."""
    x_t = keras.Input((8, 8, 1))
    t, digit = (keras.Input((), dtype="int32") for _ in range(2))
    rows = keras.initializers.Constant(time_embedding(np.arange(T), 32))
    time = L.Embedding(T, 32, embeddings_initializer=rows, trainable=False)(t)
    told = L.Concatenate()([time, L.Embedding(11, 16)(digit)])
    hidden = L.Dense(units)(L.Flatten()(x_t))
    for _ in range(3):  # residual blocks, as in chapter 06; each is told step and digit again
        inside = L.Concatenate()([L.LayerNormalization()(hidden), told])
        inside = L.Dense(units, "silu")(inside)
        hidden = L.Add()([hidden, L.Dense(units)(inside)])
    return keras.Model([x_t, t, digit], L.Reshape((8, 8, 1))(L.Dense(64)(hidden)))


# %%
def train_digits(images, labels, steps=4000, batch=128):
    """A denoiser of digits, trained with your diffusion_loss; 15 % of the labels are 10."""
    model = digit_denoiser(T)
    optimizer = keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.002, steps))
    optimizer.build(model.trainable_variables)
    images, labels = tf.constant(images), tf.constant(labels, tf.int32)

    def step():
        rows = tf.random.uniform([batch], 0, len(images), tf.int32)
        t = tf.random.uniform([batch], 0, T, tf.int32)
        told = tf.where(tf.random.uniform([batch]) < 0.15, 10, tf.gather(labels, rows))
        eps = tf.random.normal([batch, 8, 8, 1])
        with tf.GradientTape() as tape:
            x0, knows = tf.gather(images, rows), lambda pair: model([*pair, told])
            loss = diffusion_loss(knows, x0, t, eps, alpha_bar)
        weights = model.trainable_variables
        optimizer.apply(tape.gradient(loss, weights), weights)

    many_steps(step, steps)
    return model


# %% [markdown]
# **Classifier-free guidance** (분류기 없는 가이던스) uses both answers of the network. Their difference is what the class adds. Take more of it than there
# is, and the sample will look more clearly like its class.
#
# ### Exercise 11 · Guidance (1 point · 4 min · ●○○)
#
# Write `guided_noise(conditional, unconditional, w)` with NumPy alone: two predictions of the noise, of the same shape, with and without the class. Start from the
# unconditional one and go $w$ times the way to the conditional one. So $w = 0$ ignores the class, $w = 1$ is the conditional prediction, and $w > 1$ goes
# beyond it. Do not change the arguments.
#
# (Papers differ: Ho and Salimans, 2022, write $(1 + w)\,\varepsilon_\text{cond} - w\,\varepsilon_\text{uncond}$. Their $w = 0$ is our $w = 1$.)
#
# *Example:* for a conditional prediction of 3, an unconditional one of 1, and $w = 2$: `5`.


# %% tags=["exercise"]
def guided_noise(conditional, unconditional, w):
    """From the unconditional prediction w times the way to the conditional one."""
    ### BEGIN SOLUTION
    return unconditional + w * (conditional - unconditional)
    ### END SOLUTION


# %% tags=["check"] points=1
check.guided_noise(guided_noise, points=1)
### BEGIN HIDDEN TESTS
check.guided_noise(guided_noise, points=1, random_seed=True)
### END HIDDEN TESTS


# %%
def guided(model, labels, w):
    """sees_noise for digits with these labels (n,) and the guidance weight w, cut to −1 … 1."""
    labels, told = labels.astype("int32"), tf.function(model)  # one graph: quicker

    def sees(x, t):
        inputs = [x.astype("float32"), np.full(len(x), t, "int32")]
        noise = told([*inputs, labels]).numpy()
        if w == 1:
            return noise
        return guided_noise(noise, told([*inputs, np.full_like(labels, 10)]).numpy(), w)

    return cut(sees, alpha_bar, 1.0)


# %% tags=["nbval-ignore-output"]
from dlcourse.plots.diffusion import digits as digit_plots

keras.utils.set_random_seed(12)
painter = train_digits(x_train, y_train)

asked = np.tile(np.arange(10), 4)
rng = np.random.default_rng(12)
frames = []
ddpm_sample(
    guided(painter, asked, 1),
    alpha_bar,
    rng.normal(size=(40, 8, 8, 1)),
    rng,
    watch=lambda t, x: frames.append((t, x.reshape(4, 10, 8, 8))),
)
digit_plots.out_of_noise([frames[i] for i in (*range(0, 100, 7), 99, 100)])

# %% [markdown]
# ### What does insisting cost?
#
# Measure, as in chapter 09: a small classifier whose last hidden layer gives 32 features. **Precision** is the share of generated images that lie among the real
# ones (do they look real?), **recall** the share of real ones that lie among the generated ones (is there variety?), the
# **Fréchet distance** compares both clouds as a whole. And one more number: in how many images does the classifier read the digit that was *asked for*?

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(9)  # the measure of chapter 09
classifier = keras.Sequential(
    [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Flatten(),
        keras.layers.Dense(32, activation="relu", name="features"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
classifier.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
classifier.fit(x_train, y_train, epochs=20, batch_size=64, verbose=0)
to_features = keras.Model(classifier.inputs[0], classifier.get_layer("features").output)
print(f"test accuracy: {classifier.evaluate(x_test, y_test, verbose=0)[1]:.2f}")


# %%
def frechet(a, b):
    """Fréchet distance between normal distributions fitted to features a and b, (n, d)."""
    A, B = np.cov(a.T), np.cov(b.T)
    roots = np.sqrt(np.maximum(np.linalg.eigvals(A @ B).real, 0))
    return np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2) + np.trace(A + B) - 2 * roots.sum()


def share_among(found, others, k=3):
    """The share of `found` that lies within some other's distance to its k-th neighbour."""

    def distances(a, b):
        return np.linalg.norm(a[:, None] - b, axis=-1)

    reach = np.sort(distances(others, others), axis=1)[:, k]
    return np.mean((distances(found, others) <= reach).any(axis=1))


def measured(images, labels):
    """Fréchet distance, precision, recall, and how often the classifier reads the label."""
    images, real = images.astype("float32"), to_features(x_test).numpy()
    found = to_features(images[:359]).numpy()
    right = np.mean(classifier(images).numpy().argmax(axis=1) == labels)
    return frechet(found, real), share_among(found, real), share_among(real, found), right


# %% tags=["nbval-ignore-output"]
rng = np.random.default_rng(12)
wanted = rng.permutation(
    np.resize(np.arange(10), 359)
)  # as many images as there are for testing
start = rng.normal(size=(359, 8, 8, 1))
weights = [0, 1, 2, 4, 8]
by_weight = {w: ddim_sample(guided(painter, wanted, w), alpha_bar, start, 20) for w in weights}
scores_by_weight = {w: measured(images, wanted) for w, images in by_weight.items()}
for w, (distance, precision, recall, right) in scores_by_weight.items():
    print(f"w = {w}: distance {distance:4.1f}, asked for {right:4.0%}, ", end="")
    print(f"precision {precision:.2f}, recall {recall:.2f}")

# %% tags=["nbval-ignore-output"]
columns = {"asked for": 3, "precision": 1, "recall": 2}
digit_plots.guidance(
    weights,
    {name: [scores_by_weight[w][i] for w in weights] for name, i in columns.items()},
)

# %% tags=["nbval-ignore-output"]
pick = np.stack([np.flatnonzero(wanted == digit)[:6] for digit in range(10)], axis=1)
digit_plots.sheets(
    {f"w = {w}": by_weight[w][pick][..., 0] for w in (0, 1, 8)},
    "The same noise, without a class, with it, and with much too much of it",
)

# %% tags=["claim"]
# > Without the class you get any digit. With $w = 1$ most images show what was asked for.
#
# > With $w = 2$ nearly all do, and more of them look real, but recall falls.
#
# > At 8 little variety is left, and fewer images look real again
right = {w: values[3] for w, values in scores_by_weight.items()}
precise = {w: values[1] for w, values in scores_by_weight.items()}
varied = {w: values[2] for w, values in scores_by_weight.items()}
assert right[0] < 0.3 and right[1] > 0.8 and right[2] > 0.95
assert precise[2] > precise[1] > precise[0] and precise[8] < precise[2] - 0.02
assert varied[2] < varied[1] - 0.1 and varied[8] < 0.6 * varied[2]

# %% [markdown]
# Without the class you get any digit. With $w = 1$ most images show what was asked for. With $w = 2$ nearly all do, and more of them look real, but
# recall falls. At 8 little variety is left, and fewer images look real again. This is the trade of guidance, **fidelity against variety**, and a
# weight chosen by eye alone easily goes too far: a single picture cannot show that variety is missing.
#
# And how many steps do digits need? Both ways, without guidance:

# %% tags=["nbval-ignore-output"]
plain, by_steps = guided(painter, wanted, 1), {}
for k in (5, 10, 20, 100):
    made = {
        "DDPM": ddpm_sample(plain, alpha_bar, start, rng, steps=k),
        "DDIM": ddim_sample(plain, alpha_bar, start, k),
    }
    for name, images in made.items():
        distance, precision, recall, _ = by_steps[name, k] = measured(images, wanted)
        print(f"{name} {k:>3} steps: distance {distance:4.1f}, ", end="")
        print(f"precision {precision:.2f}, recall {recall:.2f}")

# %% tags=["claim"]
# > With few steps DDPM loses variety, and DDIM keeps it
#
# > Precision is the other way round, DDPM's is higher
assert by_steps["DDPM", 10][2] < by_steps["DDIM", 10][2] - 0.03
assert by_steps["DDPM", 5][2] < by_steps["DDIM", 5][2] - 0.05
assert all(by_steps["DDPM", k][1] > by_steps["DDIM", k][1] for k in (5, 10, 20, 100))

# %% [markdown]
# With few steps DDPM loses variety, and DDIM keeps it: recall falls with the one and hardly with the other. Precision is
# the other way round, DDPM's is higher. So here the leaps pay if you want variety: ten or twenty calls of the network instead of a hundred.
#
# ## 8 · Four ways to make data, measured · 5 min
#
# You know four ways by now: *one Gaussian* (mean and covariance, no network), the **GAN** of chapter 09, **diffusion**, and by name the
# **VAE** (*variational autoencoder*), which squeezes data through a few noisy numbers and rebuilds them; elective 11 builds one. In the course's folder,
# `python benchmarks/electives/generative.py` gives all of them the same ring and the same digits, and measures them with the same instruments and with a stopwatch.
#
# These are its tables, over five seeds (`docs/results.md`; processor seconds; the VAE's images are its decoder's means; *nearest*: the median
# distance to the closest training image, an identical one left out). Mean, and lowest to highest. The ring first:
#
# | Ring | Modes covered, by seed | Good samples | Training, s | 2,000 samples, s |
# |---|---|--:|--:|--:|
# | the data | | 99 % | | |
# | one Gaussian | 2, 5, 4, 1, 1 | 7 % (6 to 7) | 0.0 | 0.00 |
# | VAE | 8, 8, 8, 8, 8 | 47 % (43 to 50) | 9.0 | 0.02 |
# | GAN | 8, 8, 8, 8, 8 | 94 % (93 to 95) | 6.6 | 0.01 |
# | diffusion, DDPM, 100 steps | 8, 8, 8, 8, 8 | 97 % (96 to 98) | 4.5 | 0.41 |
# | the same, DDIM, 20 leaps | 8, 8, 8, 8, 8 | 90 % (88 to 92) | 4.5 | 0.12 |
#
# And the digits, all of them made for a label that was asked for:
#
# | Digits | Fréchet distance | Precision | Recall | Nearest | Training, s | 1,438 images, s |
# |---|--:|--:|--:|--:|--:|--:|
# | training images | 0.6 | 0.92 | 0.93 | 2.06 | | |
# | test images | 0.0 | 1.00 | 1.00 | 2.07 | | |
# | one Gaussian per digit | 1.9 (1.8 to 2.1) | 0.93 (0.92 to 0.94) | 0.73 (0.71 to 0.75) | 2.35 | 0.0 | 0.18 |
# | VAE | 2.0 (1.9 to 2.1) | 0.95 (0.94 to 0.96) | 0.61 (0.58 to 0.66) | 2.19 | 10.5 | 0.02 |
# | GAN | 17.3 (2.1 to 66.4) | 0.73 (0.38 to 0.90) | 0.35 (0.00 to 0.64) | 3.11 | 12.8 | 0.03 |
# | diffusion, DDPM, 100 steps | 1.6 (1.4 to 1.8) | 0.96 (0.94 to 0.97) | 0.71 (0.67 to 0.74) | 2.02 | 25.1 | 4.54 |
# | the same, DDIM, 20 leaps | 1.7 (1.6 to 1.9) | 0.92 (0.91 to 0.95) | 0.80 (0.78 to 0.83) | 2.19 | 25.1 | 0.90 |
# | the same, guided, w = 2 | 1.3 (1.1 to 1.5) | 0.98 (0.97 to 0.99) | 0.49 (0.42 to 0.53) | 1.91 | 25.1 | 1.73 |
#
# Read them with care. **The distance:** on average diffusion is a little nearer to the test images than the Gaussians and the VAE. The GAN is the
# farthest, and with one seed of the five it collapsed: a game can fail, a regression hardly. **Variety:** by DDIM the recall is higher than that of every
# other model. **The price:** diffusion took about twice as long to train on the digits as the GAN, and by DDPM more than a hundred times as long to make the images;
# the Gaussians cost almost nothing, and are not far behind on the digits. On the ring one Gaussian is no model at all. **The nearest training image** of
# diffusion's samples is about as far away as that of test images; that of guided samples is nearer. Few seeds, small images, small
# networks: for photographs the order may be another one.

# %% [markdown]
# ## 9 · By heart? · 4 min
#
# The best marks of all would go to a program that stores the training images and hands them out. So measure how far each
# generated image is from the **nearest training image**, and compare with images that are new for sure: the test images. Diffusion models are trained to find
# the way back to the training data, so this question is serious. When does a model remember? Train the same network on 40 images only.


# %%
def nearest(images, known):
    """For each image: the distance to the closest known image, and its row."""
    gaps = np.linalg.norm(images.reshape(-1, 1, 64) - known.reshape(1, -1, 64), axis=-1)
    return gaps.min(axis=1), gaps.argmin(axis=1)


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(12)
few = np.concatenate([np.flatnonzero(y_train == digit)[:4] for digit in range(10)])
parrot = train_digits(x_train[few], y_train[few], steps=3000, batch=64)

models = {
    "1,438 training images": (painter, x_train),
    "40 training images": (parrot, x_train[few]),
}
sheets, apart = {}, {"test images": np.median(nearest(x_test, x_train)[0])}
apart["test images, to the 40"] = np.median(nearest(x_test, x_train[few])[0])
for name, (model, known) in models.items():
    asked = np.resize(np.arange(10), 200)
    made = ddpm_sample(guided(model, asked, 1), alpha_bar, rng.normal(size=(200, 8, 8, 1)), rng)
    gaps, rows = nearest(made, known)
    sheets[name], apart[name] = (made[:10, ..., 0], known[rows[:10], ..., 0]), np.median(gaps)
digit_plots.neighbours(sheets, apart)
for name, gap in apart.items():
    print(f"{name:<22} nearest training image {gap:.2f} away (median)")

# %% tags=["claim"]
# > The model that saw 40 images gives them back
#
# > The one that saw 1,438 does not
assert apart["40 training images"] < 0.5 * apart["test images"], apart
assert apart["40 training images"] < 0.4 * apart["test images, to the 40"], apart
assert apart["1,438 training images"] > 0.85 * apart["test images"], apart

# %% [markdown]
# **The model that saw 40 images gives them back**, with small changes: test images are much farther from those 40. **The one that saw 1,438 does not**: its images are about as far
# from the training images as new ones are. Same code, same loss: nothing warned you. With perfect guesses for the *training set* alone, every sample
# would be a copy; what makes new images is that the network cannot be perfect. In large image models single pictures come back as well, above all those that
# were in the data many times (Carlini et al., 2023).
#
# ### Synthetic media
#
# Chapter 09 asked for consent, honest labels, and a look at the training data. Diffusion makes these questions larger, because it
# works so well:
#
# - **Memorised people.** If a model can give back a training image, then its weights *contain* it, in a way. Then the right to have one's picture deleted
#   is hard to grant: you would have to train again.
# - **Consent and style.** Works of living artists were taken by the million. Asking first, paying, and leaving out who says no are decisions of those who
#   collect the data, not laws of nature.
# - **Faces and bodies of real people.** A few pictures are enough to teach a finished model a person (fine-tuning). Images of people
#   without their consent, sexual ones above all, do real harm, and are a crime in many countries.
# - **Marking.** Say what is generated, in the file and beside it. Some systems write a watermark into the noise itself.
#
# ## 10 · What text-to-image systems add · 3 min
#
# You have all the parts of a large image generator. Four things make it large:
#
# 1. **A smaller room (latent diffusion).** An autoencoder first squeezes a photograph of 512 × 512 pixels into a block of 64 × 64 places; diffusion runs
#    there, and the decoder paints the pixels (Rombach et al., 2022). Far fewer numbers a step.
# 2. **A network made for pictures.** A *U-Net*: convolutions that go down to small maps and up again, with short cuts between equal sizes (chapter 06), or a
#    Transformer over patches (chapter 10). It is told step and text in each block, as our blocks are told step and digit.
# 3. **Text instead of ten labels.** A language model turns the prompt into vectors, and the picture's places attend to them (chapter 10). Training drops
#    the text now and then, so that classifier-free guidance works; a *negative prompt* is put where our "any digit" stood.
# 4. **Straighter paths.** In **flow matching** a network learns a velocity: on the straight line from noise to data, $x = (1 - u)\,\varepsilon + u\,x_0$, it
#    guesses $x_0 - \varepsilon$, which is noise and data in one. Such paths often bend less, so that fewer steps are enough. Other methods *distil* many steps into one to four.
#
# The same recipe makes sound, films, molecules, and the movements of robots. Only the data and the network change.
#
# ## 11 · In your own words · 13 min
#
# ### Exercise 12 · A hospital's images (2 points, read by your instructor · 12 min · ●●○)
#
# A hospital trains a diffusion model on 900 X-ray images of a rare disease, to give researchers "images of nobody". The report says: "The loss fell to
# 0.04, so the model is good. With guidance weight 6 a classifier finds the disease in 99 % of the samples, against 85 % with weight 1. So we use 6." In five to eight
# sentences: what does the loss not show? What may weight 6 have cost, and which measure would show it? How would you test whether the images are of
# nobody, and what would you ask before they are given away?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# A loss of 0.04 says how well noise is guessed on average, over all steps; the best possible loss is not 0 and is unknown here, and a model that has
# learned the 900 images by heart would have a low loss as well (on the training images). It says nothing of the variety or the truth of the samples. A weight of 6 pushes samples
# to what is typical of the class: rare forms of the disease disappear, the images may be overdrawn. Recall (the share of real images that lie among
# the generated ones), beside precision and at several weights, would show it. That a classifier is sure is no proof: it is what guidance pushes to.
# Test for memorisation: distance of each sample to the nearest training image, compared with the same distance for real images that were held back; look at the closest
# pairs; do it per patient, as one patient may have several images. Before giving them away: did the patients consent to this use, can their images be removed, are the
# images marked as generated, who is missing from the 900, and may anybody use them for a diagnosis?
#
# **Rubric.** ½ point: the loss measures guesses of noise, not variety, truth or copying (or: its best value is unknown). ½ point: the cost of a large weight, variety, with a measure that shows it
# (recall, at several weights). ½ point: nearest training images compared with images that were held back. ½ point: a question with substance on consent, deletion,
# marking, bias or use.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | forward | $x_t = \sqrt{\bar\alpha_t}\,x_0 + \sqrt{1 - \bar\alpha_t}\,\varepsilon$: any step at once |
# | schedule | how much signal is left after each step; only the signal-to-noise ratio counts |
# | guess the noise | as good as guessing $x_0$, or the score: $-\mathbb{E}[\varepsilon \mid x_t] / \sqrt{1 - \bar\alpha_t}$ |
# | the loss | squared error of the noise, all steps alike; its best value is not 0 |
# | DDPM | to the posterior's mean for the guessed $x_0$, plus new noise; none at $t = 0$ |
# | DDIM | the same noise again, nothing drawn; leaps, a code for each sample |
# | guidance | $\varepsilon_\text{any} + w\,(\varepsilon_\text{class} - \varepsilon_\text{any})$: more obedient, less varied |
# | by heart? | nearest training image, against images that were held back |
#
# **Words.** diffusion model 확산 모델 · noise schedule 노이즈 스케줄 · signal-to-noise ratio 신호 대 잡음비 · score 스코어 · time embedding 시간 임베딩 ·
# classifier-free guidance 분류기 없는 가이던스 · embedding 임베딩 · loss 손실 · gradient 기울기
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. After some step the share of signal is 0.36. By which factors are clean data and noise multiplied there?</summary>
#
# By 0.6 and 0.8: the roots of 0.36 and of 0.64. The shares are variances.
# </details>
#
# <details><summary>2. Why not train a network to go from pure noise to data in one step, with squared error?</summary>
#
# Its best answer is the mean of all data: a blur, and on the ring a place with no data.
# </details>
#
# <details><summary>3. Two samples by DDIM begin with the same noise, two by DDPM as well. Which pairs are equal?</summary>
#
# Those by DDIM, because nothing is drawn on the way. DDPM draws new noise in each step but the last.
# </details>
#
# <details><summary>4. A paper uses guidance weight 0, another one weight 1. Can they mean the same?</summary>
#
# Yes. In $(1 + w)\,\varepsilon_\text{class} - w\,\varepsilon_\text{any}$ a weight of 0 is the conditional prediction; in our formula that is 1.
# </details>
#
# <details><summary>5. Your training loss has stopped falling at 0.2. Is the network too small?</summary>
#
# Perhaps not: small amounts of noise cannot be seen, so the best possible loss is above 0. Look at samples, and measure them.
# </details>
#
# ## Go further
#
# - J. Sohl-Dickstein et al., *Deep Unsupervised Learning using Nonequilibrium Thermodynamics*, ICML 2015. The idea: destroy slowly, learn to go back.
# - J. Ho, A. Jain, P. Abbeel, *Denoising Diffusion Probabilistic Models*, NeurIPS 2020. DDPM, and the simple loss.
# - J. Song, C. Meng, S. Ermon, *Denoising Diffusion Implicit Models*, ICLR 2021. DDIM.
# - Y. Song et al., *Score-Based Generative Modeling through Stochastic Differential Equations*, ICLR 2021. Scores and steps as one theory.
# - A. Nichol, P. Dhariwal, *Improved Denoising Diffusion Probabilistic Models*, ICML 2021. The cosine schedule.
# - J. Ho, T. Salimans, *Classifier-Free Diffusion Guidance*, 2022. Mind their $w$.
# - R. Rombach et al., *High-Resolution Image Synthesis with Latent Diffusion Models*, CVPR 2022. The step to text and large pictures.
# - N. Carlini et al., *Extracting Training Data from Diffusion Models*, USENIX Security 2023. What models remember.
#
# **Next:** elective 13 gives attention many layers, and translates.
