"""Functions of a check's own, called by an answer."""

import pytest

from dlcourse.agent.answer_error import AnswerError


def test_a_function_of_the_checks_own_is_called_back(found):
    seen = []
    assert found["apply"](lambda x: seen.append(x) or x**2, 3) == 9 + 36
    assert seen == [3, 6]


def test_a_callback_that_fails_fails_in_the_answer(found):
    with pytest.raises(AnswerError, match="ZeroDivisionError"):
        found["apply"](lambda x: 1 / 0, 3)


@pytest.mark.parametrize(
    "given", ["np.ones((20_000, 1, 1), 'int8')", "np.ones((20_000, 0))", "[0] * 20_000", "'x' * 20_000", "object()"]
)
def test_a_function_of_the_checks_own_is_not_called_with_too_much_nor_with_what_is_no_data(shared_student, given):
    session = shared_student.run(f"import numpy as np\ndef ask(f): return f({given})")
    seen = []
    with pytest.raises(AnswerError, match="NotPlainError"):
        session.find(["ask"])["ask"](seen.append)
    assert seen == []
    assert session.malformed == 0
    session.kernel.close()
