# %% [markdown]
# # 09 · Generative adversarial networks
#
# **After this chapter you will be able to**
#
# - **explain** the game between a generator and a discriminator, and what each of the two is told by its loss;
# - **derive** the best possible discriminator, and **say** why one generator loss learns faster than the other;
# - **write** a training step with two optimisers, in which only the right weights move;
# - **recognise**, **measure** and **cure** mode collapse;
# - **generate** images of a class you ask for, and **judge** them with numbers, not only by eye.
#
# **Time:** about 150 minutes. **Difficulty:** ●●●. **You need:** chapter 04 (Keras, `GradientTape`), chapter 06
# (convolutions), and the cross-entropy of chapter 01.
#
# ## A puzzle to begin with · 3 min
#
# On the left are data. A, B and C are forgeries: three programs have made points that should look like the data. All
# four clouds have the same mean, and the same spread in every direction. **Which forgery is the best, and how would a
# program find out?**

# %%
import numpy as np

from dlcourse import data
from dlcourse.plots.gan import game as gan_game

ring = data.load("ring")
centres = ring.extra["centres"]
gan_game.puzzle(ring.x_train, centres)

# %% [markdown]
# You see it at once: A knows nothing of the ring, B makes perfect points but forgets half of the blobs, C fills the
# gaps. But what did you compute? Not the mean. Something in you *compared*, and found what gives the forgery away.
#
# That is the idea of this chapter: **let a second network find what gives the first one away**, and let the first learn
# from it. It is a *generative adversarial network*, **GAN** (생성적 적대 신경망).

# %%
from dlcourse.checks import gan as check  # first: it keeps TensorFlow quiet

import keras
import tensorflow as tf

keras.utils.set_random_seed(9)

# %% [markdown]
# ## 1 · Two networks, one game · 12 min
#
# Most networks so far were **discriminative**: given an image, which label? A **generative** model makes new data, as
# chapter 07 did with letters, one after the other. For a whole image there is no next letter and no right answer to copy:
# there are data, but no labels. That is *unsupervised* learning. A GAN turns it into a *supervised* task, for which you
# know all the tools:
#
# - the **generator** $G$ turns noise $z$ (random numbers) into a sample $G(z)$;
# - the **discriminator** $D$ is a classifier with two classes, *real* (1) and *generated* (0). Its labels cost nothing:
#   we know which sample came from where.

# %%
gan_game.two_networks()

# %% [markdown]
# The discriminator wants to be right, the generator wants it to be wrong. With $D(x)$ for the probability of *real*:
#
# $$ \min_G \max_D \;\; \mathbb{E}_{x \sim \text{data}} \log D(x) + \mathbb{E}_z \log\big(1 - D(G(z))\big) $$
#
# Two players, one number, opposite wishes: a **minimax game**. The inner part is nothing but the binary cross-entropy of
# chapter 01 with the sign turned round.
#
# In code the discriminator ends **without** a sigmoid and gives a **logit** $l$, with $D = \sigma(l)$. The loss takes
# the logit, `from_logits=True`, and never computes $\log 0$.
#
# For the generator we do not take $\log(1 - D)$ but the **non-saturating** loss $-\log D(G(z))$: the same wish, another
# slope. Section 2 shows why.
#
# ### Exercise 1 · The two losses (2 points · 8 min · ●●○)
#
# Write both with TensorFlow or Keras functions, so that a tape can follow them. Logits have shape `(n, 1)`; there may be
# more real ones than generated ones, or fewer. Logits of ±200 must not overflow.
#
# - `discriminator_loss(real_logits, fake_logits)`: mean cross-entropy of the real ones (label 1) **plus** mean
#   cross-entropy of the generated ones (label 0).
# - `generator_loss(fake_logits)`: mean cross-entropy of the generated ones with the label the *generator* wishes for.
#
# *Example:* when all logits are 0, the losses are 2 ln 2 ≈ 1.386 and ln 2 ≈ 0.693.


# %% tags=["exercise"]
def discriminator_loss(real_logits, fake_logits):
    """Cross-entropy of real samples (label 1) plus that of generated ones (label 0)."""
    ### BEGIN SOLUTION
    entropy = tf.nn.sigmoid_cross_entropy_with_logits
    on_real = entropy(labels=tf.ones_like(real_logits), logits=real_logits)
    on_fake = entropy(labels=tf.zeros_like(fake_logits), logits=fake_logits)
    return tf.reduce_mean(on_real) + tf.reduce_mean(on_fake)
    ### END SOLUTION


def generator_loss(fake_logits):
    """Non-saturating loss: cross-entropy with the label that the generator wishes for."""
    ### BEGIN SOLUTION
    wish = tf.ones_like(fake_logits)
    entropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=wish, logits=fake_logits)
    return tf.reduce_mean(entropy)
    ### END SOLUTION


