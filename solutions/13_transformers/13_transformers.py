# %% [markdown]
# # 13 · Transformers and translation
#
# **After this elective you will be able to**
#
# - **say** why one vector is too narrow for a sentence, and **measure** it;
# - **write** attention with several heads, forward and backward, with masks, layer normalisation and positions;
# - **wire** one block as an encoder, as a decoder, and as both: BERT, GPT, T5;
# - **train** a small language model, **judge** it against a counter, and **write** with it, fast;
# - **translate** numbers between Korean and English, and **say** where your translator fails.
#
# **Time:** about 170 minutes. **Difficulty:** ●●●. **You need:** chapter 02 (gradients), 04 (Keras), 07 and 08
# (recurrent networks), and the attention of chapter 10.
#
# ## A puzzle to begin with · 3 min
#
# Korean and English count differently. Korean has a word for ten thousand, 만 (*man*), and counts in groups of four digits;
# English counts in groups of three. Here is one number in both. **Which pieces above does each word below need?** Can
# you read the words below from left to right and tick off the pieces above, one by one?

# %%
from dlcourse.data.makers.words import numbers
from dlcourse.plots.transformers import alignment

puzzle = 325_400
said = {language: numbers.WRITE[language](puzzle) for language in ("ko", "en")}
pieces = {language: numbers.tokens(words, language) for language, words in said.items()}
print(f"{puzzle:,}:  {said['ko']}  =  {said['en']}")
alignment.two_rows(pieces["ko"], pieces["en"])

# %% [markdown]
# (Figures here write Korean by its sound and its value, because not every computer has the letters. 오, *o*, is 5.)
#
# You cannot tick them off. The first *hundred* comes from ten (십) **and** ten thousand (만): ten times ten thousand.
# *Thousand* comes from 만 and 천. So a translator has to look at **several places at once**, and at other places for each
# word. This is what attention does, and in this chapter you build networks of little else.

# %%
alignment.two_rows(
    pieces["ko"],
    pieces["en"],
    links={0: [0], 1: [1, 3], 2: [2, 3], 3: [4], 4: [3, 5], 5: [6], 6: [7]},
)

# %%
from dlcourse.checks import transformers as check  # first: it keeps TensorFlow quiet

import keras
import numpy as np
import tensorflow as tf
from keras import layers as L

from dlcourse import data, text

# %% [markdown]
# ## 1 · One vector is too narrow · 8 min
#
# How would you translate with what you know from chapter 08? Two recurrent networks. The **encoder** (인코더) reads the source
# text and ends in a state. The **decoder** (디코더) begins with this state and writes the target text, one token after
# another; each token that it has written is its next input. This **sequence-to-sequence** model (Sutskever, Vinyals, Le,
# 2014) translated real text.

# %%
from dlcourse.plots.transformers import parts

parts.one_vector()

# %% [markdown]
# Look at the left drawing. Whatever the decoder is to know must pass through **one vector** of fixed size, for three tokens
# and for three hundred.
#
# Bahdanau, Cho and Bengio (2014) opened a second way. They keep **all** states of the encoder, $h_1 \dots h_m$. Before each
# word, the decoder, in state $s$, looks at all of them. The score of $h_j$ is $v \cdot \tanh(W s + U h_j)$, softmax turns the
# scores into shares, and the shares mix the states. You know this as attention, with a small network in place of the
# product $q \cdot k$. (It is older than the product, and was made for this.)
#
# **Measure it.** The task is to *copy*: read random digits, write the same digits. Nothing can be guessed, so the network has
# to carry everything. Both networks below have the same two GRUs with 48 units; only one of them may look back. Training
# texts have 1 to 16 digits.


# %%
def copier(attend, units=48, symbols=12):
    """Source and what is written so far → scores for the next symbol. 0: padding, 11: start."""
    source, written = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
    embed = L.Embedding(symbols, 32, mask_zero=True)
    states, last = L.GRU(units, return_sequences=True, return_state=True)(embed(source))
    s = L.GRU(units, return_sequences=True)(embed(written), initial_state=last)
    if attend:  # Bahdanau's scores: v · tanh(W s + U h)
        seen = L.AdditiveAttention()([L.Dense(units)(s), states, L.Dense(units)(states)])
        s = L.Dense(units, activation="relu")(L.Concatenate()([s, seen]))
    return keras.Model([source, written], L.Dense(symbols)(s))


def digits_to_copy(count, shortest, longest, rng):
    """Source, what is written before each step, and what should be: (count, longest) each."""
    place, length = np.arange(longest), rng.integers(shortest, longest + 1, size=(count, 1))
    source = np.where(place < length, rng.integers(1, 11, size=(count, longest)), 0)
    before = np.concatenate([np.full((count, 1), 11), source[:, :-1]], axis=1)
    return source, np.where(place < length, before, 0), source


# %% tags=["nbval-ignore-output"]
from dlcourse.plots.transformers import curves

rng = np.random.default_rng(13)
lengths = [2, 5, 8, 11, 14, 16, 20, 24]
source, before, target = digits_to_copy(7_680, 1, 16, rng)
tests = [digits_to_copy(300, length, length, rng) for length in lengths]

copied = {}
for name, attend in (("one vector", False), ("with attention", True)):
    keras.utils.set_random_seed(13)
    model = copier(attend)
    padding_is_free = keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, ignore_class=0
    )
    model.compile(keras.optimizers.Adam(0.01), padding_is_free)
    model.fit([source, before], target, batch_size=64, epochs=1, verbose=0)
    copied[name] = [np.mean(model([s, b]).numpy().argmax(-1) == t) for s, b, t in tests]
curves.by_length(
    lengths, copied, 16, "One vector holds a few digits; with attention, nearly all arrive"
)

# %% [markdown]
# In training and in this test, both are given the right digits so far, not those that they wrote (**teacher forcing**).
# With their own, mistakes add up. A digit that is guessed is right in one of ten cases. With **one vector** a few digits go through, and with every further one
# more is lost. **With attention** nearly all arrive, up to the longest texts of the training; what is longer suffers
# with both. There would be room in the vector: 48 numbers can hold sixteen digits. But to pack them so that they
# can be unpacked has to be learned, and looking back is much easier to learn.

# %% tags=["claim"]
# > With one vector a few digits go through, and with every further one more is lost.
one, many = (np.array(copied[name]) for name in ("one vector", "with attention"))
trained = np.array(lengths) <= 16
assert one[0] > 0.9 and one[trained][-1] < one[trained][1] - 0.15, copied
# > With attention nearly all arrive, up to the longest texts of the training
assert many[trained].min() > 0.85 and many[trained][-1] > one[trained][-1] + 0.2, copied
# > what is longer suffers with both
assert max(one[-1] - one[trained][-1], many[-1] - many[trained][-1]) < 0.03, copied

# %% [markdown]
# ## 2 · Several heads, and masks · 23 min
#
# If a network can look anywhere, what is the recurrence for? *Attention Is All You Need* (Vaswani et al., 2017) leaves it
# out. All words are handled at once, which suits processors that do many things at the same time. What is left is the
# attention of chapter 10, $\operatorname{softmax}(Q K^\top / \sqrt d)\, V$, and dense layers.
#
# One softmax has one opinion: a word that needs *two* places must share its attention between them, and the answer is
# their mean. (Think of 십 and 만.) So let **several heads** (헤드) attend side by side, each with queries, keys and values of
# its own. Each head works with $d / \text{heads}$ numbers, so the whole costs about as much as one large head.
#
# In code nothing is split: one product makes all queries, $(n, d)$, and then the last axis is **read** as heads × size.

# %% [markdown]
# ### Exercise 1 · Heads apart, heads together (1 point · 5 min · ●○○)
#
# Write `split_heads(x, heads)` and `merge_heads(x)`.
#
# - `split_heads` turns $(\dots, n, d)$ into $(\dots, \text{heads}, n, d / \text{heads})$. Head 0 gets the first
#   $d / \text{heads}$ columns of every word, head 1 the next ones, and so on.
# - `merge_heads` puts them back: $(\dots, \text{heads}, n, e)$ becomes $(\dots, n, \text{heads} \cdot e)$.
# - The dots stand for any axes in front, also none. `d` can be divided by `heads`.
#
# *Example:* two words with four columns, `[[1, 2, 3, 4], [5, 6, 7, 8]]`. With two heads, head 0 reads
# `[[1, 2], [5, 6]]` and head 1 reads `[[3, 4], [7, 8]]`.


