# %% [markdown]
# # 10 · Natural language and recommendation
#
# **After this chapter you will be able to**
#
# - **turn** sentences, English and Korean, into numbers that a network can read;
# - **learn** word vectors from text alone, with gradients of your own, and **ask** them for neighbours;
# - **explain** attention in one formula, and **build** a Transformer block around it;
# - **compare** readers of text honestly, from a bag of words to a Transformer;
# - **recommend** films from a table that is almost empty, and **measure** whether that helps anyone.
#
# **Time:** about 120 minutes. **You need:** chapters 01 to 04 (softmax, gradients, Keras), 06 (convolutions), 08 (LSTM).
#
# ## A puzzle to begin with
#
# Two people have bought a backpack. Which of them is happy?
#
# 1. *The straps cut into my shoulders, but the zips run smoothly and my laptop fits.*
# 2. *The zips run smoothly and my laptop fits, but the straps cut into my shoulders.*
#
# You heard it at once: what stands after the *but* is what counts. Now look at these reviews with the eyes of a program
# that counts words.

# %%
from dlcourse import text
from dlcourse.plots.nlp_recsys import bag_of_words as word_plots

first = "The straps cut into my shoulders, but the zips run smoothly and my laptop fits."
second = "The zips run smoothly and my laptop fits, but the straps cut into my shoulders."
word_plots.same_bag(text.words(first), text.words(second))

# %% [markdown]
# The same words, equally often. Whoever only counts must give both the same answer. So how do you show a network
# *words*, and how do you let it see their *order*? That is the first half of this chapter.
#
# The second half asks what *you* would like to watch tonight. It looks like another subject, and rests on the same
# invention: a short list of numbers, learned, for each word, each person, each film. An **embedding**.

# %%
from dlcourse.checks import nlp_recsys as check  # first: it keeps TensorFlow quiet

import keras
import numpy as np
import tensorflow as tf

from dlcourse import data, recommend

# %% [markdown]
# ## 1 · From a sentence to numbers
#
# Five steps, always in this order. Here they are for one sentence in English and one in Korean, both written in haste.

# %%
hasty = {
    "en": "The   ZIP doesn’t catch, and I'd buy it again!!!",
    "ko": "배송이빨라서   정말좋아요ㅋㅋㅋㅋ",
}
for language, sentence in hasty.items():
    clean = text.normalize(sentence, language)
    tokens = text.tokenize(clean, language)
    kept = [token for token in tokens if token not in text.STOP_WORDS[language]]
    vocabulary = text.Vocabulary.of([tokens])
    numbers = vocabulary.encode(tokens)
    print("as written:     ", sentence)
    print("1 normalised:   ", clean)
    print("2 tokens:       ", tokens)
    print("3 no stop words:", kept)
    print("4 numbers:      ", numbers)
    print("5 padded to 12: ", text.pad([numbers], 12)[0].tolist(), "\n")

# %% [markdown]
# 1. **Normalising** takes out noise: several spellings of one thing become one. In Korean the program has put in the
#    missing spaces as well.
# 2. **Tokenisation** (토큰화) cuts the text into **tokens**: words, or parts of words.
# 3. **Stop words** (불용어) are so frequent that they say little, like *the*. Leaving them out is optional.
# 4. The **vocabulary** gives each token a number.
# 5. **Padding** fills short texts up with zeros, so that a batch becomes one array.
#
# ### Noise
#
# What counts as noise? Tags of a web page, capitals, five exclamation marks. In Korean text `ㅋㅋㅋㅋㅋ` (laughter) comes in
# all lengths. And there is noise that you cannot see: `한` may be stored as one character or as three (`ㅎ ㅏ ㄴ`, as some
# computers store file names). They look alike and are not equal. **Unicode normalisation** to the form **NFC** makes
# each of them one.
#
# ### Exercise 1 · Normalise (1 point)
#
# Write `normalize(sentence)`. Return a string with
#
# - every character in form NFC (`unicodedata.normalize`), all in lower case;
# - a space in place of each HTML tag, such as `<br />`;
# - three or more of the same character in a row cut down to two (two stay two);
# - any white space (spaces, tabs, line ends) as a single space, and none at the ends.
#
# *Example:* `normalize("  SOOOO good!!!<br />Buy it. ")` is `"soo good!! buy it."`. In regular expressions, `\1` stands
# for whatever the first parenthesis has caught.

# %%
import re
import unicodedata


