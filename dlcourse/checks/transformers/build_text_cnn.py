"""The check of `build_text_cnn`."""

import numpy as np

from dlcourse.checks.core import WITH_KERAS, close, criterion, exercise, require
from dlcourse.checks.models import network, outputs, take_weights

REVIEWS, NEW, LENGTH, EPOCHS = 2500, 1500, 80, 5
LEAST = 0.965
CONVOLUTIONS = ("Conv1D", "SeparableConv1D")


def drawn(rng: np.random.Generator) -> tuple[list[str], np.ndarray]:
    """New Korean reviews, all different, and their labels, 1 for positive; the last 1,500 of them are to be judged."""
    from dlcourse.data.makers.reviews import write_reviews

    pairs = write_reviews("ko", REVIEWS + NEW, seed=int(rng.integers(1 << 30)))
    return [review for _, review in pairs], np.array([int(label == "positive") for label, _ in pairs])


def numbered(texts: list[str]) -> tuple[np.ndarray, int]:
    """Texts as numbers of their syllables, (texts, 80), and the size of the vocabulary: that of those to learn from.

    0 is padding, 1 a syllable that the vocabulary does not have.
    """
    syllables = sorted({sign for review in texts[:REVIEWS] for sign in review})
    number = {sign: place for place, sign in enumerate(syllables, start=2)}
    table = np.zeros((len(texts), LENGTH), dtype="int32")
    for row, review in zip(table, texts, strict=True):
        known = [number.get(sign, 1) for sign in review[:LENGTH]]
        row[: len(known)] = known
    return table, len(number) + 2


def operations(model) -> list:
    """All layers and operations from the inputs of a model to its outputs, Sequential or not."""
    import keras

    return keras.Model(model.inputs, model.outputs).operations


def behind_another(model) -> list[str]:
    """Names of the convolutions that read what another convolution has made."""
    import keras

    if isinstance(model, keras.Sequential):
        return [layer.name for layer in model.layers if type(layer).__name__ in CONVOLUTIONS][1:]
    made: dict[int, bool] = {}  # what stands in front of each tensor: whether there is a convolution
    found = []
    for layer in operations(model):
        try:
            given, gives = (keras.tree.flatten(part) for part in (layer.input, layer.output))
        except (AttributeError, ValueError):  # used more than once
            continue
        is_one = type(layer).__name__ in CONVOLUTIONS
        behind = any(made.get(id(tensor), False) for tensor in given)
        if is_one and behind:
            found.append(layer.name)
        made.update({id(tensor): is_one or behind for tensor in gives})
    return found


@exercise(rules=[WITH_KERAS], seconds=60)
def build_text_cnn(answer, rng):
    """`build_text_cnn(vocabulary, length)`: a compiled network with windows of several widths over a text's tokens.

    Requirements:
    - "return a compiled Keras model" → a network of Keras' own layers
    - "compiled" → compiled
    - "one probability for each text" → takes texts and gives one probability
    - "Side by side on the embedding" → side by side
    - "three convolutions or more" → windows of three widths or more
    - "windows of at least three different widths" → windows of three widths or more
    - "the strongest answer over all places" → the strongest answer counts
    - "96.5 % must be right" → 96.5 % of new reviews
    """
    texts, y = drawn(rng)
    x, vocabulary = numbered(texts)
    new, labels = x[REVIEWS:], y[REVIEWS:]
    found = network(lambda: answer(vocabulary, LENGTH), new[:40])
    if found is None:
        return
    model, rebuilt = found
    with criterion("compiled", hint="End with model.compile(optimizer, loss=…): the check only calls fit."):
        require(bool(model.compiled), "the model is not compiled.")
    with criterion(
        "takes texts and gives one probability",
        hint="Input((length,)), an Embedding for `vocabulary` numbers, and at the end one unit with sigmoid.",
    ):
        p = outputs(rebuilt, new[:40])
        close(p.shape, [40, 1], what="the shape of the output for 40 texts")
        take_weights(
            rebuilt, [20 * weight for weight in rebuilt.get_weights()]
        )  # then a score without sigmoid is large
        p = outputs(rebuilt, new[:40])
        require(
            bool(((p >= 0) & (p <= 1)).all()), f"some outputs, with larger weights, are no probabilities: {p[:3, 0]}."
        )
    _judge_windows(rebuilt)
    with criterion(
        f"{LEAST * 100:.1f} % of new reviews",
        weight=3,
        hint="Right on training reviews only? Dropout before the last layer. Wrong on both? More filters, a higher "
        "rate, and windows wide enough to see 지만 (but) with the word before it.",
    ):
        model.fit(x[:REVIEWS], y[:REVIEWS], batch_size=32, epochs=EPOCHS, verbose=0)
        take_weights(rebuilt, model.get_weights())
        parts = ((x[:REVIEWS], y[:REVIEWS]), (new, labels))
        known, fresh = (float(((outputs(rebuilt, rows)[:, 0] > 0.5) == truth).mean()) for rows, truth in parts)
        seen = f"{known:.1%} of the reviews it was trained on are right, and {fresh:.1%} of {NEW} new ones"
        require(fresh >= LEAST, f"{seen}; expected {LEAST:.1%}.")


def _judge_windows(rebuilt) -> None:
    """The criteria on the convolutions and on what is kept of each."""
    with criterion(
        "windows of three widths or more",
        hint="Convolutions side by side, each on the embedding: a window of two syllables, of three, … Then "
        "Concatenate.",
    ):
        widths = [layer.kernel_size[0] for layer in rebuilt.layers if type(layer).__name__ in CONVOLUTIONS]
        require(len(set(widths)) >= 3, f"the widths of its own Conv1D layers are {widths}.")
    with criterion(
        "side by side",
        hint="Each convolution is called on the output of the Embedding. One behind the other, a later window sees "
        "only what an earlier one has found.",
    ):
        chained = behind_another(rebuilt)
        require(not chained, f"a convolution stands in front of these: {chained}.")
    with criterion(
        "the strongest answer counts",
        hint="GlobalMaxPooling1D after each convolution: a phrase counts wherever it stands, and however long the "
        "text is.",
    ):
        kinds = {type(layer).__name__ for layer in operations(rebuilt)}
        most = any("Max" in kind or kind == "Amax" for kind in kinds)
        require(most, f"the kinds of its layers are {sorted(kinds)}.")
        local = [
            layer.name
            for layer in operations(rebuilt)
            if type(layer).__name__ == "MaxPooling1D" and layer.output.shape[1] != 1
        ]
        require(not local, f"some layers keep an answer for each stretch of the text: {local}.")