# %% tags=["exercise"]
def split_heads(x, heads):
    """(..., n, d) → (..., heads, n, d / heads)."""
    ### BEGIN SOLUTION
    *front, n, d = x.shape
    return np.swapaxes(x.reshape(*front, n, heads, d // heads), -3, -2)
    ### END SOLUTION


def merge_heads(x):
    """(..., heads, n, e) → (..., n, heads · e)."""
    ### BEGIN SOLUTION
    *front, heads, n, e = x.shape
    return np.swapaxes(x, -3, -2).reshape(*front, n, heads * e)
    ### END SOLUTION


# %% tags=["check"] points=1
check.split_heads(split_heads, merge_heads, points=1)
### BEGIN HIDDEN TESTS
check.split_heads(split_heads, merge_heads, points=1, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# ### Masks
#
# Two rules say who may look where. A model that **writes** must not see what comes later (**causal mask**). And **padding**
# is no word, so nobody looks at it. Both are tables of `True` and `False`; where both count, `&` joins them.

# %% [markdown]
# ### Exercise 2 · Who may be looked at? (1 point · 4 min · ●○○)
#
# Masks are arrays of truth values: `True` where a query may look at a key.
#
# - `causal_mask(n)`, shape `(n, n)`: word *i* may look at itself and at all words before it, never at later ones.
# - `padding_mask(tokens)`: `tokens` are whole numbers, shape `(batch, n)`; 0 is padding. Nobody may look at padding. The shape
#   is `(batch, 1, 1, n)`, so that it fits to scores of shape `(batch, heads, queries, keys)`.
#
# Then `causal_mask(n) & padding_mask(tokens)` is the mask of a decoder, `(batch, 1, n, n)`.
#
# *Example:* `causal_mask(2)` is `[[True, False], [True, True]]`, and `padding_mask` of `[[7, 4, 0]]` is
# `[[[[True, True, False]]]]`.


# %% tags=["exercise"]
def causal_mask(n):
    """True where query i (row) may look at key j (column): (n, n)."""
    ### BEGIN SOLUTION
    return np.tril(np.ones((n, n), dtype=bool))
    ### END SOLUTION


def padding_mask(tokens):
    """True where a key is no padding: (batch, n) → (batch, 1, 1, n)."""
    ### BEGIN SOLUTION
    return (np.asarray(tokens) != 0)[:, None, None, :]
    ### END SOLUTION


# %% tags=["check"] points=1
check.causal_mask(causal_mask, padding_mask, points=1)
### BEGIN HIDDEN TESTS
check.causal_mask(causal_mask, padding_mask, points=1, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# Put together:
#
# $$ \text{head}_i = \operatorname{softmax}\!\Big(\frac{(x W^q_i)(x W^k_i)^\top}{\sqrt{d / \text{heads}}}\Big)\, x W^v_i
# \qquad y = \operatorname{merge}(\text{head}_1, \dots, \text{head}_h)\; W^o $$
#
# The last matrix $W^o$ lets the heads talk to each other.

# %% [markdown]
# Here is `attention` of chapter 10 again, in a shorter form. You may use it below.


# %%
def attention(q, k, v, mask=None):
    """(output, weights) of scaled dot-product attention; the mask is True where allowed."""
    scores = np.einsum("...qd,...kd->...qk", q, k) / np.sqrt(q.shape[-1])
    scores = np.where(True if mask is None else mask, scores, -1e9)
    weights = np.exp(scores - np.logaddexp.reduce(scores, axis=-1, keepdims=True))
    return weights @ v, weights


# %% [markdown]
# ### Exercise 3 · Multi-head attention (2 points · 8 min · ●●○)
#
# Write `multi_head_attention(x, W_q, W_k, W_v, W_o, heads, mask)` and return the output, `(batch, n, d)`.
#
# - `x` is `(batch, n, d)`; the four matrices are `(d, d)`, and there are no biases. Queries, keys and values of all heads are
#   `x @ W_q`, `x @ W_k` and `x @ W_v`; the columns belong to the heads as in Exercise 1.
# - Each head has its own scaled dot-product attention: scores are divided by $\sqrt{d / \text{heads}}$, the square root of
#   the length of *its* queries.
# - The merged heads are multiplied by `W_o`.
# - `mask` is `None`, or an array of truth values that fits to `(batch, heads, n, n)`; `True` where a query may look.
#
# With the same matrices it must give what Keras' `MultiHeadAttention` gives.


# %% tags=["exercise"]
def multi_head_attention(x, W_q, W_k, W_v, W_o, heads, mask=None):
    """Self-attention with several heads: (batch, n, d) → (batch, n, d)."""
    ### BEGIN SOLUTION
    q, k, v = (split_heads(x @ W, heads) for W in (W_q, W_k, W_v))
    return merge_heads(attention(q, k, v, mask)[0]) @ W_o
    ### END SOLUTION


# %% tags=["check"] points=2
check.multi_head_attention(multi_head_attention, points=2)
### BEGIN HIDDEN TESTS
check.multi_head_attention(multi_head_attention, points=2, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# The same weights in Keras, with a causal mask. Keras stores them as `(d, heads, size)`, and the last
# one as `(heads, size, d)`; a reshape is enough.

# %%
rng = np.random.default_rng(13)
x = rng.normal(size=(2, 6, 16)).astype("float32")
layer = keras.layers.MultiHeadAttention(num_heads=4, key_dim=4, use_bias=False)
theirs = layer(x, x, use_causal_mask=True).numpy()

matrices = [W.reshape(16, 16) for W in layer.get_weights()]
ours = multi_head_attention(x, *matrices, heads=4, mask=causal_mask(6))
print("largest difference below 1e-5:", bool(np.abs(ours - theirs).max() < 1e-5))

# %% [markdown]
# ## 3 · Attention, backwards · 15 min
#
# How does a query learn to look elsewhere? Follow the gradient back, with the chain rule of chapter 02. $S = Q K^\top /
# \sqrt d$ and $A V$ are products of matrices, whose gradients you know. Between them stands softmax, row by row,
# $A = \operatorname{softmax}(S)$:
#
# $$ \frac{\partial L}{\partial S_j} = A_j \Big( D_j - \sum_i A_i D_i \Big) \qquad D = \frac{\partial L}{\partial A} $$
#
# Read it as a sentence. $D_j$ says how much the loss would grow if value $j$ were mixed in more. The sum is the mean of
# this over what is looked at now. So a score falls where its value hurts **more than the mean of what is looked at**, and rises
# where it hurts less: attention learns by comparing. The factor $A_j$ says that a place with share 0 learns nothing: **masked
# places get no gradient**.

# %% [markdown]
# ### Exercise 4 · Attention, backwards (2 points · 12 min · ●●●)
#
# Forward, $A = \operatorname{softmax}(S)$ with $S = Q K^\top / \sqrt d$, and the output is $A V$. Write
# `attention_backward(dout, q, k, v, mask)`. `dout` is $\partial L / \partial\,\text{output}$, and the shapes are those of
# chapter 10: `q` $(\dots, n, d)$, `k` $(\dots, m, d)$, `v` $(\dots, m, e)$, `dout` $(\dots, n, e)$, any axes in front,
# also none. Return the three gradients `dq, dk, dv`, each with the shape of what it belongs to.
#
# - From the output to the values, $dV = A^\top\, dout$, and to the weights, $dA = dout\, V^\top$.
# - Through softmax, for each query: $dS = A \odot (dA - \sum_j A_j\, dA_j)$. Weights sum to 1, so what raises all of them
#   alike changes nothing.
# - To queries and keys: $dQ = dS\, K / \sqrt d$ and $dK = dS^\top Q / \sqrt d$.
#
# `mask` is as before. Where it is `False`, the weight is 0, and no gradient passes. Leave the arguments as they are.


# %% tags=["exercise"]
def attention_backward(dout, q, k, v, mask=None):
    """dq, dk, dv of scaled dot-product attention."""
    ### BEGIN SOLUTION
    weights = attention(q, k, v, mask)[1]
    dv = np.swapaxes(weights, -1, -2) @ dout
    dweights = dout @ np.swapaxes(v, -1, -2)
    mean = np.sum(weights * dweights, axis=-1, keepdims=True)
    dscores = weights * (dweights - mean) / np.sqrt(q.shape[-1])
    return dscores @ k, np.swapaxes(dscores, -1, -2) @ q, dv
    ### END SOLUTION


# %% tags=["check"] points=2
check.attention_backward(attention_backward, points=2)
### BEGIN HIDDEN TESTS
check.attention_backward(attention_backward, points=2, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# TensorFlow's tape, asked for the same three gradients:

# %%
rng = np.random.default_rng(13)
q, k, v, slope = (rng.normal(size=(2, 5, 4)) for _ in range(4))
variables = [tf.Variable(array) for array in (q, k, v)]
with tf.GradientTape() as tape:
    Q, K, V = variables
    scores = tf.where(causal_mask(5), Q @ tf.linalg.matrix_transpose(K) / 2, -1e9)
    objective = tf.reduce_sum(slope * (tf.nn.softmax(scores) @ V))

theirs = tape.gradient(objective, variables)
ours = attention_backward(slope, q, k, v, causal_mask(5))
for name, one, other in zip(("dq", "dk", "dv"), ours, theirs, strict=True):
    print(f"{name}: formula and tape agree to 1e-4: {np.abs(one - other).max() < 1e-4}")

# %% [markdown]
# ## 4 · What makes it deep: layer normalisation and a way around · 17 min
#
# Large models stack a hundred blocks. Two things let gradients through so many. One is the **residual connection** of chapter
# 06, $x + f(x)$. The other is **layer normalisation** (층 정규화): the numbers of *each word* get mean 0 and variance 1, and
# are then scaled and shifted by two learned vectors. A word's result depends on no other text and on no padding.

# %% [markdown]
# ### Exercise 5 · Layer normalisation, both ways (2 points · 12 min · ●●●)
#
# Batch normalisation (chapter 05) looks down a column, over the batch. **Layer** normalisation looks along a row: each
# word is normalised by itself, over its $d$ features (the last axis), in training and in use alike.
#
# $$ \hat x = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} \qquad y = \gamma \odot \hat x + \beta
# \qquad \varepsilon = 0.001 $$
#
# - `layer_norm(x, gamma, beta)`: `x` is $(\dots, d)$ with any axes in front, also none; `gamma` and `beta` are $(d)$. Return $y$.
#   $\sigma^2$ is the mean of the squared distances from $\mu$.
# - `layer_norm_backward(dy, x, gamma)`: return `dx, dgamma, dbeta`, each with the shape of what it belongs to. With
#   $g = \gamma \odot dy$ and means over the features of each row,
#
# $$ dx = \frac{g - \operatorname{mean}(g) - \hat x \operatorname{mean}(g \odot \hat x)}{\sqrt{\sigma^2 + \varepsilon}} $$
#
# $d\gamma$ and $d\beta$ are **sums** over all rows.


# %% tags=["exercise"]
def layer_norm(x, gamma, beta):
    """Each row normalised over its features, then scaled and shifted."""
    ### BEGIN SOLUTION
    mean, variance = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    ### END SOLUTION


def layer_norm_backward(dy, x, gamma):
    """dx, dgamma, dbeta of layer normalisation."""
    ### BEGIN SOLUTION
    d = x.shape[-1]
    deviation = np.sqrt(x.var(axis=-1, keepdims=True) + 0.001)
    x_hat = (x - x.mean(axis=-1, keepdims=True)) / deviation
    dgamma = (dy * x_hat).reshape(-1, d).sum(axis=0)
    dbeta = dy.reshape(-1, d).sum(axis=0)
    g = gamma * dy
    along = np.mean(g * x_hat, axis=-1, keepdims=True)
    dx = (g - g.mean(axis=-1, keepdims=True) - x_hat * along) / deviation
    return dx, dgamma, dbeta
    ### END SOLUTION


# %% tags=["check"] points=2
check.layer_norm(layer_norm, layer_norm_backward, points=2)
### BEGIN HIDDEN TESTS
check.layer_norm(layer_norm, layer_norm_backward, points=2, random_seed=True)
### END HIDDEN TESTS


# %%
gamma, beta = (rng.normal(size=16).astype("float32") for _ in range(2))
layer = L.LayerNormalization()
layer.build((None, None, 16))
layer.set_weights([gamma, beta])

slope = rng.normal(size=x.shape).astype("float32")
with tf.GradientTape() as tape:
    watched = tf.Variable(x)
    y = layer(watched)
    objective = tf.reduce_sum(slope * y)
theirs = tape.gradient(objective, [watched, *layer.trainable_variables])
ours = layer_norm_backward(slope, x, gamma)
forward_gap = np.abs(layer_norm(x, gamma, beta) - y).max()
gaps = [np.abs(one - other).max() for one, other in zip(ours, theirs, strict=True)]
print(f"forward equal to 1e-5: {forward_gap < 1e-5}; gradients to 1e-4: {max(gaps) < 1e-4}")

# %% [markdown]
# ### What the way around is for
#
# Attention mixes: its answer is a weighted **mean** of what it looked at. Take means of means of means, and all words
# end up the same. The way around keeps each word itself. See it in a random stack of 12 blocks, before any training.
# How different are the 20 words still (the length of what distinguishes them, as a share of all)?


# %%
def difference_by_depth(wiring, blocks=12, d=32):
    """How much the words differ from their mean after each block, from 1 (all) to 0 (none)."""
    keras.utils.set_random_seed(13)
    x, shares = tf.random.normal((8, 20, d)), []
    for _ in range(blocks):
        look = L.MultiHeadAttention(4, d // 4)
        think = keras.Sequential([L.Dense(4 * d, activation="relu"), L.Dense(d)])
        for side in (lambda x, look=look: look(x, x), think):
            norm = L.LayerNormalization()
            if wiring == "pre-norm":
                x = x + side(norm(x))
            elif wiring == "post-norm":
                x = norm(x + side(x))
            else:
                x = norm(side(x))
        own = x - tf.reduce_mean(x, axis=1, keepdims=True)
        shares.append(float(tf.norm(own) / tf.norm(x)))
    return shares


# %% tags=["nbval-ignore-output"]
wirings = ("pre-norm", "post-norm", "no way around")
differences = {name: difference_by_depth(name) for name in wirings}
curves.difference_by_depth(differences, "Without a way around, all words become the same")
for name, values in differences.items():
    print(f"{name:<14} after 12 blocks, {values[-1]:.1%} of the words is their own")

# %% [markdown]
# Without a way around, a few blocks are enough to make all words the same, to the precision of the computer: nothing is
# left for a thirteenth block to work with. With a way around, words stay themselves, longer with pre-norm than with
# post-norm. (Dong, Cordonnier and Loukas proved in 2021 that attention alone does this: *Attention is not all
# you need*.)
#
# Where to put the normalisation? The first Transformer had it **behind** each sum (post-norm), on the main road. Most
# models today normalise **inside** the side road (pre-norm), and the main road is free: forwards, a word passes from
# the bottom to the top; backwards, its gradient passes from the top to the bottom. Deep post-norm stacks learn only if the learning rate rises
# slowly at first; pre-norm stacks are less delicate (Xiong et al., 2020).

# %% tags=["claim"]
# > a few blocks are enough to make all words the same, to the precision of the computer
assert differences["no way around"][-1] < 1e-4, differences
# > words stay themselves, longer with pre-norm than with post-norm
assert differences["pre-norm"][-1] > 1.5 * differences["post-norm"][-1] > 0.01, differences

# %%
parts.two_norms()

# %% [markdown]
# ## 5 · Where a word stands · 15 min
#
# Attention does not see order (chapter 10): shuffle the words, and the answers are shuffled with them. So the place
# must be put in. Here are three ways, and all are in use.
#
# **Learned**: a table with a vector for each place, as in chapter 10. Simple; it knows nothing of places that were not in
# training.
#
# **Sinusoidal** (2017): a clock with many hands. Each pair of entries is a sine and a cosine that turn with the place,
# the first fast, the last slowly. It is computed, not learned, and exists for any place.

# %% [markdown]
# ### Exercise 6 · Places as waves (1 point · 5 min · ●●○)
#
# Write `positional_encoding(length, dim)`: an array `(length, dim)`, one row for each place $t = 0, 1, 2, \dots$, `dim` even.
# Columns come in pairs, and pair $i = 0, 1, \dots$ is a wave of its own:
#
# $$ P_{t,\,2i} = \sin(t\,\omega_i) \qquad P_{t,\,2i+1} = \cos(t\,\omega_i) \qquad
# \omega_i = 10000^{-2i/\text{dim}} $$
#
# *Example:* `positional_encoding(2, 4)` is `[[0, 1, 0, 1], [0.841, 0.540, 0.010, 1.000]]`: the second pair is 100 times
# slower than the first.


# %% tags=["exercise"]
def positional_encoding(length, dim):
    """Sine and cosine waves, (length, dim)."""
    ### BEGIN SOLUTION
    angle = np.arange(length)[:, None] * 10000.0 ** (-np.arange(0, dim, 2) / dim)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(length, dim)
    ### END SOLUTION


# %% tags=["check"] points=1
check.positional_encoding(positional_encoding, points=1)
### BEGIN HIDDEN TESTS
check.positional_encoding(positional_encoding, points=1, random_seed=True)
### END HIDDEN TESTS


# %%
from dlcourse.plots.transformers import positions

positions.waves(positional_encoding(64, 32))

# %% [markdown]
# **Rotary** (RoPE, Su et al., 2021), in most large language models today. The two above *add* a place to the word; this one
# **turns** queries and keys. Each pair of numbers is turned by an angle that grows with the place. When query and key meet
# in a product, only the **difference** of their angles is left: the score depends on how many places the query stands
# before or after the key, not on where they stand.

# %% [markdown]
# ### Exercise 7 · Places as turns (1 point · 6 min · ●●○)
#
# **Rotary** places (RoPE) add nothing to the words. They *turn* queries and keys, each pair of neighbouring columns like the
# hand of a clock that runs backwards (to the left): pair $i$ of a vector at place $t$ turns by $t\,\omega_i$, with the
# $\omega_i$ of Exercise 6.
#
# Write `rotate(q, positions)`: `q` is $(\dots, n, d)$ with any axes in front, also none, and `d` is even. `positions` are
# $n$ places, in any order, and not always whole numbers from 0. Return the turned vectors, same shape. A pair $(a, b)$ becomes
# $(a \cos\alpha - b \sin\alpha,\; a \sin\alpha + b \cos\alpha)$. Leave `q` as it is.
#
# Turn a query and a key, and of their places only the *difference* is left in their dot product.


# %% tags=["exercise"]
def rotate(q, positions):
    """Each pair of columns (2i, 2i + 1) turned by its place times the pair's speed."""
    ### BEGIN SOLUTION
    d = q.shape[-1]
    angle = np.asarray(positions)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)
    a, b = q[..., 0::2], q[..., 1::2]
    turned = np.empty(q.shape)
    turned[..., 0::2] = a * np.cos(angle) - b * np.sin(angle)
    turned[..., 1::2] = a * np.sin(angle) + b * np.cos(angle)
    return turned
    ### END SOLUTION


# %% tags=["check"] points=1
check.rotate(rotate, points=1)
### BEGIN HIDDEN TESTS
check.rotate(rotate, points=1, random_seed=True)
### END HIDDEN TESTS


# %%
rng = np.random.default_rng(5)
positions.turning(rotate, rng.normal(size=16), rng.normal(size=16))

# %% [markdown]
# Both curves are one: a query 7 places after its key gets the same score at the beginning of the text and in its middle.
#
# ## 6 · One block, three wirings · 7 min
#
# Here is the block, in Keras, pre-norm. With `memory` it gets a second attention that looks from the target text to the
# source text: **cross-attention**, where queries come from one text, keys and values from the other.


# %%
def block(x, d=64, heads=4, causal=False, memory=None):
    """Looks at itself, then at `memory` if there is one, then thinks word by word."""
    look = [L.MultiHeadAttention(heads, d // heads, use_bias=False) for _ in range(2)]
    y = L.LayerNormalization()(x)
    x = L.Add()([x, look[0](y, y, use_causal_mask=causal)])
    if memory is not None:
        x = L.Add()([x, look[1](L.LayerNormalization()(x), memory)])
    thought = L.Dense(4 * d, activation="relu")(L.LayerNormalization()(x))
    return L.Add()([x, L.Dense(d)(thought)])


# %% [markdown]
# In front of the first block stand the words in their places, with your `positional_encoding`. (`before` is for sections 7 and 8.)


# %%
class WordsInPlaces(L.Layer):
    """Vector of the word + code of its place + vectors of the `before` words before it."""

    def __init__(self, words, d=64, longest=512, mask_zero=True, before=0):
        super().__init__()
        start = keras.initializers.RandomNormal(stddev=0.2)
        self.word, self.mask_zero = L.Embedding(words, d, start), mask_zero
        self.before = [L.Embedding(words, d, start) for _ in range(before)]
        self.places = positional_encoding(longest, d).astype("float32")

    def call(self, x):
        n = keras.ops.shape(x)[1]
        y = self.word(x) + keras.ops.convert_to_tensor(self.places)[:n]
        for far, table in enumerate(self.before, start=1):
            y = y + table(keras.ops.pad(x, [[0, 0], [far, 0]])[:, :n])
        return y

    def compute_mask(self, x, previous=None):
        return keras.ops.not_equal(x, 0) if self.mask_zero else None


# %%
parts.three_wirings()

# %% [markdown]
# - **Encoder** (BERT, 2018): everybody sees everybody. It reads. Trained by guessing words that were hidden; section 8.
# - **Decoder** (GPT, 2018): the causal mask. It writes. Trained by guessing the next token; section 7.
# - **Encoder–decoder** (T5, 2019; the Transformer of 2017): it reads one text and writes another; section 10.
#
# **Padding must change nothing.** A mask has to survive every layer; if one of them drops it, no error tells you. So test:
# the same reviews, padded to two lengths.


# %%
def encoder(words, mask_zero=True, before=0):
    """Tokens → a vector for each that knows all the others, (batch, n, 64)."""
    tokens = keras.Input((None,), dtype="int32")
    x = WordsInPlaces(words, mask_zero=mask_zero, before=before)(tokens)
    for _ in range(2):
        x = block(x)
    return keras.Model(tokens, L.LayerNormalization()(x))


# %%
reviews = data.load("reviews_en")
words_of = [text.words(review.lower()) for review in reviews.x_train]
known = text.Vocabulary.of(words_of)
short = [known.encode(words) for words in words_of if len(words) <= 20][:32]

for mask_zero in (True, False):
    keras.utils.set_random_seed(13)
    reader = encoder(len(known), mask_zero)
    mean = keras.Model(reader.input, L.GlobalAveragePooling1D()(reader.output))
    narrow, wide = (mean(text.pad(short, length)).numpy() for length in (20, 60))
    name = "kept" if mask_zero else "lost"
    print(f"mask {name}: 40 more paddings change nothing: {np.abs(narrow - wide).max() < 1e-5}")

# %% [markdown]
# ## 7 · A small language model · 26 min
#
# A **language model** gives a probability to what comes next. Ours reads and writes **characters**, and learns from the
# 640 English training reviews. How good is it? Ask for the probability that it gave to each character that really came
# next, in texts that it has never seen.

# %% [markdown]
# ### Exercise 8 · Bits per character (1 point · 3 min · ●○○)
#
# A language model gives each character that came the probability $p$. Its surprise is $-\log_2 p$ bits: 1 bit for a coin,
# 3 bits for one of eight. Write `bits_per_character(log_probabilities)`: the mean surprise in bits, as one number.
# Frameworks give **natural** logarithms, $\ln p$, and these you are given, as an array of any shape.
#
# *Example:* for `[ln ½, ln ⅛]` it is (1 + 3) / 2 = 2 bits.


# %% tags=["exercise"]
def bits_per_character(log_probabilities):
    """Mean surprise in bits, from natural logarithms."""
    ### BEGIN SOLUTION
    return -np.mean(log_probabilities) / np.log(2)
    ### END SOLUTION


# %% tags=["check"] points=1
check.bits_per_character(bits_per_character, points=1)
### BEGIN HIDDEN TESTS
check.bits_per_character(bits_per_character, points=1, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# Knowing nothing, and with an alphabet of $A$ characters, you pay $\log_2 A$ bits for each. A good model is a good
# *compressor*: bits per character are the size of the file that it could pack the text into.
#
# ### The rival: count
#
# A counter needs no gradient. It looks at the last $n$ characters and asks: what came after them in the training text? It
# always mixes in what it would say with one character less, and so on; the less it has seen, the more (this is
# *interpolation*; we call it **back-off**, as many do). How much to trust each? If these $n$
# characters came $c$ times, with $t$ different characters behind them, a share $t / (c + t)$ goes to the answer with one
# character less (Witten and Bell, 1991).


# %%
from collections import Counter, defaultdict


class BackOffCounter:
    """P(next character | up to `longest` characters before it), from counts."""

    def __init__(self, text, longest, alphabet):
        self.after, self.longest, self.alphabet = defaultdict(Counter), longest, alphabet
        for i, character in enumerate(text):
            for n in range(min(i, longest) + 1):
                self.after[text[i - n : i]][character] += 1

    def probability(self, before, character):
        p = 1 / len(self.alphabet)
        for n in range(min(len(before), self.longest) + 1):
            seen = self.after.get(before[len(before) - n :])
            if seen is None:
                break
            p = (seen[character] + len(seen) * p) / (seen.total() + len(seen))
        return p


# %%
train_text, test_text = ("\n".join(part) + "\n" for part in (reviews.x_train, reviews.x_test))
alphabet = sorted(set(train_text + test_text))
print(
    f"{len(train_text):,} characters to learn from, {len(test_text):,} held out, "
    f"{len(alphabet)} different: {np.log2(len(alphabet)):.2f} bits if you know nothing"
)

orders, counted = [0, 1, 2, 4, 6, 8, 12], []
counter = BackOffCounter(train_text, max(orders), alphabet)
for longest in orders:
    counter.longest = longest
    paid = [
        counter.probability(test_text[max(0, i - longest) : i], character)
        for i, character in enumerate(test_text)
    ]
    counted.append(bits_per_character(np.log(paid)))
    print(f"looks back {longest:>2} characters: {counted[-1]:.2f} bits per character")

# %% [markdown]
# ### The network
#
# The same text for a decoder of two blocks. Each window of 96 characters gives 96 questions at once: *what comes next
# here?* The causal mask keeps the answers out of sight.
#
# Attention can find out that the nearest characters matter most, but that takes a while. To spare you the time, each place is
# told its three predecessors from the start, by three more tables (`before=3`).


# %%
def language_model(characters, blocks=2, d=64):
    """Characters → scores for the next one, at every place."""
    tokens = keras.Input((None,), dtype="int32")
    x = WordsInPlaces(characters, d, mask_zero=False, before=3)(tokens)
    for _ in range(blocks):
        x = block(x, d, causal=True)
    return keras.Model(tokens, L.Dense(characters)(L.LayerNormalization()(x)))


# %%
code = {character: number for number, character in enumerate(alphabet)}
train_codes, test_codes = (
    np.array([code[c] for c in part]) for part in (train_text, test_text)
)


def windows(codes, starts, length=96):
    """Rows of `length` characters, and one more: the answer to the last question."""
    return codes[np.asarray(starts)[:, None] + np.arange(length + 1)]


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(13)
lm, steps = language_model(len(alphabet)), 500
starts = np.random.default_rng(13).integers(0, len(train_codes) - 97, 6 * steps)
rows = windows(train_codes, starts)
rate = keras.optimizers.schedules.CosineDecay(
    0.0, steps - 30, warmup_target=0.008, warmup_steps=30
)
scores_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
lm.compile(keras.optimizers.Adam(rate), scores_loss)
lm.fit(rows[:, :-1], rows[:, 1:], batch_size=6, epochs=1, verbose=0)
print(
    f"{lm.count_params():,} parameters have read {6 * 96 * steps:,} characters, "
    f"{6 * 96 * steps / len(train_codes):.1f} times the whole text"
)

# %% [markdown]
# Each held-out character is judged with 49 to 96 characters before it; the counter looks at 12 at most.

# %% tags=["nbval-ignore-output"]
rows = windows(test_codes, range(0, len(test_codes) - 97, 48))
chances = keras.ops.log_softmax(lm(rows[:, :-1])).numpy()
given = np.take_along_axis(chances, rows[:, 1:, None], axis=2)[:, 48:, 0]
network_bits = bits_per_character(given)
print(f"network: {network_bits:.2f} bits per character; the best counter: {min(counted):.2f}")
curves.bits_by_context(
    orders,
    counted,
    network_bits,
    "A counter that looks back 8 characters beats the network after 500 steps",
)

# %% [markdown]
# **The counter wins**, clearly. These reviews are put together from about 150 clauses (chapter 10), and whoever has seen
# eight characters of a clause knows how it goes on. That is what counting is best at. (It also shows its limit: with twelve
# characters it has seen too little of each, and gets worse again.) The network begins with nothing, and after 500
# steps it is not there yet. (Try `steps = 1200`: in one run it then paid less than the best counter.) Where texts do **not** repeat themselves, counters fail: there the long
# context has never been seen before, and a network can still use what is *similar*.

# %% tags=["claim"]
# > The counter wins, clearly.
assert min(counted) < network_bits - 0.1, (min(counted), network_bits)
# > These reviews are put together from about 150 clauses
from dlcourse.data.makers import clauses_en

sides = [*clauses_en.THINGS, clauses_en.BUYING]
assert 120 < sum(len(side["good"]) + len(side["bad"]) for side in sides) < 180
# > with twelve characters it has seen too little of each, and gets worse again
assert orders[-1] == 12 and counted[-1] > counted[-2] + 0.03, counted

# %% [markdown]
# ### Writing: how to choose
#
# The model gives scores; you must choose. Always the likeliest one: each time the same text, often in circles. Drawing by the
# probabilities: now and then something absurd from the long tail. In between there are three knobs:
#
# - **temperature** (chapter 07): divide the scores by $T$; below 1 it is more careful, above 1 wilder;
# - **top-k**: only the $k$ likeliest may be drawn;
# - **top-p** (nucleus): only the likeliest ones that *together* reach the probability $p$. Where the model is sure, this
#   is one character; where it is not, there are many.

# %% [markdown]
# ### Exercise 9 · The nucleus (1 point · 6 min · ●●○)
#
# Write `top_p(logits, p)`: `logits` is an array `(vocabulary,)`. Return the probabilities to draw from, same shape.
#
# - Softmax first (logits in the thousands must not overflow).
# - Keep the **fewest** most probable tokens whose probabilities sum to at least `p`. All others get 0.
# - What is kept is divided by its sum, so that it sums to 1, and each token stays in its place. Between two tokens that are equally probable, take either.
# - The most probable token is always kept, even for `p = 0`.
#
# *Example:* probabilities 0.2, 0.5, 0.3 and `p = 0.6`: 0.5 is not enough, 0.5 + 0.3 is. So the result is
# `[0, 0.625, 0.375]`.


# %% tags=["exercise"]
def top_p(logits, p):
    """Probabilities of the nucleus: the fewest tokens that hold p of the probability."""
    ### BEGIN SOLUTION
    shares = np.exp(logits - np.max(logits))
    shares = shares / shares.sum()
    order = np.argsort(-shares)
    before = np.cumsum(shares[order]) - shares[order]
    kept = order[(before < p) | (np.arange(len(order)) == 0)]
    nucleus = np.zeros_like(shares)
    nucleus[kept] = shares[kept] / shares[kept].sum()
    return nucleus
    ### END SOLUTION


# %% tags=["check"] points=1
check.top_p(top_p, points=1)
### BEGIN HIDDEN TESTS
check.top_p(top_p, points=1, random_seed=True)
### END HIDDEN TESTS


# %%
from dlcourse.plots.transformers import sampling


def scores_after(before):
    """The model's scores for the character after this text."""
    return lm(np.array([[code[c] for c in before]]))[0, -1].numpy().astype(float)


def softmax(scores):
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


# %% tags=["nbval-ignore-output"]
before = "The "
scores = scores_after(before)
likely = np.argsort(-scores)[:10]
third = np.sort(scores)[-3]
ways = {
    "as they are": softmax(scores),
    "temperature 0.5": softmax(scores / 0.5),
    "top-k, k = 3": softmax(np.where(scores >= third, scores, -1e9)),
    "top-p, p = 0.7": top_p(scores, 0.7),
}
sampling.choices(
    [alphabet[i] for i in likely], {name: way[likely] for name, way in ways.items()}, before
)

# %% [markdown]
# ### Writing fast: the KV cache
#
# Written naively, each new character runs the whole text through the network again: 100 characters for the 101st. But with the
# causal mask **the old places do not change**: they never see the new one. So keep their keys and values, and compute one
# row only: the new query against the cached keys.

# %% [markdown]
# ### Exercise 10 · One step with a cache (1 point · 8 min · ●●○)
#
# A model that writes adds one word at a time. Keys and values of the earlier words do not change, so keep them. Write
# `cached_step(x_new, cache, W_q, W_k, W_v, W_o, heads)` for causal multi-head attention, and return the pair
# `(output, cache)`.
#
# - `x_new` is the newest word, `(batch, 1, d)`; the matrices are those of Exercise 3.
# - `cache` is `None` before the first word. After that it is the pair `(keys, values)` of all words so far, split into heads, each
#   `(batch, heads, words, d / heads)`.
# - `output` is `(batch, 1, d)`: what the full pass with a causal mask gives for the last word.
# - The new cache holds one more word, at the end. The old one stays as it was: it may be used again, to try another word.


# %% tags=["exercise"]
def cached_step(x_new, cache, W_q, W_k, W_v, W_o, heads):
    """(output, cache) of causal attention for one more word."""
    ### BEGIN SOLUTION
    q, k, v = (split_heads(x_new @ W, heads) for W in (W_q, W_k, W_v))
    if cache is not None:
        k = np.concatenate([cache[0], k], axis=-2)
        v = np.concatenate([cache[1], v], axis=-2)
    return merge_heads(attention(q, k, v)[0]) @ W_o, (k, v)
    ### END SOLUTION


# %% tags=["check"] points=1
check.cached_step(cached_step, points=1)
### BEGIN HIDDEN TESTS
check.cached_step(cached_step, points=1, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# Now write with it. The next cell takes the weights of the trained Keras model and runs it with **your** functions, once on
# the whole text, and once a character at a time.

# %%
weights = [W.astype(float) for W in lm.get_weights()]
tables, head = weights[:4], weights[-4:]  # of the character, and of the three before it
block_weights = [weights[4 + 12 * i : 16 + 12 * i] for i in range(2)]
place_table = positional_encoding(512, 64)


def run_block(
    x, look, gamma_1, beta_1, W_q, W_k, W_v, W_o, gamma_2, beta_2, W_1, b_1, W_2, b_2
):
    """One pre-norm block in NumPy; `look` is its attention."""
    matrices = [W.reshape(64, 64) for W in (W_q, W_k, W_v, W_o)]
    x = x + look(layer_norm(x, gamma_1, beta_1), *matrices)
    return x + np.maximum(layer_norm(x, gamma_2, beta_2) @ W_1 + b_1, 0) @ W_2 + b_2


def out(x):
    """Scores of the last place, (characters,)."""
    gamma, beta, W, b = head
    return layer_norm(x[0, -1], gamma, beta) @ W + b


# %%
def full_pass(codes):
    """Scores for the next character; everything is computed again."""
    n, mask = len(codes), causal_mask(len(codes))
    padded = np.concatenate([[0, 0, 0], codes]).astype(int)
    x = place_table[:n] + sum(table[padded[3 - far :][:n]] for far, table in enumerate(tables))
    x = x[None]
    for one in block_weights:
        x = run_block(x, lambda y, *Ws: multi_head_attention(y, *Ws, heads=4, mask=mask), *one)
    return out(x)


# %%
class Writer:
    """Takes one character at a time and keeps keys and values."""

    def __init__(self):
        self.caches, self.codes = [None] * len(block_weights), [0, 0, 0]

    def look(self, i, y, *Ws):
        looked, self.caches[i] = cached_step(y, self.caches[i], *Ws, heads=4)
        return looked

    def step(self, number):
        self.codes.append(number)
        x = place_table[len(self.codes) - 4]
        x = x + sum(table[self.codes[-1 - far]] for far, table in enumerate(tables))
        x = x[None, None]
        for i, one in enumerate(block_weights):
            x = run_block(x, lambda y, *Ws, i=i: self.look(i, y, *Ws), *one)
        return out(x)


# %% tags=["nbval-ignore-output"]
from time import perf_counter

codes, writer = test_codes[:256], Writer()
lengths, took = [16, 64, 128, 192, 256], {"everything again": [], "with the cache": []}
largest_gap = 0.0
for place, number in enumerate(codes, start=1):
    start = perf_counter()
    cached = writer.step(number)
    with_cache = perf_counter() - start
    if place in lengths:
        start = perf_counter()
        full = full_pass(codes[:place])
        took["everything again"].append(perf_counter() - start)
        took["with the cache"].append(with_cache)
        largest_gap = max(largest_gap, np.abs(cached - full).max())

keras_gap = np.abs(full_pass(codes[:100]) - scores_after(test_text[:100])).max()
print("cached and full pass agree to 1e-9:", largest_gap < 1e-9)
print("NumPy and Keras agree to 1e-3:     ", keras_gap < 1e-3)
print(
    f"after 256 characters the full pass takes "
    f"{took['everything again'][-1] / took['with the cache'][-1]:.0f} times as long"
)
curves.cache_timing(lengths, took, "With the cache, a character costs about the same anywhere")

# %% tags=["claim"]
# > The outputs are the same; only the work differs.
assert largest_gap < 1e-9 and keras_gap < 1e-2, (largest_gap, keras_gap)
# > The full pass gets slower with every character, the step with the cache hardly.
again, cached = (np.array(times) for times in took.values())
assert again[-1] > 2 * again[0] and again[-1] > 3 * cached[-1], took

# %% [markdown]
# The outputs are the same; only the work differs. The full pass gets slower with every character, the step with the cache
# hardly. The price is memory: two vectors for each place, block and user. That is why long conversations with large models are
# expensive. Now let it write. All four texts begin in the same way and use the same random numbers.


# %% tags=["nbval-ignore-output"]
def write(choose, characters=90, start="\n", seed=13):
    """A text, character by character; `choose` turns scores into probabilities."""
    rng, writer, said = np.random.default_rng(seed), Writer(), start
    for character in said:
        scores = writer.step(code[character])
    for _ in range(characters):
        said += alphabet[rng.choice(len(alphabet), p=choose(scores))]
        scores = writer.step(code[said[-1]])
    return said.strip()


for name, choose in {
    "always the likeliest": lambda scores: softmax(scores / 0.001),
    "as they are": softmax,
    "temperature 1.5": lambda scores: softmax(scores / 1.5),
    "top-p, p = 0.7": lambda scores: top_p(scores, 0.7),
}.items():
    print(f"--- {name}\n{write(choose)}\n")

# %% [markdown]
# Always the likeliest gives the same text each time. As they are, many words are words. At temperature 1.5 the long tail takes over. Top-p
# cuts the tail off and keeps a choice. None of the texts means anything: the model has learned how reviews **sound**.
#
# Why only 90 characters? It was trained on windows of 96. Your waves exist for any place, but the network has never learned
# to read those behind the 96th:

# %% tags=["nbval-ignore-output"]
rows = windows(test_codes, range(0, len(test_codes) - 193, 96), length=192)
chances = keras.ops.log_softmax(lm(rows[:, :-1])).numpy()
given = np.take_along_axis(chances, rows[:, 1:, None], axis=2)[:, :, 0]
near, far = bits_per_character(given[:, 48:96]), bits_per_character(given[:, 96:])
print(f"places 49 to 96: {near:.2f} bits per character; places 97 to 192: {far:.2f}")

# %% [markdown]
# Behind the trained length it pays more for each character. Large models are therefore trained on long texts, or with places of
# which only the distance counts, and even these are stretched with care.

# %% tags=["claim"]
# > Behind the trained length it pays more for each character.
assert far > near + 0.2, (near, far)

# %% [markdown]
#
# ## 8 · Learn from plain text first · 4 min
#
# Labels are expensive; text is not. So let an encoder first learn from text alone, by the task of BERT: hide some words
# behind `[MASK]`, and guess them from both sides (masked-word **pre-training**, 사전 학습). Then train it further on the few labels
# that there are (**fine-tuning**, 미세 조정).


# %%
def hide(table, share, mask, rng):
    """Rows with some words replaced by the number `mask`, and where; padding stays."""
    hidden = (rng.random(table.shape) < share) & (table > 0)
    return np.where(hidden, mask, table), hidden


# %%
row = text.pad([known.encode(words_of[60])], 24)
damaged, hidden = hide(row, 0.15, len(known), np.random.default_rng(5))
words_and_mask = [*known.words, "[MASK]"]
print("reads:   ", " ".join(words_and_mask[i] for i in damaged[0] if i))
print("guesses: ", ", ".join(known.words[i] for i in row[hidden]))

# %% [markdown]
# Does it pay? `benchmarks/electives/pretraining.py` pre-trains the encoder of section 6 (with `before=2`) on three thousand reviews without
# labels, then trains it on a few with labels, *happy or not*. The rivals are the same encoder from random weights, and
# a bag of words with logistic regression. The table in docs/results.md gives a plain answer: **here it hardly pays**.
# After pre-training the encoder guesses about four of five hidden words, and yet knows little more of opinions: with 50
# labels it is no better than from random weights, with 200 it gains less than three of a hundred reviews. For
# *recommend* and *regret* stand in the same places (chapter 10). Pre-training helps where guessing words needs what the
# task needs, and where there is much more text; BERT read 3.3 billion words. In section 10 you will see a case where it
# pays at once.
#
# ## 9 · Capstone, first part: a text CNN for Korean · 12 min
#
# Before Transformers took over, a small network was hard to beat on short texts, and on small data it still is. The **text
# CNN** (Kim, 2014) is chapter 06 on a line: a filter of width 3 slides over the text and asks at each place how much the
# three vectors there look like its pattern. Max pooling keeps its strongest answer, wherever that was. Filters of several
# widths stand side by side, and one dense unit weighs what was found.
#
# For Korean we cut into **syllables**: no dictionary is needed, and a filter over a few syllables finds stems (가볍), endings
# and negations (안, 지 않) by itself. There are many more syllables than letters, and far fewer than words.

# %% [markdown]
# ### Exercise 11 · A text CNN (2 points · 8 min · ●●○)
#
# Yoon Kim's network of 2014 reads a text through several windows at once. Write `build_text_cnn(vocabulary, length)` and
# return a compiled Keras model, not yet trained:
#
# - Input `(length,)`: whole numbers below `vocabulary`, here one for each **syllable** of a Korean review; 0 is padding. An
#   embedding first.
# - **Side by side** on the embedding (none behind another): three convolutions or more, with windows of at least three
#   different widths (two syllables, three, …).
# - Of each filter only the strongest answer over all places goes on. All of them joined, and one probability for each
#   text: its label is 1 for positive, 0 for negative. (Dropout before the last layer may help.)
# - Put the layers straight into the model: the check does not look into a `Sequential` inside it.
#
# The check trains your model on 2,500 new reviews (`fit`, 5 epochs, batches of 32) and asks it about 1,500 others: 96.5 % must be
# right. Counting words between spaces, as in chapter 10, reaches 90 to 94 %; counting all runs of one to four syllables,
# which is much like what your filters do, 94 to 96 % (docs/results.md).


# %% tags=["exercise"]
def build_text_cnn(vocabulary, length):
    """A compiled network: embedding, windows of several widths, one probability."""
    ### BEGIN SOLUTION
    tokens = keras.Input((length,))
    x = keras.layers.Embedding(vocabulary, 32)(tokens)
    found = []
    for width in (3, 5, 8):
        seen = keras.layers.Conv1D(64, width, activation="relu")(x)
        found.append(keras.layers.GlobalMaxPooling1D()(seen))
    joined = keras.layers.Dropout(0.3)(keras.layers.Concatenate()(found))
    model = keras.Model(tokens, keras.layers.Dense(1, activation="sigmoid")(joined))
    model.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy")
    return model
    ### END SOLUTION


# %% tags=["check"] points=2
check.build_text_cnn(build_text_cnn, points=2)
### BEGIN HIDDEN TESTS
check.build_text_cnn(build_text_cnn, points=2, random_seed=True)
### END HIDDEN TESTS


# %% [markdown]
# What does it rest on? Train yours on the bundled Korean reviews, then take a new review and put padding in place of
# each syllable and its neighbours, one place after another. How far does the probability move? (This is called
# **occlusion**, and works for any model.)

# %% tags=["nbval-ignore-output"]
from dlcourse.plots.transformers import evidence

korean = data.load("reviews_ko")
syllables = text.Vocabulary.of([list(review) for review in korean.x_train])
longest = max(map(len, korean.x_train)) + 8


def as_table(reviews):
    return text.pad([syllables.encode(list(review)) for review in reviews], longest)


keras.utils.set_random_seed(13)
text_cnn = build_text_cnn(len(syllables), longest)
text_cnn.fit(as_table(korean.x_train), korean.y_train, batch_size=32, epochs=5, verbose=0)
found = text_cnn(as_table(korean.x_test)).numpy()[:, 0]
print(f"new reviews right: {np.mean((found > 0.5) == korean.y_test):.2f}")


# %% tags=["nbval-ignore-output"]
def effects(review):
    """How far the probability falls when a syllable and its neighbours are hidden."""
    row = as_table([review])
    covered = np.repeat(row, len(review), axis=0)
    for place in range(len(review)):
        covered[place, max(place - 1, 0) : place + 2] = 0
    return text_cnn(row).numpy()[0, 0] - text_cnn(covered).numpy()[:, 0]


mixed = [i for i, review in enumerate(korean.x_test) if "지만" in review and len(review) < 60]
shown = [i for i in mixed if (found[i] > 0.5) == korean.y_test[i]][:4]
evidence.shaded(
    [list(korean.x_test[i]) for i in shown],
    [effects(korean.x_test[i]) for i in shown],
    [f"{found[i]:.2f}" for i in shown],
    "P(positive), and the syllables that it rests on",
)

# %% [markdown]
# (Fewer are right than in the check: it learned from a quarter as many reviews. Shown are four that it gets
# right.) A review with 지만 (*but*) says two opposite things. The network rests on pieces of a few syllables, and mostly on those
# that stand after the 지만: what comes last decides. No one told it where words begin, or that the ending 지만
# turns the meaning round.

# %% tags=["claim"]
# > The network rests on pieces of a few syllables, and mostly on those that stand after the 지만
behind = []
for i in shown:
    moved, cut = np.abs(effects(korean.x_test[i])), korean.x_test[i].index("지만") + 2
    behind.append(moved[cut:].sum() > moved[:cut].sum())
assert len(behind) >= 3 and np.mean(behind) >= 0.7, behind

# %% [markdown]
#
# ## 10 · Capstone, second part: translate · 26 min
#
# Back to the puzzle. You know all the parts of an encoder–decoder by now. The data cost nothing: a program writes any number in
# both languages, so there are as many pairs as you like, and every answer can be checked word for word.

# %%
rng = np.random.default_rng(13)
for number in numbers.draw(5, rng, digits=7):
    print(
        f"{number:>9,}  {numbers.korean(int(number))}\n{'':>11}{numbers.english(int(number))}"
    )

row = numbers.encode([puzzle], "ko", 15)[0]
print("\nthe puzzle as a row of tokens:", row.tolist())
print([numbers.TOKENS["ko"][i] for i in row])

# %% [markdown]
# Three parts are given this time: words in their places, attention, and the small dense network. The last two have their
# normalisation inside and a way around.
# Here the masks are handed over **by hand**, so that you see where each one goes.


# %%
D, HEADS = 48, 4


def embed(tokens, vocabulary):
    """Vectors of the tokens, plus waves for their places: (batch, n) → (batch, n, D)."""
    waves = positional_encoding(tokens.shape[1], D).astype("float32")
    return L.Embedding(vocabulary, D)(tokens) + waves


def attend(x, to=None, mask=None, causal=False):
    """x, plus what it finds in `to` (in itself, if that is None)."""
    own = L.LayerNormalization()(x)
    layer = L.MultiHeadAttention(HEADS, D // HEADS)
    seen = own if to is None else to
    return x + layer(own, seen, attention_mask=mask, use_causal_mask=causal)


def think(x):
    """x, plus what a dense network makes of each word."""
    own = L.LayerNormalization()(x)
    return x + L.Dense(D)(L.Dense(2 * D, activation="relu")(own))


# %% [markdown]
# ### Exercise 12 · A translator (3 points · 20 min · ●●●)
#
# Write `train_translator(source, target)`: build an encoder–decoder of these parts, train it, and return a Keras model of
# Keras' own layers.
#
# - `source`, `(20000, 15)`: numbers of up to seven digits in Korean, a row `[START] syllables [END] [PAD] …` of whole numbers.
#   `target`, `(20000, 13)`: the same in English words. 0 is padding; there are 18 tokens of Korean and 35 of English.
# - The model has two inputs, Korean rows `(n, 15)` and the English words so far `(n, 12)`, and gives a score for each token
#   of English at each place, `(n, 12, 35)`, without softmax. `target[:, :-1]` goes in, `target[:, 1:]` should come out.
# - The scores at a place may depend on the English words up to this place; they must not depend on what comes later.
# - **Encoder:** embed, attend to itself, think, and normalise once more. Nobody looks at Korean padding: give `attend` a
#   mask `(n, 1, 15)`, which `keras.ops.not_equal(korean, 0)[:, None]` makes. **Decoder:** embed, attend to itself (causal),
#   attend to the encoder, think, normalise; then `L.Dense(35)`.
# - **Train** no longer than about 40 seconds: Adam with a rate that rises over the first tenth of the steps to about 0.005
#   and falls to 0 (`keras.optimizers.schedules.CosineDecay` with `warmup_target` and `warmup_steps`), and the loss
#   `SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)`.
#
# The check lets your model write 500 **new** numbers, word by word, always the most probable one: 97 % must be right, word
# for word.


# %% tags=["exercise"]
def train_translator(source, target):
    """A trained model: (Korean rows, English words so far) → scores of the next words."""
    ### BEGIN SOLUTION
    korean = keras.Input((source.shape[1],), dtype="int32")
    english = keras.Input((target.shape[1] - 1,), dtype="int32")
    words = keras.ops.not_equal(korean, 0)[:, None]
    x = think(attend(embed(korean, 18), mask=words))
    x = L.LayerNormalization()(x)
    y = attend(embed(english, 35), causal=True)
    y = think(attend(y, to=x, mask=words))
    y = L.LayerNormalization()(y)
    scores = L.Dense(35)(y)
    model = keras.Model([korean, english], scores)

    epochs, batch = 2, 64
    steps = epochs * len(source) // batch
    rise = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - rise, warmup_target=0.005, warmup_steps=rise
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
    model.compile(keras.optimizers.Adam(rate, beta_2=0.98), loss)
    model.fit(
        [source, target[:, :-1]], target[:, 1:], batch_size=batch, epochs=epochs, verbose=0
    )
    return model
    ### END SOLUTION


# %% tags=["check"] points=3
check.train_translator(train_translator, points=3)
### BEGIN HIDDEN TESTS
check.train_translator(train_translator, points=3, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Look inside
#
# Train one more of yours: on fewer pairs this time, and only on numbers with **up to six digits**.


# %%
KOREAN, ENGLISH = 15, 13  # places of a row


def pairs_of(chosen):
    """Korean and English rows, (numbers, 15) and (numbers, 13)."""
    return numbers.encode(chosen, "ko", KOREAN), numbers.encode(chosen, "en", ENGLISH)


def write_english(model, source):
    """Word by word, always the likeliest: a list of texts."""
    written = np.full((len(source), ENGLISH), numbers.START)
    for place in range(ENGLISH - 1):
        written[:, place + 1 :] = 0
        scores = model([source, written[:, :-1]]).numpy()
        written[:, place + 1] = scores[:, place].argmax(axis=-1)
    return [numbers.decode(row, "en") for row in written]


# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(13)
rng = np.random.default_rng(13)
seen = numbers.draw(12_000, rng)
translator = train_translator(*pairs_of(seen))

new = np.setdiff1d([puzzle, *numbers.draw(1000, rng)], seen).tolist()
said = write_english(translator, pairs_of(new)[0])
right = np.array([words == numbers.english(n) for words, n in zip(said, new, strict=True)])
for length in (4, 5, 6):
    part = right[[len(str(n)) == length for n in new]]
    print(f"{length} digits: {part.mean():.3f} of {len(part)} new numbers right")

# %% [markdown]
# **Where does it look?** The last attention of the network goes from English to Korean. Here are its heads, while it
# writes the puzzle's number.


# %% tags=["nbval-ignore-output"]
def cross_attention(model, number):
    """Weights of the last attention layer, (heads, English, Korean), and both sides' tokens."""
    source, target = pairs_of([number])
    layer = [layer for layer in model.layers if isinstance(layer, L.MultiHeadAttention)][-1]
    query, value, *_ = layer.input
    inside = keras.Model(model.inputs, [query, value])([source, target[:, :-1]])
    _, weights = layer(
        *inside, attention_mask=(source != 0)[:, None], return_attention_scores=True
    )
    sides = [
        [numbers.TOKENS[name][i] for i in row[0] if i]
        for name, row in (("ko", source), ("en", target[:, 1:]))
    ]
    return weights.numpy()[0][:, : len(sides[1]), : len(sides[0])], *sides


weights, source_tokens, target_tokens = cross_attention(translator, puzzle)
alignment.heat_maps(
    weights,
    source_tokens,
    target_tokens,
    [f"head {i + 1}" for i in range(len(weights))],
    "Some heads go along the digits; others look at units, or at the end",
)

# %% tags=["nbval-ignore-output"]
alignment.writing(
    weights.mean(axis=0),
    source_tokens,
    target_tokens,
    "The mean over the heads, while it writes",
)

# %% [markdown]
# Compare with the puzzle. For each of *three*, *twenty*, *five* and *four* there is a head that looks most at the syllable
# with the same digit. Nobody told it that 삼 is *three*: it found out from pairs of whole numbers. Other heads look at
# the units (10, 100, 1000, 10⁴), or at the end of the number. (An attention map shows where a layer looks, not why: what it finds there has already been mixed by the layers before.)

# %% tags=["claim"]
# > For each of three, twenty, five and four there is a head that looks most at the syllable with the same digit.
for word, digit in (("three", "삼"), ("twenty", "이"), ("five", "오"), ("four", "사")):
    most = weights[:, target_tokens.index(word)].argmax(axis=-1)
    assert source_tokens.index(digit) in most, (word, most)

# %% [markdown]
#
# ### Where it fails
#
# New numbers of the same lengths are no test of understanding. Numbers with **seven digits** are made of the
# same Korean syllables: 삼백만 is *three million*. This translator was never shown one.

# %% tags=["nbval-ignore-output"]
longer = [2_000_000, 3_000_025, *rng.integers(10**6, 10**7, 300).tolist()]
source, target = pairs_of(longer)
said = write_english(translator, source)
exact_longer = np.mean(
    [words == numbers.english(n) for words, n in zip(said, longer, strict=True)]
)
print(f"seven digits: {exact_longer:.3f} of {len(longer)} right")
for n, words in list(zip(longer, said, strict=True))[:4]:
    print(f"  {n:>9,} {numbers.korean(n)}\n            → {words}")

scores = translator([source, target[:, :-1]])[:, 1].numpy()  # behind the first word
confidence = keras.ops.max(keras.ops.softmax(scores), axis=-1).numpy()
print(
    f"its probability for the second word that it writes, median: {np.median(confidence):.2f}"
)


# %%
def read_korean(words):
    """The number that Korean words say: by a rule, without a weight."""
    steps, total, group, digit = {"십": 10, "백": 100, "천": 1000}, 0, 0, 0
    for syllable in words.replace(" ", ""):
        if syllable in steps:
            group, digit = group + (digit or 1) * steps[syllable], 0
        elif syllable in "만억":
            size = 10**4 if syllable == "만" else 10**8
            total, group, digit = total + ((group + digit) or 1) * size, 0, 0
        else:
            digit = numbers.DIGITS.index(syllable)
    return total + group + digit


by_rule = [
    numbers.english(read_korean(numbers.korean(n))) == numbers.english(n) for n in longer
]
print(f"the rule, seven digits: {np.mean(by_rule):.3f} of {len(longer)} right")

# %% [markdown]
# Hardly one is right. The second word should be *million*; it writes *hundred*, and is **sure of itself**. Most of its
# answers are proper numbers, of the lengths that it knows. It has learned
# how the numbers of its training are put together, and not what counting is. The check above trained the same code on numbers
# with up to seven digits, and there it can translate them: it lacks examples, not ability. And a **rule** of a
# dozen lines, without a single weight, makes no mistake: it reads the syllables from left to right, multiplies and adds;
# then `numbers.english` writes. It was given no examples, but someone who knows how Korean counts had to write it. For
# numbers, use the rule. For sentences nobody has such a rule, and that is where translators like yours are used. (Sentences have many right
# translations. So one counts how many runs of words a translation shares with those that people wrote, **BLEU**, and keeps
# several of the best beginnings while writing, **beam search**, in place of the likeliest word alone.)

# %% tags=["claim"]
# > Hardly one is right. The second word should be million; it writes hundred, and is sure of itself.
assert exact_longer < 0.2 and np.median(confidence) > 0.8, (exact_longer, np.median(confidence))
assert np.mean(scores.argmax(-1) == numbers.TOKENS["en"].index("hundred")) > 0.9
# > Most of its answers are proper numbers
proper = {numbers.english(n) for n in range(10**6)}
assert np.mean([words in proper for words in said]) > 0.6
# > makes no mistake
assert all(by_rule)
assert all(read_korean(numbers.korean(n)) == n for n in [0, 10**4, 10**8 + 10**4, 10**10])

# %% [markdown]
#
# ### A few examples more
#
# It lacks examples. How many? Take the translator that knows six digits for **pre-trained**, and fine-tune it on 200
# numbers with seven digits. The rival is the same network from random weights, on the same 200.


# %% tags=["nbval-ignore-output"]
few = rng.integers(10**6, 10**7, 200)
test_numbers = np.setdiff1d(rng.integers(10**6, 10**7, 300), few).tolist()


def after_few_examples(model):
    """Share of new seven-digit numbers that are right after training on the 200."""
    source, target = pairs_of(few)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
    model.compile(keras.optimizers.Adam(0.002), loss)
    model.fit([source, target[:, :-1]], target[:, 1:], batch_size=20, epochs=15, verbose=0)
    said = write_english(model, pairs_of(test_numbers)[0])
    return np.mean(
        [words == numbers.english(n) for words, n in zip(said, test_numbers, strict=True)]
    )


keras.utils.set_random_seed(13)
untrained = keras.models.clone_model(translator)
fine_tuned = {
    "pre-trained": after_few_examples(translator),
    "from scratch": after_few_examples(untrained),
}
for name, share in fine_tuned.items():
    print(f"{name:<13} after 200 examples: {share:.2f} of new seven-digit numbers right")

# %% [markdown]
# **Here it pays.** What six digits have taught (the digits, the groups, when to say *thousand*) is still true with seven; new are
# *million*, and a 백 in front of 만. From random weights, the same 15 passes over the same 200 examples teach little.

# %% tags=["claim"]
# > Here it pays.
assert fine_tuned["pre-trained"] > fine_tuned["from scratch"] + 0.3, fine_tuned
# > From random weights, the same 15 passes over the same 200 examples teach little.
assert fine_tuned["from scratch"] < 0.4, fine_tuned

# %% [markdown]
# ### Your turn
#
# Does the fine-tuned translator still know numbers with four digits? (Look up *catastrophic forgetting*.) Or turn the
# direction round: English to Korean. Write down what you expect first. (No points.)
#
# ## 11 · What large models add · 3 min
#
# Between your translator and the systems that you talk to, the block is much the same. What differs:
#
# - **Scale.** Your translator has about fifty thousand weights, your language model about a hundred thousand; large models have a
#   million times as many. Their loss falls as a smooth power law in weights, data and computing (Kaplan et al., 2020), so that one can plan ahead.
# - **Data.** Trillions of tokens from the web and books, and much work to clean them. What is rare there, such as small
#   languages, comes out worse.
# - **Instruction tuning.** A language model continues text. To *answer*, it is trained further on examples of questions and good
#   answers, then on people's preferences between answers (Ouyang et al., 2022).
# - **Limits.** It gives what is likely, not what is true, and says both in the same tone. Your translator showed it: beyond what
#   it had seen it went on in number words, most of them well formed, and they were wrong. Test on what is longer, newer and rarer than the
#   training data.

# %% tags=["claim"]
# > Your translator has about fifty thousand weights, your language model about a hundred thousand
assert 45_000 < translator.count_params() < 55_000
assert 90_000 < lm.count_params() < 120_000

# %% [markdown]
# ## 12 · In your own words · 8 min
#
# ### Exercise 13 · The cheques that were read wrong (2 points, read by your instructor · 7 min · ●●○)
#
# A bank lets a Transformer read cheques: the amount in words goes in, digits come out. Trained and tested on two
# million cheques of up to 99,999, split at random, it is right in 99.9 % of the tests. In the first week it reads
# several cheques of a million or more as small amounts, always with high confidence. In four to six sentences: why did
# the test not show it? How would you have tested, and which simple rival without any network belongs beside it? What
# should the program do with a cheque that it cannot be sure of, given that its own confidence is no guide here?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# A random split tests on amounts of the same lengths as in training (with two million cheques and 100,000 amounts, even on
# the same amounts), so it measures only how well the network fills in
# between examples, never what it does with longer amounts or with places in the text that it has not seen. I would hold
# out by length: train on shorter amounts, test on longer ones, report the share of exact matches for each number of digits,
# and look at where errors begin. The rival is a written rule: a small grammar of number words, which is exact for every
# amount; if it reaches 100 %, no network is needed for clean text. Confidence comes from a softmax, which was never trained
# on such inputs, so it may be high far from the data. The program should refuse what lies outside of what was tested (amount
# longer than in training, unknown words), compare with the rule or with the amount in digits on the cheque, and hand
# differences to a person.
#
# **Rubric.** ½ point: a random split tests the same lengths (or the same amounts), so longer ones were never tested. ½ point: hold out by
# length and report exact matches by length. ½ point: a rule or grammar as rival. ½ point: refuse or
# cross-check by something other than the network's own confidence, and hand over to a person.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | encoder–decoder | one reads, one writes; one vector between them is too narrow |
# | several heads | the same cost, several opinions on where to look |
# | masks | causal: not what comes later; padding: no word; lose one, and no error tells you |
# | attention backwards | a score moves by how much its value differs from the mean of what is looked at |
# | layer normalisation | along a row; depends on no other text |
# | pre-norm | the way around stays free, so gradients reach the first block |
# | places | learned, waves, or turns; with turns only the difference counts |
# | three wirings | encoder reads (BERT), decoder writes (GPT), both translate (T5) |
# | bits per character | mean surprise; compare with a counter |
# | top-p | the fewest tokens that hold p of the probability |
# | KV cache | the past does not change: keep its keys and values |
# | pre-training | learn from plenty first; few examples may then do, if what was learned is what is needed |
# | beyond the training lengths | test there; a translator of numbers fails there without a word of warning |
#
# **Words.** Transformer 트랜스포머 · encoder 인코더 · decoder 디코더 · attention 어텐션 · multi-head attention 멀티 헤드 어텐션 ·
# layer normalisation 층 정규화 · pre-training 사전 학습 · fine-tuning 미세 조정 · language model 언어 모델 · padding 패딩
#
# ## Quick self-check · 3 min
#
# Answer first, then unfold.
#
# <details><summary>1. A layer has width 64. You go from 4 heads to 8. How many more weights?</summary>
#
# None. The four matrices stay 64 × 64; only the columns are shared out in another way.
# </details>
#
# <details><summary>2. Why must a causal mask be used in training, but not when you write with a KV cache?</summary>
#
# In training the whole text is there, so later words must be hidden. When you write, later words do not exist yet: the
# cache holds only the past.
# </details>
#
# <details><summary>3. A model gives each character that came the probability ¼. How many bits per character?</summary>
#
# 2: −log₂ ¼.
# </details>
#
# <details><summary>4. Probabilities 0.6, 0.3, 0.1. Which tokens does top-p keep for p = 0.6, and for p = 0.7?</summary>
#
# The first alone; then the first two, because 0.6 is not enough.
# </details>
#
# <details><summary>5. Query at place 3, key at place 1; then query at 103, key at 101. What do rotary places change?</summary>
#
# Nothing: the difference is 2 both times, and the score is the same.
# </details>
#
# ## Go further
#
# - D. Bahdanau, K. Cho, Y. Bengio, *Neural Machine Translation by Jointly Learning to Align and Translate*, ICLR 2015. The
#   first attention for translation, with alignments to look at.
# - A. Vaswani et al., *Attention Is All You Need*, NeurIPS 2017. You can now read all of it.
# - A. Karpathy, *nanoGPT* and *Let's build GPT* (code and video). Your language model, grown up.
# - A. Holtzman et al., *The Curious Case of Neural Text Degeneration*, ICLR 2020. Where top-p comes from.
# - Y. Kim, *Convolutional Neural Networks for Sentence Classification*, EMNLP 2014. The text CNN; six pages.
# - J. Hoffmann et al., *Training Compute-Optimal Large Language Models*, NeurIPS 2022. How much data a large model needs.
