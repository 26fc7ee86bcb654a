"""The check of `iterations`."""

from dlcourse.checks.core import BY_HAND, criterion, equal, exercise, require


@exercise(rules=[BY_HAND])
def iterations(answer, rng):
    """`iterations(samples, batch_size)`: the number of batches in an epoch, and the size of the last one.

    Requirements:
    - "`iterations(60_000, 128)` is `(469, 96)`" → 60,000 samples at 128
    - "If the batches fit exactly, the last one is full" → batches that fit exactly
    - "If there are fewer samples than a batch holds, there is one batch with all of them" → one batch for all
    - "return two whole numbers, the iterations in an epoch and the size of the last batch" → any numbers
    """
    with criterion(
        "60,000 samples at 128", hint="The last batch holds what is left over, and it counts as an iteration."
    ):
        _require_result(answer, 60_000, 128, (469, 96))
    with criterion(
        "batches that fit exactly", hint="If nothing is left over, the last batch is as full as the others."
    ):
        _require_result(answer, 1_000, 100, (10, 100))
        _require_result(answer, 7, 1, (7, 1))
    with criterion(
        "one batch for all", hint="If the batch is larger than the data, there is one batch with all samples."
    ):
        _require_result(answer, 50, 128, (1, 50))
        _require_result(answer, 50, 50, (1, 50))
    with criterion("any numbers", hint="All batches but the last are full, and together they hold every sample."):
        for _ in range(10):
            full, last = int(rng.integers(1, 500)), int(rng.integers(1, 64))
            _require_result(answer, full * 64 + last, 64, (full + 1, last))


def _require_result(answer, samples: int, batch_size: int, expected: tuple[int, int]) -> None:
    """Raise MismatchError unless the answer returns this pair."""
    result = answer(samples, batch_size)
    require(
        isinstance(result, tuple | list) and len(result) == 2, f"iterations returned {result!r}; expected two numbers."
    )
    equal(list(result), list(expected), what=f"iterations({samples}, {batch_size})")