# %% tags=["exercise"]
def normalize(sentence):
    """The sentence without tags, capitals, long repetitions and spare white space."""
    ### BEGIN SOLUTION
    sentence = unicodedata.normalize("NFC", sentence).lower()
    sentence = re.sub(r"<[^>]*>", " ", sentence)
    sentence = re.sub(r"(.)\1{2,}", r"\1\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()
    ### END SOLUTION


# %% tags=["check"] points=1
check.normalize(normalize, points=1)
### BEGIN HIDDEN TESTS
check.normalize(normalize, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Words
#
# English puts spaces between words, so cutting seems easy. Then `split()` gives you `drop!` and `leak,`; and a pattern for
# letters alone cuts *doesn't* in two, and with it the negation.
#
# ### Exercise 2 · Tokenise (1 point)
#
# Write `tokenize(sentence, stop_words)`: a **list** of the words of a normalised sentence, in order.
#
# - A word is a run of letters and digits of any alphabet (`\w`). Apostrophes **inside** a word belong to it: `doesn't`
#   is one word. Quotation marks around a word do not, and other punctuation is dropped.
# - Words in `stop_words` (a list or a set) are left out.
#
# *Example:* `tokenize("it doesn't leak, not a drop!", ["it", "a"])` is `["doesn't", "leak", "not", "drop"]`.


# %% tags=["exercise"]
def tokenize(sentence, stop_words=()):
    """The words of a sentence, without punctuation and without stop words."""
    ### BEGIN SOLUTION
    found = re.findall(r"\w+(?:'\w+)*", sentence)
    return [word for word in found if word not in stop_words]
    ### END SOLUTION


# %% tags=["check"] points=1
check.tokenize(tokenize, points=1)
### BEGIN HIDDEN TESTS
check.tokenize(tokenize, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Is *not* a stop word? It is frequent, and many lists hold it. In a review it turns the meaning round. The lists in
# `text.STOP_WORDS` therefore leave out *not*, *but*, 안 and 못. **Look at a list before you use it.**
#
# ### Korean: morphemes
#
# In Korean, what stands between two spaces is more than a word: a noun with its particle, a verb with its endings. 가방이,
# 가방을 and 가방은 are all *bag*, as subject, as object, as topic. Taken as they are, they would be three unrelated
# entries of the vocabulary. So we cut into **morphemes** (형태소), the smallest parts that carry meaning. That takes a
# dictionary and a model of the language; the library [Kiwi](https://github.com/bab2min/kiwipiepy) has both.

# %%
for phrase in ("가방이 가벼워요", "가방을 샀어요", "가방은 안 가벼웠어요"):
    parts = text.morphemes(phrase, tags=True)
    print(phrase, "→", " · ".join(f"{form} ({tag})" for form, tag in parts))

# %% [markdown]
# Now all three share 가방 (NNG: noun). *Light* is the stem 가볍 (VA: adjective; -I: irregular), whatever its ending, and the negation 안
# is a token of its own.
#
# Kiwi also corrects spaces and common spelling mistakes. A correction is a **guess**. Two good ones, and one that is
# wrong: 좋은데 (*it is good, but*) is one word here.

# %%
for sentence in (
    "외않되나요???",
    "지퍼가 고장났어요ㅠㅠㅠㅠ",
    "끈이안 아파서 좋은데 지퍼가 뻑뻑해요!!!",
):
    print(sentence, "→", text.normalize(sentence, "ko"))

# %% [markdown]
# ### Subwords
#
# Any list of words ends somewhere. What of *unzipped*, when the training texts only had *zip*? **Byte-pair encoding**
# starts from single characters and merges, again and again, the pair of neighbours that occurs most often. Frequent words
# end up whole, rare ones fall into known pieces, and no word is unknown. Language models read text in this form.

# %%
from collections import Counter

reviews = data.load("reviews_en")
frequency = Counter(word for review in reviews.x_train for word in text.words(review))
pairs = text.BytePairs.learn(frequency, merges=600)

print("first merges:", ", ".join("+".join(pair) for pair in pairs.merges[:8]))
for word in ("recommend", "straps", "kettles", "recommended", "unzipped"):
    seen = "in the texts" if word in frequency else "never seen"
    print(f"{word:<13} {seen:<13} {' · '.join(pairs.encode(word))}")

# %% [markdown]
# ### A number for each word
#
# Two numbers are reserved. **0 is padding** (`[PAD]`): no word at all. **1 is out of vocabulary** (`[OOV]`): a word the
# list does not know. Then come the words, the most frequent first; so you can cut the list off where words get rare.
#
# The vocabulary is made from the **training** texts. A word that only the test texts hold is unknown, as it will be when
# your program meets the world.
#
# ### Exercise 3 · Vocabulary (1 point)
#
# Write `build_vocabulary(token_lists, size)`: `token_lists` holds one list of tokens for each text. Return a dict from
# word to number: `"[PAD]"` is 0, `"[OOV]"` is 1, then the words, most frequent first. Words that occur equally often go in
# **alphabetical order**. With a `size`, the dict has at most `size` entries, all counted; `None` means no limit.
#
# *Example:* `build_vocabulary([["a", "red", "bus"], ["a", "bus", "a"]], None)` is
# `{"[PAD]": 0, "[OOV]": 1, "a": 2, "bus": 3, "red": 4}`.


# %% tags=["exercise"]
def build_vocabulary(token_lists, size=None):
    """{word: number}, by frequency, after [PAD] and [OOV]."""
    ### BEGIN SOLUTION
    counts = Counter(word for tokens in token_lists for word in tokens)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    entries = ["[PAD]", "[OOV]", *ranked][:size]
    return {word: number for number, word in enumerate(entries)}
    ### END SOLUTION


# %% tags=["check"] points=1
check.build_vocabulary(build_vocabulary, points=1)
### BEGIN HIDDEN TESTS
check.build_vocabulary(build_vocabulary, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4 · Encode and pad (2 points)
#
# Write `encode_and_pad(token_lists, vocabulary, length)`: an array of whole numbers, shape `(texts, length)`.
#
# - A word that is not in the vocabulary becomes 1 and keeps its place.
# - A text that is too long keeps its **first** `length` words.
# - A text that is too short gets zeros **at the end**.
#
# *Example:* with `{"[PAD]": 0, "[OOV]": 1, "a": 2, "bus": 3}` the texts `[["a", "big", "bus"], []]` at length 4 become
# `[[2, 1, 3, 0], [0, 0, 0, 0]]`.


# %% tags=["exercise"]
def encode_and_pad(token_lists, vocabulary, length):
    """Numbers of the words, (texts, length), padded and cut at the end."""
    ### BEGIN SOLUTION
    padded = np.zeros((len(token_lists), length), dtype="int32")
    for row, tokens in enumerate(token_lists):
        known = [vocabulary.get(word, 1) for word in tokens][:length]
        padded[row, : len(known)] = known
    return padded
    ### END SOLUTION


# %% tags=["check"] points=2
check.encode_and_pad(encode_and_pad, points=2)
### BEGIN HIDDEN TESTS
check.encode_and_pad(encode_and_pad, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Keras has a function for this, with another habit: `keras.utils.pad_sequences` fills and cuts **at the front** unless you
# say `padding="post", truncating="post"`. Both are fine. Mixing them is a silent disaster.

# %%
train_tokens = [tokenize(normalize(review)) for review in reviews.x_train]
test_tokens = [tokenize(normalize(review)) for review in reviews.x_test]
vocabulary = build_vocabulary(train_tokens)

ours = encode_and_pad(train_tokens, vocabulary, 20)
numbers = [[vocabulary[word] for word in tokens] for tokens in train_tokens]
theirs = keras.utils.pad_sequences(numbers, 20, padding="post", truncating="post")

print(f"{len(vocabulary)} entries; the same as Keras': {np.array_equal(ours, theirs)}")
print(
    "unknown words are 1:",
    encode_and_pad([["the", "unicorn", "broke"]], vocabulary, 5)[0].tolist(),
)

# %% [markdown]
# ## 2 · Counting words
#
# The oldest way to make a vector of a text: count how often each word of the vocabulary occurs. Order is lost, as if you
# had shaken the words in a bag: a **bag of words**.
#
# ### Exercise 5 · A bag of words (1 point)
#
# Write `bag_of_words(token_lists, vocabulary)`: counts, shape `(texts, len(vocabulary))`. Column *n* belongs to the word
# with number *n*. Unknown words are counted in column 1; column 0 stays zero.


# %% tags=["exercise"]
def bag_of_words(token_lists, vocabulary):
    """How often each word occurs in each text, (texts, words)."""
    ### BEGIN SOLUTION
    counts = np.zeros((len(token_lists), len(vocabulary)))
    for row, tokens in enumerate(token_lists):
        for word in tokens:
            counts[row, vocabulary.get(word, 1)] += 1
    return counts
    ### END SOLUTION


# %% tags=["check"] points=1
check.bag_of_words(bag_of_words, points=1)
### BEGIN HIDDEN TESTS
check.bag_of_words(bag_of_words, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# *The* is in almost every review, *flickers* only in those of lamps. Which of them tells you more? **TF-IDF** weighs a
# word by how frequent it is **here** and how rare it is **elsewhere**:
#
# $$ \text{tf-idf} = \underbrace{\frac{\text{count in the text}}{\text{words in the text}}}_{\text{term frequency}} \cdot
# \underbrace{\ln\frac{\text{number of texts}}{\text{texts that have the word}}}_{\text{inverse document frequency}} $$
#
# ### Exercise 6 · TF-IDF (1 point)
#
# Write `tf_idf(counts)` for an array `(texts, words)`. Return the weights, same shape. An empty text (a row of zeros) and
# a word that occurs nowhere (a column of zeros) get weights 0. Leave `counts` as it is.
#
# *Example:* for `[[2, 0], [1, 1]]` the first word is in both texts, so it weighs 0. The second is in one of two texts and
# makes up half of that text: ½ · ln 2 = 0.347.


# %% tags=["exercise"]
def tf_idf(counts):
    """Share in the text times the logarithm of rarity, (texts, words)."""
    ### BEGIN SOLUTION
    lengths = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    having = np.maximum((counts > 0).sum(axis=0), 1)
    return counts / lengths * np.log(len(counts) / having)
    ### END SOLUTION


# %% tags=["check"] points=1
check.tf_idf(tf_idf, points=1)
### BEGIN HIDDEN TESTS
check.tf_idf(tf_idf, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# What changes for one review:

# %%
counts = bag_of_words(train_tokens, vocabulary)
weights = tf_idf(counts)
shown = 60
print(reviews.x_train[shown])

columns = np.flatnonzero(counts[shown])
entries = list(vocabulary)
word_plots.count_and_weight(
    [entries[i] for i in columns], counts[shown, columns], weights[shown, columns]
)

# %% [markdown]
# ### The first baseline
#
# Weights in, *happy or not* out: logistic regression, one weight a word. It is quick, and on long real reviews hard to
# beat. Any network of this chapter has to be better than this.

# %%
from sklearn.linear_model import LogisticRegression

baseline = LogisticRegression(C=1000, max_iter=1000).fit(weights, reviews.y_train)
test_weights = tf_idf(bag_of_words(test_tokens, vocabulary))

print(f"training reviews right: {baseline.score(weights, reviews.y_train):.2f}")
print(f"test reviews right:     {baseline.score(test_weights, reviews.y_test):.2f}")
for name, review in {"first": first, "second": second}.items():
    row = tf_idf(bag_of_words([*train_tokens, tokenize(normalize(review))], vocabulary))[-1:]
    print(f"{name} review of the puzzle, P(happy): {baseline.predict_proba(row)[0, 1]:.2f}")

# %% [markdown]
# The puzzle's two reviews get the same probability, to the last digit. No training can change that: the information is
# gone before the model sees anything.
#
# (One thing is not quite clean here: the rarity of the test words was counted among the test texts. For a shop that
# judges one review at a time it would come from the training texts. scikit-learn's `TfidfVectorizer` keeps it.)
#
# ## 3 · Words as vectors
#
# A one-hot vector has as many entries as the vocabulary, and any two words are equally far apart: *bag* is no closer to
# *backpack* than to *Tuesday*. An **embedding** (단어 임베딩) gives each word a short vector of its own, and learns it.

# %%
from dlcourse.plots.nlp_recsys import word_map

word_map.one_hot_and_dense()

# %% [markdown]
# A one-hot vector times a table picks one row of it. So an `Embedding` layer does no multiplication at all: it looks up a
# row. And the table is a weight like any other: gradients flow into the rows that were used.

# %%
keras.utils.set_random_seed(10)
layer = keras.layers.Embedding(6, 3)
table = layer(np.arange(6)).numpy()

sentence = np.array([2, 5, 2])
product = np.eye(6)[sentence] @ table
print("one-hot @ table equals the layer:", np.allclose(product, layer(sentence), atol=1e-5))

# %% [markdown]
# ### Meaning from company
#
# How can the table be learned without anyone labelling anything? By an idea of linguists of the 1950s: *you shall know a
# word by the company it keeps* (J. R. Firth). **Word2vec** (Mikolov et al., 2013) makes a game of it, called
# **skip-gram**: given a word, guess which words stand near it. A window slides over the text; the word in the middle is
# the **centre**, those around it are its **context**.

# %%
word_plots.sliding_window(["zip", "broke", "my", "laptop", "not", "fit"], window=2)

# %% [markdown]
# ### Exercise 7 · Skip-gram pairs (1 point)
#
# Write `skipgram_pairs(tokens, window)`: a list of tuples `(centre, context)`. Go through the text from left to right;
# for each centre list its context words from left to right, up to `window` places before and after it. The window ends
# where the text ends.
#
# *Example:* `skipgram_pairs(["a", "b", "c"], 1)` is `[("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")]`.


# %% tags=["exercise"]
def skipgram_pairs(tokens, window):
    """All (centre, context) pairs of a text."""
    ### BEGIN SOLUTION
    found = []
    for place, centre in enumerate(tokens):
        for near in range(max(0, place - window), min(len(tokens), place + window + 1)):
            if near != place:
                found.append((centre, tokens[near]))
    return found
    ### END SOLUTION


# %% tags=["check"] points=1
check.skipgram_pairs(skipgram_pairs, points=1)
### BEGIN HIDDEN TESTS
check.skipgram_pairs(skipgram_pairs, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Negative sampling
#
# A softmax over all words for each pair would be slow. **Negative sampling** asks something easier: *is this pair real?*
# One real pair, and $k$ made-up ones with words drawn at random (**negatives**). Each word has two vectors, $v$ as centre
# and $u$ as context. For one pair with negatives $u_1 \dots u_k$ the loss is
#
# $$ L = -\ln \sigma(u \cdot v) - \sum_{j=1}^{k} \ln \sigma(-u_j \cdot v) $$
#
# It is binary cross-entropy, $1 + k$ times: target 1 for the real pair, 0 for the others. You know its gradient from
# chapter 02: the error $\sigma(\text{logit}) - \text{target}$ times the other vector.
#
# ### Exercise 8 · Loss and gradients (2 points)
#
# Write `sgns_loss_and_gradients(centre, context, negatives)` for $n$ pairs at once: `centre` $(n, d)$, `context` $(n, d)$,
# `negatives` $(n, k, d)$. Return four things: the loss, **summed** over the pairs (one number), and the gradients with
# respect to `centre`, `context` and `negatives`, in their shapes.
#
# For products as large as 1000 the loss must stay finite: $-\ln \sigma(x) = \ln(1 + e^{-x})$, and `np.logaddexp(0, x)`
# is $\ln(1 + e^x)$.


# %% tags=["exercise"]
def sgns_loss_and_gradients(centre, context, negatives):
    """Loss summed over the pairs, and its gradients: centre, context, negatives."""
    ### BEGIN SOLUTION
    true = np.sum(centre * context, axis=1)
    made_up = np.einsum("nd,nkd->nk", centre, negatives)
    loss = np.logaddexp(0, -true).sum() + np.logaddexp(0, made_up).sum()
    error = -np.exp(-np.logaddexp(0, true))
    errors = np.exp(-np.logaddexp(0, -made_up))
    d_centre = error[:, None] * context + np.einsum("nk,nkd->nd", errors, negatives)
    return loss, d_centre, error[:, None] * centre, errors[:, :, None] * centre[:, None]
    ### END SOLUTION


# %% tags=["check"] points=2
check.sgns_loss_and_gradients(sgns_loss_and_gradients, points=2)
### BEGIN HIDDEN TESTS
check.sgns_loss_and_gradients(sgns_loss_and_gradients, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# TensorFlow, asked for the same gradient:

# %%
rng = np.random.default_rng(10)
arrays = [rng.normal(size=shape) for shape in ((5, 4), (5, 4), (5, 3, 4))]
variables = [tf.Variable(array) for array in arrays]
with tf.GradientTape() as tape:
    v, u, others = variables
    real = tf.math.log_sigmoid(tf.reduce_sum(u * v, axis=1))
    fake = tf.math.log_sigmoid(-tf.reduce_sum(others * v[:, None], axis=2))
    objective = -tf.reduce_sum(real) - tf.reduce_sum(fake)

ours = sgns_loss_and_gradients(*arrays)
theirs = [objective, *tape.gradient(objective, variables)]
agree = [np.allclose(a, b, atol=1e-5) for a, b in zip(ours, theirs, strict=True)]
print("loss and three gradients agree:", agree)

# %% [markdown]
# ### Let it read
#
# Three thousand reviews by the program that also wrote the course's own. Little words are left out, so that the window
# reaches further.

# %%
corpus = [review for _, review in data.write_reviews("en", 3000, seed=7)]
sentences = [tokenize(normalize(review), text.STOP_WORDS["en"]) for review in corpus]
words = build_vocabulary(sentences)

chosen = [[words[word] for word in tokens] for tokens in sentences]
near = np.array([pair for row in chosen for pair in skipgram_pairs(row, window=4)])
print(f"{len(words)} entries, {len(near):,} pairs")

# %% [markdown]
# Negatives are drawn by frequency to the power ¾, as word2vec does: frequent words more often, but not as much more often
# as they occur. Then plain gradient descent on mini-batches. `np.add.at` adds every gradient to its row, also when a row
# comes twice in a batch.


# %%
def train_vectors(near, size, d=24, epochs=6, rate=0.1, seed=0):
    """The table after each epoch; the first is the one before training."""
    rng = np.random.default_rng(seed)
    share = np.bincount(near[:, 1], minlength=size) ** 0.75
    share = share / share.sum()
    E, U = rng.normal(0, 0.1, (size, d)), np.zeros((size, d))
    tables, losses = [E.copy()], []
    for epoch in range(epochs):
        step, total = rate * (1 - epoch / epochs), 0.0
        for batch in np.array_split(rng.permutation(len(near)), len(near) // 128):
            centre, context = near[batch].T
            drawn = rng.choice(size, (len(batch), 5), p=share)
            loss, *slopes = sgns_loss_and_gradients(E[centre], U[context], U[drawn])
            for vectors, rows, slope in zip(
                (E, U, U), (centre, context, drawn), slopes, strict=True
            ):
                np.add.at(vectors, rows, -step * slope)
            total += loss
        tables.append(E.copy())
        losses.append(total / len(near))
    return tables, losses


# %% tags=["nbval-ignore-output"]
tables, losses = train_vectors(near, len(words))
print("loss of a pair before any learning: 6 · ln 2 =", round(6 * np.log(2), 2))
print("loss of a pair in each epoch:", ", ".join(f"{loss:.2f}" for loss in losses))

# %% [markdown]
# **See them find their places.** The vectors have 24 numbers; the picture shows the two directions in which these words
# differ most. Press play.

# %% tags=["nbval-ignore-output"]
groups = {
    "kettle": ["water", "boil", "kettle"],
    "backpack": ["straps", "zips", "rucksack", "padding"],
    "coffee": ["beans", "stale", "espresso", "aroma"],
    "lamp": ["flickers", "arm", "dimmer", "lamp"],
    "jacket": ["winter", "rain", "wind", "jacket"],
    "keyboard": ["keys", "typos", "letters", "keyboard"],
}
rows = {thing: {word: words[word] for word in group} for thing, group in groups.items()}
word_map.learning_map(tables, rows)

# %% [markdown]
# Nobody told the program what a kettle is. It only saw which words keep company.
#
# ### How near are two words?
#
# By the **angle** between their vectors, not by their length: frequent words grow longer vectors.
#
# $$ \cos(a, b) = \frac{a \cdot b}{\lVert a \rVert\, \lVert b \rVert} $$
#
# ### Exercise 9 · Neighbours (1 point)
#
# Write two functions:
#
# - `cosine_similarity(a, B)`: `a` is $(d,)$, `B` is $(n, d)$. Return the cosine of `a` with each row of `B`, $(n,)$; 0 for
#   a row of zeros.
# - `most_similar(word, vocabulary, E, k)`: `vocabulary` is a dict from word to row of `E`. Return a list of the `k` words
#   most similar to `word`, the nearest first, **without** the word itself.


# %% tags=["exercise"]
def cosine_similarity(a, B):
    """Cosine of the angle between a (d,) and each row of B (n, d)."""
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(a) * np.linalg.norm(B, axis=1)
    return B @ a / np.where(lengths == 0, 1, lengths)
    ### END SOLUTION


def most_similar(word, vocabulary, E, k=3):
    """The k other words whose vectors point most nearly the same way."""
    ### BEGIN SOLUTION
    similarity = cosine_similarity(E[vocabulary[word]], E)
    candidates = [other for other in vocabulary if other != word]
    return sorted(candidates, key=lambda other: -similarity[vocabulary[other]])[:k]
    ### END SOLUTION


# %% tags=["check"] points=1
check.similarity(cosine_similarity, most_similar, points=1)
### BEGIN HIDDEN TESTS
check.similarity(cosine_similarity, most_similar, points=1, random_seed=True)
### END HIDDEN TESTS

# %% tags=["nbval-ignore-output"]
real_words = {word: row for word, row in words.items() if row > 1}
for word in ("beans", "rucksack", "jacket", "boil", "zip", "recommend"):
    print(f"{word:<10}", ", ".join(most_similar(word, real_words, tables[-1], 5)))

# %% [markdown]
# Good neighbours, and a warning. A window shows what words are **about**, not whether they praise: *recommend* and
# *regret* stand in the same places of a review, so they come out alike. Vectors from company know topics better than
# opinions.
#
# **GloVe** (Pennington, Socher, Manning, 2014) skips the sliding window: it first counts how often each pair of words
# occurs together in the whole text, and then fits vectors whose products give the **logarithms** of these counts. It is
# a matrix factorisation, a thing that will return in section 7, and often does as well as word2vec.
#
# **fastText** (Bojanowski et al., 2017) makes a word's vector the sum of the vectors of its **pieces** of three to six
# letters. *kettles* then shares pieces with *kettle*, and even a word never seen has a vector. That helps most in
# languages with many endings, such as Korean, Finnish or Turkish.
#
# In all three a word has **one** vector wherever it stands. *Light* as *not heavy* and *light* of a lamp share it. What a
# word means **here** needs the words around it: attention.
#
# ## 4 · Attention
#
# Each word asks a question (a **query** $q$), each word offers a label (a **key** $k$) and a content (a **value** $v$). How
# well the query fits each key decides how much of each value goes into the answer. All three are vectors, made from the
# word's embedding by three learned matrices. For all words at once:
#
# $$ \operatorname{attention}(Q, K, V) = \operatorname{softmax}\!\Big(\frac{Q K^\top}{\sqrt d}\Big)\, V $$
#
# Why $\sqrt d$? If the entries of $q$ and $k$ are independent with variance 1, their product has variance $d$. For large
# $d$ softmax would put everything on one key, and its gradient would vanish. Dividing brings the variance back to 1.
#
# A **mask** says who may be looked at. Padding is no word, so nobody looks at it. And a model that *writes* must not look
# at words that come later.

# %%
from dlcourse.plots.nlp_recsys import attention_map

attention_map.masks()

# %% [markdown]
# ### Exercise 10 · Scaled dot-product attention (2 points)
#
# Write `attention(q, k, v, mask)` and return the pair `(output, weights)`.
#
# - `q` is $(\dots, n, d)$, `k` is $(\dots, m, d)$, `v` is $(\dots, m, e)$; the dots stand for any axes in front, also none.
# - `weights` is $(\dots, n, m)$ and sums to 1 over the keys; `output` is $(\dots, n, e)$.
# - `mask` is `None`, or an array $(\dots, n, m)$ that is `True` where a query may look. Elsewhere the weight is 0.
# - Scores in the thousands must not overflow.


# %% tags=["exercise"]
def attention(q, k, v, mask=None):
    """(output, weights) of scaled dot-product attention."""
    ### BEGIN SOLUTION
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return shares @ v, shares
    ### END SOLUTION


# %% tags=["check"] points=2
check.attention(attention, points=2)
### BEGIN HIDDEN TESTS
check.attention(attention, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Keras' `MultiHeadAttention` has the matrices for query, key and value inside, and one more at the end. With one head and
# its own weights, yours must give the same, mask and all:

# %%
layer = keras.layers.MultiHeadAttention(num_heads=1, key_dim=8)
x = rng.normal(size=(2, 5, 8)).astype("float32")
mask = np.tril(np.ones((5, 5), dtype=bool))[None].repeat(2, axis=0)
theirs = layer(x, x, attention_mask=mask)

Wq, bq, Wk, bk, Wv, bv, Wo, bo = layer.get_weights()
q, k, v = (x @ W[:, 0] + b[0] for W, b in ((Wq, bq), (Wk, bk), (Wv, bv)))
ours = attention(q, k, v, mask)[0] @ Wo[0] + bo
print("largest difference below 1e-5:", bool(np.abs(ours - theirs.numpy()).max() < 1e-5))

# %% [markdown]
# ### Attention does not see order
#
# Shuffle the words, and the answers are shuffled with them, otherwise unchanged. Average over the words afterwards, and
# you have … a bag of words again, a clever one:

# %%
shuffled = np.array([3, 0, 4, 1, 2])
one, other = attention(q, k, v)[0], attention(q[:, shuffled], k[:, shuffled], v[:, shuffled])[0]
print("the same rows in another order:", np.allclose(one[:, shuffled], other, atol=1e-5))

# %% [markdown]
# The remedy: add a second embedding that says **where** a word stands. Keras layers are classes; this one adds the two.


# %%
class WordsInPlaces(keras.layers.Layer):
    """Vector of the word plus vector of its place; 0 is padding, left out by later layers."""

    def __init__(self, vocabulary, length, d, **options):
        super().__init__(**options)
        self.word = keras.layers.Embedding(vocabulary, d)
        self.place = keras.layers.Embedding(length, d)
        self.length = length

    def call(self, x):
        return self.word(x) + self.place(keras.ops.arange(self.length))

    def compute_mask(self, x, previous=None):
        return keras.ops.not_equal(x, 0)


# %% [markdown]
# A **Transformer encoder block** (Vaswani et al., 2017) is attention, then a small dense network for each word, each with
# a way around it (chapter 06's residual connection) and a normalisation. Several **heads** attend side by side, each with
# its own question. Large language models stack dozens of such blocks. We take one.


# %%
def transformer(vocabulary, length, d=32):
    """Words in places → one encoder block → the mean over the words → one probability."""
    tokens = keras.Input((length,), dtype="int32")
    x = WordsInPlaces(vocabulary, length, d, name="places")(tokens)
    looked = keras.layers.MultiHeadAttention(num_heads=2, key_dim=16, name="look")(x, x)
    x = keras.layers.LayerNormalization()(x + looked)
    thought = keras.layers.Dense(64, activation="relu")(x)
    thought = keras.layers.Dense(d)(thought)
    x = keras.layers.LayerNormalization()(x + thought)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(tokens, keras.layers.Dense(1, activation="sigmoid")(x))


print(f"{transformer(500, 40).count_params():,} parameters")

# %% [markdown]
# ## 5 · Capstone, first part: happy or not?
#
# ### Exercise 11 · Judge reviews (2 points)
#
# Write `classify_reviews(texts, labels)`: `texts` is a list of 2,000 reviews, `labels` an array of 0 (negative) and 1
# (positive). Train, and return a **function** that takes a list of reviews and returns an array of 0s and 1s.
#
# - Your own `normalize`, `tokenize`, `build_vocabulary` and `encode_and_pad` are there to be used. No review is longer
#   than 40 words.
# - The vocabulary comes from the training reviews; the function you return goes on using it.
# - It is judged on 500 **new** reviews, whose labels your program does not have: 95 % must be right. Training should take
#   no longer than about 20 seconds.
#
# Which network? Counting words will not do (see the puzzle). What must be seen here stands close together. Chapter 06 had a
# layer that looks at a few neighbours at a time; its sister for sequences is `Conv1D`, and `GlobalMaxPooling1D` keeps
# the strongest answer.


# %% tags=["exercise"]
def classify_reviews(texts, labels):
    """A function from a list of reviews to an array of 0s and 1s."""
    ### BEGIN SOLUTION
    words_of = [tokenize(normalize(text)) for text in texts]
    known = build_vocabulary(words_of)
    reader = keras.Sequential(
        [
            keras.Input((40,)),
            keras.layers.Embedding(len(known), 16),
            keras.layers.Conv1D(32, 5, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    reader.compile(keras.optimizers.Adam(0.003), loss="binary_crossentropy")
    reader.fit(encode_and_pad(words_of, known, 40), labels, batch_size=64, epochs=7, verbose=0)

    def classify(new_texts):
        table = encode_and_pad([tokenize(normalize(text)) for text in new_texts], known, 40)
        return (reader.predict(table, verbose=0)[:, 0] > 0.5).astype(int)

    return classify
    ### END SOLUTION


# %% tags=["check"] points=2
check.classify_reviews(classify_reviews, points=2)
### BEGIN HIDDEN TESTS
check.classify_reviews(classify_reviews, points=2, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Five readers compared
#
# Now all of them, on the same reviews: the bag of words; an **LSTM** (chapter 08) that reads word by word; a **1-D CNN**;
# **attention** alone, without places; and the **Transformer** block. Twice, each time with new reviews and new
# initial weights: one number alone does not say how much to trust it.


# %%
L = keras.layers


def reader(look, mask):
    """A maker of models: embedding, `look`, one probability; `mask` leaves padding out."""

    def make(vocabulary, length):
        tokens = keras.Input((length,), dtype="int32")
        x = look(L.Embedding(vocabulary, 16, mask_zero=mask)(tokens))
        return keras.Model(tokens, L.Dense(1, activation="sigmoid")(x))

    return make


def attend(x):
    return L.GlobalAveragePooling1D()(L.MultiHeadAttention(num_heads=1, key_dim=16)(x, x))


def convolve(x):
    return L.GlobalMaxPooling1D()(L.Conv1D(24, 4, activation="relu")(x))


# %% [markdown]
# The number of epochs is what each needed in trials on other reviews.


# %%
readers = {
    "LSTM": (reader(lambda x: L.LSTM(16)(x), mask=True), 7),
    "1-D CNN": (reader(convolve, mask=False), 6),
    "attention, no places": (reader(attend, mask=True), 6),
    "Transformer block": (transformer, 9),
}


# %%
def compare(seed, count=2000):
    """Accuracy of each reader on 500 new reviews; also the last model, and what it read."""
    keras.utils.set_random_seed(seed)
    labels, texts = zip(*data.write_reviews("en", count + 500, seed=100 + seed), strict=True)
    y = np.array([label == "positive" for label in labels], dtype=int)
    tokens = [tokenize(normalize(review)) for review in texts]
    known = build_vocabulary(tokens[:count])

    X = bag_of_words(tokens, known)
    linear = LogisticRegression(max_iter=1000).fit(X[:count], y[:count])
    accuracy = {"bag of words": linear.score(X[count:], y[count:])}
    table = encode_and_pad(tokens, known, 40)
    for name, (make, epochs) in readers.items():
        model = make(len(known), 40)
        model.compile(keras.optimizers.Adam(0.006), loss="binary_crossentropy")
        model.fit(table[:count], y[:count], batch_size=128, epochs=epochs, verbose=0)
        p = model(table[count:]).numpy()[:, 0]
        accuracy[name] = np.mean((p > 0.5) == y[count:])
    return accuracy, model, known


# %% tags=["nbval-ignore-output"]
runs = [compare(seed) for seed in range(2)]
results = {name: [accuracy[name] for accuracy, *_ in runs] for name in runs[0][0]}
for name, values in results.items():
    print(f"{name:<21} {np.mean(values):.3f} ± {np.std(values):.3f}")

# %% tags=["nbval-ignore-output"]
word_plots.scores_with_spread(
    results,
    "Who sees the order reads better (dotted: 0.95)",
    "share of new reviews right",
    0.95,
)

# %% [markdown]
# Read it in this order.
#
# - The **bag of words** and **attention without places** are blind to order, and end up side by side. Attention is no
#   magic.
# - **LSTM** and **CNN** see the order and solve the task. The CNN is the quickest to train: here a few neighbouring words
#   tell the story.
# - The **Transformer** is better than those that are blind to order and, with 2,000 reviews, not the best. It starts
#   without any idea that neighbours matter and has to learn it. With millions of texts the picture turns.
#
# **Be honest about the data:** a program has put these reviews together from about 150 clauses, and a network
# that sees clauses can learn nearly all of them. On real reviews nobody reaches 0.99. On the IMDB film reviews a bag of
# words gets to about 0.88, and small networks hardly go beyond; what does are large models that have read much else
# before. To try, with a network connection:
#
# ```python
# imdb = data.load("imdb")   # 50,000 reviews in English; data.load("nsmc") has 200,000 in Korean
# ```
#
# ### What does the Transformer look at?

# %% tags=["nbval-ignore-output"]
_, model, known = runs[-1]
shown = tokenize(normalize("The zips run smoothly, but the straps cut into my shoulders."))
inner = keras.Model(model.input, model.get_layer("places").output)
places = inner(encode_and_pad([shown], known, 40))
_, looks = model.get_layer("look")(places, places, return_attention_scores=True)

looks = looks.numpy()[0, :, : len(shown), : len(shown)]
attention_map.heat_map(list(looks), shown, ["head 1", "head 2"])

# %% [markdown]
# Rows look, columns are looked at. When this was written, the darkest columns were behind the *but*, where the answer is;
# another training run may divide the work of the two heads in another way. Be careful with stories about such pictures: a large weight says that a value was **mixed
# in**, not that it decided the answer.
#
# ## 6 · What shall I watch?
#
# 400 people have rated some of 250 films with half a star to five. Here is a corner of the table.

# %%
from dlcourse.plots.nlp_recsys import recommenders as tastes

ratings = data.load("ratings")
shape = ratings.extra["shape"]
x_all = np.concatenate([ratings.x_train, ratings.x_test])
y_all = np.concatenate([ratings.y_train, ratings.y_test])
tastes.table_of_ratings(*x_all.T, y_all, shape)

# %% [markdown]
# A **recommender system** (추천 시스템) fills the white places with a guess and shows each person the films with the best
# guesses. Four ideas, each a little less simple than the one before:
#
# 1. **Popularity**: what everybody likes, the same list for all.
# 2. **Means**: the film's mean, plus how generous this person is.
# 3. **Neighbours**: films that were liked by the people who liked what you liked.
# 4. **Matrix factorisation** (행렬 분해): a few numbers for each person and each film, whose product is the rating.
#
# The last one is an embedding again. If factor 1 happens to mean *action*, then $p_1$ says how much the person likes
# action, $q_1$ how much of it the film has. Nobody names the factors; they are learned.
#
# $$ \hat r = p \cdot q \qquad\qquad
# L = \tfrac12 (r - p \cdot q)^2 + \tfrac\lambda2 \big(\lVert p \rVert^2 + \lVert q \rVert^2\big) $$
#
# ### Exercise 12 · One step of learning (1 point)
#
# Write `matrix_factorization_step(p, q, rating, learning_rate, l2)`: one step of gradient descent on $L$ for **one**
# rating, `l2` being $\lambda$. Return the pair of new vectors. Both gradients are taken at the **old** `p` and `q`, and the
# arguments stay as they were.
#
# *Example:* `p = [1.0]`, `q = [2.0]`, rating 3, rate 0.1, no penalty: the error is 1, the new vectors are `[1.2]` and `[2.1]`.


# %% tags=["exercise"]
def matrix_factorization_step(p, q, rating, learning_rate, l2):
    """p and q after one step of gradient descent for one rating."""
    ### BEGIN SOLUTION
    error = rating - p @ q
    new_p = p + learning_rate * (error * q - l2 * p)
    new_q = q + learning_rate * (error * p - l2 * q)
    return new_p, new_q
    ### END SOLUTION


# %% tags=["check"] points=1
check.matrix_factorization_step(matrix_factorization_step, points=1)
### BEGIN HIDDEN TESTS
check.matrix_factorization_step(matrix_factorization_step, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# Your step is what `recommend.MatrixFactorization` does, a hundred ratings at a time, and with a mean and a bias for each
# person and film besides. Does it find something real? This data is made, so we know the three tastes behind it.

# %% tags=["nbval-ignore-output"]
users, films = ratings.x_train.T
model = recommend.MatrixFactorization(factors=3, epochs=30).fit(
    users, films, ratings.y_train, shape
)
tastes.factors_and_truth(
    model.item_factors[: shape[1]], ratings.extra["item_factors"], ratings.extra["tastes"]
)

# %% [markdown]
# How many factors? Too few cannot hold the tastes, more only help the training ratings.

# %% tags=["nbval-ignore-output"]
factors, errors = [0, 1, 2, 3, 5, 10, 20], []
for k in factors:
    trial = recommend.MatrixFactorization(factors=k, epochs=30).fit(
        users, films, ratings.y_train, shape
    )
    parts = (ratings.x_train, ratings.y_train), (ratings.x_test, ratings.y_test)
    errors.append([recommend.rmse(stars, trial.predict(*pairs.T)) for pairs, stars in parts])
tastes.factors_needed(factors, *np.transpose(errors), true=3)

# %% [markdown]
# ### Which number is right?
#
# **RMSE** asks how far the guessed stars are off. Nobody sees guessed stars. People see a **list**, and its top counts:
#
# - **precision@k**: the share of the first $k$ that the person likes;
# - **hit rate@k**: is there one at least?
# - **NDCG@k** also asks **where** in the list the good ones stand. The film at rank $r$ brings its relevance, discounted:
#
# $$ \mathrm{DCG@}k = \sum_{r=1}^{k} \frac{\text{relevance of the film at rank } r}{\log_2(r + 1)} \qquad
# \mathrm{NDCG@}k = \frac{\mathrm{DCG@}k}{\mathrm{DCG@}k \text{ of the best possible order}} $$
#
# ### Exercise 13 · NDCG (1 point)
#
# Write `ndcg_at_k(relevance, scores, k)`: two arrays with one number for each film; the film with the largest score comes
# first (no two scores are equal). If nothing is relevant, return 0.
#
# *Example:* relevance `[0, 1]`, scores `[0.9, 0.1]`, `k = 2`: the only good film stands second, 1 / log₂ 3 = 0.631.


# %% tags=["exercise"]
def ndcg_at_k(relevance, scores, k):
    """Discounted gain of the first k films by score, over the best that was possible."""
    ### BEGIN SOLUTION
    discounts = 1 / np.log2(np.arange(2, len(relevance) + 2))[:k]
    gained = relevance[np.argsort(-scores)][:k] @ discounts
    possible = np.sort(relevance)[::-1][:k] @ discounts
    return gained / possible if possible > 0 else 0.0
    ### END SOLUTION


# %% tags=["check"] points=1
check.ndcg_at_k(ndcg_at_k, points=1)
### BEGIN HIDDEN TESTS
check.ndcg_at_k(ndcg_at_k, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### A fair test looks into the future
#
# Put a random fifth of the ratings aside, and the model learns from Wednesday's ratings to predict Tuesday's. In real life
# it learns from the past and is asked about the future, in which there are new people and new films. So split by
# **time**. Both splits, all models:


# %%
def judge(make, train, test, k=10):
    """RMSE on the test ratings; precision and NDCG of the k best films not yet rated."""
    model = make().fit(*x_all[train].T, y_all[train], shape)
    rmse = recommend.rmse(y_all[test], model.predict(*x_all[test].T))
    liked = ratings.extra["true"] >= 4  # what they would say of every film: known, for once
    precision, ndcg = [], []
    for person in range(shape[0]):
        seen = x_all[train][x_all[train][:, 0] == person, 1]
        scores = model.scores(person).astype(float)
        scores[seen] = -np.inf
        ranked = np.argsort(-scores)[:k]
        precision.append(recommend.precision_at_k(np.flatnonzero(liked[person]), ranked, k))
        new = np.setdiff1d(np.arange(shape[1]), seen)
        ndcg.append(ndcg_at_k(liked[person, new].astype(float), scores[new] - 1e-9 * new, k))
    return rmse, np.mean(precision), np.mean(ndcg)


# %%
recommenders = {
    "popularity": recommend.Popularity,
    "means": recommend.Means,
    "neighbours": recommend.ItemNeighbours,
    "factorisation": lambda: recommend.MatrixFactorization(factors=3, epochs=30),
}
days = np.concatenate([ratings.extra["times_train"], ratings.extra["times_test"]])
mixed = np.random.default_rng(10).permutation(len(days))
splits = {
    "at random": (mixed[len(days) // 5 :], mixed[: len(days) // 5]),
    "by time": recommend.split_in_time(days, share=0.2),
}

# %% tags=["nbval-ignore-output"]
for split, (train, test) in splits.items():
    print(f"split {split:<16} RMSE   precision@10   NDCG@10")
    for name, make in recommenders.items():
        rmse, precision, ndcg = judge(make, train, test)
        print(f"  {name:<18} {rmse:6.3f} {precision:10.3f} {ndcg:13.3f}")

# %% [markdown]
# Popularity and means give everybody the films in the same order: another RMSE, the same lists. Taste is what neighbours
# and factors add, and the lists show it: of ten films, nine or more are liked, instead of six.
#
# The split by time is the honest one. The error of the factorisation rises from 0.45 to 0.66 stars. The lists suffer
# less, because most people were there before, and there are always ten films that are known well.
#
# ### Cold start
#
# Where does the error come from? In the last fifth many people and films are new. Of a newcomer the model knows **nothing**, and an honest model
# then says the mean. This is the **cold start**. Here is the RMSE by how many ratings the person had given before.

# %% tags=["nbval-ignore-output"]
train, test = splits["by time"]
before = np.bincount(x_all[train][:, 0], minlength=shape[0])[x_all[test][:, 0]]
films_before = np.bincount(x_all[train][:, 1], minlength=shape[1])[x_all[test][:, 1]]
bounds = [(0, 0), (1, 9), (10, 29), (30, 999)]

known_films = films_before >= 10
errors = {}
for name in ("popularity", "means", "factorisation"):
    fitted = recommenders[name]().fit(*x_all[train].T, y_all[train], shape)
    gap = y_all[test] - fitted.predict(*x_all[test].T)
    inside = [known_films & (before >= low) & (before <= high) for low, high in bounds]
    errors[name] = [np.sqrt(np.mean(gap[part] ** 2)) for part in inside]

title = "A taste must be shown before it can be known (films with 10 ratings or more)"
tastes.by_experience(errors, ["none", "1–9", "10–29", "30 or more"], title)

# %% [markdown]
# What helps: ask newcomers for a few ratings; use what is known about a film (genre, text, embeddings of its description)
# until ratings come; show a few untried things to learn about them. And begin with popularity: for those of whom you know
# nothing, it **is** the right answer.
#
# ### The same in Keras, and one step further
#
# Two `Embedding` layers and a `Dot`: matrix factorisation as a network. Put dense layers in place of the product and it is
# **neural collaborative filtering** (He et al., 2017), which could learn any way of combining the two.

# %% tags=["nbval-ignore-output"]
keras.utils.set_random_seed(10)
train, test = splits["at random"]
mean = y_all[train].mean()
networks = {
    "dot product": recommend.dot_product_model(*shape, factors=3, mean=mean),
    "neural collaborative filtering": recommend.neural_collaborative_filtering(
        *shape, 8, mean=mean
    ),
}
for name, network in networks.items():
    network.fit(list(x_all[train].T), y_all[train], batch_size=128, epochs=12, verbose=0)
    guess = network.predict(list(x_all[test].T), batch_size=2000, verbose=0)[:, 0]
    print(f"{name:<31} RMSE {recommend.rmse(y_all[test], guess):.3f}")

# %% [markdown]
# The plain product wins. A dense network has to *learn* to multiply, and needs many ratings for it; Rendle et al. (2020)
# found the same on real data. A model that has the right shape built in beats one that could learn any shape, as long as
# data is scarce.
#
# ## 7 · Capstone, second part: beat popularity
#
# ### Exercise 14 · Recommend (1 point)
#
# Write `recommend_films(people, films, stars, shape)`: three arrays with one entry a rating (person, film, stars), and
# `shape = (people, films)`. Return an array of that shape: the larger the score, the more this person should see this film.
#
# It is judged in a **new** world of 300 people, 150 films and 9,000 ratings, where we know what everyone would say. Of the
# ten films you rate highest for a person, among those not yet rated, 80 % must be worth four stars or more to them. One
# list for all reaches about 50 %.
#
# Write it yourself, with NumPy or Keras, without `dlcourse.recommend`. Going rating by rating with your step is fine; so
# is a mini-batch with `np.add.at`. Subtract the mean first, or learn biases too.


# %% tags=["exercise"]
def recommend_films(people, films, stars, shape):
    """A score for each person and film, (people, films)."""
    ### BEGIN SOLUTION
    rng, factors = np.random.default_rng(0), 6
    P, Q = rng.normal(0, 0.1, (shape[0], factors)), rng.normal(0, 0.1, (shape[1], factors))
    P[:, 0], Q[:, 1] = 1, 1  # so that Q's first and P's second column are the biases
    rest = stars - stars.mean()
    for _ in range(15):
        for n in rng.permutation(len(stars)):
            i, j = people[n], films[n]
            P[i], Q[j] = matrix_factorization_step(P[i], Q[j], rest[n], 0.02, 0.02)
    return stars.mean() + P @ Q.T
    ### END SOLUTION


# %% tags=["check"] points=1
check.recommend_films(recommend_films, points=1)
### BEGIN HIDDEN TESTS
check.recommend_films(recommend_films, points=1, random_seed=True)
### END HIDDEN TESTS

# %% [markdown]
# ### Go bigger
#
# 100,000 real ratings of films, downloaded once:
#
# ```python
# movies = data.load("movielens")
# ```
#
# ## 8 · In your own words
#
# ### Exercise 15 · A good number, unhappy customers (2 points, read by your instructor)
#
# A film service splits its ratings at random, measures an RMSE of 0.45 stars for its new recommender, against 1.01 for
# popularity, and goes live. Soon people complain: new customers get dull lists, and new films are hardly ever shown. In
# four to six sentences: why did the test not show this, how would you test instead (name the split and a measure), and
# what would you offer to newcomers?

# %% [markdown] tags=["answer"] points=2
# ### BEGIN SOLUTION
# In a random split almost every person and film of the test part also has ratings in the training part, some of them
# even later than the test ratings. So the test never asked about newcomers, of whom a factor model knows nothing: it
# falls back on the mean for them, and a film without ratings is never at the top of a list. RMSE averages over all
# ratings and does not look at the order, while people only see the top of a list. I would train on the past and test
# on the last weeks, and measure precision or NDCG at ten, separately for new and for known people and films. Newcomers
# would first get what is popular, and a few questions or films to rate; new films would be recommended by their genre
# or description, and shown to some people to learn about them.
#
# **Rubric.** ½ point: a random split hides the cold start (or learns from the future). ½ point: split by time. ½ point:
# a measure of the list's top, such as precision or NDCG at k, instead of RMSE. ½ point: something sensible for
# newcomers, people or films.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | Idea | In one line |
# |---|---|
# | tokens | words, morphemes or subwords; 0 is padding, 1 is unknown; the vocabulary comes from training texts |
# | bag of words, TF-IDF | counts, or share × ln rarity; blind to order; the baseline to beat |
# | embedding | a learned row of numbers for each word, person, film |
# | skip-gram | real pairs pulled together, random ones pushed apart; topics rather than opinions |
# | cosine | the angle between vectors, whatever their lengths |
# | attention | softmax(QKᵀ/√d) V: each word mixes in what it needs; blind to order without places |
# | Transformer block | attention, dense layers, ways around, normalisation; needs data |
# | matrix factorisation | rating ≈ mean + biases + p · q |
# | NDCG@k | the top of the list counts, against the best possible list |
# | cold start | of newcomers nothing is known: test by time, and begin with popularity |
#
# **Words.** tokenisation 토큰화 · stop word 불용어 · morpheme 형태소 · word embedding 단어 임베딩 ·
# recommender system 추천 시스템 · matrix factorisation 행렬 분해 · one-hot encoding 원-핫 인코딩 · padding 패딩
#
# ## Quick self-check
#
# Answer first, then unfold.
#
# <details><summary>1. A test review holds a word that no training review has. What is its number?</summary>
#
# 1, `[OOV]`. Giving it a number of its own would mean having looked at the test reviews.
# </details>
#
# <details><summary>2. A word is in each of 50 texts. What is its TF-IDF?</summary>
#
# 0: ln(50/50) = 0, however often it occurs.
# </details>
#
# <details><summary>3. Three words in a row, window 2. How many skip-gram pairs?</summary>
#
# 6: each of the three has the two others as context.
# </details>
#
# <details><summary>4. All scores of a query are equal, and five keys are not masked. What are the weights?</summary>
#
# 0.2 each: softmax of equal numbers. The output is the plain mean of the five values.
# </details>
#
# <details><summary>5. A model's RMSE falls, and nobody's list changes. How?</summary>
#
# It has learned something that does not depend on the film, such as how generous each person is. The order stays.
# </details>
#
# ## Go further
#
# - D. Jurafsky, J. H. Martin, *Speech and Language Processing* (third edition, draft, free online). The textbook; the
#   chapters on vector semantics and on Transformers continue what you did here.
# - T. Mikolov et al., *Distributed Representations of Words and Phrases and their Compositionality*, NeurIPS 2013.
#   Skip-gram with negative sampling; eight pages.
# - A. Vaswani et al., *Attention Is All You Need*, NeurIPS 2017. The Transformer. You can now read its figure 1.
# - Y. Koren, R. Bell, C. Volinsky, *Matrix Factorization Techniques for Recommender Systems*, IEEE Computer 42(8), 2009.
#   By winners of the Netflix Prize, and easy to read.
# - S. Rendle et al., *Neural Collaborative Filtering vs. Matrix Factorization Revisited*, RecSys 2020. How a baseline,
#   tuned with care, wins.
#
# ## The end of the course: what you have learned
#
# Ten chapters ago one unit drew a line between two kinds of points. Since then you have built, with your own hands:
#
# | Chapter | You built | The idea to keep |
# |---|---|---|
# | 01 Perceptron, MLP | neuron, XOR, softmax | layers bend space until a line is enough |
# | 02 Backpropagation | gradients, and an automatic differentiator | chain rule, and reuse of what is known |
# | 03 Optimisers | SGD to Adam | the direction is given, the step is the art |
# | 04 Keras | models, callbacks, a saved program | define → compile → fit → evaluate → predict |
# | 05 Deep networks | dropout, batch norm, honest tables | always a baseline; the test set once |
# | 06 Convolutions | `conv2d` and its gradient, Grad-CAM | share weights where the world repeats itself |
# | 07 Recurrent networks | a cell, and backprop through time | memory is a state that is passed on |
# | 08 LSTM | gates | let the gradient flow where nothing needs to change |
# | 09 GAN | two networks in a game | a loss can be learned, too |
# | 10 Language, recommending | word vectors, attention, factors | everything can have an embedding |
#
# And here is the map from chapter 01 again. Look how much of it you know.
#
# | You want to … | Families of models | Here |
# |---|---|---|
# | put numbers into classes, predict a number | MLP, deep neural networks | chapters 01–05 |
# | understand images (**vision**) | convolutional networks | chapter 06 |
# | follow **time series** and speech | recurrent networks, LSTM | chapters 07, 08 |
# | **generate** new images | GANs (also autoencoders, diffusion) | chapter 09 |
# | read and write **language**, recommend | embeddings, attention, Transformers | chapter 10 |
# | act and learn from reward (**reinforcement learning**) | policy and value networks | your next course |
#
# **Where to go on**
#
# - **Autoencoders**: a network that squeezes its input through a few numbers and rebuilds it. You know all its parts; with
#   a random step in the middle it is a *variational* autoencoder, and generates.
# - **Diffusion models**: learn to take a little noise away, then start from pure noise. Today's image generators, and
#   calmer to train than the GANs of chapter 09.
# - **Transformers**: stack your block, mask the future, train on much text: a language model. Then *fine-tune* one that
#   others have trained.
# - **Forecasting**: intervals instead of points, many series at once, and always the naive forecast of chapter 07 beside it.
# - **Reinforcement learning**: no labels, only a reward, often late. Gradients of *expected* reward are the new idea.
#
# Whatever you choose: a baseline first, a test that looks like the future, several seeds, and a picture of what went wrong.
# Thank you for working through it.
