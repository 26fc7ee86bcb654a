"""The check of `ReplayBuffer`."""

import numpy as np

from dlcourse.checks.core import BY_HAND, MismatchError, as_array, close, criterion, equal, exercise, require


def fill(buffer, first: int, last: int) -> None:
    """Add the transitions number `first` to `last`: each of the five parts says the number."""
    for i in range(first, last + 1):
        buffer.add(i + np.arange(4) / 8, i % 2, float(i), i + 0.5 + np.arange(4) / 8, i % 3 == 0)


def sampled(buffer, n: int, seed: int) -> list[np.ndarray]:
    """The five arrays of a sample. Raises MismatchError where there are not five."""
    found = buffer.sample(n, np.random.default_rng(seed))
    if not isinstance(found, tuple | list) or len(found) != 5:
        raise MismatchError("sample gives no five arrays: s, a, r, s2, done.")
    return [as_array(part) for part in found]


def numbers(buffer, n: int, seed: int) -> list[int]:
    """The numbers of the transitions in a sample, by their rewards."""
    return [round(float(reward)) for reward in np.ravel(sampled(buffer, n, seed)[2])]


@exercise(defines=["ReplayBuffer"], rules=[BY_HAND], seconds=20)
def replay_buffer(ReplayBuffer, rng):
    """`ReplayBuffer(capacity)`: the last transitions, with `add`, `len` and `sample`.

    Requirements:
    - "`len(buffer)` says how many are stored" → knows how many it holds
    - "It returns five arrays" → five arrays
    - "Row $i$ of all five belongs to the same transition" → parts stay together
    - "draws `n` of those that are stored" → only what was stored
    - "a new transition takes the place of the **oldest**" → the oldest goes first
    - "all equally likely" → no favourites
    - "from `rng`, a NumPy `Generator`" → drawn from rng
    """
    seed = int(rng.integers(1 << 30))
    with criterion("knows how many it holds", hint="0 at first, then one more with each, up to the capacity."):
        buffer, lengths = ReplayBuffer(3), []
        for i in range(5):
            lengths.append(len(buffer))
            fill(buffer, i, i)
        equal([*lengths, len(buffer)], [0, 1, 2, 3, 3, 3], what="len(buffer) after 0 to 5 transitions, capacity 3,")
    with criterion(
        "five arrays", hint="The first axis counts transitions; gather s from all of them, then a, and so on."
    ):
        buffer = ReplayBuffer(20)
        fill(buffer, 1, 20)
        shapes = [list(part.shape) for part in sampled(buffer, 6, seed)]
        wanted = [[6, 4], [6], [6], [6, 4], [6]]
        require(shapes == wanted, f"sample(6, rng) gives the shapes {shapes}; expected {wanted}.")
    with criterion("parts stay together", hint="One draw of places serves all five parts."):
        buffer = ReplayBuffer(20)
        fill(buffer, 1, 20)
        s, a, r, s2, done = sampled(buffer, 15, seed)
        close(s, r[:, None] + np.arange(4) / 8, what="s beside r")
        close(s2, r[:, None] + 0.5 + np.arange(4) / 8, what="s2 beside r")
        close(np.stack([a, done]), [r % 2, r % 3 == 0], what="[a, done] beside r")
    _what_is_drawn(ReplayBuffer, seed)


def _what_is_drawn(ReplayBuffer, seed: int) -> None:
    """The criteria on which transitions are in a sample."""
    with criterion(
        "only what was stored", hint="Before the buffer is full, draw from the places that are in use: len(self)."
    ):
        buffer = ReplayBuffer(50)
        fill(buffer, 1, 5)
        found = {number for i in range(20) for number in numbers(buffer, 4, seed + i)}
        require(found == {1, 2, 3, 4, 5}, f"1 to 5 were stored in a buffer of 50; samples hold {sorted(found)}.")
    with criterion(
        "the oldest goes first",
        weight=2,
        hint="A place that goes round: after the last one comes the first again. Or collections.deque with maxlen.",
    ):
        buffer = ReplayBuffer(5)
        fill(buffer, 1, 4)
        for last in range(5, 16):  # after each, as chance alone may be right a few times
            fill(buffer, last, last)
            found = {number for i in range(30) for number in numbers(buffer, 4, seed + i)}
            kept = list(range(last - 4, last + 1))
            require(sorted(found) == kept, f"1 to {last}, capacity 5: samples hold {sorted(found)}; expected {kept}.")
    with criterion(
        "no favourites", hint="Draw places evenly from ALL that are stored, the first and the last ones too."
    ):
        buffer = ReplayBuffer(8)
        fill(buffer, 0, 3)
        drawn = np.array([numbers(buffer, 2, seed + i) for i in range(300)]).ravel()
        shares = np.bincount(drawn, minlength=4) / len(drawn)
        close(shares, np.full(4, 0.25), rtol=0, atol=0.08, what="the shares of four transitions in 300 samples of 2")
    with criterion("drawn from rng", hint="Draw from the generator that sample is given, not from one of its own."):
        buffer = ReplayBuffer(60)
        fill(buffer, 1, 60)
        first, again, other = (numbers(buffer, 8, s) for s in (seed, seed, seed + 1))
        equal(first, again, what="two samples with the same seed")
        require(first != other, "two seeds give the same eight of sixty transitions.")
