"""What an answer writes into its arguments is seen where the check asks for that, and nowhere else."""

import numpy as np
import pytest

from dlcourse.checks.core.argument_copies import shared_arguments
from tests.support.student_cells import CELL, WRITER


def test_what_an_answer_writes_into_its_arguments_is_seen(found):
    x, box = np.zeros(3), []
    with shared_arguments():
        assert found["write"](x, box) is None
    assert x.tolist() == [7, 7, 7]
    assert box == [1]


def test_an_array_in_a_list_that_is_written_into_is_told_from_one_that_is_replaced(found):
    w, g = np.ones(2), np.ones(2)
    params = [w]
    with shared_arguments():
        found["step_in_place"](params, [g])
    assert w.tolist() == [0.9, 0.9]
    assert params[0] is w
    with shared_arguments():
        found["step_that_replaces"](params, [g])
    assert w.tolist() == [0.9, 0.9]
    assert np.allclose(params[0], 0.8)
    assert g.tolist() == [1, 1]


@pytest.mark.parametrize("name", ["write", "Writer", "method", "callable_object"])
def test_what_any_kind_of_answer_writes_is_not_seen_where_the_check_does_not_ask(shared_student, name):
    session = shared_student.run(CELL, WRITER)
    x, box = np.zeros(3), []
    session.find([name])[name](x, box)
    assert x.tolist() == [0, 0, 0]
    assert box == []
    session.kernel.close()
