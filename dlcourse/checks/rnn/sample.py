"""The check of `sample`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, close, criterion, equal, exercise, require


@exercise(rules=[BY_HAND], seconds=20)  # a thousand small calls; in grading each goes to another process
def sample(answer, rng):
    """`sample(logits, temperature, rng)`: one index, drawn with the probabilities softmax(logits / temperature).

    Requirements:
    - "return one index as an `int`" → an index
    - "from `rng`, a NumPy `Generator`" → drawn from rng
    - "drawn with the probabilities" → softmax at temperature 1
    - "$\\text{softmax}(\\text{logits}/T)$" → cold is careful, hot is wild
    - "Make it safe for large logits" → large logits
    - "for temperatures close to 0: there it always draws the likeliest" → near 0, always the likeliest
    """
    logits = np.array([0.0, 2.0])

    def draws(logits, temperature, count):
        first = int(rng.integers(1 << 30))
        return [answer(logits, temperature, np.random.default_rng(first + i)) for i in range(count)]

    def share(temperature):
        return np.mean([index == 1 for index in draws(logits, temperature, 400)])

    hint = "Return the number of the entry that was drawn: an int from 0 to len(logits) − 1."
    with criterion("an index", hint=hint, trivial=True):
        for index in draws(np.zeros(4), 1.0, 20):
            require(
                isinstance(index, int | np.integer) and 0 <= index < 4,
                f"sample returned {index!r} for four logits; expected an int from 0 to 3.",
            )
    with criterion(
        "drawn from rng",
        hint="Draw from the generator you are given: a seed then repeats the whole text, and another one does not.",
    ):
        first, again = ([answer(np.zeros(50), 1.0, np.random.default_rng(i)) for i in range(12)] for _ in range(2))
        equal(first, again, what="draws with the same seeds")
        require(len(set(first)) > 1, "with twelve different seeds, all draws from fifty equal logits are the same.")
    with criterion("softmax at temperature 1", hint="Probabilities are exp(logits), divided by their sum."):
        close(share(1.0), 0.881, rtol=0, atol=0.075, what="the share of entry 1 among 400 draws from logits 0 and 2")
    with criterion(
        "cold is careful, hot is wild",
        hint="DIVIDE by the temperature: a small one makes the differences larger, and the likeliest entry likelier.",
    ):
        for temperature, wanted, chance in ((0.5, 0.982, 0.04), (4.0, 0.622, 0.11)):
            what = f"the share of entry 1 among 400 draws from logits 0 and 2 at temperature {temperature:g}"
            close(share(temperature), wanted, rtol=0, atol=chance, what=what)
    _extremes(draws)


def _extremes(draws) -> None:
    """The criteria with large logits and a low temperature."""
    with criterion("large logits", hint="exp(1000) overflows: subtract the largest logit first, as in chapter 01."):
        for place in (0, 2):
            found = draws(np.eye(3)[place] * 1000, 0.5, 5)
            equal(found, [place] * 5, what=f"five draws where logit {place} is 1000 and the others are 0")
    with criterion(
        "near 0, always the likeliest", hint="Divide by the temperature itself, however small: add nothing to it."
    ):
        for likeliest, logits in ((1, [1.0, 1.002, 0.0]), (0, [1.002, 1.0, 0.0])):
            found = draws(np.array(logits), 1e-5, 20)
            equal(found, [likeliest] * 20, what=f"20 draws from the logits {logits} at temperature 0.00001")
