"""What an answer sends costs the examiner no more than that answer's own points."""

import sys

import numpy as np
import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.core import close, criterion, exercise
from dlcourse.grading.examiner import own_limits
from dlcourse.grading.examiner.check_cell import examine

CHECK = """
from dlcourse.checks.core import criterion, exercise
import numpy as np

@exercise()
def looks(answer, rng):
    with criterion("costs much", hint=""):
        {cost}
    with criterion("is right", hint=""):
        assert answer(2) == 4

looks(answer, points=2)
"""
FAR_TOO_MUCH = {
    "an array against another shape": "np.ones((12000, 1, 1), 'uint8') * np.ones((4000, 50))",
    "a column against a row": "np.ones((90_000, 1), 'uint8') - np.ones((1, 90_000), 'uint8')",
    "a list": "list(range(10**9))",
    "a text": "'x' * 10**10",
}


class Session:
    """Stands where a kernel would be: these answers need none."""

    clock = staticmethod(float)

    def find(self, names):
        return {"answer": lambda x: 2 * x}


def looked_at(cost: str):
    """The outputs of a check cell with this step in it."""
    return examine(CHECK.format(cost=cost), None, Session(), StudentCode([""]), 0).outputs


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a program like this")
@pytest.mark.parametrize("cost", FAR_TOO_MUCH.values(), ids=FAR_TOO_MUCH.keys())
def test_what_needs_too_much_memory_fails_its_criterion_and_no_other(cost):
    table, points = looked_at(cost)
    assert points.data["text/plain"] == "1.0"
    assert "MemoryError" in table.data["text/plain"]
    assert len(np.empty(1200 * 2**20, "uint8")) > 0  # afterwards, this program may use more


def test_what_takes_too_long_to_look_at_fails_its_criterion(monkeypatch):
    monkeypatch.setattr(own_limits, "SECONDS", 0.2)
    table, points = looked_at("while True: pass")
    assert points.data["text/plain"] in ("1.0", "0.0")  # little time was left for the next criterion
    assert "takes too long to look at" in table.data["text/plain"]


def test_the_shape_of_a_result_is_looked_at_before_its_numbers():
    @exercise()
    def numbers(answer, rng):
        with criterion("is near", hint=""):
            close(answer, np.ones(3))

    (result,) = numbers.judge(np.full(5, "no number")).criteria
    assert result.message == "your result has shape (5,); expected (3,)."


def test_work_in_other_threads_counts_as_well(monkeypatch):
    monkeypatch.setattr(own_limits, "SECONDS", 0.3)
    waiting = """from concurrent.futures import ThreadPoolExecutor
        from hashlib import pbkdf2_hmac
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _: pbkdf2_hmac("sha256", b"", b"", 10**6), range(6)))"""
    table, _ = looked_at(waiting)
    assert "takes too long to look at" in table.data["text/plain"]