# %% tags=["check"] points=2
check.gan_losses(discriminator_loss, generator_loss, points=2)
### BEGIN HIDDEN TESTS
check.gan_losses(discriminator_loss, generator_loss, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ## 2 · What the discriminator can know · 21 min
#
# Hold the generator still. Call the density of the data $p(x)$, that of the generated samples $q(x)$. At a spot $x$ the
# discriminator finds real samples in proportion to $p(x)$ and generated ones in proportion to $q(x)$. Its loss there is
# $-p \log D - q \log(1 - D)$. Set the derivative to zero, $-p/D + q/(1 - D) = 0$, and the best it can say is
#
# $$ D^*(x) = \frac{p(x)}{p(x) + q(x)} $$
#
# Where both are equal it says ½. If $q = p$ everywhere it says ½ everywhere: **then the generator has won**, and the
# discriminator's loss is 2 ln 2.
#
# ### Exercise 2 · The best discriminator (1 point · 4 min · ●○○)
#
# Write `optimal_discriminator(p, q)` for two arrays of densities, with NumPy alone. Where both densities are 0, return
# ½. Do not change `p` and `q`.
#
# *Example:* `optimal_discriminator(np.array([0.3, 0.0]), np.array([0.1, 0.0]))` is `[0.75, 0.5]`.


# %% tags=["exercise"]
def optimal_discriminator(p, q):
    """The best probability of "real", with density p of the data and q of the samples."""
    ### BEGIN SOLUTION
    total = p + q
    return np.where(total > 0, p / np.where(total > 0, total, 1.0), 0.5)
    ### END SOLUTION


# %% tags=["check"] points=1
check.optimal_discriminator(optimal_discriminator, points=1)
### BEGIN HIDDEN TESTS
check.optimal_discriminator(optimal_discriminator, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Does a network find it?** Below, a small discriminator gets 4,000 real and 4,000 generated *numbers* and nothing
# else: no densities, no formula. Real numbers have mean 1.5 and standard deviation 0.6, generated ones −0.5 and 1.


# %%
def mlp(inputs, outputs, units=64):
    """A dense network with two hidden layers, and no activation at the end."""
    hidden = [keras.layers.Dense(units, activation="relu") for _ in range(2)]
    return keras.Sequential([keras.Input((inputs,)), *hidden, keras.layers.Dense(outputs)])


# %% tags=["nbval-ignore-output"]
from dlcourse.plots.gan import density as gan_density

rng = np.random.default_rng(9)
numbers = np.concatenate([rng.normal(1.5, 0.6, 4000), rng.normal(-0.5, 1.0, 4000)])[:, None]
labels = np.repeat([1.0, 0.0], 4000)[:, None]

judge = mlp(1, 1)
judge.compile(keras.optimizers.Adam(0.003), keras.losses.BinaryCrossentropy(from_logits=True))
judge.fit(numbers, labels, batch_size=200, epochs=10, verbose=0)

gan_density.best_judge(
    optimal_discriminator,
    lambda x: tf.sigmoid(judge(x[:, None].astype("float32"))).numpy().ravel(),
    real=(1.5, 0.6),
    fake=(-0.5, 1.0),
)

# %% [markdown]
# So a discriminator is an instrument that measures $p / (p + q)$ from samples. (Where hardly a sample of either kind was
# seen, at the edges, its curve is a guess.) And its slope tells each generated sample **which way to move**.
#
# ### What the game measures
#
# Put $D^*$ into the game: how far apart are data and samples, if the discriminator is as good as it can be? With $m = (p + q)/2$
# and the Kullback–Leibler divergence of chapter 01, $\text{KL}(p \| m) = \mathbb{E}_p \log (p / m)$, the value is
#
# $$ \mathbb{E}_p \log D^* + \mathbb{E}_q \log (1 - D^*) = 2\,\text{JS}(p, q) - 2 \ln 2
# \qquad \text{JS}(p, q) = \tfrac12 \text{KL}(p \| m) + \tfrac12 \text{KL}(q \| m) $$
#
# (because $D^* = p / 2m$). JS is the **Jensen–Shannon divergence**: 0 for equal distributions, and never more than ln 2.
# The generator makes it small. Move a bell curve away from another one and look at it. Beside it stands a second measure, the
# **Wasserstein distance**: take one curve for a heap of sand; how far must a grain travel on average, at best, to make the other heap?


# %%
def jensen_shannon(p, q, step):
    """JS divergence in nats of two densities on a grid with this step."""
    m = (p + q) / 2
    kl = [np.sum(f * np.log(np.where(f > 0, f / m, 1.0))) * step for f in (p, q)]
    return np.mean(kl)


def bell(x, centre):
    """Density of the normal distribution with this mean and standard deviation 1."""
    return np.exp(-((x - centre) ** 2) / 2) / np.sqrt(2 * np.pi)


x = np.linspace(-8, 18, 5201)
shifts = np.linspace(0, 10, 41)
divergences = [jensen_shannon(bell(x, 0), bell(x, shift), x[1] - x[0]) for shift in shifts]
gan_density.two_measures(shifts, divergences, wasserstein=shifts)

# %% tags=["claim"]
# > 0 for equal distributions, and never more than ln 2.
#
# > From about four standard deviations on, the divergence hardly changes
assert abs(divergences[0]) < 1e-9
assert max(divergences) <= np.log(2) + 1e-9
far = np.array(divergences)[shifts >= 4]
assert np.ptp(far) < 0.1 * np.log(2) < np.log(2) < 0.7

# %% [markdown]
# From about four standard deviations on, the divergence hardly changes: the two curves are told apart almost without fail,
# and *how far* apart they are makes hardly a difference. Its slope is the generator's only guide, and little of it is left. The
# Wasserstein distance has the same slope everywhere: it is the shift, as each grain travels just that far. Keep both in mind; they explain the two remedies below: another loss (now)
# and another distance (section 5).
#
# ### The loss that fades when it is needed
#
# In the game as written the generator minimises $\log(1 - D)$. While its samples are bad, the discriminator soon tells
# them apart and is sure: logit $l \approx -5$, say. What slope does the generator get there?
#
# ### Exercise 3 · The saturating gradient (1 point · 6 min · ●●○)
#
# Write `saturating_gradient(fake_logits)` with NumPy alone: the gradient of the **mean** of
# $\log(1 - \sigma(l))$ over all logits, with respect to each logit, in the shape of `fake_logits`. Derive it first:
# $\sigma' = \sigma (1 - \sigma)$. Logits of ±1000 must give finite numbers.
#
# *Example:* for the logits `[0.0, 0.0]` it is `[-0.25, -0.25]`.


# %% tags=["exercise"]
def saturating_gradient(fake_logits):
    """Gradient of mean(log(1 − sigmoid(l))) with respect to the logits."""
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(fake_logits))  # never more than 1
    sigmoid = np.where(fake_logits >= 0, 1.0, small) / (1.0 + small)
    return -sigmoid / fake_logits.size
    ### END SOLUTION


# %% tags=["check"] points=1
check.saturating_gradient(saturating_gradient, points=1)
### BEGIN HIDDEN TESTS
check.saturating_gradient(saturating_gradient, points=1, random_seed=True)
### END HIDDEN TESTS

# %%
gan_game.generator_losses(saturating_gradient)

# %% [markdown]
# On the grey side, where the discriminator is sure, the saturating loss is flat: the better the discriminator, the *less*
# the generator learns. A slope of almost 0 stops learning, as in chapter 02. The non-saturating loss is steepest there.
# Does your formula agree with TensorFlow's tape, for both losses?

# %%
logits = tf.constant(rng.normal(0, 3, (50, 1)), dtype="float32")
with tf.GradientTape(persistent=True) as tape:
    tape.watch(logits)
    saturating = tf.reduce_mean(tf.math.log(1 - tf.sigmoid(logits)))
    other = generator_loss(logits)

sigma = 1 / (1 + np.exp(-logits.numpy()))
gaps = {
    "saturating": tape.gradient(saturating, logits) - saturating_gradient(logits.numpy()),
    "non-saturating": tape.gradient(other, logits) + (1 - sigma) / 50,
}
for name, gap in gaps.items():
    print(f"{name:<15} formula and tape agree to 1e-5: {np.abs(gap).max() < 1e-5}")

# %% [markdown]
# ## 3 · A training step for two · 22 min
#
# `fit` knows one loss and one optimizer. A GAN has two of each, and two sets of weights. A step has two halves:
#
# 1. **The discriminator learns.** Generate a batch from `z`, compute `discriminator_loss` on real and generated samples,
#    and move the **discriminator's** weights. The generator holds still.
# 2. **The generator learns.** Generate from the same `z` again, compute `generator_loss` with the discriminator *as it is
#    now*, and move the **generator's** weights. The gradient passes *through* the discriminator, but does not change it.
#
# Mix the two up and one network works for its opponent. So first two tiny networks on which every weight can be checked:


# %%
def tiny_gan(g_rate, d_rate):
    """Generator and discriminator for points of the plane, and a plain SGD for each."""
    generator, discriminator = (
        keras.Sequential(
            [keras.Input((2,)), keras.layers.Dense(8, "tanh"), keras.layers.Dense(outputs)]
        )
        for outputs in (2, 1)
    )
    return generator, discriminator, keras.optimizers.SGD(g_rate), keras.optimizers.SGD(d_rate)


# %% [markdown]
# ### Exercise 4 · One step each (3 points · 14 min · ●●●)
#
# Write `gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z)`: the two halves above, in this
# order, each with a tape of its own: the discriminator's half moves its weights and no others, the generator's half moves
# those of the generator alone. Return `(discriminator's loss, generator's loss)`.
#
# - Call the networks as functions, `generator(z)`, **inside** the tape: it must see everything.
# - `model.trainable_variables` are a network's weights; `optimizer.apply(gradients, variables)` moves them.
# - The check sets one of the two rates to 0 and looks at all weights before and after. (Leave `tiny_gan` as it is.)


# %% tags=["exercise"]
def gan_train_step(generator, discriminator, g_optimizer, d_optimizer, real, z):
    """One step of the discriminator, then one of the generator; both losses."""
    ### BEGIN SOLUTION
    with tf.GradientTape() as tape:
        d_loss = discriminator_loss(discriminator(real), discriminator(generator(z)))
    d_weights = discriminator.trainable_variables
    d_optimizer.apply(tape.gradient(d_loss, d_weights), d_weights)

    with tf.GradientTape() as tape:
        g_loss = generator_loss(discriminator(generator(z)))
    g_weights = generator.trainable_variables
    g_optimizer.apply(tape.gradient(g_loss, g_weights), g_weights)
    return d_loss, g_loss
    ### END SOLUTION


# %% tags=["check"] points=3
check.gan_train_step(gan_train_step, tiny_gan, points=3)
### BEGIN HIDDEN TESTS
check.gan_train_step(gan_train_step, tiny_gan, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Into Keras: your own `train_step`
#
# When you override `train_step`, `fit` does all the rest: batches, epochs, callbacks, history. Here is your step in a
# Keras model, and its first pupil: a generator of **numbers**, with the bell curve N(1.5, 0.6) to learn.


# %%
class GAN(keras.Model):
    """Two networks; `fit` hands each batch of real samples to `train_step`."""

    def __init__(self, generator, discriminator, latent):
        super().__init__()
        self.generator, self.discriminator, self.latent = generator, discriminator, latent
        self.g_optimizer = keras.optimizers.Adam(0.0005, beta_1=0.5)
        self.d_optimizer = keras.optimizers.Adam(0.001, beta_1=0.5)
        self.g_optimizer.build(generator.trainable_variables)
        self.d_optimizer.build(discriminator.trainable_variables)

    def train_step(self, real):
        z = tf.random.normal((tf.shape(real)[0], self.latent))
        players = self.generator, self.discriminator, self.g_optimizer, self.d_optimizer
        d_loss, g_loss = gan_train_step(*players, real, z)
        return {"discriminator": d_loss, "generator": g_loss}


# %% [markdown]
# `build` makes the optimizers' own variables (chapter 03: Adam remembers two means for each weight) before training
# begins; inside TensorFlow's graph no new ones may appear.

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(9)
numbers = np.random.default_rng(9).normal(1.5, 0.6, (6400, 1)).astype("float32")
gan = GAN(mlp(4, 1, 32), mlp(1, 1, 32), latent=4)
gan.compile(jit_compile=False)
noise = tf.random.normal((4000, 4))


def snapshot(name):
    """Name, samples, and the discriminator as a function, as they are now."""
    grid_judge = keras.models.clone_model(gan.discriminator)
    grid_judge.set_weights(gan.discriminator.get_weights())
    samples = gan.generator(noise).numpy().ravel()
    return name, samples, lambda x: tf.sigmoid(grid_judge(x[:, None].astype("float32"))).numpy()


snapshots = [snapshot("before training")]
for epochs, name in ((3, "after 3 epochs"), (27, "after 30 epochs")):
    history = gan.fit(numbers, batch_size=128, epochs=epochs, verbose=0).history
    snapshots.append(snapshot(name))
gan_density.one_dimensional(snapshots, real=(1.5, 0.6))

# %% tags=["nbval-ignore-output"]
samples = snapshots[-1][1]
print(f"generated: mean {samples.mean():.2f}, s.d. {samples.std():.2f}   (data: 1.50 and 0.60)")
print(
    f"discriminator's loss {history['discriminator'][-1]:.2f}   (2 ln 2 = 1.39: it cannot tell)"
)
print(f"generator's loss     {history['generator'][-1]:.2f}   (ln 2 = 0.69)")

# %% tags=["claim"]
# > Here both losses can *stay* near 2 ln 2 and ln 2 while the samples get better
before, after = (abs(snapshots[i][1].mean() - 1.5) for i in (0, -1))
assert after < 0.5 * before
assert abs(history["discriminator"][-1] - 2 * np.log(2)) < 0.15
assert abs(history["generator"][-1] - np.log(2)) < 0.25

# %% [markdown]
# **Read the losses with care.** In all earlier chapters a falling training loss meant that the model fitted its data better.
# Here both losses can *stay* near 2 ln 2 and ln 2 while the samples get better: each is measured against an opponent that
# learns as well. A generator's loss says little about the quality of its samples. For that we need other measures.
#
# ## 4 · The ring, and how to count · 24 min
#
# Back to the puzzle. The data have eight **modes**: places where they gather. With points we can count exactly what a
# generator gets right. A sample is **good** if it lies within `radius` of some mode's centre. A mode is **covered** if
# its good samples are at least 1 % of *all* samples.
#
# ### Exercise 5 · Mode coverage (2 points · 8 min · ●●○)
#
# Write `mode_coverage(samples, centres, radius)` with NumPy alone: `samples` `(n, 2)`, `centres` `(k, 2)`. Return the
# pair *(number of covered modes, share of good samples)*. A good sample counts for its nearest centre. Distances are
# Euclidean, and a sample exactly at the radius is good.
#
# *Example:* 100 samples, 60 at centre 0 and 40 far from every centre: `(1, 0.6)`.


# %% tags=["exercise"]
def mode_coverage(samples, centres, radius=0.3):
    """How many modes are covered, and the share of samples that are good."""
    ### BEGIN SOLUTION
    distance = np.linalg.norm(samples[:, None, :] - centres, axis=-1)
    good = distance.min(axis=1) <= radius
    found = np.bincount(distance.argmin(axis=1)[good], minlength=len(centres))
    return int(np.sum(found >= 0.01 * len(samples))), float(good.mean())
    ### END SOLUTION


# %% tags=["check"] points=2
check.mode_coverage(mode_coverage, points=2)
### BEGIN HIDDEN TESTS
check.mode_coverage(mode_coverage, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# The puzzle's forgeries, counted. One number alone would be fooled: C covers all modes, and B's samples are as good as the
# data.

# %%
rng = np.random.default_rng(9)
turn = rng.uniform(0, 2 * np.pi, 4000)
wobble = rng.normal(0, 0.1, (4000, 2))
forgeries = {
    "the data": ring.x_train,
    "A, one cloud": rng.normal(0, np.sqrt(2.01), (4000, 2)),
    "B, four blobs": centres[::2][rng.integers(0, 4, 4000)] + wobble,
    "C, a band": 2 * np.stack([np.cos(turn), np.sin(turn)], axis=1) + wobble,
}
counted = {name: mode_coverage(points, centres) for name, points in forgeries.items()}
for name, (covered, good) in counted.items():
    print(f"{name:<14} {covered} modes covered, {good:4.0%} good")

# %% tags=["claim"]
# > C covers all modes, and B's samples are as good as the data.
assert counted["C, a band"][0] == 8 and counted["C, a band"][1] < 0.6
assert counted["B, four blobs"][0] == 4
assert abs(counted["B, four blobs"][1] - counted["the data"][1]) < 0.02

# %% [markdown]
# ### Many small steps
#
# A GAN needs thousands of small steps. Called one by one from Python, most of the time would be Python's. Inside **one**
# TensorFlow graph (`tf.function`) with the loop in it (`tf.range`), thousands take seconds. This cell is yours to use:


# %%
def adam(model, rate):
    """Adam with little momentum (beta_1 = 0.5), ready for a model's weights."""
    optimizer = keras.optimizers.Adam(rate, beta_1=0.5)
    optimizer.build(model.trainable_variables)
    return optimizer


def many_steps(step, points, latent, batch=128):
    """A function that runs step(real, z) as often as it is told, on random batches."""
    points = tf.constant(points)

    @tf.function
    def run(count):
        for _ in tf.range(count):
            rows = tf.random.uniform([batch], 0, len(points), tf.int32)
            step(tf.gather(points, rows), tf.random.normal([batch, latent]))

    return lambda count: run(tf.constant(count))


# %% [markdown]
# Why so little momentum? The opponent changes all the time, and a long memory of old gradients points to where it *was*.
#
# ### Exercise 6 · A GAN that covers the ring (3 points · 12 min · ●●○)
#
# Write `train_ring_gan(points)`: `points` is `(4000, 2)`, `float32`. Train a GAN on them and return the **generator**,
# a Keras model that turns `(n, 16)` normal random numbers into `(n, 2)` points.
#
# - Return a model of Keras' own layers: the check builds it again, and judges 2,000 samples of that one.
# - The ring is **turned** by a random angle: all 8 modes, and 80 % good samples (within 0.3 of a centre). Different noise
#   must give different points, and none of them may be a copy of a training point, not even with a little noise on it.
# - Use `mlp`, `adam`, `many_steps` and your `gan_train_step`, or go your own way. A recipe that works: 128 units, a rate of
#   0.002 for both, 5,000 steps. It should take about ten seconds, at most 40.
# - Luck plays a part: a training that falls short is done once more, and the second one counts.


# %% tags=["exercise"]
def train_ring_gan(points):
    """A generator from (n, 16) noise to points like the given ones."""
    ### BEGIN SOLUTION
    forger, judge = mlp(16, 2, 128), mlp(2, 1, 128)
    optimizers = adam(forger, 0.002), adam(judge, 0.002)

    def step(real, z):
        gan_train_step(forger, judge, *optimizers, real, z)

    many_steps(step, points, latent=16)(5000)
    return forger
    ### END SOLUTION


# %% tags=["check"] points=3
check.train_ring_gan(train_ring_gan, points=3)
### BEGIN HIDDEN TESTS
check.train_ring_gan(train_ring_gan, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Watch a generator grow.** The same noise after ever more steps. Press ▶ or drag the slider.

# %% tags=["nbval-ignore-output"]
from dlcourse.plots.gan import ring as gan_ring

keras.utils.set_random_seed(9)
generator, discriminator = mlp(16, 2, 128), mlp(2, 1, 128)
players = generator, discriminator, adam(generator, 0.002), adam(discriminator, 0.002)
train = many_steps(lambda real, z: gan_train_step(*players, real, z), ring.x_train, latent=16)

noise = tf.random.normal((1000, 16))
grown = [(0, generator(noise).numpy())]
for more in [100] * 5 + [250] * 6 + [500] * 4:
    train(more)
    grown.append((grown[-1][0] + more, generator(noise).numpy()))
gan_ring.growing(grown, centres)

# %% [markdown]
# ## 5 · Mode collapse: provoked, measured, cured · 7 min
#
# Nothing in the generator's loss asks for **variety**. If one blob fools the discriminator best, all noise may go there.
# The discriminator then learns to distrust this blob, and the generator moves on to the next, round and round. That is
# **mode collapse**, the best-known failure of GANs. Five ways to play, with the same networks, data and number of
# steps:
#
# | Name | Discriminator's loss | Generator's loss | Optimizer |
# |---|---|---|---|
# | saturating | cross-entropy | $\log(1 - D)$ | SGD |
# | non-saturating | cross-entropy | $-\log D$ | SGD |
# | Adam | cross-entropy | $-\log D$ | Adam |
# | smoothed | cross-entropy, real ones labelled 0.8 | $-\log D$ | Adam |
# | WGAN-GP | $l_\text{fake} - l_\text{real}$ + gradient penalty | $-l_\text{fake}$ | Adam, $\beta_1 = 0$ |
#
# **Label smoothing** keeps the discriminator from growing too sure: its best logit for a real sample is now at most ln 4,
# however sure it could be. The **Wasserstein GAN** drops probabilities: the discriminator (now a *critic*) gives a height to each place
# and wants real samples high, generated ones low. If the critic is **1-Lipschitz**, that is, its height changes by at most 1 per unit of
# distance, the largest difference of mean heights *is* the Wasserstein distance of section 2 (Kantorovich and
# Rubinstein's theorem). Without that limit the heights would grow without end. The **gradient penalty** asks for it: a slope of 1
# between real and generated samples. Such a landscape slopes towards the data even from far away. The penalty's weight is 1
# here; Gulrajani et al. use 10.
#
# To save time, both networks learn from one pass here: the generator's gradient belongs to the discriminator as it was
# *before* its step, and not after it as in exercise 4. That is the same for all five.


# %%
def gradient_penalty(critic, real, fake):
    """Mean of (slope − 1)² at random places between real and generated samples."""
    share = tf.random.uniform([tf.shape(real)[0], 1])
    between = share * real + (1 - share) * fake
    with tf.GradientTape() as inner:
        inner.watch(between)
        height = critic(between)
    slope = tf.norm(inner.gradient(height, between) + 1e-8, axis=1)
    return tf.reduce_mean((slope - 1) ** 2)


def losses(kind, critic, real, fake):
    """The two losses of one way to play. softplus(l) = log(1 + eˡ) = −log(1 − σ(l))."""
    on_real, on_fake = critic(real), critic(fake)
    mean, softplus = tf.reduce_mean, tf.nn.softplus
    if kind == "WGAN-GP":
        return mean(on_fake - on_real) + gradient_penalty(critic, real, fake), -mean(on_fake)
    label = 0.8 if kind == "smoothed" else 1.0
    d_loss = mean(softplus(on_real) - label * on_real) + mean(softplus(on_fake))
    return d_loss, -mean(softplus(on_fake)) if kind == "saturating" else mean(
        softplus(-on_fake)
    )


# %%
def play(kind, seed, steps=2000, sgd_rate=0.2):
    """Train on the ring in one of five ways; 2,000 samples."""
    keras.utils.set_random_seed(seed)
    generator, critic = mlp(16, 2), mlp(2, 1)
    if kind in ("saturating", "non-saturating"):
        g_opt, d_opt = keras.optimizers.SGD(sgd_rate), keras.optimizers.SGD(sgd_rate)
    else:
        rate, momentum = (0.004, 0.0) if kind == "WGAN-GP" else (0.002, 0.5)
        g_opt, d_opt = (keras.optimizers.Adam(rate, beta_1=momentum) for _ in range(2))
    g_opt.build(generator.trainable_variables)
    d_opt.build(critic.trainable_variables)

    def at_once(real, z):
        """One pass for both: the tape keeps the critic's old weights for the generator."""
        with tf.GradientTape(persistent=True) as tape:
            d_loss, g_loss = losses(kind, critic, real, generator(z))
        for loss, net, opt in ((d_loss, critic, d_opt), (g_loss, generator, g_opt)):
            opt.apply(tape.gradient(loss, net.trainable_variables), net.trainable_variables)

    many_steps(at_once, ring.x_train, latent=16)(steps)
    return generator(tf.random.normal((2000, 16))).numpy()


# %% tags=["nbval-ignore-output"]
runs, covered_by = {}, {}
for kind in ("saturating", "non-saturating", "Adam", "smoothed", "WGAN-GP"):
    drawn = [play(kind, seed) for seed in (0, 1)]
    counts = [mode_coverage(points, centres) for points in drawn]
    modes = ", ".join(str(covered) for covered, _ in counts)
    good = np.mean([share for _, share in counts])
    runs[kind] = drawn[0], f"modes: {modes}\ngood: {good:.0%}"
    covered_by[kind] = [covered for covered, _ in counts]
title = "How you play decides what you cover (first of two seeds; full circle: covered)"
gan_ring.compare(runs, centres, title)

# %% tags=["claim"]
# > **Plain gradient descent collapses** at the rate 0.2, with either loss
#
# > **Adam with little momentum** covers the ring.
#
# > **WGAN-GP** covers all eight with each seed.
assert max(covered_by["saturating"] + covered_by["non-saturating"]) <= 5
assert min(covered_by["Adam"] + covered_by["WGAN-GP"]) >= 7

# %% [markdown]
# Two seeds are few. Over five (`docs/results.md` of the course has the table) it looks like this:
#
# - **Plain gradient descent collapses** at the rate 0.2, with either loss: at most four modes with the saturating one, one or
#   none with the other. So the non-saturating loss is *no* cure for collapse. It cures slowness. With the rate 0.05 both cover
#   more modes (5 to 8 with the saturating one, 2 to 7 with the other), but after 2,000 steps only 30 % and 15 % of the
#   samples are good.
# - **Adam with little momentum** covers the ring. **Label smoothing** on top of it: 86 % good samples instead of 82 %, and one blob
#   lost with one seed. Here it changes little.
# - **WGAN-GP** covers all eight with each seed. Its samples are less sharp (65 % good after 2,000 steps). The penalty keeps the
#   landscape smooth, and the well-known recipe gives the critic five steps for each of the generator's; here it has one.
#
# There is no remedy for all cases. Try, **measure over several seeds**, and look at the samples.
#
# ## 6 · From points to images · 16 min
#
# A generator of images goes the way of chapter 06 backwards: from a few numbers to a small image with many channels, to
# a larger one with fewer. The layer for it is the **transposed convolution**, `Conv2DTranspose`. An ordinary convolution
# gathers a window into one number; a transposed one **presses each number as a stamp** the size of the kernel, `stride`
# pixels apart, and adds up where stamps overlap.

# %%
from dlcourse.plots.gan import digits as gan_digits

gan_digits.stamps()

# %% [markdown]
# Look at the counts below the stamps. Kernel 3 with stride 2: every other position gets two stamps, and the image easily
# shows a **checkerboard**. Kernel 4, a multiple of the stride, is even but at the ends. That is why many generators use 4 and 2.
#
# With padding `"valid"` all stamps are kept whole; where the kernel is narrower than the stride, Keras gives each stamp
# `stride` places. With `"same"` the result is cut to exactly `stride` times the input.
#
# ### Exercise 7 · How large will it be? (1 point · 4 min · ●●○)
#
# Write `transpose_output_size(n, kernel, stride, padding)`: the length of the result along one axis; `padding` is
# `"same"` or `"valid"`.
#
# *Example:* `transpose_output_size(3, 4, 2, "valid")` is `8`, as in the right-hand drawing; with `"same"` it is `6`.


# %% tags=["exercise"]
def transpose_output_size(n, kernel, stride, padding):
    """Length after a transposed convolution, as Keras computes it."""
    ### BEGIN SOLUTION
    if padding == "same":
        return n * stride
    return (n - 1) * stride + max(kernel, stride)
    ### END SOLUTION


# %% tags=["check"] points=1
check.transpose_output_size(transpose_output_size, points=1)
### BEGIN HIDDEN TESTS
check.transpose_output_size(transpose_output_size, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 8 · Two networks for digits (2 points · 8 min · ●●○)
#
# The images are scikit-learn's digits, 8 × 8 pixels, scaled to −1 … 1. Build both networks from Keras' own layers,
# the first of them `keras.Input`, so that their weights are there before the first call.
#
# - `build_generator(inputs)`: from `(n, inputs)` to images `(n, 8, 8, 1)`. Dense with ReLU, reshaped to 2 × 2 with 64 channels;
#   two `Conv2DTranspose` with kernel 4, stride 2, padding `"same"`: 32 channels with ReLU, then 1 channel with an activation
#   that fits −1 … 1.
# - `build_discriminator(channels)`: from `(n, 8, 8, channels)` to **one logit**. Two `Conv2D` with kernel 4, stride 2,
#   padding `"same"`, 16 and 32 channels, each with activation `"silu"`; flatten; one unit, with no activation.
#
# SiLU is $x \cdot \sigma(x)$: a smooth ReLU that is not quite flat on the negative side, so that some gradient reaches the
# generator from (almost) every unit of the discriminator (chapter 02: dying ReLU). Leaky ReLU, the usual choice here, serves the same end.


# %% tags=["exercise"]
def build_generator(inputs):
    """Noise (n, inputs) to images (n, 8, 8, 1) in −1..1."""
    ### BEGIN SOLUTION
    larger = {"kernel_size": 4, "strides": 2, "padding": "same"}
    network = keras.Sequential()
    network.add(keras.Input((inputs,)))
    network.add(keras.layers.Dense(2 * 2 * 64, activation="relu"))
    network.add(keras.layers.Reshape((2, 2, 64)))
    network.add(keras.layers.Conv2DTranspose(32, activation="relu", **larger))
    network.add(keras.layers.Conv2DTranspose(1, activation="tanh", **larger))
    return network
    ### END SOLUTION


def build_discriminator(channels):
    """Images (n, 8, 8, channels) to one logit each."""
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((8, 8, channels))])
    for filters in (16, 32):
        model.add(keras.layers.Conv2D(filters, 4, strides=2, padding="same", activation="silu"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1))
    return model
    ### END SOLUTION


# %% tags=["check"] points=2
check.gan_networks(build_generator, build_discriminator, points=2)
### BEGIN HIDDEN TESTS
check.gan_networks(build_generator, build_discriminator, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Where is batch normalisation?** The well-known DCGAN recipe uses it in both networks. Mind three things. It ties the
# samples of a batch together, so the discriminator judges batches, not images; real and generated samples in one batch
# would give each other away by their common mean, so they go through it in *separate* batches; and with a gradient
# penalty, which is asked of each sample alone, it does not belong in the critic at all. Our networks are small
# enough to go without.
#
# ## 7 · Ask for a seven · 7 min
#
# A GAN gives you *some* digit. A **conditional GAN** gives the one you ask for: both networks are told the label. The
# generator gets it with the noise; the discriminator gets it with the image, and now asks "is this a real image **of a
# seven**?" A perfect three is then a forgery.
#
# ### Exercise 9 · Condition (1 point · 5 min · ●●○)
#
# Write `condition(z, labels)`: noise `z` `(n, d)` and class numbers `labels` `(n,)` from 0 to 9. Return `(n, d + 10)`,
# `float32`: the noise, and behind it the labels one-hot. It will run inside a TensorFlow graph, so use TensorFlow's
# functions.
#
# *Example:* `condition` of a `z` of shape `(1, 24)` and the label 3 has a 1 in column 27.


# %% tags=["exercise"]
def condition(z, labels):
    """Noise with one-hot labels behind it."""
    ### BEGIN SOLUTION
    return tf.concat([tf.cast(z, "float32"), tf.one_hot(labels, 10)], axis=1)
    ### END SOLUTION


# %% tags=["check"] points=1
check.condition(condition, points=1)
### BEGIN HIDDEN TESTS
check.condition(condition, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# For the discriminator the label becomes ten further **channels**: the channel of the class is all 1, the others all 0.
# Then a convolution sees it at every pixel.


# %%
def with_label_channels(images, labels):
    """Images (n, 8, 8, 1) and class numbers to (n, 8, 8, 11)."""
    planes = tf.one_hot(labels, 10)[:, None, None, :] * tf.ones([1, 8, 8, 1])
    return tf.concat([images, planes], axis=-1)


# %% [markdown]
# ## 8 · Capstone: handwritten digits on demand · 19 min
#
# 1,438 digits to learn from, 359 kept back to measure with.

# %%
digits = data.load("digits")
x_train, x_test = (
    (x / 8 - 1).astype("float32")[..., None] for x in (digits.x_train, digits.x_test)
)
y_train, y_test = digits.y_train, digits.y_test
print(x_train.shape, "from", x_train.min(), "to", x_train.max(), "  test:", x_test.shape)

# %% [markdown]
# The training loop: your networks, your losses, your condition. Both gradients come from one tape, as in section 5,
# which saves a pass through the generator. So the generator learns from the discriminator as it was before this step.


# %%
def digit_gan(latent=24, batch=32, rate=0.002):
    """A conditional generator, and a function that trains it for some steps."""
    generator, critic = build_generator(latent + 10), build_discriminator(11)
    g_opt, d_opt = adam(generator, rate), adam(critic, rate)

    def step(rows, z):
        labels = tf.gather(y_train, rows[:, 0])
        with tf.GradientTape(persistent=True) as tape:
            fake = generator(condition(z, labels))
            real_logits = critic(with_label_channels(tf.gather(x_train, rows[:, 0]), labels))
            fake_logits = critic(with_label_channels(fake, labels))
            d_loss = discriminator_loss(real_logits, fake_logits)
            g_loss = generator_loss(fake_logits)
        for loss, net, opt in ((d_loss, critic, d_opt), (g_loss, generator, g_opt)):
            opt.apply(tape.gradient(loss, net.trainable_variables), net.trainable_variables)

    return generator, many_steps(step, np.arange(len(x_train))[:, None], latent, batch)


# %% [markdown]
# Samples growing out of noise, one column for each digit:

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(9)
generator, train = digit_gan()
asked = np.tile(np.arange(10), 4)
fixed = condition(tf.random.normal((40, 24)), asked)

sheets = [(0, generator(fixed).numpy())]
for more in [50] * 4 + [100] * 3 + [250] * 6:
    train(more)
    sheets.append((sheets[-1][0] + more, generator(fixed).numpy()))
gan_digits.growing_digits([(step, sheet.reshape(4, 10, 8, 8)) for step, sheet in sheets])

# %% [markdown]
# ### Is it any good? Three numbers
#
# For images nobody knows the modes. Instead, train a small **classifier** and take its last hidden layer as **features**:
# 32 numbers that describe an image by what matters for digits. Then compare the features of generated images with those
# of *test* images, which the generator has never seen:
#
# - **Fréchet distance** (squared): between the normal distributions that fit both clouds of features, with means $\mu$ and
#   covariances $\Sigma$: $|\mu_1 - \mu_2|^2 + \text{tr}\big(\Sigma_1 + \Sigma_2 - 2(\Sigma_1\Sigma_2)^{1/2}\big)$. 0 is
#   perfect. (The well-known *FID* is this, with the features of a large network, Inception.)
# - **Precision:** the share of generated images that lie among the real ones: *do they look real?*
# - **Recall:** the share of real images that lie among the generated ones: *is there variety?*
#
# "Among" means: closer to some image of the other kind than that image's own 3rd neighbour of its kind.

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(9)  # the measure does not depend on the GAN's luck
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


# %% [markdown]
# A number needs a **baseline**. Ours: for each digit *one Gaussian* with the mean and covariance of its 64 pixels, no
# network at all. And as the best that can be hoped for: real training images.


# %%
def gaussian_digits(rng):
    """Images with the labels of y_train: for each digit, one Gaussian over its 64 pixels."""
    drawn = np.empty_like(x_train)
    for digit in range(10):
        pixels = x_train[y_train == digit].reshape(-1, 64)
        new = rng.multivariate_normal(pixels.mean(axis=0), np.cov(pixels.T), len(pixels))
        drawn[y_train == digit] = np.clip(new, -1, 1).reshape(-1, 8, 8, 1)
    return drawn


# %% tags=["nbval-ignore-output"]
rng = np.random.default_rng(9)
made = generator(condition(tf.random.normal((len(y_train), 24)), y_train)).numpy()
sources = {
    "real (training) images": x_train,
    "conditional GAN": made,
    "one Gaussian per digit": gaussian_digits(rng),
    "collapsed: one image per digit": np.stack(
        [made[y_train == y].mean(axis=0) for y in y_train]
    ),
}
real = to_features(x_test).numpy()
table = {}
for name, images in sources.items():
    found = to_features(images[rng.permutation(len(images))[:359]]).numpy()
    table[name] = frechet(found, real), share_among(found, real), share_among(real, found)
gan_digits.scores(table)

# %% tags=["nbval-ignore-output"]
pick = [np.flatnonzero(y_train == digit)[:6] for digit in range(10)]


def sheet(images):
    return np.stack([images[rows] for rows in pick]).swapaxes(0, 1)[..., 0]


gan_digits.rows_of_digits(
    {
        "real": sheet(x_train),
        "conditional GAN": sheet(made),
        "one Gaussian per digit": sheet(sources["one Gaussian per digit"]),
    },
    "Which of these would fool you?",
    "Three sheets of small digits, ten columns for 0 to 9: real ones, those of the "
    "conditional GAN, and those of one Gaussian per digit, which are noisier.",
)
agree = np.mean(classifier(made).numpy().argmax(axis=1) == y_train)
print(f"the classifier reads the digit that was asked for in {agree:.0%} of the GAN's images")

# %% [markdown]
# **Be honest about the result.** One training proves little, and your figure may show another order. Over five trainings
# (`docs/results.md` of the course) *one Gaussian per digit*, a few lines without a network, wins: its distance was 1.5 to 2.1,
# the GAN's 1.5 to 3.8; its recall was higher each time, and so was its precision. 1,438 small images are little for a network,
# and enough for a Gaussian over 64 pixels. For photographs one Gaussian over all pixels gives no more than a blur; there
# networks are needed, and far more data. The last row of the figure is what collapse looks like in numbers: many images look
# real, and recall is close to 0. Precision alone would not show it.
#
# ### Has it only learned by heart?
#
# A generator that repeats its training images would have the numbers of the first row, as good as can be hoped for. So look for the **nearest training image** of
# each generated one. Images that the generator has never seen, the test images, tell how near is normal.

# %% tags=["claim"]
# > many images look real, and recall is close to 0.
_, precision, recall = table["collapsed: one image per digit"]
assert precision > 0.3 and recall < 0.05


# %%
def nearest(images):
    """For each image (8, 8, 1): the distance to the closest training image, and its row."""
    flat, known = images.reshape(-1, 1, 64), x_train.reshape(1, -1, 64)
    distances = np.linalg.norm(flat - known, axis=-1)
    return distances.min(axis=1), distances.argmin(axis=1)


# %% tags=["nbval-ignore-output"]
first = [np.flatnonzero(y_train == digit)[0] for digit in range(10)]
found, rows = nearest(made[first])
gan_digits.walks(
    np.stack([made[first], x_train[rows]])[..., 0],
    "Above: generated. Below: the nearest training image",
    "Two rows of ten digits, 0 to 9: generated images above, and the most similar training "
    "image of each below. They show the same digit, not the same image.",
)
some = rng.permutation(len(made))[:200]
apart = {"generated": nearest(made[some])[0], "test": nearest(x_test[:200])[0]}
for name, distances in apart.items():
    print(f"{name:<10} images: nearest training image {np.median(distances):.2f} away (median)")

# %% tags=["claim"]
# > Generated images are not nearer to the training images than new ones are
assert np.median(apart["generated"]) > 0.95 * np.median(apart["test"])
assert apart["generated"].min() > 0.2

# %% [markdown]
# Generated images are not nearer to the training images than new ones are: this generator has not learned them by heart. (Large
# models, trained for long on few images, can; section 9 says why that matters.)
#
# ### A walk through the latent space
#
# The generator has learned to turn *any* noise into a digit, not only that which it was trained on. Walk from one $z$
# to another, and one handwriting turns into another. But not in a straight line: normal noise of 24 numbers almost
# always has a length near $\sqrt{24} \approx 4.9$, so all noise lies in a thin **shell**. The middle of a straight line
# between two such points is about 3.5 long, where the generator was hardly ever trained. Go along the **arc**:
#
# $$ z(t) = \frac{\sin((1 - t)\,\omega)}{\sin \omega}\, z_0 + \frac{\sin(t\,\omega)}{\sin \omega}\, z_1
# \qquad \omega = \text{angle between } z_0 \text{ and } z_1 $$
#
# ### Exercise 10 · Spherical interpolation (2 points · 8 min · ●●○)
#
# Write `interpolate(z0, z1, n)` with NumPy alone: two vectors `(d,)`; return `(n, d)`, from $t = 0$ to $t = 1$, both
# included. If the angle is 0 (smaller than $10^{-6}$), a straight line will do.
#
# *Example:* half-way from `[1, 0]` to `[0, 1]` lies `[0.707, 0.707]`, not `[0.5, 0.5]`.


# %% tags=["exercise"]
def interpolate(z0, z1, n):
    """n points along the arc from z0 to z1."""
    ### BEGIN SOLUTION
    t = np.linspace(0, 1, n)[:, None]
    cosine = np.dot(z0, z1) / (np.linalg.norm(z0) * np.linalg.norm(z1))
    angle = np.arccos(np.clip(cosine, -1, 1))
    if angle < 1e-6:
        return (1 - t) * z0 + t * z1
    return (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)
    ### END SOLUTION


# %% tags=["check"] points=2
check.interpolate(interpolate, points=2)
### BEGIN HIDDEN TESTS
check.interpolate(interpolate, points=2, random_seed=True)
### END HIDDEN TESTS

# %% tags=["claim"]
# > between two such points is about 3.5 long
assert (
    round(np.sqrt(24) / np.sqrt(2), 1) == 3.5
)  # two directions drawn at random stand about at right angles

# %% tags=["nbval-ignore-output"]
ends = np.random.default_rng(3).normal(size=(5, 2, 24))
paths = []
walked = np.array([0, 2, 3, 5, 6])
for digit, (z0, z1) in zip(walked, ends, strict=True):
    z = interpolate(z0, z1, 12)
    paths.append(generator(condition(z, np.full(12, digit))).numpy()[..., 0])
gan_digits.walks(
    np.stack(paths),
    "From one handwriting to another, step by step",
    "Five rows of twelve generated digits: 0, 2, 3, 5 and 6, each changing gradually "
    "from left to right.",
)
read = np.array([classifier(images[..., None]).numpy().argmax(axis=1) for images in paths])
as_asked = np.mean(read == walked[:, None])
print(f"the classifier reads the digit that was asked for in {as_asked:.0%} of these images")

# %% [markdown]
# The classifier reads most images as the digit that was asked for, also where you may see another one: the label sets the
# digit, the noise sets the hand. On straight lines this small generator draws readable digits as well. The arc stays where it
# was trained.

# %% tags=["claim"]
# > The classifier reads most images as the digit that was asked for
assert as_asked > 0.8, as_asked
# > On straight lines this small generator draws readable digits as well.
t = np.linspace(0, 1, 12)[:, None]
straight = np.concatenate([(1 - t) * z0 + t * z1 for z0, z1 in ends])
images = generator(condition(straight, np.repeat(walked, 12)))
assert np.mean(classifier(images).numpy().argmax(axis=1) == np.repeat(walked, 12)) > 0.8

# %% [markdown]
# ### Your turn
#
# Decide what you would change in `digit_gan`: smoothed labels, another rate, twice the steps? Write down which of the three
# numbers you expect to move, run this section again, and believe it if three seeds agree. (No points.)
#
# ### Go bigger
#
# With a network connection, 60,000 images of clothes are one line away (30 MB, downloaded once):
# `data.load("fashion_mnist")`. Images of 28 × 28 need a start at 7 × 7 (7 → 14 → 28), more channels, and patience, or a
# graphics processor.
#
# ## 9 · Synthetic media · 2 min
#
# What you have built in small is built in large: faces, voices and films that never were. Today's best image generators
# are mostly **diffusion models** (they take noise away step by step) rather than GANs; the questions are the same.
#
# - **Consent.** A face or a voice belongs to someone. *That one can* is no permission.
# - **Deception.** Say that media are generated, in the file (metadata, watermark) and beside the picture. A *detector* is no
#   lasting answer: a discriminator is exactly what a generator trains against.
# - **The training data.** A generator repeats their gaps and their prejudice, and may give single examples away almost
#   unchanged. Who made them, under which licence, and who is missing?
# - **The liar's dividend.** When anything may be fake, real evidence can be denied. Provenance (who recorded this, and
#   when) becomes as important as content.
#
# There is good use as well: data for rare cases, privacy (with care, see above), design, restoration, film.
#
# ## 10 · In your own words · 13 min
#
# ### Exercise 11 · A face for the app (2 points, read by your instructor · 12 min · ●●○)
#
# A start-up wants to train a GAN on 20,000 profile photos from the web and sell "people who do not exist". After a day
# of training the generator's loss is steady and the samples look perfect, but a colleague notes that they show only
# about forty different faces. In five to eight sentences: what has happened, and why does the loss not show it? Name one measure
# that would, and one remedy. Which two questions must be answered before such a product is sold, even if it worked?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# Mode collapse: much of the noise is mapped to few faces. The generator's loss asks only whether each sample looks real
# to the current discriminator; nothing in it asks for variety, and it is measured against an opponent that changes. Recall
# of samples (the share of real images that lie among the generated ones) would be low while precision is high; the
# Fréchet distance would be large, too. Remedies: WGAN-GP, label smoothing, a slower generator or a stronger
# discriminator, more data, conditioning. Before selling: did the people in the photos consent, and does the licence allow
# it? Are some of the forty faces those of real people in the training data (a check against their nearest neighbours)?
# Are the images marked as generated, so that they cannot serve for fake profiles? Who is missing from the data?
#
# **Rubric.** ½ point: mode collapse, and that the loss does not reward variety. ½ point: a measure that shows it (recall,
# coverage, Fréchet distance, nearest neighbours). ½ point: a fitting remedy. ½ point: two ethical questions with
# substance (consent and licence, memorised people, marking and misuse, bias).
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | the game | $D$: real or generated? $G$: make it say real |
# | best discriminator | $D^* = p / (p + q)$; ½ everywhere when the generator has won |
# | non-saturating loss | $-\log D$: steep where the generator is still bad |
# | a step | discriminator first, then generator; two tapes, two optimizers, only its own weights |
# | mode collapse | good samples, little variety; the loss does not show it |
# | remedies | Adam with a low $\beta_1$, WGAN-GP; label smoothing changed little here; measure over several seeds |
# | measures | modes covered, precision and recall, Fréchet distance; always beside a baseline |
# | latent space | walk along the arc, not the straight line |
#
# **Words.** generative adversarial network 생성적 적대 신경망 · gradient 기울기 · loss 손실 · convolution 합성곱 ·
# kernel 커널 · stride 스트라이드 · padding 패딩 · one-hot encoding 원-핫 인코딩 · learning rate 학습률
#
# ## Quick self-check · 4 min
#
# Answer first, then unfold.
#
# <details><summary>1. At some place x real samples are three times as dense as generated ones. What does the best
# discriminator say there?</summary>
#
# 3 / (3 + 1) = 0.75.
# </details>
#
# <details><summary>2. The discriminator's loss has fallen to 0.001. Is that good news?</summary>
#
# No. It tells real from generated without fail, so the generator is far behind; with the saturating loss it would hardly
# get a gradient any more.
# </details>
#
# <details><summary>3. In the generator's half step the gradient passes through the discriminator. Why do its weights not
# change?</summary>
#
# Because the gradient is taken with respect to the generator's variables, and its optimizer is handed only those.
# </details>
#
# <details><summary>4. A generator has precision 0.98 and recall 0.15. What do you see?</summary>
#
# Images that look real, and the same few kinds over and over: mode collapse.
# </details>
#
# <details><summary>5. A 7 × 7 image goes through Conv2DTranspose with kernel 4, stride 2, first with padding "same", then with
# "valid". How large is it each time?</summary>
#
# 14 × 14, and 16 × 16: six gaps of 2, and a kernel of 4.
# </details>
#
# ## Go further
#
# - I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014. The first paper, nine pages: the game, the best
#   discriminator, and the non-saturating loss.
# - A. Radford, L. Metz, S. Chintala, *Unsupervised Representation Learning with Deep Convolutional GANs*, ICLR 2016. The
#   recipe that made images work, and arithmetic in latent space.
# - I. Gulrajani et al., *Improved Training of Wasserstein GANs*, NeurIPS 2017. The gradient penalty.
# - M. Heusel et al., *GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium*, NeurIPS 2017.
#   Where the Fréchet distance of features comes from.
# - T. Kynkäänniemi et al., *Improved Precision and Recall Metric for Assessing Generative Models*, NeurIPS 2019. The two
#   shares of section 8.
#
# **Next:** words, sentences and taste: chapter 10.
